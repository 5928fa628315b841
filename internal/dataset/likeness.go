package dataset

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"entente/internal/dataset/input"
	"entente/internal/knowledge"
)

// calling is a name or a code that the folder gives an entity.
type calling struct {
	holder
	at   input.Position
	text string
	keys []string
}

// call keeps a name of an entity for checkCallings.
func (r *reader) call(part *knowledge.EntityPart, at input.Position, n knowledge.Name) {
	if keys := nameKeys(part.ID, n); keys != nil {
		r.callings = append(r.callings, calling{holder{part.ID, part.Dataset, n.ValidFrom, n.ValidTo}, at, quoted(n.Text), keys})
	}
}

// callByCode keeps a code of an entity for checkCallings.
func (r *reader) callByCode(part *knowledge.EntityPart, at input.Position, i knowledge.Identifier) {
	one := calling{holder{part.ID, part.Dataset, i.ValidFrom, i.ValidTo}, at, i.Scheme + ":" + i.Value, codeKeys(i)[:1]}
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

// nameKeys are the keys under which a name is known: its own, and one that it has in common with names of the same words in another order,
// of the same kind of entity. A demonym names the people, "Georgian" is not Georgia, and has none.
func nameKeys(id knowledge.ID, n knowledge.Name) []string {
	if n.Text == "" {
		return nil
	}
	keys := knowledge.LookupKeys(&knowledge.Entity{Names: []knowledge.Name{n}})
	words := strings.FieldsFunc(knowledge.Fold(n.Text), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.IsMark(c) })
	words = slices.DeleteFunc(words, func(w string) bool { return w == "the" || w == "of" || w == "and" })
	if kind, is := knowledge.KindOf(id); is && len(words) > 1 && keys != nil {
		slices.Sort(words)
		keys = append(keys, "~"+string(kind)+":"+strings.Join(words, " "))
	}
	return keys
}

// checkCallings warns where a name or a code of the folder is another entity's too, at the same time: it is ambiguous from then on, for
// every dataset that uses it. It also warns of names that look like another entity's. It runs when all folders are read.
func (r *reader) checkCallings() {
	f := r.file(entitiesFile)
	for _, c := range r.callings {
		isCode := c.keys[0][0] == '#'
		switch other := r.alsoCalled(c, c.keys[0]); {
		case other != "" && isCode:
			f.warn(c.at, DuplicateCode, fmt.Sprintf("%s is a code of %s as well: nobody can tell which is meant", c.text, other), "leave it to one of them, or say from when to when each has it")
		case other != "":
			f.warn(c.at, DuplicateName, fmt.Sprintf("%s means %s as well: whoever writes it must choose", c.text, other), "where both are one, take that id; else tell the names apart")
		case len(c.keys) > 1:
			if other := r.alsoCalled(c, c.keys[1]); other != "" {
				f.warn(c.at, SimilarName, fmt.Sprintf("%s looks like a name of %s", c.text, other), "where both are one, take that id")
			}
		}
	}
}

// alsoCalled names another entity that has the key at the same time, with its place: one of the folder's that stands before, or one of
// another dataset. It gives "" for none.
func (r *reader) alsoCalled(c calling, key string) string {
	for _, h := range r.own.called[key] {
		at := r.rowPositions[(&knowledge.EntityPart{Entity: knowledge.Entity{ID: h.entity}, Dataset: h.dataset}).Key()]
		before := at.Line < c.at.Line || at.Line == c.at.Line && at.Column < c.at.Column
		if before && h.entity != c.entity && h.meets(c.holder) {
			return fmt.Sprintf("%s (%s)", h.entity, at)
		}
	}
	for _, k := range []*Known{r.together, r.known} {
		for _, h := range k.called[key] {
			if h.dataset != c.dataset && h.entity != c.entity && h.meets(c.holder) {
				return fmt.Sprintf("%s of %s", h.entity, h.dataset)
			}
		}
	}
	return ""
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
