package dataset_test

import (
	"testing"

	"entente/internal/dataset"
	"entente/internal/dataset/rules"
	"entente/internal/knowledge"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestProblemsOfWaivers(t *testing.T) {
	runProblems(t, []problemCase{
		{"unknown rule", one("waivers.yaml", "- {rule: two-at-onec, reason: R, statement: statement:a}\n"), []string{
			`waivers.yaml:1:10: error: rule is member-before-founding, open-after-accession, office-after-death, two-at-once, symmetric-twice or border-one-sided, not "two-at-onec"; did you mean two-at-once? [bad-value]`,
		}},
		{"no reason", one("waivers.yaml", "- {rule: two-at-once, statement: statement:a}\n"), []string{
			`waivers.yaml:1:3: error: a waiver has no reason, which it must have [missing-key]`,
		}},
		{"no claim", one("waivers.yaml", "- {rule: two-at-once, reason: R, subject: Georgia}\n"), []string{
			`waivers.yaml:1:3: error: a waiver names its claim: by its statement's id, or by subject, relation and object [missing-key]`,
		}},
		{"claim named twice over", one("waivers.yaml", "- {rule: two-at-once, reason: R, statement: statement:a, subject: Georgia}\n"), []string{
			`waivers.yaml:1:34: error: a waiver names its claim by its id or by its ends and relation, not by both; leave one of them out [duplicate-key]`,
		}},
		{"no statement's id", one("waivers.yaml", "- {rule: two-at-once, reason: R, statement: country:georgia}\n"), []string{
			`waivers.yaml:1:45: error: "country:georgia" is no statement's id [bad-id]`,
		}},
		{"unknown entity", one("waivers.yaml", "- {rule: two-at-once, reason: R, subject: Georgie, relation: MEMBER_OF, object: NATO}\n"), []string{
			`waivers.yaml:1:43: error: no entity is called "Georgie"; did you mean Georgia? [unknown-entity]`,
		}},
	})
}

// judged is the demo with two claims and waivers, judged with a finding on each claim.
func judged(t *testing.T, notes, waivers string) *dataset.Folder {
	t.Helper()
	files := demo()
	files["dataset.yaml"] += notes
	files["statements.yaml"] += "- {subject: Georgia, relation: ALLIED_WITH, object: Armenia, quote: Georgia and Armenia are allies}\n"
	files["waivers.yaml"] = waivers
	f := read(t, files)
	require.Empty(t, problems(f))
	var findings []rules.Finding
	for s := range f.Statements.All() {
		rule := rules.SymmetricTwice
		if s.Relation == "MEMBER_OF" {
			rule = rules.MemberBeforeFounding
		}
		findings = append(findings, rules.Finding{Rule: rule, Severe: s.Relation == "MEMBER_OF", Statement: s, Message: "M", Hint: "H"})
	}
	f.Judge(findings)
	return f
}

func TestJudge_PutsFindingsWhereTheirClaimsStand(t *testing.T) {
	f := judged(t, "", "")
	assert.Equal(t, []string{
		"statements.yaml:1:3: error: M; H [member-before-founding]",
		"statements.yaml:6:3: warning: M; H [symmetric-twice]",
	}, problems(f))
	assert.Empty(t, f.Dataset.Notes)
}

func TestJudge_WaivedClaimsStand_AndTheReasonIsInTheNotes(t *testing.T) {
	member := "- {rule: member-before-founding, subject: Georgia, relation: MEMBER_OF, object: NATO, reason: So it says.}\n"
	allies := "- {rule: symmetric-twice, subject: Armenia, relation: ALLIED_WITH, object: Georgia, reason: Two treaties.}\n"
	f := judged(t, "notes: Mine.\n", member+allies)
	assert.Empty(t, problems(f))
	assert.Contains(t, string(f.Dataset.Notes), "Mine.\n\nClaims that stand although a rule finds fault with them:\n- ")
	assert.Contains(t, string(f.Dataset.Notes), "\n- member-before-founding: country:georgia MEMBER_OF alliance:nato (/..): So it says.")
	assert.Contains(t, string(f.Dataset.Notes), "\n- symmetric-twice: country:georgia ALLIED_WITH country:armenia (/..): Two treaties.")
	assert.Equal(t, f, judged(t, "notes: Mine.\n", member+allies), "read again, the same")

	id := f.Statements.At(0).ID
	rule := map[string]string{"MEMBER_OF": "member-before-founding", "ALLIED_WITH": "symmetric-twice"}[f.Statements.At(0).Relation]
	f = judged(t, "", "- {rule: "+rule+", statement: \""+id+"\", reason: R}\n")
	assert.Len(t, f.Problems.List, 1, "by its id")
}

func TestJudge_AWaiverThatFitsNothing_IsAnError(t *testing.T) {
	for name, waiver := range map[string]string{
		"another rule":     "- {rule: two-at-once, subject: Georgia, relation: MEMBER_OF, object: NATO, reason: R}\n",
		"another relation": "- {rule: member-before-founding, subject: Georgia, relation: ALLIED_WITH, object: NATO, reason: R}\n",
		"turned ends":      "- {rule: member-before-founding, subject: NATO, relation: MEMBER_OF, object: Georgia, reason: R}\n",
		"another id":       "- {rule: member-before-founding, statement: statement:a, reason: R}\n",
	} {
		t.Run(name, func(t *testing.T) {
			f := judged(t, "", waiver)
			require.Len(t, f.Problems.List, 3)
			assert.Equal(t, dataset.UnusedWaiver, f.Problems.List[2].Code)
			assert.Contains(t, f.Problems.List[2].String(), "waivers.yaml:1:3: error: the rule ")
			assert.Contains(t, f.Problems.List[2].String(), "finds nothing wrong with this claim; remove the waiver [unused-waiver]")
		})
	}
}

func TestJudge_NotesThatGrowTooLong_AreAnError(t *testing.T) {
	long := "notes: " + string(make1(dataset.MaxProse-10)) + "\n"
	f := judged(t, long, "- {rule: symmetric-twice, subject: Armenia, relation: ALLIED_WITH, object: Georgia, reason: R}\n")
	assert.Equal(t, dataset.TooLarge, f.Problems.List[1].Code)
	assert.Len(t, string(f.Dataset.Notes), dataset.MaxProse-10)
}

func make1(n int) []byte {
	text := make([]byte, n)
	for i := range text {
		text[i] = 'x'
	}
	return text
}

func TestCodes_AreThoseOfTheRules(t *testing.T) {
	for _, name := range rules.Names() {
		assert.Contains(t, dataset.Codes(), dataset.Code(name))
	}
	assert.Subset(t, rules.Relations(), []string{knowledge.RelationMemberOf, knowledge.RelationRuns})
}
