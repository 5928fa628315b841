package storetest

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/store"
)

func randomTests(questions int) map[string]func(*testing.T, Opener) {
	return map[string]func(*testing.T, Opener){
		"AnswersAsTheReferenceDoes": func(t *testing.T, open Opener) { testRandomWorld(t, open, questions) },
	}
}

// random is a world of random claims, the changes made to it, and random queries.
type random struct {
	*rand.Rand
	t     *testing.T
	store store.Reader
	// writer is the store itself.
	writer store.Store
	graph  *Graph
	// pool are rows that may be in the store, rows those that are, by revision.
	pool []knowledge.Row
	rows []map[knowledge.RowKey]knowledge.Row
	// relations and defined are the relations of the revision that is asked.
	relations []string
	defined   []*knowledge.Relation
}

func testRandomWorld(t *testing.T, open Opener, questions int) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := newRandom(t, seed, open)
	r.load()
	for range 12 {
		r.change()
	}
	for revision := 1; revision < len(r.rows); revision++ {
		want := newReference(r.rows[revision])
		for range questions {
			r.ask(revision, want)
		}
	}
}

func newRandom(t *testing.T, seed uint64, open Opener) *random {
	s := open(t)
	r := &random{Rand: rand.New(rand.NewPCG(seed, 1)), t: t, store: s, writer: s, graph: NewGraph(t)}
	r.draw()
	return r
}

func pickOne[T any](r *random, from []T) T { return from[r.IntN(len(from))] }

// some returns a few of a list, or sometimes nil.
func some[T any](r *random, from []T) []T {
	if r.IntN(3) > 0 {
		return nil
	}
	list := []T{}
	for range r.IntN(4) {
		list = append(list, pickOne(r, from))
	}
	return list
}

// several returns some of a list, occasionally none.
func (r *random) several(from []knowledge.ID) []knowledge.ID {
	list := []knowledge.ID{}
	for range r.IntN(6) {
		list = append(list, pickOne(r, from))
	}
	return list
}

// maybe returns a value one time in n.
func maybe[T any](r *random, n int, give func() T) (value T) {
	if r.IntN(n) == 0 {
		value = give()
	}
	return value
}

const randomSets, randomDocuments, randomClaims = 4, 7, 260

// draw draws the rows of the world.
func (r *random) draw() {
	g := r.graph
	for i := range randomSets {
		set := g.Dataset(fmt.Sprint("s", i)).Order(i + 1)
		if i == 1 {
			set.Coverage("2012-06")
		}
		r.drawRelations(i)
		for range 8 {
			id := pickOne(r, r.entityIDs())
			if !slices.ContainsFunc(g.parts, func(b *PartBuilder) bool { return b.row.ID == id && b.row.Dataset == set.row.ID }) {
				r.drawPart(id)
			}
		}
	}
	g.In("s0")
	for _, id := range r.entityIDs() {
		if !slices.ContainsFunc(g.parts, func(b *PartBuilder) bool { return b.row.ID == id && b.row.Dataset == "dataset:s0" }) {
			r.drawPart(id)
		}
	}
	for i := range randomDocuments {
		g.In(fmt.Sprint("s", i%randomSets))
		d := g.Document(fmt.Sprint("d", i)).Title(pickOne(r, []string{"alpha", "Beta", "Älv", "beta", "გ"})).Reliability(pickOne(r, knowledge.Reliabilities())).Text(randomText)
		if date := pickOne(r, []string{"2009", "2013-02-03", "2020-11", "2021~"}); i%2 == 0 {
			d.Published(date)
		} else {
			d.Retrieved(date)
		}
	}
	seen := map[knowledge.ID]bool{}
	for len(seen) < randomClaims {
		r.drawClaim()
		rows := g.Rows()
		id := rows[len(rows)-1].Key().ID
		if seen[id] {
			g.claims = g.claims[:len(g.claims)-1]
		}
		seen[id] = true
	}
	r.pool = g.Rows()
}

const randomText = "Որ la première phrase. Then the second, და მესამე."

// relationNames are the names of the relations of the world.
func relationNames() []string {
	return []string{"SHARED", "MEETS", "KNOWS", "LEFT", "PARTED", "HOLDS", "PAIRED", "FOUNDED", "FIGHTS_IN"}
}

