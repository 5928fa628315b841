package main

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFind_PrintsWhatMatchedAndWhereItStands(t *testing.T) {
	got := entente(t, "find", "--first", "1", "interoperability", "of", "Georgian", "forces")
	assert.Equal(t, exitOK, got.status, got.errs)
	assert.Equal(t, `document:natos-south-caucasus-partnerships-evolve  NATO’s South Caucasus Partnerships Evolve
    Measures to improve the interoperability of Georgian forces with NATO standards.  (text, characters 1733 to 1813)
`, got.out)
}

func TestFind_TellsOfMore(t *testing.T) {
	got := entente(t, "find", "--first", "1", "nato")
	assert.Equal(t, exitOK, got.status)
	assert.Equal(t, "alliance:nato  NATO\n    NATO  (name)\n", got.out)
	assert.Regexp(t, `^1 of \d+; --first shows more, 500 at most\n$`, got.errs)
}

func TestFind_OfAKind(t *testing.T) {
	got := entente(t, "find", "--kind", "Program", "nato georgia")
	assert.Equal(t, exitOK, got.status)
	assert.Equal(t, "program:sngp  Substantial NATO-Georgia Package\n    Substantial NATO-Georgia Package  (name)\n", got.out)
}

func TestFind_Nothing_SaysSoAndIsNoFailure(t *testing.T) {
	assert.Equal(t, result{exitOK, "", "nothing fits \"!!!\"\n"}, entente(t, "find", "!!!"))
	got := entente(t, "find", "xyzzyplugh")
	assert.Equal(t, exitOK, got.status)
	assert.Empty(t, got.out)
	assert.Regexp(t, `^nothing fits "xyzzyplugh"; the nearest are (\S+:\S+ \([^)]+\)(, )?){5}\n$`, got.errs)
	var f foundHits
	got = entente(t, "find", "--json", "xyzzyplugh")
	require.NoError(t, json.Unmarshal([]byte(got.out), &f))
	assert.Zero(t, f.TotalCount)
	assert.NotNil(t, f.Hits)
	assert.Len(t, f.Suggestions, 5)
}

func TestFind_JSON_IsOneObject(t *testing.T) {
	var f foundHits
	got := entente(t, "find", "--json", "--first", "1", "interoperability of Georgian forces")
	require.NoError(t, json.Unmarshal([]byte(got.out), &f), got.errs)
	require.Len(t, f.Hits, 1)
	assert.Equal(t, "document:natos-south-caucasus-partnerships-evolve", f.Hits[0].ID)
	assert.Equal(t, "NATO’s South Caucasus Partnerships Evolve", f.Hits[0].Name)
	assert.Contains(t, f.Hits[0].Passage, "interoperability of Georgian forces")
	assert.Equal(t, 1733, *f.Hits[0].Start)
	assert.Positive(t, f.Hits[0].Score)
	assert.NotContains(t, got.out, "mark")
	got = entente(t, "find", "--json", "--first", "1", "NATO")
	assert.NotContains(t, got.out, `"start"`, "a name stands in no text")
}

// What marks a passage is HTML in the answer, and must not be on a terminal.
func TestHit_Marked_IsTheVerbatimPassage(t *testing.T) {
	h := hit{highlight: "A &lt;b&gt; &amp; <mark>C&#39;s</mark>\x1b[2J d <mark>e</mark>"}
	assert.Equal(t, "A <b> & [C's] [2J d [e]", h.marked(func(word string) string { return "[" + word + "]" }))
}

func TestFind_WrongUse(t *testing.T) {
	for name, tt := range map[string]struct {
		args []string
		says string
	}{
		"nothing to find":   {nil, "name what to find"},
		"no kind":           {[]string{"--kind", "countri", "x"}, "did you mean country?"},
		"none to be shown":  {[]string{"--first", "0", "x"}, "--first is 0; from 1 to 500"},
		"more than can be":  {[]string{"--first", "501", "x"}, "--first is 501; from 1 to 500"},
		"an unknown option": {[]string{"--kid", "x"}, "unknown flag"},
	} {
		t.Run(name, func(t *testing.T) {
			got := entente(t, append([]string{"find"}, tt.args...)...)
			assert.Equal(t, exitUsage, got.status)
			assert.Contains(t, got.errs, tt.says)
		})
	}
}
