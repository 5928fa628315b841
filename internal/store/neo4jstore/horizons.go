package neo4jstore

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"entente/internal/knowledge"
	"entente/internal/store/changeset"
)

// How many links are processed together, and how many statements are changed in one transaction.
const (
	boundLinks = 500
	boundRows  = 1000
)

// horizonUpdate computes the horizons of statements after the change is written under the number of its revision, which readers ignore.
// Candidates are processed link by link, some hundreds at a time: new statements are written as if no other statement bounded them, which
// is mostly true.
//
// A statement of an older revision whose horizon changes is written as a new version of its row. This is no change of the content of the
// revision, and is not reported as one.
type horizonUpdate struct {
	*draft
	lease *lease
	// endedBy are the relations that end a relation.
	endedBy map[string][]*knowledge.Relation
}

// updateHorizons updates the horizons of all statements.
func (d *draft) updateHorizons(ctx context.Context, l *lease) error {
	b := &horizonUpdate{draft: d, lease: l, endedBy: map[string][]*knowledge.Relation{}}
	for _, r := range d.Relations {
		for _, name := range r.Ends {
			b.endedBy[name] = append(b.endedBy[name], r)
		}
	}
	slices.Sort(d.linkHashes)
	for _, phase := range []func(context.Context) error{
		func(ctx context.Context) error { return b.updateTargets(ctx, d.removedTargets) }, b.updateNew, b.updateRedefined, b.updateChangedLives,
	} {
		if err := phase(ctx); err != nil {
			return err
		}
	}
	return nil
}

// updateNew processes new statements, and those that they may bound.
func (b *horizonUpdate) updateNew(ctx context.Context) error {
	p := newHorizonTargets()
	for st, err := range b.Statements(ctx) {
		if err != nil {
			return err
		}
		b.noteNew(p, st)
		if len(p.links)+len(p.ends) < 4*boundLinks {
			continue
		}
		if err := b.updateTargets(ctx, p); err != nil {
			return err
		}
		p = newHorizonTargets()
	}
	return b.updateTargets(ctx, p)
}

func (b *horizonUpdate) noteNew(p *horizonTargets, st *knowledge.Statement) {
	r := b.Relations[st.Relation]
	switch {
	case !st.Validity.EndIsStated() && (len(b.endedBy[st.Relation]) > 0 || r.ExclusiveEnds(st) != nil):
		p.add(st.Link, 1)
	case b.isShared(st):
		p.add(st.Link, 2)
	}
	p.note(st, b.relation)
}

// updateRedefined processes all statements of relations whose redefinition affects horizons. That is rare, and their links are held in
// memory.
func (b *horizonUpdate) updateRedefined(ctx context.Context) error {
	names := map[string]bool{}
	for _, old := range b.base.Relations {
		now := b.Relations[old.Name]
		if now == nil {
			continue
		}
		for _, name := range changeset.ChangesHorizons(old, now) {
			names[name] = true
		}
	}
	return b.updateNear(ctx, "relation", slices.Sorted(maps.Keys(names)))
}

// updateChangedLives processes all statements of entities whose life changed.
func (b *horizonUpdate) updateChangedLives(ctx context.Context) error {
	return b.updateNear(ctx, "entity", b.lives.changed)
}

