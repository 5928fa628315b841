package dataset_test

import (
	"strings"
	"testing"
	"unicode/utf16"
)

// utf16LE gives a text in UTF-16, the low byte of each unit first.
func utf16LE(text string) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(text)) {
		b.WriteByte(byte(unit))
		b.WriteByte(byte(unit >> 8))
	}
	return b.String()
}

// What cannot be read in many lines has one cause, and what refers to it is not wrong for that.
func TestProblemsOfEncodings_AreToldOnce(t *testing.T) {
	entities := demo()["entities.yaml"]
	runProblems(t, []problemCase{
		{"UTF-16 with a mark", one("entities.yaml", "\xff\xfe"+utf16LE(entities)), []string{
			`entities.yaml:1:1: error: this is not UTF-8: it looks like UTF-16; save the file as UTF-8 [not-utf8]`,
		}},
		{"UTF-16 without a mark", one("entities.yaml", utf16LE(entities)), []string{
			`entities.yaml:1:1: error: this is not UTF-8: it looks like UTF-16; save the file as UTF-8 [not-utf8]`,
		}},
		{"UTF-16 of a document", one("documents/article.md", "\xff\xfe"+utf16LE(demo()["documents/article.md"])), []string{
			`documents/article.md:1:1: error: this is not UTF-8: it looks like UTF-16; save the file as UTF-8 [not-utf8]`,
		}},
		{"UTF-32", one("entities.yaml", "\xff\xfe\x00\x00-\x00\x00\x00"), []string{
			`entities.yaml:1:1: error: this is not UTF-8: it looks like UTF-32; save the file as UTF-8 [not-utf8]`,
		}},
		{"Latin-1 in many lines", one("documents/article.md", demoDocument("G\xe9orgie\nFran\xe7ais\n\xe0\n")), []string{
			`documents/article.md:7:2: error: this is not UTF-8: the byte 0xE9 is é in Latin-1 and Windows-1252 (this line and 2 more); save the file as UTF-8 [not-utf8]`,
		}},
		{"Windows-1252", one("documents/article.md", demoDocument("Georgia\x92s\n")), []string{
			`documents/article.md:7:8: error: this is not UTF-8: the byte 0x92 is ’ in Windows-1252; save the file as UTF-8 [not-utf8]`,
		}},
		{"byte that Windows-1252 does not have", one("documents/article.md", demoDocument("Georgia\x81s\n")), []string{
			`documents/article.md:7:8: error: this is not UTF-8: the byte 0x81 is none of its characters; save the file as UTF-8 [not-utf8]`,
		}},
		{"another script", one("documents/article.md", demoDocument("\xc3\xf0\xf3\xe7\xe8\xff\n")), []string{
			`documents/article.md:7:1: error: this is not UTF-8: it looks like an encoding of another script, as Windows-1251, KOI8-R, GBK or Shift JIS; save the file as UTF-8 [not-utf8]`,
		}},
		{"carriage returns alone", one("entities.yaml", strings.ReplaceAll(entities, "\n", "\r")), []string{
			`entities.yaml:1:22: error: a carriage return (U+000D) stands within the line; it ends lines in files of old Macintosh programs; save the file with the line ends of Unix or Windows [control-character]`,
		}},
		{"carriage returns alone in a document", one("documents/article.md", strings.ReplaceAll(demo()["documents/article.md"], "\n", "\r")), []string{
			`documents/article.md:1:4: error: a carriage return (U+000D) stands within the line; it ends lines in files of old Macintosh programs; save the file with the line ends of Unix or Windows [control-character]`,
		}},
		{"form feeds of a PDF", one("documents/article.md", demoDocument("Georgia\n\fArmenia\n\fNATO\n")), []string{
			`documents/article.md:8:1: error: the control character U+000C is no text (this line and 1 more); remove it [control-character]`,
		}},
		{"line ends of Windows", map[string]string{"entities.yaml": strings.ReplaceAll(entities, "\n", "\r\n"), "documents/article.md": strings.ReplaceAll(demo()["documents/article.md"], "\n", "\r\n")}, nil},
		{"two byte order marks", one("entities.yaml", "\ufeff\ufeff"+entities), nil},
	})
}

