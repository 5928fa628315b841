package explore

import (
	"slices"

	"entente/internal/knowledge"
)

// sources are documents, with those that they are based on, to tell who is independent of whom.
type sources map[knowledge.ID]*knowledge.Document

// vouches says whether a claim of one document counts for or against a claim of another: whether it is another document, of
// another publisher, neither is based on the other, and no software wrote it. What software wrote can be supported and
// contradicted, but vouches for nothing.
//
// A document without a publisher is not of the same publisher as any other: that nobody is named does not make them one.
func (s sources) vouches(witness, claimant knowledge.ID) bool {
	w, c := s[witness], s[claimant]
	switch {
	case witness == claimant, w == nil, c == nil, w.Generator != "":
		return false
	case w.Publisher != "" && knowledge.Fold(string(w.Publisher)) == knowledge.Fold(string(c.Publisher)):
		return false
	}
	return !s.basedOn(w, claimant) && !s.basedOn(c, witness)
}

// basedOn says whether a document is based on another: by its own word, or by that of one that it is based on. Further back
// than that nothing is followed: a source of a source's source is as good as any.
func (s sources) basedOn(d *knowledge.Document, on knowledge.ID) bool {
	return slices.ContainsFunc(d.BasedOn, func(id knowledge.ID) bool {
		between := s[id]
		return id == on || between != nil && slices.Contains(between.BasedOn, on)
	})
}
