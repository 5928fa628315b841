package export

import (
	"context"
	"iter"

	"entente/internal/knowledge"
)

// grouped gives the edges of one source after the other, beside a pass over the entities in the same order.
type grouped struct {
	next    func() (*edge, error, bool)
	stop    func()
	pending *edge
	// found are the edges by source where they come in another order: those of a neighbourhood.
	found map[knowledge.ID][]*edge
	err   error
}

func newGrouped(ctx context.Context, g *graph) *grouped {
	r := &grouped{}
	if g.Around == nil {
		r.next, r.stop = iter.Pull2(g.edges(ctx))
		return r
	}
	r.stop, r.found = func() {}, map[knowledge.ID][]*edge{}
	for e, err := range g.edges(ctx) {
		if err != nil {
			r.err = err
			break
		}
		r.found[e.Source] = append(r.found[e.Source], e)
	}
	return r
}

// of gives the edges from a source. Sources are asked for by id, ascending.
func (r *grouped) of(source knowledge.ID) (edges []*edge, err error) {
	if r.found != nil || r.err != nil {
		return r.found[source], r.err
	}
	for {
		if r.pending == nil {
			e, err, ok := r.next()
			if !ok || err != nil {
				return edges, err
			}
			r.pending = e
		}
		if r.pending.Source > source {
			return edges, nil
		}
		if r.pending.Source == source {
			edges = append(edges, r.pending)
		}
		r.pending = nil
	}
}