// drawRelations draws the relations of a dataset.
func (r *random) drawRelations(set int) {
	g := r.graph
	g.Relation("SHARED", knowledge.CategoryAffiliation, "country city", "country alliance")
	if set > 0 {
		return
	}
	const any = "country city alliance event"
	g.Relation("MEETS", knowledge.CategoryCooperation, "country event", "country event").Symmetric().Qualifier("weight", knowledge.QualifierInteger).
		Qualifier("host", knowledge.QualifierEntity)
	g.Relation("KNOWS", knowledge.CategoryOther, any, any).Existence(knowledge.ExistenceNotRequired, "").
		Qualifier("weight", knowledge.QualifierDecimal).Qualifier("since", knowledge.QualifierDate).Qualifier("how", knowledge.QualifierCode, "well", "by-name").
		Qualifier("words", knowledge.QualifierText).Qualifier("host", knowledge.QualifierEntity)
	// What ends others: one way what goes one way or both, and both ways what goes one way.
	g.Relation("LEFT", knowledge.CategoryAffiliation, any, any).Ends("SHARED", "KNOWS", "MEETS").Existence("", knowledge.ExistenceNotRequired)
	g.Relation("PARTED", knowledge.CategoryConflict, any, any).Symmetric().Ends("KNOWS")
	g.Relation("HOLDS", knowledge.CategoryGeography, any, any).Exclusive(knowledge.ExclusiveObject).Qualifier("since", knowledge.QualifierText)
	g.Relation("PAIRED", knowledge.CategoryOther, any, any).Symmetric().Exclusive(knowledge.ExclusiveSubject)
	g.Relation("FOUNDED", knowledge.CategoryOther, any, any).Existence(knowledge.ExistenceEnds, knowledge.ExistenceBegins)
	g.Relation("FIGHTS_IN", knowledge.CategoryConflict, any, any).Existence(knowledge.ExistenceRequired, knowledge.ExistenceSpans)
}

// entityIDs are two cities, six countries, two alliances and three events, one of which has no statements.
func (r *random) entityIDs() []knowledge.ID {
	return []knowledge.ID{
		"country:a", "country:b", "country:c", "country:d", "country:e", "country:f",
		"city:g", "city:h", "alliance:i", "alliance:j", "event:k", "event:l", "event:silent",
	}
}

func (r *random) drawPart(id knowledge.ID) {
	p := r.graph.Entity(id, pickOne(r, []string{"Zeta", "Élan", "elan", "Alpha", "Ω", "Same", "Same"}))
	p.Name(pickOne(r, knowledge.NameKinds()), pickOne(r, []string{"Other", "Čech", "other"}))
	for range 1 + r.IntN(2) {
		p.Code(pickOne(r, []string{"iso2", "cow", "gw", "own"}), pickOne(r, []string{"1", "2", "AA"}), pickOne(r, []string{"", "1990/2000", "2001/..", "1950/1993", "../2005"}))
	}
	p.Described("", "", pickOne(r, []string{"", "North", "South"}), nil)
}

// drawClaim draws a statement.
func (r *random) drawClaim() {
	g := r.graph
	all := r.entityIDs()[:12]
	g.In(fmt.Sprint("s", r.IntN(randomSets)))
	var c *ClaimBuilder
	switch r.IntN(8) {
	case 0:
		c = g.Claim(pickOne(r, all[:8]), "SHARED", pickOne(r, []string{all[0], all[1], all[8], all[9]}))
	case 1:
		c = g.Claim(pickOne(r, all[:6]), "MEETS", pickOne(r, []string{all[0], all[1], all[2], all[10], all[11]}))
	case 2:
		// A small crowd, so that links have several statements.
		c = g.Claim(pickOne(r, all[:2]), "KNOWS", pickOne(r, all[:3]))
	case 3:
		// What ends the claims of the crowd.
		c = g.Claim(pickOne(r, all[:3]), pickOne(r, []string{"LEFT", "PARTED"}), pickOne(r, all[:3]))
	case 4:
		c = g.Claim(pickOne(r, all[:4]), pickOne(r, []string{"HOLDS", "PAIRED"}), pickOne(r, all[:4]))
	case 5:
		c = g.Claim(pickOne(r, all), pickOne(r, []string{"FOUNDED", "FIGHTS_IN"}), pickOne(r, all[4:]))
	default:
		c = g.Claim(pickOne(r, all), "KNOWS", pickOne(r, all))
	}
	r.qualify(c)
	c.From(fmt.Sprint("d", r.IntN(randomDocuments))).Valid(pickOne(r, []string{
		"1990/..", "1994-05/2001", "/..", "../2003", "1999", "201X", "2005~", "2003?/..", "/2008", "1990/", "2008-08-08", "2001-03/..", "1994/..", "1990/1995",
		"/", "1994~/..", "2015/2016~", "2014-02", "1994-05-04/..", "1990-03/1995-06-30", "1994-05-10/2001-02~",
	}))
	c.As(pickOne(r, append(knowledge.Modalities(), knowledge.Asserted)), maybe(r, 3, func() knowledge.ID { return pickOne(r, all) }))
	if r.IntN(5) == 0 {
		c.Denied()
	}
	if r.IntN(2) == 0 {
		c.Quote(pickOne(r, []string{"la première", "second", "მესამე", "Then the second, და"}))
	} else {
		c.Row(pickOne(r, []string{"", "row "}) + fmt.Sprint(1+r.IntN(12)))
	}
	for range r.IntN(3) {
		c.About(pickOne(r, all))
		c.Topics(pickOne(r, []string{"grain", "salt", "iron"}))
	}
}

