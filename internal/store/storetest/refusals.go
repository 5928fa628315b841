package storetest

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/store"
)

// refusalTests are the tests of changes that are rejected.
func refusalTests() map[string]func(*testing.T, Opener) {
	return map[string]func(*testing.T, Opener){
		"RowsOfTheWrongForm":      testInvalidRows,
		"StatementsThatDoNotFit":  testInvalidStatements,
		"WhatIsStillNeeded":       testStillNeeded,
		"WhatOthersRestOn":        testDependents,
		"WhatIsNotThere":          testMissing,
		"AtMostTwentyAreNamed":    testManyViolations,
		"SeveralInOneError":       testSeveralViolations,
		"RelationsDefinedAnew":    testOtherDefinition,
		"AnUnknownRevisionToUndo": testUnknownUndo,
	}
}

// refused asserts that changes are rejected as invalid, with a message that contains the words, and leave the store unchanged.
func refused(t *testing.T, s store.Store, changes []store.Change, words ...string) {
	t.Helper()
	err := assertUnchanged(t, s, func() error {
		_, err := tryApply(t, s, changes)
		return err
	})
	assertCode(t, err, knowledge.Invalid, words...)
}

// with returns a changed copy of a row.
func with[T any](row *T, change func(*T)) *T {
	c := *row
	change(&c)
	return &c
}