// updateNear processes all statements of relations, or at entities.
func (b *horizonUpdate) updateNear(ctx context.Context, from string, ids []string) error {
	text := b.store.queries.text(queryVariant{file: "bound_near", from: from})
	for part := range slices.Chunk(ids, boundLinks) {
		p := newHorizonTargets()
		err := b.store.write(ctx, text, map[string]any{"ids": part}, func(r *neo4j.Record) error {
			p.add(r.Values[0].(string), 1)
			return nil
		})
		if err != nil {
			return err
		}
		if err := b.updateTargets(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

// updateTargets processes the statements of targets.
func (b *horizonUpdate) updateTargets(ctx context.Context, p *horizonTargets) error {
	rivals, err := b.rivals(ctx, p.ends)
	if err != nil {
		return err
	}
	for _, statements := range rivals {
		for _, st := range statements {
			p.add(st.Link, 1)
		}
	}
	for part := range slices.Chunk(slices.Sorted(maps.Keys(p.links)), boundLinks) {
		if err := b.updateLinks(ctx, part, p); err != nil {
			return err
		}
	}
	return nil
}

// version is a statement of the next revision, with the revision that wrote it.
type version struct {
	*knowledge.Statement
	addedIn int
}

// updateLinks computes the horizons of all statements of some links, and writes those that changed.
func (b *horizonUpdate) updateLinks(ctx context.Context, links []knowledge.ID, p *horizonTargets) error {
	within, err := b.versions(ctx, links, p.links)
	if err != nil {
		return err
	}
	endTargets, ids := newHorizonTargets(), map[knowledge.ID]bool{}
	for _, versions := range within {
		for _, st := range versions {
			ids[st.Subject], ids[st.Object] = true, true
			b.noteEnders(endTargets, st.Statement)
		}
	}
	if err := b.lookUpLives(ctx, ids); err != nil {
		return err
	}
	enders, err := b.versions(ctx, slices.Sorted(maps.Keys(endTargets.links)), endTargets.links)
	if err != nil {
		return err
	}
	rivals, err := b.rivals(ctx, endTargets.ends)
	if err != nil {
		return err
	}
	var changed []version
	for _, link := range links {
		changed = append(changed, b.changedVersions(within[link], enders, rivals)...)
	}
	return b.writeVersions(ctx, changed)
}

// noteEnders adds the links whose statements may end a statement.
func (b *horizonUpdate) noteEnders(p *horizonTargets, st *knowledge.Statement) {
	if st.Validity.EndIsStated() || !st.Affirms() {
		return
	}
	for _, link := range changeset.LinksBetween(b.endedBy[st.Relation], st) {
		p.add(link, 1)
	}
	p.noteEnds(b.Relations[st.Relation], st)
}

// changedVersions returns the statements of a link whose horizon differs from the stored one, with the new horizon, and those whose life
// marks must be rewritten.
func (b *horizonUpdate) changedVersions(versions []version, enders map[knowledge.ID][]version, rivals map[exclusiveEnd][]*knowledge.Statement) (changed []version) {
	beside := make([]*knowledge.Statement, len(versions))
	for i, v := range versions {
		beside[i] = v.Statement
	}
	if !knowledge.MayBoundEachOther(beside) {
		beside = nil
	}
	for _, v := range versions {
		own := *v.Statement
		own.Horizon = b.horizon(v.Statement, beside, enders, rivals)
		if !own.Horizon.Equal(v.Horizon) || b.datesChanged(v.Relation) {
			changed = append(changed, version{&own, v.addedIn})
		}
	}
	return changed
}

// datesChanged reports whether the way in which a relation dates lives has changed.
func (b *horizonUpdate) datesChanged(name string) bool {
	old := b.base.Relation(name)
	return old != nil && changeset.ChangesLives(old, b.Relations[name])
}

// horizon computes the horizon of a statement from those of its link, those that end it and its rivals.
func (b *horizonUpdate) horizon(st *knowledge.Statement, beside []*knowledge.Statement, enders map[knowledge.ID][]version, rivals map[exclusiveEnd][]*knowledge.Statement) *knowledge.Horizon {
	others := func(yield func(*knowledge.Statement) bool) {
		for _, link := range changeset.LinksBetween(b.endedBy[st.Relation], st) {
			for _, o := range enders[link] {
				if !yield(o.Statement) {
					return
				}
			}
		}
		for _, id := range b.Relations[st.Relation].ExclusiveEnds(st) {
			for _, o := range rivals[exclusiveEnd{id, st.Relation}] {
				if o.Link != st.Link && !yield(o) {
					return
				}
			}
		}
	}
	return changeset.Horizon(st, slices.Values(beside), others, b.alive(st))
}

// versions returns the statements of the links that have at least as many as least requires.
func (b *horizonUpdate) versions(ctx context.Context, links []knowledge.ID, least map[knowledge.ID]int) (map[knowledge.ID][]version, error) {
	found := map[knowledge.ID][]version{}
	text := b.store.queries.text(queryVariant{file: "bound_links"})
	for part := range slices.Chunk(links, boundLinks) {
		params := make([]map[string]any, len(part))
		for i, link := range part {
			params[i] = map[string]any{"id": link, "least": least[link]}
		}
		err := b.store.write(ctx, text, map[string]any{"links": params}, func(r *neo4j.Record) error {
			link := part[slotOf(r)]
			found[link] = nil // a query that runs again gives all again
			addedIn, rows := r.Values[1].([]any), r.Values[2].([]any)
			for i, row := range rows {
				st, err := b.store.statement(row.([]byte))
				if err != nil {
					return err
				}
				found[link] = append(found[link], version{st, int(addedIn[i].(int64))})
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// rivals returns the statements of exclusive relations at the exclusive ends.
func (b *horizonUpdate) rivals(ctx context.Context, ends map[exclusiveEnd]bool) (map[exclusiveEnd][]*knowledge.Statement, error) {
	found := map[exclusiveEnd][]*knowledge.Statement{}
	all := slices.SortedFunc(maps.Keys(ends), func(a, b exclusiveEnd) int {
		return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(a.relation, b.relation))
	})
	text := b.store.queries.text(queryVariant{file: "bound_rivals"})
	for part := range slices.Chunk(all, boundLinks) {
		params := make([]map[string]any, len(part))
		for i, end := range part {
			// Every key of a link of the relation begins with its name and a space; hi is the next character after the space.
			params[i] = map[string]any{"id": end.id, "lo": end.relation + " ", "hi": end.relation + "!"}
			found[end] = nil
		}
		err := b.store.write(ctx, text, map[string]any{"ends": params}, func(r *neo4j.Record) error {
			st, err := b.store.statement(r.Values[1].([]byte))
			if err != nil {
				return err
			}
			end := exclusiveEnd{r.Values[0].(string), st.Relation}
			// The other end of an asymmetric relation has no rivals.
			if relation := b.Relations[st.Relation]; relation != nil && slices.Contains(relation.ExclusiveEnds(st), end.id) {
				found[end] = append(found[end], st)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// writeVersions writes statements with changed horizons: in place if this change wrote them, else as new versions.
func (b *horizonUpdate) writeVersions(ctx context.Context, changed []version) error {
	for part := range slices.Chunk(changed, boundRows) {
		var inPlace, retired, put, references []map[string]any
		for _, v := range part {
			row, err := b.statementRow(v.Statement)
			if err != nil {
				return err
			}
			if v.addedIn == b.number {
				inPlace = append(inPlace, row)
				continue
			}
			retired = append(retired, map[string]any{"id": v.ID, "dataset": v.Dataset, "addedIn": v.addedIn})
			put = append(put, row)
			if refers := referencesOf(v.Statement); refers != nil {
				references = append(references, refers)
			}
		}
		var queries []query
		for _, w := range []struct {
			variant queryVariant
			rows    []map[string]any
		}{
			{queryVariant{file: "rebound"}, inPlace}, {queryVariant{file: "retire", label: "Statement"}, retired},
			{queryVariant{file: "put", label: "Statement"}, put}, {queryVariant{file: "put_references"}, references},
		} {
			if w.rows != nil {
				queries = append(queries, query{b.store.queries.text(w.variant), map[string]any{"rows": w.rows, "revision": b.number}, nil})
			}
		}
		if err := b.lease.writeAll(ctx, queries); err != nil {
			return err
		}
	}
	return nil
}

// statementRow returns the properties of a statement node. The properties that date lives also follow the definition of the relation before
// the change: it still counts if the change is interrupted, and readers decide by the relation itself.
func (d *draft) statementRow(st *knowledge.Statement) (map[string]any, error) {
	row, err := d.store.rowProperties(st, d.number)
	if err != nil {
		return nil, err
	}
	for _, r := range []*knowledge.Relation{d.base.Relation(st.Relation), d.Relations[st.Relation]} {
		if r == nil {
			continue
		}
		subject, object := r.MarksLife(st)
		if subject {
			row["datesSubject"] = st.Subject
		}
		if object {
			row["datesObject"] = st.Object
		}
	}
	return row, nil
}

// withInitialHorizon returns a statement with the horizon that it is first written with, which ignores other statements.
func (d *draft) withInitialHorizon(st *knowledge.Statement) *knowledge.Statement {
	own := *st
	own.Horizon = knowledge.NewHorizon(st).Horizon(d.alive(st))
	return &own
}
