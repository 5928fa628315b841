package dataset_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"entente/internal/dataset"
	"entente/internal/knowledge"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReadGivesRows(t *testing.T) {
	f := read(t, map[string]string{
		"dataset.yaml": "id: dataset:demo\ntitle: T\nlicense: MIT\nversion: \"2\"\nsource: S\nnotes: |\n  One.\n  Two.\ncoverage: {from: 1990, to: 2025}\n",
		"statements.yaml": `# the first
- subject: North Atlantic Treaty Organization
  relation: MEMBER_OF
  object: country:georgia
`,
	})
	assert.Len(t, f.Problems.List, 2, "the demo's relation goes the other way round, and there is no evidence")

	f = read(t, map[string]string{
		"dataset.yaml": "id: dataset:demo\ntitle: T\nlicense: MIT\nversion: \"2\"\nsource: S\nnotes: |\n  One.\n  Two.\ncoverage: {from: 1990, to: 2025}\n",
		"statements.yaml": `- subject: sakartvelo
  relation: MEMBER_OF
  object: nato
  valid: 1994/..
  polarity: Denied
  modality: REPORTED
  attributedTo: Armenia
  about: [country:armenia]
  topics: [energy security]
  note: deepest
  document: document:article
  evidence:
    - quote: member of NATO
      occurrence: 2
    - locator: page 5
- {subject: Georgia, relation: ALLIED_WITH, object: Armenia, quote: Georgia and Armenia are allies}
`,
	})
	require.Empty(t, problems(f))
	assert.Equal(t, &knowledge.Dataset{
		ID: "dataset:demo", Title: "T", License: "MIT", Version: "2", Source: "S", Notes: "One.\nTwo.",
		CoverageFrom: f.Dataset.CoverageFrom, CoverageTo: f.Dataset.CoverageTo,
	}, f.Dataset)
	assert.Equal(t, "1990 2025", f.Dataset.CoverageFrom.String()+" "+f.Dataset.CoverageTo.String())

	statements := slices.Collect(f.Statements.All())
	n := slices.IndexFunc(statements, func(s *knowledge.Statement) bool { return s.Relation == "MEMBER_OF" })
	s := statements[n]
	assert.Equal(t, []any{"country:georgia", "alliance:nato", knowledge.Denied, knowledge.Reported, "country:armenia", "1994/.."},
		[]any{s.Subject, s.Object, s.Polarity, s.Modality, s.AttributedTo, s.Validity.EDTF()})
	assert.Equal(t, knowledge.BoundCoverageEnds, s.Validity.End)
	assert.Equal(t, "2025-11-17..2025-11-17", s.Published.String())
	assert.Equal(t, []any{[]string{"country:armenia"}, []string{"energy security"}, knowledge.Text("deepest"), knowledge.ReliabilityF},
		[]any{s.About, s.Topics, s.Note, s.Reliability})
	require.Len(t, s.Evidence, 2)
	assert.Equal(t, &knowledge.Evidence{
		Document: "document:article", Quote: "member of NATO", Place: &knowledge.Place{Start: 57, End: 71},
		Context: "Armenia is not a member of NATO.",
	}, s.Evidence[0])
	assert.Equal(t, &knowledge.Evidence{Document: "document:article", Locator: "page 5"}, s.Evidence[1])

	o := statements[1-n]
	assert.Equal(t, "/..", o.Validity.EDTF())
	assert.True(t, o.Symmetric)
	assert.NotEmpty(t, o.ID)
	assert.Equal(t, knowledge.LinkID("country:armenia", "ALLIED_WITH", "country:georgia", true), o.Link)
}

func TestReadKeepsTheDocumentsOwnWords(t *testing.T) {
	f := read(t, nil)
	require.Equal(t, 1, f.Statements.Len())
	e := f.Statements.At(0).Evidence[0]
	assert.Equal(t, knowledge.Text("Georgia “will become” a member of NATO"), e.Quote)
	assert.Equal(t, knowledge.Text("Georgia “will become” a member of NATO."), e.Context)
	assert.Equal(t, knowledge.Text("1"), e.Footnote)
	cut, ok := knowledge.Slice(string(f.Documents[0].Text), e.Place.Start, e.Place.End)
	assert.True(t, ok)
	assert.Equal(t, string(e.Quote), cut)
}

