package dataset

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"entente/internal/dataset/input"
	"entente/internal/dataset/rules"
	"entente/internal/edtf"
	"entente/internal/knowledge"
)

func statementShape() shape {
	return shape{
		what:     "a statement",
		required: []string{"subject", "relation", "object"},
		optional: []string{
			"valid", "polarity", "modality", "attributedTo", "about", "topics", "note", "document",
			"quote", "occurrence", "locator", "evidence", "qualifiers",
		},
	}
}

// defaultValidity is the present tense: begun at an unknown time, ongoing as far as the source says.
const defaultValidity = "/.."

// readStatements reads what refers to the rest, which must have been read for all folders.
func (r *reader) readStatements(ctx context.Context) {
	r.checkRelations()
	r.checkDocumentIDs()
	if r.present[statementsFile] {
		shape := statementShape()
		shape.elsewhere = r.qualifierHint
		r.file(statementsFile).list(ctx, shape, r.takeStatement)
	}
	r.readTables(ctx)
	r.checkUse()
}

// takeStatement adds a statement where nothing of it is wrong: one for each subject and each object, where these are lists.
func (r *reader) takeStatement(rec *record) {
	before := rec.problems.refused
	s := &knowledge.Statement{
		Relation: rec.text("relation", MaxName),
		Polarity: choice(rec, "polarity", knowledge.Polarities(), knowledge.Affirmed),
		Modality: choice(rec, "modality", knowledge.Modalities(), knowledge.Asserted),
		Note:     rec.prose("note"),
		Topics:   topics(rec),
		Dataset:  r.folder.Dataset.ID,
	}
	d := r.document(rec)
	interval, ok := rec.validity("valid")
	when := timeOf(interval, d)
	ends := pairs(rec, r.ends(rec, "subject", when), r.ends(rec, "object", when))
	s.AttributedTo = r.entity(rec, "attributedTo", when)
	s.About = r.entities(rec, "about", when)
	relation := r.relation(rec, s.Relation, ends)
	s.Qualifiers = r.qualifiers(rec, relation, when)
	if d == nil {
		rec.evidenceList(nil)
		return
	}
	d.used = true
	s.Document, s.Reliability = d.ID, d.Reliability
	s.Evidence = rec.evidenceList(d)
	if ok && d.dated {
		r.resolveValidity(rec, s, d, interval)
	}
	if rec.problems.refused > before || relation == nil || !d.dated || !d.read {
		return
	}
	for _, end := range ends {
		one := *s
		one.Subject, one.Object = end[0], end[1]
		one.Complete(relation.Symmetric)
		r.addStatement(rec, &one, rules.Concern(relation))
	}
}

// ends gives the entities of an end: one, or those of a list.
func (r *reader) ends(rec *record, key string, when edtf.Span) []knowledge.ID {
	if f := rec.field(key); f != nil && f.Value.Kind == input.List {
		return r.entities(rec, key, when)
	}
	if id := r.entity(rec, key, when); id != "" {
		return []knowledge.ID{id}
	}
	return nil
}

// pairs gives each subject with each object; none, which it reports, where they are too many.
func pairs(rec *record, subjects, objects []knowledge.ID) [][2]knowledge.ID {
	if n := len(subjects) * len(objects); n > MaxItems {
		rec.fail(rec.at, TooLarge, fmt.Sprintf("the lists of subjects and objects make %d statements; they may make %d", n, MaxItems), "")
		return nil
	}
	var all [][2]knowledge.ID
	for _, s := range subjects {
		for _, o := range objects {
			all = append(all, [2]knowledge.ID{s, o})
		}
	}
	return all
}

// timeOf gives the time that decides whom a claim's names and codes mean: its begin, else its end, else when its document was published.
func timeOf(interval edtf.Interval, d *document) edtf.Span {
	switch begin, end := interval.Begin(), interval.End(); {
	case begin.Kind == edtf.Known:
		return begin.Span()
	case end.Kind == edtf.Known:
		return end.Span()
	case d != nil:
		return d.Day()
	}
	return always()
}

