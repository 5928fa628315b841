package neo4jstore

import (
	"context"
	"maps"
	"slices"
	"strings"

	"entente/internal/knowledge"
)

// scopeParams are the parameters of a scope, as the template "admitted" reads them. Unset fields have no parameters: the names of the
// parameters determine the conditions of the query.
func scopeParams(scope *knowledge.Scope) map[string]any {
	q := map[string]any{}
	if !scope.AsOf.IsZero() {
		at := scope.AsOf.Span()
		q["asOfFirst"], q["asOfLast"] = int64(at.First), int64(at.Last)
	}
	published, after := "publishedFirst", "afterLast"
	if scope.Certainty == knowledge.Certain {
		published, after = "publishedLast", "afterFirst"
	}
	if scope.KnownBy != nil {
		q[published] = int64(*scope.KnownBy)
	}
	if scope.KnownAfter != nil {
		q[after] = int64(*scope.KnownAfter)
	}
	if scope.MinReliability != "" && scope.MinReliability != knowledge.ReliabilityF {
		q["minReliability"] = string(scope.MinReliability)
	}
	if scope.Datasets != nil {
		q["datasets"] = scope.Datasets
	}
	return q
}

// selection selects statements: those that a scope admits and a filter matches.
type selection struct {
	catalog *catalog
	scope   *knowledge.Scope
	filter  knowledge.StatementFilter
	// relations are the names of the relations that can match, nil for all.
	relations []string
	// all: every statement is selected.
	all bool
	// none: no statement can match.
	none   bool
	params map[string]any
}

// selection prepares a selection: it checks the filter and sets the parameters of its conditions.
func (s *Store) selection(ctx context.Context, scope *knowledge.Scope, filter knowledge.StatementFilter) (*selection, error) {
	c, err := s.at(ctx, scope.Revision)
	if err != nil {
		return nil, err
	}
	matcher, err := filter.Matcher(c.Relations)
	if err != nil {
		return nil, err
	}
	q := &selection{catalog: c, scope: scope, filter: filter, all: scope.IsAll() && filter.IsAll(), params: scopeParams(scope)}
	if names := matcher.Relations(); names != nil {
		q.relations = slices.Sorted(maps.Keys(names))
		q.addList("relations", q.relations, true)
	}
	q.none = q.none || scope.Datasets != nil && len(scope.Datasets) == 0
	q.addQualifiers(matcher.Qualifiers(), filter.Qualifiers != nil)
	q.addFilter(&filter)
	return q, nil
}

// addFilter adds the parameters of the filter, as the template "selected" reads them.
func (q *selection) addFilter(f *knowledge.StatementFilter) {
	if f.Held != nil {
		q.params["held"] = *f.Held
	}
	if f.Polarity != "" {
		q.params["polarity"] = string(f.Polarity)
	}
	q.addList("modality", texts(f.Modality), f.Modality != nil)
	q.addList("otherKinds", texts(f.OtherKinds), f.OtherKinds != nil)
	q.addList("document", f.Document, f.Document != nil)
	q.addList("attributedTo", f.AttributedTo, f.AttributedTo != nil)
	q.addList("topics", f.Topics, f.Topics != nil)
	q.addList("subject", f.Subject, f.Subject != nil)
	q.addList("object", f.Object, f.Object != nil)
	q.addList("with", f.With, f.With != nil)
	q.addBetween(f.Between)
	q.addDays("during", f.During)
	q.addDays("begins", f.Begins)
	q.addDays("ends", f.Ends)
}

// addList adds a list if it is set; an empty list matches nothing.
func (q *selection) addList(name string, values []string, isSet bool) {
	if isSet {
		q.params[name] = values
		q.none = q.none || len(values) == 0
	}
}

// addBetween adds the two lists of Between. Any other number of lists matches nothing.
func (q *selection) addBetween(lists [][]knowledge.ID) {
	if len(lists) == 2 {
		q.addList("betweenOne", lists[0], true)
		q.addList("betweenOther", lists[1], true)
	}
	q.none = q.none || lists != nil && len(lists) != 2
}

// addQualifiers adds the conditions on qualifiers, if they are asked for; none match nothing.
func (q *selection) addQualifiers(conditions []knowledge.QualifierCondition, isSet bool) {
	if !isSet {
		return
	}
	q.none = q.none || len(conditions) == 0
	var all []map[string]any
	for _, c := range conditions {
		var values []map[string]any
		for _, v := range c.Values {
			one := map[string]any{"type": string(v.Type), "low": orNil(v.Low), "high": orNil(v.High), "in": nil}
			if v.In != nil {
				one["in"] = v.In
			}
			values = append(values, one)
		}
		q.none = q.none || values == nil
		all = append(all, map[string]any{"name": c.Name, "values": values})
	}
	q.params["qualifiers"] = all
}

