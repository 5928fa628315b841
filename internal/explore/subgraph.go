package explore

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"entente/internal/knowledge"
	"entente/internal/meter"
)

// SubgraphQuery asks for the neighbourhood of some entities.
type SubgraphQuery struct {
	// Around are 1 to MaxAround entities.
	Around []knowledge.ID
	// Hops is the maximum distance of a node from the nearest of Around: 0 to MaxHops.
	Hops int
	// Filter restricts links to those with a matching statement in scope. OtherKinds is about the node that a link is followed to, so
	// that a subgraph of countries alone can be drawn around an alliance.
	Filter knowledge.StatementFilter
	// Limit is the maximum number of nodes: 1 to MaxNodes.
	Limit int
}

// Subgraph is the neighbourhood of some entities, ready to draw.
type Subgraph struct {
	// Nodes are distinct: the nearest first, then those with the most statements that link them to nearer nodes, then by id.
	Nodes []*knowledge.Entity
	// Edges are all links in scope between the nodes that match the filter, each once, including those that are not held. They are
	// ordered by their first node, then by when their first statement begins.
	Edges []*knowledge.Link
	// Truncated: nodes were left out because of the limit or MaxEdges.
	Truncated bool
	// TotalNodes is how many nodes lie within the hops, and TotalEdges how many links connect them, left out or not.
	TotalNodes int
	TotalEdges int
}

const subgraphRemedy = "ask for fewer hops, or for fewer links with where"

// Subgraph returns what lies within some hops. It makes one call to the store for each hop, one for the links between the
// outermost nodes, and one for the entities; it reads nothing that is loaded already.
func (x *Explorer) Subgraph(ctx context.Context, scope *knowledge.Scope, q SubgraphQuery) (*Subgraph, error) {
	if err := cmp.Or(checkLength("around", q.Around, 1, MaxAround), checkRange("hops", q.Hops, 0, MaxHops), checkRange("limit", q.Limit, 1, MaxNodes)); err != nil {
		return nil, err
	}
	v, scope, err := x.view(ctx, scope)
	if err != nil {
		return nil, err
	}
	around := unique(q.Around)
	if _, err := x.entities(ctx, scope.Revision, "around", around); err != nil {
		return nil, err
	}
	l, err := v.scoped(ctx, scope, q.Filter)
	if err != nil {
		return nil, err
	}
	b := neighbourhood{scopedView: l}
	if err := b.grow(ctx, around, q.Hops); err != nil {
		return nil, err
	}
	if err := b.spendForLimit(ctx); err != nil {
		return nil, err
	}
	b.rank()
	nodes, edges := b.limitTo(q.Limit)
	if err := b.spendForEdges(ctx, edges); err != nil {
		return nil, err
	}
	g := &Subgraph{Truncated: nodes < len(b.members), TotalNodes: len(b.members), TotalEdges: b.countEdges()}
	for _, e := range edges {
		g.Edges = append(g.Edges, l.link(e))
	}
	ids := make([]knowledge.ID, nodes)
	for i, n := range b.members[:nodes] {
		ids[i] = l.nodes[n].id
	}
	g.Nodes, err = x.entities(ctx, scope.Revision, "the graph", ids)
	return g, err
}

// neighbourhood is what lies within some hops of the centre.
type neighbourhood struct {
	*scopedView
	// members are the numbers of its nodes; rank sorts them.
	members []int32
	// distances and weights are indexed by node: the number of hops, plus one, and the number of statements to nearer nodes.
	distances []int8
	weights   []int32
}

// grow expands level by level. It loads the outermost nodes too: the links between them count.
func (b *neighbourhood) grow(ctx context.Context, around []knowledge.ID, hops int) error {
	level := b.nodeNumbers(around)
	b.resize()
	for _, n := range level {
		b.distances[n] = 1
	}
	b.members = level
	for hop := range hops + 1 {
		if err := b.load(ctx, level, subgraphRemedy); err != nil {
			return err
		}
		b.resize()
		if hop < hops {
			var err error
			if level, err = b.expand(level, int8(hop+2)); err != nil {
				return err
			}
			b.members = append(b.members, level...)
		}
	}
	return nil
}

