package dataset_test

import (
	"strings"
	"testing"

	"entente/internal/dataset"
	"entente/internal/knowledge"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type problemCase struct {
	name  string
	files map[string]string
	want  []string
}

func runProblems(t *testing.T, cases []problemCase) {
	t.Helper()
	schemas := validators(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f := read(t, c.files)
			assert.Equal(t, c.want, problems(f))
			if f.Problems.Errors < dataset.MaxProblems {
				holdAgainstSchemas(t, schemas, with(c.files), f)
			}
		})
	}
}

func one(name, text string) map[string]string { return map[string]string{name: text} }

const entity = "- id: country:georgia\n  name: Georgia\n"

// only is a folder of entities alone, so that what refers to the demo's is out of the way.
func only(entities string) map[string]string {
	return map[string]string{"entities.yaml": entities, "statements.yaml": "", "documents/article.md": "", "relations.yaml": ""}
}

func relations(text string) map[string]string {
	return map[string]string{"relations.yaml": text, "statements.yaml": "", "documents/article.md": "", "entities.yaml": ""}
}

func document(text string) map[string]string {
	return map[string]string{"documents/article.md": text, "statements.yaml": ""}
}

func TestProblemsOfFiles(t *testing.T) {
	runProblems(t, []problemCase{
		{"none", nil, nil},
		{"no dataset.yaml", one("dataset.yaml", ""), []string{
			`dataset.yaml:1:1: error: a dataset has a file dataset.yaml, with its id, title, license and version [missing-file]`,
		}},
		{"empty dataset.yaml", one("dataset.yaml", "\n# nothing\n"), []string{
			`dataset.yaml:1:1: error: the file is empty; a dataset has id, title, license and version [missing-key]`,
		}},
		{"misnamed file", one("entity.yaml", "x"), []string{
			`entity.yaml:1:1: error: "entity.yaml" is no file of a dataset and is not read; did you mean entities.yaml? [unknown-file]`,
		}},
		{"file that is not read", one("sources.xlsx", "x"), []string{
			`sources.xlsx:1:1: warning: "sources.xlsx" is no file of a dataset and is not read; a dataset has dataset.yaml, relations.yaml, entities.yaml, statements.yaml, waivers.yaml, documents, mappings and tables [unknown-file]`,
		}},
		{"files that may be there", map[string]string{"README.md": "x", "LICENSE": "x", ".gitkeep": "x", "documents/.gitkeep": "x"}, nil},
		{"document of another type", one("documents/a.txt", "x"), []string{
			`documents/a.txt:1:1: error: a document is a file NAME.md; rename it to a.md [unknown-file]`,
		}},
		{"document with a bad name", one("documents/An Article.md", "x"), []string{
			`documents/An Article.md:1:1: error: "An Article" is no name of a document: it has letters a-z, digits and -, at most 191; rename it to an-article.md [bad-id]`,
		}},
		{"not UTF-8", one("entities.yaml", "- id: country:georgia\n  name: G\xe9orgie\n"), []string{
			`entities.yaml:2:10: error: this is not UTF-8: the byte 0xE9 is é in Latin-1 and Windows-1252; save the file as UTF-8 [not-utf8]`,
		}},
		{"name that stands in an entity with an error", one("entities.yaml", "- {id: country:georgie, name: Georgie}\n- {id: country:georgia, nam: Georgia}\n- {id: alliance:nato, name: NATO}\n"), []string{
			`entities.yaml:2:25: error: "nam" is no key of an entity; did you mean name? [unknown-key]`,
			`statements.yaml:1:12: error: no entity is called "Georgia"; mend entities.yaml first [unknown-entity]`,
		}},
		{"UTF-16", only("\xff\xfe-\x00 \x00"), []string{
			`entities.yaml:1:1: error: this is not UTF-8: it looks like UTF-16; save the file as UTF-8 [not-utf8]`,
		}},
		{"empty list files", map[string]string{"entities.yaml": "# nothing yet\n", "statements.yaml": "\n"}, []string{
			`entities.yaml:1:1: warning: the file holds nothing but white space and comments; begin an entity with a dash, or remove the file [empty-file]`,
			`statements.yaml:1:1: warning: the file holds nothing but white space and comments; begin a statement with a dash, or remove the file [empty-file]`,
		}},
		{"documents based on each other", map[string]string{
			"statements.yaml": "", "documents/article.md": "",
			"documents/a.md": strings.Replace(demoDocument(""), "title: ", "basedOn: [b, d]\ntitle: ", 1),
			"documents/b.md": strings.Replace(demoDocument(""), "title: ", "basedOn: [c]\ntitle: ", 1),
			"documents/c.md": strings.Replace(demoDocument(""), "title: ", "basedOn: [d, a]\ntitle: ", 1),
			"documents/d.md": demoDocument(""),
		}, []string{
			`documents/c.md:2:14: warning: document:c is based on document:a, and that, at last, on it; name only what came before [based-in-circle]`,
		}},
		{"address with a password", one("documents/article.md", strings.Replace(demo()["documents/article.md"], "title: ", "url: https://ann:secret@example.org/a\ntitle: ", 1)), []string{
			`documents/article.md:2:6: error: this address has a user's name or password in it, which all readers of the graph would see; leave out what stands before the @ [bad-value]`,
		}},
		{"control character", one("entities.yaml", "- id: country:georgia\n  name: Ge\x00orgia\n"), []string{
			`entities.yaml:2:11: error: the control character U+0000 is no text; remove it [control-character]`,
		}},
		{"lone carriage return", document(demoDocument("a\rb")), []string{
			`documents/article.md:7:2: error: a carriage return (U+000D) stands within the line; remove it [control-character]`,
		}},
		{"folder in place of a file", map[string]string{"entities.yaml": "", "entities.yaml/x": "x", "statements.yaml": ""}, []string{
			`entities.yaml:1:1: error: this is no file [unreadable]`,
		}},
	})
}

