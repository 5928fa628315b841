package dataset_test

import (
	"strings"
	"testing"

	"entente/internal/knowledge"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// votes is a relation that has a qualifier of every type.
const votes = `- name: VOTED_WITH
  label: voted with
  category: cooperation
  symmetric: true
  subjectKinds: [country]
  objectKinds: [country]
  description: Cast the same vote.
  qualifiers:
    - {name: share, type: decimal, unit: percent, min: 0, max: 100, label: Share of votes}
    - {name: votes, type: INTEGER, min: 0}
    - {name: motto, type: text}
    - {name: session, type: date, min: 1946, description: When it began.}
    - name: organ
      type: code
      codes: {ga: General Assembly, sc: Security Council, 3: Third Committee}
    - {name: host, type: entity}
`

// voted is a folder with claims of that relation: one for each text, which is what stands in braces.
func voted(qualifiers ...string) map[string]string {
	var all strings.Builder
	for _, q := range qualifiers {
		all.WriteString("- {subject: Georgia, relation: VOTED_WITH, object: Armenia, valid: 1994, quote: Georgia and Armenia are allies, " + q + "}\n")
	}
	return map[string]string{"relations.yaml": demo()["relations.yaml"] + votes, "statements.yaml": all.String()}
}

func TestQualifiers_AreRead(t *testing.T) {
	f := read(t, voted("note: none", "qualifiers: {votes: 012, share: 45.50, motto: Go on, session: 1994-05~, organ: 3, host: NATO}", "qualifiers: {votes: 13}", "qualifiers: {}"))
	assert.Equal(t, []string{
		"statements.yaml:4:3: error: this says the same as the statement on line 1; give all passages as its evidence [duplicate-statement]",
	}, problems(f))
	f = read(t, voted("note: none", "qualifiers: {votes: 012, share: 45.50, motto: Go on, session: 1994-05~, organ: 3, host: NATO}", "qualifiers: {votes: 13}"))
	require.Empty(t, problems(f))
	require.Equal(t, 3, f.Statements.Len())
	byCount := map[int][]knowledge.Qualifier{}
	for st := range f.Statements.All() {
		byCount[len(st.Qualifiers)] = st.Qualifiers
	}
	assert.Equal(t, []knowledge.Qualifier{
		{Name: "host", Type: "ENTITY", Value: "alliance:nato"}, {Name: "motto", Type: "TEXT", Value: "Go on"}, {Name: "organ", Type: "CODE", Value: "3"},
		{Name: "session", Type: "DATE", Value: "1994-05~"}, {Name: "share", Type: "DECIMAL", Value: "45.5"}, {Name: "votes", Type: "INTEGER", Value: "12"},
	}, byCount[6])
	relation := f.Relations[len(f.Relations)-1]
	assert.Equal(t, []string{"host", "motto", "organ", "session", "share", "votes"}, relation.QualifierNames())
	assert.Equal(t, "Third Committee", string(relation.Qualifier("organ").LabelOf("3")))
	assert.Equal(t, "100", string(relation.Qualifier("share").Max))
}

func TestProblemsOfQualifiers(t *testing.T) {
	at := func(column, message string) []string {
		return []string{"statements.yaml:1:" + column + ": error: " + message}
	}
	runProblems(t, []problemCase{
		{"no mapping", voted("qualifiers: [votes]"), at("125", "qualifiers is a mapping of names to values, not a list; write qualifiers: {name: value} [wrong-type]")},
		{"unknown", voted("qualifiers: {vote: 1}"), at("126", `VOTED_WITH has no qualifier "vote"; did you mean votes? [unknown-qualifier]`)},
		{"unknown at all", voted("qualifiers: {x: 1}"), at("126", `VOTED_WITH has no qualifier "x"; its qualifiers are host, motto, organ, session, share and votes [unknown-qualifier]`)},
		{"of a relation that has none", one("statements.yaml", "- {subject: Georgia, relation: MEMBER_OF, object: NATO, quote: is not a member, qualifiers: {rank: 1}}\n"), at("94", `MEMBER_OF has no qualifier "rank"; it has none; a relation declares its own in relations.yaml [unknown-qualifier]`)},
		{"in the wrong place", voted("votes: 1"), at("113", `"votes" is no key of a statement; it is a qualifier of VOTED_WITH: write qualifiers: {votes: ...} [unknown-key]`)},
		{"twice", voted("qualifiers: {votes: 1, votes: 2}"), at("136", "votes stands already on line 1 [duplicate-key]")},
		{"a text for a number", voted(`qualifiers: {votes: "12"}`), at("133", "votes is a number, not a text; write 12, without quotes and with a decimal point [wrong-type]")},
		{"a decimal comma", voted(`qualifiers: {share: "4,5"}`), at("133", "share is a number, not a text; write 4.5, without quotes and with a decimal point [wrong-type]")},
		{"nothing", voted("qualifiers: {votes: }"), at("132", "votes is a number, not nothing; leave it out where there is no number [wrong-type]")},
		{"not available", voted("qualifiers: {votes: NA}"), at("133", "votes is a number, not a text; leave it out where there is no number [wrong-type]")},
		{"no whole number", voted("qualifiers: {votes: 1.5}"), at("133", `votes: "1.5" is no whole number [bad-value]`)},
		{"below", voted("qualifiers: {votes: -1}"), at("133", "votes: -1 is below the least that it may be, 0 [bad-value]")},
		{"above", voted("qualifiers: {share: 100.01}"), at("133", "share: 100.01 is above the most that it may be, 100 [bad-value]")},
		{"too exact", voted("qualifiers: {share: 0.1234567890123456}"), at("133", `share: "0.1234567890123456" has 16 digits; a number may have 15 [bad-value]`)},
		{"another base", voted("qualifiers: {votes: 0x1F}"), at("133", `votes: "0x1F" is no number; write it as 12 or -4.5 [bad-value]`)},
		{"infinite", voted("qualifiers: {share: .inf}"), at("133", `share: ".inf" is no number; write it as 12 or -4.5 [bad-value]`)},
		{"unknown code", voted("qualifiers: {organ: GA}"), at("133", `organ: "GA" is none of its codes; did you mean ga? [bad-value]`)},
		{"a label for a code", voted("qualifiers: {organ: Security Council}"), at("133", `organ: "Security Council" is none of its codes; did you mean sc? [bad-value]`)},
		{"truth", voted("qualifiers: {organ: true}"), at("133", `organ is a code, not the truth value true; put it in quotes: "true" [wrong-type]`)},
		{"no date", voted("qualifiers: {session: soon}"), at("135", `"soon" is no date: unexpected character 's' [bad-date]`)},
		{"a sentinel", voted("qualifiers: {session: 9999-12-31}"), at("135", `session: "9999-12-31" is what tables write for a date that there is not; leave it out where there is no date [bad-date]`)},
		{"too early", voted("qualifiers: {session: 1945}"), at("135", "session: 1945 is below the least that it may be, 1946 [bad-value]")},
		{"unknown entity", voted("qualifiers: {host: Nowhere}"), at("132", `no entity is called "Nowhere"; add it to entities.yaml [unknown-entity]`)},
		{"a number for an entity", voted("qualifiers: {host: 372}"), at("132", "host is an entity's id, name or code with its scheme, not the number 372; a code stands with its scheme, as cow:372 [wrong-type]")},
		{"a number for a text", voted("qualifiers: {motto: 5}"), at("133", `motto is a text, not the number 5; put it in quotes: "5" [wrong-type]`)},
		{"a long text", voted("qualifiers: {motto: " + strings.Repeat("x", 501) + "}"), at("133", "motto has 501 bytes; it may have 500 [too-large]")},
		{"a control character", voted(`qualifiers: {motto: "a\x1fb"}`), at("133", "the control character U+001F is no text; remove it [control-character]")},
		{"all at once", voted("qualifiers: {votes: x, share: -1, organ: y}"), []string{
			"statements.yaml:1:133: error: votes is a number, not a text [wrong-type]",
			"statements.yaml:1:143: error: share: -1 is below the least that it may be, 0 [bad-value]",
			`statements.yaml:1:154: error: organ: "y" is none of its codes, which are ga, sc, 3 [bad-value]`,
		}},
	})
}

func TestProblemsOfQualifierDefinitions(t *testing.T) {
	with := func(qualifiers string) map[string]string {
		return relations(strings.Split(votes, "  qualifiers:")[0] + "  qualifiers:\n" + qualifiers)
	}
	runProblems(t, []problemCase{
		{"fine", with("    - {name: a, type: date, max: 1994-05}\n"), nil},
		{"no list", with("    {name: a, type: text}\n"), []string{
			"relations.yaml:9:5: error: qualifiers is a list, not a mapping; begin a qualifier with a dash; its keys are name, type, label, unit, description, min, max and codes [wrong-type]",
		}},
		{"all wrong", with("    - {name: Deaths, type: number, mim: 1}\n    - {type: code}\n    - {name: a, type: text, min: 1}\n    - {name: a, type: text, codes: {x: X}}\n"), []string{
			`relations.yaml:9:14: error: "Deaths" is no name of a qualifier: it has letters and digits, the first a small letter, as deathsBest, and at most 64 of them [bad-value]`,
			`relations.yaml:9:28: error: type is integer, decimal, text, date, code or entity, not "number" [bad-value]`,
			`relations.yaml:9:36: error: "mim" is no key of a qualifier; did you mean min? [unknown-key]`,
			"relations.yaml:10:7: error: a qualifier has no name, which it must have [missing-key]",
			"relations.yaml:10:7: error: a qualifier of codes has no codes, which it must have; list them, each with what it stands for: codes: {full: Full member} [missing-key]",
			"relations.yaml:11:29: error: only numbers and dates have a least and a most, and this is of the type text; leave min out [bad-value]",
			"relations.yaml:12:29: error: only a qualifier of the type code has codes; write type: code, or leave codes out [bad-value]",
		}},
		{"bounds", with("    - {name: a, type: integer, min: 1.5}\n    - {name: b, type: decimal, min: 2, max: 1}\n    - {name: c, type: date, max: later}\n"), []string{
			`relations.yaml:9:37: error: min: "1.5" is no whole number [bad-value]`,
			"relations.yaml:10:7: error: b: nothing lies from 2 to 1; are the two the wrong way round? [bad-value]",
			`relations.yaml:11:34: error: max: "later" is no date: unexpected character 'l' [bad-value]`,
		}},
		{"codes", with("    - {name: a, type: code, codes: {a b: X, x: 1}}\n    - {name: b, type: code, codes: [x]}\n    - {name: c, type: code, codes: {}}\n"), []string{
			`relations.yaml:9:37: error: "a b" is no code: it has letters a-z and A-Z, digits and . _ + -, and at most 64 of them [bad-value]`,
			`relations.yaml:9:48: error: what a code stands for is a text, not the number 1; put it in quotes: "1" [wrong-type]`,
			"relations.yaml:10:36: error: codes is a mapping of codes to what they stand for, not a list; write codes: {full: Full member, observer: Observer} [wrong-type]",
			"relations.yaml:11:36: error: codes is empty; write at least one [bad-value]",
		}},
		{"twice", with("    - {name: a, type: text}\n    - {name: a, type: date}\n"), []string{
			"relations.yaml:10:14: error: the relation has a qualifier a already [duplicate-value]",
		}},
	})
}