func TestReadEntity(t *testing.T) {
	f := read(t, only(`- id: country:georgia
  name: Georgia
  abbreviation: GEO
  description: A state.
  names:
    - {text: საქართველო, kind: native, language: ka, from: 1990}
  identifiers:
    - {scheme: isonum, value: "268", to: 2030}
  location: {latitude: 42, longitude: 43.5}
  region: Western Asia
`))
	require.Empty(t, problems(f))
	part := f.Entities[0]
	assert.Equal(t, knowledge.Text("GEO"), part.Abbreviation)
	assert.Equal(t, "1990", part.Names[0].ValidFrom.String())
	assert.Equal(t, "2030", part.Identifiers[0].ValidTo.String())
	assert.Equal(t, &knowledge.GeoPoint{Latitude: 42, Longitude: 43.5}, part.Location)
	assert.Equal(t, "dataset:demo", part.Dataset)
}

func TestReadTakesNumbersInEveryFormOfYAML(t *testing.T) {
	for written, number := range map[string]float64{"5e-05": 5e-5, "1.5e-05": 1.5e-5, "1E+1": 10, "-.5": -.5, "+4": 4, "07": 7, "5.": 5} {
		f := read(t, only(entity+"  location: {latitude: "+written+", longitude: 1}\n"))
		if assert.Empty(t, problems(f), written) {
			assert.InDelta(t, number, f.Entities[0].Location.Latitude, 1e-12, written)
		}
	}
	for _, written := range []string{"5e", "e5", "1e5e5", ".", "0x1F", ".inf", ".nan", "1e400"} {
		assert.Len(t, problems(read(t, only(entity+"  location: {latitude: "+written+", longitude: 1}\n"))), 1, written)
	}
}

func TestRowsComeInTheOrderOfWriting(t *testing.T) {
	var keys []string
	f := read(t, nil)
	for row := range f.Rows() {
		keys = append(keys, row.Key().Table.String()+" "+row.Key().ID)
	}
	assert.Equal(t, []string{
		"dataset dataset:demo", "relation relation:allied-with", "relation relation:member-of", "document document:article",
		"entity alliance:nato", "entity country:armenia", "entity country:georgia", "statement " + f.Statements.At(0).ID,
	}, keys)
	for range f.Rows() {
		break
	}
}

func TestReadTwiceGivesTheSame(t *testing.T) {
	assert.Equal(t, read(t, nil), read(t, nil))
}

func TestReadAcceptsOtherLayouts(t *testing.T) {
	crlf := map[string]string{}
	for name, text := range demo() {
		crlf[name] = "\ufeff" + strings.ReplaceAll(text, "\n", "\r\n")
	}
	f := read(t, crlf)
	require.Empty(t, problems(f))
	assert.Equal(t, read(t, nil).Documents, f.Documents)

	for name, text := range map[string]string{
		"comment and begin of a document": "# a comment\n\n---\n" + entity,
		"version and end of the document": "%YAML 1.2\n---\n" + entity + "...\n# a comment\n",
		"indented":                        "  - id: country:georgia\n    name: Georgia\n  - id: country:a\n    name: A\n",
		"in brackets":                     "[{id: country:georgia, name: Georgia}]\n",
		"dash alone":                      "-\n  id: country:georgia\n  name: Georgia\n",
		"no line feed at the end":         strings.TrimSuffix(entity, "\n"),
		"dashes in a text":                "- id: country:georgia\n  name: Georgia\n  description: |\n    - one\n    - two\n",
		"folded text":                     "- id: country:georgia\n  name: >-\n    Georgia\n",
	} {
		t.Run(name, func(t *testing.T) { assert.Empty(t, problems(read(t, only(text)))) })
	}
}

func TestPositionsCountCodePointsAndEntries(t *testing.T) {
	f := read(t, only("- {id: country:a, name: Ա}\n\n# კომენტარი\n- {id: country:b, name: Հայաստան, nam: x}\n- id: country:c\n  name: C\n  \"ქ\": 1\n"))
	assert.Equal(t, []string{
		`entities.yaml:4:35: error: "nam" is no key of an entity; did you mean name? [unknown-key]`,
		`entities.yaml:7:3: error: "ქ" is no key of an entity; its keys are id, name, abbreviation, description, names, identifiers, location and region [unknown-key]`,
	}, problems(f))
}