func TestProblemsOfYAML(t *testing.T) {
	runProblems(t, []problemCase{
		{"broken entries hide no others", only("- id: [\n- id: country:georgia\n  name: 'Georgia\n- id: country:a\n  nam: A\n"), []string{
			`entities.yaml:1:7: error: broken YAML: sequence end token ']' not found; a list in brackets ends with ], a mapping in braces with }; a text that begins with [ or { stands in quotes [broken-yaml]`,
			`entities.yaml:3:9: error: broken YAML: could not find end character of single-quoted text; close the quotes; a quote within quotes of its kind is written \" or '' [broken-yaml]`,
			`entities.yaml:5:3: error: "nam" is no key of an entity; did you mean name? [unknown-key]`,
		}},
		{"colon in a text", only("- id: country:georgia\n  name: Georgia: the country\n"), []string{
			`entities.yaml:2:9: error: broken YAML: mapping value is not allowed in this context; a text with a colon and a space in it stands in quotes, and keys of one thing begin in one column [broken-yaml]`,
		}},
		{"reserved character", only("- id: country:georgia\n  name: @georgia\n"), []string{
			"entities.yaml:2:9: error: broken YAML: '@' is a reserved character; a text that begins with @ or ` stands in quotes [broken-yaml]",
		}},
		{"tab", only("- id: country:georgia\n\tname: Georgia\n"), []string{
			`entities.yaml:2:1: error: broken YAML: found character '\t' that cannot start any token; indent with spaces [broken-yaml]`,
		}},
		{"key in another column", only("- id: country:georgia\n   name: Georgia\n"), []string{
			`entities.yaml:1:7: error: broken YAML: mapping value is not allowed in this context; a text with a colon and a space in it stands in quotes, and keys of one thing begin in one column [broken-yaml]`,
		}},
		{"comment after a text", only("- id: country:georgia\n  name: Georgia #1 of two # three\n"), []string{
			`entities.yaml:2:17: warning: "#1 of two # three" is a comment here, and no part of the text "Georgia"; put the text in quotes, or a comment on a line of its own [comment-after-text]`,
		}},
		{"comment after a text of several lines", only("- id: country:georgia\n  name: Georgia\n  description: One\n    two # three\n"), []string{
			`entities.yaml:4:9: warning: "# three" is a comment here, and no part of the text "One two"; put the text in quotes, or a comment on a line of its own [comment-after-text]`,
		}},
		{"comment after a text in brackets", only("- {id: country:georgia, name: საქართველო # 1\n  }\n"), []string{
			`entities.yaml:1:42: warning: "# 1" is a comment here, and no part of the text "საქართველო"; put the text in quotes, or a comment on a line of its own [comment-after-text]`,
		}},
		{"comment after a document's title", one("documents/article.md", strings.Replace(demo()["documents/article.md"], "An article", "Article #3", 1)), []string{
			`documents/article.md:2:16: warning: "#3" is a comment here, and no part of the text "Article"; put the text in quotes, or a comment on a line of its own [comment-after-text]`,
		}},
		{"comments that end no text", only("# a\n- id: \"country:georgia\" # b\n  # c\n  name: 'Georgia' # d\n  # e\n  description: | # f\n    # text\n  # g\n  names: # h\n    - {text: G#1, kind: alias} # i\n  # j\n"), nil},
		{"text that is a comment", only("- id: country:georgia\n  name: #1 of two\n"), []string{
			`entities.yaml:2:9: error: name is a text, not nothing; write it here, or leave the key out; null, ~ and a text that begins with # stand in quotes [wrong-type]`,
		}},
		{"anchor", only("- &a\n  id: country:georgia\n  name: Georgia\n"), []string{
			`entities.yaml:1:3: error: anchors and aliases (& and *) are not read; write the value out, or put the text in quotes [broken-yaml]`,
		}},
		{"alias", only("- id: country:georgia\n  name: *georgia\n"), []string{
			`entities.yaml:2:9: error: anchors and aliases (& and *) are not read; write the value out, or put the text in quotes [broken-yaml]`,
		}},
		{"tag", only("- id: country:georgia\n  name: !!str Georgia\n"), []string{
			`entities.yaml:2:9: error: tags (!) are not read; put the text in quotes [broken-yaml]`,
		}},
		{"directive", only("%TAG ! tag:example.org:\n---\n" + entity), []string{
			`entities.yaml:1:1: error: directives (%) are not read, but for %YAML 1.2; remove the line, or put the text in quotes [broken-yaml]`,
		}},
		{"end of the document in the middle", only(entity + "...\n# a comment\n\n- id: country:armenia\n  name: Armenia\n"), []string{
			`entities.yaml:3:1: error: another YAML document begins here; a file holds one; remove this line [broken-yaml]`,
		}},
		{"end of the document, and another one", only(entity + "...\n---\n- id: country:armenia\n  name: Armenia\n"), []string{
			`entities.yaml:4:1: error: another YAML document begins here; a file holds one; remove this line [broken-yaml]`,
		}},
		{"two marks of the begin", only("---\n---\n" + entity), []string{
			`entities.yaml:2:1: error: another YAML document begins here; a file holds one; remove this line [broken-yaml]`,
		}},
		{"three marks of the begin, and comments", only("---\n# one\n\n---\n--- \n" + entity), []string{
			`entities.yaml:4:1: error: another YAML document begins here; a file holds one; remove this line [broken-yaml]`,
			`entities.yaml:5:1: error: another YAML document begins here; a file holds one; remove this line [broken-yaml]`,
		}},
		{"two documents", only(entity + "---\n- id: country:armenia\n  name: Armenia\n"), []string{
			`entities.yaml:3:1: error: another YAML document begins here; a file holds one; remove this line [broken-yaml]`,
		}},
		{"merge key", only("- <<: {id: country:georgia}\n  name: Georgia\n"), []string{
			`entities.yaml:1:3: error: "<<" is no key of an entity; its keys are id, name, abbreviation, description, names, identifiers, location and region [unknown-key]`,
			`entities.yaml:1:3: error: an entity has no id, which it must have [missing-key]`,
		}},
		{"complex key", only("- ? id\n  : country:georgia\n  name: Georgia\n"), []string{
			`entities.yaml:1:3: error: "?" is no key of an entity; its keys are id, name, abbreviation, description, names, identifiers, location and region [unknown-key]`,
			`entities.yaml:1:3: error: an entity has no id, which it must have [missing-key]`,
		}},
		{"brackets too deep", only("- id: [[[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]]\n"), []string{
			`entities.yaml:1:23: error: this is nested too deeply: at most 100 columns of indentation and 16 brackets [broken-yaml]`,
		}},
		{"list is a mapping", only("georgia: {}\n"), []string{
			`entities.yaml:1:1: error: the file is a list, not a mapping; begin an entity with a dash [wrong-type]`,
		}},
		{"no space after the dash", only("-id: country:georgia\n"), []string{
			`entities.yaml:1:1: error: the file is a list, not a mapping; an ordinary space follows the dash [wrong-type]`,
		}},
		{"list is a text", only("Georgia\n"), []string{
			`entities.yaml:1:1: error: the file is a list, not a text; begin an entity with a dash [wrong-type]`,
		}},
		{"item is a text", only("- Georgia\n"), []string{
			`entities.yaml:1:3: error: an entity is a mapping of keys to values, not a text; its keys are id, name, abbreviation, description, names, identifiers, location and region [wrong-type]`,
		}},
		{"unknown key with a likely one", only(entity + "  abbrevation: GE\n"), []string{
			`entities.yaml:3:3: error: "abbrevation" is no key of an entity; did you mean abbreviation? [unknown-key]`,
		}},
		{"unknown key without", only(entity + "  population: 5\n"), []string{
			`entities.yaml:3:3: error: "population" is no key of an entity; its keys are id, name, abbreviation, description, names, identifiers, location and region [unknown-key]`,
		}},
		{"key twice", only(entity + "  name: Georgia\n"), []string{
			`entities.yaml:3:3: error: name stands already on line 2 [duplicate-key]`,
		}},
		{"missing keys", only("- region: Western Asia\n"), []string{
			`entities.yaml:1:3: error: an entity has no id, which it must have [missing-key]`,
			`entities.yaml:1:3: error: an entity has no name, which it must have [missing-key]`,
		}},
		{"number for a text", only("- id: country:georgia\n  name: 995\n"), []string{
			`entities.yaml:2:9: error: name is a text, not the number 995; put it in quotes: "995" [wrong-type]`,
		}},
		{"truth value for a text", only("- id: country:norway\n  name: Norway\n  abbreviation: true\n"), []string{
			`entities.yaml:3:17: error: abbreviation is a text, not the truth value true; put it in quotes: "true" [wrong-type]`,
		}},
		{"list for a text", only("- id: country:georgia\n  name: [Georgia]\n"), []string{
			`entities.yaml:2:9: error: name is a text, not a list; write one text without brackets or dashes; brackets that are part of it stand in quotes [wrong-type]`,
		}},
		{"nothing for a text", only("- id: country:georgia\n  name:\n"), []string{
			`entities.yaml:2:9: error: name is a text, not nothing; write it here, or leave the key out; null, ~ and a text that begins with # stand in quotes [wrong-type]`,
		}},
		{"empty text", only("- id: country:georgia\n  name: \"\"\n"), []string{
			`entities.yaml:2:9: error: name is empty; write a text, or leave the key out if it is optional [bad-value]`,
		}},
		{"white space around a text", only("- id: country:georgia\n  name: \"Georgia\u00a0\"\n"), []string{
			`entities.yaml:2:9: error: name begins or ends with white space; remove it [bad-value]`,
		}},
		{"line break in a text", only("- id: country:georgia\n  name: \"Geor\\ngia\"\n"), []string{
			`entities.yaml:2:9: error: name is a text of one line; remove the line breaks [bad-value]`,
		}},
		{"escaped control character", only("- id: country:georgia\n  name: \"Geor\\0gia\"\n"), []string{
			`entities.yaml:2:9: error: the control character U+0000 is no text; remove it [control-character]`,
		}},
		{"lost character", only("- id: country:georgia\n  name: G\ufffdorgia\n"), []string{
			`entities.yaml:2:9: error: name holds U+FFFD, which stands for a character that was lost; write the character that was meant [not-utf8]`,
		}},
		{"not NFC", only("- id: country:france\n  name: Franc\u0327ais\n"), []string{
			`entities.yaml:2:9: warning: name was put into Unicode normalization form C [not-nfc]`,
		}},
		{"invisible character", only("- id: country:georgia\n  name: \"Geor\\u200bgia\"\n  names: [{text: \"G\\u202eeorgia\", kind: alias}, {text: \"\\u06f1\\u200c\\u06f2\", kind: alias}]\n"), []string{
			`entities.yaml:2:9: warning: name holds the invisible character U+200B: "Geor\u200bgia"; remove it unless it is meant [invisible-character]`,
			`entities.yaml:3:18: warning: text holds the invisible character U+202E: "G\u202eeorgia"; remove it unless it is meant [invisible-character]`,
		}},
		{"name of invisible characters", only("- id: country:georgia\n  name: \"\\u200b\\u2060\"\n"), []string{
			`entities.yaml:2:9: error: name is "\u200b\u2060", which shows nothing; write a text [bad-value]`,
		}},
		{"hint at an invisible character", map[string]string{"entities.yaml": strings.Replace(demo()["entities.yaml"], "name: Georgia", "name: \"Georgia\\u200b\"", 1)}, []string{
			`entities.yaml:2:9: warning: name holds the invisible character U+200B: "Georgia\u200b"; remove it unless it is meant [invisible-character]`,
			`statements.yaml:1:12: error: no entity is called "Georgia"; did you mean "Georgia\u200b"? [unknown-entity]`,
		}},
		{"text for a list", only(entity + "  names: Sakartvelo\n"), []string{
			`entities.yaml:3:10: error: names is a list, not a text; begin a name with a dash; its keys are text, kind, language, from and to [wrong-type]`,
		}},
		{"empty lists", only(entity + "  names: []\n  identifiers: []\n"), nil},
		{"empty list of a statement's", statement("topics: []", "about: []"), nil},
		{"number for a locator", statement("quote: ", "locator: 17"), nil},
		{"text for a mapping", only(entity + "  location: Tbilisi\n"), []string{
			`entities.yaml:3:13: error: a location is a mapping of keys to values, not a text; its keys are latitude and longitude [wrong-type]`,
		}},
	})
}

