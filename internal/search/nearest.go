package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"entente/internal/knowledge"
	"github.com/agnivade/levenshtein"
)

// Nearest returns the entities of kinds, of all where nil, whose names or codes look most like a text that no search finds: where the
// text is a code of a known scheme, those with the nearest codes of this scheme; else those with a word that begins as one of the text
// does and differs least from it, for its length; and where none begins so, those with any such word. Entities that are as near go in
// the order of hits. The list is empty only if the text has no word, or nothing is of the kinds. It takes some milliseconds.
func (x *Index) Nearest(text string, kinds []knowledge.EntityKind, limit int) []knowledge.ID {
	if kinds == nil {
		kinds = knowledge.EntityKinds()
	}
	text, _ = knowledge.NFC(text)
	n := nearest{matchSet{index: x, request: Query{Kinds: kinds}}, map[nearEntry]int{}}
	if m := code.FindStringSubmatch(text); m != nil {
		n.compare(prefixWhole+joinWords(m[1])+" ", "", joinWords(m[2]))
	}
	words := wordsOf(x.meant(text))
	if len(n.distance) == 0 {
		for _, w := range words {
			_, first := utf8.DecodeRuneInString(w.folded)
			n.compare(prefixWord, w.folded[:first], w.folded)
			n.compare(prefixCode, w.folded[:first], w.folded)
		}
	}
	if len(n.distance) == 0 {
		for _, w := range words {
			n.compare(prefixWord, "", w.folded)
		}
	}
	return n.first(limit)
}

// joinWords folds the words of a text, and joins them as those of a whole.
func joinWords(text string) string {
	var all []string
	for _, w := range wordsOf(text) {
		all = append(all, w.folded)
	}
	return strings.Join(all, " ")
}

// nearEntry is an entry of the index.
type nearEntry struct {
	segment int
	entry   uint32
}

// nearest collects the entries near a text, each with its least distance.
type nearest struct {
	matchSet
	distance map[nearEntry]int
}

// compare compares a word with all terms that begin with a namespace's prefix and certain letters.
func (n *nearest) compare(prefix, letters, word string) {
	for i, p := range n.index.segments {
		from, to := p.segment.terms.withPrefix(prefix + letters)
		for number := from; number < to; number++ {
			term := p.segment.terms.at(number)[len(prefix):]
			distance := 1000 * levenshtein.ComputeDistance(word, term) / max(utf8.RuneCountInString(word), utf8.RuneCountInString(term), 1)
			for _, text := range p.segment.textsOf(number) {
				at := nearEntry{i, p.segment.owner[text]}
				if known, ok := n.distance[at]; (!ok || distance < known) && n.admits(i, at.entry) {
					n.distance[at] = distance
				}
			}
		}
	}
}

// first returns the ids of the nearest entries.
func (n *nearest) first(limit int) []knowledge.ID {
	var all []nearEntry
	for e := range n.distance {
		all = append(all, e)
	}
	entryOf := func(e nearEntry) *entry { return &n.index.segments[e.segment].segment.entries[e.entry] }
	slices.SortFunc(all, func(a, b nearEntry) int {
		return cmp.Or(cmp.Compare(n.distance[a], n.distance[b]), strings.Compare(string(entryOf(a).key), string(entryOf(b).key)))
	})
	var ids []knowledge.ID
	for _, e := range all[:min(limit, len(all))] {
		ids = append(ids, entryOf(e).id)
	}
	return ids
}