// values are values of a type.
func (r *random) values(of knowledge.QualifierType) []string {
	return map[knowledge.QualifierType][]string{
		knowledge.QualifierInteger: {"0", "7", "-3", "12", "120", "999999999999999"},
		knowledge.QualifierDecimal: {"0", "7", "-3.5", "0.000000000000001", "-999999999999999", "12.25"},
		knowledge.QualifierDate:    {"1994", "1994-05", "199X", "2003~", "1990-01-01", "1999-06?"},
		knowledge.QualifierCode:    {"well", "by-name"},
		knowledge.QualifierText:    {"zoo", "Élan", "elan", "of the sea", "მესამე", "1994"},
		knowledge.QualifierEntity:  r.entityIDs(),
	}[of]
}

// qualify gives a claim some qualifiers of its relation.
func (r *random) qualify(c *ClaimBuilder) {
	for _, relation := range r.graph.relations {
		if relation.row.Name != c.row.Relation {
			continue
		}
		for _, d := range relation.row.Qualifiers {
			if r.IntN(3) > 0 && c.row.Qualifier(d.Name) == nil {
				c.With(d.Name, pickOne(r, r.values(d.Type)))
			}
		}
	}
}

// qualifiers draws filters by qualifiers that those relations have that the filter may match; nil if there are none.
func (r *random) qualifiers(f *knowledge.StatementFilter) []knowledge.QualifierFilter {
	var defined []*knowledge.QualifierDefinition
	for _, relation := range r.defined {
		if f.Relations == nil || slices.Contains(f.Relations, relation.Name) {
			defined = append(defined, relation.Qualifiers...)
		}
	}
	if defined == nil || f.Categories != nil {
		return nil
	}
	var filters []knowledge.QualifierFilter
	for range 1 + r.IntN(2) {
		d := pickOne(r, defined)
		one := knowledge.QualifierFilter{Name: d.Name, In: some(r, r.values(d.Type))}
		bounded := d.Type.IsNumber() || d.Type == knowledge.QualifierDate
		if bounded && r.IntN(2) == 0 {
			one.Min = pickOne(r, append(r.values(d.Type), ""))
		} else if bounded {
			one.Max = pickOne(r, append(r.values(d.Type), ""))
		}
		filters = append(filters, one)
	}
	return filters
}

func (r *random) load() {
	r.rows = []map[knowledge.RowKey]knowledge.Row{{}}
	var first []knowledge.Row
	for _, row := range r.pool {
		if row.Key().Table != knowledge.TableStatement || r.IntN(3) > 0 {
			first = append(first, row)
		}
	}
	r.apply(Put(first...))
}

// apply applies changes and records the rows of the new revision.
func (r *random) apply(changes []store.Change) {
	if len(changes) == 0 {
		return
	}
	r.Shuffle(len(changes), func(i, j int) { changes[i], changes[j] = changes[j], changes[i] })
	rows := map[knowledge.RowKey]knowledge.Row{}
	for k, row := range r.rows[len(r.rows)-1] {
		rows[k] = row
	}
	for _, c := range changes {
		if c.Put != nil {
			rows[c.Key()] = c.Put
		} else {
			delete(rows, c.Key())
		}
	}
	revision := apply(r.t, r.writer, changes)
	require.Equal(r.t, len(r.rows), revision.Number)
	r.rows = append(r.rows, rows)
	sum := knowledge.ContentHash{}
	for _, row := range rows {
		sum = sum.Add(knowledge.Hash(row))
	}
	require.Equal(r.t, sum, revision.Content)
}

