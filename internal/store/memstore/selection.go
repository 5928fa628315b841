package memstore

import (
	"context"
	"iter"
	"slices"
	"strings"

	"entente/internal/knowledge"
)

// selection selects statements of a snapshot: those that a scope admits and a filter matches.
type selection struct {
	*watch
	snap  *snapshot
	scope *knowledge.Scope
	// admitter is the scope, ready for many statements.
	admitter knowledge.Admitter
	filter   knowledge.StatementFilter
	matcher  *knowledge.Matcher
	// all: every statement is selected, without reading it.
	all bool
}

func (s *Store) selection(ctx context.Context, scope *knowledge.Scope, filter knowledge.StatementFilter) (*selection, error) {
	snap, err := s.at(ctx, scope.Revision)
	if err != nil {
		return nil, err
	}
	matcher, err := filter.Matcher(snap.relationList)
	if err != nil {
		return nil, err
	}
	w := newWatch(ctx)
	w.conditions = len(matcher.Qualifiers())
	return &selection{w, snap, scope, scope.Admitter(), filter, matcher, scope.IsAll() && filter.IsAll()}, nil
}

// keeps reports whether a statement is selected; from is the entity of the list, or "".
func (q *selection) keeps(st *knowledge.Statement, from knowledge.ID) bool {
	return q.all || q.admitter.Admits(st) && q.matcher.Match(st, from)
}

// base is the list of statements that an anchor names, before filtering.
type base struct {
	walk walk[*knowledge.Statement]
	// length is the length of the list; -1 if it is unknown.
	length int
	has    func(*knowledge.Statement) bool
	// from is the entity of the list, document the document of the statements, if the anchor is one.
	from     knowledge.ID
	document *documentRow
}

// rows returns all of a base by validFrom.
func (b base) rows() iter.Seq[*knowledge.Statement] { return b.walk("", knowledge.AfterAll, false) }

// nothing is the base of a missing anchor.
func nothing() base {
	return base{
		walk: func(knowledge.SortKey, knowledge.SortKey, bool) iter.Seq[*knowledge.Statement] {
			return func(func(*knowledge.Statement) bool) {}
		},
		has: func(*knowledge.Statement) bool { return false },
	}
}

// base returns the statements of an anchor.
func (q *selection) base(anchor knowledge.ID) base {
	if anchor == "" {
		return q.ofList(allStatements, func(*knowledge.Statement) bool { return true })
	}
	prefix, _, _ := strings.Cut(anchor, ":")
	switch prefix {
	case knowledge.DatasetPrefix:
		if d := q.snap.dataset(anchor); d != nil {
			return q.ofList(d.statements, func(st *knowledge.Statement) bool { return st.Dataset == anchor })
		}
	case knowledge.DocumentPrefix:
		if d := q.snap.document(anchor); d != nil {
			b := q.ofList(d.statements, func(st *knowledge.Statement) bool { return st.Document == anchor })
			b.document = d
			return b
		}
	case knowledge.RelationPrefix:
		name, _ := knowledge.RelationNameOf(anchor)
		if r := q.snap.relations[name]; r != nil {
			return q.ofList(r.statements, func(st *knowledge.Statement) bool { return st.Relation == name })
		}
	case knowledge.LinkPrefix:
		return base{walk: q.snap.inLink(anchor), length: -1, has: func(st *knowledge.Statement) bool { return st.Link == anchor }}
	default:
		if e := q.snap.entity(anchor); e != nil {
			b := q.ofList(e.ends, func(st *knowledge.Statement) bool { return st.Subject == anchor || st.Object == anchor })
			b.from = anchor
			return b
		}
	}
	return nothing()
}

func (q *selection) ofList(l list, has func(*knowledge.Statement) bool) base {
	return base{walk: q.snap.inList(l), length: q.snap.length(l), has: has}
}

// union is the union of several lists of statements. overlap says that a statement may be in two of them.
type union struct {
	lists   []list
	length  int
	overlap bool
}

// beats reports whether sorting the whole union finds a page faster than walking the base in order until the page is full. With a share of
// union/base of its rows in the page, the walk passes limit*base/union of them.
func (u union) beats(b base, limit int) bool {
	return b.length < 0 || u.length*u.length < (limit+1)*b.length
}

// narrowest returns the lists that hold every selected statement of a base, if the filter or the scope names lists that are shorter than
// the base.
func (q *selection) narrowest(b base) (union, bool) {
	best, found := union{length: b.length}, false
	for _, u := range q.unions() {
		if b.length >= 0 && u.length < best.length {
			best, found = u, true
		}
	}
	return best, found
}

// unions returns the lists that the filter and the scope name, each of which holds every selected statement.
func (q *selection) unions() []union {
	var unions []union
	f := &q.filter
	ends := func(e *entityRow) []list { return []list{e.ends} }
	for _, ids := range [][]knowledge.ID{f.Subject, f.Object} {
		if ids != nil {
			unions = append(unions, q.ofEntities(ids, ends))
		}
	}
	for _, ids := range f.Between {
		unions = append(unions, q.ofEntities(ids, ends))
	}
	if f.With != nil {
		unions = append(unions, q.ofEntities(f.With, func(e *entityRow) []list { return []list{e.ends, e.about} }))
	}
	if f.AttributedTo != nil {
		unions = append(unions, q.ofEntities(f.AttributedTo, func(e *entityRow) []list { return []list{e.attributed} }))
	}
	if f.Document != nil {
		unions = append(unions, q.ofDocuments(f.Document))
	}
	if names := q.matcher.Relations(); names != nil {
		var u union
		for name := range names {
			u.add(q.snap, q.snap.relations[name].statements)
		}
		unions = append(unions, u)
	}
	if q.scope.Datasets != nil {
		unions = append(unions, q.ofDatasets(q.scope.Datasets))
	}
	return unions
}

func (u *union) add(s *snapshot, lists ...list) {
	for _, l := range lists {
		if !slices.Contains(u.lists, l) {
			u.lists, u.length = append(u.lists, l), u.length+s.length(l)
		}
	}
}

func (q *selection) ofEntities(ids []knowledge.ID, lists func(*entityRow) []list) union {
	var u union
	for _, id := range ids {
		if e := q.snap.entity(id); e != nil {
			u.add(q.snap, lists(e)...)
		}
	}
	u.overlap = len(u.lists) > 1
	return u
}

func (q *selection) ofDocuments(ids []knowledge.ID) union {
	var u union
	for _, id := range ids {
		if d := q.snap.document(id); d != nil {
			u.add(q.snap, d.statements)
		}
	}
	return u
}

func (q *selection) ofDatasets(ids []knowledge.ID) union {
	var u union
	for _, id := range ids {
		if d := q.snap.dataset(id); d != nil {
			u.add(q.snap, d.statements)
		}
	}
	return u
}
