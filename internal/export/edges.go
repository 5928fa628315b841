package export

import (
	"context"
	"iter"
	"slices"
	"strings"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/store"
)

// edge is a link with the statements that it sums up.
type edge struct {
	*knowledge.Link
	relation   *knowledge.Relation
	statements []*knowledge.Statement
}

// maxLinks is how many links have their statements read by one call of the store.
const maxLinks = 500

// edges gives all links that are written, each once, with their statements: by the source's id, or a neighbourhood's in its own order.
func (g *graph) edges(ctx context.Context) iter.Seq2[*edge, error] {
	return func(yield func(*edge, error) bool) {
		flush := func(links []*knowledge.Link) bool {
			edges, err := g.withStatements(ctx, links)
			if err != nil {
				return yield(nil, err) && false
			}
			for _, e := range edges {
				if !yield(e, nil) {
					return false
				}
			}
			return true
		}
		var links []*knowledge.Link
		for link, err := range g.links(ctx) {
			if err != nil {
				yield(nil, err)
				return
			}
			if links = append(links, link); len(links) == maxLinks {
				if !flush(links) {
					return
				}
				links = links[:0]
			}
		}
		flush(links)
	}
}

// links gives all links that are written, each once.
func (g *graph) links(ctx context.Context) iter.Seq2[*knowledge.Link, error] {
	return func(yield func(*knowledge.Link, error) bool) {
		if g.Around != nil {
			for _, l := range g.Around.Links {
				if !yield(l, nil) {
					return
				}
			}
			return
		}
		for page, err := range g.entityPages(ctx) {
			if err != nil {
				yield(nil, err)
				return
			}
			anchors := make([]knowledge.ID, len(page))
			for i, e := range page {
				anchors[i] = e.ID
			}
			if !g.linksAt(ctx, anchors, yield) {
				return
			}
		}
	}
}

// linksAt gives the links whose source is one of some entities, page by page for all of them at once. It reports whether to go on.
func (g *graph) linksAt(ctx context.Context, anchors []knowledge.ID, yield func(*knowledge.Link, error) bool) bool {
	query := store.LinkQuery{Filter: g.Where, Side: store.AsSubject}
	for some := range slices.Chunk(anchors, batch/10) {
		lists, err := g.ListLinks(ctx, &g.Scope, some, query, store.Page{Limit: batch / 10})
		if err != nil {
			return yield(nil, err) && false
		}
		for i, list := range lists {
			for {
				for _, l := range list.Rows {
					// A symmetric link is found at both ends.
					if l.Source == some[i] && !yield(l, nil) {
						return false
					}
				}
				if !list.HasNext {
					break
				}
				rest, err := g.ListLinks(ctx, &g.Scope, some[i:i+1], query, store.Page{Limit: batch, After: list.LastKey()})
				if err != nil {
					return yield(nil, err) && false
				}
				list = rest[0]
			}
		}
	}
	return true
}

// withStatements reads the statements of links, by one call and one more for those that have many.
func (g *graph) withStatements(ctx context.Context, links []*knowledge.Link) ([]*edge, error) {
	ids, edges := make([]knowledge.ID, len(links)), make([]*edge, len(links))
	for i, l := range links {
		ids[i], edges[i] = l.ID, &edge{Link: l, relation: g.relations[l.Relation]}
	}
	if len(links) == 0 {
		return nil, nil
	}
	query := store.StatementQuery{Filter: g.Where}
	lists, err := g.ListStatements(ctx, &g.Scope, ids, query, store.Page{Limit: batch})
	if err != nil {
		return nil, err
	}
	for i, list := range lists {
		edges[i].statements = list.Rows
		for list.HasNext {
			more, err := g.ListStatements(ctx, &g.Scope, ids[i:i+1], query, store.Page{Limit: batch, After: list.LastKey()})
			if err != nil {
				return nil, err
			}
			list = more[0]
			edges[i].statements = append(edges[i].statements, list.Rows...)
		}
	}
	return edges, nil
}

// documents is how many documents speak of the edge.
func (e *edge) documents() int {
	seen := map[knowledge.ID]struct{}{}
	for _, st := range e.statements {
		seen[st.Document] = struct{}{}
	}
	return len(seen)
}

// spells are the days on which the edge is presumed to be held: those of its statements that affirm it, joined where they touch, by begin.
// An unbounded day is one that no source names.
func (e *edge) spells(scope *knowledge.Scope) []edtf.Span {
	var all []edtf.Span
	for _, st := range e.statements {
		if st.Affirms() {
			all = append(all, presumed(scope, st)...)
		}
	}
	return knowledge.MergeSpans(all)
}

// presumed are the days on which a statement is presumed to hold, whatever certainty the scope asks for.
func presumed(scope *knowledge.Scope, st *knowledge.Statement) []edtf.Span {
	s := *scope
	s.Certainty = knowledge.Presumed
	return s.Days(st)
}

// intervals writes spells as intervals of EDTF: `1918-12-01/1992-04-27; 2003-02-04/..`.
func intervals(spells []edtf.Span) string {
	var parts []string
	for _, s := range spells {
		parts = append(parts, intervalOf(s))
	}
	return strings.Join(parts, listMark)
}
