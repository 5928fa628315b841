package dataset

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"entente/internal/dataset/input"
	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// entity gives the id of the entity that a key's value means at a time, or "", which it reports unless the key is not there.
func (r *reader) entity(rec *record, key string, when edtf.Span) knowledge.ID {
	f := rec.field(key)
	if f == nil || r.isBareNumber(rec, key, f.Value) {
		return ""
	}
	text := rec.text(key, MaxName)
	if text == "" {
		return ""
	}
	return r.resolve(rec, item{text, rec.valueAt(key)}, when)
}

// isBareNumber reports a number where an entity is meant: to put it in quotes, as other texts, would help nobody.
func (r *reader) isBareNumber(rec *record, key string, v input.Value) bool {
	if v.Kind != input.Number {
		return false
	}
	r.unknown(rec, v.At, WrongType, fmt.Sprintf("%s is an entity's id, name or code with its scheme, not %s", key, typeOf(v)), func() string { return cmp.Or(r.codeHint(v.Text), withScheme) })
	return true
}

// always is the time of what has no date.
func always() edtf.Span { return edtf.Date{}.Span() }

// resolve looks in the folder first, then in those that it is read with, then in what is known besides. What is ambiguous in one of them
// is not looked for in the next: nothing is guessed. The time decides between those that had a name or a code one after the other.
func (r *reader) resolve(rec *record, name item, when edtf.Span) knowledge.ID {
	found, ok := r.meant[name.text]
	if !ok {
		found = r.lookUp(name.text)
		r.meant[name.text] = found
	}
	ids := entitiesOf(found, always())
	if len(ids) > 1 {
		if then := entitiesOf(found, when); len(then) > 0 {
			ids = then
		}
	}
	switch {
	case len(ids) == 1:
		r.checkTime(rec, name, found, when)
		return ids[0]
	case len(ids) > 1:
		rec.failOnce(name.at, AmbiguousName, fmt.Sprintf("%s is the name of several entities: %s", quoted(name.text), firstOf(ids)), "write the id of the one that is meant")
	case r.lost[entitiesFile]:
		rec.refuse() // nothing of the file could be read, which is told there
	default:
		what := "is called"
		if isCode(name.text) {
			what = "has the code"
		}
		r.unknown(rec, name.at, UnknownEntity, fmt.Sprintf("no entity %s %s", what, quoted(name.text)), func() string { return r.entityHint(name.text) })
	}
	return ""
}

// checkTime reports a code, and warns of a name, that means one entity which had it at another time: it may well be meant for another.
func (r *reader) checkTime(rec *record, name item, found []holder, when edtf.Span) {
	scheme, _, _ := strings.Cut(name.text, ":")
	if r.anyTime[scheme] || slices.ContainsFunc(found, func(h holder) bool { return h.on(when) }) {
		return
	}
	var spells []string
	for _, h := range found {
		spells = append(spells, h.spell())
	}
	slices.Sort(spells)
	message := fmt.Sprintf("nobody is known to be called %s at the time of this claim: %s was %s", quoted(name.text), found[0].entity, listed(slices.Compact(spells), "and"))
	if isCode(name.text) {
		rec.failOnce(name.at, WrongTime, message, "write the id of the one that is meant")
		return
	}
	rec.warn(name.at, WrongTime, message, "write the id of the one that is meant")
}

// spell says when a holder had a name or a code: `from 1922 to 1991`.
func (h holder) spell() string {
	switch from, to := h.from.String(), h.to.String(); {
	case h.from.IsZero():
		return "until " + to
	case h.to.IsZero():
		return "since " + from
	default:
		return "from " + from + " to " + to
	}
}

// unknown reports a word that means nothing, once for all places. The hint is made for the first.
func (r *reader) unknown(rec *record, at input.Position, code Code, message string, hint func() string) {
	if rec.isRepeated(code, message) {
		rec.failOnce(at, code, message, "")
		return
	}
	rec.failOnce(at, code, message, hint())
}

