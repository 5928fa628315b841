package explore

import (
	"context"
	"slices"

	"entente/internal/knowledge"
)

// lens is a view through a scope and a filter. A filter's OtherKinds is about where a walk may go, and stands apart.
type lens struct {
	*view
	scope   *knowledge.Scope
	matcher *knowledge.Matcher
	kinds   []knowledge.EntityKind
	// asOf are the days of the scope's asOf, all where it has none.
	asOf shortSpan
	// all: every statement fits, and need not be looked at.
	all bool
	// fitting remembers how many statements of a line fit, plus one; 0 is not known yet.
	fitting []int32
}

// lens puts a scope and a filter before a view. The errors are those of a filter.
func (v *view) lens(ctx context.Context, scope *knowledge.Scope, filter knowledge.StatementFilter) (*lens, error) {
	if v.relations == nil {
		var err error
		if v.relations, err = v.reader.Relations(ctx, scope.Revision); err != nil {
			return nil, err
		}
	}
	l := &lens{view: v, scope: scope, kinds: filter.OtherKinds, asOf: shortened(scope.AsOf.Span())}
	filter.OtherKinds = nil
	var err error
	l.matcher, err = filter.Matcher(v.relations)
	l.all = scope.IsAll() && filter.IsAll()
	return l, err
}

// fits says whether a statement is in scope and fits the filter.
func (l *lens) fits(st *knowledge.Statement) bool {
	return l.all || l.scope.Admits(st) && l.matcher.Match(st, "")
}

// weight is how many statements of a link fit; 0 means that the link is not seen.
func (l *lens) weight(e end) int32 {
	switch {
	case l.all:
		return e.statements
	case !e.days.overlaps(l.asOf):
		return 0
	}
	if int(e.line) >= len(l.fitting) {
		l.fitting = append(l.fitting, make([]int32, len(l.lines)-len(l.fitting))...)
	}
	if known := l.fitting[e.line]; known != 0 {
		return known - 1
	}
	n := int32(0)
	line := l.lines[e.line]
	for i, span := range line.spans {
		if span.overlaps(l.asOf) && l.fits(line.statements[i]) {
			n++
		}
	}
	l.fitting[e.line] = n + 1
	return n
}

// leads says whether a walk may go to a place.
func (l *lens) leads(to int32) bool {
	return l.kinds == nil || slices.Contains(l.kinds, l.places[to].kind)
}

// link sums up the statements of a line that the scope admits, fitting or not; nil where there are none.
func (l *lens) link(number int32) *knowledge.Link {
	line := l.lines[number]
	statements := line.statements
	if !l.scope.IsAll() {
		var admitted []*knowledge.Statement
		for i, span := range line.spans {
			if span.overlaps(l.asOf) && l.scope.Admits(statements[i]) {
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