func TestDocumentTextAndFootnotes(t *testing.T) {
	f := read(t, document(demoDocument("\nÇa va.[^a] Et là[^1].\n\nEnd [^a] here.\n[^a]: A note.\n[^1]: Another.\n[^b]\n")))
	assert.Equal(t, []string{`documents/article.md:13:1: warning: the footnote "b" is not defined, though others are [footnote-undefined]`}, problems(f))
	d := f.Documents[0]
	assert.Equal(t, knowledge.Text("\nÇa va. Et là.\n\nEnd  here."), d.Text)
	assert.Equal(t, []knowledge.Footnote{
		{Label: "a", Position: 7, Text: "A note."}, {Label: "1", Position: 13, Text: "Another."},
		{Label: "a", Position: 20, Text: "A note."}, {Label: "b", Position: 26},
	}, d.Footnotes)
}

func TestDocumentFrontMatter(t *testing.T) {
	f := read(t, document("---\ntitle: T\nurl: https://example.org/a\npublisher: P\nauthor: A\nretrievedOn: 2025-11\ngenerator: G\nlanguage: az-Latn\nreliability: b\n---\n"))
	require.Empty(t, problems(f))
	d := f.Documents[0]
	assert.Equal(t, []any{"T", knowledge.Text("https://example.org/a"), knowledge.Text("P"), knowledge.Text("A"), knowledge.Text("G"), "az-Latn", knowledge.ReliabilityB, "2025-11", knowledge.Text("")},
		[]any{d.Title, d.URL, d.Publisher, d.Author, d.Generator, d.Language, d.Reliability, d.RetrievedOn.String(), d.Text})
}

func TestFolderName(t *testing.T) {
	f, err := dataset.Read(t.Context(), with(nil), "My Data", nil)
	require.NoError(t, err)
	assert.Contains(t, problems(f), `.:1:1: error: "My Data" is no name for a dataset's folder: it has letters a-z, digits and - [bad-id]`)
}

func TestReadStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := dataset.Read(ctx, with(nil), "demo", nil)
	assert.ErrorIs(t, err, context.Canceled)
}

func TestProblemsErr(t *testing.T) {
	f := read(t, only(entity+"  identifiers: [{scheme: own, value: x}]\n"))
	assert.NoError(t, f.Problems.Err(), "a warning is no error")
	f = read(t, only(entity+"  identifiers: [{scheme: own, value: x}]\n  nam: x\n"))
	err := f.Problems.Err()
	assert.Equal(t, knowledge.Invalid, knowledge.CodeOf(err))
	assert.EqualError(t, err, `entities.yaml:4:3: error: "nam" is no key of an entity; did you mean name? [unknown-key]`)
}

func TestProblemsAreBounded(t *testing.T) {
	var b strings.Builder
	const n = 5000
	for i := range n {
		fmt.Fprintf(&b, "- {subject: Nowhere%d, relation: MEMBER_OF, object: NATO, quote: is not anywhere %d}\n", i, i)
	}
	f := read(t, one("statements.yaml", b.String()))
	assert.Equal(t, 2*n, f.Problems.Errors)
	assert.Len(t, f.Problems.List, dataset.MaxProblems)
	assert.True(t, strings.HasSuffix(f.Problems.String(), fmt.Sprintf("\nand %d more errors", 2*n-dataset.MaxProblems)))
	b.Reset()
	for i := range dataset.MaxProblems + 5 {
		fmt.Fprintf(&b, "- {id: country:c%d, name: Franc\u0327ais %d}\n", i, i)
	}
	f = read(t, only(b.String()))
	assert.True(t, strings.HasSuffix(f.Problems.String(), "\nand 5 more warnings"))
}

