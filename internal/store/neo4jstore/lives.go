package neo4jstore

import (
	"context"
	"maps"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// findLives determines the lives that the change may alter. Nothing is written yet: the statements that date them are in the change, or in
// the newest revision and not in the change.
func (d *draft) findLives(ctx context.Context) error {
	at := map[knowledge.ID]int{}
	for i, s := range d.states {
		if s.after == nil {
			continue
		}
		at[s.after.ID], d.lives.of[s.after.ID] = i, nil
		if s.before != nil && s.before.Life != nil || knowledge.Life(s.after, nil, d.relation) != nil {
			d.lives.dated[s.after.ID] = true
		}
	}
	dated := slices.Sorted(maps.Keys(d.lives.dated))
	if err := d.findStates(ctx, dated, at); err != nil {
		return err
	}
	if err := d.findMarks(ctx, dated, at); err != nil {
		return err
	}
	for _, id := range dated {
		i, found := at[id]
		if !found {
			continue
		}
		s, m := &d.states[i], d.lives.marks[id]
		after := *s.after
		if m == nil {
			m = &marks{}
		}
		after.Life = knowledge.Life(&after, m.all, d.relation)
		s.after, d.lives.of[id] = &after, after.Life
		if s.before != nil && !knowledge.SameLife(s.before.Life, after.Life) {
			d.lives.changed = append(d.lives.changed, id)
		}
	}
	return nil
}

func (d *draft) relation(name string) *knowledge.Relation { return d.Relations[name] }

// findStates looks up the dated entities that the change does not merge again.
func (d *draft) findStates(ctx context.Context, dated []knowledge.ID, at map[knowledge.ID]int) error {
	var missing []knowledge.ID
	for _, id := range dated {
		if _, found := at[id]; !found {
			missing = append(missing, id)
		}
	}
	found, err := d.liveStates(ctx, missing)
	for _, id := range missing {
		if s := found[id]; s.before != nil {
			s.after, at[id] = s.before, len(d.states)
			d.states = append(d.states, s)
		}
	}
	return err
}

// findMarks looks up the statements that date entities of the base.
func (d *draft) findMarks(ctx context.Context, dated []knowledge.ID, at map[knowledge.ID]int) error {
	var old []knowledge.ID
	for _, id := range dated {
		if i, found := at[id]; found && d.states[i].before != nil && d.base.counts.Statements > 0 {
			old = append(old, id)
		}
	}
	text := d.store.queries.text(queryVariant{file: "marks"})
	for part := range slices.Chunk(old, lookupRows) {
		err := d.store.write(ctx, text, map[string]any{"ids": part}, func(r *neo4j.Record) error {
			st, err := d.store.statement(r.Values[1].([]byte))
			if err == nil && !d.lives.unmarked[st.ID] {
				d.addMarks(st)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// lookUpLives looks up the lives of entities that are not looked up yet.
func (d *draft) lookUpLives(ctx context.Context, ids map[knowledge.ID]bool) error {
	var missing []knowledge.ID
	for id := range ids {
		if _, found := d.lives.of[id]; !found {
			missing = append(missing, id)
			d.lives.of[id] = nil
		}
	}
	for part := range slices.Chunk(missing, lookupRows) {
		if err := d.Existing(ctx, part, func(knowledge.ID) {}); err != nil {
			return err
		}
	}
	return nil
}

// alive returns the days on which the ends of a statement existed, as far as their lives are looked up.
func (d *draft) alive(st *knowledge.Statement) []edtf.Span {
	return d.Relations[st.Relation].Alive(st, func(id knowledge.ID) []edtf.Span { return d.lives.of[id] })
}
