package explore

import (
	"context"
	"iter"
	"maps"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// sweep gives the statements in scope that fit a filter, each once, in no order: by the store itself where it can, else page by
// page.
func (x *Explorer) sweep(ctx context.Context, scope *knowledge.Scope, filter knowledge.StatementFilter) iter.Seq2[*knowledge.Statement, error] {
	if sweeper, ok := x.reader.(store.Sweeper); ok {
		return sweeper.Sweep(ctx, scope, filter)
	}
	return func(yield func(*knowledge.Statement, error) bool) {
		page := store.Page{Limit: rowsPerCall}
		for {
			lists, err := x.reader.ListStatements(ctx, scope, []knowledge.ID{""}, store.StatementQuery{Filter: filter}, page)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, st := range lists[0].Rows {
				if !yield(st, nil) {
					return
				}
			}
			if !lists[0].HasNext {
				return
			}
			page.After = lists[0].LastKey()
		}
	}
}

// tally counts statements, or links, by one thing, and, where a second is asked for, those of each value by that.
type tally struct {
	query CountQuery
	scope *knowledge.Scope
	// by and then give the values that a statement has; nil for years, and then also where it is not asked for.
	by, then func(*knowledge.Statement) []string
	first    counted
	// second counts those of each value of the first thing; where that is years, those of each value of the second by years.
	second map[string]*counted
	cells  int
	// waiting are statements whose regions are not looked up yet; regions has those of ends that are. nil where nobody asks for them.
	waiting []weighed
	regions map[knowledge.ID]string
	// links are the statements of each link, where links are counted; else nil.
	links map[knowledge.ID][]weighed
	x     *Explorer
}

// weighed is a statement with its level, where that is asked for.
type weighed struct {
	*knowledge.Statement
	level CorroborationLevel
}

// counted is how many statements have each value of one thing.
type counted struct {
	values map[string]int
	years  *years
}

// maxCells is how many values of a second thing are counted, over all values of the first.
const maxCells = 1_000_000

func (x *Explorer) tally(ctx context.Context, scope *knowledge.Scope, query CountQuery) (*tally, error) {
	t := &tally{query: query, scope: scope, first: counted{values: map[string]int{}}, x: x}
	if query.By == ByRegion || query.Then == ByRegion {
		t.regions = map[knowledge.ID]string{}
	}
	if query.Of == CountedLinks {
		t.links = map[knowledge.ID][]weighed{}
	}
	var err error
	if query.By == ByYear {
		t.first.years = denseYears(scope, query.Years)
	} else if t.by, err = t.valuesOf(ctx, query.By); err != nil {
		return nil, err
	}
	if query.Then != "" {
		t.second = map[string]*counted{}
	}
	if query.Then != "" && query.Then != ByYear {
		t.then, err = t.valuesOf(ctx, query.Then)
	}
	return t, err
}

// add counts a statement. level is how it stands, where that is asked for. Where links are counted, statements wait until all are there;
// where regions are asked for, until those of some thousand ends are looked up at once. end counts the last that wait.
func (t *tally) add(ctx context.Context, st *knowledge.Statement, level CorroborationLevel) error {
	w := weighed{st, level}
	switch {
	case t.links != nil:
		t.links[st.Link] = append(t.links[st.Link], w)
		return nil
	case t.regions == nil:
		return t.count(w)
	}
	if t.waiting = append(t.waiting, w); len(t.waiting) < entitiesPerCall/2 {
		return nil
	}
	return t.end(ctx)
}

// end counts the statements that wait.
func (t *tally) end(ctx context.Context) error {
	if err := t.lookUpRegions(ctx); err != nil {
		return err
	}
	for _, w := range t.waiting {
		if err := t.count(w); err != nil {
			return err
		}
	}
	t.waiting = t.waiting[:0]
	for _, of := range t.links {
		if err := t.count(of...); err != nil {
			return err
		}
	}
	return nil
}

// lookUpRegions looks up the regions of the ends of all that wait, some thousand at a time.
func (t *tally) lookUpRegions(ctx context.Context) error {
	if t.regions == nil {
		return nil
	}
	var ids []knowledge.ID
	add := func(w weighed) {
		for _, id := range []knowledge.ID{w.Subject, w.Object} {
			if _, known := t.regions[id]; !known {
				t.regions[id] = ""
				ids = append(ids, id)
			}
		}
	}
	for _, w := range t.waiting {
		add(w)
	}
	for _, of := range t.links {
		add(of[0])
	}
	for some := range slices.Chunk(ids, entitiesPerCall) {
		found, err := t.x.reader.Entities(ctx, t.scope.Revision, some)
		if err != nil {
			return err
		}
		for _, e := range found {
			if e != nil {
				t.regions[e.ID] = string(e.Region)
			}
		}
	}
	return nil
}

// count counts one thing: a statement, or a link with all its statements.
func (t *tally) count(of ...weighed) error {
	if t.by == nil {
		t.first.years.add(of)
		for _, value := range values(t.then, of) {
			t.of(value, true).years.add(having(t.then, of, value))
		}
	}
	for _, value := range values(t.by, of) {
		t.first.values[value]++
		switch {
		case t.second == nil:
		case t.then == nil:
			t.of(value, true).years.add(having(t.by, of, value))
		default:
			t.addCells(value, values(t.then, having(t.by, of, value)))
		}
	}
	if t.cells > maxCells {
		return exhausted(maxCells, "values", "narrow the count with where or the scope")
	}
	return nil
}

func (t *tally) addCells(value string, then []string) {
	c := t.of(value, false)
	for _, second := range then {
		if c.values[second] == 0 {
			t.cells++
		}
		c.values[second]++
	}
}

// of is what is counted under a value.
func (t *tally) of(value string, byYear bool) *counted {
	c := t.second[value]
	if c == nil {
		t.cells++
		if c = (&counted{values: map[string]int{}}); byYear {
			c.years = sparseYears(t.scope, t.query.Years)
		}
		t.second[value] = c
	}
	return c
}

// levelValue stands for the level of a statement, which it does not have in itself.
const levelValue = ""

// valuesAt are the values of a thing other than years that a statement has.
func valuesAt(by func(*knowledge.Statement) []string, w weighed) []string {
	if by == nil {
		return nil
	}
	values := by(w.Statement)
	if len(values) == 1 && values[0] == levelValue {
		return []string{string(w.level)}
	}
	return values
}

// values are those that some of the statements have, each once.
func values(by func(*knowledge.Statement) []string, of []weighed) []string {
	if len(of) == 1 {
		return valuesAt(by, of[0])
	}
	var all []string
	for _, w := range of {
		for _, value := range valuesAt(by, w) {
			if !slices.Contains(all, value) {
				all = append(all, value)
			}
		}
	}
	return all
}

// having are the statements that have a value.
func having(by func(*knowledge.Statement) []string, of []weighed, value string) []weighed {
	if len(of) == 1 {
		return of
	}
	var some []weighed
	for _, w := range of {
		if slices.Contains(valuesAt(by, w), value) {
			some = append(some, w)
		}
	}
	return some
}

// valuesOf gives the values of a thing other than years that a statement has.
func (t *tally) valuesOf(ctx context.Context, by CountBy) (func(*knowledge.Statement) []string, error) {
	one := func(value func(*knowledge.Statement) string) func(*knowledge.Statement) []string {
		return func(st *knowledge.Statement) []string { return []string{value(st)} }
	}
	switch by {
	case ByCategory:
		relations, err := t.x.reader.Relations(ctx, t.scope.Revision)
		categories := map[string]string{}
		for _, r := range relations {
			categories[r.Name] = string(r.Category)
		}
		return one(func(st *knowledge.Statement) string { return categories[st.Relation] }), err
	case ByRegion:
		return func(st *knowledge.Statement) []string {
			return slices.DeleteFunc(different(t.regions[st.Subject], t.regions[st.Object]), func(r string) bool { return r == "" })
		}, nil
	case ByEntity:
		return func(st *knowledge.Statement) []string { return different(st.Subject, st.Object) }, nil
	case ByKind:
		return func(st *knowledge.Statement) []string {
			a, _ := knowledge.KindOf(st.Subject)
			b, _ := knowledge.KindOf(st.Object)
			return different(string(a), string(b))
		}, nil
	case ByCorroboration:
		return func(*knowledge.Statement) []string { return []string{levelValue} }, nil
	}
	return one(plainValues()[by]), nil
}

func different(a, b string) []string {
	if a == b {
		return []string{a}
	}
	return []string{a, b}
}

// plainValues are what stands in a statement itself.
func plainValues() map[CountBy]func(*knowledge.Statement) string {
	return map[CountBy]func(*knowledge.Statement) string{
		ByRelation: func(st *knowledge.Statement) string { return st.Relation },
		ByDocument: func(st *knowledge.Statement) string { return st.Document },
		ByDataset:  func(st *knowledge.Statement) string { return st.Dataset },
		BySubject:  func(st *knowledge.Statement) string { return st.Subject },
		ByObject:   func(st *knowledge.Statement) string { return st.Object },
		ByPolarity: func(st *knowledge.Statement) string { return string(st.Polarity) },
		ByModality: func(st *knowledge.Statement) string { return string(st.Modality) },
	}
}

// facets are all values that were counted, in order.
func (t *tally) facets() []*knowledge.Facet {
	switch {
	case t.by == nil && t.second == nil:
		return t.first.years.facets()
	case t.by == nil:
		return t.yearsThen()
	}
	facets := byFrequencies(t.first.values)
	for _, f := range facets {
		c := t.second[f.Value]
		switch {
		case c == nil:
		case c.years != nil:
			f.Then = c.years.facets()
		default:
			f.Then = byFrequencies(c.values)
		}
	}
	return facets
}

// yearsThen gives each year with the values of the second thing that statements which hold in it have.
func (t *tally) yearsThen() []*knowledge.Facet {
	facets := t.first.years.facets()
	byYear := make(map[string]*knowledge.Facet, len(facets))
	for _, f := range facets {
		byYear[f.Value] = f
	}
	for _, value := range slices.Sorted(maps.Keys(t.second)) {
		for _, year := range t.second[value].years.facetsUntil(t.first.years) {
			if f := byYear[year.Value]; f != nil && year.Count > 0 {
				f.Then = append(f.Then, &knowledge.Facet{Value: value, Count: year.Count})
			}
		}
	}
	for _, f := range facets {
		slices.SortFunc(f.Then, byFrequency)
	}
	return facets
}

func byFrequencies(counts map[string]int) []*knowledge.Facet {
	facets := make([]*knowledge.Facet, 0, len(counts))
	for value, n := range counts {
		facets = append(facets, &knowledge.Facet{Value: value, Count: n})
	}
	slices.SortFunc(facets, byFrequency)
	return facets
}

// entitiesPerCall is how many entities are looked up at once.
const entitiesPerCall = 5000