func TestBoundsOfInput(t *testing.T) {
	long := strings.Repeat("x", dataset.MaxLine+1)
	runProblems(t, []problemCase{
		{"line", map[string]string{"entities.yaml": "- id: country:a\n  name: " + long + "\n" + demo()["entities.yaml"]}, []string{
			"entities.yaml:2:1: error: the line has more than 1 MiB, which is all that is read [too-large]",
		}},
		{"line of a document", document(demoDocument(long + "\n")), []string{
			"documents/article.md:7:1: error: the line has more than 1 MiB, which is all that is read [too-large]",
		}},
		{"entry", only("- id: country:a\n  name: A\n  description: |\n" + strings.Repeat("    "+long[:1000]+"\n", 2000) + entity), []string{
			"entities.yaml:1:1: error: the entry has more than 1 MiB, which is all that is read; write lists with a dash a line [too-large]",
		}},
		{"words of an entry", only("- {" + strings.Repeat("a: b, ", 10_000) + "}\n"), []string{
			"entities.yaml:1:1: error: the entry has more than 30000 words and signs, which is all that is read; write lists with a dash a line [too-large]",
		}},
		{"text", only("- id: country:a\n  name: A\n  description: " + long[:dataset.MaxProse+1] + "\n"), []string{
			"entities.yaml:3:16: error: description has 65537 bytes; it may have 65536 [too-large]",
		}},
		{"list", only("- id: country:a\n  name: A\n  names: [" + strings.Repeat("x, ", dataset.MaxItems+1) + "]\n"), []string{
			"entities.yaml:3:10: error: names has 1001 items; it may have 1000 [too-large]",
		}},
		{"indentation", only("- id:\n" + strings.Repeat(" ", 200) + "a: b\n  name: A\n"), []string{
			"entities.yaml:2:201: error: this is nested too deeply: at most 100 columns of indentation and 16 brackets [broken-yaml]",
		}},
		{"dashes", only(strings.Repeat("- ", 1000) + "x\n"), []string{
			"entities.yaml:1:101: error: this is nested too deeply: at most 100 columns of indentation and 16 brackets [broken-yaml]",
		}},
		{"front matter", document("---\ntitle: T\n" + strings.Repeat("# "+long[:1000]+"\n", 2000) + "---\n"), []string{
			"documents/article.md:2:1: error: the front matter has more than 1 MiB [too-large]",
		}},
		{"document", document(demoDocument(strings.Repeat(long[:1000]+"\n", 17_000))), []string{
			"documents/article.md:1:1: error: the file has more than 16 MiB, which is all that is read; divide it into several documents, or keep the parts that are quoted [too-large]",
		}},
	})
}

func TestReadAllLetsFoldersReferToEachOther(t *testing.T) {
	words := fstest.MapFS{
		"dataset.yaml":   {Data: []byte("id: dataset:words\ntitle: T\nlicense: MIT\nversion: \"1\"\n")},
		"relations.yaml": {Data: []byte(demo()["relations.yaml"])},
	}
	things := fstest.MapFS{
		"dataset.yaml":  {Data: []byte("id: dataset:things\ntitle: T\nlicense: MIT\nversion: \"1\"\n")},
		"entities.yaml": {Data: []byte(demo()["entities.yaml"])},
	}
	claims := with(map[string]string{"relations.yaml": "", "entities.yaml": ""})
	sources := []dataset.Source{{FS: claims, Name: "demo"}, {FS: things, Name: "things"}, {FS: words, Name: "words"}}
	folders, err := dataset.ReadAll(t.Context(), sources, nil)
	require.NoError(t, err)
	for _, f := range folders {
		assert.Empty(t, problems(f), f.Name)
	}
	assert.Equal(t, 1, folders[0].Statements.Len())

	known := &dataset.Known{}
	for _, f := range folders[1:] {
		known.Add(slices.Collect(f.Rows())...)
	}
	f, err := dataset.Read(t.Context(), claims, "demo", known)
	require.NoError(t, err)
	assert.Equal(t, folders[0], f, "what is read with it and what is known are the same")

	folders, err = dataset.ReadAll(t.Context(), []dataset.Source{sources[2], sources[2]}, nil)
	require.NoError(t, err)
	assert.Equal(t, []string{`.:1:1: error: two of the folders are called "words" [duplicate-id]`}, problems(folders[1]))
}

