package changeset

import (
	"iter"
	"slices"

	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// Horizon returns what bounds a statement in time. beside are the statements of its link, and enders those of other links that may end it,
// which are read only where its own words leave that open; alive are the days on which its ends existed.
func Horizon(st *knowledge.Statement, beside, enders iter.Seq[*knowledge.Statement], alive []edtf.Span) *knowledge.Horizon {
	h := knowledge.NewHorizon(st)
	if h.MayBeBounded() {
		for o := range beside {
			h.AddSameLink(o)
		}
	}
	if !st.Validity.EndIsStated() {
		for o := range enders {
			h.AddEnder(o)
		}
	}
	return h.Horizon(alive)
}

// LinksBetween returns the links of some relations between the ends of a statement.
func LinksBetween(relations []*knowledge.Relation, st *knowledge.Statement) (links []knowledge.ID) {
	for _, r := range relations {
		links = append(links, r.LinksBetween(st)...)
	}
	return links
}

// RelationsEnded returns the relations that a relation ends, which may be nil.
func RelationsEnded(by *knowledge.Relation, relation func(string) *knowledge.Relation) (ended []*knowledge.Relation) {
	if by == nil {
		return nil
	}
	for _, name := range by.Ends {
		if r := relation(name); r != nil {
			ended = append(ended, r)
		}
	}
	return ended
}

// ChangesLives reports whether the statements of a relation that is redefined date or require the lives of their ends in another way.
func ChangesLives(old, now *knowledge.Relation) bool {
	return old.SubjectExistence.OrRequired() != now.SubjectExistence.OrRequired() || old.ObjectExistence.OrRequired() != now.ObjectExistence.OrRequired()
}

// ChangesHorizons returns the names of the relations whose statements may be bounded in another way where a relation is redefined.
func ChangesHorizons(old, now *knowledge.Relation) (names []string) {
	if old.Exclusive != now.Exclusive || ChangesLives(old, now) {
		names = append(names, old.Name)
	}
	if !slices.Equal(old.Ends, now.Ends) {
		names = slices.Concat(names, old.Ends, now.Ends)
	}
	return names
}