// resize makes room for all nodes.
func (b *neighbourhood) resize() {
	b.distances = append(b.distances, make([]int8, len(b.nodes)-len(b.distances))...)
	b.weights = append(b.weights, make([]int32, len(b.nodes)-len(b.weights))...)
}

// nodeBytes and edgeBytes are about what a node of the neighbourhood and an edge of the answer hold.
const (
	nodeBytes = 16
	edgeBytes = 256
)

// spendForLimit spends for ranking the members, and for following all their ends three times: to count the edges, to limit the nodes, and to
// find the edges between these.
func (b *neighbourhood) spendForLimit(ctx context.Context) error {
	ends := 0
	for _, n := range b.members {
		ends += 3 * len(b.nodes[n].halfEdges)
	}
	m := meter.From(ctx)
	return cmp.Or(m.Spend(meter.Ends, ends+8*len(b.members)), m.Hold(nodeBytes*len(b.nodes)))
}

// spendForEdges spends for summing up edges.
func (b *neighbourhood) spendForEdges(ctx context.Context, edges []int32) error {
	statements := 0
	for _, e := range edges {
		statements += 1 + len(b.edges[e].statements)
	}
	m := meter.From(ctx)
	return cmp.Or(m.Spend(meter.Statements, statements), m.Hold(edgeBytes*len(edges)))
}

// expand returns the nodes that links lead to from a level and that were not reached before.
func (b *neighbourhood) expand(level []int32, mark int8) ([]int32, error) {
	var next []int32
	for _, n := range level {
		if err := b.ends.Add(len(b.nodes[n].halfEdges)); err != nil {
			return nil, err
		}
		for _, e := range b.nodes[n].halfEdges {
			if at := b.distances[e.other]; at != 0 && at != mark || !b.mayEnter(e.other) {
				continue
			}
			w := b.matchCount(e)
			if w == 0 {
				continue
			}
			if b.distances[e.other] == 0 {
				b.distances[e.other] = mark
				next = append(next, e.other)
			}
			b.weights[e.other] += w
		}
	}
	return next, nil
}

func (b *neighbourhood) rank() {
	slices.SortFunc(b.members, func(m, n int32) int {
		return cmp.Or(cmp.Compare(b.distances[m], b.distances[n]), cmp.Compare(b.weights[n], b.weights[m]), strings.Compare(b.nodes[m].id, b.nodes[n].id))
	})
}

// joins reports whether a half edge of a member leads to another member and matches. If the filter has OtherKinds, one of its ends
// must be of them.
func (b *neighbourhood) joins(n int32, e halfEdge) bool {
	return int(e.other) < len(b.distances) && b.distances[e.other] != 0 && (b.mayEnter(e.other) || b.mayEnter(n)) && b.matchCount(e) > 0
}

// countEdges counts the links between all members. Each link has two half edges, except a loop.
func (b *neighbourhood) countEdges() int {
	ends, loops := 0, 0
	for _, n := range b.members {
		for _, e := range b.nodes[n].halfEdges {
			if !b.joins(n, e) {
				continue
			}
			if e.other == n {
				loops++
			} else {
				ends++
			}
		}
	}
	return loops + ends/2
}

// limitTo returns how many of the members, in order, fit the limit and have at most MaxEdges links, and the edges between these.
func (b *neighbourhood) limitTo(limit int) (nodes int, edges []int32) {
	nodes = min(limit, len(b.members))
	// rank is indexed by node: its position in the order, from 1.
	rank := make([]int32, len(b.nodes))
	for i, n := range b.members[:nodes] {
		rank[n] = int32(i + 1)
	}
	// added counts the links that each node adds to those between the nodes before it.
	added := make([]int, nodes)
	for i, n := range b.members[:nodes] {
		for _, e := range b.nodes[n].halfEdges {
			if at := int(rank[e.other]); at > 0 && at <= i+1 && b.joins(n, e) {
				added[i]++
			}
		}
	}
	sum := 0
	for i, n := range added {
		if sum += n; sum > MaxEdges && i > 0 {
			nodes = i
			break
		}
	}
	for i, n := range b.members[:nodes] {
		for _, e := range b.nodes[n].halfEdges {
			if at := int(rank[e.other]); at > i && at <= nodes && b.joins(n, e) {
				edges = append(edges, e.edge)
			}
		}
	}
	return nodes, edges
}
