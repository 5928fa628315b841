package explore

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"entente/internal/knowledge"
)

// SubgraphQuery asks for what lies around some entities.
type SubgraphQuery struct {
	// Around are 1 to MaxAround entities.
	Around []knowledge.ID
	// Hops is how many links lie at most between a node and the nearest of Around: 0 to MaxHops.
	Hops int
	// Filter says which links there are: those of which some statement in scope fits. OtherKinds is of the node that a link is
	// followed to, so that subgraphs of countries alone can be drawn around an alliance.
	Filter knowledge.StatementFilter
	// Limit is how many nodes are kept: 1 to MaxNodes.
	Limit int
}

// Subgraph is what lies around some entities, ready to draw.
type Subgraph struct {
	// Nodes are each there once: the nearest first, then those with the most statements that join them to nearer nodes, then
	// by id.
	Nodes []*knowledge.Entity
	// Edges are all links in scope between the nodes that fit the filter, each once, also those that are not held. They come
	// in the order of their first node, then by when their first statement begins.
	Edges []*knowledge.Link
	// Truncated: nodes were left out, by the limit or by MaxEdges.
	Truncated bool
	// TotalNodes is how many nodes lie within the hops, and TotalEdges how many links join these, left out or not.
	TotalNodes int
	TotalEdges int
}

const subgraphRemedy = "ask for fewer hops, or for fewer links with where"

// Subgraph gives what lies within some hops. It makes one call to the store for each hop, one for the links between the
// outermost nodes, and one for the entities; without any for what is known of the revision already.
func (x *Explorer) Subgraph(ctx context.Context, scope *knowledge.Scope, q SubgraphQuery) (*Subgraph, error) {
	if err := cmp.Or(boundedList("around", q.Around, 1, MaxAround), bounded("hops", q.Hops, 0, MaxHops), bounded("limit", q.Limit, 1, MaxNodes)); err != nil {
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
	l, err := v.lens(ctx, scope, q.Filter)
	if err != nil {
		return nil, err
	}
	b := ball{lens: l}
	if err := b.grow(ctx, around, q.Hops); err != nil {
		return nil, err
	}
	b.rank()
	nodes, edges := b.keep(q.Limit)
	g := &Subgraph{Truncated: nodes < len(b.nodes), TotalNodes: len(b.nodes), TotalEdges: b.countEdges()}
	for _, e := range edges {
		g.Edges = append(g.Edges, l.link(e))
	}
	ids := make([]knowledge.ID, nodes)
	for i, n := range b.nodes[:nodes] {
		ids[i] = l.places[n].id
	}
	g.Nodes, err = x.entities(ctx, scope.Revision, "the graph", ids)
	return g, err
}

// ball is what lies within some hops.
type ball struct {
	*lens
	// nodes are the numbers of places, sooner or later in order.
	nodes []int32
	// reached and weights are by number: how many hops away, plus one, and by how many statements.
	reached []int8
	weights []int32
}

// grow goes outwards, level by level, and opens the outermost nodes too: their links to each other count.
func (b *ball) grow(ctx context.Context, around []knowledge.ID, hops int) error {
	level := b.numbered(around)
	b.fit()
	for _, n := range level {
		b.reached[n] = 1
	}
	b.nodes = level
	for hop := range hops + 1 {
		if err := b.open(ctx, level, subgraphRemedy); err != nil {
			return err
		}
		b.fit()
		if hop < hops {
			level = b.beyond(level, int8(hop+2))
			b.nodes = append(b.nodes, level...)
		}
	}
	return nil
}

// fit makes room for all places.
func (b *ball) fit() {
	b.reached = append(b.reached, make([]int8, len(b.places)-len(b.reached))...)
	b.weights = append(b.weights, make([]int32, len(b.places)-len(b.weights))...)
}

// beyond gives the nodes that links lead to from a level and that were not reached before.
func (b *ball) beyond(level []int32, mark int8) []int32 {
	var next []int32
	for _, n := range level {
		for _, e := range b.places[n].ends {
			if at := b.reached[e.other]; at != 0 && at != mark || !b.leads(e.other) {
				continue
			}
			w := b.weight(e)
			if w == 0 {
				continue
			}
			if b.reached[e.other] == 0 {
				b.reached[e.other] = mark
				next = append(next, e.other)
			}
			b.weights[e.other] += w
		}
	}
	return next
}

func (b *ball) rank() {
	slices.SortFunc(b.nodes, func(m, n int32) int {
		return cmp.Or(cmp.Compare(b.reached[m], b.reached[n]), cmp.Compare(b.weights[n], b.weights[m]), strings.Compare(b.places[m].id, b.places[n].id))
	})
}

// joins says whether a link's end, seen from one node of the ball, leads to another, and fits. Of OtherKinds one of its ends
// must be.
func (b *ball) joins(n int32, e end) bool {
	return int(e.other) < len(b.reached) && b.reached[e.other] != 0 && (b.leads(e.other) || b.leads(n)) && b.weight(e) > 0
}

// countEdges counts the links between all nodes. Each has two ends but where it joins a node to itself.
func (b *ball) countEdges() int {
	ends, loops := 0, 0
	for _, n := range b.nodes {
		for _, e := range b.places[n].ends {
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

// keep says how many of the nodes, in order, stay within the limit and whose links within MaxEdges, and gives the lines
// between these.
func (b *ball) keep(limit int) (nodes int, edges []int32) {
	nodes = min(limit, len(b.nodes))
	// places is by number: a node's place in the order, from 1.
	places := make([]int32, len(b.places))
	for i, n := range b.nodes[:nodes] {
		places[n] = int32(i + 1)
	}
	// added counts the links that each node adds to those between the nodes before it.
	added := make([]int, nodes)
	for i, n := range b.nodes[:nodes] {
		for _, e := range b.places[n].ends {
			if at := int(places[e.other]); at > 0 && at <= i+1 && b.joins(n, e) {
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
	for i, n := range b.nodes[:nodes] {
		for _, e := range b.places[n].ends {
			if at := int(places[e.other]); at > i && at <= nodes && b.joins(n, e) {
				edges = append(edges, e.line)
			}
		}
	}
	return nodes, edges
}