func testInvalidRows(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	set, doc, part, st := w.dataset("dataset:roll"), w.document(almanac), w.part(fens, "almanac"), w.Statement("a1")
	relation := w.relations[0].row
	evidence := func(change func(*knowledge.Evidence)) knowledge.Row {
		return with(st, func(s *knowledge.Statement) { s.Evidence = []*knowledge.Evidence{with(st.Evidence[0], change)} })
	}
	for name, c := range map[string]struct {
		row   knowledge.Row
		words string
	}{
		"dataset id":          {with(set, func(d *knowledge.Dataset) { d.ID = "dataset:A b" }), "kind:slug"},
		"dataset prefix":      {with(set, func(d *knowledge.Dataset) { d.ID = "document:x" }), "dataset"},
		"dataset title":       {with(set, func(d *knowledge.Dataset) { d.Title = "" }), "no title"},
		"dataset place":       {with(set, func(d *knowledge.Dataset) { d.Order = -1 }), "load order"},
		"dataset text":        {with(set, func(d *knowledge.Dataset) { d.Notes = "a\xffb" }), "UTF-8"},
		"relation name":       {with(relation, func(r *knowledge.Relation) { r.Name = "member of" }), "MEMBER_OF"},
		"relation label":      {with(relation, func(r *knowledge.Relation) { r.Label = "" }), "label"},
		"relation category":   {with(relation, func(r *knowledge.Relation) { r.Category = "AFFILIATIONS" }), "did you mean AFFILIATION?"},
		"relation exclusive":  {with(relation, func(r *knowledge.Relation) { r.Exclusive = "" }), "exclusive"},
		"relation kinds":      {with(relation, func(r *knowledge.Relation) { r.SubjectKinds = nil }), "kinds"},
		"relation kind":       {with(relation, func(r *knowledge.Relation) { r.ObjectKinds = []knowledge.EntityKind{"STATE"} }), "STATE"},
		"relation symmetry":   {with(relation, func(r *knowledge.Relation) { r.Symmetric = true }), "symmetric"},
		"relation dataset":    {with(relation, func(r *knowledge.Relation) { r.Dataset = "dataset:none" }), "no dataset dataset:none"},
		"document id":         {with(doc, func(d *knowledge.Document) { d.ID = "almanac" }), "kind:slug"},
		"document title":      {with(doc, func(d *knowledge.Document) { d.Title = "" }), "no title"},
		"document date":       {with(doc, func(d *knowledge.Document) { d.PublishedOn = edtf.Date{} }), "date of publication"},
		"document grade":      {with(doc, func(d *knowledge.Document) { d.Reliability = "G" }), "reliability"},
		"document dataset":    {with(doc, func(d *knowledge.Document) { d.ID, d.Dataset = "document:x", "dataset:none" }), "no dataset dataset:none"},
		"document of another": {with(doc, func(d *knowledge.Document) { d.Dataset = "dataset:roll" }), "already a document of dataset:almanac"},
		"document NUL":        {with(doc, func(d *knowledge.Document) { d.Publisher = "a\x00b" }), "U+0000"},
		"footnote's place":    {with(doc, func(d *knowledge.Document) { d.Footnotes = []knowledge.Footnote{{Label: "1", Position: 100_000}} }), "footnote"},
		"footnote's label":    {with(doc, func(d *knowledge.Document) { d.Footnotes = []knowledge.Footnote{{Position: 1}} }), "label"},
		"entity id":           {with(part, func(p *knowledge.EntityPart) { p.ID = "fens" }), "kind:slug"},
		"entity kind":         {with(part, func(p *knowledge.EntityPart) { p.ID = "countri:fens" }), "did you mean country?"},
		"entity id too long":  {with(part, func(p *knowledge.EntityPart) { p.ID = "country:" + strings.Repeat("a", 100_000) }), "…"},
		"entity name":         {with(part, func(p *knowledge.EntityPart) { p.Name = "" }), "no name"},
		"entity other name":   {with(part, func(p *knowledge.EntityPart) { p.Names = []knowledge.Name{{Kind: knowledge.NameAlias}} }), "name"},
		"entity name's kind":  {with(part, func(p *knowledge.EntityPart) { p.Names = []knowledge.Name{{Text: "x", Kind: "NICK"}} }), "NICK"},
		"entity code":         {with(part, func(p *knowledge.EntityPart) { p.Identifiers = []knowledge.Identifier{{Scheme: "iso2"}} }), "value"},
		"entity scheme":       {with(part, func(p *knowledge.EntityPart) { p.Identifiers = []knowledge.Identifier{{Value: "x"}} }), "scheme"},
		"entity latitude":     {with(part, func(p *knowledge.EntityPart) { p.Location = &knowledge.GeoPoint{Latitude: 91} }), "latitude"},
		"entity longitude":    {with(part, func(p *knowledge.EntityPart) { p.Location = &knowledge.GeoPoint{Longitude: math.NaN()} }), "longitude"},
		"entity dataset":      {with(part, func(p *knowledge.EntityPart) { p.Dataset = "dataset:none" }), "no dataset dataset:none"},
		"statement id":        {with(st, func(s *knowledge.Statement) { s.ID = "x" }), "kind:slug"},
		"statement subject":   {with(st, func(s *knowledge.Statement) { s.Subject = "dataset:roll" }), "no kind of entity"},
		"statement speaker":   {with(st, func(s *knowledge.Statement) { s.AttributedTo = "ada" }), "kind:slug"},
		"statement about":     {with(st, func(s *knowledge.Statement) { s.About = []knowledge.ID{""} }), "kind:slug"},
		"statement topic":     {with(st, func(s *knowledge.Statement) { s.Topics = []string{""} }), "topic"},
		"statement note":      {with(st, func(s *knowledge.Statement) { s.Note = "\xc3\x28" }), "UTF-8"},
		"polarity":            {with(st, func(s *knowledge.Statement) { s.Polarity = "" }), "polarity"},
		"modality":            {with(st, func(s *knowledge.Statement) { s.Modality = "PROMISE" }), "did you mean PROMISED?"},
		"no evidence":         {with(st, func(s *knowledge.Statement) { s.Evidence = nil }), "no evidence"},
		"evidence that is no": {with(st, func(s *knowledge.Statement) { s.Evidence = []*knowledge.Evidence{nil} }), "evidence"},
		"evidence document":   {evidence(func(e *knowledge.Evidence) { e.Document = gazette }), "document:gazette"},
		"quote, no place":     {evidence(func(e *knowledge.Evidence) { e.Place = nil }), "without a place"},
		"place, no quote":     {evidence(func(e *knowledge.Evidence) { e.Quote = "" }), "without a quote"},
		"neither":             {evidence(func(e *knowledge.Evidence) { *e = knowledge.Evidence{Document: almanac} }), "neither a quote nor a locator"},
		"locator":             {evidence(func(e *knowledge.Evidence) { e.Locator = "a\x00" }), "U+0000"},
		"context":             {evidence(func(e *knowledge.Evidence) { e.Context = "\xff" }), "UTF-8"},
	} {
		t.Run(name, func(t *testing.T) { refused(t, s, Put(c.row), c.words) })
	}
	refused(t, s, []store.Change{{Put: unknownRow{}}}, "no kind of row")
	refused(t, s, []store.Change{{Remove: knowledge.RowKey{Table: 77}}}, "table 77")
}

