package neo4jstore

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"entente/internal/knowledge"
)

// changeParts changes parts of entities, and merges the entities again of which a part, or the load order of a part's dataset, changed.
func (d *draft) changeParts(ctx context.Context) error {
	steps := d.of(knowledge.TableEntity)
	touched, err := d.touched(ctx, steps)
	if err != nil {
		return err
	}
	ids := slices.Sorted(maps.Keys(touched))
	live, err := d.liveParts(ctx, ids)
	if err != nil {
		return err
	}
	put := map[knowledge.ID][]*step{}
	for i := range steps {
		if err := checkContext(ctx, i); err != nil {
			return err
		}
		d.changePart(&steps[i], live[steps[i].key.ID])
		put[steps[i].key.ID] = append(put[steps[i].key.ID], &steps[i])
	}
	was, err := d.liveStates(ctx, slices.Collect(maps.Keys(live)))
	if err != nil {
		return err
	}
	for _, id := range ids {
		d.joinEntity(id, live[id], put[id], was[id])
	}
	return nil
}

// touched returns the ids of the entities to merge again.
func (d *draft) touched(ctx context.Context, steps []step) (map[knowledge.ID]bool, error) {
	touched := map[knowledge.ID]bool{}
	for i := range steps {
		touched[steps[i].key.ID] = true
	}
	for _, now := range d.datasets {
		if was := d.base.dataset(now.ID); was == nil || was.Order == now.Order {
			continue
		}
		err := d.store.write(ctx, d.store.queries.text(queryVariant{file: "part_ids"}), map[string]any{"dataset": now.ID}, func(r *neo4j.Record) error {
			touched[r.Values[0].(string)] = true
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return touched, nil
}

// liveParts returns the parts of entities in the newest revision.
func (d *draft) liveParts(ctx context.Context, ids []knowledge.ID) (map[knowledge.ID][]liveRow, error) {
	live := map[knowledge.ID][]liveRow{}
	if d.base.counts.Entities == 0 {
		return live, nil
	}
	keys := make([]knowledge.RowKey, len(ids))
	for i, id := range ids {
		keys[i].ID = id
	}
	err := d.eachLive(ctx, knowledge.TableEntity, keys, func(row liveRow) {
		id := row.row.Key().ID
		live[id] = append(live[id], row)
	})
	return live, err
}

// changePart applies the step of one entity part.
func (d *draft) changePart(s *step, live []liveRow) {
	var old liveRow
	for _, row := range live {
		if row.row.Key() == s.key {
			old = row
		}
	}
	if !d.applyStep(s, old.row, old.addedIn) {
		return
	}
	c := d.counts.Datasets[s.key.Dataset]
	if old.row != nil {
		c.Entities--
	}
	if s.put != nil {
		c.Entities++
		if d.dataset(s.key.Dataset) == nil {
			d.Add("%s: there is no dataset %s", s.key, s.key.Dataset)
		}
	}
	d.counts.Datasets[s.key.Dataset] = c
}

// liveState is an entity of the newest revision, with the revision that added its state. The zero value stands for no entity.
type liveState struct {
	entity  *knowledge.Entity
	addedIn int
}

// liveStates returns the entities of the newest revision that have these ids.
func (d *draft) liveStates(ctx context.Context, ids []knowledge.ID) (map[knowledge.ID]liveState, error) {
	was := map[knowledge.ID]liveState{}
	text := d.store.queries.text(queryVariant{file: "live", label: stateLabel})
	for part := range slices.Chunk(ids, lookupRows) {
		err := d.store.write(ctx, text, d.params("ids", part), func(r *neo4j.Record) error {
			e, err := d.store.codec.DecodeEntity(r.Values[3].([]byte))
			was[part[slotOf(r)]] = liveState{e, int(r.Values[2].(int64))}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return was, nil
}

// joinEntity merges an entity before and after the change.
func (d *draft) joinEntity(id knowledge.ID, live []liveRow, steps []*step, was liveState) {
	parts := map[knowledge.ID]*knowledge.EntityPart{}
	for _, row := range live {
		part := row.row.(*knowledge.EntityPart)
		parts[part.Dataset] = part
	}
	before := joined(d.base.datasets, parts)
	if before != nil && was.entity != nil {
		before.Life = was.entity.Life
	}
	for _, s := range steps {
		if delete(parts, s.key.Dataset); s.put != nil {
			parts[s.key.Dataset] = s.put.(*knowledge.EntityPart)
		}
	}
	after := joined(d.datasets, parts)
	if after == nil && len(parts) > 0 {
		// Its datasets are removed, which checkRemoved reports.
		after = before
	}
	if d.entities[id] = after != nil; after == nil && before != nil {
		d.removedIDs.entities = append(d.removedIDs.entities, id)
	}
	d.counts.Entities += count(after) - count(before)
	if before == nil && after == nil {
		return
	}
	d.states = append(d.states, state{before, after, was.addedIn})
}

func count(e *knowledge.Entity) int {
	if e == nil {
		return 0
	}
	return 1
}

// joined merges parts in the load order of their datasets.
func joined(datasets []*knowledge.Dataset, parts map[knowledge.ID]*knowledge.EntityPart) *knowledge.Entity {
	ordered := make([]*knowledge.EntityPart, 0, len(parts))
	for _, d := range datasets {
		if p := parts[d.ID]; p != nil {
			ordered = append(ordered, p)
		}
	}
	return knowledge.MergeEntity(ordered)
}

// sameEntity reports whether two states are equal, which they are exactly if their encodings are.
func (d *draft) sameEntity(s state) (bool, error) {
	if s.before == nil || s.after == nil {
		return false, nil
	}
	before, err := d.store.codec.EncodeEntity(s.before)
	if err != nil {
		return false, err
	}
	after, err := d.store.codec.EncodeEntity(s.after)
	return strings.Compare(string(before), string(after)) == 0, err
}
