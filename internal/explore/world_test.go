package explore_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"entente/internal/edtf"
	"entente/internal/explore"
	"entente/internal/knowledge"
	"entente/internal/store"
	"entente/internal/store/memstore"
	"github.com/stretchr/testify/require"
)

// world is a small graph that a test builds. Documents and entities are added when they are first named.
type world struct {
	t          testing.TB
	datasets   []*knowledge.Dataset
	relations  []*knowledge.Relation
	documents  []*knowledge.Document
	entities   []*knowledge.EntityPart
	statements []*knowledge.Statement
}

// newWorld has the dataset `dataset:d`, and relations: JOINS, ALLIED (symmetric), CAPITAL (an object has one subject), HEADS (a
// subject has one object) and TWIN (symmetric and exclusive).
func newWorld(t testing.TB) *world {
	w := &world{t: t}
	w.dataset("d", "")
	for _, name := range []string{"JOINS", "ALLIED", "CAPITAL", "HEADS", "TWIN"} {
		r := &knowledge.Relation{Name: name, Label: strings.ToLower(name), InverseLabel: strings.ToLower(name) + " by", Category: knowledge.CategoryOther,
			Exclusive: knowledge.ExclusiveNone, SubjectKinds: knowledge.EntityKinds(), ObjectKinds: knowledge.EntityKinds(), Dataset: "dataset:d"}
		switch name {
		case "ALLIED", "TWIN":
			r.Symmetric, r.InverseLabel = true, r.Label
			r.Category = knowledge.CategoryAffiliation
			if name == "TWIN" {
				r.Exclusive = knowledge.ExclusiveSubject
			}
		case "CAPITAL":
			r.Exclusive = knowledge.ExclusiveObject
		case "HEADS":
			r.Exclusive = knowledge.ExclusiveSubject
		}
		w.relations = append(w.relations, r)
	}
	return w
}