// TestStatementsNameEntitiesByCodes: as everywhere in the API, with its scheme, or alone where it is of ISO or Wikidata. Who had it at the
// time of the claim is meant.
func TestStatementsNameEntitiesByCodes(t *testing.T) {
	entities := demo()["entities.yaml"] + `- id: country:soviet-union
  name: Soviet Union
  names: [{text: Russia, kind: alias, to: 1991-12-25}]
  identifiers: [{scheme: cow, value: "365", to: 1991-12-25}, {scheme: iso3, value: SUN}]
- id: country:russia
  name: Russian Federation
  names: [{text: Russia, kind: alias, from: 1991-12-26}]
  identifiers: [{scheme: cow, value: "365", from: 1991-12-26}, {scheme: iso2, value: RU}, {scheme: m49, value: "643"}]
`
	several := `statements.yaml:1:12: error: "cow:365" is the name of several entities: country:russia and country:soviet-union; write the id of the one that is meant [ambiguous-name]`
	for _, c := range []struct{ subject, valid, want string }{
		{"cow:365", "1985/..", "country:soviet-union"},
		{"cow:365", "1995", "country:russia"},
		{"cow:365", "/1990", "country:soviet-union"},
		{"cow:365", "/..", "country:russia"},
		{"cow:365", "1991", several},
		{"Russia", "1985", "country:soviet-union"},
		{"iso3:SUN", "2020", "country:soviet-union"},
		{"SUN", "1985", "country:soviet-union"},
		{"ru", "1995", "country:russia"},
		{"m49:643", "1995", "country:russia"},
		{"365", "1995", `statements.yaml:1:12: error: subject is an entity's id, name or code with its scheme, not the number 365; write cow:365 for country:russia and country:soviet-union [wrong-type]`},
		{"cow:366", "1995", `statements.yaml:1:12: error: no entity has the code "cow:366"; look the code up, or add it to an entity of entities.yaml [unknown-entity]`},
	} {
		files := statement("subject: "+c.subject, "valid: "+c.valid)
		files["entities.yaml"] = entities
		f := read(t, files)
		if all := problems(f); len(all) > 0 {
			assert.Equal(t, []string{c.want}, all, c)
			continue
		}
		assert.Equal(t, c.want, f.Statements.At(0).Subject, c)
	}
}

func TestStatementsOfLists_AreOneForEachSubjectAndObject(t *testing.T) {
	f := read(t, statement("subject: [Georgia, country:armenia]", "object: [NATO]", "evidence: [{quote: will become}, {locator: l}]", "quote: "))
	require.Empty(t, problems(f))
	require.Equal(t, 2, f.Statements.Len())
	var subjects []string
	for s := range f.Statements.All() {
		subjects = append(subjects, s.Subject)
		assert.Equal(t, "alliance:nato", s.Object)
		assert.Len(t, s.Evidence, 2)
	}
	assert.ElementsMatch(t, []string{"country:georgia", "country:armenia"}, subjects)
}

func TestKnown(t *testing.T) {
	other := &dataset.Known{}
	other.Add(
		&knowledge.EntityPart{Entity: knowledge.Entity{ID: "country:georgia-us", Name: "Georgia"}, Dataset: "dataset:other"},
		&knowledge.EntityPart{Entity: knowledge.Entity{ID: "country:armenia", Name: "Hayastan"}, Dataset: "dataset:other"},
		&knowledge.EntityPart{Entity: knowledge.Entity{ID: "country:a", Name: "Twin"}, Dataset: "dataset:other"},
		&knowledge.EntityPart{Entity: knowledge.Entity{ID: "country:b", Name: "Twin"}, Dataset: "dataset:third"},
		&knowledge.EntityPart{Entity: knowledge.Entity{ID: "country:gone", Name: "Gone"}, Dataset: "dataset:demo"},
		&knowledge.Document{ID: "document:article", Dataset: "dataset:demo"},
		&knowledge.Relation{Name: "GONE", Dataset: "dataset:demo"},
		&knowledge.Statement{},
	)
	for name, want := range map[string][]string{
		"Georgia":  nil,
		"Hayastan": nil,
		"hayaSTAN": nil,
		"Twin":     {`statements.yaml:1:12: error: "Twin" is the name of several entities: country:a and country:b; write the id of the one that is meant [ambiguous-name]`},
		"Hayastn":  {`statements.yaml:1:12: error: no entity is called "Hayastn"; did you mean Hayastan? [unknown-entity]`},
		"Gone":     {`statements.yaml:1:12: error: no entity is called "Gone"; did you mean Gone? [unknown-entity]`},
	} {
		f, err := dataset.Read(t.Context(), with(statement("subject: "+name)), "demo", other)
		require.NoError(t, err)
		// That the name Georgia is another dataset's too is told each time.
		all := problems(f)
		if assert.NotEmpty(t, all) && assert.Contains(t, all[0], `"Georgia" means country:georgia-us of dataset:other as well`) {
			assert.Equal(t, want, append([]string(nil), all[1:]...), name)
		}
	}

	differing := &dataset.Known{}
	differing.Add(
		&knowledge.Relation{Name: "MEMBER_OF", Label: "sits in", Dataset: "dataset:other"},
		&knowledge.Document{ID: "document:article", Dataset: "dataset:other"},
	)
	f, err := dataset.Read(t.Context(), with(nil), "demo", differing)
	require.NoError(t, err)
	require.Len(t, f.Problems.List, 2)
	assert.Equal(t, "documents/article.md:1:1: error: document:article is a document of dataset:other already; rename the file [duplicate-id]", f.Problems.List[0].String())
	assert.Equal(t, dataset.RelationDiffers, f.Problems.List[1].Code)
	assert.Equal(t, 1, f.Problems.List[1].Line)
}

