package rules

import (
	"fmt"
	"slices"

	"entente/internal/knowledge"
)

// foundings finds members of organizations that were not founded yet. An organization begins with a FOUNDED claim, or when it became the
// SUCCESSOR_OF another; of several such claims the earliest counts.
func (c *check) foundings() {
	first := map[knowledge.ID]*knowledge.Statement{}
	take := func(id knowledge.ID, s *knowledge.Statement) {
		if first[id] == nil || s.Validity.EarliestBegin < first[id].Validity.EarliestBegin {
			first[id] = s
		}
	}
	for _, s := range c.byRelation[founded] {
		take(s.Object, s)
	}
	for _, s := range c.byRelation[successorOf] {
		take(s.Subject, s)
	}
	for _, m := range c.byRelation[knowledge.RelationMemberOf] {
		f := first[m.Object]
		if f == nil || m.Validity.LatestBegin >= f.Validity.EarliestBegin {
			continue
		}
		c.add(MemberBeforeFounding, true, m, f,
			fmt.Sprintf("%s is a member of %s from %s on, which is before that was founded (%s, %s)", m.Subject, m.Object, m.ValidFrom(), f.ValidFrom(), f.Document),
			"mend the date of one of the two")
	}
}

// accessions finds partnerships, candidacies and programs that began before the accession to the organization that they lead to, and go on
// after that.
func (c *check) accessions() {
	joined := map[[2]knowledge.ID][]*knowledge.Statement{}
	for _, m := range c.byRelation[knowledge.RelationMemberOf] {
		key := [2]knowledge.ID{m.Subject, m.Object}
		joined[key] = append(joined[key], m)
	}
	runs := map[knowledge.ID][]knowledge.ID{}
	for _, r := range c.byRelation[knowledge.RelationRuns] {
		if kind, _ := knowledge.KindOf(r.Object); kind == knowledge.KindProgram && !slices.Contains(runs[r.Object], r.Subject) {
			runs[r.Object] = append(runs[r.Object], r.Subject)
		}
	}
	look := func(w *knowledge.Statement, organization knowledge.ID) {
		for _, m := range joined[[2]knowledge.ID{w.Subject, organization}] {
			if w.Validity.LatestBegin < m.Validity.EarliestBegin && w.Validity.EarliestEnd > m.Validity.LatestBegin {
				c.add(OpenAfterAccession, false, w, m,
					fmt.Sprintf("%s %s %s goes on after %s became a member of %s (%s, %s)", w.Subject, w.Relation, w.Object, w.Subject, organization, m.ValidFrom(), m.Document),
					"give it an end, as 1994/1999, if the document does")
			}
		}
	}
	for _, relation := range waysIn() {
		for _, w := range c.byRelation[relation] {
			look(w, w.Object)
		}
	}
	for _, w := range c.byRelation[participatesIn] {
		for _, organization := range runs[w.Object] {
			look(w, organization)
		}
	}
}

// deaths looks for those in office after they died. A person died by the latest day on which DIED_IN began.
func (c *check) deaths() {
	died := map[knowledge.ID]*knowledge.Statement{}
	for _, d := range c.byRelation[diedIn] {
		if before := died[d.Subject]; before == nil || d.Validity.LatestBegin > before.Validity.LatestBegin {
			died[d.Subject] = d
		}
	}
	for _, relation := range []string{headOfState, headOfGovernment, leads} {
		for _, o := range c.byRelation[relation] {
			d := died[o.Subject]
			if d == nil || o.Validity.EarliestEnd <= d.Validity.LatestBegin {
				continue
			}
			c.add(OfficeAfterDeath, true, o, d,
				fmt.Sprintf("%s %s %s goes on until %s at least, but %s had died by %s (%s)", o.Subject, o.Relation, o.Object, o.Validity.EarliestEnd, o.Subject, d.Validity.LatestBegin, d.Document),
				"give the office an end, or mend the date of one of the two")
		}
	}
}
