package edtf

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// datesOf are all dates of a few years, in every form, qualified in every way.
func datesOf(t *testing.T) (dates []Date) {
	years := []string{"-9999", "-0010", "-0001", "0000", "0001", "1960", "1961", "9999"}
	texts := []string{"-000X", "000X", "196X", "-00XX", "00XX", "19XX", "Y17E7", "Y170000000", "Y-170000000", "Y17E8"}
	for _, y := range years {
		texts = append(texts, y, y+"-XX", y+"-XX-XX")
		for month := 1; month <= 12; month++ {
			m := fmt.Sprintf("%s-%02d", y, month)
			texts = append(texts, m, m+"-XX", m+"-01", m+"-28", m+"-28T10:00:00Z")
		}
		for season := 21; season <= 24; season++ {
			texts = append(texts, fmt.Sprintf("%s-%d", y, season))
		}
	}
	for _, text := range texts {
		for _, qualifier := range []string{"", "?", "~", "%"} {
			if d, err := ParseDate(text + qualifier); err == nil {
				dates = append(dates, d)
			}
		}
	}
	require.Greater(t, len(dates), 1000)
	return dates
}

func TestCanonical_IsEqualExactlyForEqualSpans(t *testing.T) {
	bySpan := map[Span]Date{}
	for _, d := range datesOf(t) {
		c := d.Canonical()
		require.Equal(t, d.Span(), c.Span(), "%s", d)
		parsed, err := ParseDate(c.String())
		require.NoError(t, err, "%s", d)
		require.Equal(t, c, parsed)
		if known, ok := bySpan[c.Span()]; ok {
			require.Equal(t, known, c, "%s", d)
		}
		bySpan[c.Span()] = c
		require.Equal(t, c, c.Canonical())
		require.LessOrEqual(t, len(c.String()), max(len(d.String()), 12), "%s", d)
	}
	assert.True(t, Date{}.Canonical().IsZero())
}
