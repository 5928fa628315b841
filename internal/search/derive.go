package search

import (
	"context"
	"maps"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// maxChanges is the maximum number of changed rows for which an index is derived from another, and maxSegments the maximum number
// of its segments: beyond either, building an index from scratch is as cheap, and the result answers faster.
const (
	maxChanges  = 20_000
	maxSegments = 8
)

// derive returns the index of another revision: it reads what changed between the two, and shares the rest. It returns nil if
// building from scratch is as cheap.
func (x *Index) derive(ctx context.Context, reader store.Reader, revision int) (*Index, error) {
	if len(x.segments) >= maxSegments || x.revision == 0 || revision == 0 {
		return nil, nil
	}
	entities, documents, err := changedIDs(ctx, reader, x.revision, revision)
	if err != nil || entities == nil {
		return nil, err
	}
	candidates, err := readCandidates(ctx, reader, revision, entities, documents)
	if err != nil {
		return nil, err
	}
	segments := make([]liveSegment, len(x.segments), len(x.segments)+1)
	for i, p := range x.segments {
		segments[i] = p.without(slices.Concat(entities, documents))
	}
	if len(candidates) > 0 {
		if err := spendForSegment(ctx, len(candidates), 0); err != nil {
			return nil, err
		}
		s, err := newSegment(candidates, x.tools.languages)
		if err != nil {
			return nil, err
		}
		segments = append(segments, liveSegment{segment: s})
	}
	return newIndex(x.tools, revision, segments), nil
}

// changedIDs returns the entities and documents that may differ between two revisions; nil entities if there are too many changes.
func changedIDs(ctx context.Context, history store.Revisions, a, b int) (entities, documents []knowledge.ID, err error) {
	entities, documents = []knowledge.ID{}, []knowledge.ID{}
	rows := 0
	for revision := min(a, b) + 1; revision <= max(a, b); revision++ {
		for change, err := range history.Changes(ctx, revision) {
			if err != nil {
				return nil, nil, err
			}
			if rows++; rows > maxChanges {
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

// readCandidates reads entities and documents. Those that the revision does not have are left out.
func readCandidates(ctx context.Context, reader store.Reader, revision int, entities, documents []knowledge.ID) ([]candidate, error) {
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

// without returns the segment with some more entries deleted.
func (p liveSegment) without(ids []knowledge.ID) liveSegment {
	deleted := maps.Clone(p.deleted)
	for _, id := range ids {
		if number, ok := p.segment.byID[id]; ok {
			if deleted == nil {
				deleted = map[uint32]bool{}
			}
			deleted[number] = true
		}
	}
	return liveSegment{p.segment, deleted}
}
