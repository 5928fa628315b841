package knowledge

import (
	"slices"
	"strings"

	"entente/internal/edtf"
)

// DateRange is a span of time. Each end has its own precision and is included; a zero end is unbounded.
type DateRange struct {
	From edtf.Date
	To   edtf.Date
}

// Span gives the range's first and last day.
func (r DateRange) Span() edtf.Span {
	s := edtf.Span{First: edtf.UnboundedPast, Last: edtf.UnboundedFuture}
	if !r.From.IsZero() {
		s.First = r.From.Span().First
	}
	if !r.To.IsZero() {
		s.Last = r.To.Span().Last
	}
	return s
}

// Check returns an error with the code BadInput if the last day is before the first.
func (r *DateRange) Check() error {
	if r == nil {
		return nil
	}
	if s := r.Span(); s.First > s.Last {
		return Errorf(BadInput, "no day lies from %s to %s; are the two the wrong way round?", r.From, r.To)
	}
	return nil
}

// StatementFilter matches statements that satisfy all set fields. A nil list is not set; an empty one matches nothing.
type StatementFilter struct {
	// Subject and Object fit either end of a symmetric relation.
	Subject []ID
	Object  []ID
	// With: on either side, or one of Statement.ThirdParties.
	With []ID
	// Between, where it is not nil, are two lists: one end is in the first, the other in the second, whichever is the subject.
	Between [][]ID
	// Relations are names, as MEMBER_OF.
	Relations  []string
	Categories []RelationCategory
	// OtherKinds: the kind of the end that is not the one asked from; of either end where nothing is asked from.
	OtherKinds []EntityKind
	Topics     []string
	// Held, where it is not nil, keeps what affirms its relation (Statement.Affirms), or what does not: denials, promises and plans.
	Held         *bool
	Polarity     Polarity
	Modality     []Modality
	Document     []ID
	AttributedTo []ID
	// During: possibly held within; Begins and Ends: possibly began or ended within, where the source says when.
	During *DateRange
	Begins *DateRange
	Ends   *DateRange
	// Qualifiers: each of them matches a qualifier of the statement.
	Qualifiers []QualifierFilter
}

// HeldUnlessNamed returns the filter of a field that shows what is held: affirmed claims, asserted or reported, unless the filter sets
// Held, a polarity or a modality itself.
func (f StatementFilter) HeldUnlessNamed() StatementFilter {
	if f.Held == nil && f.Polarity == "" && f.Modality == nil {
		f.Polarity, f.Modality = Affirmed, []Modality{Asserted, Reported}
	}
	return f
}

// IsAll says whether every statement fits.
func (f *StatementFilter) IsAll() bool {
	return f.Subject == nil && f.Object == nil && f.With == nil && f.Between == nil && f.Relations == nil && f.Categories == nil &&
		f.OtherKinds == nil && f.Topics == nil && f.Held == nil && f.Polarity == "" && f.Modality == nil && f.Document == nil &&
		f.AttributedTo == nil && f.During == nil && f.Begins == nil && f.Ends == nil && f.Qualifiers == nil
}

// EntityIDs are the entities that the filter names, for a check that they exist.
func (f *StatementFilter) EntityIDs() []ID {
	return slices.Concat(f.Subject, f.Object, f.With, slices.Concat(f.Between...), f.AttributedTo)
}

// Matcher is a filter prepared for a revision's relations: categories resolved to names, ranges to days.
type Matcher struct {
	f                    StatementFilter
	relations            map[string]bool
	during, begins, ends edtf.Span
	qualifiers           []QualifierCondition
}

// CheckBetween returns an error with the code BadInput if the lists of a Between are not two.
func CheckBetween(lists [][]ID) error {
	if len(lists) != 2 {
		return Errorf(BadInput, "between takes two lists of entities, and this has %d", len(lists))
	}
	return nil
}

