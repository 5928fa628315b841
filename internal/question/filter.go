package question

import (
	"context"
	"errors"
	"slices"
	"strings"

	"entente/internal/explore"
	"entente/internal/knowledge"
	"entente/internal/store"
)

// StatementFilter keeps statements that match all its fields. A client may write references for ids of entities.
type StatementFilter struct {
	knowledge.StatementFilter
	// Corroboration restricts them to levels, which only explore can compute.
	Corroboration []explore.CorroborationLevel
}

// EntityFilter keeps entities that match all its fields. A client may write references for ids of entities.
type EntityFilter struct {
	knowledge.EntityFilter
	// Region is any region of the M49 standard; the domain's filter has those that entities are filed under.
	Region string
}

// OfKinds returns the filter restricted to kinds; without kinds, it is unchanged. A nil filter keeps all entities.
func (f *EntityFilter) OfKinds(kinds ...knowledge.EntityKind) EntityFilter {
	var out EntityFilter
	if f != nil {
		out = *f
	}
	out.Kinds = intersect(out.Kinds, kinds)
	return out
}

// EventFilter keeps events that match all its fields.
type EventFilter struct {
	During       *knowledge.DateRange
	Participant  *knowledge.ID
	NameContains string
}

// Entities converts the filter to one of entities. A nil filter keeps all events.
func (f *EventFilter) Entities() EntityFilter {
	out := EntityFilter{EntityFilter: knowledge.EntityFilter{Kinds: []knowledge.EntityKind{knowledge.KindEvent}}}
	if f == nil {
		return out
	}
	out.During, out.NameContains = f.During, f.NameContains
	if f.Participant != nil {
		out.RelatedTo = &knowledge.RelatedTo{Entity: *f.Participant}
	}
	return out
}

// StatementFilter replaces the references of a filter by ids, and checks that the documents that it names exist: an empty list for a slip
// would be mistaken for an answer. A nil filter keeps all statements. The error has a code of Entities, or knowledge.NotFound for a document.
// The store checks relations and ranges of time.
func (q *Request) StatementFilter(ctx context.Context, s *Scope, where *StatementFilter) (StatementFilter, error) {
	if where == nil {
		return StatementFilter{}, nil
	}
	f := *where
	if err := checkTopics(f.Topics); err != nil {
		return f, err
	}
	lists := []*[]knowledge.ID{&f.Subject, &f.Object, &f.With, &f.AttributedTo}
	if f.Between != nil {
		if err := knowledge.CheckBetween(f.Between); err != nil {
			return f, err
		}
		f.Between = slices.Clone(f.Between)
	}
	for i := range f.Between {
		lists = append(lists, &f.Between[i])
	}
	named, err := q.qualifierEntities(ctx, s, &f)
	if err != nil {
		return f, err
	}
	if err := q.Entities(ctx, s, append(lists, named...)...); err != nil {
		return f, err
	}
	return f, q.checkDocuments(ctx, s, f.Document)
}

// qualifierEntities returns the lists of values of the filter's qualifiers of entities, in which a client may write references. A name that
// relations also give to values of other types has none: there an entity is named by its id.
func (q *Request) qualifierEntities(ctx context.Context, s *Scope, f *StatementFilter) ([]*[]knowledge.ID, error) {
	if len(f.Qualifiers) == 0 {
		return nil, nil
	}
	if err := knowledge.CheckQualifierFilters(f.Qualifiers); err != nil {
		return nil, err
	}
	relations, err := q.Relations(ctx, s)
	if err != nil {
		return nil, err
	}
	f.Qualifiers = slices.Clone(f.Qualifiers)
	var lists []*[]knowledge.ID
	for i := range f.Qualifiers {
		one := &f.Qualifiers[i]
		isEntity, isOther := false, false
		for _, r := range relations {
			if d := r.Qualifier(one.Name); d != nil {
				isEntity, isOther = isEntity || d.Type == knowledge.QualifierEntity, isOther || d.Type != knowledge.QualifierEntity
			}
		}
		if isEntity && !isOther && one.In != nil {
			lists = append(lists, &one.In)
		}
	}
	return lists, nil
}

// checkTopics returns an error for a topic that is not in lower case, as all are: no statement would match it.
func checkTopics(topics []string) error {
	for _, t := range topics {
		if lower := strings.ToLower(t); lower != t {
			return knowledge.Errorf(knowledge.BadInput, "topics are in lower case, and there is no %s; did you mean %s?", knowledge.Quote(t), knowledge.Quote(lower))
		}
	}
	return nil
}