// TestTextsThatBeginWithASign_AreToldHowTheyAreWritten: YAML gives such signs a meaning, and quotes begin with them.
func TestTextsThatBeginWithASign_AreToldHowTheyAreWritten(t *testing.T) {
	for written, hint := range map[string]string{
		`"Georgia" will`:        `a text that begins with " stands in quotes as a whole: '"Georgia" will'`,
		`'Georgia' isn't`:       `a text that begins with ' stands in quotes as a whole: '''Georgia'' isn''t'`,
		`"Georgia" "NATO"`:      `a text that begins with " stands in quotes as a whole: '"Georgia" "NATO"'`,
		`- will become`:         `a text that begins with - stands in quotes as a whole: '- will become'`,
		`? will become`:         `a text that begins with ? stands in quotes as a whole: '? will become'`,
		`: will become`:         `a text that begins with : stands in quotes as a whole: ': will become'`,
		`[Georgia] will`:        `a text that begins with [ stands in quotes as a whole: '[Georgia] will'`,
		`{Georgia} will`:        `a text that begins with { stands in quotes as a whole: '{Georgia} will'`,
		`> will become`:         `a text that begins with > stands in quotes as a whole: '> will become'`,
		`>will become`:          `a text that begins with > stands in quotes as a whole: '>will become'`,
		`| will become`:         `a text that begins with | stands in quotes as a whole: '| will become'`,
		`] will`:                `a text that begins with ] stands in quotes as a whole: '] will'`,
		`[Georgia will`:         "a list in brackets ends with ], a mapping in braces with }; a text that begins with [ or { stands in quotes",
		`{Georgia will`:         "a list in brackets ends with ], a mapping in braces with }; a text that begins with [ or { stands in quotes",
		`"Georgia will`:         `close the quotes; a quote within quotes of its kind is written \" or ''`,
		`[Georgia]`:             "write one text without brackets or dashes; brackets that are part of it stand in quotes",
		`Georgia: will`:         "a text with a colon and a space in it stands in quotes, and keys of one thing begin in one column",
		"x\n \u00a0note: y":     "U+00A0 stands where a space belongs: write ordinary spaces",
		"x\n\u3000 note: y":     "U+3000 stands where a space belongs: write ordinary spaces",
		"\"x\"\n   note: \"y\"": "",
	} {
		f := read(t, statement("quote: "+written))
		if assert.NotZero(t, f.Problems.Errors, written) {
			assert.Equal(t, hint, f.Problems.List[0].Hint, "%s\n%s", written, f.Problems.String())
		}
	}
}

