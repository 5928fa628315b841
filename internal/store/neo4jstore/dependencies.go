package neo4jstore

import (
	"context"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"entente/internal/knowledge"
	"entente/internal/store/integrity"
)

// lookupRows is how many rows are looked up in one query.
const lookupRows = 5000

// liveRow is a row of the newest revision and the revision that added it. The zero value stands for no row.
type liveRow struct {
	row     knowledge.Row
	addedIn int
}

func keysOf(steps []step) []knowledge.RowKey {
	keys := make([]knowledge.RowKey, len(steps))
	for i, s := range steps {
		keys[i] = s.key
	}
	return keys
}

// hasNoRows reports whether the newest revision has no row of the dataset of a key, which saves the look-up in a first load.
func (d *draft) hasNoRows(k knowledge.RowKey) bool {
	c := d.base.counts.Datasets[k.Dataset]
	switch k.Table {
	case knowledge.TableEntity:
		return c.Entities == 0
	case knowledge.TableStatement:
		return c.Statements == 0
	}
	return d.base.revision.Number == 0
}

// liveRows returns the rows of the newest revision that have these keys.
func (d *draft) liveRows(ctx context.Context, table knowledge.Table, keys []knowledge.RowKey) (map[knowledge.RowKey]liveRow, error) {
	found := map[knowledge.RowKey]liveRow{}
	err := d.eachLive(ctx, table, slices.DeleteFunc(keys, d.hasNoRows), func(row liveRow) { found[row.row.Key()] = row })
	return found, err
}

// liveDocuments returns the documents of the newest revision that have the keys' ids, whatever their dataset.
func (d *draft) liveDocuments(ctx context.Context, keys []knowledge.RowKey) (map[knowledge.ID]liveRow, error) {
	found := map[knowledge.ID]liveRow{}
	err := d.eachLive(ctx, knowledge.TableDocument, keys, func(row liveRow) { found[row.row.Key().ID] = row })
	return found, err
}

