package explore

import (
	"context"
	"math"
	"sync"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/store"
)

// atlas is what has been read of one revision: the entities that were asked about, each with all statements at it, whatever
// their scope. Revisions never change, so what it holds stays true. It grows by what questions need and no more: the first
// question about an entity reads its statements from the store, the next one walks over numbers.
//
// A search looks at hundreds of thousands of links. Asking the store for each of them costs microseconds; here it costs
// nanoseconds, which is the difference between a second and the blink in which a map should be drawn.
type atlas struct {
	revision int
	mu       sync.RWMutex
	numbers  map[knowledge.ID]int32
	places   []*place
	byLink   map[knowledge.ID]int32
	lines    []*line
	held     int
}

// maxHeld is how many statements an atlas holds before it is begun anew. A pointer to each is held, and what the store does
// not itself keep in memory.
const maxHeld = 2 * MaxStatements

// place is an entity. Its ends are there once it is known; they never change after.
type place struct {
	id    knowledge.ID
	kind  knowledge.EntityKind
	known bool
	ends  []end
	// statements is how many there are at it.
	statements int
	dated      sync.Once
	moments    []moment
}

// end is a link as one of its ends has it: the other end, how many statements it has, and the days in which one of them
// possibly holds. That is enough to pass most links over without a look at the link itself.
type end struct {
	other, line, statements int32
	days                    shortSpan
}

// shortSpan is a span of days in half the room. The dates of claims have years of four digits, and fit; what is unbounded is
// further away than any.
type shortSpan struct{ first, last int32 }

func shortened(s edtf.Span) shortSpan {
	return shortSpan{int32(min(max(s.First, math.MinInt32), math.MaxInt32)), int32(min(max(s.Last, math.MinInt32), math.MaxInt32))}
}

// hull gives the days from the first to the last of some spans.
func hull(spans []shortSpan) shortSpan {
	h := spans[0]
	for _, s := range spans {
		h.first, h.last = min(h.first, s.first), max(h.last, s.last)
	}
	return h
}

func (s shortSpan) overlaps(o shortSpan) bool { return s.first <= o.last && o.first <= s.last }

// line is a link: all statements of two ends under a relation, by when they begin.
type line struct {
	source, target int32
	statements     []*knowledge.Statement
	// spans has for each statement the days in which it possibly holds, so that most need not be looked at.
	spans []shortSpan
	// first is the place that the line was first seen from, last the one that it was seen from last; for the writer only.
	first, last int32
}

func newAtlas(revision int) *atlas {
	return &atlas{revision: revision, numbers: map[knowledge.ID]int32{}, byLink: map[knowledge.ID]int32{}}
}

func (a *atlas) full() bool {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return a.held > maxHeld
}

// number gives an entity its number. The writer's lock is held.
func (a *atlas) number(id knowledge.ID) int32 {
	n, ok := a.numbers[id]
	if !ok {
		n = int32(len(a.places))
		kind, _ := knowledge.KindOf(id)
		a.numbers[id] = n
		a.places = append(a.places, &place{id: id, kind: kind})
	}
	return n
}

// add takes in the statements of an entity. The writer's lock is held.
func (a *atlas) add(n int32, statements []*knowledge.Statement) {
	p := a.places[n]
	if p.known {
		return
	}
	var lines []int32
	for _, st := range statements {
		number, ok := a.byLink[st.Link]
		if !ok {
			source, target := knowledge.Ends(st.Subject, st.Object, st.Symmetric)
			number = int32(len(a.lines))
			a.byLink[st.Link] = number
			a.lines = append(a.lines, &line{source: a.number(source), target: a.number(target), first: n, last: -1})
		}
		l := a.lines[number]
		if l.last != n {
			l.last = n
			lines = append(lines, number)
		}
		// Either end lists all statements of a link, so one that was seen from its other end is whole.
		if l.first == n {
			l.statements = append(l.statements, st)
			l.spans = append(l.spans, shortened(edtf.Span{First: st.Validity.EarliestBegin, Last: st.Validity.LatestEnd}))
			a.held++
		}
	}
	p.ends = make([]end, len(lines))
	for i, number := range lines {
		l := a.lines[number]
		other := l.target
		if other == n {
			other = l.source
		}
		p.ends[i] = end{other, number, int32(len(l.statements)), hull(l.spans)}
	}
	p.known, p.statements = true, len(statements)
}

// view is an atlas as one question sees it. The places that it has opened may be read without a lock: they never change.
type view struct {
	reader store.Reader
	atlas  *atlas
	places []*place
	lines  []*line
	// relations are those of the revision, once a lens has asked for them.
	relations []*knowledge.Relation
	// opened is how many statements the question has looked at, read just now or before: a bound must not depend on what
	// others have asked.
	opened int
}

// numbered gives the numbers of entities.
func (v *view) numbered(ids []knowledge.ID) []int32 {
	v.atlas.mu.Lock()
	defer v.atlas.mu.Unlock()
	numbers := make([]int32, len(ids))
	for i, id := range ids {
		numbers[i] = v.atlas.number(id)
	}
	v.refresh()
	return numbers
}

// refresh takes in what the atlas holds by now. Its lock is held.
func (v *view) refresh() { v.places, v.lines = v.atlas.places, v.atlas.lines }

// open makes places known. remedy says what to ask instead, should they have too many statements.
func (v *view) open(ctx context.Context, numbers []int32, remedy string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	missing, ids := v.missing(numbers)
	if len(missing) > 0 {
		r := reading{v.reader, &knowledge.Scope{Revision: v.atlas.revision}, store.StatementQuery{}, MaxStatements - v.opened, remedy}
		lists, err := r.all(ctx, ids)
		if knowledge.CodeOf(err) == knowledge.LimitExceeded {
			return exhausted(MaxStatements, "statements", remedy)
		}
		if err != nil {
			return err
		}
		v.atlas.mu.Lock()
		for i, statements := range lists {
			v.atlas.add(missing[i], statements)
		}
		v.refresh()
		v.atlas.mu.Unlock()
	}
	for _, n := range numbers {
		v.opened += v.places[n].statements
	}
	if v.opened > MaxStatements {
		return exhausted(MaxStatements, "statements", remedy)
	}
	return nil
}

// missing gives the places that are not known yet.
func (v *view) missing(numbers []int32) (missing []int32, ids []knowledge.ID) {
	v.atlas.mu.RLock()
	defer v.atlas.mu.RUnlock()
	v.refresh()
	for _, n := range numbers {
		if p := v.places[n]; !p.known {
			missing, ids = append(missing, n), append(ids, p.id)
		}
	}
	return missing, ids
}

// openIDs makes entities known and gives their numbers.
func (v *view) openIDs(ctx context.Context, ids []knowledge.ID, remedy string) ([]int32, error) {
	numbers := v.numbered(ids)
	return numbers, v.open(ctx, numbers, remedy)
}
