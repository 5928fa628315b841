package edtf

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The examples of https://www.loc.gov/standards/datetime/ in its order, all of
// levels 0 and 1.
var (
	specDates = []string{
		// Level 0: date; date and time
		"1985-04-12", "1985-04", "1985",
		"1985-04-12T23:20:30", "1985-04-12T23:20:30Z", "1985-04-12T23:20:30-04", "1985-04-12T23:20:30+04:30",
		// Level 1: letter-prefixed year; season; qualification; unspecified; negative
		"Y170000002", "Y-170000002",
		"2001-21",
		"1984?", "2004-06~", "2004-06-11%",
		"201X", "20XX", "2004-XX", "1985-04-XX", "1985-XX-XX",
		"-1985",
		// Level 2, the one feature that is read
		"Y-17E7",
	}
	specIntervals = []string{
		"1964/2008", "2004-06/2006-08", "2004-02-01/2005-02-08", "2004-02-01/2005-02", "2004-02-01/2005", "2005/2006-02",
		"1985-04-12/..", "1985-04/..", "1985/..",
		"../1985-04-12", "../1985-04", "../1985",
		"1985-04-12/", "1985-04/", "1985/",
		"/1985-04-12", "/1985-04", "/1985",
	}
	// specLevel2 are its examples of level 2 that are refused. 2004-06-11%, of
	// level 1, stands among the specification's examples of level 2 too.
	specLevel2 = []string{
		"1950S2", "Y171010000S3", "Y3388E2S3",
		"2001-34",
		"[1667,1668,1670..1672]", "[..1760-12-03]", "[1760-12..]", "[1760-01,1760-02,1760-12..]", "[1667,1760-12]", "[..1984]",
		"{1667,1668,1670..1672}", "{1960,1961-12}", "{..1984}",
		"2004-06~-11", "2004?-06-11", "?2004-06-~11", "2004-%06-11",
		"156X-12-25", "15XX-12-25", "XXXX-12-XX", "1XXX-XX", "1XXX-12", "1984-1X",
		"2004-06-~01/2004-06-~20", "2004-06-XX/2004-07-03",
	}
	// moreValid are texts that follow from the rules without being examples.
	moreValid = []string{
		"0000", "0001", "9999", "-0001", "-9999", "0000-02-29", "-0004-02-29", "2000-02-29", "1985-12-31",
		"1985?", "1985~", "1985%", "-1985~", "1985-04?", "1985-04-12?", "1985-04-12~",
		"201X~", "20XX?", "2004-XX%", "1985-04-XX~", "1985-XX-XX?", "-201X", "-20XX", "000X", "00XX", "-000X", "-00XX", "-1985-XX-XX",
		"2001-22", "2001-23", "2001-24", "2001-21~", "2001-24%", "-0001-21",
		"Y10000", "Y-10000", "Y12345~", "Y17E7", "Y170E6", "Y17E7?", "Y1E4", "Y1E13", "Y-1E13", "Y10000000000000~",
		"1985-04-12T00:00:00", "1985-04-12T23:59:59", "-1985-04-12T23:20:30Z", "1985-04-12T23:20:30+00", "1985-04-12T23:20:30+00:00", "1985-04-12T23:20:30-23:59",
		"/..", "../..", "../", "/",
		"1964/1964", "1964-05/1964", "1964/1964-05", "1964-05-04/1964-05-04", "2004-06~/2004-08-01?", "1984%/2004%",
		"2001-21/2002", "2001/2001-24", "-0044/0014", "-0044-03-15/..", "Y-170000002/Y17E7", "Y-17E7/..", "1985~/1984",
	}
)

func TestSpecificationExamples(t *testing.T) {
	for _, text := range specDates {
		t.Run("date "+text, func(t *testing.T) {
			d, err := ParseDate(text)
			require.NoError(t, err)
			assert.Equal(t, text, d.String())
			assert.False(t, d.IsZero())
		})
	}
	for _, text := range append(append(append([]string{}, specDates...), specIntervals...), moreValid...) {
		t.Run("interval "+text, func(t *testing.T) {
			i, err := ParseInterval(text)
			require.NoError(t, err)
			requireSound(t, text, i)
		})
	}
}

func TestSpecificationExamplesOfLevel2AreRefused(t *testing.T) {
	for _, text := range specLevel2 {
		t.Run(text, func(t *testing.T) {
			_, err := ParseInterval(text)
			requireSyntaxError(t, err, text)
			assert.ErrorContains(t, err, "level 2")
		})
	}
}

// requireSound holds what must be true of every interval that was read.
func requireSound(t *testing.T, text string, i Interval) {
	t.Helper()
	require.Equal(t, text, i.String())
	again, err := ParseInterval(i.String())
	require.NoError(t, err)
	require.Equal(t, i, again)
	require.True(t, i == again)
	require.False(t, i.IsZero())
	require.LessOrEqual(t, i.Span().First, i.Span().Last)
	for _, b := range []Bound{i.Begin(), i.End()} {
		require.LessOrEqual(t, b.Span().First, b.Span().Last)
		require.Equal(t, b.Kind == Known, !b.Date.IsZero())
		require.Equal(t, b.Kind != Known, b.Span() == Span{UnboundedPast, UnboundedFuture})
	}
}

func requireSyntaxError(t *testing.T, err error, text string) *SyntaxError {
	t.Helper()
	var syntax *SyntaxError
	require.ErrorAs(t, err, &syntax)
	require.Equal(t, text, syntax.Text)
	require.GreaterOrEqual(t, syntax.Offset, 0)
	require.LessOrEqual(t, syntax.Offset, len(text))
	require.NotEmpty(t, syntax.Reason)
	return syntax
}
