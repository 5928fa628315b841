package quote

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// sentencesAround gives the bytes of the sentence that a passage stands in, or of those that it spans, with the white space
// after them. A line is a paragraph, a list item or a heading, and no sentence goes beyond it.
func (p *Text) sentencesAround(q Passage) (start, end int) {
	number, within := p.line(q.start)
	bounds, ok := p.sentences[number]
	if !ok {
		bounds = p.bounds(within)
		p.sentences[number] = bounds
	}
	i, exact := slices.BinarySearch(bounds, q.start)
	if !exact {
		i--
	}
	j, _ := slices.BinarySearch(bounds, q.end)
	return bounds[max(i, 0)], bounds[min(j, len(bounds)-1)]
}

// bounds gives where the sentences of a line begin, and where the last ends: by Unicode Standard Annex 29, but for
// abbreviations, which that does not know, and for footnotes: a mark after final punctuation shows that a sentence ends
// there, even where no space follows.
func (p *Text) bounds(line Passage) []int {
	bounds := []int{line.start}
	segments := sentences.FromString(p.text[line.start:line.end])
	for segments.Next() {
		end := line.start + segments.End()
		if end < line.end && endsInAbbreviation(segments.Value(), p.text[end:line.end]) {
			continue
		}
		bounds = append(bounds, end)
	}
	bounds = append(bounds, p.closed(line)...)
	bounds = append(bounds, line.end)
	slices.Sort(bounds)
	return slices.Compact(bounds)
}

// closed gives the ends of the sentences that a footnote's mark closes.
func (p *Text) closed(line Passage) []int {
	var ends []int
	i, _ := slices.BinarySearchFunc(p.marks, line.start, func(m mark, at int) int { return m.at - at })
	for ; i < len(p.marks) && p.marks[i].at <= line.end; i++ {
		rest := p.text[p.marks[i].at:line.end]
		next := strings.TrimLeftFunc(rest, unicode.IsSpace)
		first, _ := utf8.DecodeRuneInString(next)
		if isFinal(p.text[line.start:p.marks[i].at]) && !unicode.IsLower(first) {
			ends = append(ends, line.end-len(next))
		}
	}
	return ends
}

// isFinal says whether a text ends in a sentence's final punctuation, which closing quotes and brackets, and white space,
// may follow.
func isFinal(text string) bool {
	text = strings.TrimRightFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.In(r, unicode.Pe, unicode.Pf, unicode.Pi) || r == '"' || r == '\''
	})
	last, _ := utf8.DecodeLastRuneInString(text)
	return unicode.Is(unicode.Sentence_Terminal, last) || last == '…'
}

// abbreviation matches what ends in a full stop that ends no sentence, before a capital letter or a digit.
var abbreviation = regexp.MustCompile(`(?:^|[\s\p{Ps}\p{Pi}"'/-])(?:Mr|Mrs|Ms|Dr|Prof|Gen|Maj|Col|Lt|Sgt|Capt|Cpt|Adm|Amb|Gov|Sen|Rep|Hon|Pres|St|Mt|Ft|No|Nos|Art|Arts|Sec|Vol|Fig|para|paras|pp|cf|ca|approx|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|e\.g|i\.e)\.\s*$`)

// initials matches single capital letters with full stops: U.S., J.
var initials = regexp.MustCompile(`(?:^|[\s\p{Ps}\p{Pi}"'/-])(?:\p{Lu}\.\s?)+\s*$`)

// opener matches words that mostly begin a sentence. After initials only these are taken for a begin: "the U.S. The", but
// "the U.S. Army".
var opener = regexp.MustCompile(`^["'\p{Ps}\p{Pi}]*(?:The|This|That|These|Those|It|Its|He|She|They|We|In|On|At|As|For|But|And|However|Moreover|Meanwhile|There|When|While|After|Before|Since|By|With|According)\b`)

// endsInAbbreviation says whether a segment goes on in the rest of the line. Too long a sentence is the lesser mistake: it
// shows more than it need, and cuts nothing.
func endsInAbbreviation(segment, rest string) bool {
	// Only the end counts; a segment may be as long as its line.
	if cut := len(segment) - 64; cut > 0 {
		segment = segment[cut:]
	}
	return abbreviation.MatchString(segment) || initials.MatchString(segment) && !opener.MatchString(rest)
}
