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
	// ByYear: the years in which it holds; see years.
	ByYear     CountBy = "YEAR"
	ByDocument CountBy = "DOCUMENT"
	ByDataset  CountBy = "DATASET"
	ByPolarity CountBy = "POLARITY"
	ByModality CountBy = "MODALITY"
	// ByCorroboration: how it stands against others.
	ByCorroboration CountBy = "CORROBORATION"
)

// MaxValues is how many values a count may be asked for.
const MaxValues = 1000

// CountQuery asks how many statements have each value of something.
type CountQuery struct {
	Filter knowledge.StatementFilter
	// Levels keeps the statements at these levels; nil means all.
	Levels []CorroborationLevel
	By     CountBy
	// Limit is how many values are given at most.
	Limit int
}

// Counts says how many statements have each value.
type Counts struct {
	// Statements is how many there are, each counted once.
	Statements int
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
	if err := bounded("limit", query.Limit, 1, MaxValues); err != nil {
		return nil, err
	}
	scope, err := x.settle(ctx, scope)
	if err != nil {
		return nil, err
	}
	counted, err := x.counts.get(ctx, countKey(scope, query), func(ctx context.Context) (*counted, error) { return x.count(ctx, scope, query) })
	if err != nil {
		return nil, err
	}
	c := &Counts{Statements: counted.statements, Values: counted.values, TotalValues: len(counted.values)}
	if over := len(c.Values) - query.Limit; over > 0 && query.By == ByYear {
		c.Values = c.Values[over:]
	} else if over > 0 {
		c.Values = c.Values[:query.Limit]
	}
	return c, nil
}

// countKey tells counts apart. A filter is plain data, which always can be encoded.
func countKey(scope *knowledge.Scope, query CountQuery) string {
	query.Limit = 0
	asked, _ := json.Marshal(query)
	return knowledge.RevisionID(scope.Revision) + "|" + scope.Key() + "|" + string(asked)
}

// counted is what was counted, whole.
type counted struct {
	statements int
	values     []*knowledge.Facet
}

func (x *Explorer) count(ctx context.Context, scope *knowledge.Scope, query CountQuery) (*counted, error) {
	if query.Levels != nil || query.By == ByCorroboration {
		return x.countWeighed(ctx, scope, query)
	}
	t := &talliers{}
	note, err := t.of(ctx, x.reader, scope, query.By)
	if err != nil {
		return nil, err
	}
	statements := 0
	for st, err := range x.sweep(ctx, scope, query.Filter) {
		if err != nil {
			return nil, err
		}
		if statements++; statements > MaxStatements {
			return nil, exhausted(MaxStatements, "statements", "narrow the count with where or the scope")
		}
		note(st)
	}
	values, err := t.values(ctx, x.reader, scope)
	return &counted{statements, values}, err
}

// countWeighed counts statements of which must be known how they stand.
func (x *Explorer) countWeighed(ctx context.Context, scope *knowledge.Scope, query CountQuery) (*counted, error) {
	r := reading{x.reader, scope, store.StatementQuery{Filter: query.Filter}, MaxWeighed, "narrow the count with where or the scope"}
	lists, err := r.all(ctx, []knowledge.ID{""})
	if err != nil {
		return nil, err
	}
	levels, err := x.Levels(ctx, scope, lists[0])
	if err != nil {
		return nil, err
	}
	t := &talliers{}
	note, err := t.of(ctx, x.reader, scope, query.By)
	if err != nil {
		return nil, err
	}
	statements := 0
	for i, st := range lists[0] {
		if query.Levels != nil && !slices.Contains(query.Levels, levels[i]) {
			continue
		}
		statements++
		if query.By == ByCorroboration {
			t.add(string(levels[i]))
		} else {
			note(st)
		}
	}
	values, err := t.values(ctx, x.reader, scope)
	return &counted{statements, values}, err
}

// byFrequency sorts facets: the most frequent first, then by value.
func byFrequency(a, b *knowledge.Facet) int {
	return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
}
