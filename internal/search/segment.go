package search

import (
	"bytes"
	"cmp"
	"math"
	"slices"
	"strings"
	"sync"

	"entente/internal/knowledge"
	"github.com/blevesearch/vellum"
)

// entry is an entity or a document of a segment.
type entry struct {
	id knowledge.ID
	// key orders entries with equal scores: by kind, name and id.
	key knowledge.SortKey
	// kind is empty for a document.
	kind knowledge.EntityKind
	// document is set for a document; a scope is checked against it.
	document *knowledge.Document
	// from and to is the range of the numbers of its texts.
	from, to uint32
}

// candidate is an entry that is added to a segment, with its texts.
type candidate struct {
	entry
	texts []rawText
}

// entityCandidate returns the candidate of an entity.
func entityCandidate(e *knowledge.Entity) candidate {
	rank := 'A' + rune(slices.Index(knowledge.EntityKinds(), e.Kind))
	return candidate{entry{id: e.ID, kind: e.Kind, key: knowledge.SortKey(rank) + knowledge.EntityKey(knowledge.OrderName, e)}, entityTexts(e)}
}

// documentCandidate returns the candidate of a document.
func documentCandidate(d *knowledge.Document) candidate {
	return candidate{entry{id: d.ID, document: d, key: "~" + knowledge.DocumentKey(knowledge.OrderTitle, d)}, documentTexts(d)}
}

// segment is a part of an index: entries with their texts, and for each term the texts that contain it. It is immutable.
type segment struct {
	// entries are sorted by their keys, so that of two with equal scores the lower number goes first.
	entries []entry
	texts   []text
	// owner has the entry of each text.
	owner []uint32
	// The texts of the term of number i are postings[bounds[i]:bounds[i+1]], ascending.
	terms    termList
	bounds   []uint32
	postings []uint32
	// words is the FST of the terms that are words, each with its number, to find typos.
	words    *vellum.FST
	fstBytes int
	// bytes is how many the segment holds, about.
	bytes int
	// languages are those in which texts are stemmed; a text has its place in them.
	languages []string
	byID      map[knowledge.ID]uint32
	// matchers are reused.
	matchers sync.Pool
}

// matcher returns a matcher for the segment.
func (s *segment) matcher() *segmentMatcher {
	if t, ok := s.matchers.Get().(*segmentMatcher); ok {
		return t
	}
	return newSegmentMatcher(s)
}

// A term begins with the letter of its namespace, so that one sorted list holds all terms.
const (
	// prefixCode: a word of a code, which is matched as a whole.
	prefixCode = "c"
	// prefixConsonants: the consonants of a word that is not in Latin letters.
	prefixConsonants = "k"
	// prefixPair: two neighboring letters of a run of a script without spaces, or its last letter.
	prefixPair = "p"
	// prefixSkeleton: a word's skeleton.
	prefixSkeleton = "s"
	// prefixStem: language, space, stem.
	prefixStem = "t"
	// prefixWord: a word, folded, and its romanization.
	prefixWord = "w"
	// prefixWhole: a whole text, as its words with spaces between them.
	prefixWhole = "="
)

// newSegment builds a segment, which takes some microseconds for each text.
func newSegment(candidates []candidate, l *languages) (*segment, error) {
	slices.SortFunc(candidates, func(a, b candidate) int { return strings.Compare(string(a.key), string(b.key)) })
	s := &segment{entries: make([]entry, len(candidates)), byID: make(map[knowledge.ID]uint32, len(candidates))}
	found := map[string][]uint32{}
	add := func(term string, number uint32) {
		list := found[term]
		if n := len(list); n == 0 || list[n-1] != number {
			found[term] = append(list, number)
		}
	}
	for i, c := range candidates {
		e := c.entry
		e.from = uint32(len(s.texts))
		for _, t := range c.texts {
			number := uint32(len(s.texts))
			count := addTerms(&t, l, func(term string) { add(term, number) })
			s.texts, s.owner = append(s.texts, s.pack(&t, count)), append(s.owner, uint32(i))
		}
		e.to = uint32(len(s.texts))
		s.entries[i] = e
		s.byID[e.id] = uint32(i)
	}
	s.texts, s.owner = slices.Clip(s.texts), slices.Clip(s.owner)
	if err := s.buildPostings(found); err != nil {
		return nil, err
	}
	s.bytes = s.size()
	return s, nil
}

// pack returns the form of a text that the segment keeps.
func (s *segment) pack(t *rawText, words int) text {
	language := slices.Index(s.languages, t.language)
	if language < 0 && t.language != "" {
		language = len(s.languages)
		s.languages = append(s.languages, t.language)
	}
	return text{
		s: t.s, start: uint32(t.start), words: uint16(min(words, math.MaxUint16)), field: uint8(slices.Index(fields(), t.field)), weight: uint8(t.weight),
		language: int16(language),
	}
}