func date(s string) edtf.Date {
	if s == "" {
		return edtf.Date{}
	}
	d, err := edtf.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func (w *world) dataset(slug, coverageTo string) {
	w.datasets = append(w.datasets, &knowledge.Dataset{ID: "dataset:" + slug, Title: slug, License: "CC0-1.0", Version: "1", CoverageTo: date(coverageTo)})
}

// doc adds `document:slug`, published on a day by a publisher; both may be empty.
func (w *world) doc(slug, on, publisher string) *knowledge.Document {
	if on == "" {
		on = "2020-01-01"
	}
	d := &knowledge.Document{ID: "document:" + slug, Title: "The " + slug, Publisher: knowledge.Text(publisher), PublishedOn: date(on), Language: "en",
		Reliability: knowledge.ReliabilityC, Dataset: w.datasets[len(w.datasets)-1].ID}
	w.documents = append(w.documents, d)
	return d
}

// entity adds an entity that is named after its slug, if it does not exist yet.
func (w *world) entity(id knowledge.ID) {
	if slices.ContainsFunc(w.entities, func(e *knowledge.EntityPart) bool { return e.ID == id }) {
		return
	}
	_, slug, _ := strings.Cut(id, ":")
	w.entities = append(w.entities, &knowledge.EntityPart{Entity: knowledge.Entity{ID: id, Name: strings.ToUpper(slug[:1]) + slug[1:]}, Dataset: "dataset:d"})
}

// claim adds a claim of a document: `country:a JOINS alliance:b`, and when it is valid; further words are a polarity, a modality,
// or an attribution.
func (w *world) claim(document, triple, valid string, words ...string) *knowledge.Statement {
	w.t.Helper()
	parts := strings.Fields(triple)
	i := slices.IndexFunc(w.documents, func(d *knowledge.Document) bool { return d.ID == "document:"+document })
	require.GreaterOrEqual(w.t, i, 0, document)
	d := w.documents[i]
	s := &knowledge.Statement{Subject: parts[0], Relation: parts[1], Object: parts[2], Polarity: knowledge.Affirmed, Modality: knowledge.Asserted,
		Document: d.ID, Dataset: d.Dataset, Published: d.Day(), Reliability: d.Reliability, Evidence: []*knowledge.Evidence{{Locator: "row"}}}
	for _, word := range words {
		switch {
		case slices.Contains(knowledge.Polarities(), knowledge.Polarity(word)):
			s.Polarity = knowledge.Polarity(word)
		case slices.Contains(knowledge.Modalities(), knowledge.Modality(word)):
			s.Modality = knowledge.Modality(word)
		default:
			s.AttributedTo = word
			w.entity(word)
		}
	}
	interval, err := edtf.ParseInterval(valid)
	require.NoError(w.t, err)
	set := w.datasets[slices.IndexFunc(w.datasets, func(x *knowledge.Dataset) bool { return x.ID == d.Dataset })]
	s.Validity, err = knowledge.ResolveValidity(interval, d.Day(), set.CoverageTo)
	require.NoError(w.t, err)
	relation := w.relations[slices.IndexFunc(w.relations, func(r *knowledge.Relation) bool { return r.Name == s.Relation })]
	s.Complete(relation.Symmetric)
	w.entity(s.Subject)
	w.entity(s.Object)
	w.statements = append(w.statements, s)
	return s
}

// rows returns all rows, each statement once.
func (w *world) rows() []knowledge.Row {
	var rows []knowledge.Row
	for _, r := range w.datasets {
		rows = append(rows, r)
	}
	for _, r := range w.relations {
		rows = append(rows, r)
	}
	for _, r := range w.documents {
		rows = append(rows, r)
	}
	for _, r := range w.entities {
		rows = append(rows, r)
	}
	seen := map[knowledge.ID]bool{}
	w.statements = slices.DeleteFunc(w.statements, func(s *knowledge.Statement) bool {
		again := seen[s.ID]
		seen[s.ID] = true
		return again
	})
	for _, r := range w.statements {
		rows = append(rows, r)
	}
	return rows
}

// store returns a store with the world as its revision 1.
func (w *world) store() store.Store {
	s := memstore.New()
	put(w.t, s, w.rows()...)
	// What a statement's horizon is, the suite of stores says; here it is taken as the store has it.
	w.horizonsAt(s, 0)
	return s
}

// explorer returns an explorer of a store with the world.
func (w *world) explorer() *explore.Explorer { return explore.New(w.store()) }

// put adds rows as a revision.
func put(t testing.TB, s store.Store, rows ...knowledge.Row) {
	t.Helper()
	changes := make([]store.Change, len(rows))
	for i, r := range rows {
		changes[i].Put = r
	}
	change(t, s, changes...)
}

func change(t testing.TB, s store.Store, changes ...store.Change) {
	t.Helper()
	newest, err := s.Revision(t.Context(), 0)
	require.NoError(t, err)
	_, err = s.Apply(t.Context(), store.ChangeSet{Base: newest.Number, At: time.Unix(0, 0), Description: "test", Changes: func(yield func(store.Change, error) bool) {
		for _, c := range changes {
			if !yield(c, nil) {
				return
			}
		}
	}})
	require.NoError(t, err)
}

// everything is a page that cuts nothing off, and all admits all.
var (
	everything = store.Page{Limit: 100_000}
	all        = &knowledge.Scope{}
)

// generator generates random worlds, scopes and filters.
type generator struct{ *rand.Rand }

// newGenerator logs its seed, so that a failure can be repeated.
func newGenerator(t testing.TB) generator {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	return generator{rand.New(rand.NewPCG(seed, 1))}
}

func (c generator) one(of ...string) string { return of[c.IntN(len(of))] }

func (c generator) often(percent int) bool { return c.IntN(100) < percent }

func some[T any](c generator, of []T) []T {
	var kept []T
	for _, x := range of {
		if c.often(40) {
			kept = append(kept, x)
		}
	}
	return kept
}

var validities = []string{"/..", "/", "1990/..", "1990/1995", "1993-05/..", "1993/..", "1995~/..", "1995?/..", "1991-03-05", "1992", "199X", "../1994", "1996/1999", "1997/", "1990/1992", "2001-02/2003"}

// world generates a world of up to a dozen entities, two datasets, six documents and many claims.
func (c generator) world(t testing.TB) *world {
	w := newWorld(t)
	kinds := []string{"country", "alliance", "event", "city"}
	var ids []knowledge.ID
	for i := range 4 + c.IntN(9) {
		ids = append(ids, kinds[c.IntN(len(kinds))]+":"+string(rune('a'+i)))
		w.entity(ids[i])
	}
	for i := range 6 {
		if i == 3 {
			w.dataset("e", "1998")
		}
		d := w.doc(fmt.Sprint("doc", i), c.one("1994", "2000-06", "2005-01-01", "2020"), c.one("", "p", "P", "q", "r"))
		d.Generator = knowledge.Text(c.one("", "", "", "Writer"))
		d.Reliability = knowledge.Reliability(c.one("A", "B", "C", "F"))
		for j := range i {
			if c.often(15) {
				d.BasedOn = append(d.BasedOn, w.documents[j].ID)
			}
		}
	}
	for range 10 + c.IntN(90) {
		d := w.documents[c.IntN(len(w.documents))]
		valid := validities[c.IntN(len(validities))]
		interval, err := edtf.ParseInterval(valid)
		require.NoError(t, err)
		if _, err := knowledge.ResolveValidity(interval, d.Day(), date("1998")); err != nil {
			continue
		}
		if _, err := knowledge.ResolveValidity(interval, d.Day(), edtf.Date{}); err != nil {
			continue
		}
		words := []string{c.one("AFFIRMED", "AFFIRMED", "AFFIRMED", "DENIED"), c.one("ASSERTED", "ASSERTED", "ASSERTED", "REPORTED", "PROMISED", "PLANNED")}
		if c.often(15) {
			words = append(words, ids[c.IntN(len(ids))])
		}
		relation := w.relations[c.IntN(len(w.relations))].Name
		w.claim(strings.TrimPrefix(d.ID, "document:"), ids[c.IntN(len(ids))]+" "+relation+" "+ids[c.IntN(len(ids))], valid, words...)
	}
	return w
}

// scope generates a scope; often one that admits all.
func (c generator) scope() *knowledge.Scope {
	s := &knowledge.Scope{Revision: c.IntN(2)}
	if c.often(40) {
		s.AsOf = date(c.one("1989", "1992", "1993-06", "1995-01-01", "1998", "2002"))
	}
	if c.often(50) {
		s.Certainty = knowledge.Certainty(c.one("CERTAIN", "PRESUMED", "POSSIBLE"))
	}
	if c.often(20) {
		day := date(c.one("1995-01-01", "2001-01-01", "2010-01-01")).Span().First
		s.KnownBy = &day
	}
	if c.often(20) {
		s.Datasets = some(c, []knowledge.ID{"dataset:d", "dataset:e"})
	}
	if c.often(20) {
		s.MinReliability = knowledge.Reliability(c.one("A", "B", "C", "F"))
	}
	return s
}

// filter generates a filter; often one that matches all.
func (c generator) filter(w *world) knowledge.StatementFilter {
	var f knowledge.StatementFilter
	if c.often(50) {
		return f
	}
	if c.often(25) {
		f.Relations = []string{c.one("JOINS", "ALLIED", "HEADS"), c.one("CAPITAL", "TWIN")}
	}
	if c.often(15) {
		f.Categories = []knowledge.RelationCategory{knowledge.CategoryOther}
	}
	if c.often(25) {
		f.OtherKinds = some(c, []knowledge.EntityKind{knowledge.KindCountry, knowledge.KindAlliance, knowledge.KindEvent})
	}
	if c.often(15) {
		f.Polarity = knowledge.Polarity(c.one("AFFIRMED", "DENIED"))
	}
	if c.often(15) {
		f.Modality = some(c, knowledge.Modalities())
	}
	if c.often(15) {
		f.Document = []knowledge.ID{w.documents[c.IntN(6)].ID, w.documents[c.IntN(6)].ID}
	}
	if c.often(20) {
		f.During = &knowledge.DateRange{From: date("1992"), To: date(c.one("1993", "1996", ""))}
	}
	return f
}

// entities returns random entities of a world, at least one.
func (c generator) entities(w *world, most int) []knowledge.ID {
	var ids []knowledge.ID
	for _, i := range c.Perm(len(w.entities))[:1+c.IntN(min(most, len(w.entities)))] {
		ids = append(ids, w.entities[i].ID)
	}
	return ids
}

// walk reads a whole list page by page, forwards or backwards, and checks what its pages say about adjacent ones.
func walk[T any](t testing.TB, size int, backward bool, list func(store.Page) store.List[T]) (rows []T, keys []knowledge.SortKey) {
	t.Helper()
	page := store.Page{Limit: size, Backward: backward}
	for n := 0; ; n++ {
		require.Less(t, n, 10_000, "the list ends")
		l := list(page)
		require.Len(t, l.Keys(), len(l.Rows))
		require.LessOrEqual(t, len(l.Rows), size)
		more, behind := l.HasNext, l.HasPrevious
		if backward {
			more, behind = behind, more
		}
		require.Equal(t, n > 0, behind, "page %d of size %d, backward %t", n, size, backward)
		if backward {
			rows, keys = append(slices.Clone(l.Rows), rows...), append(l.Keys(), keys...)
		} else {
			rows, keys = append(rows, l.Rows...), append(keys, l.Keys()...)
		}
		if !more {
			break
		}
		require.NotEmpty(t, l.Rows)
		if backward {
			page.Before = l.Key(0)
		} else {
			page.After = l.LastKey()
		}
	}
	require.True(t, slices.IsSorted(keys), "keys are in order")
	require.Len(t, slices.Compact(slices.Clone(keys)), len(keys), "no two rows have one key")
	return rows, keys
}

// assertCode asserts that an error has a code, and that its text contains some words.
func assertCode(t testing.TB, err error, code knowledge.Code, words ...string) {
	t.Helper()
	require.Error(t, err)
	require.Equal(t, code, knowledge.CodeOf(err), "%v", err)
	for _, word := range words {
		require.ErrorContains(t, err, word)
	}
}
