package search

import (
	"cmp"
	"context"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/meter"
	"entente/internal/store"
	"github.com/blevesearch/vellum/levenshtein"
)

// tools are shared by all indexes, since creating them costs more than a search.
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

// Index searches one revision. It is immutable.
type Index struct {
	tools    *tools
	revision int
	segments []liveSegment
	// languages are those in which texts of any segment are stemmed.
	languages []string
}

// liveSegment is a segment without the entries that were deleted or that a later segment replaces.
type liveSegment struct {
	segment *segment
	deleted map[uint32]bool
}

func (x *Index) stemLanguages() []string { return x.languages }

func newIndex(t *tools, revision int, segments []liveSegment) *Index {
	x := &Index{tools: t, revision: revision, segments: segments}
	for _, p := range segments {
		x.languages = append(x.languages, p.segment.languages...)
	}
	slices.Sort(x.languages)
	x.languages = slices.Compact(x.languages)
	return x
}

// build builds the index of a revision from all of its entities and documents.
func build(ctx context.Context, t *tools, reader store.Reader, revision int) (*Index, error) {
	datasets, err := reader.Datasets(ctx, revision)
	if err != nil {
		return nil, err
	}
	order := make(map[knowledge.ID]int, len(datasets))
	for i, d := range datasets {
		order[d.ID] = i
	}
	bytes := 0 // of texts
	var candidates []candidate
	var parts []*knowledge.EntityPart
	flush := func() {
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
			flush()
		}
		parts = append(parts, p)
	}
	flush()
	for row, err := range reader.Scan(ctx, revision, knowledge.TableDocument, "") {
		if err != nil {
			return nil, err
		}
		d := row.(*knowledge.Document)
		candidates, bytes = append(candidates, documentCandidate(d)), bytes+len(d.Text)
	}
	if err := spendForSegment(ctx, len(candidates), bytes); err != nil {
		return nil, err
	}
	s, err := newSegment(candidates, t.languages)
	if err != nil {
		return nil, err
	}
	return newIndex(t, revision, []liveSegment{{segment: s}}), nil
}

// What a candidate of a segment and a byte of its text take, in places of words that could be looked at meanwhile, and what a candidate holds.
const (
	candidateWords = 200
	textWords      = 1
	candidateBytes = 2000
)

// spendForSegment spends for making a segment of some candidates with some bytes of texts.
func spendForSegment(ctx context.Context, candidates, bytes int) error {
	m := meter.From(ctx)
	return cmp.Or(m.Spend(meter.Words, candidates*candidateWords+bytes*textWords), m.Hold(candidates*candidateBytes+bytes))
}
