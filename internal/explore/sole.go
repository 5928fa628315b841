package explore

import (
	"context"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// OnlySourceOf pages, for each document or dataset, over the links that would not exist without it: those whose statements in
// scope are all its own. They are ordered by relation, then by the ids of source and target.
//
// It makes one call to the store for the statements of the sources and one for their links. A source may have at most
// MaxSoleStatements in scope.
func (x *Explorer) OnlySourceOf(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, page store.Page) ([]store.List[*knowledge.Link], error) {
	links, err := x.soleLinks(ctx, scope, of)
	if err != nil {
		return nil, err
	}
	out := make([]store.List[*knowledge.Link], len(of))
	for i, list := range links {
		out[i] = store.Cut(list, soleKey, page)
	}
	return out, nil
}

// CountOnlySourceOf counts what OnlySourceOf pages over.
func (x *Explorer) CountOnlySourceOf(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID) ([]int, error) {
	links, err := x.soleLinks(ctx, scope, of)
	if err != nil {
		return nil, err
	}
	counts := make([]int, len(of))
	for i, list := range links {
		counts[i] = len(list)
	}
	return counts, nil
}

// soleKey is the sort key of a link: relation, source and target.
func soleKey(l *knowledge.Link) knowledge.SortKey {
	return knowledge.SortKey(l.Relation + " " + l.Source + " " + l.Target)
}

// soleLinks returns for each source the links that it alone has, in order. A source that is passed several times, such as the
// dataset of several documents, is read once, so that the limit does not depend on how often it is named.
func (x *Explorer) soleLinks(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID) ([][]*knowledge.Link, error) {
	sources := unique(of)
	found, err := x.soleLinksOf(ctx, scope, sources)
	if err != nil {
		return nil, err
	}
	byID := make(map[knowledge.ID][]*knowledge.Link, len(sources))
	for i, id := range sources {
		byID[id] = found[i]
	}
	out := make([][]*knowledge.Link, len(of))
	for i, id := range of {
		out[i] = byID[id]
	}
	return out, nil
}

// soleLinksOf is soleLinks for sources without duplicates: it compares how many statements a link has in scope with how many of
// them are of the source.
func (x *Explorer) soleLinksOf(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID) ([][]*knowledge.Link, error) {
	scope, err := x.resolveScope(ctx, scope)
	if err != nil {
		return nil, err
	}
	query := store.StatementQuery{Order: knowledge.StatementOrder{By: knowledge.OrderValidFrom}}
	r := statementReader{x.reader, scope, query, MaxSoleStatements, "narrow the scope"}
	lists, err := r.readAll(ctx, of)
	if err != nil {
		return nil, err
	}
	counts := make([]map[knowledge.ID]int, len(of))
	var ids []knowledge.ID
	for i, statements := range lists {
		counts[i] = map[knowledge.ID]int{}
		for _, st := range statements {
			if counts[i][st.Link]++; counts[i][st.Link] == 1 {
				ids = append(ids, st.Link)
			}
		}
	}
	links, err := x.reader.Links(ctx, scope, ids)
	if err != nil {
		return nil, err
	}
	out := make([][]*knowledge.Link, len(of))
	for i := range out {
		for _, l := range links[:len(counts[i])] {
			if l != nil && l.StatementCount == counts[i][l.ID] {
				out[i] = append(out[i], l)
			}
		}
		links = links[len(counts[i]):]
		sortBy(out[i], soleKey)
	}
	return out, nil
}