// A name that is wrong throughout is one mistake, and so is a file that cannot be read.
func TestProblemsOfOneCause_AreToldOnce(t *testing.T) {
	wrong := "- subject: Gorgia\n  relation: MEMBER_OFF\n  object: NATTO\n  document: artcle\n  attributedTo: Gorgia\n  quote: will become\n"
	named := func(file, document string) map[string]string {
		return map[string]string{file: "x", "documents/article.md": "", "statements.yaml": strings.Repeat("- {subject: Georgia, relation: MEMBER_OF, object: NATO, quote: x"+document+"}\n", 2)}
	}
	runProblems(t, []problemCase{
		{"wrong words in two statements", one("statements.yaml", wrong+wrong), []string{
			`statements.yaml:1:12: error: no entity is called "Gorgia" (here and on lines 5, 7 and 11); did you mean Georgia? [unknown-entity]`,
			`statements.yaml:2:13: error: there is no relation "MEMBER_OFF" (here and on line 8); did you mean MEMBER_OF? [unknown-relation]`,
			`statements.yaml:3:11: error: no entity is called "NATTO" (here and on line 9); did you mean NATO? [unknown-entity]`,
			`statements.yaml:4:13: error: the dataset has no document "artcle" (here and on line 10); did you mean article? [unknown-document]`,
		}},
		{"wrong words in thirteen statements", one("statements.yaml", strings.Repeat("- {subject: Gorgia, relation: MEMBER_OF, object: NATO, quote: will become}\n", 13)), []string{
			`statements.yaml:1:13: error: no entity is called "Gorgia" (here and on lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2 more); did you mean Georgia? [unknown-entity]`,
		}},
		{"wrong word twice on a line", one("statements.yaml", "- {subject: Gorgia, relation: ALLIED_WITH, object: Gorgia, quote: will become}\n"), []string{
			`statements.yaml:1:13: error: no entity is called "Gorgia"; did you mean Georgia? [unknown-entity]`,
		}},
		{"document that is not named", map[string]string{"documents/other.md": demoDocument("x"), "statements.yaml": strings.Repeat(demo()["statements.yaml"], 3)}, []string{
			`statements.yaml:1:3: error: a statement names its document, unless its dataset has one; this has 2 (here and on lines 6 and 11) [missing-key]`,
		}},
		{"entities that are no list", one("entities.yaml", "Georgia\n"), []string{
			`entities.yaml:1:1: error: the file is a list, not a text; begin an entity with a dash [wrong-type]`,
		}},
		{"relations that are no list", one("relations.yaml", "MEMBER_OF\n"), []string{
			`relations.yaml:1:1: error: the file is a list, not a text; begin a relation with a dash [wrong-type]`,
		}},
		{"relation that cannot be read", one("relations.yaml", strings.Replace(demo()["relations.yaml"], "- name: MEMBER_OF", "- name: [MEMBER_OF", 1)), []string{
			`relations.yaml:2:3: error: broken YAML: ',' or ']' must be specified; a list in brackets ends with ], a mapping in braces with }; a text that begins with [ or { stands in quotes [broken-yaml]`,
			`statements.yaml:2:13: error: there is no relation "MEMBER_OF"; mend relations.yaml first [unknown-relation]`,
		}},
		{"document of another type", named("documents/article.docx", ", document: article"), []string{
			`documents/article.docx:1:1: error: a document is a file NAME.md; write its text into a file NAME.md, with front matter [unknown-file]`,
		}},
		{"document of another type, not named", named("documents/article.txt", ""), []string{
			`documents/article.txt:1:1: error: a document is a file NAME.md; rename it to article.md [unknown-file]`,
		}},
		{"document of a bad name", named("documents/An Article.md", ", document: An Article"), []string{
			`documents/An Article.md:1:1: error: "An Article" is no name of a document: it has letters a-z, digits and -, at most 191; rename it to an-article.md [bad-id]`,
		}},
		{"document that is based on one of a bad name", map[string]string{"documents/B.md": "x", "documents/article.md": strings.Replace(demo()["documents/article.md"], "title:", "basedOn: [B]\ntitle:", 1)}, []string{
			`documents/B.md:1:1: error: "B" is no name of a document: it has letters a-z, digits and -, at most 191; rename it to b.md [bad-id]`,
		}},
		{"statements of other words who are unknown", one("statements.yaml", "- {subject: Georgia, relation: MEMBER_OF, object: NATO, attributedTo: Gorgia, quote: will become}\n- {subject: Georgia, relation: MEMBER_OF, object: NATO, attributedTo: Gorgja, quote: will become}\n"), []string{
			`statements.yaml:1:71: error: no entity is called "Gorgia"; did you mean Georgia? [unknown-entity]`,
			`statements.yaml:2:71: error: no entity is called "Gorgja"; did you mean Georgia? [unknown-entity]`,
		}},
	})
}

func TestProblemsOfFileNames(t *testing.T) {
	document := demoDocument("x")
	runProblems(t, []problemCase{
		{"names of devices of Windows", map[string]string{"documents/con.md": document, "documents/com1.md": document, "documents/console.md": document, "statements.yaml": ""}, []string{
			`documents/com1.md:1:1: warning: Windows keeps the name "com1" for a device: nobody there can unpack or copy this; give it another name [windows-name]`,
			`documents/con.md:1:1: warning: Windows keeps the name "con" for a device: nobody there can unpack or copy this; give it another name [windows-name]`,
		}},
		{"what systems and editors leave", map[string]string{"Thumbs.db": "x", "desktop.ini": "x", "documents/.DS_Store": "x", "documents/Thumbs.db": "x", "documents/~$article.docx": "x"}, nil},
		{"folder of documents", map[string]string{"documents/2020/a.md": document}, []string{
			`documents/2020:1:1: error: a document is a file NAME.md; documents stand in documents itself, in no folder below it [unknown-file]`,
		}},
		{"other types", map[string]string{"documents/a.pdf": "x", "documents/A.MD": document, "documents/Ürümqi (2).markdown": document}, []string{
			`documents/A.MD:1:1: error: a document is a file NAME.md; rename it to a.md [unknown-file]`,
			`documents/a.pdf:1:1: error: a document is a file NAME.md; write its text into a file NAME.md, with front matter [unknown-file]`,
			`documents/Ürümqi (2).markdown:1:1: error: a document is a file NAME.md; rename it to urumqi-2.md [unknown-file]`,
		}},
	})
}