func (q *selection) addDays(name string, r *knowledge.DateRange) {
	if r != nil {
		span := r.Span()
		q.params[name+"First"], q.params[name+"Last"] = int64(span.First), int64(span.Last)
	}
}

func texts[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

// source is where the statements of an anchor are looked up: in the lists of these ids, each of which an index has in the order of begin.
type source struct {
	// of are the branches of the template "of" that are searched for each id.
	of  []string
	ids []knowledge.ID
	// anchor is the entity of the list, document the only document of the statements; each may be "".
	anchor, document knowledge.ID
	// pinned is what the statements must belong to in addition to the lists: a dataset, document or relation.
	pinned map[string]any
}

var ends = []string{"subject", "object"}

// withConditions returns the variant with the conditions of the selection and of its source, which is nil for links.
func (q *selection) withConditions(f queryVariant, src *source) queryVariant {
	f.level, f.conditions = levelOf(q.scope), conditionNames("", q.params)
	if src != nil {
		f.conditions += conditionNames("page.", src.pinned)
	}
	return f
}

// branches are the branches of the variant.
func (s *source) branches() string { return strings.Join(s.of, " ") }

// params are the parameters of a query for one id of the source.
func (s *source) params(id knowledge.ID) map[string]any {
	params := map[string]any{"id": id, "anchor": s.anchor}
	maps.Copy(params, s.pinned)
	return params
}

// source returns where the statements of an anchor are looked up, or nil if it has none.
func (q *selection) source(anchor knowledge.ID) *source {
	prefix, _, _ := strings.Cut(anchor, ":")
	switch {
	case q.none:
		return nil
	case anchor == "":
		return q.narrowed(&source{of: []string{"all"}, ids: []knowledge.ID{""}}, q.catalog.counts.Statements)
	case prefix == knowledge.DatasetPrefix:
		return q.narrowed(&source{of: []string{"dataset"}, ids: []knowledge.ID{anchor}}, q.catalog.counts.Datasets[anchor].Statements)
	case prefix == knowledge.DocumentPrefix:
		return q.narrowed(&source{of: []string{"document"}, ids: []knowledge.ID{anchor}, document: anchor}, q.catalog.counts.Statements)
	case prefix == knowledge.RelationPrefix:
		name, ok := knowledge.RelationNameOf(anchor)
		if !ok || q.catalog.Relation(name) == nil {
			return nil
		}
		return q.narrowed(&source{of: []string{"relation"}, ids: []string{name}}, q.catalog.counts.Relations[name])
	case prefix == knowledge.LinkPrefix:
		return &source{of: []string{"link"}, ids: []knowledge.ID{anchor}}
	}
	return &source{of: ends, ids: []knowledge.ID{anchor}, anchor: anchor}
}

// narrowed looks for a shorter list than that of the anchor in the filter: an entity has few statements compared to a graph, a dataset or a
// relation. length is how many the anchor has.
func (q *selection) narrowed(own *source, length int) *source {
	f := &q.filter
	var lists *source
	switch {
	case f.Subject != nil:
		lists = &source{of: ends, ids: f.Subject}
	case f.Object != nil:
		lists = &source{of: ends, ids: f.Object}
	case len(f.Between) == 2:
		lists = &source{of: ends, ids: slices.MinFunc(f.Between, func(a, b []knowledge.ID) int { return len(a) - len(b) })}
	case f.AttributedTo != nil:
		lists = &source{of: []string{"attributedTo"}, ids: f.AttributedTo}
	case f.With != nil:
		lists = &source{of: []string{"subject", "object", "about"}, ids: f.With}
	case f.Document != nil && own.document == "":
		lists = &source{of: []string{"document"}, ids: f.Document}
	default:
		return q.byCount(own, length)
	}
	lists.ids, lists.pinned, lists.document = unique(lists.ids), own.pin(), own.document
	return lists
}

// byCount uses the lists of the relations or datasets of the query if they are shorter, by their known lengths.
func (q *selection) byCount(own *source, length int) *source {
	best := own
	consider := func(of string, ids []string, count func(string) int) {
		n := 0
		for _, id := range ids {
			n += count(id)
		}
		if ids != nil && n < length && own.of[0] != of && own.document == "" {
			best, length = &source{of: []string{of}, ids: unique(ids), pinned: own.pin()}, n
		}
	}
	consider("relation", q.relations, func(name string) int { return q.catalog.counts.Relations[name] })
	consider("dataset", q.scope.Datasets, func(id string) int { return q.catalog.counts.Datasets[id].Statements })
	return best
}

// pin returns what statements must belong to if they are looked up in other lists.
func (s *source) pin() map[string]any {
	switch s.of[0] {
	case "dataset", "document", "relation":
		return map[string]any{s.of[0]: s.ids[0]}
	}
	return nil
}

func unique(ids []string) []string { return slices.Compact(slices.Sorted(slices.Values(ids))) }
