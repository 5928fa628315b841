package edtf

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func FuzzParseDate(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		d, err := ParseDate(text)
		if err != nil {
			requireHelpfulError(t, text, err, isDate)
			require.Zero(t, d)
			return
		}
		require.Equal(t, text, d.String())
		again, err := ParseDate(d.String())
		require.NoError(t, err)
		require.True(t, d == again)
		require.LessOrEqual(t, d.Span().First, d.Span().Last)
		require.True(t, d.Span().IsBounded())
		require.Equal(t, Single(d), mustInterval(t, text))
	})
}

func FuzzParseInterval(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		i, err := ParseInterval(text)
		if err != nil {
			requireHelpfulError(t, text, err, func(s string) bool { return isInterval(s) || isBound(s) })
			require.Zero(t, i)
			return
		}
		requireSound(t, text, i)
		if !i.IsSingle() {
			built, err := NewInterval(i.Begin(), i.End())
			require.NoError(t, err)
			require.Equal(t, i, built)
		}
	})
}

// requireHelpfulError holds the error to its documentation: what it tells to
// write can be read.
func requireHelpfulError(t *testing.T, text string, err error, accept func(string) bool) {
	t.Helper()
	syntax := requireSyntaxError(t, err, text[:min(len(text), MaxLength)])
	suggestions, found := strings.CutPrefix(syntax.Hint, "write ")
	if !found {
		return
	}
	for _, suggestion := range strings.Split(suggestions, " or ") {
		require.True(t, accept(suggestion), syntax)
	}
}

func addSeeds(f *testing.F) {
	f.Helper()
	for _, texts := range [][]string{specDates, specIntervals, specLevel2, moreValid} {
		for _, text := range texts {
			f.Add(text)
		}
	}
	for _, text := range []string{"1994-13", "12/05/1994", "1994–1998", "unknown", "2005/2004", "May 4, 1994", "1985-04-12T23:20"} {
		f.Add(text)
	}
}