// Matcher prepares the filter. The error has the code UnknownRelation for a relation that is not among the given, UnknownQualifier for a
// qualifier that none of those that can match declares, LimitExceeded for too many of these, and BadInput for an empty range of time, a Between
// without two lists, or a value that a qualifier cannot have.
func (f StatementFilter) Matcher(relations []*Relation) (*Matcher, error) {
	m := &Matcher{f: f}
	for _, r := range []*DateRange{f.During, f.Begins, f.Ends} {
		if err := r.Check(); err != nil {
			return nil, err
		}
	}
	if len(f.Between) > 0 {
		if err := CheckBetween(f.Between); err != nil {
			return nil, err
		}
	}
	if f.During != nil {
		m.during = f.During.Span()
	}
	if f.Begins != nil {
		m.begins = f.Begins.Span()
	}
	if f.Ends != nil {
		m.ends = f.Ends.Span()
	}
	if err := CheckRelations(f.Relations, relations); err != nil {
		return nil, err
	}
	if f.Relations != nil || f.Categories != nil {
		m.relations = map[string]bool{}
	}
	for _, r := range relations {
		named := f.Relations == nil || slices.Contains(f.Relations, r.Name)
		if m.relations != nil && named && (f.Categories == nil || slices.Contains(f.Categories, r.Category)) {
			m.relations[r.Name] = true
		}
	}
	return m, m.prepareQualifiers(relations)
}

// CheckRelations returns an error for the first name that is not a relation, with a suggestion.
func CheckRelations(names []string, relations []*Relation) error {
	for _, name := range names {
		if slices.ContainsFunc(relations, func(r *Relation) bool { return r.Name == name }) {
			continue
		}
		known := make([]string, len(relations))
		for i, r := range relations {
			known[i] = r.Name
		}
		return Errorf(UnknownRelation, "there is no relation %s%s", Quote(name), DidYouMean(name, known))
	}
	return nil
}

// Relations are the names of relations that can match, nil for all: for a store that has an index over them.
func (m *Matcher) Relations() map[string]bool { return m.relations }

// Match says whether a statement fits. from is the entity asked from, or empty. It allocates nothing.
func (m *Matcher) Match(s *Statement, from ID) bool {
	f := &m.f
	switch {
	case m.relations != nil && !m.relations[s.Relation],
		f.Held != nil && *f.Held != s.Affirms(),
		f.Polarity != "" && s.Polarity != f.Polarity,
		f.Modality != nil && !slices.Contains(f.Modality, s.Modality),
		f.Document != nil && !slices.Contains(f.Document, s.Document),
		f.AttributedTo != nil && (s.AttributedTo == "" || !slices.Contains(f.AttributedTo, s.AttributedTo)),
		f.Topics != nil && !slices.ContainsFunc(f.Topics, func(t string) bool { return slices.Contains(s.Topics, t) }):
		return false
	}
	return m.matchEnds(s, from) && m.matchTime(&s.Validity) && m.matchQualifiers(s)
}

// matchEnds reports whether the ends of a statement match.
func (m *Matcher) matchEnds(s *Statement, from ID) bool {
	f := &m.f
	switch {
	case f.Subject != nil && !slices.Contains(f.Subject, s.Subject) && !(s.Symmetric && slices.Contains(f.Subject, s.Object)),
		f.Object != nil && !slices.Contains(f.Object, s.Object) && !(s.Symmetric && slices.Contains(f.Object, s.Subject)),
		f.Subject != nil && f.Object != nil && !m.matchSubjectAndObject(s),
		f.With != nil && !s.involvesAny(f.With),
		f.Between != nil && !s.isBetween(f.Between):
		return false
	case f.OtherKinds == nil:
		return true
	case from == "":
		return hasKind(s.Subject, f.OtherKinds) || hasKind(s.Object, f.OtherKinds)
	}
	return hasKind(s.Other(from), f.OtherKinds)
}

// matchSubjectAndObject matches subject and object together: they must be different ends.
func (m *Matcher) matchSubjectAndObject(s *Statement) bool {
	straight := slices.Contains(m.f.Subject, s.Subject) && slices.Contains(m.f.Object, s.Object)
	crossed := s.Symmetric && slices.Contains(m.f.Subject, s.Object) && slices.Contains(m.f.Object, s.Subject)
	return straight || crossed
}

func (m *Matcher) matchTime(v *Validity) bool {
	switch {
	case m.f.During != nil && (v.EarliestBegin > m.during.Last || v.LatestEnd < m.during.First),
		m.f.Begins != nil && (v.Begin != BoundKnown || v.EarliestBegin > m.begins.Last || v.LatestBegin < m.begins.First),
		m.f.Ends != nil && (v.End != BoundKnown || v.EarliestEnd > m.ends.Last || v.LatestEnd < m.ends.First):
		return false
	}
	return true
}

func (s *Statement) involvesAny(ids []ID) bool {
	for _, id := range ids {
		if s.Subject == id || s.Object == id || slices.Contains(s.About, id) || s.qualifiedBy(id) {
			return true
		}
	}
	return false
}