// unknownRow is a row of an unknown kind.
type unknownRow struct{}

func (unknownRow) Key() knowledge.RowKey { return knowledge.RowKey{} }

func testInvalidStatements(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	st := w.Statement("a1")
	complete := func(change func(*knowledge.Statement)) *knowledge.Statement {
		return with(st, func(s *knowledge.Statement) {
			s.Evidence = []*knowledge.Evidence{with(st.Evidence[0], func(*knowledge.Evidence) {})}
			change(s)
			s.Complete(false)
		})
	}
	quote := func(change func(*knowledge.Evidence)) *knowledge.Statement {
		return with(st, func(s *knowledge.Statement) { s.Evidence = []*knowledge.Evidence{with(st.Evidence[0], change)} })
	}
	for name, c := range map[string]struct {
		row   *knowledge.Statement
		words []string
	}{
		"no subject":      {complete(func(s *knowledge.Statement) { s.Subject = "country:nowhere" }), []string{"country:nowhere"}},
		"no object":       {complete(func(s *knowledge.Statement) { s.Object = "alliance:none" }), []string{"alliance:none"}},
		"no third party":  {complete(func(s *knowledge.Statement) { s.About = []knowledge.ID{pact, "event:none"} }), []string{"event:none"}},
		"no speaker":      {complete(func(s *knowledge.Statement) { s.AttributedTo = "person:none" }), []string{"person:none"}},
		"no relation":     {complete(func(s *knowledge.Statement) { s.Relation = "ADORES" }), []string{"ADORES"}},
		"no document":     {complete(func(s *knowledge.Statement) { s.Document = "document:none" }), []string{"document:none"}},
		"no dataset":      {complete(func(s *knowledge.Statement) { s.Dataset = "dataset:none" }), []string{"dataset:none"}},
		"wrong kinds":     {complete(func(s *knowledge.Statement) { s.Object = flood }), []string{"MEMBER_OF", "event"}},
		"wrong way round": {complete(func(s *knowledge.Statement) { s.Subject, s.Object = pact, atlan }), []string{"wrong way round"}},
		"another's id":    {with(st, func(s *knowledge.Statement) { s.ID = w.ids["a2"] }), []string{w.ids["a1"]}},
		"another's link":  {with(st, func(s *knowledge.Statement) { s.Link = w.Statement("a2").Link }), []string{st.Link}},
		"symmetry":        {with(st, func(s *knowledge.Statement) { s.Symmetric = true }), []string{"symmetric"}},
		"publication":     {with(st, func(s *knowledge.Statement) { s.Published.First-- }), []string{almanac}},
		"reliability":     {with(st, func(s *knowledge.Statement) { s.Reliability = "A" }), []string{almanac}},
		"bounds":          {with(st, func(s *knowledge.Statement) { s.Validity.LatestBegin++ }), []string{"1994/.."}},
		"an impossible interval": {complete(func(s *knowledge.Statement) {
			s.Validity.Interval = mustInterval("2050/")
		}), []string{"before it begins"}},
		"a quote elsewhere": {quote(func(e *knowledge.Evidence) {
			e.Place = &knowledge.Place{Start: e.Place.Start + 1, End: e.Place.End + 1}
		}), []string{"quote", "Atlan has been"}},
		"a quote too far":   {quote(func(e *knowledge.Evidence) { e.Place = &knowledge.Place{Start: 0, End: 1 << 20} }), []string{"no characters 0 to 1048576"}},
		"a place backwards": {quote(func(e *knowledge.Evidence) { e.Place = &knowledge.Place{Start: 5, End: 2} }), []string{"no characters 5 to 2"}},
		"a negative place":  {quote(func(e *knowledge.Evidence) { e.Place = &knowledge.Place{Start: -1, End: 2} }), []string{"no characters -1 to 2"}},
		"another's words":   {quote(func(e *knowledge.Evidence) { e.Quote = "Atlan has been in the Pact since 1993" }), []string{"since 1994", "since 1993"}},
	} {
		t.Run(name, func(t *testing.T) { refused(t, s, Put(c.row), c.words...) })
	}
}

