package knowledge_test

import (
	"math/rand/v2"
	"testing"

	"entente/internal/edtf"
	"entente/internal/knowledge"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestResolveValidityBounds(t *testing.T) {
	tests := []struct {
		name                    string
		claim, published, until string
		bounds                  [4]string
		begin, end              knowledge.BoundStatus
	}{
		{"since 1994", "1994/..", published, "", [4]string{"1994-01-01", "1994-12-31", published, "+inf"}, "KNOWN", "OPEN"},
		{"since a day", "1994-05-04/..", published, "", [4]string{"1994-05-04", "1994-05-04", published, "+inf"}, "KNOWN", "OPEN"},
		{"was a contributor", "2004/", published, "", [4]string{"2004-01-01", "2004-12-31", "2004-01-01", published}, "KNOWN", "UNKNOWN"},
		{"was, without any date", "/", published, "", [4]string{"-inf", published, "-inf", published}, "UNKNOWN", "UNKNOWN"},
		{"present tense without a date", "/..", published, "", [4]string{"-inf", published, published, "+inf"}, "UNKNOWN", "OPEN"},
		{"open begin is an unknown one", "../..", published, "", [4]string{"-inf", published, published, "+inf"}, "OPEN", "OPEN"},
		{"until 1991", "/1991", published, "", [4]string{"-inf", "1991-12-31", "1991-01-01", "1991-12-31"}, "UNKNOWN", "KNOWN"},
		{"until 1991, open begin", "../1991", published, "", [4]string{"-inf", "1991-12-31", "1991-01-01", "1991-12-31"}, "OPEN", "KNOWN"},
		{"from year to year", "2008/2010", published, "", [4]string{"2008-01-01", "2008-12-31", "2010-01-01", "2010-12-31"}, "KNOWN", "KNOWN"},
		{"an event holds in its own span", "2008", published, "", [4]string{"2008-01-01", "2008-12-31", "2008-01-01", "2008-12-31"}, "KNOWN", "KNOWN"},
		{"an event of one day", "2025-08-08", published, "", [4]string{"2025-08-08", "2025-08-08", "2025-08-08", "2025-08-08"}, "KNOWN", "KNOWN"},
		{"a decade is its ten years", "201X", published, "", [4]string{"2010-01-01", "2019-12-31", "2010-01-01", "2019-12-31"}, "KNOWN", "KNOWN"},
		{"about widens by one unit on both sides", "1994~/..", published, "", [4]string{"1993-01-01", "1995-12-31", published, "+inf"}, "KNOWN", "OPEN"},
		{"about a month", "2008-04~/..", published, "", [4]string{"2008-03-01", "2008-05-31", published, "+inf"}, "KNOWN", "OPEN"},
		{"uncertain keeps the bounds", "1994?/..", published, "", [4]string{"1994-01-01", "1994-12-31", published, "+inf"}, "KNOWN", "OPEN"},
		{"about and uncertain", "1994%/..", published, "", [4]string{"1993-01-01", "1995-12-31", published, "+inf"}, "KNOWN", "OPEN"},
		{"a season", "2008-22", published, "", [4]string{"2008-06-01", "2008-08-31", "2008-06-01", "2008-08-31"}, "KNOWN", "KNOWN"},
		{"winter ends in the next year", "2008-24/..", published, "", [4]string{"2008-12-01", "2009-02-28", published, "+inf"}, "KNOWN", "OPEN"},
		{"the first day that is counted from", "1970-01-01/..", published, "", [4]string{"1970-01-01", "1970-01-01", published, "+inf"}, "KNOWN", "OPEN"},
		{"the year 0000", "0000/0001", published, "", [4]string{"0000-01-01", "0000-12-31", "0001-01-01", "0001-12-31"}, "KNOWN", "KNOWN"},
		{"the last year", "9999", published, "", [4]string{"9999-01-01", "9999-12-31", "9999-01-01", "9999-12-31"}, "KNOWN", "KNOWN"},

		{"a document of a year vouches to its first day only", "1994/..", "2008", "", [4]string{"1994-01-01", "1994-12-31", "2008-01-01", "+inf"}, "KNOWN", "OPEN"},
		{"what was is over by the document's last day", "1994/", "2008", "", [4]string{"1994-01-01", "1994-12-31", "1994-01-01", "2008-12-31"}, "KNOWN", "UNKNOWN"},
		{"the present of a document of a month", "/..", "2008-04", "", [4]string{"-inf", "2008-04-30", "2008-04-01", "+inf"}, "UNKNOWN", "OPEN"},
		{"a begin within the document's year", "2008-06/..", "2008", "", [4]string{"2008-06-01", "2008-06-30", "2008-06-01", "+inf"}, "KNOWN", "OPEN"},
		{"a begin after the document", "2030/..", published, "", [4]string{"2030-01-01", "2030-12-31", "2030-01-01", "+inf"}, "KNOWN", "OPEN"},
		{"was, begun and over within the document's year", "2025/", "2025-06-01", "", [4]string{"2025-01-01", "2025-06-01", "2025-01-01", "2025-06-01"}, "KNOWN", "UNKNOWN"},
		{"a document of the future", "1994/..", "2040-01-01", "", [4]string{"1994-01-01", "1994-12-31", "2040-01-01", "+inf"}, "KNOWN", "OPEN"},

		{"a begin that reaches behind the end", "1994~/1994", published, "", [4]string{"1993-01-01", "1994-12-31", "1994-01-01", "1994-12-31"}, "KNOWN", "KNOWN"},
		{"an end that reaches before the begin", "1994-05/1994", published, "", [4]string{"1994-05-01", "1994-05-31", "1994-05-01", "1994-12-31"}, "KNOWN", "KNOWN"},

		{"the data stop", "1949-04-04/..", published, "2012-12-31", [4]string{"1949-04-04", "1949-04-04", "2012-12-31", "+inf"}, "KNOWN", "COVERAGE_ENDS"},
		{"the data stop with a year: at its last day", "1949/..", published, "2012", [4]string{"1949-01-01", "1949-12-31", "2012-12-31", "+inf"}, "KNOWN", "COVERAGE_ENDS"},
		{"undated in data that stop", "/..", published, "2012", [4]string{"-inf", "2012-12-31", "2012-12-31", "+inf"}, "UNKNOWN", "COVERAGE_ENDS"},
		{"begun behind the coverage", "2020/..", published, "2012", [4]string{"2020-01-01", "2020-12-31", "2020-01-01", "+inf"}, "KNOWN", "COVERAGE_ENDS"},
		{"an end of its own is no end of coverage", "1949/1990", published, "2012", [4]string{"1949-01-01", "1949-12-31", "1990-01-01", "1990-12-31"}, "KNOWN", "KNOWN"},
		{"an unknown end is no end of coverage", "1949/", published, "2012", [4]string{"1949-01-01", "1949-12-31", "1949-01-01", published}, "KNOWN", "UNKNOWN"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := validity(t, tt.claim, tt.published, tt.until)
			got := [4]string{v.EarliestBegin.String(), v.LatestBegin.String(), v.EarliestEnd.String(), v.LatestEnd.String()}
			assert.Equal(t, tt.bounds, got)
			assert.Equal(t, tt.begin, v.Begin)
			assert.Equal(t, tt.end, v.End)
			assert.Equal(t, tt.claim, v.EDTF())
		})
	}
}

