package explore

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"entente/internal/knowledge"
)

// search looks for the shortest ways between two places. It goes outwards from both, always on the side that has fewer nodes
// to open, and each time that it knows enough for paths of one link more it looks for these among the nodes that can lie on
// one at all.
type search struct {
	*lens
	query   PathQuery
	sides   [2]side
	avoided map[int32]bool
	// met: something is reached from both ends.
	met bool
	// work is how often it looked from a node at a neighbour.
	work int
}

// side is what is reached from one end.
type side struct {
	start int32
	// reached is by number: how many hops away, plus one.
	reached []int8
	// level are the nodes that were reached last, and are not open yet; depth is how many hops away they are.
	level []int32
	depth int
	// opened are the nodes whose links have been followed.
	opened []int32
}

func newSearch(l *lens, q PathQuery) *search {
	s := &search{lens: l, query: q, avoided: map[int32]bool{}}
	for i, n := range l.numbered([]knowledge.ID{q.From, q.To}) {
		s.sides[i] = side{start: n, level: []int32{n}}
	}
	for _, n := range l.numbered(q.Avoid) {
		s.avoided[n] = true
	}
	for i := range s.sides {
		s.sides[i].fit(l.view)
		s.sides[i].reached[s.sides[i].start] = 1
	}
	return s
}

// has says whether a place is reached.
func (s *side) has(n int32) bool { return int(n) < len(s.reached) && s.reached[n] != 0 }

func (s *side) fit(v *view) {
	s.reached = append(s.reached, make([]int8, len(v.places)-len(s.reached))...)
}

// run gives the ways, by length and then by ids.
func (s *search) run(ctx context.Context) ([][]int32, error) {
	var ways [][]int32
	for length := 1; length <= s.query.MaxHops; length++ {
		// Where the links of all nodes within a hops of one end and within b of the other have been followed, each link of a path
		// of a+b+2 is known from one of its nodes. Depth counts the levels that have been followed: one more.
		for s.sides[0].depth+s.sides[1].depth < length && !s.exhausted() {
			if err := s.grow(ctx); err != nil {
				return nil, err
			}
		}
		if !s.met {
			if s.exhausted() {
				return nil, nil
			}
			continue
		}
		var err error
		if ways, err = s.region(length).shortest(ctx, s, length); err != nil || len(ways) == s.query.First {
			return ways, err
		}
	}
	return ways, nil
}

// exhausted says that all is known that one of the ends is joined to at all.
func (s *search) exhausted() bool { return len(s.sides[0].level) == 0 || len(s.sides[1].level) == 0 }

// grow follows the links of one more level, on the side that has fewer nodes to open.
func (s *search) grow(ctx context.Context) error {
	near, far := &s.sides[0], &s.sides[1]
	if len(far.level) < len(near.level) {
		near, far = far, near
	}
	if err := s.open(ctx, near.level, pathRemedy); err != nil {
		return err
	}
	return s.follow(near, far)
}

// follow follows the links of a side's level, and notes whether it met the other side.
func (s *search) follow(side, opposite *side) error {
	side.fit(s.view)
	var next []int32
	mark := int8(side.depth + 2)
	for _, n := range side.level {
		if err := s.count(len(s.places[n].ends)); err != nil {
			return err
		}
		for _, e := range s.places[n].ends {
			if side.reached[e.other] != 0 || !s.passes(e.other) || s.weight(e) == 0 {
				continue
			}
			side.reached[e.other] = mark
			next = append(next, e.other)
			s.met = s.met || opposite.has(e.other)
		}
	}
	side.opened = append(side.opened, side.level...)
	side.level = next
	side.depth++
	return nil
}

// passes says whether a path may go over a node. Its ends it always may.
func (s *search) passes(n int32) bool {
	return n == s.sides[0].start || n == s.sides[1].start || !s.avoided[n] && s.leads(n)
}

func (s *search) count(work int) error {
	if s.work += work; s.work > MaxPathWork {
		return exhausted(MaxPathWork, "ends of links", pathRemedy)
	}
	return nil
}

// isOpen says whether a place is known, to this question or another.
func (v *view) isOpen(n int32) bool {
	v.atlas.mu.RLock()
	defer v.atlas.mu.RUnlock()
	v.refresh()
	return v.places[n].known
}

// region is the part of the graph in which paths of some length can lie. Its nodes are numbered anew, in the order of ids.
type region struct {
	places     []int32
	neighbours [][]int32
	from, to   int32
}

// region finds the nodes that can lie on a path of at most length links, and how they are joined.
func (s *search) region(length int) *region {
	r := &region{}
	// local is by number: the node's number in the region, plus one.
	local := make([]int32, len(s.places))
	for i := range s.sides {
		for _, list := range [][]int32{s.sides[i].opened, s.sides[i].level} {
			for _, n := range list {
				if local[n] == 0 && s.near(n) <= length {
					local[n] = 1
					r.places = append(r.places, n)
				}
			}
		}
	}
	slices.SortFunc(r.places, func(a, b int32) int { return strings.Compare(s.places[a].id, s.places[b].id) })
	for i, n := range r.places {
		local[n] = int32(i) + 1
	}
	r.from, r.to = local[s.sides[0].start]-1, local[s.sides[1].start]-1
	r.neighbours = make([][]int32, len(r.places))
	for i := range s.sides {
		for _, n := range s.sides[i].opened {
			if local[n] != 0 {
				s.join(r, local, n)
			}
		}
	}
	for i, list := range r.neighbours {
		slices.Sort(list)
		r.neighbours[i] = slices.Compact(list)
	}
	return r
}

