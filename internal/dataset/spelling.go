package dataset

import (
	"iter"
	"strconv"
	"strings"
	"unicode"

	"entente/internal/knowledge"
)

// spelling is a name as it is compared with nearly equal ones, and whose it is.
type spelling struct {
	holder
	letters []rune
}

// The bounds of the search for names that differ by a letter: the least letters of one, since many short names do, and the names that one
// is compared with under a key.
const (
	leastLetters = 5
	mostSpelled  = 50
)

// spellingOf gives the letters of a name, in the form in which names are compared; nil for those that are too short, and for abbreviations,
// of which many differ by a letter.
func spellingOf(text string) []rune {
	letters := []rune(knowledge.Fold(text))
	if len(letters) < leastLetters || isAbbreviation(text) {
		return nil
	}
	return letters
}

// halfKeys are the keys of a name of so many letters of which some are known: one has its first half, the other its second. Of two names
// that differ by a letter the halves of one side are equal.
func halfKeys(kind knowledge.EntityKind, letters []rune, n int) [2]string {
	half := min(n/2, len(letters))
	begin := string(kind) + strconv.Itoa(n)
	return [2]string{begin + "<" + string(letters[:half]), begin + ">" + string(letters[max(len(letters)-(n-n/2), 0):])}
}

// spell makes a name known for nearly equal ones.
func (k *Known) spell(part *knowledge.EntityPart, n knowledge.Name) {
	kind, is := knowledge.KindOf(part.ID)
	letters := spellingOf(n.Text)
	if !is || letters == nil {
		return
	}
	one := spelling{holder{part.ID, part.Dataset, n.ValidFrom, n.ValidTo}, letters}
	for _, key := range halfKeys(kind, letters, len(letters)) {
		if len(k.spelled[key]) < mostSpelled {
			k.spelled[key] = append(k.spelled[key], one)
		}
	}
}

// nearlyCalled gives another entity of the same kind with a name that differs by one letter, or by two that are exchanged.
func (r *reader) nearlyCalled(c calling) namesake {
	kind, is := knowledge.KindOf(c.entity)
	letters := spellingOf(c.name)
	if !is || letters == nil {
		return namesake{}
	}
	for n := len(letters) - 1; n <= len(letters)+1; n++ {
		for _, key := range halfKeys(kind, letters, n) {
			if other := r.another(c, spelledLike(letters, key)); other.entity != "" {
				return other
			}
		}
	}
	return namesake{}
}

// spelledLike gives the holders of names of a key that differ by one letter.
func spelledLike(letters []rune, key string) func(*Known) iter.Seq[holder] {
	return func(k *Known) iter.Seq[holder] {
		return func(yield func(holder) bool) {
			for _, s := range k.spelled[key] {
				if differByOne(letters, s.letters) && !yield(s.holder) {
					return
				}
			}
		}
	}
}

// differByOne says whether two names differ by one letter that is another, or is missing, or has changed its place with its neighbour. The
// first letter is seldom wrong, so that Gambia is not Zambia, and digits and the numerals of monarchs tell names apart.
func differByOne(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	begin := 0
	for begin < len(a) && a[begin] == b[begin] {
		begin++
	}
	end := 0
	for end < len(a)-begin && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	ours, theirs := a[begin:len(a)-end], b[begin:len(b)-end]
	isOne := len(ours) <= 1 && len(theirs) == 1 || len(ours) == 2 && len(theirs) == 2 && ours[0] == theirs[1] && ours[1] == theirs[0]
	if !isOne || begin == 0 {
		return false
	}
	for _, letters := range [][]rune{ours, theirs} {
		if strings.ContainsFunc(string(letters), func(c rune) bool { return !unicode.IsLetter(c) }) {
			return false
		}
	}
	return !isNumeral(wordAt(a, begin)) && !isNumeral(wordAt(b, begin))
}

// wordAt gives the word of a name in which a letter stands, or at which one is missing.
func wordAt(name []rune, at int) string {
	from, to := at, at
	for from > 0 && name[from-1] != ' ' {
		from--
	}
	for to < len(name) && name[to] != ' ' {
		to++
	}
	return string(name[from:to])
}

// isNumeral says whether a word may tell one of a series from the next: a Roman numeral, a letter, or nothing.
func isNumeral(word string) bool {
	return len([]rune(word)) < 2 || strings.Trim(word, "ivxlcdm") == ""
}
