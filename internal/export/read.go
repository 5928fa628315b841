package export

import (
	"context"
	"iter"
	"maps"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// batch is how many ids a call of the store is asked about, and how long its pages are.
const batch = 1000

// mentioned collects the ids that statements name.
type mentioned struct {
	entities, documents map[knowledge.ID]struct{}
}

func newMentioned() *mentioned {
	return &mentioned{entities: map[knowledge.ID]struct{}{}, documents: map[knowledge.ID]struct{}{}}
}

// add notes what a statement names. Third parties are named without a link, and so are nodes as well.
func (m *mentioned) add(st *knowledge.Statement) {
	m.documents[st.Document] = struct{}{}
	for _, id := range slices.Concat([]knowledge.ID{st.Subject, st.Object}, st.About) {
		m.entities[id] = struct{}{}
	}
	if st.AttributedTo != "" {
		m.entities[st.AttributedTo] = struct{}{}
	}
	for _, q := range st.Qualifiers {
		if q.Type == knowledge.QualifierEntity {
			m.entities[q.Value] = struct{}{}
		}
	}
}

// statements gives the statements that are written: by begin, or those of a neighbourhood by link.
func (g *graph) statements(ctx context.Context) iter.Seq2[*knowledge.Statement, error] {
	if g.Around == nil {
		return store.Pages(ctx, g.Reader, &g.Scope, g.Where)
	}
	return func(yield func(*knowledge.Statement, error) bool) {
		for edge, err := range g.edges(ctx) {
			if err != nil {
				yield(nil, err)
				return
			}
			for _, st := range edge.statements {
				if !yield(st, nil) {
					return
				}
			}
		}
	}
}

// mentioned reads all statements for what they name.
func (g *graph) mentioned(ctx context.Context) (*mentioned, error) {
	m := newMentioned()
	for st, err := range g.statements(ctx) {
		if err != nil {
			return nil, err
		}
		m.add(st)
	}
	return m, nil
}

// entities gives the entities that are written, by id. m is what the statements name, nil if they were not read yet.
func (g *graph) entities(ctx context.Context, m *mentioned) iter.Seq2[*knowledge.Entity, error] {
	ids, err := g.chosen(ctx, m)
	switch {
	case err != nil:
		return func(yield func(*knowledge.Entity, error) bool) { yield(nil, err) }
	case g.omitted != nil:
		return g.entitiesInPart(ctx, ids)
	case ids == nil:
		return g.allEntities(ctx)
	}
	return rows(ctx, g.Scope.Revision, slices.Sorted(maps.Keys(ids)), g.Entities)
}

// chosen gives the ids of the entities that are written; nil stands for all.
func (g *graph) chosen(ctx context.Context, m *mentioned) (map[knowledge.ID]struct{}, error) {
	if !g.isPart() && g.Around == nil {
		return nil, nil
	}
	if m == nil {
		var err error
		if m, err = g.mentioned(ctx); err != nil {
			return nil, err
		}
	}
	ids := maps.Clone(m.entities)
	if g.Around != nil {
		for _, e := range g.Around.Nodes {
			ids[e.ID] = struct{}{}
		}
	}
	return ids, nil
}

// entitiesInPart gives the entities of ids, all for nil, by id, as a graph without the omitted datasets has them: merged of the other parts
// alone, without a life, which rests on claims. It reads all entities.
func (g *graph) entitiesInPart(ctx context.Context, ids map[knowledge.ID]struct{}) iter.Seq2[*knowledge.Entity, error] {
	return func(yield func(*knowledge.Entity, error) bool) {
		var parts []*knowledge.EntityPart
		flush := func() bool {
			slices.SortStableFunc(parts, func(a, b *knowledge.EntityPart) int { return g.order(a.Dataset) - g.order(b.Dataset) })
			e := knowledge.MergeEntity(parts)
			parts = parts[:0]
			return e == nil || yield(e, nil)
		}
		for row, err := range g.Scan(ctx, g.Scope.Revision, knowledge.TableEntity, "") {
			if err != nil {
				yield(nil, err)
				return
			}
			part := row.(*knowledge.EntityPart)
			if _, ok := ids[part.ID]; ids != nil && !ok || g.order(part.Dataset) < 0 {
				continue
			}
			if len(parts) > 0 && parts[0].ID != part.ID && !flush() {
				return
			}
			parts = append(parts, part)
		}
		flush()
	}
}

// allEntities gives all entities, by id.
func (g *graph) allEntities(ctx context.Context) iter.Seq2[*knowledge.Entity, error] {
	return func(yield func(*knowledge.Entity, error) bool) {
		for page, err := range g.entityPages(ctx) {
			if err != nil {
				yield(nil, err)
				return
			}
			for _, e := range page {
				if g.hasPartIn(e) && !yield(e, nil) {
					return
				}
			}
		}
	}
}

// entityPages gives all entities of the revision, by id, page by page.
func (g *graph) entityPages(ctx context.Context) iter.Seq2[[]*knowledge.Entity, error] {
	return func(yield func([]*knowledge.Entity, error) bool) {
		page := store.Page{Limit: batch}
		for {
			lists, err := g.ListEntities(ctx, &knowledge.Scope{Revision: g.Scope.Revision}, []knowledge.ID{""}, store.EntityQuery{}, page)
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(lists[0].Rows, nil) || !lists[0].HasNext {
				return
			}
			page.After = lists[0].LastKey()
		}
	}
}

// hasPartIn reports whether a dataset that is written has a part of an entity.
func (g *graph) hasPartIn(e *knowledge.Entity) bool {
	return slices.ContainsFunc(e.Datasets, func(id knowledge.ID) bool { return g.order(id) >= 0 })
}

// documents gives the documents of what was mentioned, by id.
func (g *graph) documents(ctx context.Context, m *mentioned) iter.Seq2[*knowledge.Document, error] {
	return rows(ctx, g.Scope.Revision, slices.Sorted(maps.Keys(m.documents)), g.Documents)
}

// rows gives the rows of ids, a batch a call. An id that there is not is left out.
func rows[T comparable](
	ctx context.Context, revision int, ids []knowledge.ID, read func(context.Context, int, []knowledge.ID) ([]T, error),
) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		for some := range slices.Chunk(ids, batch) {
			found, err := read(ctx, revision, some)
			if err != nil {
				yield(none, err)
				return
			}
			for _, row := range found {
				if row != none && !yield(row, nil) {
					return
				}
			}
		}
	}
}
