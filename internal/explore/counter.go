package explore

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"entente/internal/knowledge"
)

// counter counts statements, or links, by one property, and optionally those of each value by a second one.
type counter struct {
	query CountQuery
	scope *knowledge.Scope
	// by and then return the values that a statement has; nil for years, and then also if there is no second property.
	by, then func(*knowledge.Statement) []string
	first    valueCounts
	// second has the counts of each value of the first property; if that is years, the years of each value of the second.
	second map[string]*valueCounts
	cells  int
	// pending are statements whose regions are not looked up yet; regions has the region of each end that is. It is nil if regions are
	// not needed.
	pending []leveledStatement
	regions map[knowledge.ID]string
	// links are the statements of each link if links are counted; else nil.
	links map[knowledge.ID][]leveledStatement
	// newest is the year of the newest document in scope, where years without an end are counted.
	newest int
	// window has the years of the answer if the second property is years; else nil.
	window *yearCounts
	// measures sums numbers up if that is asked for; else nil.
	measures *measures
	x        *Explorer
}

// leveledStatement is a statement with its level, if that is needed.
type leveledStatement struct {
	*knowledge.Statement
	level CorroborationLevel
}

// valueCounts is how many statements have each value of a property.
type valueCounts struct {
	values map[string]int
	years  *yearCounts
}

// maxCells is the maximum number of values of the second property, summed over all values of the first.
const maxCells = 1_000_000

// newCounter returns a counter for a query.
func (x *Explorer) newCounter(ctx context.Context, scope *knowledge.Scope, query CountQuery) (*counter, error) {
	t := &counter{query: query, scope: scope, first: valueCounts{values: map[string]int{}}, x: x}
	if query.By == ByRegion || query.Then == ByRegion {
		t.regions = map[knowledge.ID]string{}
	}
	if query.Of == CountedLinks {
		t.links = map[knowledge.ID][]leveledStatement{}
	}
	var err error
	if open := query.Years == nil || !query.Years.Span().Last.IsBounded(); open && (query.By == ByYear || query.Then == ByYear) {
		if t.newest, err = x.newestYear(ctx, scope); err != nil {
			return nil, err
		}
	}
	if query.By == ByYear {
		t.first.years = denseYears(scope, query.Years, t.newest)
	} else if t.by, err = t.valuesOf(ctx, query.By); err != nil {
		return nil, err
	}
	if query.Then != "" {
		t.second = map[string]*valueCounts{}
	}
	if query.Then != "" && query.Then != ByYear {
		t.then, err = t.valuesOf(ctx, query.Then)
	}
	if err == nil && query.Measure != nil {
		t.measures, err = newMeasures(ctx, t)
	}
	return t, err
}

// add counts a statement. level is its level, if that is needed. Links are counted once all statements are added; if regions are
// needed, statements are counted once those of entitiesPerCall ends can be looked up at once. flush counts what is pending.
func (t *counter) add(ctx context.Context, st *knowledge.Statement, level CorroborationLevel) error {
	w := leveledStatement{st, level}
	switch {
	case t.links != nil:
		t.links[st.Link] = append(t.links[st.Link], w)
		return nil
	case t.regions == nil:
		return t.count(w)
	}
	if t.pending = append(t.pending, w); len(t.pending) < entitiesPerCall/2 {
		return nil
	}
	return t.flush(ctx)
}

// flush counts the pending statements and links.
func (t *counter) flush(ctx context.Context) error {
	if err := t.lookUpRegions(ctx); err != nil {
		return err
	}
	for _, w := range t.pending {
		if err := t.count(w); err != nil {
			return err
		}
	}
	t.pending = t.pending[:0]
	for _, of := range t.links {
		if err := t.count(of...); err != nil {
			return err
		}
	}
	return nil
}

