package search

import (
	"context"
	"iter"
	"maps"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// maxFollowed is how many rows may have changed for an index to be made out of another, and maxParts how many segments it may
// have: with more, one that is built anew is not dearer, and answers faster.
const (
	maxFollowed = 20_000
	maxParts    = 8
)

// historian is a reader that tells what a revision changed. Every store does; what wraps one need not, and costs a building anew.
type historian interface {
	Changes(ctx context.Context, revision int) iter.Seq2[store.RowChange, error]
}

// follow makes the index of another revision out of this one: what changed between the two is read anew, all else is shared. It
// gives nil where building anew is as good.
func (x *Index) follow(ctx context.Context, reader store.Reader, revision int) (*Index, error) {
	history, ok := reader.(historian)
	if !ok || len(x.parts) >= maxParts || x.revision == 0 || revision == 0 {
		return nil, nil
	}
	entities, documents, err := changed(ctx, history, x.revision, revision)
	if err != nil || entities == nil {
		return nil, err
	}
	candidates, err := reread(ctx, reader, revision, entities, documents)
	if err != nil {
		return nil, err
	}
	parts := make([]part, len(x.parts), len(x.parts)+1)
	for i, p := range x.parts {
		parts[i] = p.without(slices.Concat(entities, documents))
	}
	if len(candidates) > 0 {
		s, err := newSegment(candidates, x.tools.languages)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part{segment: s})
	}
	return newIndex(x.tools, revision, parts), nil
}

// changed gives the entities and documents that differ between two revisions, or may; nil entities where they are too many.
func changed(ctx context.Context, history historian, a, b int) (entities, documents []knowledge.ID, err error) {
	entities, documents = []knowledge.ID{}, []knowledge.ID{}
	rows := 0
	for revision := min(a, b) + 1; revision <= max(a, b); revision++ {
		for change, err := range history.Changes(ctx, revision) {
			if err != nil {
				return nil, nil, err
			}
			if rows++; rows > maxFollowed {
				return nil, nil, nil
			}
			row := change.After
			if row == nil {
				row = change.Before
			}
			switch key := row.Key(); key.Table {
			case knowledge.TableEntity:
				entities = append(entities, key.ID)
			case knowledge.TableDocument:
				documents = append(documents, key.ID)
			case knowledge.TableDataset:
				// Its place in load order decides which of an entity's names is the first.
				return nil, nil, nil
			}
		}
	}
	slices.Sort(entities)
	slices.Sort(documents)
	return slices.Compact(entities), slices.Compact(documents), nil
}

func reread(ctx context.Context, reader store.Reader, revision int, entities, documents []knowledge.ID) ([]candidate, error) {
	foundEntities, err := reader.Entities(ctx, revision, entities)
	if err != nil {
		return nil, err
	}
	foundDocuments, err := reader.Documents(ctx, revision, documents)
	if err != nil {
		return nil, err
	}
	var candidates []candidate
	for _, e := range foundEntities {
		if e != nil {
			candidates = append(candidates, entityCandidate(e))
		}
	}
	for _, d := range foundDocuments {
		if d != nil {
			candidates = append(candidates, documentCandidate(d))
		}
	}
	return candidates, nil
}

// without gives the part without some entries.
func (p part) without(ids []knowledge.ID) part {
	dead := maps.Clone(p.dead)
	for _, id := range ids {
		if number, ok := p.segment.byID[id]; ok {
			if dead == nil {
				dead = map[uint32]bool{}
			}
			dead[number] = true
		}
	}
	return part{p.segment, dead}
}
