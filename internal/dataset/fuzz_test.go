package dataset_test

import (
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"entente/internal/dataset"
	"entente/internal/knowledge"
)

// checkFolder holds what is true of every folder, however broken: it is read, within bounds, and what it gives is sound.
func checkFolder(t *testing.T, fsys fstest.MapFS) {
	t.Helper()
	f, err := dataset.Read(t.Context(), fsys, "demo", nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range f.Problems.List {
		if p.Line < 1 || p.Column < 1 || p.Message == "" || p.Code == "" || !utf8.ValidString(p.String()) {
			t.Errorf("problem without a place, a reason or text: %#v", p)
		}
	}
	for _, d := range f.Documents {
		if !utf8.ValidString(string(d.Text)) {
			t.Errorf("text is not UTF-8: %q", d.Text)
		}
		for _, n := range d.Footnotes {
			if n.Position < 0 || n.Position > utf8.RuneCountInString(string(d.Text)) {
				t.Errorf("footnote %q stands outside of the text", n.Label)
			}
		}
	}
	texts := map[knowledge.ID]string{}
	for _, d := range f.Documents {
		texts[d.ID] = string(d.Text)
	}
	for s := range f.Statements.All() {
		if s.ID == "" || len(s.Evidence) == 0 {
			t.Errorf("incomplete statement: %#v", s)
		}
		for _, e := range s.Evidence {
			if e.Place == nil {
				continue
			}
			if own, ok := knowledge.Slice(texts[s.Document], e.Place.Start, e.Place.End); !ok || own != string(e.Quote) {
				t.Errorf("the quote %q is not what stands in its place: %q", e.Quote, own)
			}
		}
	}
}

func FuzzDocument(f *testing.F) {
	f.Add(demo()["documents/article.md"])
	f.Add(demoDocument("A.[^1] B [^ 2] c.\n[^1]: x\nU.S.[^3]D “e” f\u0301\n"))
	f.Add("---\n---\n")
	f.Fuzz(func(t *testing.T, text string) {
		checkFolder(t, with(map[string]string{"documents/article.md": text}))
	})
}

func FuzzStatements(f *testing.F) {
	f.Add(demo()["statements.yaml"])
	f.Add("- {subject: Georgia, relation: ALLIED_WITH, object: Armenia, valid: 1994/.., evidence: [{quote: Georgia, occurrence: 2}, {locator: x}]}\n")
	f.Add("- subject: >\n    Georgia\n  topics: [a, b]\n---\n- &a *b\n")
	f.Add("? a\n: [{]\n- !!x |\n  y\n")
	f.Fuzz(func(t *testing.T, text string) {
		checkFolder(t, with(map[string]string{"statements.yaml": text}))
	})
}
