package explore

import (
	"cmp"
	"context"
	"slices"

	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// PathQuery asks how two entities are joined.
type PathQuery struct {
	From knowledge.ID
	To   knowledge.ID
	// MaxHops is how long a path may be: 1 to MaxPathHops.
	MaxHops int
	// Filter says over which links a path may go: those of which some statement in scope fits. Only what is held counts, unless
	// it names a polarity or a modality. OtherKinds is of the nodes between the two ends.
	Filter knowledge.StatementFilter
	// Avoid are nodes that no path may go over, as the hubs that join everybody; at most MaxAvoided.
	Avoid []knowledge.ID
	// First is how many paths are asked for: 1 to MaxPaths.
	First int
}

// Path is one way between two entities, which visits no node twice.
type Path struct {
	// Nodes are one more than Steps.
	Nodes []*knowledge.Entity
	Steps []*PathStep
	// HeldFrom and HeldTo bound the time in which all links of the path possibly hold together, each as precise as the source
	// that bounds it: the latest such time, where there are several. Either is zero where no date bounds it, and both are where
	// the links never hold together.
	HeldFrom edtf.Date
	HeldTo   edtf.Date
}

// Length is how many steps the path has.
func (p *Path) Length() int { return len(p.Steps) }

// PathStep is one link of a path.
type PathStep struct {
	From *knowledge.Entity
	To   *knowledge.Entity
	// Forward: From is the subject of the link. A symmetric relation is always walked forward.
	Forward bool
	// Link is, of several that join the two, the one with the most statements that fit; then by relation, then the one walked
	// forward.
	Link *knowledge.Link
}

const pathRemedy = "ask for fewer hops or paths, avoid the nodes that join everybody, or narrow the links with where"

// Paths gives the shortest ways between two entities: by length, then by the ids of their nodes. Relations are walked both
// ways. Two paths differ in a node; that two nodes are joined by several links does not make several paths.
//
// It goes outwards from both ends, one call to the store a level, no further than the paths asked for need: where the two are
// not joined within the hops, only half the hops from each are looked at.
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
	l, err := v.lens(ctx, scope, q.Filter.HeldUnlessNamed())
	if err != nil {
		return nil, err
	}
	ways, err := newSearch(l, q).run(ctx)
	if err != nil || len(ways) == 0 {
		return nil, err
	}
	return x.paths(ctx, l, ways)
}

func (q *PathQuery) check() error {
	err := cmp.Or(bounded("maxHops", q.MaxHops, 1, MaxPathHops), bounded("first", q.First, 1, MaxPaths), boundedList("avoid", q.Avoid, 0, MaxAvoided))
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

// paths writes ways out, with one call for all entities.
func (x *Explorer) paths(ctx context.Context, l *lens, ways [][]int32) ([]*Path, error) {
	var ids []knowledge.ID
	for _, way := range ways {
		for _, n := range way {
			ids = append(ids, l.places[n].id)
		}
	}
	found, err := x.entities(ctx, l.scope.Revision, "the graph", ids)
	if err != nil {
		return nil, err
	}
	paths := make([]*Path, len(ways))
	for i, way := range ways {
		p := &Path{Nodes: found[:len(way):len(way)]}
		found = found[len(way):]
		windows := []window{always()}
		for j := range way[1:] {
			number, forward := l.best(way[j], way[j+1])
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

// best gives the line that joins two nodes best, and whether it goes from the first to the second.
func (l *lens) best(from, to int32) (number int32, forward bool) {
	at, sought := from, to
	if !l.isOpen(from) || l.isOpen(to) && len(l.places[to].ends) < len(l.places[from].ends) {
		at, sought = to, from
	}
	number = -1
	most := int32(0)
	for _, e := range l.places[at].ends {
		if e.other != sought {
			continue
		}
		w := l.weight(e)
		walked := l.forward(e.line, from)
		if w > most || w == most && w > 0 && l.before(e.line, walked, number, forward) {
			number, forward, most = e.line, walked, w
		}
	}
	return number, forward
}

// before says whether one of two lines with as many statements is to be taken.
func (l *lens) before(a int32, aForward bool, b int32, bForward bool) bool {
	x, y := l.lines[a].statements[0].Relation, l.lines[b].statements[0].Relation
	return x < y || x == y && aForward && !bForward
}

func (l *lens) forward(number, from int32) bool {
	line := l.lines[number]
	return line.source == from || line.statements[0].Symmetric
}
