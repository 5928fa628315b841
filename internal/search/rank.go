package search

import (
	"cmp"
	"container/heap"
	"context"
	"slices"
	"strings"

	"entente/internal/knowledge"
	"entente/internal/meter"
	"entente/internal/store"
)

// Result is a page of hits.
type Result struct {
	store.List[*Hit]
	// Total is how many hits there are, on all pages.
	Total int
	// Kinds counts the hits by kind: the most frequent first, then in the order of the schema.
	Kinds []*knowledge.Facet
}

// documentFacet is the facet value of documents.
const documentFacet = "DOCUMENT"

// Hit is an entity or a document that matches.
type Hit struct {
	// Entity or Document is its id; the other is empty.
	Entity   knowledge.ID
	Document knowledge.ID
	// Score is from 0 to 1; 1 means that the text is one of its names or abbreviations.
	Score float64
	// Field is the kind of text that matches best, and Passage that text, verbatim.
	Field   Field
	Passage string
	// Start and End are the position of a passage in the document's text, in code points; nil for other fields.
	Start *int
	End   *int
	// Marks are the words of the passage that match.
	Marks []Mark
}

// Mark is a range of bytes of a passage.
type Mark struct{ Start, End int }

// IsWhole reports whether the query is the whole of one of its names, codes or titles.
func (h *Hit) IsWhole() bool { return h.Score >= wholeScore }

// Search returns a page of the hits of a query, and spends for the places of words that it looks at. A hit matches every word that is
// not a stop word, in any order and in any of its texts, as a word, as a prefix of one, or by its stem. If nothing matches all words so,
// typos and transliterations match too; if that does not help either, the hits are those that match the most words, if at least half; and
// if none does, those with a name of which all words match. The error has the code knowledge.LimitExceeded if the text is too long.
//
// It takes some nanoseconds for each text that a word matches, and for typos a walk over the vocabulary.
func (x *Index) Search(ctx context.Context, query Query, page store.Page) (*Result, error) {
	q, err := x.parse(query.Text)
	if err != nil || len(q.words) == 0 {
		return &Result{}, err
	}
	looked := meter.NewTally(ctx, meter.Words)
	strict, err := x.match(&looked, q, query, false)
	if err != nil {
		return nil, err
	}
	defer strict.release()
	if strict.coversAll() {
		return strict.result(page), nil
	}
	if err := q.buildAutomata(x.tools); err != nil {
		return nil, err
	}
	fuzzy, err := x.match(&looked, q, query, true)
	if err != nil {
		return nil, err
	}
	defer fuzzy.release()
	switch {
	case fuzzy.coversAll():
		return fuzzy.result(page), nil
	case strict.coversHalf():
		return strict.result(page), nil
	case fuzzy.coversHalf():
		return fuzzy.result(page), nil
	}
	for _, a := range []*matchSet{strict, fuzzy} {
		a.onlyNames = true
		if r := a.result(page); r.Total > 0 {
			return r, nil
		}
	}
	return &Result{}, nil
}

// matchSet is the result of matching a query against all segments.
type matchSet struct {
	index    *Index
	request  Query
	query    *parsedQuery
	fuzzy    bool
	matchers []*segmentMatcher
	// maxCovered is the highest number of needed words that an admitted entry has; needed is how many there are.
	maxCovered, needed int
	// onlyNames: the hits are those with a name of which all words match, however many of the query's words they have.
	onlyNames bool
}

// match matches a query against all segments. The matchSet must be released.
func (x *Index) match(looked *meter.Tally, q *parsedQuery, query Query, fuzzy bool) (*matchSet, error) {
	a := &matchSet{index: x, request: query, query: q, fuzzy: fuzzy}
	for n := q.needed; n != 0; n &= n - 1 {
		a.needed++
	}
	for i, p := range x.segments {
		t := p.segment.matcher()
		a.matchers = append(a.matchers, t)
		if err := t.match(looked, q, fuzzy); err != nil {
			return nil, err
		}
		for _, e := range t.entries {
			if covered := t.covered(e, q); covered > a.maxCovered && a.admits(i, e) {
				a.maxCovered = covered
			}
		}
	}
	return a, cmp.Or(looked.Add(a.found()), looked.Flush())
}

// coversAll reports whether an entry has all needed words.
func (a *matchSet) coversAll() bool { return a.maxCovered == a.needed }

// coversHalf reports whether an entry has at least half of the needed words.
func (a *matchSet) coversHalf() bool { return a.maxCovered > 0 && a.maxCovered*2 >= a.needed }

// isHit reports whether an entry that matches some words is a hit.
func (a *matchSet) isHit(part int, e uint32) bool {
	t := a.matchers[part]
	if a.onlyNames && !t.hasNameWithin(e) || !a.onlyNames && t.covered(e, a.query) < a.maxCovered {
		return false
	}
	return a.admits(part, e)
}

