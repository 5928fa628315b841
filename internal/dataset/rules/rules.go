package rules

import (
	"cmp"
	"slices"
	"strings"

	"entente/internal/knowledge"
)

// The names of the rules, which are also the codes of the problems that they find. They never change.
const (
	// MemberBeforeFounding: a membership begins before its organization was founded.
	MemberBeforeFounding = "member-before-founding"
	// OpenAfterAccession: a partnership, candidacy or program that leads to an organization goes on after joining it.
	OpenAfterAccession = "open-after-accession"
	// OfficeAfterDeath: a person holds an office after their death.
	OfficeAfterDeath = "office-after-death"
	// TwoAtOnce: an exclusive relation has two other ends at once, as two capitals of one country.
	TwoAtOnce = "two-at-once"
	// SymmetricTwice: one document gives a symmetric relation of the same two twice, for times that overlap.
	SymmetricTwice = "symmetric-twice"
	// BorderOneSided: of two documents that list the borders of a country each, only one has their common border.
	BorderOneSided = "border-one-sided"
)

// Names are the names of all rules.
func Names() []string {
	return []string{MemberBeforeFounding, OpenAfterAccession, OfficeAfterDeath, TwoAtOnce, SymmetricTwice, BorderOneSided}
}

// The relations that rules know by name; the built-in vocabulary has them all.
const (
	founded          = "FOUNDED"
	diedIn           = "DIED_IN"
	successorOf      = "SUCCESSOR_OF"
	participatesIn   = "PARTICIPATES_IN"
	headOfState      = "HEAD_OF_STATE_OF"
	headOfGovernment = "HEAD_OF_GOVERNMENT_OF"
	leads            = "LEADS"
)

// waysIn are the relations that joining an organization ends.
func waysIn() []string {
	return []string{"PARTNER_OF", "ASPIRES_TO_JOIN", "CANDIDATE_FOR", "OBSERVER_OF"}
}

// Relations are the relations of which a rule looks at claims of other datasets, too.
func Relations() []string {
	return append(waysIn(), knowledge.RelationMemberOf, knowledge.RelationRuns, founded, diedIn, successorOf, participatesIn, headOfState, headOfGovernment, leads)
}

// Concern says whether a rule looks at claims under a relation.
func Concern(r *knowledge.Relation) bool {
	return r.Symmetric || r.Exclusive != knowledge.ExclusiveNone || r.Name == knowledge.RelationBorders || slices.Contains(Relations(), r.Name)
}

// Finding is a claim that does not go together with another.
type Finding struct {
	Rule string
	// Severe: one document contradicts itself.
	Severe bool
	// Statement is a claim of the dataset that is checked.
	Statement *knowledge.Statement
	Message   string
	Hint      string
}

// Check holds a dataset's claims against each other and against those of other datasets; those under relations that no rule is
// concerned with may be left out. relations are all relations that they use, by name. Findings are in the order of their claims'
// ids, at most one a claim and rule. It costs about n log n.
func Check(own, others []*knowledge.Statement, relations map[string]*knowledge.Relation) []Finding {
	c := &check{own: facts(own), isOwn: map[*knowledge.Statement]bool{}, byRelation: map[string][]*knowledge.Statement{}, relations: relations}
	for _, s := range c.own {
		c.isOwn[s] = true
	}
	for _, s := range slices.Concat(c.own, facts(others)) {
		c.byRelation[s.Relation] = append(c.byRelation[s.Relation], s)
	}
	for _, rule := range []func(){c.foundings, c.accessions, c.deaths, c.exclusives, c.symmetrics, c.borders} {
		rule()
	}
	slices.SortStableFunc(c.found, func(a, b Finding) int {
		return cmp.Or(strings.Compare(a.Statement.ID, b.Statement.ID), strings.Compare(a.Rule, b.Rule))
	})
	return slices.CompactFunc(c.found, func(a, b Finding) bool { return a.Statement == b.Statement && a.Rule == b.Rule })
}

// facts are the statements that affirm a fact, by id.
func facts(all []*knowledge.Statement) []*knowledge.Statement {
	var facts []*knowledge.Statement
	for _, s := range all {
		if s.Affirms() {
			facts = append(facts, s)
		}
	}
	slices.SortFunc(facts, func(a, b *knowledge.Statement) int { return strings.Compare(a.ID, b.ID) })
	return facts
}

type check struct {
	own        []*knowledge.Statement
	isOwn      map[*knowledge.Statement]bool
	byRelation map[string][]*knowledge.Statement
	relations  map[string]*knowledge.Relation
	found      []Finding
}

// add notes that two claims do not go together: on the first where that is the dataset's own, else on the second, and nowhere
// where neither is. hard rules are severe within a document.
func (c *check) add(rule string, hard bool, a, b *knowledge.Statement, message, hint string) {
	// A date with a question mark makes nothing certain.
	if a != b && (a.Validity.Uncertain || b.Validity.Uncertain) {
		return
	}
	at := a
	if !c.isOwn[a] {
		at = b
	}
	if !c.isOwn[at] {
		return
	}
	c.found = append(c.found, Finding{rule, hard && a.Document == b.Document, at, message, hint})
}