// TestNamesAndCodesOfTwo_AreTold: what one dataset makes ambiguous breaks those of others.
func TestNamesAndCodesOfTwo_AreTold(t *testing.T) {
	other := &dataset.Known{}
	other.Add(
		&knowledge.EntityPart{Dataset: "dataset:reference", Entity: knowledge.Entity{ID: "country:georgia", Name: "Georgia", Identifiers: []knowledge.Identifier{{Scheme: "iso3", Value: "GEO"}}}},
		&knowledge.EntityPart{Dataset: "dataset:reference", Entity: knowledge.Entity{ID: "country:north-korea", Name: "Democratic People's Republic of Korea"}},
	)
	const choose, one = "whoever writes it must choose; where both are one, take that id; else tell the names apart [duplicate-name]", "where both are one, take that id [similar-name]"
	for _, c := range []struct{ name, entities, want string }{
		{"code of another dataset's", "- {id: country:a, name: A, identifiers: [{scheme: iso3, value: GEO}]}\n",
			"entities.yaml:1:64: warning: iso3:GEO is a code of country:georgia of dataset:reference as well: nobody can tell which is meant; leave it to one of them, or say from when to when each has it [duplicate-code]"},
		{"code of two of the folder", "- {id: country:a, name: A, identifiers: [{scheme: iso3, value: QQA}]}\n- {id: country:b, name: B, identifiers: [{scheme: iso3, value: QQA}]}\n",
			"entities.yaml:2:64: warning: iso3:QQA is a code of country:a (line 1) as well: nobody can tell which is meant; leave it to one of them, or say from when to when each has it [duplicate-code]"},
		{"code of two, one after the other", "- {id: country:a, name: A, identifiers: [{scheme: iso3, value: QQA, to: 1991-12-25}]}\n- {id: country:b, name: B, identifiers: [{scheme: iso3, value: QQA, from: 1991-12-25}]}\n", ""},
		{"abbreviation as a country's letters", "- {id: alliance:a, name: A, abbreviation: Geo}\n", ""},
		{"the same entity", "- {id: country:georgia, name: Georgia, identifiers: [{scheme: iso3, value: GEO}]}\n", ""},
		{"another dataset's name", "- {id: region:a, name: A, names: [{text: GEORGIA, kind: alias}]}\n", `entities.yaml:1:42: warning: "GEORGIA" means country:georgia of dataset:reference as well: ` + choose},
		{"demonym", "- {id: region:a, name: A, names: [{text: Georgia, kind: demonym}]}\n", ""},
		{"name of another time", "- {id: region:a, name: A, names: [{text: B, kind: former, to: 1990}]}\n- {id: region:b, name: B, names: []}\n", `entities.yaml:2:24: warning: "B" means region:a (line 1) as well: ` + choose},
		{"other order of words", "- {id: country:a, name: \"Korea, Democratic People’s Republic of\"}\n", `entities.yaml:1:25: warning: "Korea, Democratic People’s Republic of" looks like a name of country:north-korea of dataset:reference; ` + one},
		{"a letter more", "- {id: country:a, name: Georgiia}\n", `entities.yaml:1:25: warning: "Georgiia" looks like a name of country:georgia of dataset:reference; ` + one},
		{"a letter less, in an alias", "- {id: country:a, name: A, names: [{text: georga, kind: alias}]}\n", `entities.yaml:1:43: warning: "georga" looks like a name of country:georgia of dataset:reference; ` + one},
		{"another letter", "- {id: country:a, name: Geargia}\n", `entities.yaml:1:25: warning: "Geargia" looks like a name of country:georgia of dataset:reference; ` + one},
		{"exchanged letters", "- {id: country:a, name: Goergia}\n", `entities.yaml:1:25: warning: "Goergia" looks like a name of country:georgia of dataset:reference; ` + one},
		{"another last letter, within the folder", "- {id: event:a, name: Treaty of Lisbon}\n- {id: event:b, name: Treaty of Lisbom}\n", `entities.yaml:2:23: warning: "Treaty of Lisbom" looks like a name of event:a (line 1); ` + one},
		{"two letters", "- {id: country:a, name: Geoorgiia}\n", ""},
		{"another first letter", "- {id: country:a, name: Zambia}\n- {id: country:b, name: Gambia}\n", ""},
		{"another digit", "- {id: event:a, name: Round 1}\n- {id: event:b, name: Round 2}\n", ""},
		{"another numeral", "- {id: person:a, name: Peter I}\n- {id: person:b, name: Peter II}\n- {id: person:c, name: Peter IV}\n", ""},
		{"a short name", "- {id: country:a, name: Iran}\n- {id: country:b, name: Iraq}\n", ""},
		{"another kind", "- {id: city:a, name: Georgi}\n", ""},
		{"abbreviations that differ by a letter", "- {id: alliance:a, name: ABCDEF}\n- {id: alliance:b, name: ABCDEG}\n", ""},
		{"an entity that others have", "- {id: country:georgia, name: Georgiaa}\n", ""},
		{"an abbreviation of a name", "- {id: country:a, name: DPRK}\n", `entities.yaml:1:25: warning: "DPRK" looks like a name of country:north-korea of dataset:reference; ` + one},
		{"a name of an abbreviation", "- {id: alliance:a, name: NATO}\n- {id: alliance:b, name: North Atlantic Treaty Organization}\n", `entities.yaml:2:26: warning: "North Atlantic Treaty Organization" looks like a name of alliance:a (line 1); ` + one},
		{"an abbreviation of a name of its own", "- {id: alliance:a, name: North Atlantic Treaty Organization, abbreviation: NATO}\n- {id: alliance:b, name: National Association of Tea Owners}\n", ""},
		{"other order of words, of another kind", "- {id: region:a, name: \"Korea, Democratic People’s Republic of\"}\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := dataset.Read(t.Context(), with(only(c.entities)), "demo", other)
			require.NoError(t, err)
			assert.Equal(t, c.want, f.Problems.String())
		})
	}
}

func TestNamesThatLookAlike_OfFoldersReadTogether_AreToldWithBothPlaces(t *testing.T) {
	other := with(only("\n- {id: country:a, name: Georgien}\n"))
	other["dataset.yaml"].Data = []byte(strings.Replace(demo()["dataset.yaml"], "dataset:demo", "dataset:other", 1))
	folders, err := dataset.ReadAll(t.Context(), []dataset.Source{{FS: other, Name: "other"}, {FS: with(only("- {id: country:b, name: Georgian}\n")), Name: "demo"}}, nil)
	require.NoError(t, err)
	assert.Equal(t, `entities.yaml:1:25: warning: "Georgian" looks like a name of country:a of dataset:other (other/entities.yaml:2:3); where both are one, take that id [similar-name]`, folders[1].Problems.String())
}

