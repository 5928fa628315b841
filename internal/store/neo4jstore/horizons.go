package neo4jstore

import (
	"cmp"
	"context"
	"hash/maphash"
	"maps"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"entente/internal/knowledge"
)

// How many links are looked at together, and how many statements are changed in one transaction.
const (
	boundLinks = 500
	boundRows  = 1000
)

// bounding finds the horizons of statements when the change is written, under the number of its revision, which nobody reads yet. What
// may be bounded is found link by link, some hundreds at a time: the statements of a load were written as if no other spoke of them,
// and mostly none does.
//
// A statement of an older revision whose horizon is another now is written as a new version of its row. It is no change of the
// revision's content, and is not told as one.
type bounding struct {
	*draft
	lease *lease
	// endedBy are the relations that end one.
	endedBy map[string][]*knowledge.Relation
}

// bound brings the horizons of all statements up to date.
func (d *draft) bound(ctx context.Context, l *lease) error {
	b := &bounding{draft: d, lease: l, endedBy: map[string][]*knowledge.Relation{}}
	for _, r := range d.relations {
		for _, name := range r.Ends {
			b.endedBy[name] = append(b.endedBy[name], r)
		}
	}
	slices.Sort(d.linkHashes)
	for _, phase := range []func(context.Context) error{
		func(ctx context.Context) error { return b.look(ctx, d.left) }, b.lookAtNew, b.lookAtRedefined, b.lookAtReborn,
	} {
		if err := phase(ctx); err != nil {
			return err
		}
	}
	return nil
}

// places are where statements are whose horizon may be another.
type places struct {
	// links are links, with how many statements one must have to be worth a look.
	links map[knowledge.ID]int
	// ends are ends of exclusive relations, whose links there are rivals.
	ends map[exclusiveEnd]bool
}

type exclusiveEnd struct {
	id       knowledge.ID
	relation string
}

func newPlaces() *places {
	return &places{map[knowledge.ID]int{}, map[exclusiveEnd]bool{}}
}

func (p *places) add(link knowledge.ID, least int) {
	if known, there := p.links[link]; !there || least < known {
		p.links[link] = least
	}
}

// note adds where a statement may end others: those of the relations that its own ends, and its rivals.
func (p *places) note(st *knowledge.Statement, relation func(string) *knowledge.Relation) {
	r := relation(st.Relation)
	if r == nil || !st.Affirms() {
		return
	}
	for _, name := range r.Ends {
		if ended := relation(name); ended != nil {
			for _, link := range ended.LinksBetween(st) {
				p.add(link, 1)
			}
		}
	}
	p.noteEnds(r, st)
}

func (p *places) noteEnds(r *knowledge.Relation, st *knowledge.Statement) {
	for _, id := range r.ExclusiveEnds(st) {
		p.ends[exclusiveEnd{id, st.Relation}] = true
	}
}

// noteLeft notes where a statement that goes was a word on others, by what its relation meant then.
func (d *draft) noteLeft(st *knowledge.Statement) {
	d.left.add(st.Link, 1)
	d.left.note(st, d.base.relation)
}

// noteLink notes that a statement of the link is put.
func (d *draft) noteLink(st *knowledge.Statement) {
	d.linkHashes = append(d.linkHashes, maphash.String(d.linkSeed, st.Link))
}

// isShared says whether a link may have other statements than the one that is put.
func (d *draft) isShared(st *knowledge.Statement) bool {
	if d.base.counts.Relations[st.Relation] > 0 {
		return true
	}
	hash := maphash.String(d.linkSeed, st.Link)
	at, _ := slices.BinarySearch(d.linkHashes, hash)
	return at+1 < len(d.linkHashes) && d.linkHashes[at+1] == hash
}

// lookAtNew looks at the statements that are put, and at those of which they may be a word.
func (b *bounding) lookAtNew(ctx context.Context) error {
	p := newPlaces()
	for c, err := range b.statements(ctx) {
		if err != nil {
			return err
		}
		if c.skip {
			continue
		}
		b.noteNew(p, c.statement)
		if len(p.links)+len(p.ends) < 4*boundLinks {
			continue
		}
		if err := b.look(ctx, p); err != nil {
			return err
		}
		p = newPlaces()
	}
	return b.look(ctx, p)
}

