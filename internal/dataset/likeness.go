package dataset

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"entente/internal/dataset/input"
	"entente/internal/knowledge"
)

// calling is a name or a code that the folder gives an entity.
type calling struct {
	holder
	at input.Position
	// text is how a message names it; name is the name, "" for a code.
	text, name string
	keys       []string
}

// call keeps a name of an entity for checkCallings.
func (r *reader) call(part *knowledge.EntityPart, at input.Position, n knowledge.Name) {
	if keys := nameKeys(part.ID, n); keys != nil {
		r.callings = append(r.callings, calling{holder{part.ID, part.Dataset, n.ValidFrom, n.ValidTo}, at, quoted(n.Text), n.Text, keys})
	}
}

// callByCode keeps a code of an entity for checkCallings.
func (r *reader) callByCode(part *knowledge.EntityPart, at input.Position, i knowledge.Identifier) {
	one := calling{holder{part.ID, part.Dataset, i.ValidFrom, i.ValidTo}, at, i.Scheme + ":" + i.Value, "", codeKeys(i)[:1]}
	r.callings = append(r.callings, one)
}

// bareCode begins the keys of codes that need no scheme, which are looked for after names: an abbreviation in use is not to change its
// meaning by a country's letters.
const bareCode = "%"

// codeKeys are the keys under which a code is known: with its scheme and, where it needs none, without.
func codeKeys(i knowledge.Identifier) []string {
	keys := knowledge.LookupKeys(&knowledge.Entity{Identifiers: []knowledge.Identifier{i}})
	for n, key := range keys[1:] {
		keys[n+1] = bareCode + key
	}
	return keys
}

// nameKeys are the keys under which a name is known: first its own, then those that it has in common with names that look like it, of the
// same kind of entity. A demonym names the people, "Georgian" is not Georgia, and has none.
func nameKeys(id knowledge.ID, n knowledge.Name) []string {
	if n.Text == "" {
		return nil
	}
	keys := knowledge.LookupKeys(&knowledge.Entity{Names: []knowledge.Name{n}})
	kind, is := knowledge.KindOf(id)
	if !is || keys == nil {
		return keys
	}
	words := wordsOfName(n.Text)
	if len(words) > 2 {
		keys = append(keys, initialsKey+string(kind)+":"+initials(words))
	}
	if len(words) > 1 {
		slices.Sort(words)
		keys = append(keys, wordsKey+string(kind)+":"+strings.Join(words, " "))
	}
	if isAbbreviation(n.Text) {
		keys = append(keys, lettersKey+string(kind)+":"+knowledge.Fold(n.Text))
	}
	return keys
}

// What the keys of names that look alike begin with: those of the same words in another order, and those of a name and its abbreviation,
// of which each is found under the other's key.
const (
	wordsKey    = "~"
	initialsKey = "^i"
	lettersKey  = "^l"
)

// wordsOfName gives the words of a name, folded, but for those that an order of words adds or leaves out.
func wordsOfName(text string) []string {
	words := strings.FieldsFunc(strings.ReplaceAll(knowledge.Fold(text), "'s", "s"), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.IsMark(c) })
	return slices.DeleteFunc(words, func(w string) bool { return w == "the" || w == "of" || w == "and" })
}

func initials(words []string) string {
	var b strings.Builder
	for _, w := range words {
		c, _ := utf8.DecodeRuneInString(w)
		b.WriteRune(c)
	}
	return b.String()
}

// isAbbreviation says whether a name is of three to ten capital letters.
func isAbbreviation(text string) bool {
	n := utf8.RuneCountInString(text)
	return n >= 3 && n <= 10 && !strings.ContainsFunc(text, func(c rune) bool { return !unicode.IsUpper(c) })
}

// lookAlike gives the key under which names are known that look like the one of a key; "" where the key is a name's own.
func lookAlike(key string) string {
	switch {
	case strings.HasPrefix(key, wordsKey):
		return key
	case strings.HasPrefix(key, initialsKey):
		return lettersKey + key[len(initialsKey):]
	case strings.HasPrefix(key, lettersKey):
		return initialsKey + key[len(lettersKey):]
	}
	return ""
}

