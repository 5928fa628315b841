package search

import (
	"cmp"
	"container/heap"
	"encoding/binary"
	"slices"
	"strings"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// Result is a page of what a query finds.
type Result struct {
	store.List[*Hit]
	// Total is how many hits there are, on all pages.
	Total int
	// Kinds counts them by what they are: the most frequent first, then in the order of the contract.
	Kinds []*knowledge.Facet
}

// documentFacet is the value of documents among facets.
const documentFacet = "DOCUMENT"

// Hit is an entity or a document that was found.
type Hit struct {
	// Entity or Document is its id; the other is empty.
	Entity   knowledge.ID
	Document knowledge.ID
	// Score is from 0 to 1, and 1 for who has the text as a name or abbreviation.
	Score float64
	// Field says what of it matched best, and Passage is that, verbatim.
	Field   Field
	Passage string
	// Start and End are where a passage stands in the document's text, in code points; nil where it is none.
	Start *int
	End   *int
	// Marks are the words of the passage that match.
	Marks []Mark
}

// Mark is a range of bytes of a passage.
type Mark struct{ Start, End int }

// IsWhole says whether the text that was searched for is all of one of its names, codes or titles.
func (h *Hit) IsWhole() bool { return h.Score >= wholeScore }

// Search gives a page of what a query finds. A hit has every word that carries meaning, in any order and in any of its texts, as
// a word, as the beginning of one, or by its stem; where nothing has all of them so, slips and transliterations count too; where
// that helps nobody, what has the most of them, if at least half. The error has the code knowledge.LimitExceeded where the text
// is too long.
//
// It costs some nanoseconds for each text that a word fits, and for slips a walk over the vocabulary.
func (x *Index) Search(query Query, page store.Page) (*Result, error) {
	q, err := x.parse(query.Text)
	if err != nil || len(q.words) == 0 {
		return &Result{}, err
	}
	strict, err := x.attempt(q, query, false)
	if err != nil {
		return nil, err
	}
	defer strict.release()
	best := strict
	if !strict.complete() {
		if err := q.allowSlips(x.tools); err != nil {
			return nil, err
		}
		loose, err := x.attempt(q, query, true)
		if err != nil {
			return nil, err
		}
		defer loose.release()
		if loose.complete() || strict.most*2 < strict.all {
			best = loose
		}
	}
	if best.most*2 < best.all || best.most == 0 {
		return &Result{}, nil
	}
	return best.result(page), nil
}

// attempt is a query held against all segments.
type attempt struct {
	index   *Index
	query   Query
	sought  *sought
	slips   bool
	tallies []*tally
	// most is how many of the needed words any admitted entry has; all is how many there are.
	most, all int
}

func (x *Index) attempt(q *sought, query Query, slips bool) (*attempt, error) {
	a := &attempt{index: x, query: query, sought: q, slips: slips}
	for n := q.needed; n != 0; n &= n - 1 {
		a.all++
	}
	for i, p := range x.parts {
		t := p.segment.tally()
		a.tallies = append(a.tallies, t)
		if err := t.run(q, slips); err != nil {
			return nil, err
		}
		for _, e := range t.entries {
			if covered := t.covered(e, q); covered > a.most && a.admits(i, e) {
				a.most = covered
			}
		}
	}
	return a, nil
}

func (a *attempt) complete() bool { return a.most == a.all }

func (a *attempt) release() {
	for _, t := range a.tallies {
		t.segment.tallies.Put(t)
	}
}

// admits says whether an entry is there and may be a hit, whatever it has.
func (a *attempt) admits(part int, e uint32) bool {
	p := &a.index.parts[part]
	x := &p.segment.entries[e]
	switch {
	case p.dead[e]:
		return false
	case x.document == nil:
		return a.query.Kinds == nil || slices.Contains(a.query.Kinds, x.kind)
	}
	return a.query.Kinds == nil && (a.query.Scope == nil || a.query.Scope.AdmitsDocument(x.document))
}

// place is an entry with its points.
type place struct {
	points int
	part   int
	entry  uint32
	key    knowledge.SortKey
}

// before says which of two goes first.
func (p place) compare(o place) int {
	return cmp.Or(cmp.Compare(o.points, p.points), strings.Compare(string(p.key), string(o.key)))
}

// sortKey is the place as a key: by points, the most first, then by the entry's own.
func (p place) sortKey() knowledge.SortKey {
	head := binary.BigEndian.AppendUint32([]byte{0}, uint32(maxPoints-p.points))
	return knowledge.SortKey(head) + p.key
}

// compareTo compares the place's key with another, without making it.
func (p place) compareTo(key knowledge.SortKey) int {
	const head = 5
	if len(key) < head {
		return strings.Compare(string(p.sortKey()), string(key))
	}
	points := maxPoints - int(binary.BigEndian.Uint32([]byte(key[1:head])))
	return cmp.Or(cmp.Compare(points, p.points), strings.Compare(string(p.key), string(key[head:])))
}

// result counts all hits and makes the page.
func (a *attempt) result(page store.Page) *Result {
	r := &Result{}
	counts := map[string]int{}
	var behind, before, between int
	best := &best{limit: page.Limit, backward: page.Backward}
	for part, t := range a.tallies {
		for _, e := range t.entries {
			if t.covered(e, a.sought) < a.most || !a.admits(part, e) {
				continue
			}
			x := &t.segment.entries[e]
			r.Total++
			counts[facetOf(x)]++
			p := place{t.points(e, len(a.sought.words)), part, e, x.key}
			switch {
			case page.After != "" && p.compareTo(page.After) <= 0:
				before++
			case page.Before != "" && p.compareTo(page.Before) >= 0:
				behind++
			default:
				between++
				best.offer(p)
			}
		}
	}
	more := between > page.Limit
	r.HasPrevious = before > 0 || more && page.Backward
	r.HasNext = behind > 0 || more && !page.Backward
	places := best.sorted()
	for _, p := range places {
		r.Rows = append(r.Rows, a.hit(p))
	}
	r.Key = func(i int) knowledge.SortKey { return places[i].sortKey() }
	r.Kinds = facets(counts)
	return r
}

func facetOf(e *entry) string {
	if e.document != nil {
		return documentFacet
	}
	return string(e.kind)
}

func facets(counts map[string]int) []*knowledge.Facet {
	var out []*knowledge.Facet
	for _, kind := range knowledge.EntityKinds() {
		if n := counts[string(kind)]; n > 0 {
			out = append(out, &knowledge.Facet{Value: string(kind), Count: n})
		}
	}
	if n := counts[documentFacet]; n > 0 {
		out = append(out, &knowledge.Facet{Value: documentFacet, Count: n})
	}
	slices.SortStableFunc(out, func(a, b *knowledge.Facet) int { return cmp.Compare(b.Count, a.Count) })
	return out
}

// best keeps the first places, or the last where backward: a heap whose root is what goes next.
type best struct {
	places   []place
	limit    int
	backward bool
}

func (b *best) offer(p place) {
	switch {
	case b.limit == 0:
	case len(b.places) < b.limit:
		heap.Push(b, p)
	case b.worse(b.places[0], p):
		b.places[0] = p
		heap.Fix(b, 0)
	}
}

// worse says whether a goes before b does.
func (b *best) worse(x, y place) bool { return (x.compare(y) > 0) != b.backward }

func (b *best) sorted() []place {
	slices.SortFunc(b.places, place.compare)
	return b.places
}

// Len is for the heap.
func (b *best) Len() int { return len(b.places) }

// Less is for the heap.
func (b *best) Less(i, j int) bool { return b.worse(b.places[i], b.places[j]) }

// Swap is for the heap.
func (b *best) Swap(i, j int) { b.places[i], b.places[j] = b.places[j], b.places[i] }

// Push is for the heap.
func (b *best) Push(p any) { b.places = append(b.places, p.(place)) }

// Pop is for the heap.
func (b *best) Pop() any {
	last := b.places[len(b.places)-1]
	b.places = b.places[:len(b.places)-1]
	return last
}