func (r *reader) addStatement(rec *record, s *knowledge.Statement, judged bool) {
	hash := [knowledge.HashLength]byte([]byte(s.ID[len(s.ID)-knowledge.HashLength:]))
	if line, twice := r.statementLines[hash]; twice {
		if at, ofTable := r.statementIndex[hash]; ofTable && rec.columns != nil {
			r.joinEvidence(int(at), s)
			return
		}
		rec.fail(rec.at, DuplicateStatement, fmt.Sprintf("this says the same as the statement on line %d", line), "give all passages as its evidence")
		return
	}
	r.statementLines[hash] = int32(rec.at.Line)
	if s.Polarity == knowledge.Denied {
		r.denials = append(r.denials, denial{s, rec.valueAt("quote")})
	}
	if rec.columns != nil {
		r.statementIndex[hash] = int32(r.folder.Statements.Len())
	}
	if judged {
		r.folder.statementPositions[s.ID] = rec.at
	}
	r.folder.Statements.Add(s)
}

// entities gives the entities of a list, each once.
func (r *reader) entities(rec *record, key string, when edtf.Span) []knowledge.ID {
	var ids []knowledge.ID
	if f := rec.field(key); f != nil && len(f.Value.Items) > 0 {
		f.Value.Items = slices.DeleteFunc(slices.Clone(f.Value.Items), func(v input.Value) bool { return r.isBareNumber(rec, "an item of "+key, v) })
		if len(f.Value.Items) == 0 {
			return nil
		}
	}
	for _, name := range rec.texts(key) {
		id := r.resolve(rec, name, when)
		if id != "" && slices.Contains(ids, id) {
			rec.fail(name.at, DuplicateValue, fmt.Sprintf("%s stands in %s already", id, key), "remove it")
			continue
		}
		if id != "" {
			ids = append(ids, id)
		}
	}
	return ids
}

// topics gives the subject matters, which are in lower case, so that one matter is not filed under two spellings.
func topics(rec *record) []string {
	var all []string
	for _, t := range rec.texts("topics") {
		if lower := strings.ToLower(t.text); lower != t.text {
			rec.fail(t.at, BadValue, fmt.Sprintf("topics are in lower case, not %s", quoted(t.text)), "write "+lower)
		}
		all = append(all, t.text)
	}
	return all
}

// relation returns the relation of a name, and checks that it joins the ends; it returns nil and reports if there is none.
func (r *reader) relation(rec *record, name string, ends [][2]knowledge.ID) *knowledge.Relation {
	if name == "" {
		return nil
	}
	relation := r.lookUpRelation(name)
	if relation == nil && r.lost[relationsFile] {
		return nil // nothing of the file could be read, which is told there
	}
	if relation == nil {
		r.unknown(rec, rec.valueAt("relation"), UnknownRelation, fmt.Sprintf("there is no relation %s", quoted(name)), func() string { return r.relationHint(name) })
		return nil
	}
	for _, end := range ends {
		// An id whose kind there is not was reported where it was defined.
		subject, isSubject := knowledge.KindOf(end[0])
		object, isObject := knowledge.KindOf(end[1])
		if !isSubject || !isObject {
			continue
		}
		isSame := relation.Name == knowledge.RelationSameAs
		switch {
		case end[0] == end[1] && isSame:
			rec.fail(rec.valueAt("object"), BadValue, fmt.Sprintf("this says that %s is the same as itself", end[0]), "name the other entity, or remove the statement")
		case end[0] == end[1]:
			rec.warn(rec.valueAt("object"), SameEnds, fmt.Sprintf("this joins %s to itself", end[0]), "")
		case isSame && subject != object:
			rec.fail(rec.valueAt("object"), KindNotJoined, fmt.Sprintf("%s and %s are of two kinds, and only entities of one kind can be the same", end[0], end[1]),
				"give both one kind, or say how they are related by another relation")
			continue
		}
		if err := relation.Joins(subject, object); err != nil {
			rec.fail(rec.valueAt("relation"), KindNotJoined, err.Error(), "")
			break
		}
	}
	return relation
}

