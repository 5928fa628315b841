package knowledge_test

import (
	"fmt"
	"slices"
	"testing"

	"entente/internal/knowledge"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"
)

func TestRegionsWithin_TakesNamesAndCodesOfAnyLevel(t *testing.T) {
	europe := []string{"Europe", "Eastern Europe", "Northern Europe", "Southern Europe", "Western Europe"}
	for _, region := range []string{"Europe", "EUROPE", "150", "m49:150"} {
		within, err := knowledge.RegionsWithin(region)
		require.NoError(t, err)
		assert.Equal(t, europe, within)
	}
	within, err := knowledge.RegionsWithin("Western Asia")
	require.NoError(t, err)
	assert.Equal(t, []string{"Western Asia"}, within)
	_, err = knowledge.RegionsWithin("Western Azia")
	assert.Equal(t, knowledge.NotFound, knowledge.CodeOf(err))
	assert.ErrorContains(t, err, "Western Asia")
}

// CLDR has the same regions, two of them beside its tree; its containment is an oracle.
func TestRegionsWithin_IsWhatCLDRContains(t *testing.T) {
	all, err := knowledge.RegionsWithin("World")
	require.NoError(t, err)
	require.Len(t, all, 30)
	codes := map[string]language.Region{}
	for code := range 500 {
		r, err := language.ParseRegion(fmt.Sprintf("%03d", code))
		if err != nil {
			continue
		}
		if within, err := knowledge.RegionsWithin(fmt.Sprintf("%03d", code)); err == nil {
			codes[within[0]] = r
		}
	}
	require.Len(t, codes, 30)
	for name, region := range codes {
		within, err := knowledge.RegionsWithin(name)
		require.NoError(t, err)
		for other, r := range codes {
			if beside := []string{"Sub-Saharan Africa", "Latin America and the Caribbean"}; slices.Contains(beside, name) || slices.Contains(beside, other) {
				continue
			}
			assert.Equal(t, region.Contains(r), slices.Contains(within, other), "%s contains %s", name, other)
		}
	}
}