// lookUpRegions looks up the regions of the ends of all that is pending, entitiesPerCall at a time.
func (t *counter) lookUpRegions(ctx context.Context) error {
	if t.regions == nil {
		return nil
	}
	var ids []knowledge.ID
	add := func(w leveledStatement) {
		for _, id := range []knowledge.ID{w.Subject, w.Object} {
			if _, known := t.regions[id]; !known {
				t.regions[id] = ""
				ids = append(ids, id)
			}
		}
	}
	for _, w := range t.pending {
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

// count counts one statement, or one link with all its statements.
func (t *counter) count(of ...leveledStatement) error {
	if err := t.measure(of); err != nil {
		return err
	}
	if t.by == nil {
		t.first.years.addStatements(of)
		for _, value := range values(t.then, of) {
			t.cell(value, true).years.addStatements(withValue(t.then, of, value))
		}
	}
	for _, value := range values(t.by, of) {
		t.first.values[value]++
		switch {
		case t.second == nil:
		case t.then == nil:
			t.cell(value, true).years.addStatements(withValue(t.by, of, value))
		default:
			t.addCells(value, values(t.then, withValue(t.by, of, value)))
		}
	}
	if t.cells > maxCells {
		return limitError(maxCells, "values", "narrow the count with where or the scope")
	}
	return nil
}

// measure adds the numbers of statements, if they are asked for.
func (t *counter) measure(of []leveledStatement) error {
	if t.measures == nil {
		return nil
	}
	for _, w := range of {
		if years := t.years(); years != nil {
			years.noteBounds(&w.Validity)
		}
		if err := t.measures.add(w); err != nil {
			return err
		}
	}
	return nil
}

func (t *counter) addCells(value string, then []string) {
	c := t.cell(value, false)
	for _, second := range then {
		if c.values[second] == 0 {
			t.cells++
		}
		c.values[second]++
	}
}

// cell returns the counts under a value, and creates them if there are none.
func (t *counter) cell(value string, byYear bool) *valueCounts {
	c := t.second[value]
	if c == nil {
		t.cells++
		if c = (&valueCounts{values: map[string]int{}}); byYear {
			c.years = sparseYears(t.scope, t.query.Years, t.newest)
		}
		t.second[value] = c
	}
	return c
}

// levelPlaceholder stands for the level of a statement, which is not part of the statement.
const levelPlaceholder = ""

// valuesOfOne returns the values of a property other than years that a statement has.
func valuesOfOne(by func(*knowledge.Statement) []string, w leveledStatement) []string {
	if by == nil {
		return nil
	}
	values := by(w.Statement)
	if len(values) == 1 && values[0] == levelPlaceholder {
		return []string{string(w.level)}
	}
	return values
}

// values returns the values that at least one of the statements has, each once.
func values(by func(*knowledge.Statement) []string, of []leveledStatement) []string {
	if len(of) == 1 {
		return valuesOfOne(by, of[0])
	}
	var all []string
	for _, w := range of {
		for _, value := range valuesOfOne(by, w) {
			if !slices.Contains(all, value) {
				all = append(all, value)
			}
		}
	}
	return all
}

// withValue returns the statements that have a value.
func withValue(by func(*knowledge.Statement) []string, of []leveledStatement, value string) []leveledStatement {
	if len(of) == 1 {
		return of
	}
	var some []leveledStatement
	for _, w := range of {
		if slices.Contains(valuesOfOne(by, w), value) {
			some = append(some, w)
		}
	}
	return some
}

// valuesOf returns the function that gives a statement's values of a property other than years.
func (t *counter) valuesOf(ctx context.Context, by CountBy) (func(*knowledge.Statement) []string, error) {
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
			return slices.DeleteFunc(distinct(t.regions[st.Subject], t.regions[st.Object]), func(r string) bool { return r == "" })
		}, nil
	case ByEntity:
		return func(st *knowledge.Statement) []string { return distinct(st.Subject, st.Object) }, nil
	case ByKind:
		return func(st *knowledge.Statement) []string {
			a, _ := knowledge.KindOf(st.Subject)
			b, _ := knowledge.KindOf(st.Object)
			return distinct(string(a), string(b))
		}, nil
	case ByCorroboration:
		return func(*knowledge.Statement) []string { return []string{levelPlaceholder} }, nil
	}
	return one(fieldValues()[by]), nil
}

// distinct returns two values, or one if they are equal.
func distinct(a, b string) []string {
	if a == b {
		return []string{a}
	}
	return []string{a, b}
}

// fieldValues returns the properties that are fields of a statement.
func fieldValues() map[CountBy]func(*knowledge.Statement) string {
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

// facets returns all counted values, in order.
func (t *counter) facets() []*knowledge.Facet {
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

// yearsThen returns each year with the values of the second property that statements of that year have.
func (t *counter) yearsThen() []*knowledge.Facet {
	facets := t.first.years.facets()
	byYear := make(map[string]*knowledge.Facet, len(facets))
	for _, f := range facets {
		byYear[f.Value] = f
	}
	for _, value := range slices.Sorted(maps.Keys(t.second)) {
		for _, year := range t.second[value].years.facetsWithin(t.first.years) {
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

// byFrequency compares facets: by count, the highest first, then by value.
func byFrequency(a, b *knowledge.Facet) int {
	return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
}
