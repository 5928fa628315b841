package neo4jstore

import (
	"context"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"entente/internal/knowledge"
	"entente/internal/store/changeset"
)

var (
	_ changeset.Base   = (*draft)(nil)
	_ changeset.Result = (*draft)(nil)
)

// lookupRows is how many rows are looked up in one query.
const lookupRows = 5000

// hasNoRows reports whether the newest revision has no row of a key, by its counts, which saves the look-up in a first load.
func (d *draft) hasNoRows(table knowledge.Table, k knowledge.RowKey) bool {
	switch table {
	case knowledge.TableDocument:
		return d.base.counts.Documents == 0
	case knowledge.TableEntity:
		return d.base.counts.Entities == 0
	case knowledge.TableStatement:
		return d.base.counts.Datasets[k.Dataset].Statements == 0
	}
	return d.base.Revision.Number == 0
}

// Live calls found for the rows of the newest revision that have the ids of the keys.
func (d *draft) Live(ctx context.Context, table knowledge.Table, keys []knowledge.RowKey, found func(changeset.Row)) error {
	var ids []knowledge.ID
	for _, k := range keys {
		if !d.hasNoRows(table, k) {
			ids = append(ids, k.ID)
		}
	}
	if ids == nil {
		return nil
	}
	text := d.store.queries.text(queryVariant{file: "live", label: labels()[table]})
	return d.store.write(ctx, text, d.params("ids", ids), func(r *neo4j.Record) error {
		row, err := d.store.codec.Decode(table, r.Values[3].([]byte))
		if err == nil {
			found(changeset.Row{Row: row, AddedIn: int(r.Values[2].(int64))})
		}
		return err
	})
}

// params are the parameters of a query about the newest revision.
func (d *draft) params(name string, value any) map[string]any {
	return map[string]any{"revision": d.base.Revision.Number, name: value}
}

// Existing calls found for those of the entities that the newest revision has, and records their lives.
func (d *draft) Existing(ctx context.Context, ids []knowledge.ID, found func(knowledge.ID)) error {
	if d.base.counts.Entities == 0 {
		return nil
	}
	return d.store.write(ctx, d.store.queries.text(queryVariant{file: "existing"}), d.params("ids", ids), func(r *neo4j.Record) error {
		id := r.Values[0].(string)
		d.lives.of[id] = spansOf(r.Values[1], r.Values[2])
		found(id)
		return nil
	})
}

// PartsOf calls found for each entity of which a dataset has a part.
func (d *draft) PartsOf(ctx context.Context, dataset knowledge.ID, found func(knowledge.ID)) error {
	text := d.store.queries.text(queryVariant{file: "part_ids"})
	return d.store.write(ctx, text, map[string]any{"dataset": dataset}, func(r *neo4j.Record) error {
		found(r.Values[0].(string))
		return nil
	})
}

// Dependents calls found for each statement that refers to a row, and notes those of a redefined relation that date lives.
func (d *draft) Dependents(ctx context.Context, table knowledge.Table, id string, found func(*knowledge.Statement)) error {
	text := d.store.queries.text(queryVariant{file: "dependents", from: table.String()})
	return d.store.write(ctx, text, map[string]any{"id": id}, func(r *neo4j.Record) error {
		st, err := d.store.statement(r.Values[0].([]byte))
		if err != nil {
			return err
		}
		if table == knowledge.TableRelation && !d.lives.unmarked[st.ID] {
			d.noteRedefinedMarks(st)
		}
		found(st)
		return nil
	})
}

// Needing calls found for each row to which statements refer. The change is written at this point, so the rows that are not marked as removed
// are those that remain.
func (d *draft) Needing(ctx context.Context, table knowledge.Table, ids []string, found func(int, *knowledge.Statement)) error {
	text := d.store.queries.text(queryVariant{file: "needed", from: table.String()})
	return d.store.write(ctx, text, map[string]any{"ids": ids}, func(r *neo4j.Record) error {
		st, err := d.store.statement(r.Values[1].([]byte))
		if err == nil {
			found(slotOf(r), st)
		}
		return err
	})
}

// Members calls found with a document and an entity of each dataset that still has one.
func (d *draft) Members(ctx context.Context, datasets []knowledge.ID, found func(int, knowledge.ID)) error {
	return d.store.write(ctx, d.store.queries.text(queryVariant{file: "members"}), map[string]any{"ids": datasets}, func(r *neo4j.Record) error {
		found(slotOf(r), r.Values[1].(string))
		return nil
	})
}

// liveStates returns the entities of the newest revision that have these ids, as the states before the change.
func (d *draft) liveStates(ctx context.Context, ids []knowledge.ID) (map[knowledge.ID]state, error) {
	live := map[knowledge.ID]state{}
	text := d.store.queries.text(queryVariant{file: "live", label: stateLabel})
	for part := range slices.Chunk(ids, lookupRows) {
		err := d.store.write(ctx, text, d.params("ids", part), func(r *neo4j.Record) error {
			e, err := d.store.codec.DecodeEntity(r.Values[3].([]byte))
			live[part[slotOf(r)]] = state{before: e, addedIn: int(r.Values[2].(int64))}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return live, nil
}
