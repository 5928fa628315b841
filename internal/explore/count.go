package explore

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/meter"
	"entente/internal/store"
)

// CountBy names the property that statements are counted by.
type CountBy string

// What statements may be counted by. A statement counts once for each value that it has: one value of most, but for kinds and
// regions of its ends and for years, of which it may have several, or, of regions, none.
const (
	ByRelation CountBy = "RELATION"
	ByCategory CountBy = "CATEGORY"
	// ByKind: the kinds of both ends.
	ByKind CountBy = "KIND"
	// ByRegion: the regions of both ends, of those that have one.
	ByRegion CountBy = "REGION"
	// ByEntity: both ends.
	ByEntity  CountBy = "ENTITY"
	BySubject CountBy = "SUBJECT"
	ByObject  CountBy = "OBJECT"
	// ByYear: the years in which the statement holds; see yearCounts.
	ByYear     CountBy = "YEAR"
	ByDocument CountBy = "DOCUMENT"
	ByDataset  CountBy = "DATASET"
	ByPolarity CountBy = "POLARITY"
	ByModality CountBy = "MODALITY"
	// ByCorroboration: the level of the statement.
	ByCorroboration CountBy = "CORROBORATION"
)

// Counted names what a count counts.
type Counted string

// What a count counts.
const (
	// CountedStatements: each statement.
	CountedStatements Counted = "STATEMENTS"
	// CountedLinks: each link, however many statements it has. By year, a link counts in the years of each of its statements.
	CountedLinks Counted = "LINKS"
)

// MaxValues is the maximum number of values that a count may be asked for.
const MaxValues = 1000

// CountQuery asks how many statements, or links, have each value of a property.
type CountQuery struct {
	Filter knowledge.StatementFilter
	// Levels restricts the count to statements at these levels; nil means all.
	Levels []CorroborationLevel
	By     CountBy
	// Of is what is counted; empty means statements.
	Of Counted
	// Then is a second property, by which the statements of each value are counted; empty for none.
	Then CountBy
	// Years are the years of the answer if it counts by year; nil for those that statements name.
	Years *knowledge.DateRange
	// Measure is the name of a qualifier whose numbers are summed up, for each value; nil for none.
	Measure *string
	// Limit is the maximum number of values returned, of either property.
	Limit int
}

// Counts says how many statements, or links, have each value.
type Counts struct {
	// Statements is how many there are, each counted once.
	Statements int
	// Links is how many links they belong to, if links are counted; else nil.
	Links *int
	// Measure is what the numbers of all counted statements come to; nil if they are not asked for.
	Measure *knowledge.Measure
	// Values are ordered by count, the highest first, then by value; years by time. If not all years fit, the latest are returned.
	Values []*knowledge.Facet
	// TotalValues is how many values there are, returned or not.
	TotalValues int
}

// Truncated reports whether there are more values than are returned.
func (c *Counts) Truncated() bool { return len(c.Values) < c.TotalValues }

// Count counts the statements in scope that match a query. It looks at each of them, which takes some 0.2 µs for each in the
// embedded store, and caches the result for the revision. At most MaxStatements may match, and MaxWeighed if Levels or
// ByCorroboration need their levels.
func (x *Explorer) Count(ctx context.Context, scope *knowledge.Scope, query CountQuery) (*Counts, error) {
	if err := query.check(); err != nil {
		return nil, err
	}
	scope, err := x.resolveScope(ctx, scope)
	if err != nil {
		return nil, err
	}
	counted, err := x.counts.Get(ctx, countKey(scope, query), func(ctx context.Context) (*fullCount, error) { return x.count(ctx, scope, query) })
	if err != nil {
		return nil, err
	}
	c := &Counts{Statements: counted.statements, Links: counted.links, Measure: counted.measure, Values: cutFacets(counted.values, query.By, query.Limit), TotalValues: len(counted.values)}
	if query.Then == "" {
		return c, nil
	}
	// The cached facets must not change.
	for i, f := range c.Values {
		c.Values[i] = &knowledge.Facet{Value: f.Value, Count: f.Count, Measure: f.Measure, Then: cutFacets(f.Then, query.Then, query.Limit)}
	}
	return c, nil
}