// eachLive calls have for each row of the newest revision that has one of the keys' ids.
func (d *draft) eachLive(ctx context.Context, table knowledge.Table, keys []knowledge.RowKey, have func(liveRow)) error {
	text := d.store.queries.text(queryVariant{file: "live", label: labels()[table]})
	for part := range slices.Chunk(keys, lookupRows) {
		ids := make([]knowledge.ID, len(part))
		for i, k := range part {
			ids[i] = k.ID
		}
		err := d.store.write(ctx, text, d.params("ids", ids), func(r *neo4j.Record) error {
			row, err := d.store.codec.Decode(table, r.Values[3].([]byte))
			if err == nil {
				have(liveRow{row, int(r.Values[2].(int64))})
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// params are the parameters of a query about the newest revision.
func (d *draft) params(name string, value any) map[string]any {
	return map[string]any{"revision": d.base.revision.Number, name: value}
}

// dependencies are the documents and entities that new statements refer to.
type dependencies struct{ documents, entities map[knowledge.ID]bool }

func newDependencies() dependencies {
	return dependencies{map[knowledge.ID]bool{}, map[knowledge.ID]bool{}}
}

func (g *dependencies) add(st *knowledge.Statement) {
	g.documents[st.Document] = true
	g.entities[st.Subject], g.entities[st.Object] = true, true
	if st.AttributedTo != "" {
		g.entities[st.AttributedTo] = true
	}
	for _, id := range st.About {
		g.entities[id] = true
	}
}

// missingIDs returns the ids that known does not have, in order.
func missingIDs[T any](ids map[knowledge.ID]bool, known map[knowledge.ID]T) []knowledge.ID {
	var left []knowledge.ID
	for id := range ids {
		if _, is := known[id]; !is {
			left = append(left, id)
		}
	}
	slices.Sort(left)
	return left
}

// findDependencies looks up the dependencies of new statements that the change does not bring.
func (d *draft) findDependencies(ctx context.Context) error {
	if err := d.findDocuments(ctx, missingIDs(d.dependencies.documents, d.documents)); err != nil {
		return err
	}
	for part := range slices.Chunk(missingIDs(d.dependencies.entities, d.entities), lookupRows) {
		if err := d.findExisting(ctx, part, func(id knowledge.ID) { d.entities[id] = true }); err != nil {
			return err
		}
	}
	return nil
}

func (d *draft) findDocuments(ctx context.Context, ids []knowledge.ID) error {
	var keys []knowledge.RowKey
	for _, id := range ids {
		keys = append(keys, knowledge.RowKey{Table: knowledge.TableDocument, ID: id})
	}
	found, err := d.liveDocuments(ctx, keys)
	for id, row := range found {
		d.documents[id] = row.row.(*knowledge.Document)
	}
	return err
}

// recheckDependents checks again the statements that depend on a changed row. Removed entities that they need are found later.
func (d *draft) recheckDependents(ctx context.Context, r dependents, changed map[knowledge.ID]bool) error {
	var found []*knowledge.Statement
	text := d.store.queries.text(queryVariant{file: "dependents", from: r.by})
	err := d.store.write(ctx, text, map[string]any{"id": r.id}, func(r *neo4j.Record) error {
		st, err := d.store.statement(r.Values[0].([]byte))
		if err == nil && !changed[st.ID] {
			found = append(found, st)
		}
		return err
	})
	if err != nil {
		return err
	}
	needed := newDependencies()
	for _, st := range found {
		needed.add(st)
	}
	if err := d.findDocuments(ctx, missingIDs(needed.documents, d.documents)); err != nil {
		return err
	}
	for _, id := range missingIDs(needed.entities, d.entities) {
		d.entities[id] = true
	}
	for _, st := range found {
		if r.by == "relation" {
			d.noteRedefinedMarks(st)
		}
		if d.documents[st.Document] == nil || d.relations[st.Relation] == nil || d.dataset(st.Dataset) == nil {
			continue
		}
		if d.checkStatement(st); d.Full() {
			return nil
		}
	}
	return nil
}

// checkRemoved reports removed rows that are still needed. The change is written at this point, so the rows of the next revision are those
// that remain.
func (d *draft) checkRemoved(ctx context.Context) error {
	for _, part := range []struct {
		from string
		ids  []knowledge.ID
	}{{"dataset", d.removedIDs.datasets}, {"relation", d.removedIDs.relations}, {"document", d.removedIDs.documents}, {"entity", d.removedIDs.entities}} {
		if err := d.checkNeeded(ctx, part.from, part.ids); err != nil {
			return err
		}
		if part.from == "dataset" {
			if err := d.checkMembers(ctx, part.ids); err != nil {
				return err
			}
		}
	}
	return d.Err()
}

// checkNeeded reports for each id the first of the statements that need it.
func (d *draft) checkNeeded(ctx context.Context, from string, ids []knowledge.ID) error {
	keys := slices.Clone(ids)
	if from == "relation" {
		for i, id := range ids {
			keys[i], _ = knowledge.RelationNameOf(id)
		}
	}
	text := d.store.queries.text(queryVariant{file: "needed", from: from})
	for part := range slices.Chunk(keys, lookupRows) {
		named := map[int]bool{}
		err := d.store.write(ctx, text, map[string]any{"ids": part}, func(r *neo4j.Record) error {
			st, err := d.store.statement(r.Values[1].([]byte))
			slot := slotOf(r)
			if err != nil || named[slot] || d.Full() {
				return err
			}
			named[slot] = true
			id := part[slot]
			if from == "relation" {
				id = knowledge.RelationID(id)
			}
			d.Add("%s is still needed by %s", id, integrity.Describe(st))
			return nil
		})
		if err != nil || d.Full() {
			return err
		}
	}
	return nil
}

// checkMembers reports a relation, a document or a part that a removed dataset still has.
func (d *draft) checkMembers(ctx context.Context, datasets []knowledge.ID) error {
	for _, r := range d.parts {
		if slices.Contains(datasets, r.Dataset) {
			d.Add("%s is still needed by its %s", r.Dataset, r.ID())
		}
	}
	if len(datasets) == 0 {
		return nil
	}
	return d.store.write(ctx, d.store.queries.text(queryVariant{file: "members"}), map[string]any{"ids": datasets}, func(r *neo4j.Record) error {
		d.Add("%s is still needed by its %s", datasets[slotOf(r)], r.Values[1].(string))
		return nil
	})
}