// change removes, mends and adds some statements, dates entities and defines relations anew, changes the load order, drops a relation
// for a while, or undoes a change.
func (r *random) change() {
	newest := r.rows[len(r.rows)-1]
	if len(r.rows) > 2 && r.IntN(5) == 0 {
		r.apply(inverted(r.t, r.writer, len(r.rows)-1))
		return
	}
	if r.IntN(5) == 0 {
		r.apply(r.dropRelation(pickOne(r, relationNames()[1:])))
		r.apply(inverted(r.t, r.writer, len(r.rows)-1))
		return
	}
	changes := append(r.redate(), r.redefine()...)
	for _, row := range r.pool {
		st, ok := row.(*knowledge.Statement)
		if !ok || r.IntN(8) > 0 || !r.isDefined(st.Relation) {
			continue
		}
		switch now := newest[st.Key()]; {
		case now == nil:
			changes = append(changes, Put(row)...)
		case r.IntN(2) == 0:
			changes = append(changes, Remove(row)...)
		default:
			changes = append(changes, Put(with(st, func(s *knowledge.Statement) {
				s.Note, s.About = knowledge.Text(fmt.Sprint("mended in ", len(r.rows))), []knowledge.ID{pickOne(r, r.entityIDs())}
			}))...)
		}
	}
	if r.IntN(2) == 0 {
		set := newest[knowledge.RowKey{Table: knowledge.TableDataset, ID: "dataset:s2", Dataset: "dataset:s2"}].(*knowledge.Dataset)
		changes = append(changes, Put(with(set, func(d *knowledge.Dataset) { d.Order, d.Notes = 1+r.IntN(9), knowledge.Text(fmt.Sprint(len(r.rows))) }))...)
	}
	r.apply(changes)
}

// isDefined reports whether the newest revision has a relation, which may be dropped for a while.
func (r *random) isDefined(name string) bool {
	return slices.ContainsFunc(slices.Collect(maps.Keys(r.rows[len(r.rows)-1])), func(k knowledge.RowKey) bool {
		return k.Table == knowledge.TableRelation && k.ID == knowledge.RelationID(name)
	})
}

// newest returns the rows of the newest revision in their order, so that a seed determines everything.
func (r *random) newest() []knowledge.Row {
	return slices.SortedFunc(maps.Values(r.rows[len(r.rows)-1]), compareRows)
}

// redate changes the codes of some entities.
func (r *random) redate() (changes []store.Change) {
	for _, row := range r.newest() {
		if part, ok := row.(*knowledge.EntityPart); ok && r.IntN(12) == 0 {
			own := *part
			own.Identifiers = nil
			(&PartBuilder{&own}).Code(pickOne(r, []string{"cow", "gw"}), "9", pickOne(r, []string{"", "1980/1999", "2002/..", "../1992", "1995/2011"}))
			own.Description = knowledge.Text(fmt.Sprint("dated in ", len(r.rows)))
			changes = append(changes, Put(&own)...)
		}
	}
	return changes
}

// redefine changes the definition of a relation that one dataset has.
func (r *random) redefine() (changes []store.Change) {
	for _, row := range r.newest() {
		relation, ok := row.(*knowledge.Relation)
		if !ok || relation.Name == "SHARED" || r.IntN(12) > 0 {
			continue
		}
		own := *relation
		own.Description = knowledge.Text(fmt.Sprint("defined in ", len(r.rows)))
		own.Ends = slices.DeleteFunc(pickOne(r, [][]string{nil, {"SHARED"}, {"KNOWS", "MEETS"}, {"HOLDS", "PAIRED"}}), func(name string) bool { return name == own.Name })
		own.Exclusive = pickOne(r, knowledge.Exclusives())
		own.SubjectExistence, own.ObjectExistence = pickOne(r, knowledge.Existences()), pickOne(r, knowledge.Existences())
		changes = append(changes, Put(&own)...)
	}
	return changes
}

// dropRelation takes away a relation and all that is said by it.
func (r *random) dropRelation(name string) (changes []store.Change) {
	for _, row := range r.newest() {
		st, _ := row.(*knowledge.Statement)
		relation, _ := row.(*knowledge.Relation)
		if st != nil && st.Relation == name || relation != nil && relation.Name == name {
			changes = append(changes, Remove(row)...)
		}
	}
	return changes
}

