package explore

import (
	"context"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// warmBatch is how many entities are read at once.
const warmBatch = 500

// Warm loads the newest revision, so that the first question about a hub is as fast as the next: all entities with their
// statements, or as many as fit maxAdjacencyBytes. It reads the whole graph, which takes a second for half a million statements of the
// embedded store and 123 bytes for each; questions are answered meanwhile.
func (x *Explorer) Warm(ctx context.Context) error {
	v, scope, err := x.view(ctx, &knowledge.Scope{})
	if err != nil {
		return err
	}
	page := store.Page{Limit: warmBatch}
	for {
		lists, err := x.reader.ListEntities(ctx, scope, []knowledge.ID{""}, store.EntityQuery{}, page)
		if err != nil {
			return err
		}
		ids := make([]knowledge.ID, len(lists[0].Rows))
		for i, e := range lists[0].Rows {
			ids[i] = e.ID
		}
		v.statementsRead = 0
		if err := v.load(ctx, v.nodeNumbers(ids), "these few entities have too many"); err != nil {
			return err
		}
		if !lists[0].HasNext || v.adjacency.full() {
			return nil
		}
		page.After = lists[0].LastKey()
	}
}