func TestProblemsOfTheDataset(t *testing.T) {
	base := "id: dataset:demo\ntitle: T\nversion: \"1\"\n"
	licensed := base + "license: CC0-1.0\n"
	runProblems(t, []problemCase{
		{"another id", one("dataset.yaml", "id: dataset:other\ntitle: T\nversion: \"1\"\nlicense: MIT\n"), []string{
			`dataset.yaml:1:5: error: the id of a dataset ends in its folder's name: dataset:demo, not "dataset:other" [bad-id]`,
		}},
		{"unknown licence with a likely one", one("dataset.yaml", base+"license: CC-BY-4\n"), []string{
			`dataset.yaml:4:10: error: "CC-BY-4" is no SPDX licence expression; did you mean CC-BY-4.0? [unknown-license]`,
		}},
		{"licence in words", one("dataset.yaml", base+"license: public domain\n"), []string{
			`dataset.yaml:4:10: error: "public domain" is no SPDX licence expression; write CC0-1.0 or PDDL-1.0 where it was given to the public domain, else LicenseRef-public-domain [unknown-license]`,
		}},
		{"unknown licence in an expression", one("dataset.yaml", base+"license: MIT OR Apache-2\n"), []string{
			`dataset.yaml:4:10: error: "MIT OR Apache-2" is no SPDX licence expression: "Apache-2" is no licence; did you mean Apache-2.0? [unknown-license]`,
		}},
		{"broken licence expression", one("dataset.yaml", base+"license: MIT OR\n"), []string{
			`dataset.yaml:4:10: error: "MIT OR" is no SPDX licence expression; https://spdx.org/licenses lists them; a licence of your own is LicenseRef-name [unknown-license]`,
		}},
		{"licences that are known", one("dataset.yaml", base+"license: (MIT OR GPL-2.0-only WITH Classpath-exception-2.0) AND LicenseRef-own\n"), nil},
		{"licence of another type", one("dataset.yaml", base+"license: 1\n"), []string{
			`dataset.yaml:4:10: error: license is a text, not the number 1; put it in quotes: "1" [wrong-type]`,
		}},
		{"second list item", one("dataset.yaml", "- id: dataset:demo\n- title: T\n"), []string{
			`dataset.yaml:1:1: error: a dataset is a mapping of keys to values, not a list; its keys are id, title, license, version, source, notes and coverage [wrong-type]`,
			`dataset.yaml:2:1: error: a dataset is a mapping of keys to values, not a list; its keys are id, title, license, version, source, notes and coverage [wrong-type]`,
		}},
		{"broken", one("dataset.yaml", "id: [\n"), []string{
			`dataset.yaml:1:5: error: broken YAML: sequence end token ']' not found; a list in brackets ends with ], a mapping in braces with }; a text that begins with [ or { stands in quotes [broken-yaml]`,
		}},
		{"no text", one("dataset.yaml", "id: \xff\n"), []string{
			`dataset.yaml:1:5: error: this is not UTF-8: the byte 0xFF is ÿ in Latin-1 and Windows-1252; save the file as UTF-8 [not-utf8]`,
		}},
		{"version without quotes", one("dataset.yaml", "id: dataset:demo\ntitle: T\nlicense: MIT\nversion: 1\n"), []string{
			`dataset.yaml:4:10: error: version is a text, not the number 1; put it in quotes: "1" [wrong-type]`,
		}},
		{"coverage that ends before it begins", one("dataset.yaml", licensed+"coverage: {from: 2025, to: 1994}\n"), []string{
			`dataset.yaml:5:28: error: to (1994) lies before from (2025) [end-before-begin]`,
		}},
		{"impossible coverage", one("dataset.yaml", licensed+"coverage: {to: 2025-02-30}\n"), []string{
			`dataset.yaml:5:16: error: "2025-02-30" is no date: there is no day 30; February of the year 2025 has days 01 to 28 [bad-date]`,
		}},
		{"year of five digits", one("dataset.yaml", licensed+"coverage: {to: Y17000}\n"), []string{
			`dataset.yaml:5:16: error: Y17000 reaches beyond the years 0000 to 9999 [bad-date]`,
		}},
		{"coverage in brackets", one("dataset.yaml", licensed+"coverage: {to: [2025]}\n"), []string{
			`dataset.yaml:5:16: error: to is a date, not a list [wrong-type]`,
		}},
		{"list for a dataset", one("dataset.yaml", "- id: dataset:demo\n"), []string{
			`dataset.yaml:1:1: error: a dataset is a mapping of keys to values, not a list; its keys are id, title, license, version, source, notes and coverage [wrong-type]`,
		}},
	})
}

func TestProblemsOfRelations(t *testing.T) {
	base := "- name: X\n  category: other\n  subjectKinds: [country]\n  objectKinds: [country]\n  description: D\n"
	runProblems(t, []problemCase{
		{"bad name", relations("- name: member of\n  label: x\n  inverseLabel: y\n  category: other\n  subjectKinds: [country]\n  objectKinds: [country]\n  description: D\n"), []string{
			`relations.yaml:1:9: error: "member of" is no name of a relation: it has capital letters, digits and _, as MEMBER_OF, and at most 64 of them [bad-value]`,
		}},
		{"no inverse label", relations(base + "  label: x\n"), []string{
			`relations.yaml:1:3: error: a relation has no inverseLabel, which it must have unless it is symmetric [missing-key]`,
		}},
		{"symmetric with another inverse", relations(base + "  label: x\n  inverseLabel: y\n  symmetric: true\n"), []string{
			`relations.yaml:7:17: error: a symmetric relation reads the same from either end: its inverseLabel is its label; leave inverseLabel out [bad-value]`,
		}},
		{"symmetric in words", relations(base + "  label: x\n  inverseLabel: y\n  symmetric: yes\n"), []string{
			`relations.yaml:8:14: error: symmetric is true or false, not a text; write true, without quotes [wrong-type]`,
		}},
		{"unknown values", relations("- name: X\n  label: x\n  inverseLabel: y\n  category: affilation\n  exclusive: both\n  subjectKinds: [country, contry, country]\n  objectKinds: []\n  description: D\n"), []string{
			`relations.yaml:4:13: error: category is affiliation, participation, cooperation, conflict, dependence, geography, leadership or other, not "affilation"; did you mean affiliation? [bad-value]`,
			`relations.yaml:5:14: error: exclusive is none, subject or object, not "both" [bad-value]`,
			`relations.yaml:6:27: error: subjectKinds is country, alliance, organization, program, agreement, event, person, territory, region, city, mission, initiative, facility, group or actor, not "contry"; did you mean country? [bad-value]`,
			`relations.yaml:6:35: error: "country" stands already on line 6 [duplicate-value]`,
			`relations.yaml:7:16: error: objectKinds is empty; write at least one item [bad-value]`,
		}},
		{"twice", relations(base + "  label: x\n  inverseLabel: y\n" + base + "  label: x\n  inverseLabel: y\n"), []string{
			`relations.yaml:8:9: error: "X" stands already on line 1 [duplicate-id]`,
		}},
	})
}

func TestProblemsOfEntities(t *testing.T) {
	runProblems(t, []problemCase{
		{"bad id", only("- id: Georgia\n  name: Georgia\n"), []string{
			`entities.yaml:1:7: error: "Georgia" is no id: an id is kind:slug, of the letters a-z, digits and -, as country:georgia [bad-id]`,
		}},
		{"unknown kind", only("- id: contry:georgia\n  name: Georgia\n"), []string{
			`entities.yaml:1:7: error: "contry:georgia" is no entity's id: "contry" is no kind of entity (country, alliance, organization, program, agreement, event, person, territory, region, city, mission, initiative, facility, group, actor); did you mean country? [bad-id]`,
		}},
		{"id twice", only(entity + entity), []string{
			`entities.yaml:3:7: error: "country:georgia" stands already on line 1 [duplicate-id]`,
		}},
		{"names", only(entity + "  names:\n    - {text: a, kind: alias, language: english}\n    - {text: b, kind: nickname}\n    - {text: c, kind: former, from: 1999, to: 1990}\n    - {text: d, kind: alias}\n    - {text: d, kind: alias}\n    - {text: e, kind: alias, language: en_US}\n"), []string{
			`entities.yaml:4:40: error: "english" is no BCP 47 language tag; write en, ka, az-Latn or the like [bad-language]`,
			`entities.yaml:5:23: error: kind is name, official, alias, abbreviation, demonym, former or native, not "nickname" [bad-value]`,
			`entities.yaml:6:47: error: to (1990) lies before from (1999) [end-before-begin]`,
			`entities.yaml:8:7: error: a name stands here for the second time; remove it [duplicate-value]`,
			`entities.yaml:9:40: error: "en_US" is no BCP 47 language tag; write en, ka, az-Latn or the like [bad-language]`,
		}},
		{"identifiers", only(entity + "  identifiers:\n    - {scheme: iso2, value: Ge}\n    - {scheme: m49, value: 268}\n    - {scheme: iso_3, value: GEO}\n    - {scheme: iso4, value: GEOR}\n    - {scheme: fips, value: GG}\n    - {scheme: isonum, value: \"268\", from: 1991-13}\n"), []string{
			`entities.yaml:4:29: error: "Ge" is no iso2 code, which has two capital letters; write GE [bad-identifier]`,
			`entities.yaml:5:28: error: value is a text, not the number 268; put it in quotes: "268" [wrong-type]`,
			`entities.yaml:6:16: error: "iso_3" is no name of a scheme: it has letters a-z, digits and -; did you mean iso3? [bad-identifier]`,
			`entities.yaml:7:16: warning: the graph does not know the scheme "iso4"; it is kept as this dataset's own; did you mean iso2? [unknown-scheme]`,
			`entities.yaml:8:16: warning: the graph does not know the scheme "fips"; it is kept as this dataset's own; those that it knows are iso2, iso3, iso2-user-assigned, iso3-user-assigned, isonum, cow, cowc, gw, gwc, wikidata, cameo and m49 [unknown-scheme]`,
			`entities.yaml:9:44: error: "1991-13" is no date: there is no month 13; months are 01 to 12 and seasons 21 to 24 [bad-date]`,
		}},
		{"region that M49 does not have", only(entity + "  region: Narnia\n"), []string{
			`entities.yaml:3:11: error: there is no region "Narnia" among those of the UN's M49 standard, as Europe or Western Asia; leave it out for what M49 does not list [bad-value]`,
		}},
		{"region with a likely one", only(entity + "  region: Western Azia\n"), []string{
			`entities.yaml:3:11: error: there is no region "Western Azia" among those of the UN's M49 standard, as Europe or Western Asia; did you mean Western Asia?; leave it out for what M49 does not list [bad-value]`,
		}},
		{"region in another case", only(entity + "  region: western asia\n"), nil},
		{"sentinel of a code's end", only(entity + "  identifiers: [{scheme: cow, value: \"372\", from: 1991, to: 9999-12-31}]\n"), []string{
			`entities.yaml:3:61: error: "9999-12-31" is what tables write for a date that there is not; leave the key out where there is no date [bad-date]`,
		}},
		{"unknown scheme of several codes", only(entity + "  identifiers: [{scheme: own, value: a}, {scheme: own, value: b}]\n"), []string{
			`entities.yaml:3:26: warning: the graph does not know the scheme "own"; it is kept as this dataset's own; those that it knows are iso2, iso3, iso2-user-assigned, iso3-user-assigned, isonum, cow, cowc, gw, gwc, wikidata, cameo and m49 [unknown-scheme]`,
		}},
		{"location", only(entity + "  location: {latitude: 142.0, longitude: east}\n"), []string{
			`entities.yaml:3:24: error: latitude is a number from -90 to 90, not 142.0 [bad-value]`,
			`entities.yaml:3:42: error: longitude is a number, not a text [wrong-type]`,
		}},
		{"half a location", only(entity + "  location: {latitude: 42}\n"), []string{
			`entities.yaml:3:13: error: a location has no longitude, which it must have [missing-key]`,
		}},
	})
}

