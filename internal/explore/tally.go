package explore

import (
	"context"
	"iter"
	"slices"
	"strconv"

	"entente/internal/edtf"
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

// talliers count statements by one thing.
type talliers struct {
	counts map[string]int
	// ends counts, for regions, how many statements have each pair of ends.
	ends  map[[2]knowledge.ID]int
	years *years
}

func (t *talliers) add(value string) {
	if t.counts == nil {
		t.counts = map[string]int{}
	}
	t.counts[value]++
}

// of gives what notes a statement.
func (t *talliers) of(ctx context.Context, reader store.Reader, scope *knowledge.Scope, by CountBy) (func(*knowledge.Statement), error) {
	switch by {
	case ByCategory:
		relations, err := reader.Relations(ctx, scope.Revision)
		if err != nil {
			return nil, err
		}
		categories := map[string]string{}
		for _, r := range relations {
			categories[r.Name] = string(r.Category)
		}
		return func(st *knowledge.Statement) { t.add(categories[st.Relation]) }, nil
	case ByKind:
		return t.addKinds, nil
	case ByRegion:
		t.ends = map[[2]knowledge.ID]int{}
		return func(st *knowledge.Statement) { t.ends[[2]knowledge.ID{st.Subject, st.Object}]++ }, nil
	case ByYear:
		t.years = newYears(scope.Certainty == knowledge.Certain)
		return func(st *knowledge.Statement) { t.years.add(&st.Validity) }, nil
	}
	value := plainValues()[by]
	return func(st *knowledge.Statement) { t.add(value(st)) }, nil
}

// plainValues are what stands in a statement itself.
func plainValues() map[CountBy]func(*knowledge.Statement) string {
	return map[CountBy]func(*knowledge.Statement) string{
		ByRelation: func(st *knowledge.Statement) string { return st.Relation },
		ByDocument: func(st *knowledge.Statement) string { return st.Document },
		ByDataset:  func(st *knowledge.Statement) string { return st.Dataset },
		ByPolarity: func(st *knowledge.Statement) string { return string(st.Polarity) },
		ByModality: func(st *knowledge.Statement) string { return string(st.Modality) },
	}
}

// addKinds counts the kinds of a statement's ends, once where they are the same.
func (t *talliers) addKinds(st *knowledge.Statement) {
	a, _ := knowledge.KindOf(st.Subject)
	b, _ := knowledge.KindOf(st.Object)
	t.add(string(a))
	if a != b {
		t.add(string(b))
	}
}

// values are all values that were counted.
func (t *talliers) values(ctx context.Context, reader store.Reader, scope *knowledge.Scope) ([]*knowledge.Facet, error) {
	if t.years != nil {
		return t.years.values(), nil
	}
	if err := t.addRegions(ctx, reader, scope); err != nil {
		return nil, err
	}
	values := make([]*knowledge.Facet, 0, len(t.counts))
	for value, n := range t.counts {
		values = append(values, &knowledge.Facet{Value: value, Count: n})
	}
	slices.SortFunc(values, byFrequency)
	return values, nil
}

// entitiesPerCall is how many entities are looked up at once.
const entitiesPerCall = 5000

// addRegions counts the regions of ends: one look-up for some thousand entities.
func (t *talliers) addRegions(ctx context.Context, reader store.Reader, scope *knowledge.Scope) error {
	var ids []knowledge.ID
	for pair := range t.ends {
		ids = append(ids, pair[0], pair[1])
	}
	slices.Sort(ids)
	regions := map[knowledge.ID]string{}
	for part := range slices.Chunk(slices.Compact(ids), entitiesPerCall) {
		found, err := reader.Entities(ctx, scope.Revision, part)
		if err != nil {
			return err
		}
		for _, e := range found {
			if e != nil {
				regions[e.ID] = string(e.Region)
			}
		}
	}
	for pair, n := range t.ends {
		a, b := regions[pair[0]], regions[pair[1]]
		for i, region := range []string{a, b} {
			if region != "" && (i == 0 || a != b) {
				if t.counts == nil {
					t.counts = map[string]int{}
				}
				t.counts[region] += n
			}
		}
	}
	return nil
}

// years counts in which years statements hold: a statement counts in each year of which scope.asOf would admit it, possibly, or
// certainly throughout where the scope asks that. The years are those from the first to the last that any bound of any statement
// names; what has no bound reaches to the end of them.
type years struct {
	certain bool
	// change has for each year how many begin in it, less how many ended in the one before.
	change [knowledge.MaxYear + 3]int32
	// first and last are the years that bounds name.
	first, last int
}

func newYears(certain bool) *years {
	return &years{certain: certain, first: knowledge.MaxYear + 1, last: -1}
}

func (y *years) add(v *knowledge.Validity) {
	for _, d := range []edtf.Day{v.EarliestBegin, v.LatestBegin, v.EarliestEnd, v.LatestEnd} {
		if d.IsBounded() {
			year := yearOf(d)
			y.first, y.last = min(y.first, year), max(y.last, year)
		}
	}
	from, to := v.EarliestBegin, v.LatestEnd
	if y.certain {
		if v.Uncertain {
			return
		}
		from, to = v.LatestBegin, v.EarliestEnd
	}
	if from == edtf.UnboundedFuture || to == edtf.UnboundedPast {
		return
	}
	first, last := knowledge.MinYear, knowledge.MaxYear
	if from.IsBounded() {
		first = yearOf(from)
		if y.certain && from > edtf.DayOf(int64(first), 1, 1) {
			first++
		}
	}
	if to.IsBounded() {
		last = yearOf(to)
		if y.certain && to < edtf.DayOf(int64(last), 12, 31) {
			last--
		}
	}
	if first <= last {
		y.change[first]++
		y.change[last+1]--
	}
}

func yearOf(d edtf.Day) int {
	year, _, _ := d.Civil()
	return int(year)
}

func (y *years) values() []*knowledge.Facet {
	values := []*knowledge.Facet{}
	holding := int32(0)
	for year := range y.last + 1 {
		if holding += y.change[year]; holding > 0 && year >= y.first {
			values = append(values, &knowledge.Facet{Value: fourDigits(year), Count: int(holding)})
		}
	}
	return values
}

func fourDigits(year int) string {
	s := strconv.Itoa(year)
	return "0000"[min(len(s), 4):] + s
}
