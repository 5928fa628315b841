package explore

import (
	"context"
	"strings"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// writeEntries makes the entries of pages of items. It looks up all names at once, with four calls.
func (x *Explorer) writeEntries(ctx context.Context, scope *knowledge.Scope, pages []store.List[timelineItem]) ([]store.List[*TimelineEntry], error) {
	var all []timelineItem
	for _, p := range pages {
		all = append(all, p.Rows...)
	}
	n, err := x.namesOf(ctx, scope, all)
	if err != nil {
		return nil, err
	}
	out := make([]store.List[*TimelineEntry], len(pages))
	for i, p := range pages {
		out[i] = store.Map(p, func(m timelineItem) *TimelineEntry {
			return &TimelineEntry{Date: m.date, Kind: m.kind, Statement: m.st, Event: n.entities[m.event], Summary: n.sentence(m)}
		})
	}
	return out, nil
}

// names has what the sentences of a timeline name.
type names struct {
	entities  map[knowledge.ID]*knowledge.Entity
	relations map[string]*knowledge.Relation
	documents map[knowledge.ID]*knowledge.Document
}

// namesOf reads the entities, relations and documents that items name.
func (x *Explorer) namesOf(ctx context.Context, scope *knowledge.Scope, moments []timelineItem) (*names, error) {
	var entities, documents []knowledge.ID
	for _, m := range moments {
		if m.st == nil {
			entities = append(entities, m.event)
			continue
		}
		entities = append(entities, m.st.Subject, m.st.Object)
		if m.st.AttributedTo != "" {
			entities = append(entities, m.st.AttributedTo)
		}
		documents = append(documents, m.st.Document)
	}
	n := &names{map[knowledge.ID]*knowledge.Entity{}, map[string]*knowledge.Relation{}, nil}
	found, err := x.entities(ctx, scope.Revision, "the graph", unique(entities))
	if err != nil {
		return nil, err
	}
	for _, e := range found {
		n.entities[e.ID] = e
	}
	relations, err := x.reader.Relations(ctx, scope.Revision)
	if err != nil {
		return nil, err
	}
	for _, r := range relations {
		n.relations[r.Name] = r
	}
	n.documents, err = x.documents(ctx, scope.Revision, documents)
	return n, err
}

// documents returns documents by id.
func (x *Explorer) documents(ctx context.Context, revision int, ids []knowledge.ID) (map[knowledge.ID]*knowledge.Document, error) {
	found, err := x.reader.Documents(ctx, revision, unique(ids))
	if err != nil {
		return nil, err
	}
	byID := make(map[knowledge.ID]*knowledge.Document, len(found))
	for _, d := range found {
		if d != nil {
			byID[d.ID] = d
		}
	}
	return byID, nil
}

// sentence says when, how, what, and in which source:
//
//	From 2008, by NATO: Georgia is promised to be a member of NATO (The News And Times Review).
func (n *names) sentence(m timelineItem) string {
	var b strings.Builder
	switch m.kind {
	case Began:
		b.WriteString("From ")
	case Ended:
		b.WriteString("Until ")
	}
	b.WriteString(m.date.String())
	if m.st == nil {
		return b.String() + ": " + n.entities[m.event].Name + "."
	}
	if m.st.AttributedTo != "" {
		b.WriteString(", " + attributionPreposition(m.st.Modality) + " " + n.entities[m.st.AttributedTo].Name)
	}
	b.WriteString(": " + n.entities[m.st.Subject].Name + " " + n.relations[m.st.Relation].LabelIn(m.st.Mood()) + " " + n.entities[m.st.Object].Name)
	return b.String() + " (" + sourceOf(n.documents[m.st.Document]) + ")."
}

// sourceOf returns the name of a document's source: its publisher, or else its title.
func sourceOf(d *knowledge.Document) string {
	if d.Publisher != "" {
		return string(d.Publisher)
	}
	return d.Title
}

// attributionPreposition returns the word before the name of the entity that a claim is attributed to. Promises and plans are made
// by it, other claims are according to it.
func attributionPreposition(m knowledge.Modality) string {
	if m == knowledge.Promised || m == knowledge.Planned {
		return "by"
	}
	return "according to"
}