// found is how many entries have some word of the query.
func (a *matchSet) found() (n int) {
	for _, t := range a.matchers {
		n += len(t.entries)
	}
	return n
}

// release returns the matchers to their pools.
func (a *matchSet) release() {
	for _, t := range a.matchers {
		t.segment.matchers.Put(t)
	}
}

// admits reports whether an entry is not deleted, and is of the kinds and in the scope of the query.
func (a *matchSet) admits(part int, e uint32) bool {
	p := &a.index.segments[part]
	x := &p.segment.entries[e]
	switch {
	case p.deleted[e]:
		return false
	case x.document == nil:
		return a.request.Kinds == nil || slices.Contains(a.request.Kinds, x.kind)
	}
	return a.request.Kinds == nil && (a.request.Scope == nil || a.request.Scope.AdmitsDocument(x.document))
}

// rankedEntry is an entry with its score.
type rankedEntry struct {
	points  int
	segment int
	entry   uint32
	key     knowledge.SortKey
}

// compare orders entries: by points, the highest first, then by their keys.
func (p rankedEntry) compare(o rankedEntry) int {
	return cmp.Or(cmp.Compare(o.points, p.points), strings.Compare(string(p.key), string(o.key)))
}

// sortKey returns the order of compare as a key: how many points are missing to the most, then the key of the entry.
func (p rankedEntry) sortKey() knowledge.SortKey {
	return knowledge.SortKey(append(p.missing(nil), p.key...))
}

func (p rankedEntry) missing(b []byte) []byte {
	return knowledge.AppendNumber(b, uint64(maxPoints-p.points))
}

// compareTo compares the entry's sort key with another, without allocating it.
func (p rankedEntry) compareTo(key knowledge.SortKey) int {
	var room [16]byte
	head := string(p.missing(room[:0]))
	n := min(len(head), len(key))
	return cmp.Or(strings.Compare(head, string(key[:n])), strings.Compare(string(p.key), string(key[n:])))
}

// result counts all hits and makes the page.
func (a *matchSet) result(page store.Page) *Result {
	r := &Result{}
	counts := map[string]int{}
	var after, before, within int
	best := &topEntries{limit: page.Limit, backward: page.Backward}
	for part, t := range a.matchers {
		for _, e := range t.entries {
			if !a.isHit(part, e) {
				continue
			}
			x := &t.segment.entries[e]
			r.Total++
			counts[facetOf(x)]++
			p := rankedEntry{t.points(e, len(a.query.words)), part, e, x.key}
			switch {
			case page.After != "" && p.compareTo(page.After) <= 0:
				before++
			case page.Before != "" && p.compareTo(page.Before) >= 0:
				after++
			default:
				within++
				best.add(p)
			}
		}
	}
	more := within > page.Limit
	r.HasPrevious = before > 0 || more && page.Backward
	r.HasNext = after > 0 || more && !page.Backward
	rows := best.sorted()
	for _, p := range rows {
		r.Rows = append(r.Rows, a.hit(p))
	}
	r.Key = func(i int) knowledge.SortKey { return rows[i].sortKey() }
	r.Kinds = facets(counts)
	return r
}

// facetOf returns the facet value of an entry.
func facetOf(e *entry) string {
	if e.document != nil {
		return documentFacet
	}
	return string(e.kind)
}

// facets returns the counts as facets, the most frequent first.
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

// topEntries keeps the first entries, or the last if backward, up to a limit: a heap whose root is the entry to drop next.
type topEntries struct {
	entries  []rankedEntry
	limit    int
	backward bool
}

// add keeps an entry if there is room, or instead of the root if it goes before it.
func (b *topEntries) add(p rankedEntry) {
	switch {
	case b.limit == 0:
	case len(b.entries) < b.limit:
		heap.Push(b, p)
	case b.isBehind(b.entries[0], p):
		b.entries[0] = p
		heap.Fix(b, 0)
	}
}

// isBehind reports whether x comes after y in the direction of paging.
func (b *topEntries) isBehind(x, y rankedEntry) bool { return (x.compare(y) > 0) != b.backward }

// sorted returns the entries in the order of compare.
func (b *topEntries) sorted() []rankedEntry {
	slices.SortFunc(b.entries, rankedEntry.compare)
	return b.entries
}

// Len implements heap.Interface.
func (b *topEntries) Len() int { return len(b.entries) }

// Less implements heap.Interface.
func (b *topEntries) Less(i, j int) bool { return b.isBehind(b.entries[i], b.entries[j]) }

// Swap implements heap.Interface.
func (b *topEntries) Swap(i, j int) { b.entries[i], b.entries[j] = b.entries[j], b.entries[i] }

// Push implements heap.Interface.
func (b *topEntries) Push(p any) { b.entries = append(b.entries, p.(rankedEntry)) }

// Pop implements heap.Interface.
func (b *topEntries) Pop() any {
	last := b.entries[len(b.entries)-1]
	b.entries = b.entries[:len(b.entries)-1]
	return last
}