func (r *random) date() edtf.Date {
	return mustDate(pickOne(r, []string{"1989", "1990", "1994-05", "1999-06-01", "2003", "2008-08", "2012-07-01", "2015", "2030"}))
}

func (r *random) days() *knowledge.DateRange {
	return maybe(r, 4, func() *knowledge.DateRange {
		days := &knowledge.DateRange{From: maybe(r, 2, r.date), To: maybe(r, 2, r.date)}
		if days.Check() != nil {
			days.From, days.To = days.To, days.From
		}
		return days
	})
}

func (r *random) scope(revision int) *knowledge.Scope {
	s := &knowledge.Scope{Revision: revision}
	if r.IntN(3) == 0 {
		return s
	}
	s.AsOf, s.Certainty = maybe(r, 2, r.date), pickOne(r, append(knowledge.Certainties(), ""))
	day := func() *edtf.Day { d := r.date().Span().First; return &d }
	s.KnownBy, s.KnownAfter = maybe(r, 4, day), maybe(r, 6, day)
	s.Datasets = some(r, []knowledge.ID{"dataset:s0", "dataset:s1", "dataset:s2", "dataset:none"})
	s.MinReliability = maybe(r, 3, func() knowledge.Reliability { return pickOne(r, knowledge.Reliabilities()) })
	return s
}

// filter draws a filter with few conditions.
func (r *random) filter() knowledge.StatementFilter {
	if r.IntN(4) == 0 {
		return knowledge.StatementFilter{}
	}
	ids := append(r.entityIDs(), "country:none")
	f := knowledge.StatementFilter{
		Relations: some(r, r.relations), Held: maybe(r, 6, func() *bool { return new(r.IntN(2) == 0) }), Polarity: maybe(r, 4, func() knowledge.Polarity { return pickOne(r, knowledge.Polarities()) }),
		During: r.days(), Begins: r.days(), Ends: r.days(),
	}
	// All at once would leave nothing to compare.
	switch r.IntN(10) {
	case 0:
		f.Subject = some(r, ids)
	case 1:
		f.Object = some(r, ids)
	case 2:
		f.Subject, f.Object = some(r, ids), some(r, ids)
	case 3:
		f.With = some(r, ids)
	case 4:
		f.Categories = some(r, knowledge.RelationCategories())
	case 5:
		f.OtherKinds = some(r, []knowledge.EntityKind{knowledge.KindCity, knowledge.KindCountry, knowledge.KindEvent})
	case 6:
		f.Topics, f.Modality = some(r, []string{"grain", "salt", "iron"}), some(r, knowledge.Modalities())
	case 7:
		f.Between = [][]knowledge.ID{r.several(ids), r.several(ids)}
	case 8:
		f.Document = some(r, []knowledge.ID{"document:d0", "document:d3", "document:d6", "document:none"})
	default:
		f.AttributedTo = some(r, ids)
	}
	if r.IntN(3) == 0 {
		f.Qualifiers = r.qualifiers(&f)
	}
	return f
}

// statementOrder draws an order of statements.
func (r *random) statementOrder() knowledge.StatementOrder {
	o := knowledge.StatementOrder{Direction: r.direction(), By: pickOne(r, []knowledge.StatementOrderField{
		"", knowledge.OrderValidFrom, knowledge.OrderValidFrom, knowledge.OrderValidTo, knowledge.OrderRelation, knowledge.OrderPlaceInDocument,
		knowledge.OrderQualifier, knowledge.OrderQualifier,
	})}
	if o.By == knowledge.OrderQualifier {
		o.Qualifier = pickOne(r, []string{"weight", "since", "how", "words", "host"})
		if o.Check(r.defined) != nil {
			o.By, o.Qualifier = "", ""
		}
	}
	return o
}

func (r *random) direction() knowledge.SortDirection {
	return pickOne(r, []knowledge.SortDirection{"", knowledge.Ascending, knowledge.Descending})
}

