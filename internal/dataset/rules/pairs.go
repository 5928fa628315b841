package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"entente/internal/knowledge"
)

// exclusives looks within the dataset for exclusive relations with two other ends at once. What another dataset says instead is
// disagreement, and shown as such.
func (c *check) exclusives() {
	type end struct {
		relation, id, document string
	}
	within := map[end][]*knowledge.Statement{}
	for _, s := range c.own {
		r := c.relations[s.Relation]
		if r == nil || r.Exclusive == knowledge.ExclusiveNone {
			continue
		}
		one := s.Object
		if r.Exclusive == knowledge.ExclusiveSubject {
			one = s.Subject
		}
		// Within a document first: that is the graver finding, and the first of a claim and rule counts.
		for _, document := range []string{s.Document, ""} {
			key := end{s.Relation, one, document}
			within[key] = append(within[key], s)
		}
	}
	for _, document := range []bool{true, false} {
		for key, all := range within {
			if (key.document != "") != document {
				continue
			}
			other := func(s *knowledge.Statement) string { return s.Other(key.id) }
			overlaps(all, other, func(a, b *knowledge.Statement) {
				c.add(TwoAtOnce, true, b, a, fmt.Sprintf("%s has %s and %s at once for %s, which can have one at a time (%s)", key.id, other(a), other(b), key.relation, a.Document),
					"give the first an end, or waive it with the reason")
			})
		}
	}
}

// symmetrics looks for documents that give a symmetric relation of the same two twice.
func (c *check) symmetrics() {
	type side struct{ link, document, qualifiers string }
	within := map[side][]*knowledge.Statement{}
	for _, s := range c.own {
		if s.Symmetric {
			// What differs in a qualifier is not the same: two treaties between the same two.
			key := side{s.Link, s.Document, fmt.Sprint(s.Qualifiers)}
			within[key] = append(within[key], s)
		}
	}
	for _, all := range within {
		overlaps(all, func(s *knowledge.Statement) string { return s.ID }, func(a, b *knowledge.Statement) {
			c.add(SymmetricTwice, false, b, a, fmt.Sprintf("%s %s %s is given twice by %s: as %s and as %s, which overlap", b.Subject, b.Relation, b.Object, b.Document, a.Validity.EDTF(), b.Validity.EDTF()),
				"a symmetric relation is the same from either end: make one statement of the two")
		})
	}
}

// overlaps calls found with pairs of statements that tell apart, and that certainly hold on one day: for each statement with
// at most one that begins no later. It sorts the statements.
func overlaps(all []*knowledge.Statement, apart func(*knowledge.Statement) string, found func(a, b *knowledge.Statement)) {
	all = slices.DeleteFunc(all, func(s *knowledge.Statement) bool {
		return s.Validity.Uncertain || s.Validity.LatestBegin > s.Validity.EarliestEnd
	})
	slices.SortFunc(all, func(a, b *knowledge.Statement) int {
		return cmp.Or(cmp.Compare(a.Validity.LatestBegin, b.Validity.LatestBegin), strings.Compare(a.ID, b.ID))
	})
	// longest are the two that hold longest of those before, of different ends: one of them is another's.
	var longest []*knowledge.Statement
	for _, b := range all {
		for _, a := range longest {
			if apart(a) != apart(b) && a.Validity.EarliestEnd >= b.Validity.LatestBegin {
				found(a, b)
				break
			}
		}
		longest = longer(longest, b, apart)
	}
}

// longer keeps the two statements of different ends that hold longest.
func longer(longest []*knowledge.Statement, s *knowledge.Statement, apart func(*knowledge.Statement) string) []*knowledge.Statement {
	i := slices.IndexFunc(longest, func(o *knowledge.Statement) bool { return apart(o) == apart(s) })
	switch {
	case i < 0:
		longest = append(longest, s)
	case longest[i].Validity.EarliestEnd < s.Validity.EarliestEnd:
		longest[i] = s
	}
	slices.SortStableFunc(longest, func(a, b *knowledge.Statement) int {
		return cmp.Compare(b.Validity.EarliestEnd, a.Validity.EarliestEnd)
	})
	return longest[:min(len(longest), 2)]
}

// borders looks for borders that only one of two lists has. A document whose claims of borders, two or more, all have one
// subject lists the borders of that subject.
func (c *check) borders() {
	byDocument := map[knowledge.ID][]*knowledge.Statement{}
	for _, s := range c.own {
		if s.Relation == knowledge.RelationBorders {
			byDocument[s.Document] = append(byDocument[s.Document], s)
		}
	}
	// listed has for each subject the neighbors that its documents name, and one of these documents.
	listed := map[knowledge.ID]map[knowledge.ID]bool{}
	document := map[knowledge.ID]knowledge.ID{}
	for id, all := range byDocument {
		one := all[0].Subject
		if len(all) < 2 || slices.ContainsFunc(all, func(s *knowledge.Statement) bool { return s.Subject != one }) {
			delete(byDocument, id)
			continue
		}
		if listed[one] == nil {
			listed[one] = map[knowledge.ID]bool{}
		}
		for _, s := range all {
			listed[one][s.Object] = true
		}
		document[one] = max(document[one], id)
	}
	for _, all := range byDocument {
		for _, s := range all {
			if there := listed[s.Object]; there != nil && !there[s.Subject] {
				c.add(BorderOneSided, false, s, s, fmt.Sprintf("%s borders %s here, but %s, which lists the borders of %s, does not name it", s.Subject, s.Object, document[s.Object], s.Object),
					"add it there if the document has it, or waive it with the reason")
			}
		}
	}
}
