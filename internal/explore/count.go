package explore

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// CountBy names what statements are counted by.
type CountBy string

// What statements may be counted by. A statement counts once for each value that it has: one value of most, but for kinds and
// regions of its ends and for years, of which it may have several, or, of regions, none.
const (
	ByRelation CountBy = "RELATION"
	ByCategory CountBy = "CATEGORY"
	// ByKind: the kinds of its two ends.
	ByKind CountBy = "KIND"
	// ByRegion: the regions of its two ends, where they have one.
	ByRegion CountBy = "REGION"
	// ByEntity: its two ends.
	ByEntity  CountBy = "ENTITY"
	BySubject CountBy = "SUBJECT"
	ByObject  CountBy = "OBJECT"
	// ByYear: the years in which it holds; see years.
	ByYear     CountBy = "YEAR"
	ByDocument CountBy = "DOCUMENT"
	ByDataset  CountBy = "DATASET"
	ByPolarity CountBy = "POLARITY"
	ByModality CountBy = "MODALITY"
	// ByCorroboration: how it stands against others.
	ByCorroboration CountBy = "CORROBORATION"
)

// Counted names what a count counts.
type Counted string

// What a count counts.
const (
	// CountedStatements: each claim.
	CountedStatements Counted = "STATEMENTS"
	// CountedLinks: what claims are about, two ends and a relation once. Of years a link counts in those of each of its statements.
	CountedLinks Counted = "LINKS"
)

// MaxValues is how many values a count may be asked for.
const MaxValues = 1000

// CountQuery asks how many statements have each value of something.
type CountQuery struct {
	Filter knowledge.StatementFilter
	// Levels keeps the statements at these levels; nil means all.
	Levels []CorroborationLevel
	By     CountBy
	// Of is what is counted: statements where it is empty.
	Of Counted
	// Then counts the statements of each value by a second thing; empty for none.
	Then CountBy
	// Years are the years that are told of, where years are counted by; nil for those that statements name.
	Years *knowledge.DateRange
	// Limit is how many values are given at most, of either thing.
	Limit int
}

// Counts says how many statements have each value.
type Counts struct {
	// Statements is how many there are, each counted once.
	Statements int
	// Links is how many links they are about, where links were counted; else nil.
	Links *int
	// Values are the most frequent first, then by value; years by time, and the latest of them where not all are given.
	Values []*knowledge.Facet
	// TotalValues is how many values there are, given or not.
	TotalValues int
}

// Truncated says whether there are more values than are given.
func (c *Counts) Truncated() bool { return len(c.Values) < c.TotalValues }

// Count counts the statements in scope that fit a query. It looks at each of them, some 0.2 µs for one of the embedded store; what
// was counted of a revision is kept for the next question. At most MaxStatements may fit, and MaxWeighed where Levels or
// ByCorroboration ask how they stand.
func (x *Explorer) Count(ctx context.Context, scope *knowledge.Scope, query CountQuery) (*Counts, error) {
	if err := query.check(); err != nil {
		return nil, err
	}
	scope, err := x.settle(ctx, scope)
	if err != nil {
		return nil, err
	}
	counted, err := x.counts.get(ctx, countKey(scope, query), func(ctx context.Context) (*wholeCount, error) { return x.count(ctx, scope, query) })
	if err != nil {
		return nil, err
	}
	c := &Counts{Statements: counted.statements, Links: counted.links, Values: cutFacets(counted.values, query.By, query.Limit), TotalValues: len(counted.values)}
	if query.Then == "" {
		return c, nil
	}
	// What is kept for the next question is not changed.
	for i, f := range c.Values {
		c.Values[i] = &knowledge.Facet{Value: f.Value, Count: f.Count, Then: cutFacets(f.Then, query.Then, query.Limit)}
	}
	return c, nil
}

// cutFacets gives a copy of the first facets, of years the last.
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
	return cmp.Or(q.Years.Check(), bounded("limit", q.Limit, 1, MaxValues))
}

// countKey tells counts apart. A filter is plain data, which always can be encoded.
func countKey(scope *knowledge.Scope, query CountQuery) string {
	query.Limit = 0
	asked, _ := json.Marshal(query)
	return knowledge.RevisionID(scope.Revision) + "|" + scope.Key() + "|" + string(asked)
}

// wholeCount is what was counted, whole.
type wholeCount struct {
	statements int
	links      *int
	values     []*knowledge.Facet
}

func (x *Explorer) count(ctx context.Context, scope *knowledge.Scope, query CountQuery) (*wholeCount, error) {
	t, err := x.tally(ctx, scope, query)
	if err != nil {
		return nil, err
	}
	count := x.countSwept
	if query.Levels != nil || query.By == ByCorroboration || query.Then == ByCorroboration {
		count = x.countWeighed
	}
	statements, err := count(ctx, t)
	if err == nil {
		err = t.end(ctx)
	}
	if err != nil {
		return nil, err
	}
	counted := &wholeCount{statements: statements, values: t.facets()}
	if t.links != nil {
		counted.links = new(len(t.links))
	}
	return counted, nil
}

func (x *Explorer) countSwept(ctx context.Context, t *tally) (statements int, err error) {
	for st, err := range x.sweep(ctx, t.scope, t.query.Filter) {
		if err != nil {
			return 0, err
		}
		if statements++; statements > MaxStatements {
			return 0, exhausted(MaxStatements, "statements", "narrow the count with where or the scope")
		}
		if err := t.add(ctx, st, ""); err != nil {
			return 0, err
		}
	}
	return statements, nil
}

// countWeighed counts statements of which must be known how they stand.
func (x *Explorer) countWeighed(ctx context.Context, t *tally) (statements int, err error) {
	r := reading{x.reader, t.scope, store.StatementQuery{Filter: t.query.Filter}, MaxWeighed, "narrow the count with where or the scope"}
	lists, err := r.all(ctx, []knowledge.ID{""})
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

// byFrequency sorts facets: the most frequent first, then by value.
func byFrequency(a, b *knowledge.Facet) int {
	return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
}
