package seed_test

import (
	"slices"
	"strings"
	"testing"

	"entente/internal/knowledge"
	"entente/internal/store"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What stood around a state in a year, and where it was governed from, before the first profile and since, as the graph answers it by
// its default scope. Each row was read off the list of contiguity and the pages on capitals; names are ids without their kind.
func TestReference_NeighborsAndCapitalsInTheirTime(t *testing.T) {
	s := loadedSeed(t)
	for _, c := range []struct{ state, year, capital, neighbors string }{
		{"germany", "1935", "berlin", "austria belgium czechoslovakia denmark france lithuania luxembourg netherlands poland switzerland"},
		{"germany", "1985", "bonn", "austria belgium czechoslovakia denmark east-germany france luxembourg netherlands switzerland"},
		{"germany", "1995", "berlin", "austria belgium czechia denmark france luxembourg netherlands poland switzerland"},
		{"east-germany", "1985", "east-berlin", "czechoslovakia germany poland"},
		{"czechoslovakia", "1985", "prague", "austria east-germany germany hungary poland soviet-union"},
		{"yugoslavia", "1985", "belgrade", "albania austria bulgaria greece hungary italy romania"},
		{"soviet-union", "1985", "moscow", "afghanistan china czechoslovakia finland hungary iran mongolia north-korea norway poland romania turkey"},
		{"turkey", "1985", "ankara", "bulgaria greece iran iraq soviet-union syria"},
		{"turkey", "2010", "ankara", "armenia azerbaijan bulgaria georgia greece iran iraq syria"},
		{"yemen", "1985", "sanaa", "saudi-arabia south-yemen"},
		{"yemen", "2000", "sanaa", "oman saudi-arabia"},
		{"vietnam", "1970", "hanoi", "china laos south-vietnam"},
		{"sudan", "2005", "khartoum", "central-african-republic chad democratic-republic-of-the-congo egypt eritrea ethiopia kenya libya uganda"},
		{"sudan", "2015", "khartoum", "central-african-republic chad egypt eritrea ethiopia libya south-sudan"},
		{"kazakhstan", "1991", "almaty", "china kyrgyzstan russia turkmenistan uzbekistan"},
		{"kazakhstan", "2015", "astana", "china kyrgyzstan russia turkmenistan uzbekistan"},
		{"austria-hungary", "1900", "vienna", "germany italy romania russia serbia switzerland turkey"},
		{"brazil", "1950", "rio-de-janeiro", "argentina bolivia colombia paraguay peru uruguay venezuela"},
		{"china", "1935", "nanjing", ""},
		{"tanzania", "1985", "dar-es-salaam", ""},
		{"myanmar", "1985", "yangon", ""},
		{"pakistan", "1965", "rawalpindi", ""},
	} {
		assert.Equal(t, c.capital, across(t, s, c.state, "CAPITAL_OF", c.year), "capital of %s in %s", c.state, c.year)
		if c.neighbors != "" {
			assert.Equal(t, c.neighbors, across(t, s, c.state, "BORDERS", c.year), "neighbors of %s in %s", c.state, c.year)
		}
	}
}

// across gives what a country has at the other end of a held relation in a year.
func across(t *testing.T, s store.Reader, state, relation, year string) string {
	t.Helper()
	id := "country:" + state
	query := store.LinkQuery{Filter: knowledge.StatementFilter{Relations: []string{relation}}}
	lists, err := s.ListLinks(t.Context(), &knowledge.Scope{AsOf: on(t, year)}, []knowledge.ID{id}, query, store.Page{Limit: 100})
	require.NoError(t, err)
	require.Len(t, lists, 1)
	require.False(t, lists[0].HasNext)
	var names []string
	for _, link := range lists[0].Rows {
		if kind, name, _ := strings.Cut(link.Other(id), ":"); link.Held && kind != "territory" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}
