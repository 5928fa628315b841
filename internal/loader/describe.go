package loader

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// describer describes rows in words, with the names of entities and the labels of relations.
type describer struct {
	names  map[knowledge.ID]string
	labels map[string]string
}

// newDescriber looks up the entities and relations that the rows refer to, in the graph and in the plan.
func (p *Plan) newDescriber(ctx context.Context, reader store.Reader, rows []knowledge.Row) (*describer, error) {
	w := &describer{names: map[knowledge.ID]string{}, labels: map[string]string{}}
	var ends []knowledge.ID
	for _, row := range rows {
		if s, ok := row.(*knowledge.Statement); ok {
			ends = append(append(ends, s.Subject, s.Object), s.ThirdParties()[len(s.About):]...)
		}
	}
	slices.Sort(ends)
	ends = slices.Compact(ends)
	entities, err := reader.Entities(ctx, p.Base, ends)
	if err != nil {
		return nil, err
	}
	for _, e := range entities {
		if e != nil {
			w.names[e.ID] = shortName(e)
		}
	}
	relations, err := reader.Relations(ctx, p.Base)
	if err != nil {
		return nil, err
	}
	for _, r := range relations {
		w.labels[r.Name] = r.Label
	}
	for c := range p.changes {
		switch row := c.row.(type) {
		case *knowledge.EntityPart:
			_, known := w.names[row.ID]
			if _, shown := slices.BinarySearch(ends, row.ID); shown && !known {
				w.names[row.ID] = shortName(&row.Entity)
			}
		case *knowledge.Relation:
			w.labels[row.Name] = row.Label
		case *knowledge.Statement:
			// Statements come last and have no names.
			return w, nil
		}
	}
	return w, nil
}

// shortName is the usual name of an entity: of alliances and the like their abbreviation, of countries and persons their name.
func shortName(e *knowledge.Entity) string {
	kind, _ := knowledge.KindOf(e.ID)
	byName := []knowledge.EntityKind{knowledge.KindCountry, knowledge.KindTerritory, knowledge.KindPerson, knowledge.KindCity, knowledge.KindRegion}
	if e.Abbreviation != "" && !slices.Contains(byName, kind) {
		return string(e.Abbreviation)
	}
	return e.Name
}

func (w *describer) name(id knowledge.ID) string {
	if name := w.names[id]; name != "" {
		return name
	}
	return id
}

// row names a row.
func (w *describer) row(row knowledge.Row) string {
	switch r := row.(type) {
	case *knowledge.Dataset:
		return fmt.Sprintf("%s: %s, version %s", r.ID, r.Title, r.Version)
	case *knowledge.Relation:
		return fmt.Sprintf("%s: %s", r.Name, r.Label)
	case *knowledge.Document:
		return fmt.Sprintf("%s: %s", r.ID, r.Title)
	case *knowledge.EntityPart:
		return fmt.Sprintf("%s: %s", r.ID, r.Name)
	case *knowledge.Statement:
		return w.statement(r)
	}
	return ""
}

// statement describes a claim: `Georgia is a member of NATO (promised, 2008-04, rank full)`.
func (w *describer) statement(s *knowledge.Statement) string {
	label := w.labels[s.Relation]
	if label == "" {
		label = s.Relation
	}
	text := fmt.Sprintf("%s %s %s", w.name(s.Subject), label, w.name(s.Object))
	var more []string
	if s.Polarity == knowledge.Denied {
		more = append(more, "denied")
	}
	if s.Modality != knowledge.Asserted {
		more = append(more, strings.ToLower(string(s.Modality)))
	}
	if when := validity(s.Validity); when != "" {
		more = append(more, when)
	}
	for _, q := range s.Qualifiers {
		more = append(more, q.Name+" "+w.name(q.Value))
	}
	if more != nil {
		text += " (" + strings.Join(more, ", ") + ")"
	}
	return text
}

// validity describes when a claim holds; it is empty for the undated present.
func validity(v knowledge.Validity) string {
	if v.Interval.IsSingle() {
		return v.EDTF()
	}
	begin, end := v.Interval.Begin().Date, v.Interval.End().Date
	isOver := v.End == knowledge.BoundUnknown
	switch {
	case v.Begin == knowledge.BoundKnown && v.End == knowledge.BoundKnown:
		return fmt.Sprintf("from %s to %s", begin, end)
	case v.Begin == knowledge.BoundKnown && isOver:
		return fmt.Sprintf("since %s, and over", begin)
	case v.Begin == knowledge.BoundKnown:
		return fmt.Sprintf("since %s", begin)
	case v.End == knowledge.BoundKnown:
		return fmt.Sprintf("until %s", end)
	case isOver:
		return "over"
	}
	return ""
}