// page draws a page whose bounds are keys of rows, or near them, or nowhere.
func (r *random) page(keys []knowledge.SortKey) store.Page {
	bound := func() knowledge.SortKey {
		if len(keys) == 0 || r.IntN(6) == 0 {
			return pickOne(r, []knowledge.SortKey{"", " ", "8", "zz", knowledge.FirstUnknown, "~m"})
		}
		k := pickOne(r, keys)
		switch r.IntN(4) {
		case 0:
			return k[:1+r.IntN(len(k)-1)]
		case 1:
			return k[:1+r.IntN(len(k)-1)] + knowledge.SortKey([]byte{byte(' ' + r.IntN(95)), byte(' ' + r.IntN(95))})
		}
		return k
	}
	return store.Page{Limit: pickOne(r, []int{0, 1, 2, 5, 16, 53, 1000}), After: maybe(r, 2, bound), Before: maybe(r, 2, bound), Backward: r.IntN(2) == 0}
}

// ask runs one query of every kind.
func (r *random) ask(revision int, want *reference) {
	r.relations, r.defined = nil, want.relations
	for _, relation := range want.relations {
		r.relations = append(r.relations, relation.Name)
	}
	r.askStatements(r.scope(revision), want)
	r.askLinks(r.scope(revision), want)
	r.askEntities(r.scope(revision), want)
	r.askDocuments(r.scope(revision), want)
}

func (r *random) anchors() []knowledge.ID {
	all := append(r.entityIDs(), "", "", "dataset:s1", "dataset:s0", "document:d1", "document:d2", "relation:shared", "relation:meets", "country:none")
	var links []knowledge.ID
	for _, row := range r.pool {
		if st, ok := row.(*knowledge.Statement); ok {
			links = append(links, st.Link)
		}
	}
	return []knowledge.ID{pickOne(r, all), pickOne(r, all), pickOne(r, links)}
}

// sameList compares a list and its count with the reference's.
func sameList[T any](r *random, what string, want, got store.List[T], n int, all store.List[T]) {
	require.Equal(r.t, append([]knowledge.SortKey{}, want.Keys()...), append([]knowledge.SortKey{}, got.Keys()...), what)
	require.Equal(r.t, append([]T{}, want.Rows...), append([]T{}, got.Rows...), what)
	require.Equal(r.t, []bool{want.HasPrevious, want.HasNext}, []bool{got.HasPrevious, got.HasNext}, "%s: %d rows", what, len(got.Rows))
	require.Equal(r.t, len(all.Rows), n, what)
}

// askStatements compares lists and counts of statements with the reference.
func (r *random) askStatements(scope *knowledge.Scope, want *reference) {
	q := store.StatementQuery{Filter: r.filter(), Order: r.statementOrder()}
	anchors := r.anchors()
	all, err := want.listStatements(scope, anchors[0], q, everything)
	require.NoError(r.t, err)
	page := r.page(all.Keys())
	got, err := r.store.ListStatements(ctx, scope, anchors, q, page)
	require.NoError(r.t, err)
	counts, err := r.store.CountStatements(ctx, scope, anchors, q.Filter)
	require.NoError(r.t, err)
	for i, anchor := range anchors {
		expected, err := want.listStatements(scope, anchor, q, page)
		require.NoError(r.t, err)
		all, err := want.listStatements(scope, anchor, q, everything)
		require.NoError(r.t, err)
		sameList(r, fmt.Sprintf("statements of %q, %+v, %+v, %+v", anchor, *scope, q, page), expected, got[i], counts[i], all)
	}
}

// askLinks compares links, their lists and counts with the reference.
func (r *random) askLinks(scope *knowledge.Scope, want *reference) {
	q := store.LinkQuery{Filter: r.filter(), Side: store.Side(r.IntN(3))}
	anchors := []knowledge.ID{pickOne(r, r.entityIDs()), pickOne(r, r.entityIDs())}
	all, err := want.listLinks(scope, anchors[0], q, everything)
	require.NoError(r.t, err)
	page := r.page(all.Keys())
	got, err := r.store.ListLinks(ctx, scope, anchors, q, page)
	require.NoError(r.t, err)
	counts, err := r.store.CountLinks(ctx, scope, anchors, q)
	require.NoError(r.t, err)
	for i, anchor := range anchors {
		expected, err := want.listLinks(scope, anchor, q, page)
		require.NoError(r.t, err)
		all, err := want.listLinks(scope, anchor, q, everything)
		require.NoError(r.t, err)
		sameList(r, fmt.Sprintf("links at %q, %+v, %+v, %+v", anchor, *scope, q, page), expected, got[i], counts[i], all)
	}
	ids := r.anchors()
	links, err := r.store.Links(ctx, scope, ids)
	require.NoError(r.t, err)
	for i, id := range ids {
		require.Equal(r.t, want.link(scope, id), links[i], "%s %+v", id, *scope)
	}
}