func TestProblemsOfDocuments(t *testing.T) {
	front := "---\ntitle: T\nlanguage: en\nreliability: F\n"
	runProblems(t, []problemCase{
		{"no front matter", document("Text\n"), []string{
			`documents/article.md:1:1: error: a document begins with front matter: a line ---, its keys, and again a line --- [no-front-matter]`,
		}},
		{"front matter without an end", document("---\ntitle: T\n"), []string{
			`documents/article.md:1:1: error: a document begins with front matter: a line ---, its keys, and again a line --- [no-front-matter]`,
		}},
		{"empty front matter", document("---\n---\nText\n"), []string{
			`documents/article.md:1:1: error: the front matter is empty; a document has title, language and reliability [no-front-matter]`,
		}},
		{"empty file", document("\n"), []string{
			`documents/article.md:1:1: error: a document begins with front matter: a line ---, its keys, and again a line --- [no-front-matter]`,
		}},
		{"front matter that is no text", document("---\ntitle: \xff\n---\n"), []string{
			`documents/article.md:2:8: error: this is not UTF-8: the byte 0xFF is ÿ in Latin-1 and Windows-1252; save the file as UTF-8 [not-utf8]`,
		}},
		{"broken front matter", document("---\ntitle: T: U\n---\n"), []string{
			`documents/article.md:2:8: error: broken YAML: mapping value is not allowed in this context; a text with a colon and a space in it stands in quotes, and keys of one thing begin in one column [broken-yaml]`,
		}},
		{"no date", document(front + "---\nText\n"), []string{
			`documents/article.md:2:1: error: a document has publishedOn or retrievedOn: without a date nobody can say when its claims were made [no-date]`,
		}},
		{"impossible day of publication", document(front + "publishedOn: 2025-13\n---\n"), []string{
			`documents/article.md:5:14: error: "2025-13" is no date: there is no month 13; months are 01 to 12 and seasons 21 to 24 [bad-date]`,
		}},
		{"retrieved before it was published", document(front + "publishedOn: 2025\nretrievedOn: 2024-05\n---\n"), []string{
			`documents/article.md:6:14: error: retrievedOn (2024-05) lies before publishedOn (2025) [end-before-begin]`,
		}},
		{"unknown reliability", document("---\ntitle: T\nlanguage: en\nreliability: G\npublishedOn: 2025\n---\n"), []string{
			`documents/article.md:4:14: error: reliability is A, B, C, D, E or F, not "G" [bad-value]`,
		}},
		{"address without a scheme", document(front + "publishedOn: 2025\nurl: example.org/a\n---\n"), []string{
			`documents/article.md:6:6: error: "example.org/a" is no address of the web; write it in full, with https://, or leave it out [bad-value]`,
		}},
		{"address that runs code", document(front + "publishedOn: 2025\nurl: javascript:alert(1)\n---\n"), []string{
			`documents/article.md:6:6: error: "javascript:alert(1)" is no address of the web; write it in full, with https://, or leave it out [bad-value]`,
		}},
		{"footnotes", document(demoDocument("A.[^1] B.[^ 2] C.[^3]\n\n[^1]: One\n[^2]: Two\n[^1]: Again\n")), []string{
			`documents/article.md:7:10: error: this begins a footnote's mark, but is none; a mark is [^1], its label of letters, digits, - and _ [bad-footnote]`,
			`documents/article.md:7:18: warning: the footnote "3" is not defined, though others are [footnote-undefined]`,
			`documents/article.md:10:1: error: the footnote "2" is defined, but no mark [^2] stands in the text [footnote-without-mark]`,
			`documents/article.md:11:1: error: the footnote "1" is defined already on line 9 [bad-footnote]`,
		}},
		{"mark within a letter", document(demoDocument("Franc[^1]\u0327ais\n")), []string{
			`documents/article.md:7:1: error: without its footnotes' marks this line is not in Unicode normalization form C; put the mark after the whole letter [bad-footnote]`,
		}},
		{"text not NFC", document(demoDocument("Franc\u0327ais\nb\nFranc\u0327ais\n")), []string{
			`documents/article.md:7:1: warning: the text was put into Unicode normalization form C, which changed 2 of its lines, this one first [not-nfc]`,
		}},
	})
}

