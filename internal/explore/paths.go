package explore

import (
	"cmp"
	"context"
	"slices"

	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// PathQuery asks how two entities are connected.
type PathQuery struct {
	From knowledge.ID
	To   knowledge.ID
	// MaxHops is the maximum length of a path: 1 to MaxPathHops.
	MaxHops int
	// Filter restricts the links that a path may use to those with a matching statement in scope. Unless it names a polarity or a
	// modality, only what is held counts. OtherKinds is about the nodes between the two ends.
	Filter knowledge.StatementFilter
	// Avoid are nodes that no path may visit, such as hubs that connect everything; at most MaxAvoided.
	Avoid []knowledge.ID
	// First is the maximum number of paths: 1 to MaxPaths.
	First int
}

// Path is one path between two entities. It visits no node twice.
type Path struct {
	// Nodes has one more member than Steps.
	Nodes []*knowledge.Entity
	Steps []*PathStep
	// HeldFrom and HeldTo bound the time in which all links of the path possibly hold together, each as precise as the source that
	// bounds it; if there are several such times, the latest. Either is zero if no date bounds it, and both are if the links never
	// hold together.
	HeldFrom edtf.Date
	HeldTo   edtf.Date
}

// Length returns the number of steps of the path.
func (p *Path) Length() int { return len(p.Steps) }

// PathStep is one link of a path.
type PathStep struct {
	From *knowledge.Entity
	To   *knowledge.Entity
	// Forward: From is the subject of the link. A symmetric relation is always followed forward.
	Forward bool
	// Link is the link with the most matching statements, if several connect the two; then the first by relation, then the one
	// followed forward.
	Link *knowledge.Link
}

const pathRemedy = "ask for fewer hops or paths, avoid the nodes that join everybody, or narrow the links with where"

// Paths returns the shortest paths between two entities, ordered by length, then by the ids of their nodes. Relations are followed
// both ways. Two paths differ in a node: several links between the same two nodes do not make several paths.
//
// It searches from both ends, with one call to the store for each level, and no further than needed for the paths asked for. If
// the two are not connected within the hops, only half of the hops from each end are read.
func (x *Explorer) Paths(ctx context.Context, scope *knowledge.Scope, q PathQuery) ([]*Path, error) {
	if err := q.check(); err != nil {
		return nil, err
	}
	v, scope, err := x.view(ctx, scope)
	if err != nil {
		return nil, err
	}
	if _, err := x.entities(ctx, scope.Revision, "from, to or avoid", append([]knowledge.ID{q.From, q.To}, q.Avoid...)); err != nil {
		return nil, err
	}
	l, err := v.scoped(ctx, scope, q.Filter.HeldUnlessNamed())
	if err != nil {
		return nil, err
	}
	found, err := newSearch(l, q).run(ctx)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return x.paths(ctx, l, found)
}

// check returns an error if the query is malformed or exceeds a limit.
func (q *PathQuery) check() error {
	err := cmp.Or(checkRange("maxHops", q.MaxHops, 1, MaxPathHops), checkRange("first", q.First, 1, MaxPaths), checkLength("avoid", q.Avoid, 0, MaxAvoided))
	switch {
	case err != nil:
		return err
	case q.From == q.To:
		return knowledge.Errorf(knowledge.BadInput, "from and to are both %s; a path joins two entities", knowledge.Quote(q.From))
	case slices.Contains(q.Avoid, q.From), slices.Contains(q.Avoid, q.To):
		return knowledge.Errorf(knowledge.BadInput, "avoid names an end of the path itself")
	}
	return nil
}

// paths makes the answer from lists of node numbers, with one call for all entities.
func (x *Explorer) paths(ctx context.Context, l *scopedView, found [][]int32) ([]*Path, error) {
	var ids []knowledge.ID
	for _, nodes := range found {
		for _, n := range nodes {
			ids = append(ids, l.nodes[n].id)
		}
	}
	entities, err := x.entities(ctx, l.scope.Revision, "the graph", ids)
	if err != nil {
		return nil, err
	}
	paths := make([]*Path, len(found))
	for i, nodes := range found {
		p := &Path{Nodes: entities[:len(nodes):len(nodes)]}
		entities = entities[len(nodes):]
		windows := []window{unboundedWindow()}
		for j := range nodes[1:] {
			number, forward := l.bestEdge(nodes[j], nodes[j+1])
			p.Steps = append(p.Steps, &PathStep{From: p.Nodes[j], To: p.Nodes[j+1], Forward: forward, Link: l.link(number)})
			windows = intersect(windows, l.windows(number))
		}
		if len(windows) > 0 {
			latest := windows[len(windows)-1]
			p.HeldFrom, p.HeldTo = latest.from, latest.to
		}
		paths[i] = p
	}
	return paths, nil
}

// bestEdge returns the edge between two nodes that PathStep.Link describes, and whether it goes from the first to the second; -1
// if there is none.
func (l *scopedView) bestEdge(from, to int32) (number int32, forward bool) {
	at, target := from, to
	if !l.isLoaded(from) || l.isLoaded(to) && len(l.nodes[to].halfEdges) < len(l.nodes[from].halfEdges) {
		at, target = to, from
	}
	number = -1
	most := int32(0)
	for _, e := range l.nodes[at].halfEdges {
		if e.other != target {
			continue
		}
		w := l.matchCount(e)
		walked := l.forward(e.edge, from)
		if w > most || w == most && w > 0 && l.isPreferred(e.edge, walked, number, forward) {
			number, forward, most = e.edge, walked, w
		}
	}
	return number, forward
}

// isPreferred reports whether edge a goes before edge b, if both have equally many statements.
func (l *scopedView) isPreferred(a int32, aForward bool, b int32, bForward bool) bool {
	x, y := l.edges[a].statements[0].Relation, l.edges[b].statements[0].Relation
	return x < y || x == y && aForward && !bForward
}

// forward reports whether an edge is followed forward from a node.
func (l *scopedView) forward(number, from int32) bool {
	edge := l.edges[number]
	return edge.source == from || edge.statements[0].Symmetric
}