// qualifiedBy says whether a qualifier names the entity.
func (s *Statement) qualifiedBy(id ID) bool {
	return slices.ContainsFunc(s.Qualifiers, func(q Qualifier) bool { return q.Type == QualifierEntity && q.Value == id })
}

// isBetween says whether one end is in the first of two lists, and the other in the second. No list fits nothing.
func (s *Statement) isBetween(lists [][]ID) bool {
	return len(lists) == 2 && (s.joins(lists[0], lists[1]) || s.joins(lists[1], lists[0]))
}

// joins says whether the subject is one of some entities and the object one of others.
func (s *Statement) joins(subjects, objects []ID) bool {
	return slices.Contains(subjects, s.Subject) && slices.Contains(objects, s.Object)
}

func hasKind(id ID, kinds []EntityKind) bool {
	for _, k := range kinds {
		if len(id) > len(k) && id[len(k)] == ':' && strings.EqualFold(id[:len(k)], string(k)) {
			return true
		}
	}
	return false
}

// EntityFilter keeps entities that fit all that is given.
type EntityFilter struct {
	Kinds        []EntityKind
	NameContains string
	Identifier   *IdentifierFilter
	// Regions are those that it may be filed under; nil means any, or none.
	Regions []string
	// Existed: it is known to have existed on some day of this date; see Entity.Life. Of what nothing is known does not fit.
	Existed edtf.Date
	// RelatedTo: they stand in a held relation to it, by a statement in scope.
	RelatedTo *RelatedTo
	// During, of events: some held statement in scope dates them within.
	During *DateRange
	// Except are entities that are left out, sorted by id; nil leaves out none. No client asks for it.
	Except []ID `json:",omitempty"`
}

// IdentifierFilter keeps entities that have this code, at the scope's AsOf where codes changed hands.
type IdentifierFilter struct {
	Scheme string
	Value  string
}

// RelatedTo keeps entities that stand in a relation to Entity: any of Relations, or any at all where they are nil.
type RelatedTo struct {
	Entity    ID
	Relations []string
}

// IsAll says whether every entity fits.
func (f *EntityFilter) IsAll() bool {
	return f.Kinds == nil && f.NameContains == "" && f.Identifier == nil && f.Regions == nil && f.Existed.IsZero() && f.RelatedTo == nil && f.During == nil &&
		f.Except == nil
}

// Match says whether the entity fits, but for RelatedTo and During, which only a store can answer. at is the scope's AsOf.
func (f *EntityFilter) Match(e *Entity, at edtf.Date) bool {
	switch {
	case f.Kinds != nil && !slices.Contains(f.Kinds, e.Kind), f.Regions != nil && !slices.Contains(f.Regions, string(e.Region)),
		!f.Existed.IsZero() && !e.existed(f.Existed.Span()):
		return false
	case f.excepts(e.ID):
		return false
	case f.Identifier != nil && !slices.ContainsFunc(e.Identifiers, func(i Identifier) bool {
		return i.Scheme == f.Identifier.Scheme && strings.EqualFold(i.Value, f.Identifier.Value) && validOn(i.ValidFrom, i.ValidTo, at)
	}):
		return false
	case f.NameContains == "":
		return true
	}
	want := Fold(f.NameContains)
	return slices.ContainsFunc(e.Names, func(n Name) bool { return strings.Contains(Fold(n.Text), want) })
}

func (f *EntityFilter) excepts(id ID) bool {
	if f.Except == nil {
		return false
	}
	_, excepted := slices.BinarySearch(f.Except, id)
	return excepted
}

// DocumentFilter keeps documents that fit all that is given.
type DocumentFilter struct {
	Dataset ID
	// PublishedOn: possibly published, or else retrieved, within.
	PublishedOn   *DateRange
	TitleContains string
}

// IsAll says whether every document fits.
func (f *DocumentFilter) IsAll() bool {
	return f.Dataset == "" && f.PublishedOn == nil && f.TitleContains == ""
}

// Match says whether the document fits.
func (f *DocumentFilter) Match(d *Document) bool {
	if f.Dataset != "" && d.Dataset != f.Dataset {
		return false
	}
	if f.PublishedOn != nil {
		span, day := f.PublishedOn.Span(), d.Day()
		if day.First > span.Last || day.Last < span.First {
			return false
		}
	}
	return f.TitleContains == "" || strings.Contains(Fold(d.Title), Fold(f.TitleContains))
}
