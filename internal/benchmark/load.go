package benchmark

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/store"
)

// The dataset and the document that all facts come with.
const (
	datasetID  = knowledge.DatasetPrefix + ":facts"
	documentID = knowledge.DocumentPrefix + ":facts"
	// retrievedOn is the day of the copy that the facts were taken from; drawn ones have it too, so that both are alike.
	retrievedOn = "2023-03-20"
)

// Loaded says what was loaded.
type Loaded struct {
	Entities, Relations, Statements int
	// Duplicates are facts that say what another says; they were dropped.
	Duplicates int
}

// String is the summary in a line.
func (l Loaded) String() string {
	return fmt.Sprintf("%d entities, %d relations, %d statements; %d duplicates dropped", l.Entities, l.Relations, l.Statements, l.Duplicates)
}

// Load puts facts into an empty store: one dataset, one document, a statement a fact, with its locator as evidence.
func Load(ctx context.Context, to store.Writer, f *Facts) (Loaded, error) {
	rows, loaded, err := rowsOf(f)
	if err != nil {
		return loaded, fmt.Errorf("load facts: %w", err)
	}
	_, err = to.Apply(ctx, store.ChangeSet{Description: "facts, for measuring", Changes: puts(rows)})
	if err != nil {
		return loaded, fmt.Errorf("load facts: %w", err)
	}
	return loaded, nil
}

func puts(rows []knowledge.Row) iter.Seq2[store.Change, error] {
	return func(yield func(store.Change, error) bool) {
		for _, row := range rows {
			if !yield(store.Change{Put: row}, nil) {
				return
			}
		}
	}
}

func rowsOf(f *Facts) ([]knowledge.Row, Loaded, error) {
	retrieved, err := edtf.ParseDate(retrievedOn)
	if err != nil {
		return nil, Loaded{}, err
	}
	document := &knowledge.Document{
		ID: documentID, Title: f.Source, Language: "en", Reliability: knowledge.ReliabilityF, RetrievedOn: retrieved, Dataset: datasetID,
	}
	rows := []knowledge.Row{&knowledge.Dataset{ID: datasetID, Title: f.Source, License: "LicenseRef-research-only", Version: "1"}, document}
	names, err := relationNames(f.Relations)
	if err != nil {
		return nil, Loaded{}, err
	}
	kinds := []knowledge.EntityKind{knowledge.KindCountry, knowledge.KindActor}
	for i, label := range f.Relations {
		rows = append(rows, &knowledge.Relation{
			Name: names[i], Label: label, InverseLabel: label + " (by)", Category: knowledge.CategoryOther,
			Exclusive: knowledge.ExclusiveNone, SubjectKinds: kinds, ObjectKinds: kinds, Dataset: datasetID,
		})
	}
	ids := make([]knowledge.ID, len(f.Entities))
	for i, e := range f.Entities {
		ids[i] = entityID(e, i)
		rows = append(rows, &knowledge.EntityPart{Entity: knowledge.Entity{ID: ids[i], Name: e.Name}, Dataset: datasetID})
	}
	loaded := Loaded{Entities: len(ids), Relations: len(names)}
	seen := map[knowledge.ID]bool{}
	for _, fact := range f.Facts {
		s, err := statementOf(fact, document, ids, names)
		if err != nil {
			return nil, loaded, fmt.Errorf("%s: %w", fact.Locator, err)
		}
		if seen[s.ID] {
			loaded.Duplicates++
			continue
		}
		seen[s.ID] = true
		loaded.Statements++
		rows = append(rows, s)
	}
	return rows, loaded, nil
}

func statementOf(f Fact, d *knowledge.Document, ids []knowledge.ID, names []string) (*knowledge.Statement, error) {
	validity, err := knowledge.ResolveValidity(edtf.Single(f.Date), d.Day(), edtf.Date{})
	s := &knowledge.Statement{
		Subject: ids[f.Subject], Relation: names[f.Relation], Object: ids[f.Object],
		Polarity: knowledge.Affirmed, Modality: knowledge.Asserted, Validity: validity,
		Document: d.ID, Dataset: d.Dataset, Published: d.Day(), Reliability: d.Reliability,
		Evidence: []*knowledge.Evidence{{Locator: knowledge.Text(f.Locator)}},
	}
	s.Complete(false)
	return s, err
}

// entityID is readable, and has the entity's number, since two names may differ in what an id cannot have.
func entityID(e Entity, number int) knowledge.ID {
	kind := knowledge.KindActor
	if e.IsCountry {
		kind = knowledge.KindCountry
	}
	words := append(plainWords(strings.ToLower(knowledge.Plain(e.Name))), fmt.Sprint(number))
	return kind.Prefix() + ":" + strings.Join(words, "-")
}

// relationNames gives each label a relation's name: its words in capital letters. What stands in parentheses is left out
// where the name would be too long.
func relationNames(labels []string) ([]string, error) {
	names, of := make([]string, len(labels)), map[string]string{}
	for i, label := range labels {
		name := relationName(label)
		if !knowledge.IsRelationName(name) {
			name = relationName(withoutParentheses(label))
		}
		switch other, twice := of[name]; {
		case !knowledge.IsRelationName(name):
			return nil, fmt.Errorf("%q makes no name of a relation: %s", label, name)
		case twice:
			return nil, fmt.Errorf("%q and %q make one name of a relation: %s", label, other, name)
		}
		of[name] = label
		names[i] = name
	}
	return names, nil
}

func relationName(label string) string {
	return strings.Join(plainWords(strings.ToUpper(label)), "_")
}

func withoutParentheses(label string) string {
	before, rest, _ := strings.Cut(label, "(")
	_, after, _ := strings.Cut(rest, ")")
	return before + after
}

// plainWords are the words of a text, of ASCII letters and digits.
func plainWords(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// Busiest gives the names of the n entities that most facts have at an end, the busiest first.
func (f *Facts) Busiest(n int) ([]string, error) {
	if n > len(f.Entities) {
		return nil, errors.New("there are not so many entities")
	}
	count, order := make([]int, len(f.Entities)), make([]int, len(f.Entities))
	for i := range order {
		order[i] = i
	}
	for _, fact := range f.Facts {
		count[fact.Subject]++
		count[fact.Object]++
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(count[b]-count[a], a-b) })
	names := make([]string, n)
	for i := range names {
		names[i] = f.Entities[order[i]].Name
	}
	return names, nil
}

// Countries returns the ids of the entities that are countries, in their order: of drawn facts the busiest first.
func (f *Facts) Countries() []knowledge.ID {
	var ids []knowledge.ID
	for i, e := range f.Entities {
		if e.IsCountry {
			ids = append(ids, entityID(e, i))
		}
	}
	return ids
}
