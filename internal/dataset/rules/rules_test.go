package rules_test

import (
	"fmt"
	"strings"
	"testing"

	"entente/internal/dataset/rules"
	"entente/internal/edtf"
	"entente/internal/knowledge"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// relations are those that tests use: exclusive and symmetric ones.
func relations() map[string]*knowledge.Relation {
	return map[string]*knowledge.Relation{
		"CAPITAL_OF": {Name: "CAPITAL_OF", Exclusive: knowledge.ExclusiveObject},
		"LIES_IN":    {Name: "LIES_IN", Exclusive: knowledge.ExclusiveSubject},
		"BORDERS":    {Name: "BORDERS", Symmetric: true, Exclusive: knowledge.ExclusiveNone},
		"MEMBER_OF":  {Name: "MEMBER_OF", Exclusive: knowledge.ExclusiveNone},
	}
}

// claim makes a statement of a line: `subject RELATION object validity document [word ...]`, of a document of 2025-11-17. Its
// dataset is `other` for documents that begin so, and a word makes it denied or planned.
func claim(t *testing.T, line string) *knowledge.Statement {
	t.Helper()
	w := strings.Fields(line)
	require.GreaterOrEqual(t, len(w), 5, line)
	day, err := edtf.ParseDate("2025-11-17")
	require.NoError(t, err)
	interval, err := edtf.ParseInterval(w[3])
	require.NoError(t, err)
	s := &knowledge.Statement{
		Subject: w[0], Relation: w[1], Object: w[2], Document: "document:" + w[4], Dataset: "dataset:own",
		Polarity: knowledge.Affirmed, Modality: knowledge.Asserted, Published: day.Span(),
	}
	if strings.HasPrefix(w[4], "other") {
		s.Dataset = "dataset:other"
	}
	for _, word := range w[5:] {
		switch word {
		case "denied":
			s.Polarity = knowledge.Denied
		case "planned":
			s.Modality = knowledge.Planned
		}
	}
	s.Validity, err = knowledge.ResolveValidity(interval, s.Published, edtf.Date{})
	require.NoError(t, err)
	s.Complete(w[1] == "BORDERS")
	return s
}

// found gives what rules say of claims, each `rule severity subject RELATION object`.
func found(t *testing.T, lines ...string) []string {
	t.Helper()
	var own, others []*knowledge.Statement
	for _, line := range lines {
		if s := claim(t, line); s.Dataset == "dataset:own" {
			own = append(own, s)
		} else {
			others = append(others, s)
		}
	}
	var all []string
	for _, f := range rules.Check(own, others, relations()) {
		severity := "warning"
		if f.Severe {
			severity = "error"
		}
		assert.NotEmpty(t, f.Message)
		assert.NotEmpty(t, f.Hint)
		all = append(all, fmt.Sprintf("%s %s %s %s %s", f.Rule, severity, f.Statement.Subject, f.Statement.Relation, f.Statement.Object))
	}
	return all
}

func TestRules(t *testing.T) {
	const before, open, death = rules.MemberBeforeFounding, rules.OpenAfterAccession, rules.OfficeAfterDeath
	const two, twice, sided = rules.TwoAtOnce, rules.SymmetricTwice, rules.BorderOneSided
	member := func(when, document string) string { return "country:a MEMBER_OF alliance:o " + when + " " + document }
	for _, c := range []struct {
		name   string
		claims []string
		want   []string
	}{
		{"member before the founding", []string{member("1948/..", "d"), "country:b FOUNDED alliance:o 1949-04-04 d"}, []string{before + " error country:a MEMBER_OF alliance:o"}},
		{"member in the year of the founding", []string{member("1949/..", "d"), "country:b FOUNDED alliance:o 1949-04-04 d"}, nil},
		{"member before the founding, as another document has it", []string{member("1948/..", "d"), "country:b FOUNDED alliance:o 1949 e"}, []string{before + " warning country:a MEMBER_OF alliance:o"}},
		{"member before the founding, as another dataset has it", []string{member("1948/..", "d"), "country:b FOUNDED alliance:o 1949 other"}, []string{before + " warning country:a MEMBER_OF alliance:o"}},
		{"founding after the members of another dataset", []string{member("1948/..", "other"), "country:b FOUNDED alliance:o 1949 d"}, []string{before + " warning country:b FOUNDED alliance:o"}},
		{"both of other datasets", []string{member("1948/..", "other"), "country:b FOUNDED alliance:o 1949 other"}, nil},
		{"the earliest founding counts", []string{member("1948/..", "d"), "country:b FOUNDED alliance:o 1949 d", "country:c FOUNDED alliance:o 1947 e"}, nil},
		{"member before it succeeded another", []string{member("1948/..", "d"), "alliance:o SUCCESSOR_OF alliance:p 1949/.. d"}, []string{before + " error country:a MEMBER_OF alliance:o"}},
		{"member at an unknown time", []string{member("/..", "d"), "country:b FOUNDED alliance:o 1949 d"}, nil},
		{"perhaps before the founding", []string{member("1948?/..", "d"), "country:b FOUNDED alliance:o 1949 d"}, nil},
		{"no member before the founding", []string{"country:a MEMBER_OF alliance:o 1948/.. d denied", "country:b FOUNDED alliance:o 1949 d"}, nil},
		{"founding that is planned", []string{member("1948/..", "d"), "country:b FOUNDED alliance:o 1949 d planned"}, nil},

		{"program still open", []string{member("1999/..", "d"), "country:a PARTICIPATES_IN program:p 1994/.. d", "alliance:o RUNS program:p /.. e"}, []string{open + " warning country:a PARTICIPATES_IN program:p"}},
		{"program run by a claim of another dataset", []string{member("1999/..", "other"), "country:a PARTICIPATES_IN program:p 1994/.. d", "alliance:o RUNS program:p /.. other"}, []string{open + " warning country:a PARTICIPATES_IN program:p"}},
		{"program that ended then", []string{member("1999/..", "d"), "country:a PARTICIPATES_IN program:p 1994/1999 d", "alliance:o RUNS program:p /.. e"}, nil},
		{"program of another organization", []string{member("1999/..", "d"), "country:a PARTICIPATES_IN program:p 1994/.. d", "alliance:x RUNS program:p /.. e"}, nil},
		{"mission is no program", []string{member("1999/..", "d"), "country:a PARTICIPATES_IN mission:p 1994/.. d", "alliance:o RUNS mission:p /.. e"}, nil},
		{"program begun as a member", []string{member("1999/..", "d"), "country:a PARTICIPATES_IN program:p 2001/.. d", "alliance:o RUNS program:p /.. e"}, nil},
		{"candidate still", []string{member("2004/..", "d"), "country:a CANDIDATE_FOR alliance:o 1999/.. e"}, []string{open + " warning country:a CANDIDATE_FOR alliance:o"}},
		{"partner again after leaving", []string{member("1999/2001", "d"), "country:a PARTNER_OF alliance:o 2003/.. e"}, nil},
		{"partner in the present", []string{member("1999/..", "d"), "country:a PARTNER_OF alliance:o /.. e"}, nil},

		{"in office after death", []string{"person:p HEAD_OF_STATE_OF country:a 1990/2001 d", "person:p DIED_IN city:c 1999 d"}, []string{death + " error person:p HEAD_OF_STATE_OF country:a"}},
		{"in office still", []string{"person:p LEADS alliance:o 1990/.. d", "person:p DIED_IN city:c 1999 e"}, []string{death + " warning person:p LEADS alliance:o"}},
		{"died in office", []string{"person:p HEAD_OF_GOVERNMENT_OF country:a 1990/1999 d", "person:p DIED_IN city:c 1999-05 d"}, []string{}},
		{"left office before", []string{"person:p HEAD_OF_GOVERNMENT_OF country:a 1990/1998 d", "person:p DIED_IN city:c 1999 d"}, nil},
		{"in office until an unknown day", []string{"person:p HEAD_OF_GOVERNMENT_OF country:a 1990/ d", "person:p DIED_IN city:c 1999 d"}, nil},

		{"two capitals", []string{"city:a CAPITAL_OF country:x /.. d", "city:b CAPITAL_OF country:x /.. d"}, []string{two + " error city:* CAPITAL_OF country:x"}},
		{"two capitals, as two documents have it", []string{"city:a CAPITAL_OF country:x 1990/.. d", "city:b CAPITAL_OF country:x 1995/.. e"}, []string{two + " warning city:b CAPITAL_OF country:x"}},
		{"two capitals, as two datasets have it", []string{"city:a CAPITAL_OF country:x 1990/.. d", "city:b CAPITAL_OF country:x 1995/.. other"}, nil},
		{"one capital after the other", []string{"city:a CAPITAL_OF country:x 1990/1995 d", "city:b CAPITAL_OF country:x 1996/.. d"}, nil},
		{"perhaps in the same year", []string{"city:a CAPITAL_OF country:x 1990/1995 d", "city:b CAPITAL_OF country:x 1995/.. d"}, nil},
		{"one capital twice", []string{"city:a CAPITAL_OF country:x 1990/.. d", "city:a CAPITAL_OF country:x 1995/.. d"}, nil},
		{"the longest of the earlier ones counts", []string{"city:a CAPITAL_OF country:x 1990/2010 d", "city:b CAPITAL_OF country:x 2011/.. d", "city:c CAPITAL_OF country:x 1991/1992 d"},
			[]string{two + " error city:c CAPITAL_OF country:x"}},
		{"an exclusive subject", []string{"city:a LIES_IN country:x /.. d", "city:a LIES_IN country:y 2000/.. d"}, []string{two + " error city:a LIES_IN country:*"}},
		{"a denied one", []string{"city:a CAPITAL_OF country:x /.. d", "city:b CAPITAL_OF country:x /.. d denied"}, nil},

		{"symmetric twice", []string{"country:a BORDERS country:b 1990/.. d", "country:b BORDERS country:a 1991/.. d"}, []string{twice + " warning country:b BORDERS country:a"}},
		{"symmetric twice, with a gap", []string{"country:a BORDERS country:b 1990/1995 d", "country:b BORDERS country:a 1999/.. d"}, nil},
		{"symmetric, by two documents", []string{"country:a BORDERS country:b 1990/.. d", "country:b BORDERS country:a 1991/.. e"}, nil},

		{"border on one side", []string{"country:a BORDERS country:b /.. d", "country:a BORDERS country:c /.. d", "country:b BORDERS country:x /.. e", "country:b BORDERS country:y /.. e"},
			[]string{sided + " warning country:a BORDERS country:b"}},
		{"border on both", []string{"country:a BORDERS country:b /.. d", "country:a BORDERS country:c /.. d", "country:b BORDERS country:a /.. e", "country:b BORDERS country:y /.. e"}, nil},
		{"neighbor without a list", []string{"country:a BORDERS country:b /.. d", "country:a BORDERS country:c /.. d", "country:b BORDERS country:x /.. e"}, nil},
		{"document that lists nothing", []string{"country:a BORDERS country:b /.. d", "country:x BORDERS country:c /.. d", "country:b BORDERS country:x /.. e", "country:b BORDERS country:y /.. e"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := found(t, c.claims...)
			require.Len(t, got, len(c.want), "%v", got)
			for i, want := range c.want {
				// Which of two equal claims is named depends on their ids; the star stands for either.
				assert.Regexp(t, "^"+strings.ReplaceAll(want, "*", "[a-z]")+"$", got[i])
			}
		})
	}
}

func TestRules_SayWhatAndWhy(t *testing.T) {
	own := []*knowledge.Statement{claim(t, "country:a MEMBER_OF alliance:o 1948/.. d"), claim(t, "country:b FOUNDED alliance:o 1949-04-04 d")}
	f := rules.Check(own, nil, relations())
	require.Len(t, f, 1)
	assert.Equal(t, "country:a is a member of alliance:o from 1948 on, which is before that was founded (1949-04-04, document:d)", f[0].Message)
}

func TestRules_OfManyClaimsOfOneEnd_AreNoSquare(t *testing.T) {
	var own []*knowledge.Statement
	for i := range 50_000 {
		own = append(own, claim(t, fmt.Sprintf("city:c%d CAPITAL_OF country:x /.. d", i)))
	}
	assert.Len(t, rules.Check(own, nil, relations()), len(own)-1)
}
