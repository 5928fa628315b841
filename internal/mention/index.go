package mention

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"
	"unsafe"

	"entente/internal/knowledge"
	"entente/internal/meter"
	"entente/internal/store"
)

// Index holds the mentions of one revision.
type Index struct {
	byDocument map[knowledge.ID][]*knowledge.Mention
	byEntity   map[knowledge.ID][]*knowledge.Mention
	bytes      int
}

// Bytes returns how many bytes the index holds, about.
func (x *Index) Bytes() int { return x.bytes }

// What a mention takes beside its texts: itself and its places in two lists, which have grown by doubling; and what a list takes in its map.
const (
	mentionBytes = int(unsafe.Sizeof(knowledge.Mention{})) + 2*12
	listBytes    = 64
	// nameBytes is what the name of an entity takes while mentions are looked for.
	nameBytes = 300
)

// Build finds all mentions of a revision. It reads every name and every text once, and the statements of each document with a
// text.
func Build(ctx context.Context, reader store.Reader, revision int) (*Index, error) {
	// A name and a byte of text take as long as some places of words that are looked at.
	var trie nameTrie
	named := meter.NewTally(ctx, meter.Words)
	for row, err := range reader.Scan(ctx, revision, knowledge.TableEntity, "") {
		if err != nil {
			return nil, err
		}
		if err := named.Add(20); err != nil {
			return nil, err
		}
		part := row.(*knowledge.EntityPart)
		if err := meter.From(ctx).Hold((1 + len(part.Names)) * nameBytes); err != nil {
			return nil, err
		}
		addNames(&trie, part)
	}
	x := &Index{byDocument: map[knowledge.ID][]*knowledge.Mention{}, byEntity: map[knowledge.ID][]*knowledge.Mention{}}
	for row, err := range reader.Scan(ctx, revision, knowledge.TableDocument, "") {
		if err != nil {
			return nil, err
		}
		document := row.(*knowledge.Document)
		if document.Text == "" {
			continue
		}
		preferred, err := statementEntities(ctx, reader, revision, document.ID)
		if err != nil {
			return nil, err
		}
		if err := meter.From(ctx).Spend(meter.Words, len(document.Text)/4); err != nil {
			return nil, err
		}
		for _, m := range find(&trie, document, preferred) {
			x.byDocument[document.ID] = append(x.byDocument[document.ID], m)
			x.byEntity[m.Entity] = append(x.byEntity[m.Entity], m)
			x.bytes += mentionBytes + len(m.ID) + len(m.Text)
		}
	}
	x.bytes += listBytes * (len(x.byDocument) + len(x.byEntity))
	return x, nil
}

// OfDocument returns the mentions in a document, in order.
func (x *Index) OfDocument(id knowledge.ID) []*knowledge.Mention { return x.byDocument[id] }

// OfEntity returns the mentions of an entity, by document and position.
func (x *Index) OfEntity(id knowledge.ID) []*knowledge.Mention { return x.byEntity[id] }

// ByID returns the mention with this id, or nil.
func (x *Index) ByID(id knowledge.ID) *knowledge.Mention {
	document, start, _, ok := knowledge.MentionPlaceOf(id)
	if !ok {
		return nil
	}
	all := x.byDocument[document]
	i, found := slices.BinarySearchFunc(all, start, func(m *knowledge.Mention, start int) int { return m.Start - start })
	if !found || all[i].ID != id {
		return nil
	}
	return all[i]
}

func addNames(trie *nameTrie, part *knowledge.EntityPart) {
	trie.add(part.Name, part.ID)
	trie.add(string(part.Abbreviation), part.ID)
	for _, n := range part.Names {
		trie.add(n.Text, part.ID)
	}
}

// statementEntities returns the entities that occur in a document's statements.
func statementEntities(ctx context.Context, reader store.Reader, revision int, document knowledge.ID) (map[knowledge.ID]bool, error) {
	entities := map[knowledge.ID]bool{}
	page := store.Page{Limit: 500}
	for {
		lists, err := reader.ListStatements(ctx, &knowledge.Scope{Revision: revision}, []knowledge.ID{document}, store.StatementQuery{}, page)
		if err != nil {
			return nil, err
		}
		for _, s := range lists[0].Rows {
			entities[s.Subject], entities[s.Object] = true, true
			for _, a := range s.ThirdParties() {
				entities[a] = true
			}
			entities[s.AttributedTo] = true
		}
		if !lists[0].HasNext {
			return entities, nil
		}
		page.After = lists[0].LastKey()
	}
}

// find returns the mentions of a document in order. If a name belongs to several entities, it means the preferred one; if none or
// several of them are preferred, it is no mention.
func find(trie *nameTrie, document *knowledge.Document, preferred map[knowledge.ID]bool) []*knowledge.Mention {
	text := string(document.Text)
	found := tokens(text)
	var mentions []*knowledge.Mention
	at, point := 0, 0
	for i := 0; i < len(found); {
		length, owners := trie.longest(found[i:])
		entity := resolveOwner(owners, preferred)
		if length == 0 || entity == "" {
			i += max(length, 1)
			continue
		}
		from, to := found[i].start, found[i+length-1].end
		point += utf8.RuneCountInString(text[at:from])
		at = from
		m := &knowledge.Mention{Document: document.ID, Entity: entity, Text: strings.Clone(text[from:to]), Start: point}
		m.End = point + utf8.RuneCountInString(m.Text)
		m.ID = knowledge.MentionID(document.ID, m.Start, m.End)
		mentions = append(mentions, m)
		i += length
	}
	return mentions
}

// resolveOwner returns the only owner of a name, or the only preferred one; empty if there is none.
func resolveOwner(owners []knowledge.ID, preferred map[knowledge.ID]bool) knowledge.ID {
	if len(owners) == 1 {
		return owners[0]
	}
	var chosen knowledge.ID
	for _, o := range owners {
		if preferred[o] && chosen != "" {
			return ""
		}
		if preferred[o] {
			chosen = o
		}
	}
	return chosen
}