func TestOpen(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "demo")
	for name, text := range demo() {
		require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	opened, err := dataset.Open(dir)
	require.NoError(t, err)
	assert.Equal(t, "demo", opened.Name)
	f, err := dataset.Read(t.Context(), opened, opened.Name, nil)
	require.NoError(t, err)
	assert.Empty(t, problems(f))
	require.NoError(t, opened.Close())
	f, err = dataset.Read(t.Context(), opened, opened.Name, nil)
	require.NoError(t, err)
	assert.Equal(t, dataset.Unreadable, f.Problems.List[0].Code, "a closed folder")

	_, err = dataset.Open(filepath.Join(dir, "dataset.yaml"))
	assert.ErrorContains(t, err, "is a file; a dataset is a folder with a dataset.yaml")
	_, err = dataset.Open(filepath.Join(parent, "nowhere"))
	assert.ErrorContains(t, err, "nowhere cannot be opened: no such file or directory")
	assert.Equal(t, knowledge.BadInput, knowledge.CodeOf(err))
}

func TestOpenLetsNoLinkLeaveTheFolder(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "demo")
	require.NoError(t, os.Mkdir(dir, 0o755))
	outside := filepath.Join(parent, "outside.yaml")
	require.NoError(t, os.WriteFile(outside, []byte(entity), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "dataset.yaml"), []byte(demo()["dataset.yaml"]), 0o600))
	require.NoError(t, os.Symlink(outside, filepath.Join(dir, "entities.yaml")))
	require.NoError(t, os.Symlink("dataset.yaml", filepath.Join(dir, "relations.yaml")))
	require.NoError(t, os.Symlink("..", filepath.Join(dir, "documents")))
	opened, err := dataset.Open(dir)
	require.NoError(t, err)
	defer func() { _ = opened.Close() }()
	f, err := dataset.Read(t.Context(), opened, opened.Name, nil)
	require.NoError(t, err)
	assert.Equal(t, []string{
		"documents:1:1: error: the folder cannot be read: path escapes from parent [unreadable]",
		"entities.yaml:1:1: error: the file cannot be read: path escapes from parent [unreadable]",
		"relations.yaml:1:1: error: the file is a list, not a mapping; begin a relation with a dash [wrong-type]",
	}, problems(f))
}

func TestBasedOn(t *testing.T) {
	files := map[string]string{}
	files["documents/second.md"] = "---\ntitle: Second\nlanguage: en\nreliability: C\npublishedOn: 2024\nbasedOn: [third, second, nowhere]\n---\n"
	files["documents/third.md"] = "---\ntitle: Third\nlanguage: en\nreliability: C\npublishedOn: 2024\n---\n"
	folder, err := dataset.Read(t.Context(), with(files), "demo", nil)
	require.NoError(t, err)
	var errs []string
	for _, p := range folder.Problems.List {
		if p.Code == dataset.UnknownDocument {
			errs = append(errs, p.String())
		}
	}
	assert.Equal(t, []string{
		`documents/second.md:6:18: error: a document is not based on itself [unknown-document]`,
		`documents/second.md:6:26: error: there is no document "nowhere" to be based on; put it into documents/NAME.md [unknown-document]`,
	}, errs)
	for _, d := range folder.Documents {
		if d.ID == "document:second" {
			assert.Equal(t, []knowledge.ID{"document:third", "document:second", "document:nowhere"}, d.BasedOn)
		}
	}
}