// firstOf names things in a sentence, at most maxShown of them.
func firstOf(words []string) string {
	if more := len(words) - maxShown; more > 0 {
		words = append(slices.Clone(words[:maxShown]), fmt.Sprintf("%d more", more))
	}
	return listed(words, "and")
}

// lookUp returns the holders of a text.
func (r *reader) lookUp(text string) []holder {
	if found := r.own.find(text, ""); len(found) > 0 {
		return found
	}
	return slices.Concat(r.together.find(text, r.folder.Dataset.ID), r.known.find(text, r.folder.Dataset.ID))
}

// entitiesOf returns the ids of the holders at a time, sorted, each once.
func entitiesOf(found []holder, when edtf.Span) []knowledge.ID {
	var ids []knowledge.ID
	for _, h := range found {
		if h.on(when) {
			ids = append(ids, h.entity)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// maxBroken bounds how much of a broken file is looked through for a name, in bytes.
const maxBroken = 4 << 20

// standsInBroken says whether a name stands in a list file that could not be read completely: what it means may be defined there.
func (r *reader) standsInBroken(name, text string) bool {
	broken, isBroken := r.broken[name]
	if !isBroken {
		return false
	}
	if broken == "" {
		broken = r.beginning(name)
		r.broken[name] = broken
	}
	return strings.Contains(broken, knowledge.Fold(text))
}

// beginning gives the beginning of a file, in the form in which names are compared.
func (r *reader) beginning(name string) string {
	in, ok := (&file{name: name, fsys: r.fsys, problems: &Problems{}}).open(MaxListFile)
	if !ok {
		return ""
	}
	defer func() { _ = in.Close() }()
	text, err := io.ReadAll(io.LimitReader(in, maxBroken))
	if err != nil {
		return ""
	}
	return knowledge.Fold(string(text))
}

// entityHint returns the hint for a name of no known entity.
func (r *reader) entityHint(text string) string {
	if r.noHints || r.folder.Problems.full() {
		return ""
	}
	// The right entity may be among those that could not be read: a likely one is no better then.
	if r.standsInBroken(entitiesFile, text) {
		return "mend " + entitiesFile + " first"
	}
	if hint := r.codeHint(text); hint != "" {
		return hint
	}
	if isCode(text) { // similar codes mean nothing
		return "look the code up, or add it to an entity of " + entitiesFile
	}
	for _, k := range []*Known{r.own, r.together, r.known} {
		if hint := didYouMean(text, k.words); hint != "" {
			return hint
		}
	}
	if isDigits(text) {
		return withScheme
	}
	return "add it to " + entitiesFile
}

func (r *reader) relationHint(name string) string {
	if r.folder.Problems.full() {
		return ""
	}
	if r.standsInBroken(relationsFile, name) {
		return "mend " + relationsFile + " first"
	}
	if hint := didYouMean(name, slices.Concat(r.together.relationNames(), r.known.relationNames())); hint != "" {
		return hint
	}
	for _, k := range []*Known{r.together, r.known} {
		for _, all := range k.relationNames() {
			one := k.relations[all][0]
			switch knowledge.Fold(name) {
			case knowledge.Fold(one.Label):
				return "did you mean " + one.Name + "?"
			case knowledge.Fold(one.InverseLabel):
				return "did you mean " + one.Name + ", from the other end?"
			}
		}
	}
	return "relations come from " + relationsFile + " and from datasets that this one is read with"
}

func (r *reader) lookUpRelation(name string) *knowledge.Relation {
	if relation := r.own.relation(name, ""); relation != nil {
		return relation
	}
	if relation := r.together.relation(name, r.folder.Dataset.ID); relation != nil {
		return relation
	}
	return r.known.relation(name, r.folder.Dataset.ID)
}

func (r *reader) documentHint(name string) string {
	var names []string
	for _, d := range r.folder.Documents[:min(len(r.folder.Documents), maxWords)] {
		names = append(names, strings.TrimPrefix(d.ID, knowledge.DocumentPrefix+":"))
	}
	if hint := didYouMean(strings.TrimSuffix(name, documentSuffix), names); hint != "" {
		return hint
	}
	return "put it into " + documentsDir + "/NAME" + documentSuffix
}
