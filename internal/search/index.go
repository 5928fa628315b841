package search

import (
	"context"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store"
	"github.com/blevesearch/vellum/levenshtein"
)

// tools are what all indexes share, since making them costs more than a search.
type tools struct {
	languages *languages
	one, two  *levenshtein.LevenshteinAutomatonBuilder
}

func newTools() (*tools, error) {
	one, err := levenshtein.NewLevenshteinAutomatonBuilder(1, true)
	if err != nil {
		return nil, err
	}
	two, err := levenshtein.NewLevenshteinAutomatonBuilder(2, true)
	return &tools{newLanguages(), one, two}, err
}

// Index finds what a revision has. It never changes.
type Index struct {
	tools    *tools
	revision int
	parts    []part
	// languages are those of all segments.
	languages []string
}

// part is a segment without what later ones have anew, or what is gone.
type part struct {
	segment *segment
	dead    map[uint32]bool
}

func (x *Index) stemmed() []string { return x.languages }

func newIndex(t *tools, revision int, parts []part) *Index {
	x := &Index{tools: t, revision: revision, parts: parts}
	for _, p := range parts {
		x.languages = append(x.languages, p.segment.languages...)
	}
	slices.Sort(x.languages)
	x.languages = slices.Compact(x.languages)
	return x
}

// build reads all names and texts of a revision.
func build(ctx context.Context, t *tools, reader store.Reader, revision int) (*Index, error) {
	datasets, err := reader.Datasets(ctx, revision)
	if err != nil {
		return nil, err
	}
	order := make(map[knowledge.ID]int, len(datasets))
	for i, d := range datasets {
		order[d.ID] = i
	}
	var candidates []candidate
	var parts []*knowledge.EntityPart
	join := func() {
		slices.SortFunc(parts, func(a, b *knowledge.EntityPart) int { return order[a.Dataset] - order[b.Dataset] })
		if e := knowledge.MergeEntity(parts); e != nil {
			candidates = append(candidates, entityCandidate(e))
		}
		parts = parts[:0]
	}
	for row, err := range reader.Scan(ctx, revision, knowledge.TableEntity, "") {
		if err != nil {
			return nil, err
		}
		p := row.(*knowledge.EntityPart)
		if len(parts) > 0 && parts[0].ID != p.ID {
			join()
		}
		parts = append(parts, p)
	}
	join()
	for row, err := range reader.Scan(ctx, revision, knowledge.TableDocument, "") {
		if err != nil {
			return nil, err
		}
		candidates = append(candidates, documentCandidate(row.(*knowledge.Document)))
	}
	s, err := newSegment(candidates, t.languages)
	if err != nil {
		return nil, err
	}
	return newIndex(t, revision, []part{{segment: s}}), nil
}
