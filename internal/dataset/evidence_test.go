package dataset

import (
	"strings"
	"testing"

	"entente/internal/dataset/input"
	"entente/internal/dataset/quote"
	"entente/internal/knowledge"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// marked takes marks out of a text, as a document's body is read, and gives the passages of what is left.
func marked(t *testing.T, text string) *quote.Text {
	t.Helper()
	problems := &Problems{}
	d := &document{Document: &knowledge.Document{}}
	f := &file{name: "x.md", problems: problems}
	var lines []input.Line
	for i, l := range strings.Split(text, "\n") {
		lines = append(lines, input.Line{Number: i + 1, Text: l, OK: true})
	}
	f.readBody(lines, d)
	require.Empty(t, problems.String())
	return d.quotable()
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
			found, _ := p.Find(c.quote)
			require.NotEmpty(t, found)
			e := p.Evidence(found[0])
			assert.Equal(t, []string{c.context, c.footnote}, []string{string(e.Context), string(e.Footnote)})
		})
	}
}