// document gives the document that the statement comes from: the named one, or the only one of the dataset.
func (r *reader) document(rec *record) *document {
	if !rec.has("document") {
		if len(r.folder.Documents) == 1 {
			return r.documents[r.folder.Documents[0].ID]
		}
		if len(r.folder.Documents) > 0 || len(r.refused) == 0 {
			rec.failOnce(rec.at, MissingKey, fmt.Sprintf("a statement names its document, unless its dataset has one; this has %d", len(r.folder.Documents)), "")
		}
		return nil
	}
	name := rec.text("document", MaxName)
	if name == "" {
		return nil
	}
	d := r.documents[documentID(name)]
	if d == nil && !r.refused[strings.TrimSuffix(name, documentSuffix)] {
		r.unknown(rec, rec.valueAt("document"), UnknownDocument, fmt.Sprintf("the dataset has no document %s", quoted(name)), func() string { return r.documentHint(name) })
	}
	return d
}

// validity gives the interval of the key, or the default. ok is false where it is wrong, which it reports.
func (r *record) validity(key string) (interval edtf.Interval, ok bool) {
	word := defaultValidity
	if r.has(key) {
		if word, _, ok = r.word(key, "a date or a span of time"); !ok || r.sentinel(key, word) {
			return interval, false
		}
	}
	interval, err := edtf.ParseInterval(word)
	switch {
	case err == nil:
		return interval, true
	case isPair(word):
		r.fail(r.valueAt(key), EndBeforeBegin, quoted(word)+" ends before it begins", strayMinus(word))
	default:
		r.badDate(r.valueAt(key), "date or span of time", word, err)
	}
	return interval, false
}

// isPair says whether a text has two dates, so that only their order can be wrong.
func isPair(word string) bool {
	from, to, found := strings.Cut(word, "/")
	_, err1 := edtf.ParseDate(from)
	_, err2 := edtf.ParseDate(to)
	unspecified := strings.ContainsAny(word, "XT")
	return found && !unspecified && err1 == nil && err2 == nil
}

// resolveValidity sets the validity of a statement, and reports one that is impossible.
func (r *reader) resolveValidity(rec *record, s *knowledge.Statement, d *document, interval edtf.Interval) {
	var err error
	s.Published = d.Day()
	s.Validity, err = knowledge.ResolveValidity(interval, s.Published, r.folder.Dataset.CoverageTo)
	if err != nil {
		code := BadDate
		if s.Validity.EarliestBegin > s.Validity.LatestEnd {
			code = EndBeforeBegin
		}
		rec.fail(rec.valueAt("valid"), code, err.Error(), strayMinus(interval.String()))
		return
	}
	if s.Validity.Begin == knowledge.BoundKnown && s.Validity.EarliestBegin > s.Published.Last {
		rec.warn(rec.valueAt("valid"), BeginsAfterDocument, fmt.Sprintf("this begins (%s) after its document was published (%s)", s.Validity.EarliestBegin, s.Published.Last),
			"a promise or a plan is dated by when it was made")
	}
}

// checkDocumentIDs checks that no other dataset has a document of the same id.
func (r *reader) checkDocumentIDs() {
	for _, d := range r.folder.Documents {
		for _, where := range []*Known{r.together, r.known} {
			if other := where.document(d.ID, d.Dataset); other != "" {
				r.file(r.documents[d.ID].file).fail(start(), DuplicateID, fmt.Sprintf("%s is a document of %s already", d.ID, other), "rename the file")
				break
			}
		}
	}
}

// checkUse reports documents that no statement cites. A folder without statements brings its documents for their own sake.
func (r *reader) checkUse() {
	if r.folder.Statements.Len() == 0 {
		return
	}
	for _, d := range r.folder.Documents {
		if one := r.documents[d.ID]; !one.used {
			r.file(one.file).warn(start(), UnusedDocument, "no statement cites this document", "")
		}
	}
}