func TestResolveValidityUncertain(t *testing.T) {
	for claim, want := range map[string]bool{
		"1994/..": false, "1994~/..": false, "201X": false, "1994?/..": true, "1994%/..": true, "1994/2000?": true, "2008?": true, "/..": false,
	} {
		assert.Equal(t, want, validity(t, claim, published, "").Uncertain, claim)
	}
	assert.True(t, validity(t, "1994/..", published, "2012?").Uncertain, "rests on an uncertain coverage")
	assert.False(t, validity(t, "1994/2000", published, "2012?").Uncertain, "does not rest on the coverage")
}

func TestResolveValidityErrors(t *testing.T) {
	tests := []struct{ name, claim, published, message string }{
		{"over by the document, but begun after it", "2030/", published, "2030/ ends (2025-11-17) before it begins (2030-01-01)"},
		{"before the year 0000", "-0001/..", published, "-0001/.. reaches beyond the years 0000 to 9999"},
		{"about the year 0000", "0000~", published, "0000~ reaches beyond"},
		{"about the year 9999", "9999~", published, "9999~ reaches beyond"},
		{"the winter of 9999", "9999-24", published, "9999-24 reaches beyond"},
		{"a year of five digits", "Y12345/..", published, "Y12345/.. reaches beyond"},
		{"an end with a year of five digits", "1994/Y12345", published, "1994/Y12345 reaches beyond"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := knowledge.ResolveValidity(interval(t, tt.claim), date(t, tt.published).Span(), edtf.Date{})
			assert.Equal(t, knowledge.BadDate, knowledge.CodeOf(err))
			assert.ErrorContains(t, err, tt.message)
		})
	}
}

func TestUnspecifiedDigitsStandInNoInterval(t *testing.T) {
	_, err := edtf.ParseInterval("201X/..")
	assert.ErrorContains(t, err, "level 2")
}