// checkCallings warns where a name or a code of the folder is another entity's too, at the same time: it is ambiguous from then on, for
// every dataset that uses it. It also warns of names that look like another entity's. It runs when all folders are read.
func (r *reader) checkCallings() {
	f := r.file(entitiesFile)
	alike := map[[2]knowledge.ID]bool{}
	for _, c := range r.callings {
		isCode := c.keys[0][0] == '#'
		switch other := r.alsoCalled(c, c.keys[0]); {
		case other.entity != "" && isCode:
			f.warn(c.at, DuplicateCode, fmt.Sprintf("%s is a code of %s as well: nobody can tell which is meant", c.text, other.place), "leave it to one of them, or say from when to when each has it")
		case other.entity != "":
			f.warn(c.at, DuplicateName, fmt.Sprintf("%s means %s as well: whoever writes it must choose", c.text, other.place), "where both are one, take that id; else tell the names apart")
			alike[[2]knowledge.ID{c.entity, other.entity}] = true
		case !isCode:
			if other := r.looksLike(c); other.entity != "" && !alike[[2]knowledge.ID{c.entity, other.entity}] {
				f.warn(c.at, SimilarName, fmt.Sprintf("%s looks like a name of %s", c.text, other.place), "where both are one, take that id")
				alike[[2]knowledge.ID{c.entity, other.entity}] = true
			}
		}
	}
}

// namesake is another entity, with its place in words.
type namesake struct {
	entity knowledge.ID
	place  string
}

// looksLike gives another entity with a name of the same words, of these initials, or of nearly the same letters. One that other datasets
// have too is known as what it is.
func (r *reader) looksLike(c calling) namesake {
	if hasOther(r.together.entities[c.entity], c.dataset) || hasOther(r.known.entities[c.entity], c.dataset) {
		return namesake{}
	}
	for _, key := range c.keys[1:] {
		other := r.alsoCalled(c, lookAlike(key))
		if other.entity == "" {
			continue
		}
		abbreviated := c.entity
		if strings.HasPrefix(key, initialsKey) {
			abbreviated = other.entity
		}
		if strings.HasPrefix(key, wordsKey) || !r.hasInitials(abbreviated, strings.TrimPrefix(strings.TrimPrefix(key, initialsKey), lettersKey)) {
			return other
		}
	}
	return r.nearlyCalled(c)
}

// hasInitials says whether an entity has a name of its own with these initials, which its abbreviation is short for.
func (r *reader) hasInitials(entity knowledge.ID, letters string) bool {
	for _, k := range []*Known{r.own, r.together, r.known} {
		if slices.ContainsFunc(k.called[initialsKey+letters], func(h holder) bool { return h.entity == entity }) {
			return true
		}
	}
	return false
}

// alsoCalled gives another entity that has the key at the same time: one of the folder's that stands before, or one of another dataset.
func (r *reader) alsoCalled(c calling, key string) namesake {
	return r.another(c, func(k *Known) iter.Seq[holder] { return slices.Values(k.called[key]) })
}

// another gives another entity of the same time among holders: one of the folder's that stands before, or one of another dataset.
func (r *reader) another(c calling, holders func(*Known) iter.Seq[holder]) namesake {
	for h := range holders(r.own) {
		if other := r.before(c, h); other.entity != "" {
			return other
		}
	}
	for _, k := range []*Known{r.together, r.known} {
		for h := range holders(k) {
			if other := r.elsewhere(c, h); other.entity != "" {
				return other
			}
		}
	}
	return namesake{}
}

// before gives a holder of the folder's own as a namesake where it stands before a calling of another entity, of the same time.
func (r *reader) before(c calling, h holder) namesake {
	at := r.rowPositions[h.row()]
	before := at.Line < c.at.Line || at.Line == c.at.Line && at.Column < c.at.Column
	if !before || h.entity == c.entity || !h.meets(c.holder) {
		return namesake{}
	}
	return namesake{h.entity, fmt.Sprintf("%s (%s)", h.entity, at)}
}

// elsewhere gives a holder as a namesake where another dataset has it, and it is another entity, of the same time.
func (r *reader) elsewhere(c calling, h holder) namesake {
	if h.dataset == c.dataset || h.entity == c.entity || !h.meets(c.holder) {
		return namesake{}
	}
	place := fmt.Sprintf("%s of %s", h.entity, h.dataset)
	if at := r.together.places[h.row()]; at != "" {
		place += " (" + at + ")"
	}
	return namesake{h.entity, place}
}

// row is the key of the row that says it.
func (h holder) row() knowledge.RowKey {
	return (&knowledge.EntityPart{Entity: knowledge.Entity{ID: h.entity}, Dataset: h.dataset}).Key()
}

// meets says whether both certainly hold on more than the day on which one may hand over to the other.
func (h holder) meets(o holder) bool {
	begin, end := always().First, always().Last
	for _, one := range []holder{h, o} {
		if !one.from.IsZero() {
			begin = max(begin, one.from.Span().Last)
		}
		if !one.to.IsZero() {
			end = min(end, one.to.Span().First)
		}
	}
	return begin < end
}