// checkDocuments returns an error if an id is not that of a document of the scope's revision.
func (q *Request) checkDocuments(ctx context.Context, s *Scope, ids []knowledge.ID) error {
	if len(ids) == 0 {
		return nil
	}
	for _, id := range ids {
		if err := knowledge.CheckID(id, knowledge.DocumentPrefix); err != nil {
			return err
		}
	}
	found, err := q.store.Documents(ctx, s.Revision, ids)
	if err != nil {
		return err
	}
	for i, d := range found {
		if d == nil {
			return knowledge.Errorf(knowledge.NotFound, "nothing has the id %s", knowledge.Quote(ids[i]))
		}
	}
	return nil
}

// LinkFilter is StatementFilter for a question about links, which cannot be filtered by corroboration: that is an error with the code
// knowledge.BadInput.
func (q *Request) LinkFilter(ctx context.Context, s *Scope, where *StatementFilter) (knowledge.StatementFilter, error) {
	if where != nil && where.Corroboration != nil {
		return knowledge.StatementFilter{}, knowledge.Errorf(knowledge.BadInput, "corroboration filters lists of statements only; here, ask for each link's corroboration")
	}
	f, err := q.StatementFilter(ctx, s, where)
	return f.StatementFilter, err
}

// EntityFilter replaces the reference of a filter by an id, and its region by those that entities are filed under. The error has a code of
// Entities, knowledge.NotFound for a region or a scheme that there is not, or knowledge.BadInput for a range without a day or a text that has nothing to
// search for.
func (q *Request) EntityFilter(ctx context.Context, s *Scope, f EntityFilter) (knowledge.EntityFilter, error) {
	if err := errors.Join(f.During.Check(), checkContains("nameContains", f.NameContains)); err != nil {
		return f.EntityFilter, err
	}
	if f.RelatedTo != nil {
		related := []knowledge.ID{f.RelatedTo.Entity}
		if err := q.Entities(ctx, s, &related); err != nil {
			return f.EntityFilter, err
		}
		f.RelatedTo = &knowledge.RelatedTo{Entity: related[0], Relations: f.RelatedTo.Relations}
	}
	if err := q.checkScheme(ctx, s, f.Identifier); err != nil {
		return f.EntityFilter, err
	}
	var err error
	if f.Region != "" {
		f.Regions, err = q.regionsWithin(ctx, s, f.Region)
	}
	return f.EntityFilter, err
}

// checkScheme returns an error for a scheme that the graph does not know, and by which nothing has the code: a slip in its name. Datasets may
// bring schemes of their own.
func (q *Request) checkScheme(ctx context.Context, s *Scope, code *knowledge.IdentifierFilter) error {
	known := knowledge.Schemes()
	if code == nil || slices.Contains(known, code.Scheme) {
		return nil
	}
	const all = "" // the anchor of all entities
	n, err := s.Reader().CountEntities(ctx, &s.Scope, []knowledge.ID{all}, knowledge.EntityFilter{Identifier: code})
	if err != nil || n[0] > 0 {
		return err
	}
	return knowledge.Errorf(knowledge.NotFound, "nothing has a code %s of a scheme %s%s", knowledge.Quote(code.Value), knowledge.Quote(code.Scheme),
		knowledge.DidYouMean(code.Scheme, known))
}

// regionsWithin returns a region and those within it. A dataset may file entities under regions that M49 does not have.
func (q *Request) regionsWithin(ctx context.Context, s *Scope, region string) ([]string, error) {
	within, err := knowledge.RegionsWithin(region)
	if err == nil {
		return within, nil
	}
	const all = "" // the anchor of all entities
	n, counted := s.Reader().CountEntities(ctx, &s.Scope, []knowledge.ID{all}, knowledge.EntityFilter{Regions: []string{region}})
	if counted != nil {
		return nil, counted
	}
	if n[0] == 0 {
		return nil, err
	}
	return []string{region}, nil
}

// CheckDocumentFilter returns an error if a filter of documents has a range without a day or a text that has nothing to search for
// (knowledge.BadInput), or names an unknown dataset (knowledge.UnknownDataset).
func (q *Request) CheckDocumentFilter(ctx context.Context, s *Scope, f knowledge.DocumentFilter) error {
	if err := errors.Join(f.PublishedOn.Check(), checkContains("titleContains", f.TitleContains)); err != nil || f.Dataset == "" {
		return err
	}
	return store.CheckDatasets(ctx, q.store, s.Revision, []knowledge.ID{f.Dataset})
}

// checkContains rejects a text that has nothing to search for, such as a space, which every text contains.
func checkContains(field, text string) error {
	if text != "" && knowledge.Fold(text) == "" {
		return knowledge.Errorf(knowledge.BadInput, "%s is %s, which every name contains; leave it out, or write a letter", field, knowledge.Quote(text))
	}
	return nil
}
