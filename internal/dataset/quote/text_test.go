package quote

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"entente/internal/knowledge"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFindLevelsTypographyOnly(t *testing.T) {
	const text = "a “b” — c’s\u00a0 d–e\nf «g» h"
	p := NewText(text, nil)
	for quote, want := range map[string]string{
		`a "b" - c's d-e`: "a “b” — c’s\u00a0 d–e",
		"  c‘s\td−e ":     "c’s\u00a0 d–e",
		`f „g“ h`:         "f «g» h",
		"A “b”":           "",
		"a 'b'":           "",
		"a b":             "",
		"d-e f":           "",
		" ":               "",
		"":                "",
		"d-e\nf":          "d–e\nf",
	} {
		found, more := p.Find(quote)
		assert.False(t, more)
		if want == "" {
			assert.Empty(t, found, quote)
			continue
		}
		if assert.Len(t, found, 1, quote) {
			assert.Equal(t, want, text[found[0].start:found[0].end], quote)
		}
	}
}

func TestFindCountsOccurrencesInOrder(t *testing.T) {
	found, more := NewText("aaaaa b aa", nil).Find("aa")
	assert.False(t, more)
	assert.Equal(t, []Passage{{0, 2}, {2, 4}, {8, 10}}, found, "without overlaps")
	_, more = NewText(strings.Repeat("ab ", MaxOccurrences+1), nil).Find("ab")
	assert.True(t, more)
}

// Any slice of a line, written with other quotes, dashes and white space, is found as the line's own characters.
func TestFindGivesTheTextsOwnCharacters(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	alphabet := []string{"a", "b", "é", "ქ", "🇬", "‘", "’", "'", "“", "”", "\"", "-", "–", "—", "‑", "−", " ", "\u00a0", "\t", "\u2009", "."}
	others := map[string][]string{"'": {"‘", "’", "'"}, `"`: {"“", "”", "\""}, "-": {"-", "–", "—", "‑", "−"}, " ": {" ", "\u00a0", "\t", "  \u2009"}}
	pick := func(from []string) string { return from[random.IntN(len(from))] }
	for range 300 {
		var b strings.Builder
		for range random.IntN(60) + 1 {
			b.WriteString(pick(alphabet))
		}
		text := []rune(b.String())
		from := random.IntN(len(text))
		to := from + 1 + random.IntN(len(text)-from)
		slice := strings.TrimSpace(string(text[from:to]))
		if slice == "" {
			continue
		}
		var quote strings.Builder
		plain, _ := normalize(slice)
		for _, r := range string(plain) {
			if o := others[string(r)]; o != nil {
				quote.WriteString(pick(o))
			} else {
				quote.WriteRune(r)
			}
		}
		p := NewText(string(text), nil)
		found, _ := p.Find(quote.String())
		require.NotEmpty(t, found, "%q in %q", quote.String(), string(text))
		for _, q := range found {
			e := p.Evidence(q)
			own, ok := knowledge.Slice(string(text), e.Place.Start, e.Place.End)
			require.True(t, ok)
			require.Equal(t, own, string(e.Quote))
			ownPlain, _ := normalize(own)
			require.Equal(t, string(plain), string(ownPlain))
			require.Contains(t, string(e.Context), own)
		}
	}
}

func TestEvidenceOfManyQuotesInALargeText(t *testing.T) {
	few, many := timeOfQuotes(t, 1250), timeOfQuotes(t, 10_000)
	// Eight times as many quotes in a text eight times as long: a walk through all of the text for each would take 64 times as long.
	assert.Less(t, many, 32*few)
}

// timeOfQuotes finds so many quotes in a text of so many sentences, and returns how long it took.
func timeOfQuotes(t *testing.T, n int) time.Duration {
	var b strings.Builder
	var quotes []string
	for i := range n {
		quote := fmt.Sprintf("sentence number %d says", i)
		quotes = append(quotes, quote)
		fmt.Fprintf(&b, "The %s that ‘Côte d’Ivoire’ — among others — agreed with all of the rest of them on the matter. ", quote)
	}
	text := b.String()
	require.Greater(t, len(text), n*100)
	began := time.Now()
	p := NewText(text, nil)
	for _, quote := range quotes {
		found, _ := p.Find(quote)
		require.Len(t, found, 1)
		e := p.Evidence(found[0])
		require.Equal(t, quote, string(e.Quote))
		require.True(t, strings.HasPrefix(string(e.Context), "The "+quote))
	}
	return time.Since(began)
}

func TestCodePoints(t *testing.T) {
	text := strings.Repeat("aéქ🇬", 500)
	p := NewText(text, nil)
	for i := range text {
		require.Equal(t, utf8.RuneCountInString(text[:i]), p.codePoints(i))
	}
	assert.Equal(t, 2000, p.codePoints(len(text)))
	assert.Zero(t, NewText("", nil).codePoints(0))
}

func TestNearest(t *testing.T) {
	const text = "Georgia will become a member of the alliance.\nArmenia is working with NATO.\nOne two, three."
	for quote, want := range map[string]string{
		"georgia will become a member of the Alliance": "Georgia will become a member of the alliance",
		"Georgia becomes a member of the alliance":     "Georgia will become a member of the alliance",
		"Armenia has been working with NATO":           "Armenia is working with NATO.",
		"Armenja":                                      "Armenia",
		"one two three four five":                      "One two, three",
		"xyzzy":                                        "",
		"…":                                            "",
	} {
		p := NewText(text, nil)
		best, ok := p.Nearest(quote)
		if assert.Equal(t, want != "", ok, quote) && ok {
			assert.Equal(t, want, p.Words(best), quote)
		}
	}
}

func TestNearestAmongWordsThatStandEverywhere(t *testing.T) {
	p := NewText(strings.Repeat("the same ", 1000)+"end", nil)
	best, ok := p.Nearest("the same thing")
	assert.True(t, ok)
	assert.Equal(t, "the same the same the", p.Words(best))
}