func TestCertaintyAt(t *testing.T) {
	const none = knowledge.Certainty("")
	tests := []struct {
		claim, asOf string
		want        knowledge.Certainty
	}{
		// since 1994, in an article of 2025-11-17
		{"1994/..", "1993-12-31", none},
		{"1994/..", "1994-01-01", knowledge.Presumed},
		{"1994/..", "1994-12-30", knowledge.Presumed},
		{"1994/..", "1994-12-31", knowledge.Certain},
		{"1994/..", "1994", knowledge.Presumed},
		{"1994/..", "1995", knowledge.Certain},
		{"1994/..", "2025-11-17", knowledge.Certain},
		{"1994/..", "2025-11-18", knowledge.Presumed},
		{"1994/..", "2025-11", knowledge.Presumed},
		{"1994/..", "2030", knowledge.Presumed},
		{"1994?/..", "2010", knowledge.Presumed},
		{"1994?/..", "1993", none},
		{"1994~/..", "1993-06", knowledge.Possible},
		{"1994~/..", "1995-12-31", knowledge.Certain},
		// was
		{"2004/", "2004-06-01", knowledge.Presumed},
		{"2004/", "2003-12-31", none},
		{"2004/", "2025-11-17", knowledge.Possible},
		{"2004/", "2025-11-18", none},
		{"2004-05-04/", "2004-05-04", knowledge.Certain},
		// is
		{"/..", "1900", knowledge.Possible},
		{"/..", "2025-11-16", knowledge.Possible},
		{"/..", "2025-11-17", knowledge.Certain},
		{"/..", "2025-11-18", knowledge.Presumed},
		// what happened
		{"2008-08-08", "2008-08-08", knowledge.Certain},
		{"2008-08-08", "2008-08", knowledge.Presumed},
		{"2008-08-08", "2008-08-09", none},
		{"2008", "2008-08-08", knowledge.Presumed},
		{"201X", "2015", knowledge.Presumed},
		{"201X", "2020", none},
		{"1994/..", "198X", none},
		{"1994/..", "200X", knowledge.Certain},
		{"1994/..", "1993~", knowledge.Presumed},
		{"1970-01-01/..", "1970-01-01", knowledge.Certain},
		{"1970-01-01/..", "1969-12-31", none},
		{"0000/0001", "0000", knowledge.Presumed},
	}
	for _, tt := range tests {
		t.Run(tt.claim+" as of "+tt.asOf, func(t *testing.T) {
			v := validity(t, tt.claim, published, "")
			assert.Equal(t, tt.want, v.CertaintyAt(date(t, tt.asOf).Span()))
		})
	}
}

// TestCertaintyAtAllReadings holds the rule against its meaning: every begin and end that the bounds allow is tried.
func TestCertaintyAtAllReadings(t *testing.T) {
	r := newRand(t)
	origin := edtf.DayOf(2000, 1, 1)
	for range 3000 {
		v := randomBounds(r, origin)
		first := origin + edtf.Day(r.IntN(12))
		at := edtf.Span{First: first, Last: first + edtf.Day(r.IntN(3))}
		some, all := false, true
		for b := v.EarliestBegin; b <= v.LatestBegin; b++ {
			for e := max(b, v.EarliestEnd); e <= v.LatestEnd; e++ {
				some = some || b <= at.Last && e >= at.First
				all = all && b <= at.First && e >= at.Last
			}
		}
		c := v.CertaintyAt(at)
		require.Equal(t, some, c != "", "%+v at %s", v, at)
		require.Equal(t, all, c == knowledge.Certain, "%+v at %s", v, at)
	}
}

func randomBounds(r *rand.Rand, origin edtf.Day) knowledge.Validity {
	at := func(from edtf.Day) edtf.Day { return from + edtf.Day(r.IntN(5)) }
	b1 := at(origin)
	b2 := at(b1)
	e1 := at(b1)
	e2 := max(at(e1), b2)
	return knowledge.Validity{EarliestBegin: b1, LatestBegin: b2, EarliestEnd: e1, LatestEnd: e2}
}

// TestResolveValidityKeepsOrder: whatever the claim and its document, the bounds are two spans, and neither lies behind the other.
func TestResolveValidityKeepsOrder(t *testing.T) {
	r := newRand(t)
	words := []string{"", "..", "1994", "1994-05", "1994-05-04", "1994~", "1995?", "2008-24", "2030", "0000", "9999", "1970-01-01"}
	resolved := 0
	for range 3000 {
		i, err := edtf.ParseInterval(pick(r, words...) + "/" + pick(r, words...))
		if err != nil {
			continue
		}
		v, err := knowledge.ResolveValidity(i, date(t, pick(r, "1994", "2008-04", published, "2040~")).Span(), date(t, pick(r, "", "", "2012", "1993~")))
		if err != nil {
			require.Equal(t, knowledge.BadDate, knowledge.CodeOf(err))
			continue
		}
		resolved++
		require.LessOrEqual(t, v.EarliestBegin, v.LatestBegin, "%s", i)
		require.LessOrEqual(t, v.EarliestEnd, v.LatestEnd, "%s", i)
		require.LessOrEqual(t, v.EarliestBegin, v.EarliestEnd, "%s", i)
		require.LessOrEqual(t, v.LatestBegin, v.LatestEnd, "%s", i)
	}
	require.Greater(t, resolved, 500)
}
