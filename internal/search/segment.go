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

// entry is what a hit is: an entity or a document.
type entry struct {
	id knowledge.ID
	// key is its place among equals: kind, name, id.
	key knowledge.SortKey
	// kind is empty for a document.
	kind knowledge.EntityKind
	// document is there for a document: what a scope looks at.
	document *knowledge.Document
	// from and to are its texts' numbers.
	from, to uint32
}

// candidate is an entry on its way into a segment.
type candidate struct {
	entry
	texts []text
}

// entityCandidate reads an entity.
func entityCandidate(e *knowledge.Entity) candidate {
	place := slices.Index(knowledge.EntityKinds(), e.Kind)
	key := string([]byte{byte(place)}) + string(knowledge.EntityKey(knowledge.OrderName, e))
	return candidate{entry{id: e.ID, kind: e.Kind, key: knowledge.SortKey(key)}, entityTexts(e)}
}

// documentCandidate reads a document.
func documentCandidate(d *knowledge.Document) candidate {
	key := "\xff" + string(knowledge.DocumentKey(knowledge.OrderTitle, d))
	return candidate{entry{id: d.ID, document: d, key: knowledge.SortKey(key)}, documentTexts(d)}
}

// segment is a part of an index: entries with their texts, and for each term the texts that it stands in. It never changes.
type segment struct {
	// entries are in the order of their keys, so that a lesser number goes first among equals.
	entries []entry
	texts   []text
	// owner gives the entry of each text.
	owner []uint32
	// terms are sorted; the texts of terms[i] are postings[bounds[i]:bounds[i+1]], ascending.
	terms    []string
	bounds   []uint32
	postings []uint32
	// words is the FST of the terms that are words, each with its number: for finding slips.
	words *vellum.FST
	// languages are those that texts are stemmed in.
	languages []string
	byID      map[knowledge.ID]uint32
	// tallies are used again.
	tallies sync.Pool
}

// tally gives one for the segment.
func (s *segment) tally() *tally {
	if t, ok := s.tallies.Get().(*tally); ok {
		return t
	}
	return newTally(s)
}

// The spaces of terms: a term begins with the letter of its space, so that one sorted list holds all.
const (
	// spaceCode: a word of a code, found when it is written in full.
	spaceCode = "c"
	// spaceSkeleton: a word's skeleton.
	spaceSkeleton = "s"
	// spaceStem: language, a blank, a stem.
	spaceStem = "t"
	// spaceWord: a word as it is folded, and in Latin letters.
	spaceWord = "w"
	// spaceWhole: a whole text.
	spaceWhole = "="
)

// newSegment makes a segment. It costs some microseconds for each text.
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
	return s, s.seal(found)
}

// addTerms gives the terms of a text, some more than once, and the number of its words.
func addTerms(t *text, l *languages, add func(term string)) int {
	for _, whole := range append(t.whole, t.s) {
		if t.field == FieldText || t.field == FieldDescription {
			break
		}
		folded := knowledge.Fold(whole)
		add(spaceWhole + folded)
		if plain := joinLatin(folded); t.field != FieldCode && plain != "" {
			add(spaceWhole + plain)
		}
	}
	forms := foldedWords(t.s)
	for _, form := range forms {
		if t.field == FieldCode {
			add(spaceCode + form)
			continue
		}
		add(spaceWord + form)
		plain := latin(form)
		if plain != form && plain != "" {
			add(spaceWord + plain)
		}
		if s := skeleton(plain); s != "" {
			add(spaceSkeleton + s)
		}
	}
	if t.language != "" {
		for _, stem := range l.stems(t.language, t.s) {
			add(spaceStem + t.language + " " + stem)
		}
	}
	return len(forms)
}

// joinLatin gives a folded text with each word in Latin letters; empty where one has no such form, or all have them already.
func joinLatin(folded string) string {
	if isASCII(folded) {
		return ""
	}
	fields := strings.Fields(folded)
	for i, f := range fields {
		if fields[i] = latin(f); fields[i] == "" {
			return ""
		}
	}
	return strings.Join(fields, " ")
}

// seal makes the sorted lists of what was found.
func (s *segment) seal(found map[string][]uint32) error {
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
	return s.sealWords()
}

func (s *segment) sealWords() error {
	var out bytes.Buffer
	builder, err := vellum.New(&out, nil)
	if err != nil {
		return err
	}
	from, to := s.beginningWith(spaceWord)
	for i := from; i < to; i++ {
		if err := builder.Insert([]byte(s.terms[i][len(spaceWord):]), uint64(i)); err != nil {
			return err
		}
	}
	if err := builder.Close(); err != nil {
		return err
	}
	s.words, err = vellum.Load(out.Bytes())
	return err
}

// term gives the number of a term; ok is false where it does not occur.
func (s *segment) term(term string) (number int, ok bool) {
	return slices.BinarySearch(s.terms, term)
}

// beginningWith gives the range of the terms that begin with a prefix.
func (s *segment) beginningWith(prefix string) (from, to int) {
	from, _ = slices.BinarySearch(s.terms, prefix)
	to = from + sort.Search(len(s.terms)-from, func(i int) bool { return !strings.HasPrefix(s.terms[from+i], prefix) })
	return from, to
}

// textsOf are the texts that a term stands in.
func (s *segment) textsOf(number int) []uint32 {
	return s.postings[s.bounds[number]:s.bounds[number+1]]
}