// askEntities compares lists and counts of entities with the reference.
func (r *random) askEntities(scope *knowledge.Scope, want *reference) {
	q := store.EntityQuery{Order: knowledge.EntityOrder{Direction: r.direction(), By: pickOne(r, []knowledge.EntityOrderField{
		"", knowledge.OrderID, knowledge.OrderName, knowledge.OrderDate,
	})}}
	q.Filter.Kinds = some(r, []knowledge.EntityKind{knowledge.KindCity, knowledge.KindCountry, knowledge.KindEvent})
	q.Filter.During = r.days()
	q.Filter.NameContains = maybe(r, 5, func() string { return pickOne(r, []string{"E", "oth", "é"}) })
	q.Filter.Regions = some(r, []string{"North", "South", "Lakes"})
	q.Filter.Existed = maybe(r, 4, r.date)
	q.Filter.Identifier = maybe(r, 6, func() *knowledge.IdentifierFilter { return &knowledge.IdentifierFilter{Scheme: "cow", Value: "1"} })
	q.Filter.RelatedTo = maybe(r, 4, func() *knowledge.RelatedTo {
		return &knowledge.RelatedTo{Entity: pickOne(r, r.entityIDs()), Relations: some(r, r.relations)}
	})
	anchors := r.anchors()[:2]
	all, err := want.listEntities(scope, anchors[0], q, everything)
	require.NoError(r.t, err)
	page := r.page(all.Keys())
	got, err := r.store.ListEntities(ctx, scope, anchors, q, page)
	require.NoError(r.t, err)
	counts, err := r.store.CountEntities(ctx, scope, anchors, q.Filter)
	require.NoError(r.t, err)
	for i, anchor := range anchors {
		expected, err := want.listEntities(scope, anchor, q, page)
		require.NoError(r.t, err)
		all, err := want.listEntities(scope, anchor, q, everything)
		require.NoError(r.t, err)
		sameList(r, fmt.Sprintf("entities of %q, %+v, %+v, %+v", anchor, *scope, q, page), expected, got[i], counts[i], all)
	}
	r.askOneEntity(scope, want, pickOne(r, r.entityIDs()))
}

// askOneEntity compares an entity, its time and its lookup with the reference.
func (r *random) askOneEntity(scope *knowledge.Scope, want *reference, id knowledge.ID) {
	got, err := r.store.Entities(ctx, scope.Revision, []knowledge.ID{id})
	require.NoError(r.t, err)
	require.Equal(r.t, want.entity(id), got[0])
	spans, err := r.store.EventSpans(ctx, scope, []knowledge.ID{id})
	require.NoError(r.t, err)
	require.Equal(r.t, want.eventSpan(scope, id), spans[0], "%s %+v", id, *scope)
	for _, key := range knowledge.LookupKeys(got[0]) {
		found, err := r.store.Lookup(ctx, scope.Revision, []string{key})
		require.NoError(r.t, err)
		require.Equal(r.t, want.lookup(key), found[0], key)
	}
}

// askDocuments compares lists and counts of documents with the reference.
func (r *random) askDocuments(scope *knowledge.Scope, want *reference) {
	q := store.DocumentQuery{Order: knowledge.DocumentOrder{Direction: r.direction(), By: pickOne(r, []knowledge.DocumentOrderField{
		"", knowledge.OrderPublishedOn, knowledge.OrderTitle,
	})}}
	q.Filter.PublishedOn = r.days()
	q.Filter.TitleContains = maybe(r, 4, func() string { return "a" })
	q.Filter.Dataset = maybe(r, 5, func() knowledge.ID { return "dataset:s2" })
	anchors := r.anchors()[:2]
	all := want.listDocuments(scope, anchors[0], q, everything)
	page := r.page(all.Keys())
	got, err := r.store.ListDocuments(ctx, scope, anchors, q, page)
	require.NoError(r.t, err)
	counts, err := r.store.CountDocuments(ctx, scope, anchors, q.Filter)
	require.NoError(r.t, err)
	for i, anchor := range anchors {
		expected := want.listDocuments(scope, anchor, q, page)
		all := want.listDocuments(scope, anchor, q, everything)
		sameList(r, fmt.Sprintf("documents of %q, %+v, %+v, %+v", anchor, *scope, q, page), expected, got[i], counts[i], all)
	}
}