// join notes the neighbours of a node whose links are known.
func (s *search) join(r *region, local []int32, n int32) {
	a := local[n] - 1
	last := int32(-1)
	for _, e := range s.places[n].ends {
		// Where several links join the same two, one after the other, the first will do.
		if e.other == last || e.other == n || int(e.other) >= len(local) || local[e.other] == 0 || s.weight(e) == 0 {
			continue
		}
		last = e.other
		b := local[e.other] - 1
		r.neighbours[a] = append(r.neighbours[a], b)
		r.neighbours[b] = append(r.neighbours[b], a)
	}
}

// near is how long a path over a node is at least. What one side has not reached is further away than what it has.
func (s *search) near(n int32) int {
	sum := 0
	for i := range s.sides {
		side := &s.sides[i]
		if side.has(n) {
			sum += int(side.reached[n]) - 1
		} else {
			sum += side.depth + 1
		}
	}
	return sum
}

// way is a path in a region; from is the place of the first node that it does not share with the path that it was found from.
type way struct {
	nodes []int32
	from  int
}

func compareWays(a, b way) int {
	return cmp.Or(cmp.Compare(len(a.nodes), len(b.nodes)), slices.Compare(a.nodes, b.nodes))
}

// shortest gives the first paths of at most length links that visit no node twice: Yen's algorithm (Management Science 17,
// 1971) as Lawler mended it (Management Science 18, 1972). Each path found splits what is left into classes, those that
// share its nodes up to one and leave it there; each class's first path is found by a search backwards from the end.
// Nodes are in the order of ids, so the order of paths is that of their ids.
func (r *region) shortest(ctx context.Context, s *search, length int) ([][]int32, error) {
	dist := make([]int8, len(r.places))
	var found, candidates []way
	first, err := r.onwards(s, dist, []int32{r.from}, nil, length)
	if err != nil || first == nil {
		return nil, err
	}
	candidates = append(candidates, way{nodes: first})
	for len(candidates) > 0 && len(found) < s.query.First {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p := candidates[0]
		candidates = candidates[1:]
		found = append(found, p)
		for i := p.from; i < len(p.nodes)-1; i++ {
			banned := leaving(found, p.nodes[:i+1])
			next, err := r.onwards(s, dist, p.nodes[:i+1], banned, length)
			if err != nil {
				return nil, err
			}
			if next != nil {
				w := way{next, i}
				at, _ := slices.BinarySearchFunc(candidates, w, compareWays)
				candidates = slices.Insert(candidates, at, w)
			}
		}
	}
	ways := make([][]int32, len(found))
	for i, w := range found {
		for _, n := range w.nodes {
			ways[i] = append(ways[i], r.places[n])
		}
	}
	return ways, nil
}

// leaving gives the nodes by which the paths found so far go on from a beginning.
func leaving(found []way, begin []int32) []int32 {
	var next []int32
	for _, w := range found {
		if len(w.nodes) > len(begin) && slices.Equal(w.nodes[:len(begin)], begin) {
			next = append(next, w.nodes[len(begin)])
		}
	}
	return next
}

const (
	unseen int8 = -1
	// taken is a node that the beginning of a path has visited.
	taken int8 = -2
)

// onwards gives the first path of at most length links that begins with some nodes and goes on by none of the banned; nil
// where there is none. dist is room for it to work in.
func (r *region) onwards(s *search, dist []int8, begin, banned []int32, length int) ([]int32, error) {
	for i := range dist {
		dist[i] = unseen
	}
	for _, n := range begin {
		dist[n] = taken
	}
	if err := s.count(len(dist) / 16); err != nil {
		return nil, err
	}
	last := begin[len(begin)-1]
	next := func(d int8) int32 {
		for _, n := range r.neighbours[last] {
			if dist[n] == d && !slices.Contains(banned, n) {
				return n
			}
		}
		return unreachable
	}
	dist[r.to] = 0
	level := []int32{r.to}
	for d := int8(0); len(level) > 0 && len(begin)+int(d) <= length; d++ {
		if n := next(d); n != unreachable {
			return r.descend(dist, append(slices.Clone(begin), n)), nil
		}
		var further []int32
		for _, n := range level {
			if err := s.count(len(r.neighbours[n])); err != nil {
				return nil, err
			}
			for _, m := range r.neighbours[n] {
				if dist[m] == unseen {
					dist[m] = d + 1
					further = append(further, m)
				}
			}
		}
		level = further
	}
	return nil, nil
}

const unreachable int32 = -1

// descend follows the nodes that lie ever nearer to the end, the first of each.
func (r *region) descend(dist []int8, path []int32) []int32 {
	for {
		at := path[len(path)-1]
		d := dist[at]
		if d == 0 {
			return path
		}
		i := slices.IndexFunc(r.neighbours[at], func(n int32) bool { return dist[n] == d-1 })
		path = append(path, r.neighbours[at][i])
	}
}
