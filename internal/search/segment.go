package search

import (
	"bytes"
	"slices"
	"sort"
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
	texts []text
}

// entityCandidate returns the candidate of an entity.
func entityCandidate(e *knowledge.Entity) candidate {
	rank := slices.Index(knowledge.EntityKinds(), e.Kind)
	key := string([]byte{byte(rank)}) + string(knowledge.EntityKey(knowledge.OrderName, e))
	return candidate{entry{id: e.ID, kind: e.Kind, key: knowledge.SortKey(key)}, entityTexts(e)}
}

// documentCandidate returns the candidate of a document.
func documentCandidate(d *knowledge.Document) candidate {
	key := "\xff" + string(knowledge.DocumentKey(knowledge.OrderTitle, d))
	return candidate{entry{id: d.ID, document: d, key: knowledge.SortKey(key)}, documentTexts(d)}
}

// segment is a part of an index: entries with their texts, and for each term the texts that contain it. It is immutable.
type segment struct {
	// entries are sorted by their keys, so that of two with equal scores the lower number goes first.
	entries []entry
	texts   []text
	// owner has the entry of each text.
	owner []uint32
	// terms are sorted; the texts of terms[i] are postings[bounds[i]:bounds[i+1]], ascending.
	terms    []string
	bounds   []uint32
	postings []uint32
	// words is the FST of the terms that are words, each with its number, to find typos.
	words *vellum.FST
	// languages are those in which texts are stemmed.
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
	// spaceSkeleton: a word's skeleton.
	prefixSkeleton = "s"
	// prefixStem: language, space, stem.
	prefixStem = "t"
	// prefixWord: a word, folded, and its romanization.
	prefixWord = "w"
	// spaceWhole: a whole text.
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
	seen := map[string]bool{}
	for i, c := range candidates {
		e := c.entry
		e.from = uint32(len(s.texts))
		for _, t := range c.texts {
			number := uint32(len(s.texts))
			t.words = addTerms(&t, l, func(term string) { add(term, number) })
			if t.language != "" && !seen[t.language] {
				seen[t.language] = true
				s.languages = append(s.languages, t.language)
			}
			t.whole = nil
			s.texts, s.owner = append(s.texts, t), append(s.owner, uint32(i))
		}
		e.to = uint32(len(s.texts))
		s.entries[i] = e
		s.byID[e.id] = uint32(i)
	}
	slices.Sort(s.languages)
	return s, s.buildPostings(found)
}

// addTerms adds the terms of a text, some more than once, and returns the number of its words.
func addTerms(t *text, l *languages, add func(term string)) int {
	for _, whole := range append(t.whole, t.s) {
		if t.field == FieldText || t.field == FieldDescription {
			break
		}
		folded := knowledge.Fold(whole)
		add(prefixWhole + folded)
		if plain := romanizeText(folded); t.field != FieldCode && plain != "" {
			add(prefixWhole + plain)
		}
	}
	words := foldedWords(t.s)
	for _, word := range words {
		if t.field == FieldCode {
			add(prefixCode + word)
			continue
		}
		add(prefixWord + word)
		plain := romanize(word)
		if plain != word && plain != "" {
			add(prefixWord + plain)
		}
		if s := skeleton(plain); s != "" {
			add(prefixSkeleton + s)
		}
	}
	if t.language != "" {
		for _, stem := range l.stems(t.language, t.s) {
			add(prefixStem + t.language + " " + stem)
		}
	}
	return len(words)
}

// romanizeText romanizes each word of a folded text. It returns the empty string if all are ASCII already, or if one cannot be
// romanized.
func romanizeText(folded string) string {
	if isASCII(folded) {
		return ""
	}
	fields := strings.Fields(folded)
	for i, f := range fields {
		if fields[i] = romanize(f); fields[i] == "" {
			return ""
		}
	}
	return strings.Join(fields, " ")
}

// buildPostings builds the sorted terms and their postings from the texts of each term.
func (s *segment) buildPostings(found map[string][]uint32) error {
	s.terms = make([]string, 0, len(found))
	total := 0
	for term, list := range found {
		s.terms = append(s.terms, term)
		total += len(list)
	}
	slices.Sort(s.terms)
	s.postings, s.bounds = make([]uint32, 0, total), make([]uint32, 1, len(s.terms)+1)
	for _, term := range s.terms {
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
	from, to := s.prefixRange(prefixWord)
	for i := from; i < to; i++ {
		if err := builder.Insert([]byte(s.terms[i][len(prefixWord):]), uint64(i)); err != nil {
			return err
		}
	}
	if err := builder.Close(); err != nil {
		return err
	}
	s.words, err = vellum.Load(out.Bytes())
	return err
}

// term returns the number of a term; ok is false if it does not occur.
func (s *segment) term(term string) (number int, ok bool) {
	return slices.BinarySearch(s.terms, term)
}

// prefixRange returns the range of the terms that begin with a prefix.
func (s *segment) prefixRange(prefix string) (from, to int) {
	from, _ = slices.BinarySearch(s.terms, prefix)
	to = from + sort.Search(len(s.terms)-from, func(i int) bool { return !strings.HasPrefix(s.terms[from+i], prefix) })
	return from, to
}

// textsOf returns the texts that contain a term.
func (s *segment) textsOf(number int) []uint32 {
	return s.postings[s.bounds[number]:s.bounds[number+1]]
}
