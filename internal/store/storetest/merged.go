package storetest

import (
	"cmp"
	"slices"
	"strings"
	"testing"
	"time"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// Viewer returns a view of a revision of a store, in which the entities of each set are one, the first.
type Viewer func(t *testing.T, of store.Reader, revision int, sets [][]knowledge.ID) store.Reader

// RunMerged holds views against a graph that is merged row by row: a random world, with other sets at each revision, is asked as many random
// questions of every kind as are given.
func RunMerged(t *testing.T, newStore func(t *testing.T) store.Store, view Viewer, questions int) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := newRandom(t, seed, newStore)
	r.load()
	for range 5 {
		r.change()
	}
	for revision := 1; revision < len(r.rows); revision++ {
		sets := r.drawSets()
		r.store = view(t, r.writer, revision, sets)
		want := newReference(r.rows[revision])
		want.merge(sets)
		for range questions {
			r.ask(revision, want)
		}
	}
}

// drawSets draws sets of entities of one kind.
func (r *random) drawSets() [][]knowledge.ID {
	byKind := map[string][]knowledge.ID{}
	for _, id := range r.entityIDs() {
		kind, _, _ := strings.Cut(id, ":")
		byKind[kind] = append(byKind[kind], id)
	}
	var sets [][]knowledge.ID
	for _, kind := range []string{"country", "city", "alliance", "event"} {
		ids := byKind[kind]
		r.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
		for len(ids) > 1 {
			n := min(1+r.IntN(3), len(ids))
			sets = append(sets, ids[:n:n])
			ids = ids[n:]
		}
	}
	return sets
}

// merge makes one entity of each set, the first, in all rows.
func (r *reference) merge(sets [][]knowledge.ID) {
	r.canonical = map[knowledge.ID]knowledge.ID{}
	for _, set := range sets {
		var members []*knowledge.Entity
		for _, id := range set {
			members = append(members, r.entity(id))
		}
		merged := knowledge.MergeSame(members)
		slices.SortFunc(merged.Datasets, func(a, b knowledge.ID) int { return cmp.Compare(r.place(a), r.place(b)) })
		r.entities = append(keep(r.entities, func(e *knowledge.Entity) bool { return !slices.Contains(set, e.ID) }), merged)
		for _, id := range set {
			r.canonical[id] = set[0]
		}
	}
	for i, st := range r.statements {
		own := *st
		own.Subject, own.Object, own.AttributedTo = r.standsFor(st.Subject), r.standsFor(st.Object), r.standsFor(st.AttributedTo)
		own.Link = knowledge.LinkID(own.Subject, st.Relation, own.Object, st.Symmetric)
		own.About = nil
		changed := own.Subject != st.Subject || own.Object != st.Object || own.AttributedTo != st.AttributedTo
		for _, id := range st.About {
			changed = changed || r.standsFor(id) != id
			if !slices.Contains(own.About, r.standsFor(id)) {
				own.About = append(own.About, r.standsFor(id))
			}
		}
		r.canonical[st.Link] = own.Link
		if own.Original = st; changed {
			r.statements[i] = &own
		}
	}
}

// standsFor returns the entity or link that an id is merged into.
func (r *reference) standsFor(id knowledge.ID) knowledge.ID {
	if canonical, ok := r.canonical[id]; ok {
		return canonical
	}
	return id
}

// named returns a filter that names what entities are merged into.
func (r *reference) named(f knowledge.StatementFilter) knowledge.StatementFilter {
	each := func(ids []knowledge.ID) []knowledge.ID {
		out := slices.Clone(ids)
		for i, id := range ids {
			out[i] = r.standsFor(id)
		}
		return out
	}
	f.Subject, f.Object, f.AttributedTo, f.Between = each(f.Subject), each(f.Object), each(f.AttributedTo), slices.Clone(f.Between)
	// Qualifiers name what their claims do.
	f.With, f.Qualifiers = r.withMembers(f.With), slices.Clone(f.Qualifiers)
	for i := range f.Qualifiers {
		f.Qualifiers[i].In = r.withMembers(f.Qualifiers[i].In)
	}
	for i, ids := range f.Between {
		f.Between[i] = each(ids)
	}
	return f
}

// withMembers adds to ids all that are merged with them.
func (r *reference) withMembers(ids []knowledge.ID) []knowledge.ID {
	out := slices.Clone(ids)
	for _, id := range ids {
		own := r.standsFor(id)
		for other, canonical := range r.canonical {
			if canonical == own {
				out = append(out, other)
			}
		}
	}
	return out
}
