package changeset

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"entente/internal/knowledge"
)

// changeParts applies the steps of entity parts, and joins the entities again of which a part, or the position of a part's dataset in load
// order, changes.
func (d *Draft) changeParts(ctx context.Context) error {
	steps, touched := d.Steps(knowledge.TableEntity), map[knowledge.ID]bool{}
	for i := range steps {
		touched[steps[i].Key.ID] = true
	}
	rank := map[knowledge.ID]int{}
	for i, now := range d.After.Datasets {
		rank[now.ID] = i
		if before := d.Before.Dataset(now.ID); before == nil || before.Order == now.Order {
			continue
		}
		if err := d.base.PartsOf(ctx, now.ID, func(id knowledge.ID) { touched[id] = true }); err != nil {
			return err
		}
	}
	for ids := range slices.Chunk(slices.Sorted(maps.Keys(touched)), batchRows) {
		n, _ := slices.BinarySearchFunc(steps, ids[len(ids)-1]+"\x00", func(s Step, id knowledge.ID) int { return strings.Compare(s.Key.ID, id) })
		if err := d.joinEntities(ctx, ids, steps[:n], rank); err != nil {
			return err
		}
		steps = steps[n:]
	}
	return nil
}

// joinEntities applies the steps of some entities and joins them.
func (d *Draft) joinEntities(ctx context.Context, ids []knowledge.ID, steps []Step, rank map[knowledge.ID]int) error {
	keys := make([]knowledge.RowKey, len(ids))
	for i, id := range ids {
		keys[i] = knowledge.RowKey{Table: knowledge.TableEntity, ID: id}
	}
	live, err := d.live(ctx, knowledge.TableEntity, keys)
	if err != nil {
		return err
	}
	parts, existed := map[knowledge.ID][]*knowledge.EntityPart{}, map[knowledge.ID]bool{}
	changed := map[knowledge.RowKey]bool{}
	for i := range steps {
		s := &steps[i]
		changed[s.Key] = true
		if d.applyRow(s, live[s.Key]) && s.puts {
			d.requireDataset(s)
		}
		if put, ok := s.Put.(*knowledge.EntityPart); ok {
			parts[put.ID] = append(parts[put.ID], put)
		}
	}
	for key, row := range live {
		if existed[key.ID] = true; !changed[key] {
			parts[key.ID] = append(parts[key.ID], row.Row.(*knowledge.EntityPart))
		}
	}
	for _, id := range ids {
		d.joinEntity(id, parts[id], existed[id], rank)
	}
	return nil
}

// joinEntity joins the parts of an entity in the load order of their datasets.
func (d *Draft) joinEntity(id knowledge.ID, parts []*knowledge.EntityPart, existed bool, rank map[knowledge.ID]int) {
	slices.SortFunc(parts, func(a, b *knowledge.EntityPart) int {
		return cmp.Or(cmp.Compare(rank[a.Dataset], rank[b.Dataset]), strings.Compare(a.Dataset, b.Dataset))
	})
	after := knowledge.MergeEntity(parts)
	if d.exists[id] = after != nil; after == nil && existed {
		d.removed[knowledge.TableEntity] = append(d.removed[knowledge.TableEntity], id)
	}
	if after != nil || existed {
		d.Entities = append(d.Entities, Entity{id, after, existed})
	}
}
