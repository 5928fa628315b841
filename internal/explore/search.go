package explore

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"entente/internal/knowledge"
	"entente/internal/meter"
)

// search finds the shortest paths between two nodes. It expands from both ends, always on the side with the smaller frontier. Each
// time that enough is known for paths with one more link, it looks for them among the nodes that such a path can visit.
type search struct {
	*scopedView
	query   PathQuery
	sides   [2]side
	avoided map[int32]bool
	// connected: some node is reached from both ends.
	connected bool
	// work is how many half edges were followed.
	work  int
	spent meter.Tally
}

// side is what is reached from one end.
type side struct {
	start int32
	// distances is indexed by node: the number of hops, plus one; 0 if not reached.
	distances []int8
	// frontier are the nodes that were reached last and are not expanded yet; depth is their number of hops.
	frontier []int32
	depth    int
	// expanded are the nodes whose links were followed.
	expanded []int32
}

// newSearch returns a search whose sides have only the ends of the path.
func newSearch(l *scopedView, q PathQuery) *search {
	s := &search{scopedView: l, query: q, avoided: map[int32]bool{}, spent: l.ends}
	for i, n := range l.nodeNumbers([]knowledge.ID{q.From, q.To}) {
		s.sides[i] = side{start: n, frontier: []int32{n}}
	}
	for _, n := range l.nodeNumbers(q.Avoid) {
		s.avoided[n] = true
	}
	for i := range s.sides {
		s.sides[i].resize(l.view)
		s.sides[i].distances[s.sides[i].start] = 1
	}
	return s
}

// contains reports whether a node is reached.
func (s *side) contains(n int32) bool { return int(n) < len(s.distances) && s.distances[n] != 0 }

// resize makes room for all nodes of the view.
func (s *side) resize(v *view) {
	s.distances = append(s.distances, make([]int8, len(v.nodes)-len(s.distances))...)
}

// run returns the paths as node numbers, by length and then by ids.
func (s *search) run(ctx context.Context) ([][]int32, error) {
	var paths [][]int32
	for length := 1; length <= s.query.MaxHops; length++ {
		// If the links of all nodes within a hops of one end and within b hops of the other were followed, every link of a path of a+b+2
		// links is known from one of its nodes. depth counts the levels that were followed, which is one more.
		for s.sides[0].depth+s.sides[1].depth < length && !s.isExhausted() {
			if err := s.grow(ctx); err != nil {
				return nil, err
			}
		}
		if !s.connected {
			if s.isExhausted() {
				return nil, nil
			}
			continue
		}
		var err error
		if paths, err = s.region(length).shortest(ctx, s, length); err != nil || len(paths) == s.query.First {
			return paths, err
		}
	}
	return paths, nil
}

// isExhausted reports whether one of the sides has reached all that it is connected to.
func (s *search) isExhausted() bool {
	return len(s.sides[0].frontier) == 0 || len(s.sides[1].frontier) == 0
}

// grow follows the links of one more level, on the side with the smaller frontier.
func (s *search) grow(ctx context.Context) error {
	near, far := &s.sides[0], &s.sides[1]
	if len(far.frontier) < len(near.frontier) {
		near, far = far, near
	}
	if err := s.load(ctx, near.frontier, pathRemedy); err != nil {
		return err
	}
	return s.follow(near, far)
}

// follow follows the links of a side's frontier, and sets connected if it reaches the other side.
func (s *search) follow(side, opposite *side) error {
	side.resize(s.view)
	var next []int32
	mark := int8(side.depth + 2)
	for _, n := range side.frontier {
		if err := s.addWork(len(s.nodes[n].halfEdges)); err != nil {
			return err
		}
		for _, e := range s.nodes[n].halfEdges {
			if side.distances[e.other] != 0 || !s.mayPass(e.other) || s.matchCount(e) == 0 {
				continue
			}
			side.distances[e.other] = mark
			next = append(next, e.other)
			s.connected = s.connected || opposite.contains(e.other)
		}
	}
	side.expanded = append(side.expanded, side.frontier...)
	side.frontier = next
	side.depth++
	return nil
}

// mayPass reports whether a path may visit a node. The ends of the path are always allowed.
func (s *search) mayPass(n int32) bool {
	return n == s.sides[0].start || n == s.sides[1].start || !s.avoided[n] && s.mayEnter(n)
}

// addWork counts work, and returns an error if it exceeds MaxPathWork.
func (s *search) addWork(work int) error {
	if s.work += work; s.work > MaxPathWork {
		return limitError(MaxPathWork, "ends of links", pathRemedy)
	}
	return s.spent.Add(work)
}

// isLoaded reports whether a node is loaded, by this question or another.
func (v *view) isLoaded(n int32) bool {
	v.adjacency.mu.RLock()
	defer v.adjacency.mu.RUnlock()
	v.refresh()
	return v.nodes[n].loaded
}

// region is the part of the graph that paths of some length can visit. Its nodes are renumbered in the order of ids.
type region struct {
	nodes      []int32
	neighbours [][]int32
	from, to   int32
}

