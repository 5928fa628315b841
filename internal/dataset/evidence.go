package dataset

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"entente/internal/dataset/input"
	"entente/internal/dataset/quote"
	"entente/internal/knowledge"

	"golang.org/x/text/unicode/norm"
)

func evidenceShape() shape {
	return shape{what: "an evidence", optional: []string{"quote", "occurrence", "locator"}}
}

// evidenceList returns the statement's evidence, given as a list or, for a single one, in its own keys. d is nil for an unknown document,
// which is reported already; then only the form is checked.
func (r *record) evidenceList(d *document) []*knowledge.Evidence {
	own := r.has("quote") || r.has("occurrence") || r.has("locator")
	switch {
	case own && r.has("evidence"):
		r.fail(r.keyAt("evidence"), DuplicateKey, "a statement has either a quote or a locator of its own, or a list of evidence", "put all into the list")
	case own:
		return r.appendEvidence(nil, d)
	case !r.has("evidence"), len(r.field("evidence").Value.Items) == 0 && r.field("evidence").Value.Kind == input.List:
		r.fail(r.at, NoEvidence, "no claim without evidence: a statement has a quote, a locator or a list of evidence", "")
	}
	var all []*knowledge.Evidence
	for _, one := range r.records("evidence", evidenceShape()) {
		all = one.appendEvidence(all, d)
	}
	return all
}

// appendEvidence appends evidence, or reports it if it is there already.
func (r *record) appendEvidence(all []*knowledge.Evidence, d *document) []*knowledge.Evidence {
	e := r.evidence(d)
	if e == nil {
		return all
	}
	for _, other := range all {
		if e.Quote == other.Quote && e.Locator == other.Locator && (e.Place == nil || *e.Place == *other.Place) {
			r.fail(r.at, DuplicateValue, "this evidence stands here for the second time", "remove it")
			return all
		}
	}
	return append(all, e)
}

// evidence reads one piece of evidence; nil if it is invalid.
func (r *record) evidence(d *document) *knowledge.Evidence {
	if !r.has("quote") && !r.has("locator") {
		r.fail(r.at, NoEvidence, "evidence is a quote or a locator", "")
		return nil
	}
	locator := knowledge.Text(r.written("locator", MaxLabel))
	words, occurrence := r.text("quote", MaxLine), r.count("occurrence", quote.MaxOccurrences)
	if !r.has("quote") {
		if occurrence > 0 {
			r.fail(r.keyAt("occurrence"), BadValue, "occurrence says which place of a quote is meant, and there is no quote", "")
		}
		return &knowledge.Evidence{Locator: locator}
	}
	if words == "" || occurrence < 0 || d == nil || !d.read {
		return nil
	}
	e := r.quote(d, words, occurrence)
	if e != nil {
		e.Locator = locator
	}
	return e
}

// quote looks up a quote in its document. It returns nil and reports if it is missing or ambiguous.
func (r *record) quote(d *document, words string, occurrence int) *knowledge.Evidence {
	at := r.valueAt("quote")
	if d.Text == "" {
		r.fail(at, QuoteNotFound, fmt.Sprintf("%s has no text to quote", d.ID), "cite a row, a page or an article with locator")
		return nil
	}
	p := d.quotable()
	found, more := p.Find(words)
	switch {
	case more:
		r.fail(at, QuoteAmbiguous, fmt.Sprintf("%s occurs more than %d times in %s", quoted(words), quote.MaxOccurrences, d.ID), "quote more of the sentence")
	case len(found) == 0:
		r.fail(at, QuoteNotFound, fmt.Sprintf("%s is not in the text of %s", quoted(words), d.ID), r.nearest(d, words))
	case occurrence > len(found):
		r.fail(r.valueAt("occurrence"), BadValue, fmt.Sprintf("%s occurs %s in %s: there is no occurrence %d", quoted(words), times(len(found)), d.ID, occurrence), "")
	case occurrence > 0:
		return p.Evidence(found[occurrence-1])
	case len(found) > 1:
		r.fail(at, QuoteAmbiguous, fmt.Sprintf("%s occurs %s in %s: %s", quoted(words), times(len(found)), d.ID, d.lineList(found)),
			fmt.Sprintf("say which with occurrence: 1 to %d, or quote more of the sentence", len(found)))
	default:
		return p.Evidence(found[0])
	}
	return nil
}

// nearest is the hint that shows the passage most similar to a missing quote.
func (r *record) nearest(d *document, words string) string {
	if r.problems.full() {
		return ""
	}
	p := d.quotable()
	q, ok := p.Nearest(words)
	if !ok {
		return "no passage of it has these words"
	}
	passage := p.Words(q)
	return fmt.Sprintf("the nearest passage is on line %d: %s", d.lineOf(q), strconv.Quote(cut(passage, maxExcerpt))) + quoteAdvice(words, passage)
}

// gap matches what people write where they leave words out of a quote.
var gap = regexp.MustCompile(`\[?(?:\.\.\.|…|\. \. \.)\]?`)

// quoteAdvice adds to the nearest passage of a missing quote what is wrong with the quote, where that is not to be seen by looking at both.
func quoteAdvice(words, passage string) string {
	switch {
	case footnoteMark.MatchString(words):
		return "; leave the marks of footnotes out of the quote"
	case gap.MatchString(words) && !gap.MatchString(passage):
		return "; a quote has no gaps: give each passage as an evidence of its own"
	case strings.Contains(words, "- ") && !strings.Contains(passage, "- "):
		return "; write a word that was divided at the end of a line as one"
	}
	ours, theirs := []rune(words), []rune(passage)
	for i := range min(len(ours), len(theirs)) {
		if ours[i] == theirs[i] || quote.Alike(ours[i], theirs[i]) {
			continue
		}
		for _, one := range []struct {
			whose string
			c     rune
		}{{"document", theirs[i]}, {"quote", ours[i]}} {
			if isInvisible(one.c) || norm.NFKC.String(string(one.c)) != string(one.c) {
				return fmt.Sprintf("; the %s has the character %U there", one.whose, one.c)
			}
		}
		return ""
	}
	return ""
}

// lineOf is the line of the document's file on which a passage stands.
func (d *document) lineOf(q quote.Passage) int { return d.lines[d.quotable().Line(q)] }

// The bounds of what a message shows: occurrences, and code points of a passage.
const (
	maxShown   = 10
	maxExcerpt = 160
)

// lineList lists the lines of the document's file on which the passages are.
func (d *document) lineList(found []quote.Passage) string {
	var lines []string
	for i, q := range found[:min(len(found), maxShown)] {
		lines = append(lines, fmt.Sprintf("%d on line %d", i+1, d.lineOf(q)))
	}
	if n := len(found) - maxShown; n > 0 {
		lines = append(lines, fmt.Sprintf("%d more", n))
	}
	return listed(lines, "and")
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}
