package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"entente/internal/knowledge"
	"entente/internal/search/toponym"
	"github.com/clipperhouse/uax29/v2/sentences"
)

// Field is the kind of text that matches.
type Field string

// The fields, as the schema names them.
const (
	// FieldName is one of its names or abbreviations.
	FieldName Field = "NAME"
	// FieldCode is its id, or a code of a scheme.
	FieldCode Field = "CODE"
	// FieldTranslation is a name that package toponym has for its code, which the graph does not have.
	FieldTranslation Field = "TRANSLATION"
	// FieldDescription is an entity's description.
	FieldDescription Field = "DESCRIPTION"
	// FieldTitle is a document's title.
	FieldTitle Field = "TITLE"
	// FieldText is a passage of a document's text.
	FieldText Field = "TEXT"
)

// fields are all fields, in the order of the schema.
func fields() []Field {
	return []Field{FieldName, FieldCode, FieldTranslation, FieldDescription, FieldTitle, FieldText}
}

// rawText is a searchable text: a name, a code, a sentence.
type rawText struct {
	s     string
	field Field
	// weight is the weight of a match in it, 100 at most.
	weight int
	// start is the position of a passage in its document's text, in code points.
	start int
	// language is that in which its words are stemmed; empty for names.
	language string
	// whole are further texts that equal the whole, such as a code without its scheme.
	whole []string
	// onlyWhole: it is found as a whole and not by its words, as the address of a document.
	onlyWhole bool
}

// text is a rawText as a segment keeps it. There are tens of thousands, so it is small.
type text struct {
	s     string
	start uint32
	// words is how many words it has.
	words uint16
	// language is its place in the languages of the segment, -1 for none.
	language int16
	// field is its place in fields.
	field, weight uint8
}

func (t *text) fieldName() Field { return fields()[t.field] }

// isProse reports whether it is a description or a passage, of which nobody types the whole.
func (t *text) isProse() bool { return t.fieldName() == FieldText || t.fieldName() == FieldDescription }

// The weights of texts. An abbreviation or name goes before a code, that before a former name; a title before a description
// before a passage.
const (
	weightName        = 100
	weightOfficial    = 97
	weightAlias       = 95
	weightCode        = 92
	weightFormer      = 88
	weightTranslation = 84
	weightDemonym     = 80
	weightTitle       = 60
	weightDescription = 45
	weightText        = 35
)

// weightOf returns the weight of a name.
func weightOf(kind knowledge.NameKind) int {
	switch kind {
	case knowledge.NameKindName, knowledge.NameAbbreviation:
		return weightName
	case knowledge.NameOfficial, knowledge.NameNative:
		return weightOfficial
	case knowledge.NameFormer:
		return weightFormer
	case knowledge.NameDemonym:
		return weightDemonym
	default:
		return weightAlias
	}
}

// entityTexts returns the texts of an entity, its name first.
func entityTexts(e *knowledge.Entity) []rawText {
	texts := []rawText{{s: e.Name, field: FieldName, weight: weightName}}
	for _, n := range e.Names {
		weight := weightOf(n.Kind)
		if n.Text != e.Name && n.Kind == knowledge.NameKindName {
			weight = weightOfficial // another dataset's
		}
		if n.Text != e.Name || n.Kind != knowledge.NameKindName {
			texts = append(texts, rawText{s: n.Text, field: FieldName, weight: weight})
		}
	}
	for _, i := range e.Identifiers {
		code := rawText{s: i.Scheme + ":" + i.Value, field: FieldCode, weight: weightCode, whole: []string{i.Value}}
		if short := strings.TrimLeft(i.Value, "0"); short != i.Value {
			code.whole = append(code.whole, i.Scheme+":"+short) // a spreadsheet drops the zeros before a number
		}
		texts = append(texts, code)
	}
	texts = append(texts, rawText{s: e.ID, field: FieldCode, weight: weightCode})
	for _, name := range translations(e) {
		texts = append(texts, rawText{s: name, field: FieldTranslation, weight: weightTranslation})
	}
	if e.Description != "" {
		texts = append(texts, rawText{s: string(e.Description), field: FieldDescription, weight: weightDescription, language: english})
	}
	return texts
}

// translations returns the names that package toponym has for an entity's code, but for those that differ from one of its own, or
// from another, only in what search folds. They serve search only: the graph does not claim them, so no ref resolves by them.
func translations(e *knowledge.Entity) []string {
	seen := map[string]bool{}
	for _, n := range e.Names {
		seen[fold(n.Text)] = true
	}
	var names []string
	for _, i := range e.Identifiers {
		for _, name := range toponym.Names(toponymCode(i)) {
			if folded := fold(name); !seen[folded] {
				seen[folded] = true
				names = append(names, name)
			}
		}
	}
	return names
}

// toponymCode returns the code by which package toponym knows what has an identifier; empty for none. A code that was withdrawn may
// be another's now: GE, of the Gilbert and Ellice Islands, is Georgia's.
func toponymCode(i knowledge.Identifier) string {
	switch {
	case !i.ValidTo.IsZero():
		return ""
	case i.Scheme == knowledge.SchemeISO2, i.Scheme == knowledge.SchemeISO2User, i.Scheme == knowledge.SchemeM49:
		return i.Value // the numbers of countries name nothing there
	case i.Scheme == knowledge.SchemeWikidata && i.Value == wikidataEU:
		return "EU"
	case i.Scheme == knowledge.SchemeWikidata && i.Value == wikidataUN:
		return "UN"
	default:
		return ""
	}
}

// The organizations that Unicode's CLDR names among territories have no code of ISO.
const (
	wikidataEU = "Q458"
	wikidataUN = "Q1065"
)

// documentTexts returns the texts of a document: its title, its id, and its text sentence by sentence.
func documentTexts(d *knowledge.Document) []rawText {
	texts := []rawText{
		{s: d.Title, field: FieldTitle, weight: weightTitle, language: baseLanguage(d.Language)},
		{s: d.ID, field: FieldCode, weight: weightCode},
	}
	if d.URL != "" {
		texts = append(texts, rawText{s: string(d.URL), field: FieldCode, weight: weightCode, onlyWhole: true})
	}
	at := 0
	for segments := sentences.FromString(string(d.Text)); segments.Next(); {
		for _, passage := range splitPassage(segments.Value()) {
			trimmed := strings.TrimLeftFunc(passage, unicode.IsSpace)
			start := at + utf8.RuneCountInString(passage[:len(passage)-len(trimmed)])
			at += utf8.RuneCountInString(passage)
			if trimmed = strings.TrimRightFunc(trimmed, unicode.IsSpace); trimmed != "" {
				texts = append(texts, rawText{s: trimmed, field: FieldText, weight: weightText, start: start, language: baseLanguage(d.Language)})
			}
		}
	}
	return texts
}

// maxPassage is the maximum length of a passage in bytes; longer sentences are split at spaces.
const maxPassage = 600

// splitPassage splits a sentence into passages.
func splitPassage(sentence string) []string {
	var parts []string
	for len(sentence) > maxPassage {
		cut := strings.LastIndexAny(sentence[:maxPassage], " \t\n") + 1
		if cut == 0 {
			for cut = maxPassage; !utf8.RuneStart(sentence[cut]); cut-- {
			}
		}
		parts = append(parts, sentence[:cut])
		sentence = sentence[cut:]
	}
	return append(parts, sentence)
}
