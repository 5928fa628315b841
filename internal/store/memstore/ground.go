package memstore

import (
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store/integrity"
)

// ground is what a statement rests on, looked up once. What is not there is nil.
type ground struct {
	set             *datasetRow
	doc             *documentRow
	relation        *relationRow
	subject, object *entityRow
	about           []*entityRow
	// voice is whom it is attributed to; nil also where it is to nobody.
	voice *entityRow
}

func (s *snapshot) groundOf(st *knowledge.Statement) ground { return s.groundBy(st, s.entity) }

// groundBy is groundOf with a way to look entities up.
func (s *snapshot) groundBy(st *knowledge.Statement, entity func(knowledge.ID) *entityRow) ground {
	g := ground{
		set: s.dataset(st.Dataset), doc: s.document(st.Document), relation: s.relations[st.Relation],
		subject: entity(st.Subject), object: entity(st.Object),
	}
	for _, id := range st.About {
		g.about = append(g.about, entity(id))
	}
	if st.AttributedTo != "" {
		g.voice = entity(st.AttributedTo)
	}
	return g
}

// remembered looks up each entity once: the statements of a large load ask for each many times, and in no order.
func (s *snapshot) remembered() func(knowledge.ID) *entityRow {
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

// lists gives the lists that the statement stands in, by validFrom.
func (g *ground) lists(st *knowledge.Statement) []list {
	lists := make([]list, 0, 8)
	lists = append(lists, allStatements, g.set.statements, g.doc.statements, g.relation.statements, g.subject.ends)
	if g.object != g.subject {
		lists = append(lists, g.object.ends)
	}
	if g.voice != nil {
		lists = append(lists, g.voice.voiced)
	}
	for _, e := range g.about {
		lists = append(lists, e.about)
	}
	for _, e := range g.dated(g.relation.Relation, st) {
		lists = append(lists, e.marks)
	}
	return lists
}

// dated gives the ends whose life the statement dates, by a definition of its relation.
func (g *ground) dated(r *knowledge.Relation, st *knowledge.Statement) []*entityRow {
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

// linkEnds gives the statement's link as its one or two ends have it.
func (g *ground) linkEnds(st *knowledge.Statement) []linkEnd {
	source, target := g.subject, g.object
	if first, _ := knowledge.Ends(st.Subject, st.Object, st.Symmetric); first != st.Subject {
		source, target = target, source
	}
	if source == target {
		return []linkEnd{{source.links, outgoing, st}}
	}
	return []linkEnd{{source.links, outgoing, st}, {target.links, incoming, st}}
}

// share lets the statement use the strings that the graph already has for what it says: ids, names and, above all, quotes,
// which stand in their document's text.
func (d *draft) share(st *knowledge.Statement, g *ground) {
	st.Subject, st.Object = g.subject.ID, g.object.ID
	for i, e := range g.about {
		st.About[i] = e.ID
	}
	if g.voice != nil {
		st.AttributedTo = g.voice.ID
	}
	st.Document, st.Dataset, st.Relation = g.doc.ID, g.set.ID, g.relation.Name
	st.Reliability = g.doc.Reliability
	st.Polarity, st.Modality = same(st.Polarity, knowledge.Polarities()), same(st.Modality, knowledge.Modalities())
	for _, e := range st.Evidence {
		e.Document = g.doc.ID
		if e.Place != nil {
			quote, _ := d.textOf(g.doc).Slice(e.Place.Start, e.Place.End)
			e.Quote = knowledge.Text(quote)
		}
	}
}

// same gives the value out of a list of all that there are.
func same[T comparable](value T, all []T) T {
	if i := slices.Index(all, value); i >= 0 {
		return all[i]
	}
	return value
}

// fits says whether a statement fits on its ground, and notes what does not.
func (d *draft) fits(st *knowledge.Statement, g *ground) bool {
	checked := integrity.Ground{
		HasSubject: g.subject != nil, HasObject: g.object != nil, HasVoice: g.voice != nil,
		Text: func() *integrity.Text { return d.textOf(g.doc) },
	}
	if g.set != nil {
		checked.Dataset = g.set.Dataset
	}
	if g.doc != nil {
		checked.Document = g.doc.Document
	}
	if g.relation != nil {
		checked.Relation = g.relation.Relation
	}
	for i, e := range g.about {
		if e == nil {
			checked.LacksAbout = append(checked.LacksAbout, st.About[i])
		}
	}
	return integrity.CheckStatement(&d.Problems, st, &checked)
}

// textOf gives a document's text, ready to be cut.
func (d *draft) textOf(doc *documentRow) *integrity.Text {
	t := d.texts[doc.ID]
	if t == nil {
		t = integrity.NewText(string(doc.Text))
		d.texts[doc.ID] = t
	}
	return t
}