// languageOf returns the language in which a text is stemmed; empty for none.
func (s *segment) languageOf(t *text) string {
	if t.language < 0 {
		return ""
	}
	return s.languages[t.language]
}

// addTerms adds the terms of a text, some more than once, and returns the number of its words.
func addTerms(t *rawText, l *languages, add func(term string)) int {
	words := foldedWords(fold(t.s))
	if t.field != FieldText && t.field != FieldDescription {
		addWholes(words, add)
		for _, whole := range t.whole {
			addWholes(foldedWords(fold(whole)), add)
		}
	}
	if t.onlyWhole {
		return len(words)
	}
	for i := range words {
		switch w := &words[i]; {
		case t.field == FieldCode:
			add(prefixCode + w.folded)
		case w.spaceless:
			addRun(w.folded, add)
		default:
			addWord(w.folded, add)
		}
	}
	if t.language != "" {
		for _, stem := range l.stems(t.language, t.s) {
			add(prefixStem + t.language + " " + stem)
		}
	}
	return len(words)
}

func addWholes(words []word, add func(term string)) {
	for _, whole := range wholesOf(words) {
		add(prefixWhole + whole)
	}
}

// addWord adds the terms of a word: itself, without its article, in Latin letters, and its skeleton.
func addWord(folded string, add func(term string)) {
	add(prefixWord + folded)
	if bare := withoutArticle(folded); bare != "" {
		add(prefixWord + bare)
	}
	plain := romanize(folded)
	if plain != folded && plain != "" {
		add(prefixWord + plain)
	}
	if s := skeleton(plain); s != "" {
		add(prefixSkeleton + s)
	}
	if c := consonants(folded, plain); c != "" {
		add(prefixConsonants + c)
	}
}

// maxRunWord is the maximum length in bytes of a run that is a word, too. A longer one is a sentence, of which no query has all.
const maxRunWord = 150

// addRun adds the terms of a run of a script without spaces: its pairs, and itself in its own and in Latin letters.
func addRun(run string, add func(term string)) {
	for _, pair := range pairsOf(run) {
		add(prefixPair + pair)
	}
	if len(run) > maxRunWord {
		return
	}
	add(prefixWord + run)
	if scriptOf(run) >= southEastAsian {
		return // nobody types these as the letters are transliterated
	}
	if plain := romanize(run); plain != "" {
		add(prefixWord + plain)
	}
}

// wholesOf returns the forms of a text of which a query may be the whole: its words; the same without what is elided, in Latin letters,
// without articles, and without spaces.
func wholesOf(words []word) []string {
	if len(words) == 0 {
		return nil
	}
	var wholes []string
	meant := slices.DeleteFunc(slices.Clone(words), func(w word) bool { return w.elided })
	add := func(words []word, form func(w word) string, separator string) {
		var parts []string
		for _, w := range words {
			part := form(w)
			if part == "" {
				return
			}
			parts = append(parts, part)
		}
		if whole := strings.Join(parts, separator); whole != "" && !slices.Contains(wholes, whole) {
			wholes = append(wholes, whole)
		}
	}
	folded := func(w word) string { return w.folded }
	add(words, folded, " ")
	add(meant, folded, " ")
	add(words, func(w word) string { return romanize(w.folded) }, " ")
	add(words, func(w word) string { return cmp.Or(withoutArticle(w.folded), w.folded) }, " ")
	add(words, folded, "")
	return wholes
}

// buildPostings builds the sorted terms and their postings from the texts of each term.
func (s *segment) buildPostings(found map[string][]uint32) error {
	terms := make([]string, 0, len(found))
	total := 0
	for term, list := range found {
		terms = append(terms, term)
		total += len(list)
	}
	s.terms = newTermList(terms)
	s.postings, s.bounds = make([]uint32, 0, total), make([]uint32, 1, len(terms)+1)
	for _, term := range terms {
		s.postings = append(s.postings, found[term]...)
		s.bounds = append(s.bounds, uint32(len(s.postings)))
	}
	return s.buildFST()
}

// buildFST builds the FST of the words.
func (s *segment) buildFST() error {
	var out bytes.Buffer
	builder, err := vellum.New(&out, nil)
	if err != nil {
		return err
	}
	from, to := s.terms.withPrefix(prefixWord)
	for i := from; i < to; i++ {
		if err := builder.Insert([]byte(s.terms.at(i)[len(prefixWord):]), uint64(i)); err != nil {
			return err
		}
	}
	if err := builder.Close(); err != nil {
		return err
	}
	s.fstBytes = out.Cap()
	s.words, err = vellum.Load(out.Bytes())
	return err
}

// textsOf returns the texts that contain a term.
func (s *segment) textsOf(number int) []uint32 {
	return s.postings[s.bounds[number]:s.bounds[number+1]]
}
