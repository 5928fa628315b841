package dataset_test

import (
	"strings"
	"testing"

	"entente/internal/dataset"
	"entente/internal/edtf"
	"entente/internal/knowledge"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What people write in YAML that YAML, or this format, does not mean so.
func TestProblemsOfSlipsInYAML(t *testing.T) {
	text := func(quote string) map[string]string { return statement("quote: " + quote) }
	location := func(location string) map[string]string { return only(entity + "  location: " + location + "\n") }
	symmetric := func(word string) map[string]string {
		return relations("- name: X\n  label: x\n  symmetric: " + word + "\n  category: other\n  subjectKinds: country\n  objectKinds: [country]\n  description: D\n")
	}
	runProblems(t, []problemCase{
		{"comment within a text", text("Georgia \"will become\"\n    # of 2025\n    a member of NATO"), []string{
			`statements.yaml:5:5: warning: "# of 2025" is a comment here, and no part of the text "Georgia \"will become\""; put the text in quotes, or a comment on a line of its own [comment-after-text]`,
			`statements.yaml:6:5: error: broken YAML: value is not allowed in this context. map key-value is pre-defined; the # of the line before makes that line a comment, which ends the text: put the whole text in quotes [broken-yaml]`,
		}},
		{"comment at the end of a text of several lines", text("Georgia \"will become\"\n    a member\n    #of NATO"), []string{
			`statements.yaml:6:5: warning: "#of NATO" is a comment here, and no part of the text "Georgia \"will become\" a member"; put the text in quotes, or a comment on a line of its own [comment-after-text]`,
		}},
		{"comment below a text", text("will become\n  # a comment"), nil},
		{"comments in a list", statement("topics:\n    - energy\n    # comment\n    - gas\n      # security"), []string{
			`statements.yaml:9:7: warning: "# security" is a comment here, and no part of the text "gas"; put the text in quotes, or a comment on a line of its own [comment-after-text]`,
		}},
		{"comment in brackets", statement("topics: [energy\n    # comment\n    ]"), nil},
		{"mark of a merge", only(entity + "<<<<<<< HEAD\n- {id: country:a, name: Aaa}\n=======\n- {id: country:b, name: Bbb}\n>>>>>>> main\n"), []string{
			`entities.yaml:3:1: error: broken YAML: value is not allowed in this context; this is a mark of a merge that was not finished: keep one of the two versions, and remove the marks [broken-yaml]`,
			`entities.yaml:5:1: error: broken YAML: value is not allowed in this context; this is a mark of a merge that was not finished: keep one of the two versions, and remove the marks [broken-yaml]`,
			`entities.yaml:7:1: error: broken YAML: invalid header option: ">>>>>> main"; this is a mark of a merge that was not finished: keep one of the two versions, and remove the marks [broken-yaml]`,
		}},
		{"byte order mark within a file", only(entity + "\ufeff- {id: country:a, name: Aaa}\n"), []string{
			`entities.yaml:3:1: error: broken YAML: value is not allowed in this context; a byte order mark (U+FEFF) stands here, where files were joined: remove it [broken-yaml]`,
		}},
		{"decimal comma in braces", location("{latitude: 1,5, longitude: 43,52}"), []string{
			`entities.yaml:3:26: error: "5" is no key of a location; a number has a decimal point: write 1.5 [unknown-key]`,
			`entities.yaml:3:43: error: "52" is no key of a location; a number has a decimal point: write 43.52 [unknown-key]`,
		}},
		{"decimal comma", location("\n    latitude: 41,7\n    longitude: \"44.8\""), []string{
			`entities.yaml:4:15: error: latitude is a number, not a text; write 41.7, without quotes and with a decimal point [wrong-type]`,
			`entities.yaml:5:16: error: longitude is a number, not a text; write 44.8, without quotes and with a decimal point [wrong-type]`,
		}},
		{"degrees and minutes", location("\n    latitude: 41°43'N\n    longitude: 44.8E"), []string{
			`entities.yaml:4:15: error: latitude is a number, not a text; write degrees as a decimal number, negative in the south and the west: 44°48'E is 44.8 [wrong-type]`,
			`entities.yaml:5:16: error: longitude is a number, not a text; write degrees as a decimal number, negative in the south and the west: 44°48'E is 44.8 [wrong-type]`,
		}},
		{"sexagesimal and hexadecimal", location("\n    latitude: 41:43\n    longitude: 0x10"), []string{
			`entities.yaml:4:15: error: latitude is a number, not a text; write degrees as a decimal number, negative in the south and the west: 44°48'E is 44.8 [wrong-type]`,
			`entities.yaml:5:16: error: longitude is a number from -180 to 180, not 0x10 [bad-value]`,
		}},
		{"other keys of a location", location("{lat: 41, lon: 44}"), []string{
			`entities.yaml:3:14: error: "lat" is no key of a location; did you mean latitude? [unknown-key]`,
			`entities.yaml:3:23: error: "lon" is no key of a location; did you mean longitude? [unknown-key]`,
		}},
		{"comma in a text in braces", only("- {id: country:korea, name: Korea, Republic of}\n"), []string{
			`entities.yaml:1:36: error: "Republic of" is no key of an entity; within braces a text with a comma in it stands in quotes [unknown-key]`,
		}},
		{"no comma in braces", only("- {id: country:korea name: Korea}\n"), []string{
			`entities.yaml:1:3: error: an entity has no name, which it must have; it stands in the value of id: within braces a comma separates keys [missing-key]`,
			`entities.yaml:1:8: error: "country:korea name: Korea" is no id: an id is kind:slug, of the letters a-z, digits and -, as country:georgia [bad-id]`,
		}},
		{"truth in words", symmetric("yes"), []string{
			`relations.yaml:1:3: error: a relation has no inverseLabel, which it must have unless it is symmetric [missing-key]`,
			`relations.yaml:3:14: error: symmetric is true or false, not a text; write true, without quotes [wrong-type]`,
			`relations.yaml:5:17: error: subjectKinds is a list, not a text; write [country] [wrong-type]`,
		}},
		{"truth in quotes", symmetric("\"TRUE\""), []string{
			`relations.yaml:1:3: error: a relation has no inverseLabel, which it must have unless it is symmetric [missing-key]`,
			`relations.yaml:3:14: error: symmetric is true or false, not a text; write true, without quotes [wrong-type]`,
			`relations.yaml:5:17: error: subjectKinds is a list, not a text; write [country] [wrong-type]`,
		}},
		{"truth in a number", symmetric("0"), []string{
			`relations.yaml:1:3: error: a relation has no inverseLabel, which it must have unless it is symmetric [missing-key]`,
			`relations.yaml:3:14: error: symmetric is true or false, not the number 0; write false, without quotes [wrong-type]`,
			`relations.yaml:5:17: error: subjectKinds is a list, not a text; write [country] [wrong-type]`,
		}},
		{"Norway", map[string]string{"entities.yaml": demo()["entities.yaml"] + "- {id: country:norway, name: NO, abbreviation: no, identifiers: [{scheme: iso2, value: NO}]}\n"}, nil},
		{"octal code", only(entity + "  identifiers: [{scheme: isonum, value: 031}, {scheme: isonum, value: 0o31}, {scheme: isonum, value: 12:30}]\n"), []string{
			`entities.yaml:3:41: error: value is a text, not the number 031; put it in quotes: "031" [wrong-type]`,
			`entities.yaml:3:71: error: value is a text, not the number 0o31; put it in quotes: "0o31" [wrong-type]`,
			`entities.yaml:3:102: error: "12:30" is no isonum code, which has three digits [bad-identifier]`,
		}},
		{"table of commas", only("id,name\ncountry:a,Aaa\n"), []string{
			`entities.yaml:1:1: error: the file is a list, not a text; this looks like a table; write YAML, and begin an entity with a dash and its keys: id, name, abbreviation, description, names, identifiers, location and region [wrong-type]`,
		}},
		{"table of tabs", only("id\tname\ncountry:a\tAaa\n"), []string{
			`entities.yaml:1:1: error: the file is a list, not a text; begin an entity with a dash [wrong-type]`,
		}},
		{"page of the web", only("<!DOCTYPE html>\n<html></html>\n"), []string{
			`entities.yaml:1:1: error: the file is a list, not a text; this looks like a page of the web; write YAML, and begin an entity with a dash [wrong-type]`,
		}},
		{"JSON", one("entities.yaml", `[{"id": "country:georgia", "name": "Georgia"}, {"id": "alliance:nato", "name": "NATO"}]`), nil},
		{"occurrence in other forms", statement("occurrence: \"1\""), []string{
			`statements.yaml:5:15: error: occurrence is a whole number from 1 to 1000, not a text; write 1, without quotes [bad-value]`,
		}},
		{"occurrence of a spreadsheet", statement("occurrence: 1.0"), []string{
			`statements.yaml:5:15: error: occurrence is a whole number from 1 to 1000, not the number 1.0; write 1, without quotes [bad-value]`,
		}},
	})
}

// coded is what a graph has of codes.
func coded() *dataset.Known {
	k := &dataset.Known{}
	add := func(id, name string, codes ...knowledge.Identifier) {
		k.Add(&knowledge.EntityPart{Dataset: "dataset:reference", Entity: knowledge.Entity{ID: id, Name: name, Identifiers: codes}})
	}
	add("country:georgia", "Georgia", knowledge.Identifier{Scheme: "cow", Value: "372", ValidFrom: date("1991")}, knowledge.Identifier{Scheme: "wikidata", Value: "Q230"}, knowledge.Identifier{Scheme: "cowc", Value: "GRG"})
	add("country:ireland", "Ireland", knowledge.Identifier{Scheme: "isonum", Value: "372"})
	add("country:afghanistan", "Afghanistan", knowledge.Identifier{Scheme: "isonum", Value: "004"})
	add("country:soviet-union", "Soviet Union", knowledge.Identifier{Scheme: "cow", Value: "365", ValidFrom: date("1922-12-30"), ValidTo: date("1991-12-25")})
	k.Add(&knowledge.EntityPart{Dataset: "dataset:reference", Entity: knowledge.Entity{ID: "alliance:nato", Name: "NATO"}})
	zaire := knowledge.Name{Text: "Zaire", Kind: knowledge.NameFormer, ValidFrom: date("1971"), ValidTo: date("1997")}
	k.Add(&knowledge.EntityPart{Dataset: "dataset:reference", Entity: knowledge.Entity{ID: "country:congo", Name: "Congo", Names: []knowledge.Name{zaire}}})
	return k
}

func TestCodes_ThatMeanNothing_AreToldWithTheLikelyOnes(t *testing.T) {
	for subject, want := range map[string]string{
		`372`:                                `12: error: subject is an entity's id, name or code with its scheme, not the number 372; write isonum:372 for country:ireland or cow:372 for country:georgia [wrong-type]`,
		`"372"`:                              `12: error: no entity is called "372"; write isonum:372 for country:ireland or cow:372 for country:georgia [unknown-entity]`,
		`4`:                                  `12: error: subject is an entity's id, name or code with its scheme, not the number 4; write isonum:004 for country:afghanistan [wrong-type]`,
		`GRG`:                                `12: error: no entity is called "GRG"; write cowc:GRG for country:georgia [unknown-entity]`,
		`COW:372`:                            `12: error: no entity is called "COW:372"; write cow:372 for country:georgia [unknown-entity]`,
		`cow:0372`:                           `12: error: no entity has the code "cow:0372"; write cow:372 for country:georgia [unknown-entity]`,
		`isonum:4`:                           `12: error: no entity has the code "isonum:4"; write isonum:004 for country:afghanistan [unknown-entity]`,
		`"cow: 372"`:                         ``,
		`q230`:                               ``,
		`https://www.wikidata.org/wiki/Q230`: `12: error: no entity is called "https://www.wikidata.org/wiki/Q230"; write wikidata:Q230 for country:georgia [unknown-entity]`,
		`cow:999`:                            `12: error: no entity has the code "cow:999"; look the code up, or add it to an entity of entities.yaml [unknown-entity]`,
		`ISO3:GEO`:                           `12: error: no entity is called "ISO3:GEO"; add it to entities.yaml [unknown-entity]`,
		`[372, Ireland]`:                     `13: error: an item of subject is an entity's id, name or code with its scheme, not the number 372; write isonum:372 for country:ireland or cow:372 for country:georgia [wrong-type]`,
		`17.5`:                               `12: error: subject is an entity's id, name or code with its scheme, not the number 17.5; a code stands with its scheme, as cow:372 [wrong-type]`,
		`cow:365`:                            `12: error: nobody is known to be called "cow:365" at the time of this claim: country:soviet-union was from 1922-12-30 to 1991-12-25; write the id of the one that is meant [wrong-time]`,
		`Zaire`:                              `12: warning: nobody is known to be called "Zaire" at the time of this claim: country:congo was from 1971 to 1997; write the id of the one that is meant [wrong-time]`,
	} {
		files := with(map[string]string{"entities.yaml": "", "statements.yaml": statement("subject: "+subject, "object: NATO")["statements.yaml"]})
		f, err := dataset.Read(t.Context(), files, "demo", coded())
		require.NoError(t, err)
		assert.Equal(t, want, strings.TrimPrefix(f.Problems.String(), "statements.yaml:1:"), subject)
	}
}

func TestProblemsOfCodesAndNamesOfOne(t *testing.T) {
	codes := func(codes string) map[string]string { return only(entity + "  identifiers: [" + codes + "]\n") }
	names := func(names string) map[string]string {
		return only(entity + "  abbreviation: GEO\n  names: [" + names + "]\n")
	}
	runProblems(t, []problemCase{
		{"other names of schemes", codes("{scheme: ISO3, value: GEO}, {scheme: iso-3, value: GEO}, {scheme: ccode, value: \"372\"}"), []string{
			`entities.yaml:3:26: error: "ISO3" is no name of a scheme: it has letters a-z, digits and -; did you mean iso3? [bad-identifier]`,
			`entities.yaml:3:54: warning: the graph does not know the scheme "iso-3"; it is kept as this dataset's own; did you mean iso3? [unknown-scheme]`,
			`entities.yaml:3:83: warning: the graph does not know the scheme "ccode"; it is kept as this dataset's own; those that it knows are iso2, iso3, iso2-user-assigned, iso3-user-assigned, isonum, cow, cowc, gw, gwc, wikidata, cameo and m49 [unknown-scheme]`,
		}},
		{"scheme that is no name, of many", only("- {id: country:a, name: Aaa, identifiers: [{scheme: ISO_3, value: AAA}]}\n- {id: country:b, name: Bbb, identifiers: [{scheme: ISO_3, value: BBB}]}\n"), []string{
			`entities.yaml:1:53: error: "ISO_3" is no name of a scheme: it has letters a-z, digits and - (here and on line 2); did you mean iso3? [bad-identifier]`,
		}},
		{"codes in other forms", codes("{scheme: wikidata, value: q230}, {scheme: iso3, value: geo}, {scheme: isonum, value: \"4\"}, {scheme: cow, value: \"372.0\"}, {scheme: gw, value: \"00372\"}"), []string{
			`entities.yaml:3:43: error: "q230" is no wikidata code, which has Q and a number; write Q230 [bad-identifier]`,
			`entities.yaml:3:72: error: "geo" is no iso3 code, which has three capital letters; write GEO [bad-identifier]`,
			`entities.yaml:3:102: error: "4" is no isonum code, which has three digits; write 004 [bad-identifier]`,
			`entities.yaml:3:129: error: "372.0" is no cow code, which has up to four digits; write 372 [bad-identifier]`,
			`entities.yaml:3:159: error: "00372" is no gw code, which has up to four digits; write 372 [bad-identifier]`,
		}},
		{"address for a code", codes("{scheme: wikidata, value: \"https://www.wikidata.org/wiki/Q230\"}"), []string{
			`entities.yaml:3:43: error: "https://www.wikidata.org/wiki/Q230" is no wikidata code, which has Q and a number; write Q230 [bad-identifier]`,
		}},
		{"spells that touch", codes("{scheme: cow, value: \"900\", from: 1990, to: 1995}, {scheme: cow, value: \"900\", from: 1995, to: 2000}"), []string{
			`entities.yaml:3:89: warning: country:georgia has the code cow:900 already, and both times meet; write it once, from the first to the last [repeated-code]`,
		}},
		{"spells of which the next begins on the next day", codes("{scheme: cow, value: \"900\", from: 1990, to: 1995-12-31}, {scheme: cow, value: \"900\", from: 1996-01-01, to: 2000}"), []string{
			`entities.yaml:3:95: warning: country:georgia has the code cow:900 already, and both times meet; write it once, from the first to the last [repeated-code]`,
		}},
		{"spells that overlap", codes("{scheme: cow, value: \"900\", from: 1990}, {scheme: cow, value: \"900\", from: 1995, to: 2000}"), []string{
			`entities.yaml:3:79: warning: country:georgia has the code cow:900 already, and both times meet; write it once, from the first to the last [repeated-code]`,
		}},
		{"spells with a gap", codes("{scheme: cow, value: \"900\", from: 1990, to: 1993}, {scheme: cow, value: \"900\", from: 1995, to: 2000}"), nil},
		{"two codes at once", codes("{scheme: iso3, value: QQA}, {scheme: iso3, value: QQB}"), []string{
			`entities.yaml:3:67: warning: country:georgia has the code iso3:QQA at the same time; say from when to when it has each, or remove the wrong one [repeated-code]`,
		}},
		{"code in force and one withdrawn", codes("{scheme: iso3, value: QQA}, {scheme: iso3, value: QQB, from: 1974, to: 1990}"), nil},
		{"alias that is the name", names("{text: GEORGIA, kind: alias}, {text: Georgia, kind: official}, {text: Geo, kind: alias}"), []string{
			`entities.yaml:4:18: warning: country:georgia is called "GEORGIA" already; remove it, or join the times in which it has the name [repeated-name]`,
			`entities.yaml:4:81: warning: country:georgia is called "Geo" already; remove it, or join the times in which it has the name [repeated-name]`,
		}},
		{"name twice", names("{text: Sakartvelo, kind: former, to: 1990}, {text: sakartvelo, kind: former, from: 1985}, {text: Sakartvelo, kind: former, language: de, to: 1990}, {text: Sakartvelo, kind: former, from: 2000}"), []string{
			`entities.yaml:4:62: warning: country:georgia is called "sakartvelo" already; remove it, or join the times in which it has the name [repeated-name]`,
			`entities.yaml:4:166: warning: country:georgia is called "Sakartvelo" already; remove it, or join the times in which it has the name [repeated-name]`,
		}},
	})
}

func date(text string) edtf.Date {
	d, err := edtf.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}