func testStillNeeded(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	refused(t, s, Remove(w.document(letter)), letter, "still needed by statement:")
	refused(t, s, Remove(w.part(harbor, "almanac")), harbor, w.ids["a11"])
	refused(t, s, Remove(w.part(ada, "almanac")), ada, "still needed")
	refused(t, s, Remove(w.dataset("dataset:roll")), "dataset:roll", "still needed", roll, "MEMBER_OF")
	for _, b := range w.relations {
		refused(t, s, Remove(b.row), b.row.ID(), "still needed")
	}
	apply(t, s, Remove(w.Statement("a12"), w.Statement("l3")))
	apply(t, s, Remove(w.part(ladder, "almanac")))
	about := with(w.Statement("a8"), func(s *knowledge.Statement) { s.About = []knowledge.ID{summit} })
	apply(t, s, Put(about))
	refused(t, s, Remove(w.part(summit, "almanac")), summit, about.ID)

	// A part may go while another stays; the whole may not.
	refused(t, s, Remove(w.part(atlan, "almanac"), w.part(atlan, "chronicle"), w.part(atlan, "roll")), atlan)
	apply(t, s, Remove(w.part(atlan, "almanac"), w.part(atlan, "roll")))
	assert.Equal(t, "Republic of Atlan", entity(t, s, atlan).Name)

	// A dataset with a relation or entities only.
	apply(t, s, Put[knowledge.Row](&knowledge.Dataset{ID: "dataset:x", Title: "X"}, with(w.relations[0].row, func(r *knowledge.Relation) {
		r.Name, r.Dataset = "NEW", "dataset:x"
	}), with(w.part(fens, "almanac"), func(p *knowledge.EntityPart) { p.Dataset = "dataset:x" })))
	refused(t, s, Remove(&knowledge.Dataset{ID: "dataset:x"}), "relation:new", fens)
}

func testDependents(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	refused(t, s, Put(with(w.document(almanac), func(d *knowledge.Document) { d.Text = "x" + d.Text })), "quote")
	refused(t, s, Put(with(w.document(letter), func(d *knowledge.Document) { d.Reliability = "A" })), letter)
	refused(t, s, Put(with(w.document(roll), func(d *knowledge.Document) { d.PublishedOn = mustDate("2014") })), roll)
	refused(t, s, Put(with(w.dataset("dataset:roll"), func(d *knowledge.Dataset) { d.CoverageTo = mustDate("2013") })), "coverage")
	refused(t, s, Put(with(w.relations[0].row, func(r *knowledge.Relation) { r.SubjectKinds = kinds("territory") })), "MEMBER_OF", "country")
	trades := w.relations[3].row
	refused(t, s, Put(with(trades, func(r *knowledge.Relation) { r.Symmetric = false })), "TRADES_WITH", "symmetric")

	// Also where the change has the statements as they are.
	var same []knowledge.Row
	for _, c := range w.claims {
		same = append(same, c.row)
	}
	refused(t, s, Put(append(same, with(trades, func(r *knowledge.Relation) { r.Symmetric = false }))...), "TRADES_WITH", "symmetric")

	// What no statement rests on may change.
	apply(t, s, Put[knowledge.Row](
		with(w.document(almanac), func(d *knowledge.Document) { d.Title, d.Text = "New", d.Text+" And more." }),
		with(w.relations[0].row, func(r *knowledge.Relation) { r.SubjectKinds = kinds("country territory city") }),
		with(w.dataset("dataset:roll"), func(d *knowledge.Dataset) { d.Version = "2" }),
	))
}