func (b *bounding) noteNew(p *places, st *knowledge.Statement) {
	r := b.relations[st.Relation]
	switch {
	case !st.Validity.EndIsStated() && (len(b.endedBy[st.Relation]) > 0 || r.ExclusiveEnds(st) != nil):
		p.add(st.Link, 1)
	case b.isShared(st):
		p.add(st.Link, 2)
	}
	p.note(st, b.relation)
}

// lookAtRedefined looks at all statements of relations that are defined anew in what bounds them. That is rare, and their links are
// held.
func (b *bounding) lookAtRedefined(ctx context.Context) error {
	names := map[string]bool{}
	for _, old := range b.base.relations {
		now := b.relations[old.Name]
		if now == nil {
			continue
		}
		if old.Exclusive != now.Exclusive || dates(old) != dates(now) {
			names[old.Name] = true
		}
		if !slices.Equal(old.Ends, now.Ends) {
			for _, name := range slices.Concat(old.Ends, now.Ends) {
				names[name] = true
			}
		}
	}
	return b.lookNear(ctx, "relation", slices.Sorted(maps.Keys(names)))
}

// dates is what a relation says of the lives of its ends.
func dates(r *knowledge.Relation) [2]knowledge.Existence {
	return [2]knowledge.Existence{r.SubjectExistence.OrRequired(), r.ObjectExistence.OrRequired()}
}

// lookAtReborn looks at all statements at entities whose life is another.
func (b *bounding) lookAtReborn(ctx context.Context) error {
	return b.lookNear(ctx, "entity", b.lives.reborn)
}

