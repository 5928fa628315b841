package search

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"entente/internal/knowledge"
	"github.com/clipperhouse/uax29/v2/sentences"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Field is the kind of text that matches.
type Field string

// The fields, as the schema names them.
const (
	// FieldName is one of its names or abbreviations.
	FieldName Field = "NAME"
	// FieldCode is its id, or a code of a scheme.
	FieldCode Field = "CODE"
	// FieldTranslation is a name that Unicode's CLDR has for its ISO code, which the graph does not have.
	FieldTranslation Field = "TRANSLATION"
	// FieldDescription is an entity's description.
	FieldDescription Field = "DESCRIPTION"
	// FieldTitle is a document's title.
	FieldTitle Field = "TITLE"
	// FieldText is a passage of a document's text.
	FieldText Field = "TEXT"
)

// text is a searchable text: a name, a code, a sentence.
type text struct {
	s     string
	field Field
	// weight is the weight of a match in it, 100 at most.
	weight int
	// start is the position of a passage in its document's text, in code points.
	start int
	// words is how many words it has.
	words int
	// language is that in which its words are stemmed; empty for names.
	language string
	// whole are further texts that equal the whole, such as a code without its scheme.
	whole []string
}

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
func entityTexts(e *knowledge.Entity) []text {
	texts := []text{{s: e.Name, field: FieldName, weight: weightName}}
	for _, n := range e.Names {
		weight := weightOf(n.Kind)
		if n.Text != e.Name && n.Kind == knowledge.NameKindName {
			weight = weightOfficial // another dataset's
		}
		if n.Text != e.Name || n.Kind != knowledge.NameKindName {
			texts = append(texts, text{s: n.Text, field: FieldName, weight: weight})
		}
	}
	for _, i := range e.Identifiers {
		texts = append(texts, text{s: i.Scheme + ":" + i.Value, field: FieldCode, weight: weightCode, whole: []string{i.Value}})
	}
	texts = append(texts, text{s: e.ID, field: FieldCode, weight: weightCode})
	for _, name := range translations(e) {
		texts = append(texts, text{s: name, field: FieldTranslation, weight: weightTranslation})
	}
	if e.Description != "" {
		texts = append(texts, text{s: string(e.Description), field: FieldDescription, weight: weightDescription, language: english})
	}
	return texts
}

// translations returns the names that Unicode's Common Locale Data Repository has for an entity's ISO code, in the languages of
// translators. They serve search only: the graph does not claim them, so no ref resolves by them.
func translations(e *knowledge.Entity) []string {
	// A code that was withdrawn may be another's now: GE, of the Gilbert and Ellice Islands, is Georgia's.
	at := slices.IndexFunc(e.Identifiers, func(i knowledge.Identifier) bool { return i.Scheme == knowledge.SchemeISO2 && i.ValidTo.IsZero() })
	if at < 0 {
		return nil
	}
	code := e.Identifiers[at].Value
	region, err := language.ParseRegion(code)
	// A code that is out of use is given the name of another country: DD, East Germany's, that of Germany.
	if err != nil || !region.IsCountry() || region.Canonicalize() != region {
		return nil
	}
	seen := map[string]bool{}
	for _, n := range e.Names {
		seen[n.Text] = true
	}
	var names []string
	for _, namer := range translators() {
		if name := namer.Name(region); name != "" && !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return names
}

// translators name regions in the languages that people are most likely to write in.
var translators = sync.OnceValue(func() []display.Namer {
	var namers []display.Namer
	for _, tag := range strings.Fields(`en ar az be bg bn bs ca cs da de el es et eu fa fi fr ga gl he hi hr hu hy id is it ja ka kk ko ky lt
		lv mk mn ms nb nl pl ps pt ro ru sk sl sq sr sr-Latn sv sw ta tg th tk tr uk ur uz vi zh zh-Hant`) {
		namers = append(namers, display.Regions(language.MustParse(tag)))
	}
	return namers
})

// documentTexts returns the texts of a document: its title, its id, and its text sentence by sentence.
func documentTexts(d *knowledge.Document) []text {
	texts := []text{
		{s: d.Title, field: FieldTitle, weight: weightTitle, language: baseLanguage(d.Language)},
		{s: d.ID, field: FieldCode, weight: weightCode},
	}
	at := 0
	for segments := sentences.FromString(string(d.Text)); segments.Next(); {
		for _, passage := range splitPassage(segments.Value()) {
			trimmed := strings.TrimLeftFunc(passage, unicode.IsSpace)
			start := at + utf8.RuneCountInString(passage[:len(passage)-len(trimmed)])
			at += utf8.RuneCountInString(passage)
			if trimmed = strings.TrimRightFunc(trimmed, unicode.IsSpace); trimmed != "" {
				texts = append(texts, text{s: trimmed, field: FieldText, weight: weightText, start: start, language: baseLanguage(d.Language)})
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
