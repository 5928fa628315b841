package explore

import (
	"context"
	"slices"

	"entente/internal/knowledge"
)

// scopedView is a view through a scope and a filter. The filter's OtherKinds restricts which nodes a walk may enter, and is
// checked apart from it.
type scopedView struct {
	*view
	scope      *knowledge.Scope
	admitter   knowledge.Admitter
	matcher    *knowledge.Matcher
	otherKinds []knowledge.EntityKind
	// asOf are the days of the scope's asOf, all days if it has none.
	asOf span32
	// all: every statement matches, and need not be looked at.
	all bool
	// matchCounts caches how many statements of an edge match, plus one; 0 is not counted yet.
	matchCounts []int32
}

// scoped returns the view through a scope and a filter. The errors are those of the filter.
func (v *view) scoped(ctx context.Context, scope *knowledge.Scope, filter knowledge.StatementFilter) (*scopedView, error) {
	if v.relations == nil {
		var err error
		if v.relations, err = v.reader.Relations(ctx, scope.Revision); err != nil {
			return nil, err
		}
	}
	l := &scopedView{view: v, scope: scope, admitter: scope.Admitter(), otherKinds: filter.OtherKinds, asOf: toSpan32(scope.AsOf.Span())}
	filter.OtherKinds = nil
	var err error
	l.matcher, err = filter.Matcher(v.relations)
	l.all = scope.IsAll() && filter.IsAll()
	return l, err
}

// matches reports whether a statement is in scope and matches the filter.
func (l *scopedView) matches(st *knowledge.Statement) bool {
	return l.all || l.admitter.Admits(st) && l.matcher.Match(st, "")
}

// matchCount returns how many statements of a link match; a link with 0 is not visible.
func (l *scopedView) matchCount(e halfEdge) int32 {
	switch {
	case l.all:
		return e.statements
	case !e.days.overlaps(l.asOf):
		return 0
	}
	if int(e.edge) >= len(l.matchCounts) {
		l.matchCounts = append(l.matchCounts, make([]int32, len(l.edges)-len(l.matchCounts))...)
	}
	if known := l.matchCounts[e.edge]; known != 0 {
		return known - 1
	}
	n := int32(0)
	edge := l.edges[e.edge]
	// A budget that is spent is found by whoever follows the next ends.
	_ = l.statements.Add(len(edge.statements))
	for i, span := range edge.spans {
		if span.overlaps(l.asOf) && l.matches(edge.statements[i]) {
			n++
		}
	}
	l.matchCounts[e.edge] = n + 1
	return n
}

// mayEnter reports whether a walk may enter a node.
func (l *scopedView) mayEnter(to int32) bool {
	return l.otherKinds == nil || slices.Contains(l.otherKinds, l.nodes[to].kind)
}

// link summarizes the statements of an edge that are in scope, matching the filter or not; nil if there are none.
func (l *scopedView) link(number int32) *knowledge.Link {
	edge := l.edges[number]
	statements := edge.statements
	if !l.scope.IsAll() {
		var admitted []*knowledge.Statement
		for i, span := range edge.spans {
			if span.overlaps(l.asOf) && l.admitter.Admits(statements[i]) {
				admitted = append(admitted, statements[i])
			}
		}
		statements = admitted
	}
	if len(statements) == 0 {
		return nil
	}
	return knowledge.MakeLink(l.scope, statements)
}
