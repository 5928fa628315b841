package memstore

import (
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store/integrity"
)

// dependencies are the rows that a statement refers to, looked up once. A missing one is nil.
type dependencies struct {
	set             *datasetRow
	doc             *documentRow
	relation        *relationRow
	subject, object *entityRow
	// about are the third parties.
	about []*entityRow
	// attribution is the entity that it is attributed to, or nil.
	attribution *entityRow
}

func (s *snapshot) dependenciesOf(st *knowledge.Statement) dependencies {
	return s.dependenciesWith(st, s.entity)
}

// dependenciesWith is dependenciesOf with a function that looks up entities.
func (s *snapshot) dependenciesWith(st *knowledge.Statement, entity func(knowledge.ID) *entityRow) dependencies {
	g := dependencies{
		set: s.dataset(st.Dataset), doc: s.document(st.Document), relation: s.relations[st.Relation],
		subject: entity(st.Subject), object: entity(st.Object),
	}
	for _, id := range st.ThirdParties() {
		g.about = append(g.about, entity(id))
	}
	if st.AttributedTo != "" {
		g.attribution = entity(st.AttributedTo)
	}
	return g
}

// cachedEntities returns a look-up that caches entities: the statements of a large load need each many times, and in no order.
func (s *snapshot) cachedEntities() func(knowledge.ID) *entityRow {
	known := map[knowledge.ID]*entityRow{}
	return func(id knowledge.ID) *entityRow {
		e, ok := known[id]
		if !ok {
			e = s.entity(id)
			known[id] = e
		}
		return e
	}
}

// lists returns the lists that contain the statement, each ordered by validFrom.
func (g *dependencies) lists(st *knowledge.Statement) []list {
	lists := make([]list, 0, 8)
	lists = append(lists, allStatements, g.set.statements, g.doc.statements, g.relation.statements, g.subject.ends)
	if g.object != g.subject {
		lists = append(lists, g.object.ends)
	}
	if g.attribution != nil {
		lists = append(lists, g.attribution.attributed)
	}
	for _, e := range g.about {
		lists = append(lists, e.about)
	}
	for _, e := range g.dated(g.relation.Relation, st) {
		lists = append(lists, e.marks)
	}
	return lists
}

// dated returns the ends whose life the statement dates, by a definition of its relation.
func (g *dependencies) dated(r *knowledge.Relation, st *knowledge.Statement) []*entityRow {
	switch subject, object := r.MarksLife(st); {
	case subject && object && g.object != g.subject:
		return []*entityRow{g.subject, g.object}
	case subject:
		return []*entityRow{g.subject}
	case object:
		return []*entityRow{g.object}
	}
	return nil
}

// linkEnds returns the entries of the statement's link at its one or two ends.
func (g *dependencies) linkEnds(st *knowledge.Statement) []linkEnd {
	source, target := g.subject, g.object
	if first, _ := knowledge.Ends(st.Subject, st.Object, st.Symmetric); first != st.Subject {
		source, target = target, source
	}
	if source == target {
		return []linkEnd{{source.links, outgoing, st}}
	}
	return []linkEnd{{source.links, outgoing, st}, {target.links, incoming, st}}
}

// sharer makes statements use strings that the graph already has. texts are the texts of documents, prepared for slicing.
type sharer struct {
	texts map[knowledge.ID]*integrity.Text
}

func newSharer() sharer { return sharer{map[knowledge.ID]*integrity.Text{}} }

// strings replaces the strings of a statement: ids, names and, above all, quotes, which are substrings of their document's text.
func (s sharer) strings(st *knowledge.Statement, g *dependencies) {
	st.Subject, st.Object = g.subject.ID, g.object.ID
	for i := range st.About {
		st.About[i] = g.about[i].ID
	}
	shareQualifiers(st, g)
	if g.attribution != nil {
		st.AttributedTo = g.attribution.ID
	}
	st.Document, st.Dataset, st.Relation = g.doc.ID, g.set.ID, g.relation.Name
	st.Reliability = g.doc.Reliability
	st.Polarity, st.Modality = canonical(st.Polarity, knowledge.Polarities()), canonical(st.Modality, knowledge.Modalities())
	for _, e := range st.Evidence {
		e.Document = g.doc.ID
		if e.Place != nil {
			quote, _ := s.textOf(g.doc).Slice(e.Place.Start, e.Place.End)
			e.Quote = knowledge.Text(quote)
		}
	}
}

// shareQualifiers replaces names, types and codes by those of the relation's definition, and ids by those of the entities.
func shareQualifiers(st *knowledge.Statement, g *dependencies) {
	entities := g.about[len(st.About):]
	for i := range st.Qualifiers {
		q := &st.Qualifiers[i]
		d := g.relation.Qualifier(q.Name)
		if d == nil {
			continue // changeset refuses it
		}
		q.Name, q.Type = d.Name, d.Type
		switch q.Type {
		case knowledge.QualifierEntity:
			q.Value, entities = entities[0].ID, entities[1:]
		case knowledge.QualifierCode:
			for _, c := range d.Codes {
				if c.Code == q.Value {
					q.Value = c.Code
				}
			}
		}
	}
}

func (s sharer) textOf(doc *documentRow) *integrity.Text {
	t := s.texts[doc.ID]
	if t == nil {
		t = integrity.NewText(string(doc.Text))
		s.texts[doc.ID] = t
	}
	return t
}

// canonical returns the equal value of a list of all values.
func canonical[T comparable](value T, all []T) T {
	if i := slices.Index(all, value); i >= 0 {
		return all[i]
	}
	return value
}