// lookNear looks at all statements of relations, or at entities.
func (b *bounding) lookNear(ctx context.Context, from string, ids []string) error {
	text := b.store.queries.text(form{file: "bound_near", from: from})
	for part := range slices.Chunk(ids, boundLinks) {
		p := newPlaces()
		err := b.store.write(ctx, text, map[string]any{"ids": part}, func(r *neo4j.Record) error {
			p.add(r.Values[0].(string), 1)
			return nil
		})
		if err != nil {
			return err
		}
		if err := b.look(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

// look looks at the statements of places.
func (b *bounding) look(ctx context.Context, p *places) error {
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
		if err := b.lookAtLinks(ctx, part, p); err != nil {
			return err
		}
	}
	return nil
}

// version is a statement as it stands, with the revision that wrote it.
type version struct {
	*knowledge.Statement
	addedIn int
}

// lookAtLinks finds the horizons of all statements of some links, and writes those that are others.
func (b *bounding) lookAtLinks(ctx context.Context, links []knowledge.ID, p *places) error {
	within, err := b.versions(ctx, links, p.links)
	if err != nil {
		return err
	}
	against, ids := newPlaces(), map[knowledge.ID]bool{}
	for _, versions := range within {
		for _, st := range versions {
			ids[st.Subject], ids[st.Object] = true, true
			b.noteAgainst(against, st.Statement)
		}
	}
	if err := b.lookUpLives(ctx, ids); err != nil {
		return err
	}
	enders, err := b.versions(ctx, slices.Sorted(maps.Keys(against.links)), against.links)
	if err != nil {
		return err
	}
	rivals, err := b.rivals(ctx, against.ends)
	if err != nil {
		return err
	}
	var moved []version
	for _, link := range links {
		moved = append(moved, b.moved(within[link], enders, rivals)...)
	}
	return b.renew(ctx, moved)
}

// noteAgainst notes where claims are that may end a statement.
func (b *bounding) noteAgainst(p *places, st *knowledge.Statement) {
	if st.Validity.EndIsStated() || !st.Affirms() {
		return
	}
	for _, by := range b.endedBy[st.Relation] {
		for _, link := range by.LinksBetween(st) {
			p.add(link, 1)
		}
	}
	p.noteEnds(b.relations[st.Relation], st)
}

// moved gives the statements of a link that have another horizon than they carry, with it, and those that must tell otherwise whose life
// they date.
func (b *bounding) moved(versions []version, enders map[knowledge.ID][]version, rivals map[exclusiveEnd][]*knowledge.Statement) (moved []version) {
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
		if !own.Horizon.Equal(v.Horizon) || b.isRemarked(v.Relation) {
			moved = append(moved, version{&own, v.addedIn})
		}
	}
	return moved
}

// isRemarked says whether a relation dates lives otherwise than before.
func (b *bounding) isRemarked(name string) bool {
	old := b.base.relation(name)
	return old != nil && dates(old) != dates(b.relations[name])
}

func (b *bounding) horizon(st *knowledge.Statement, beside []*knowledge.Statement, enders map[knowledge.ID][]version, rivals map[exclusiveEnd][]*knowledge.Statement) *knowledge.Horizon {
	h := knowledge.NewHorizon(st)
	if h.IsAsked() {
		for _, o := range beside {
			h.Beside(o)
		}
	}
	if !st.Validity.EndIsStated() {
		for _, by := range b.endedBy[st.Relation] {
			for _, link := range by.LinksBetween(st) {
				for _, o := range enders[link] {
					h.Against(o.Statement)
				}
			}
		}
		for _, id := range b.relations[st.Relation].ExclusiveEnds(st) {
			for _, o := range rivals[exclusiveEnd{id, st.Relation}] {
				if o.Link != st.Link {
					h.Against(o)
				}
			}
		}
	}
	return h.Horizon(b.alive(st))
}

// versions gives the statements of links that have enough of them.
func (b *bounding) versions(ctx context.Context, links []knowledge.ID, least map[knowledge.ID]int) (map[knowledge.ID][]version, error) {
	found := map[knowledge.ID][]version{}
	text := b.store.queries.text(form{file: "bound_links"})
	for part := range slices.Chunk(links, boundLinks) {
		asked := make([]map[string]any, len(part))
		for i, link := range part {
			asked[i] = map[string]any{"id": link, "least": least[link]}
		}
		err := b.store.write(ctx, text, map[string]any{"links": asked}, func(r *neo4j.Record) error {
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

// rivals gives the statements of exclusive relations at the ends that have one other end at a time.
func (b *bounding) rivals(ctx context.Context, ends map[exclusiveEnd]bool) (map[exclusiveEnd][]*knowledge.Statement, error) {
	found := map[exclusiveEnd][]*knowledge.Statement{}
	all := slices.SortedFunc(maps.Keys(ends), func(a, b exclusiveEnd) int {
		return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(a.relation, b.relation))
	})
	text := b.store.queries.text(form{file: "bound_rivals"})
	for part := range slices.Chunk(all, boundLinks) {
		asked := make([]map[string]any, len(part))
		for i, end := range part {
			// Every form of a link of the relation begins with its name and a space, which the character of hi follows.
			asked[i] = map[string]any{"id": end.id, "lo": end.relation + " ", "hi": end.relation + "!"}
			found[end] = nil
		}
		err := b.store.write(ctx, text, map[string]any{"ends": asked}, func(r *neo4j.Record) error {
			st, err := b.store.statement(r.Values[1].([]byte))
			if err != nil {
				return err
			}
			end := exclusiveEnd{r.Values[0].(string), st.Relation}
			// At the other end of a relation that is not symmetric there is no rival.
			if relation := b.relations[st.Relation]; relation != nil && slices.Contains(relation.ExclusiveEnds(st), end.id) {
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

// renew writes statements with other horizons: where the change itself wrote them, in their place.
func (b *bounding) renew(ctx context.Context, moved []version) error {
	for part := range slices.Chunk(moved, boundRows) {
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
			if refers := refersTo(v.Statement); refers != nil {
				references = append(references, refers)
			}
		}
		var queries []query
		for _, w := range []struct {
			form form
			rows []map[string]any
		}{
			{form{file: "rebound"}, inPlace}, {form{file: "retire", label: "Statement"}, retired},
			{form{file: "put", label: "Statement"}, put}, {form{file: "put_references"}, references},
		} {
			if w.rows != nil {
				queries = append(queries, query{b.store.queries.text(w.form), map[string]any{"rows": w.rows, "revision": b.number}, nil})
			}
		}
		if err := b.lease.together(ctx, queries); err != nil {
			return err
		}
	}
	return nil
}

// statementRow are the properties of a statement's node. Whose life it dates is said as its relation meant it before, too: where the
// change is cut short that still counts, and who reads it decides by the relation itself.
func (d *draft) statementRow(st *knowledge.Statement) (map[string]any, error) {
	row, err := d.store.rowProperties(st, d.number)
	if err != nil {
		return nil, err
	}
	for _, r := range []*knowledge.Relation{d.base.relation(st.Relation), d.relations[st.Relation]} {
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

// beginning is a statement with the horizon that it is written with: what is known before it stands beside others.
func (d *draft) beginning(st *knowledge.Statement) *knowledge.Statement {
	own := *st
	own.Horizon = knowledge.NewHorizon(st).Horizon(d.alive(st))
	return &own
}
