package dataset

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
	p := newPassages(text, nil)
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
		found, more := p.find(quote)
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
	found, more := newPassages("aaaaa b aa", nil).find("aa")
	assert.False(t, more)
	assert.Equal(t, []passage{{0, 2}, {2, 4}, {8, 10}}, found, "without overlaps")
	_, more = newPassages(strings.Repeat("ab ", maxOccurrences+1), nil).find("ab")
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
		p := newPassages(string(text), nil)
		found, _ := p.find(quote.String())
		require.NotEmpty(t, found, "%q in %q", quote.String(), string(text))
		for _, q := range found {
			e := p.evidence(q)
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
	var b strings.Builder
	var quotes []string
	for i := range 10_000 {
		quote := fmt.Sprintf("sentence number %d says", i)
		quotes = append(quotes, quote)
		fmt.Fprintf(&b, "The %s that ‘Côte d’Ivoire’ — among others — agreed with all of the rest of them on the matter. ", quote)
	}
	text := b.String()
	require.Greater(t, len(text), 1<<20)
	began := time.Now()
	p := newPassages(text, nil)
	for _, quote := range quotes {
		found, _ := p.find(quote)
		require.Len(t, found, 1)
		e := p.evidence(found[0])
		require.Equal(t, quote, string(e.Quote))
		require.True(t, strings.HasPrefix(string(e.Context), "The "+quote))
	}
	// A walk through all of the text for each quote would take longer.
	assert.Less(t, time.Since(began), 5*time.Second)
}

func TestCodePoints(t *testing.T) {
	text := strings.Repeat("aéქ🇬", 500)
	p := newPassages(text, nil)
	for i := range text {
		require.Equal(t, utf8.RuneCountInString(text[:i]), p.codePoints(i))
	}
	assert.Equal(t, 2000, p.codePoints(len(text)))
	assert.Zero(t, newPassages("", nil).codePoints(0))
}

// marked takes marks out of a text, as a document's body is read, and gives the passages of what is left.
func marked(t *testing.T, text string) *passages {
	t.Helper()
	problems := &Problems{}
	d := &document{Document: &knowledge.Document{}}
	f := &file{name: "x.md", problems: problems}
	var lines []line
	for i, l := range strings.Split(text, "\n") {
		lines = append(lines, line{i + 1, l, true})
	}
	f.readBody(lines, d)
	require.Empty(t, problems.String())
	return d.passageIndex()
}

func TestContextAndFootnote(t *testing.T) {
	for _, c := range []struct{ name, text, quote, context, footnote string }{
		{"the sentence's own", "One here.[^1] Two there.[^2]", "here", "One here.", "1"},
		{"not the next sentence's", "One here. Two there.[^2]", "here", "One here.", ""},
		{"not the sentence before's", "One here.[^1] Two there.", "Two", "Two there.", ""},
		{"with the final punctuation", "One here.[^1] Two there.[^2]", "here.", "One here.", "1"},
		{"before the final punctuation", "One here[^1]. Two there.", "One", "One here.", "1"},
		{"within a sentence, the next", "One[^1], two[^2] and three.[^3]", "two", "One, two and three.", "2"},
		{"within a sentence, not one before", "One[^1], two and three.", "two", "One, two and three.", ""},
		{"after closing quotes", "He said “yes.”[^1] And left.", "yes", "He said “yes.”", "1"},
		{"no space after the mark", "One here.[^1]Two there.[^2]", "Two", "Two there.", "2"},
		{"no space after the mark, before", "One here.[^1]Two there.[^2]", "One", "One here.", "1"},
		{"space before the mark", "One here. [^1] Two there.", "here", "One here.", "1"},
		{"space before the mark only", "One here. [^1]Two there.", "here", "One here.", "1"},
		{"several marks", "One here.[^1][^2] Two.", "here", "One here.", "1"},
		{"several sentences take the last's", "One here.[^1] Two there.[^2] Three.", "here. Two there", "One here. Two there.", "2"},
		{"several sentences, the last without", "One here.[^1] Two there. Three.[^3]", "here. Two there", "One here. Two there.", ""},
		{"list item without a stop", "Items:\nSupport for reforms[^7]\nJoint training[^8]", "Support", "Support for reforms", "7"},
		{"mark that begins a line", "One here.\n[^1]Two there.", "Two", "Two there.", ""},
		{"no sentence over a line's end", "one\ntwo here\nthree", "two", "two here", ""},
		{"title before a name", "Talks with Gen. Smith went on. He left.", "Talks", "Talks with Gen. Smith went on.", ""},
		{"initials of a name", "Talks with J. F. Smith went on. He left.", "Talks", "Talks with J. F. Smith went on.", ""},
		{"initials before a noun", "The U.S. Army left. It is gone.", "The", "The U.S. Army left.", ""},
		{"initials at the end", "It left the U.S. The rest stayed.", "left", "It left the U.S.", ""},
		{"initials at the end, marked", "It left the U.S.[^1] Others stayed.[^2]", "left", "It left the U.S.", "1"},
		{"abbreviation before a number", "See No. 5 of it. Then go.", "See", "See No. 5 of it.", ""},
		{"date", "On Aug. 8, NATO met. Then it left.", "NATO", "On Aug. 8, NATO met.", ""},
		{"abbreviation before a small letter", "Arms, etc. were sent. It is done.", "Arms", "Arms, etc. were sent.", ""},
		{"mark within an abbreviation's sentence", "Arms, etc.[^1] were sent. It is done.", "sent", "Arms, etc. were sent.", ""},
		{"Armenian", "Մեկը այստեղ է։[^1] Երկրորդը՝ այնտեղ։", "այստեղ", "Մեկը այստեղ է։", "1"},
		{"all of the text", "One. Two.[^1]", "One. Two.", "One. Two.", "1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := marked(t, c.text)
			found, _ := p.find(c.quote)
			require.NotEmpty(t, found)
			e := p.evidence(found[0])
			assert.Equal(t, []string{c.context, c.footnote}, []string{string(e.Context), string(e.Footnote)})
		})
	}
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
		p := newPassages(text, nil)
		best, ok := p.nearest(quote)
		if assert.Equal(t, want != "", ok, quote) && ok {
			assert.Equal(t, want, p.excerpt(best), quote)
		}
	}
}

func TestNearestAmongWordsThatStandEverywhere(t *testing.T) {
	p := newPassages(strings.Repeat("the same ", 1000)+"end", nil)
	best, ok := p.nearest("the same thing")
	assert.True(t, ok)
	assert.Equal(t, "the same the same the", p.excerpt(best))
}
