package neo4jstore

import (
	"maps"
	"slices"

	"entente/internal/knowledge"
)

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