func TestProblemsOfStatements(t *testing.T) {
	runProblems(t, []problemCase{
		{"unknown entity with a likely one", statement("subject: Gorgia"), []string{
			`statements.yaml:1:12: error: no entity is called "Gorgia"; did you mean Georgia? [unknown-entity]`,
		}},
		{"unknown entity without", statement("subject: Liechtenstein"), []string{
			`statements.yaml:1:12: error: no entity is called "Liechtenstein"; add it to entities.yaml [unknown-entity]`,
		}},
		{"demonym", statement("subject: Georgian"), []string{
			`statements.yaml:1:12: error: no entity is called "Georgian"; did you mean Georgia? [unknown-entity]`,
		}},
		{"unknown id", statement("subject: country:georgie"), []string{
			`statements.yaml:1:12: error: no entity is called "country:georgie"; did you mean country:georgia? [unknown-entity]`,
		}},
		{"unknown relation", statement("relation: MEMBR_OF"), []string{
			`statements.yaml:2:13: error: there is no relation "MEMBR_OF"; did you mean MEMBER_OF? [unknown-relation]`,
		}},
		{"kinds that are not joined", statement("relation: ALLIED_WITH"), []string{
			`statements.yaml:2:13: error: the object of ALLIED_WITH is a country, not an alliance [kind-not-joined]`,
		}},
		{"the wrong way round", statement("subject: NATO", "object: Georgia"), []string{
			`statements.yaml:2:13: error: MEMBER_OF goes from a country to an alliance: subject and object seem to be the wrong way round [kind-not-joined]`,
		}},
		{"itself", statement("relation: ALLIED_WITH", "object: Georgia"), []string{
			`statements.yaml:3:11: warning: this joins country:georgia to itself [same-ends]`,
		}},
		{"impossible date", statement("valid: 2025-02-30/.."), []string{
			`statements.yaml:5:10: error: "2025-02-30/.." is no date or span of time: there is no day 30; February of the year 2025 has days 01 to 28 [bad-date]`,
		}},
		{"date in words", statement("valid: since 1994"), []string{
			`statements.yaml:5:10: error: "since 1994" is no date or span of time: unexpected character 's'; write 1994/.. [bad-date]`,
		}},
		{"end before begin", statement("valid: 2004/1994"), []string{
			`statements.yaml:5:10: error: "2004/1994" ends before it begins [end-before-begin]`,
		}},
		{"begins after the document", statement("valid: 2030/.."), []string{
			`statements.yaml:5:10: warning: this begins (2030-01-01) after its document was published (2025-11-17); a promise or a plan is dated by when it was made [begins-after-document]`,
		}},
		{"ended before the document, but begins after it", statement("valid: 2030/"), []string{
			`statements.yaml:5:10: error: 2030/ ends (2025-11-17) before it begins (2030-01-01) [end-before-begin]`,
		}},
		{"date is a list", statement("valid: [1994]"), []string{
			`statements.yaml:5:10: error: valid is a date or a span of time, not a list [wrong-type]`,
		}},
		{"unknown polarity", statement("polarity: denyed"), []string{
			`statements.yaml:5:13: error: polarity is affirmed or denied, not "denyed"; did you mean denied? [bad-value]`,
		}},
		{"topics", statement("topics: [Energy, energy, energy]"), []string{
			`statements.yaml:5:12: error: topics are in lower case, not "Energy"; write energy [bad-value]`,
			`statements.yaml:5:28: error: "energy" stands already on line 5 [duplicate-value]`,
		}},
		{"about twice", statement("about: [NATO, alliance:nato, Nowhere, Nowhere]"), []string{
			`statements.yaml:5:17: error: alliance:nato stands in about already; remove it [duplicate-value]`,
			`statements.yaml:5:32: error: no entity is called "Nowhere"; add it to entities.yaml [unknown-entity]`,
			`statements.yaml:5:41: error: "Nowhere" stands already on line 5 [duplicate-value]`,
		}},
		{"unknown relation without a likely one", statement("relation: KNOWS"), []string{
			`statements.yaml:2:13: error: there is no relation "KNOWS"; relations come from relations.yaml and from datasets that this one is read with [unknown-relation]`,
		}},
		{"document of nothing", statement("document: \"\""), []string{
			`statements.yaml:5:13: error: document is empty; write a text, or leave the key out if it is optional [bad-value]`,
		}},
		{"quote that stands everywhere", map[string]string{"documents/article.md": demoDocument(strings.Repeat("will become ", 1001)), "statements.yaml": statement()["statements.yaml"]}, []string{
			`statements.yaml:4:10: error: "will become" occurs more than 1000 times in document:article; quote more of the sentence [quote-ambiguous]`,
		}},
		{"quote on many lines", map[string]string{"documents/article.md": demoDocument(strings.Repeat("will become\n", 12)), "statements.yaml": statement()["statements.yaml"]}, []string{
			`statements.yaml:4:10: error: "will become" occurs 12 times in document:article: 1 on line 7, 2 on line 8, 3 on line 9, 4 on line 10, 5 on line 11, 6 on line 12, 7 on line 13, 8 on line 14, 9 on line 15, 10 on line 16 and 2 more; say which with occurrence: 1 to 12, or quote more of the sentence [quote-ambiguous]`,
		}},
		{"occurrence of a quote that stands once", statement("occurrence: 2"), []string{
			`statements.yaml:5:15: error: "will become" occurs once in document:article: there is no occurrence 2 [bad-value]`,
		}},
		{"occurrence of a quote that stands three times", map[string]string{"documents/article.md": demoDocument(strings.Repeat("will become\n", 3)), "statements.yaml": statement("occurrence: 4")["statements.yaml"]}, []string{
			`statements.yaml:5:15: error: "will become" occurs 3 times in document:article: there is no occurrence 4 [bad-value]`,
		}},
		{"unknown document", statement("document: artikle"), []string{
			`statements.yaml:5:13: error: the dataset has no document "artikle"; did you mean article? [unknown-document]`,
		}},
		{"unknown document without a likely one", statement("document: the-press"), []string{
			`statements.yaml:5:13: error: the dataset has no document "the-press"; put it into documents/NAME.md [unknown-document]`,
		}},
		{"no evidence", statement("quote: "), []string{
			`statements.yaml:1:3: error: no claim without evidence: a statement has a quote, a locator or a list of evidence [no-evidence]`,
		}},
		{"empty evidence", statement("quote: ", "evidence: [{occurrence: 2}]"), []string{
			`statements.yaml:4:14: error: evidence is a quote or a locator [no-evidence]`,
		}},
		{"evidence twice over", statement("evidence: [{quote: will become}]"), []string{
			`statements.yaml:5:3: error: a statement has either a quote or a locator of its own, or a list of evidence; put all into the list [duplicate-key]`,
		}},
		{"same entity twice in a list", statement("subject: [Georgia, Armenia, GEORGIA]"), []string{
			`statements.yaml:1:31: error: country:georgia stands in subject already; remove it [duplicate-value]`,
		}},
		{"list of subjects of another kind", statement("subject: [Georgia, NATO]", "object: [NATO]"), []string{
			`statements.yaml:2:13: error: the subject of MEMBER_OF is a country, not an alliance [kind-not-joined]`,
			`statements.yaml:3:11: warning: this joins alliance:nato to itself [same-ends]`,
		}},
		{"empty list of subjects", statement("subject: []"), []string{
			`statements.yaml:1:12: error: subject is empty; write at least one item [bad-value]`,
		}},
		{"sentinel 1993/9999-12-31", statement("valid: 1993/9999-12-31"), []string{
			`statements.yaml:5:10: error: "9999-12-31" is what tables write for a date that there is not; write 1993/.. [bad-date]`,
		}},
		{"sentinel -9", statement("valid: -9"), []string{
			`statements.yaml:5:10: error: "-9" is what tables write for a date that there is not; leave the key out where there is no date [bad-date]`,
		}},
		{"sentinel 0000-00-00", statement("valid: 0000-00-00"), []string{
			`statements.yaml:5:10: error: "0000-00-00" is what tables write for a date that there is not; leave the key out where there is no date [bad-date]`,
		}},
		{"sentinel -99/1994", statement("valid: -99/1994"), []string{
			`statements.yaml:5:10: error: "-99" is what tables write for a date that there is not; leave that end of the span empty, as in /2004 [bad-date]`,
		}},
		{"sentinel 1994/-9", statement("valid: 1994/-9"), []string{
			`statements.yaml:5:10: error: "-9" is what tables write for a date that there is not; leave that end of the span empty, as in 1994/ [bad-date]`,
		}},
		{"sentinel 9999", statement("valid: 9999"), []string{
			`statements.yaml:5:10: error: "9999" is what tables write for a date that there is not; leave the key out where there is no date [bad-date]`,
		}},
		{"sentinel 1994 / 9999", statement("valid: 1994 / 9999"), []string{
			`statements.yaml:5:10: error: "9999" is what tables write for a date that there is not; write 1994/.. [bad-date]`,
		}},
		{"day as a number", statement("valid: 19940504"), []string{
			`statements.yaml:5:10: error: "19940504" is no date or span of time: a year has four digits, and longer ones begin with Y; write 1994-05-04 [bad-date]`,
		}},
		{"day of a spreadsheet", statement("valid: 34458"), []string{
			`statements.yaml:5:10: error: "34458" is no date or span of time: a year has four digits, and longer ones begin with Y; in a spreadsheet this is the number of the day 1994-05-04 [bad-date]`,
		}},
		{"year of five digits of a claim", statement("valid: 70000"), []string{
			`statements.yaml:5:10: error: "70000" is no date or span of time: a year has four digits, and longer ones begin with Y [bad-date]`,
		}},
		{"sentinel N/A", statement("valid: N/A"), []string{
			`statements.yaml:5:10: error: "N/A" is what tables write for a date that there is not; leave the key out where there is no date [bad-date]`,
		}},
		{"sentinel 1994/unknown", statement("valid: 1994/unknown"), []string{
			`statements.yaml:5:10: error: "unknown" is what tables write for a date that there is not; leave that end of the span empty, as in 1994/ [bad-date]`,
		}},
		{"sentinel 0000", statement("valid: 0000"), []string{
			`statements.yaml:5:10: error: "0000" is what tables write for a date that there is not; leave the key out where there is no date [bad-date]`,
		}},
		{"sentinel 0001-01-01", statement("valid: 0001-01-01"), []string{
			`statements.yaml:5:10: error: "0001-01-01" is what tables write for a date that there is not; leave the key out where there is no date [bad-date]`,
		}},
		{"sentinel 1994/2262-04-11", statement("valid: 1994/2262-04-11"), []string{
			`statements.yaml:5:10: error: "2262-04-11" is what tables write for a date that there is not; write 1994/.. [bad-date]`,
		}},
		{"no value for a date", statement("valid: ~"), []string{
			`statements.yaml:5:10: error: valid is a date or a span of time, not nothing; leave the key out where there is no date [wrong-type]`,
		}},
		{"empty list of evidence", statement("quote: ", "evidence: []"), []string{
			`statements.yaml:1:3: error: no claim without evidence: a statement has a quote, a locator or a list of evidence [no-evidence]`,
		}},
		{"same evidence", statement("quote: ", "evidence: [{quote: will become}, {quote: will become}, {locator: a}, {locator: a}]"), []string{
			`statements.yaml:4:36: error: this evidence stands here for the second time; remove it [duplicate-value]`,
			`statements.yaml:4:72: error: this evidence stands here for the second time; remove it [duplicate-value]`,
		}},
		{"quote in another case", statement("quote: georgia and armenia are allies"), []string{
			`statements.yaml:4:10: error: "georgia and armenia are allies" is not in the text of document:article; the nearest passage is on line 8: "Georgia and Armenia are allies" [quote-not-found]`,
		}},
		{"quote with a wrong word", statement("quote: Armenia is no member of NATO"), []string{
			`statements.yaml:4:10: error: "Armenia is no member of NATO" is not in the text of document:article; the nearest passage is on line 7: "Armenia is not a member of NATO" [quote-not-found]`,
		}},
		{"quote over two lines", statement("quote: member of NATO. Georgia and Armenia"), []string{
			`statements.yaml:4:10: error: "member of NATO. Georgia and Armenia" is not in the text of document:article; the nearest passage is on line 7: "member of NATO." [quote-not-found]`,
		}},
		{"quote of nothing", statement("quote: Liechtenstein"), []string{
			`statements.yaml:4:10: error: "Liechtenstein" is not in the text of document:article; no passage of it has these words [quote-not-found]`,
		}},
		{"quote several times", statement("quote: member of NATO"), []string{
			`statements.yaml:4:10: error: "member of NATO" occurs twice in document:article: 1 on line 7 and 2 on line 7; say which with occurrence: 1 to 2, or quote more of the sentence [quote-ambiguous]`,
		}},
		{"occurrence that is none", statement("quote: member of NATO", "occurrence: 3"), []string{
			`statements.yaml:5:15: error: "member of NATO" occurs twice in document:article: there is no occurrence 3 [bad-value]`,
		}},
		{"occurrence zero", statement("quote: member of NATO", "occurrence: 0"), []string{
			`statements.yaml:5:15: error: occurrence is a whole number from 1 to 1000, not the number 0 [bad-value]`,
		}},
		{"occurrence of more digits than a number has", statement("quote: member of NATO", "occurrence: 99999999999999999999999"), []string{
			`statements.yaml:5:15: error: occurrence is a whole number from 1 to 1000, not the number 99999999999999999999999 [bad-value]`,
		}},
		{"occurrence of a locator", statement("quote: ", "locator: row 5", "occurrence: 1"), []string{
			`statements.yaml:5:3: error: occurrence says which place of a quote is meant, and there is no quote [bad-value]`,
		}},
		{"broken document is reported once", map[string]string{"documents/article.md": "Text\n"}, []string{
			`documents/article.md:1:1: error: a document begins with front matter: a line ---, its keys, and again a line --- [no-front-matter]`,
		}},
		{"document without text", map[string]string{"documents/article.md": demoDocument("")}, []string{
			`statements.yaml:5:10: error: document:article has no text to quote; cite a row, a page or an article with locator [quote-not-found]`,
		}},
		{"document unused", map[string]string{"documents/other.md": demoDocument("x"), "statements.yaml": "- {subject: Georgia, relation: MEMBER_OF, object: NATO, document: article, quote: will become}\n"}, []string{
			`documents/other.md:1:1: warning: no statement cites this document [unused-document]`,
		}},
		{"document not named", map[string]string{"documents/other.md": demoDocument("x")}, []string{
			`statements.yaml:1:3: error: a statement names its document, unless its dataset has one; this has 2 [missing-key]`,
		}},
		{"duplicate", map[string]string{"statements.yaml": "- {subject: Georgia, relation: ALLIED_WITH, object: Armenia, quote: are allies}\n- {subject: Armenia, relation: ALLIED_WITH, object: Georgia, note: close, quote: allies}\n"}, []string{
			`statements.yaml:2:3: error: this says the same as the statement on line 1; give all passages as its evidence [duplicate-statement]`,
		}},
		{"ambiguous name", map[string]string{"entities.yaml": "- {id: country:georgia, name: Georgia}\n- {id: region:georgia, name: Georgia}\n- {id: alliance:nato, name: NATO}\n"}, []string{
			`entities.yaml:2:30: warning: "Georgia" means country:georgia (line 1) as well: whoever writes it must choose; where both are one, take that id; else tell the names apart [duplicate-name]`,
			`statements.yaml:1:12: error: "Georgia" is the name of several entities: country:georgia and region:georgia; write the id of the one that is meant [ambiguous-name]`,
		}},
	})
}
