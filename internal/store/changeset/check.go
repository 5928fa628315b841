package changeset

import (
	"context"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store/integrity"
)

// checker applies steps of statements, and checks statements against the graph after the change.
type checker struct {
	draft *Draft
	// unchanged: the statements are in the graph already, so that there are the entities that they refer to; CheckRemoved finds those that the
	// change removes.
	unchanged bool
	// documents and entities are what was looked up, missing ones too; texts are prepared for checking quotes.
	documents map[knowledge.ID]*knowledge.Document
	entities  map[knowledge.ID]bool
	texts     map[knowledge.ID]*integrity.Text
	tally
}

func newChecker(d *Draft) *checker {
	return &checker{
		draft: d, documents: map[knowledge.ID]*knowledge.Document{}, entities: map[knowledge.ID]bool{},
		texts: map[knowledge.ID]*integrity.Text{}, tally: tally{trusted: d.trusted},
	}
}

// change looks up the statements before a batch of steps, applies the steps and checks the new statements.
func (c *checker) change(ctx context.Context, batch []statementStep) error {
	keys := make([]knowledge.RowKey, len(batch))
	for i, s := range batch {
		keys[i] = s.Key
	}
	live, err := c.draft.live(ctx, knowledge.TableStatement, keys)
	if err != nil {
		return err
	}
	options, puts := &c.draft.options, make([]*knowledge.Statement, 0, len(batch))
	for _, s := range batch {
		before, put := live[s.Key], knowledge.Row(nil)
		if s.put != nil {
			put = s.put
		}
		if !options.Stream {
			s.Before = before.Row
		}
		if !c.apply(s.Step, put, before) {
			continue
		}
		if options.Changed != nil {
			old, _ := before.Row.(*knowledge.Statement)
			options.Changed(old, s.put)
		}
		if s.put != nil && !c.trusted {
			puts = append(puts, s.put)
		}
	}
	if options.Checked != nil {
		options.Checked(len(batch))
	}
	return c.check(ctx, puts)
}

// check checks statements.
func (c *checker) check(ctx context.Context, statements []*knowledge.Statement) error {
	if err := c.findDocuments(ctx, statements); err != nil {
		return err
	}
	if err := c.findEntities(ctx, statements); err != nil {
		return err
	}
	for _, st := range statements {
		deps := integrity.Dependencies{
			Dataset: c.draft.After.Dataset(st.Dataset), Document: c.documents[st.Document], Relation: c.draft.Relations[st.Relation],
			HasSubject: c.has(st.Subject), HasObject: c.has(st.Object), HasAttribution: c.has(st.AttributedTo),
			Text: func() *integrity.Text { return c.textOf(st.Document) },
		}
		for _, id := range st.ThirdParties() {
			if !c.has(id) {
				deps.LacksAbout = append(deps.LacksAbout, id)
			}
		}
		if c.unchanged && (deps.Dataset == nil || deps.Document == nil || deps.Relation == nil) {
			continue // CheckRemoved says so.
		}
		if integrity.CheckStatement(&c.Problems, st, &deps); c.Full() {
			break
		}
	}
	return nil
}

func (c *checker) has(entity knowledge.ID) bool { return c.unchanged || c.entities[entity] }

// findDocuments looks up the documents of statements.
func (c *checker) findDocuments(ctx context.Context, statements []*knowledge.Statement) error {
	var missing []knowledge.RowKey
	for _, st := range statements {
		id := st.Document
		if _, known := c.documents[id]; known {
			continue
		}
		put, changed := c.draft.documents[id]
		if c.documents[id] = put; !changed {
			missing = append(missing, knowledge.RowKey{Table: knowledge.TableDocument, ID: id})
		}
	}
	found, err := c.draft.live(ctx, knowledge.TableDocument, missing)
	for _, row := range found {
		c.documents[row.Key().ID] = row.Row.(*knowledge.Document)
	}
	return err
}

// findEntities looks up the entities that statements refer to.
func (c *checker) findEntities(ctx context.Context, statements []*knowledge.Statement) error {
	if c.unchanged {
		return nil
	}
	var missing []knowledge.ID
	need := func(id knowledge.ID) {
		if _, known := c.entities[id]; known {
			return
		}
		exists, changed := c.draft.exists[id]
		if c.entities[id] = exists; !changed && id != "" {
			missing = append(missing, id)
		}
	}
	for _, st := range statements {
		need(st.Subject)
		need(st.Object)
		need(st.AttributedTo)
		for _, id := range st.ThirdParties() {
			need(id)
		}
	}
	for part := range slices.Chunk(missing, batchRows) {
		if err := c.draft.base.Existing(ctx, part, func(id knowledge.ID) { c.entities[id] = true }); err != nil {
			return err
		}
	}
	return nil
}

// textOf returns a document's text, prepared for checking quotes.
func (c *checker) textOf(document knowledge.ID) *integrity.Text {
	t := c.texts[document]
	if t == nil {
		t = integrity.NewText(string(c.documents[document].Text))
		c.texts[document] = t
	}
	return t
}