func testMissing(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	for _, row := range []knowledge.Row{
		&knowledge.Dataset{ID: "dataset:none"},
		with(w.relations[0].row, func(r *knowledge.Relation) { r.Name = "ADORES" }),
		with(w.document(almanac), func(d *knowledge.Document) { d.Dataset = "dataset:roll" }),
		with(w.part(fens, "almanac"), func(p *knowledge.EntityPart) { p.Dataset = "dataset:roll" }),
		with(w.Statement("a1"), func(s *knowledge.Statement) { s.Dataset = "dataset:roll" }),
	} {
		refused(t, s, Remove(row), "not there", row.Key().String())
	}
	refused(t, s, []store.Change{{}}, "not there")
	refused(t, s, append(Put(w.Statement("a1")), Remove(w.Statement("a1"))...), "twice", w.ids["a1"])
	refused(t, s, Put(w.Statement("a1"), w.Statement("a1")), "twice")
}

func testManyViolations(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	var changes []store.Change
	for i := range 100 {
		changes = append(changes, Put(with(w.part(fens, "almanac"), func(p *knowledge.EntityPart) {
			p.ID, p.Name = "country:c"+string(rune('a'+i%26))+string(rune('a'+i/26)), ""
		}))...)
	}
	_, err := tryApply(t, s, changes)
	assertCode(t, err, knowledge.Invalid)
	assert.Len(t, violations(t, err), 20)
	assert.Less(t, len(err.Error()), 4000)
	assert.ErrorContains(t, err, "more")

	changes = nil
	for _, row := range w.rows {
		if row.Key().Table != knowledge.TableStatement {
			changes = append(changes, Remove(row)...)
		}
	}
	_, err = tryApply(t, s, changes)
	assertCode(t, err, knowledge.Invalid)
	assert.LessOrEqual(t, len(violations(t, err)), 20)
	assert.Greater(t, len(violations(t, err)), 10)
}

func violations(t *testing.T, err error) []string {
	t.Helper()
	var e *knowledge.Error
	require.ErrorAs(t, err, &e)
	named, _ := e.Details["violations"].([]string)
	return named
}

func testSeveralViolations(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	_, err := tryApply(t, s, Remove[knowledge.Row](w.document(letter), w.part(harbor, "almanac")))
	assertCode(t, err, knowledge.Invalid, letter, harbor)
	assert.Len(t, violations(t, err), 2)
}

func testOtherDefinition(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	again := with(w.relations[0].row, func(r *knowledge.Relation) { r.Dataset = "dataset:roll" })
	apply(t, s, Put(again))
	refused(t, s, Put(with(again, func(r *knowledge.Relation) { r.Category = knowledge.CategoryOther })), "MEMBER_OF", "dataset:almanac")
	// Both at once may change.
	wider := func(r *knowledge.Relation) { r.SubjectKinds = kinds("country territory city") }
	apply(t, s, Put(with(again, wider), with(w.relations[0].row, wider)))
}

func testUnknownUndo(t *testing.T, open Opener) {
	s, w := loaded(t, open)
	for _, number := range []int{2, -1} {
		err := assertUnchanged(t, s, func() error {
			change := ChangeSet(1, Remove(w.Statement("r1")))
			change.Undoes = number
			_, err := s.Apply(ctx, change)
			return err
		})
		assertCode(t, err, knowledge.Invalid, "undo")
	}
}