// region returns the nodes that a path of at most length links can visit, and their neighbours.
func (s *search) region(length int) *region {
	r := &region{}
	// local is indexed by node: its number in the region, plus one.
	local := make([]int32, len(s.nodes))
	for i := range s.sides {
		for _, list := range [][]int32{s.sides[i].expanded, s.sides[i].frontier} {
			for _, n := range list {
				if local[n] == 0 && s.minLength(n) <= length {
					local[n] = 1
					r.nodes = append(r.nodes, n)
				}
			}
		}
	}
	slices.SortFunc(r.nodes, func(a, b int32) int { return strings.Compare(s.nodes[a].id, s.nodes[b].id) })
	for i, n := range r.nodes {
		local[n] = int32(i) + 1
	}
	r.from, r.to = local[s.sides[0].start]-1, local[s.sides[1].start]-1
	r.neighbours = make([][]int32, len(r.nodes))
	for i := range s.sides {
		for _, n := range s.sides[i].expanded {
			if local[n] != 0 {
				s.connect(r, local, n)
			}
		}
	}
	for i, list := range r.neighbours {
		slices.Sort(list)
		r.neighbours[i] = slices.Compact(list)
	}
	return r
}

// connect adds the links of an expanded node to the neighbours.
func (s *search) connect(r *region, local []int32, n int32) {
	a := local[n] - 1
	last := int32(-1)
	for _, e := range s.nodes[n].halfEdges {
		// Several links between the same two nodes follow each other; the first one is enough.
		if e.other == last || e.other == n || int(e.other) >= len(local) || local[e.other] == 0 || s.matchCount(e) == 0 {
			continue
		}
		last = e.other
		b := local[e.other] - 1
		r.neighbours[a] = append(r.neighbours[a], b)
		r.neighbours[b] = append(r.neighbours[b], a)
	}
}

// minLength returns a lower bound for the length of a path that visits a node. A node that a side has not reached is further away
// than all that it has.
func (s *search) minLength(n int32) int {
	sum := 0
	for i := range s.sides {
		side := &s.sides[i]
		if side.contains(n) {
			sum += int(side.distances[n]) - 1
		} else {
			sum += side.depth + 1
		}
	}
	return sum
}

// regionPath is a path in a region. spur is the index of the first node where it may leave the path that it was derived from.
type regionPath struct {
	nodes []int32
	spur  int
}

func compareRegionPaths(a, b regionPath) int {
	return cmp.Or(cmp.Compare(len(a.nodes), len(b.nodes)), slices.Compare(a.nodes, b.nodes))
}

// shortest returns the first paths of at most length links that visit no node twice, by Yen's algorithm (Management Science 17,
// 1971) with Lawler's modification (Management Science 18, 1972). Each path found partitions the remaining ones by the node where
// they leave it; the first path of each class is found by a breadth-first search backwards from the end. Nodes are in the order of
// ids, so paths come in the order of their ids.
func (r *region) shortest(ctx context.Context, s *search, length int) ([][]int32, error) {
	dist := make([]int8, len(r.nodes))
	var found, candidates []regionPath
	first, err := r.spurPath(s, dist, []int32{r.from}, nil, length)
	if err != nil || first == nil {
		return nil, err
	}
	candidates = append(candidates, regionPath{nodes: first})
	for len(candidates) > 0 && len(found) < s.query.First {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p := candidates[0]
		candidates = candidates[1:]
		found = append(found, p)
		for i := p.spur; i < len(p.nodes)-1; i++ {
			banned := nextNodes(found, p.nodes[:i+1])
			next, err := r.spurPath(s, dist, p.nodes[:i+1], banned, length)
			if err != nil {
				return nil, err
			}
			if next != nil {
				w := regionPath{next, i}
				at, _ := slices.BinarySearchFunc(candidates, w, compareRegionPaths)
				candidates = slices.Insert(candidates, at, w)
			}
		}
	}
	paths := make([][]int32, len(found))
	for i, w := range found {
		for _, n := range w.nodes {
			paths[i] = append(paths[i], r.nodes[n])
		}
	}
	return paths, nil
}

// nextNodes returns the nodes by which the paths found so far continue a root.
func nextNodes(found []regionPath, root []int32) []int32 {
	var next []int32
	for _, w := range found {
		if len(w.nodes) > len(root) && slices.Equal(w.nodes[:len(root)], root) {
			next = append(next, w.nodes[len(root)])
		}
	}
	return next
}

const (
	unvisited int8 = -1
	// onRoot marks a node of the root.
	onRoot int8 = -2
)

// spurPath returns the first path of at most length links that begins with root and does not continue with a banned node; nil if
// there is none. dist is scratch space.
func (r *region) spurPath(s *search, dist []int8, root, banned []int32, length int) ([]int32, error) {
	for i := range dist {
		dist[i] = unvisited
	}
	for _, n := range root {
		dist[n] = onRoot
	}
	if err := s.addWork(len(dist) / 16); err != nil {
		return nil, err
	}
	last := root[len(root)-1]
	next := func(d int8) int32 {
		for _, n := range r.neighbours[last] {
			if dist[n] == d && !slices.Contains(banned, n) {
				return n
			}
		}
		return noNode
	}
	dist[r.to] = 0
	level := []int32{r.to}
	for d := int8(0); len(level) > 0 && len(root)+int(d) <= length; d++ {
		if n := next(d); n != noNode {
			return r.descend(dist, append(slices.Clone(root), n)), nil
		}
		var further []int32
		for _, n := range level {
			if err := s.addWork(len(r.neighbours[n])); err != nil {
				return nil, err
			}
			for _, m := range r.neighbours[n] {
				if dist[m] == unvisited {
					dist[m] = d + 1
					further = append(further, m)
				}
			}
		}
		level = further
	}
	return nil, nil
}

const noNode int32 = -1

// descend completes a path with nodes whose distance to the end decreases, the first one each time.
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
