package neo4jstore

import (
	"context"
	"maps"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// lives are when entities existed, as the change leaves it; see knowledge.Life.
type lives struct {
	// of are the lives of all entities that were looked up, nil if nothing is known.
	of map[knowledge.ID][]edtf.Span
	// dated are the entities whose life the change may alter, marks the statements that date them, and unmarked the statements of the base
	// that no longer do, or do in another version.
	dated    map[knowledge.ID]bool
	marks    map[knowledge.ID]*marks
	unmarked map[knowledge.ID]bool
	// changed are the entities of the base whose life changes.
	changed []knowledge.ID
}

func newLives() lives {
	return lives{
		of: map[knowledge.ID][]edtf.Span{}, dated: map[knowledge.ID]bool{}, marks: map[knowledge.ID]*marks{}, unmarked: map[knowledge.ID]bool{},
	}
}

// marks are the statements that date one entity. Only those that matter are kept: the one with the earliest begin and the one with the
// latest end of each relation and side.
type marks struct{ all []*knowledge.Statement }

// pruneMarks is how many are kept before they are pruned.
const pruneMarks = 64

// add adds a statement, and drops those that no longer matter if there are many.
func (m *marks) add(id knowledge.ID, st *knowledge.Statement) {
	// The quotes of a large load must not stay in memory.
	m.all = append(m.all, &knowledge.Statement{
		Subject: st.Subject, Relation: st.Relation, Object: st.Object, Polarity: st.Polarity, Modality: st.Modality, Validity: st.Validity,
	})
	if len(m.all) < pruneMarks {
		return
	}
	type side struct {
		relation  string
		isSubject bool
	}
	first, last := map[side]*knowledge.Statement{}, map[side]*knowledge.Statement{}
	for _, st := range m.all {
		of := side{st.Relation, st.Subject == id}
		if begins := first[of]; st.Validity.Begin == knowledge.BoundKnown && (begins == nil || st.Validity.EarliestBegin < begins.Validity.EarliestBegin) {
			first[of] = st
		}
		if ends := last[of]; ends == nil || st.Validity.LatestEnd > ends.Validity.LatestEnd {
			last[of] = st
		}
	}
	m.all = slices.AppendSeq(slices.Collect(maps.Values(first)), maps.Values(last))
}

// noteMarks notes how a changed statement dates the lives of its ends. Either may be nil.
func (d *draft) noteMarks(before, put *knowledge.Statement) {
	if before != nil {
		for _, r := range []*knowledge.Relation{d.base.Relation(before.Relation), d.Relations[before.Relation]} {
			for _, id := range marked(r, before) {
				d.lives.dated[id], d.lives.unmarked[before.ID] = true, true
			}
		}
	}
	if put != nil {
		d.addMarks(put)
	}
}

// addMarks adds a statement to the marks of the ends that it dates.
func (d *draft) addMarks(st *knowledge.Statement) {
	for _, id := range marked(d.Relations[st.Relation], st) {
		d.lives.dated[id] = true
		m := d.lives.marks[id]
		if m == nil {
			m = &marks{}
			d.lives.marks[id] = m
		}
		m.add(id, st)
	}
}

// marked returns the ends whose life a statement dates. A nil relation dates none.
func marked(r *knowledge.Relation, st *knowledge.Statement) (ids []knowledge.ID) {
	if r == nil {
		return nil
	}
	subject, object := r.MarksLife(st)
	if subject {
		ids = append(ids, st.Subject)
	}
	if object {
		ids = append(ids, st.Object)
	}
	return ids
}

// noteRedefinedMarks adds a statement whose relation is redefined.
func (d *draft) noteRedefinedMarks(st *knowledge.Statement) {
	for _, id := range marked(d.base.Relation(st.Relation), st) {
		d.lives.dated[id] = true
	}
	d.addMarks(st)
}

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

// spansOf returns the spans with these first and last days.
func spansOf(first, last any) []edtf.Span {
	firsts, ok := first.([]any)
	if !ok {
		return nil
	}
	spans := make([]edtf.Span, len(firsts))
	for i, d := range firsts {
		spans[i] = edtf.Span{First: edtf.Day(d.(int64)), Last: edtf.Day(last.([]any)[i].(int64))}
	}
	return spans
}

// alive returns the days on which the ends of a statement existed, as far as their lives are looked up.
func (d *draft) alive(st *knowledge.Statement) []edtf.Span {
	return d.Relations[st.Relation].Alive(st, func(id knowledge.ID) []edtf.Span { return d.lives.of[id] })
}