// cutFacets returns a copy of the first limit facets; of years, the last.
func cutFacets(facets []*knowledge.Facet, by CountBy, limit int) []*knowledge.Facet {
	over := max(len(facets)-limit, 0)
	if by == ByYear {
		return slices.Clone(facets[over:])
	}
	return slices.Clone(facets[:len(facets)-over])
}

func (q *CountQuery) check() error {
	switch {
	case q.Then == q.By:
		return knowledge.Errorf(knowledge.BadInput, "what is counted by %s cannot be counted by it once more; leave then out, or name another thing", q.By)
	case q.Years != nil && q.By != ByYear && q.Then != ByYear:
		return knowledge.Errorf(knowledge.BadInput, "years is for what is counted by YEAR; to count what held within, write where: {during: ...}")
	}
	return cmp.Or(q.Years.Check(), checkRange("limit", q.Limit, 1, MaxValues))
}

// countKey returns the cache key of a count. A filter is plain data, so encoding it cannot fail.
func countKey(scope *knowledge.Scope, query CountQuery) string {
	query.Limit = 0
	encoded, _ := json.Marshal(query)
	return knowledge.RevisionID(scope.Revision) + "|" + scope.Key() + "|" + string(encoded)
}

// fullCount is a count with all its values, as it is cached.
type fullCount struct {
	statements int
	links      *int
	values     []*knowledge.Facet
	measure    *knowledge.Measure
}

// count counts without the cache, and without the limit of values.
func (x *Explorer) count(ctx context.Context, scope *knowledge.Scope, query CountQuery) (*fullCount, error) {
	t, err := x.newCounter(ctx, scope, query)
	if err != nil {
		return nil, err
	}
	count := x.countAll
	if query.Levels != nil || query.By == ByCorroboration || query.Then == ByCorroboration {
		count = x.countByLevel
	}
	statements, err := count(ctx, t)
	if err == nil {
		err = t.flush(ctx)
	}
	if err != nil {
		return nil, err
	}
	counted := &fullCount{statements: statements, values: t.facets()}
	if t.links != nil {
		counted.links = new(len(t.links))
	}
	if t.measures != nil {
		if err := t.measures.finish(counted.values); err != nil {
			return nil, err
		}
		counted.measure = t.measures.whole.Measure()
	}
	return counted, nil
}

// countAll counts all statements that match, without their levels.
func (x *Explorer) countAll(ctx context.Context, t *counter) (statements int, err error) {
	counted := meter.NewTally(ctx, meter.Statements)
	for st, err := range x.reader.Sweep(ctx, t.scope, t.query.Filter) {
		if err != nil {
			return 0, err
		}
		if err := counted.Add(1); err != nil {
			return 0, err
		}
		if statements++; statements > MaxStatements {
			return 0, limitError(MaxStatements, "statements", "narrow the count with where or the scope")
		}
		if err := t.add(ctx, st, ""); err != nil {
			return 0, err
		}
	}
	return statements, counted.Flush()
}

// countByLevel counts statements whose levels are needed.
func (x *Explorer) countByLevel(ctx context.Context, t *counter) (statements int, err error) {
	r := statementReader{x.reader, t.scope, store.StatementQuery{Filter: t.query.Filter}, MaxWeighed, "narrow the count with where or the scope"}
	lists, err := r.readAll(ctx, []knowledge.ID{""})
	if err != nil {
		return 0, err
	}
	levels, err := x.Levels(ctx, t.scope, lists[0])
	if err != nil {
		return 0, err
	}
	for i, st := range lists[0] {
		if t.query.Levels != nil && !slices.Contains(t.query.Levels, levels[i]) {
			continue
		}
		statements++
		if err := t.add(ctx, st, levels[i]); err != nil {
			return 0, err
		}
	}
	return statements, nil
}
