package loader_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"entente/internal/dataset"
	"entente/internal/knowledge"
	"entente/internal/loader"
	"entente/internal/store"
	"entente/internal/store/memstore"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// source is a dataset folder with one document, which has the given lines as its text.
func source(name, entities, statements, text string, more ...string) dataset.Source {
	files := fstest.MapFS{
		"dataset.yaml":              {Data: []byte("id: dataset:" + name + "\ntitle: T\nlicense: MIT\nversion: \"1\"\n")},
		"entities.yaml":             {Data: []byte(entities)},
		"statements.yaml":           {Data: []byte(statements)},
		"documents/" + name + ".md": {Data: []byte("---\ntitle: T\npublishedOn: 2025-11-17\nlanguage: en\nreliability: B\n---\n" + text)},
	}
	for i := 0; i+1 < len(more); i += 2 {
		files[more[i]] = &fstest.MapFile{Data: []byte(more[i+1])}
	}
	for _, list := range []string{"entities.yaml", "statements.yaml"} {
		if len(files[list].Data) == 0 {
			delete(files, list)
		}
	}
	return dataset.Source{FS: files, Name: name}
}

const ofDomain = `- {name: MEMBER_OF, label: is a member of, inverseLabel: has as a member, category: affiliation, subjectKinds: [country], objectKinds: [alliance], description: D}
- {name: FOUNDED, label: founded, inverseLabel: was founded by, category: leadership, subjectKinds: [country], objectKinds: [alliance], description: D}
- {name: CAPITAL_OF, label: is the capital of, inverseLabel: has as its capital, category: geography, exclusive: object, subjectKinds: [city], objectKinds: [country], description: D}
`

func describer() dataset.Source {
	return source("words", "- {id: country:a, name: A}\n- {id: alliance:o, name: O}\n", "", "", "relations.yaml", ofDomain)
}

func founding() dataset.Source {
	return source("founding", "", "- {subject: A, relation: FOUNDED, object: O, valid: 1949, quote: founded}\n", "A founded O.\n")
}

func early(waivers string) dataset.Source {
	return source("early", "", "- {subject: A, relation: MEMBER_OF, object: O, valid: 1948/.., quote: member}\n", "A was a member.\n", "waivers.yaml", waivers)
}

func readFolders(t *testing.T, s store.Reader, sources ...dataset.Source) []*dataset.Folder {
	t.Helper()
	folders, err := loader.Read(t.Context(), s, sources)
	require.NoError(t, err)
	return folders
}

func loadFolders(t *testing.T, s store.Store, sources ...dataset.Source) {
	t.Helper()
	var contents []loader.Content
	for _, f := range readFolders(t, s, sources...) {
		require.NoError(t, f.Problems.Err())
		contents = append(contents, f)
	}
	load(t, s, contents...)
}

const early1 = `statements.yaml:1:3: warning: country:a is a member of alliance:o from 1948 on, which is before that was founded (1949, document:founding); mend the date of one of the two [member-before-founding]`

func TestRead_HoldsFoldersAgainstEachOther(t *testing.T) {
	folders := readFolders(t, memstore.New(), describer(), founding(), early(""))
	assert.Empty(t, folders[0].Problems.String())
	assert.Equal(t, early1, folders[2].Problems.String())
	assert.NotEmpty(t, folders[1].Problems.String(), "the founding does not go together with the membership either")
}

func TestRead_HoldsAFolderAgainstTheGraph(t *testing.T) {
	s := memstore.New()
	loadFolders(t, s, describer(), founding())
	assert.Equal(t, early1, readFolders(t, s, early(""))[0].Problems.String())

	waived := readFolders(t, s, early("- {rule: member-before-founding, subject: A, relation: MEMBER_OF, object: O, reason: So it says.}\n"))[0]
	assert.Empty(t, waived.Problems.String())
	assert.Contains(t, string(waived.Dataset.Notes), "So it says.")
	load(t, s, waived)
	datasets, err := s.Datasets(t.Context(), 0)
	require.NoError(t, err)
	assert.Contains(t, string(datasets[2].Notes), "So it says.", "the graph shows it")
	plan, err := loader.NewPlan(t.Context(), s, readFolders(t, s, early("- {rule: member-before-founding, subject: A, relation: MEMBER_OF, object: O, reason: So it says.}\n"))[0])
	require.NoError(t, err)
	assert.True(t, plan.IsEmpty(), "loading again changes nothing")
}

func TestRead_WhatTheGraphHasOfTheFolderItself_DoesNotCount(t *testing.T) {
	s := memstore.New()
	loadFolders(t, s, describer(), founding())
	// The founding is mended in the folder; the old one in the graph finds no fault with it.
	mended := founding()
	mended.FS.(fstest.MapFS)["statements.yaml"] = &fstest.MapFile{Data: []byte("- {subject: A, relation: FOUNDED, object: O, valid: 1947, quote: founded}\n")}
	for _, f := range readFolders(t, s, mended, early("")) {
		assert.Empty(t, f.Problems.String())
	}
}

func TestRead_AContradictionWithinADocument_IsAnError(t *testing.T) {
	both := source("both", "- {id: city:x, name: X}\n- {id: city:y, name: Y}\n",
		"- {subject: X, relation: CAPITAL_OF, object: A, quote: X is the capital}\n- {subject: Y, relation: CAPITAL_OF, object: A, quote: Y is the capital}\n", "X is the capital.\nY is the capital.\n")
	f := readFolders(t, memstore.New(), describer(), both)[1]
	assert.Equal(t, 1, f.Problems.Errors)
	assert.Equal(t, dataset.TwoAtOnce, f.Problems.List[0].Code)
	assert.Error(t, f.Problems.Err())
}

func TestRead_RulesWaitUntilAFolderHasNoErrors(t *testing.T) {
	broken := early("")
	broken.FS.(fstest.MapFS)["entities.yaml"] = &fstest.MapFile{Data: []byte("- {id: country:z}\n")}
	f := readFolders(t, memstore.New(), describer(), founding(), broken)[2]
	assert.Equal(t, "entities.yaml:1:3: error: an entity has no name, which it must have [missing-key]", f.Problems.String())
}

func TestRead_MayUseWhatIsLoadedBeside(t *testing.T) {
	beside := readFolders(t, memstore.New(), describer(), founding())
	folders, err := loader.Read(t.Context(), memstore.New(), []dataset.Source{early("")}, beside[0], beside[1])
	require.NoError(t, err)
	assert.Empty(t, folders[0].Problems.String())
}

func TestRead_LooksThroughAllOfManyClaims(t *testing.T) {
	s := memstore.New()
	var entities, statements strings.Builder
	for i := range 1200 {
		fmt.Fprintf(&entities, "- {id: country:m%d, name: M%d}\n", i, i)
		fmt.Fprintf(&statements, "- {subject: M%d, relation: MEMBER_OF, object: O, valid: 1990/.., quote: They are members}\n", i)
	}
	loadFolders(t, s, describer(), source("many", entities.String(), statements.String(), "They are members.\n"), founding())
	assert.Equal(t, early1, readFolders(t, s, early(""))[0].Problems.String())
}

func TestMissing_GivesThoseThatAreNotThere(t *testing.T) {
	s := memstore.New()
	loadFolders(t, s, describer())
	missing, err := loader.Missing(t.Context(), s, "dataset:words", "dataset:vocabulary")
	require.NoError(t, err)
	assert.Equal(t, []knowledge.ID{"dataset:vocabulary"}, missing)
}

// failing fails one of the calls of a store.
type failing struct {
	store.Store
	relations, statements bool
}

func (f failing) Relations(ctx context.Context, revision int) ([]*knowledge.Relation, error) {
	if f.relations {
		return nil, store.ErrClosed
	}
	return f.Store.Relations(ctx, revision)
}

func (f failing) ListStatements(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query store.StatementQuery, page store.Page) ([]store.List[*knowledge.Statement], error) {
	if f.statements {
		return nil, store.ErrClosed
	}
	return f.Store.ListStatements(ctx, scope, of, query, page)
}

func TestRead_OfAStoreThatFails_Fails(t *testing.T) {
	s := memstore.New()
	loadFolders(t, s, describer())
	for _, f := range []failing{{s, true, false}, {s, false, true}} {
		_, err := loader.Read(t.Context(), f, []dataset.Source{early("")})
		assert.ErrorIs(t, err, store.ErrClosed)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := loader.Read(ctx, s, []dataset.Source{early("")})
	assert.ErrorIs(t, err, context.Canceled)
}

func TestRead_OfAFolderWithTheIDOfAnother_Warns(t *testing.T) {
	s := memstore.New()
	loadFolders(t, s, source("own", "- {id: country:a, name: A}\n- {id: country:b, name: B}\n- {id: country:c, name: C}\n", "", ""))
	replaced := func(entities string) []string {
		var all []string
		for _, p := range readFolders(t, s, source("own", entities, "", ""))[0].Problems.List {
			if p.Code == dataset.ReplacesDataset {
				all = append(all, p.String())
			}
		}
		return all
	}
	assert.Equal(t, []string{"dataset.yaml:1:1: warning: the graph has a dataset:own already, and loading this removes 2 of its 3 entities; give the folder another name, unless that is meant [replaces-dataset]"},
		replaced("- {id: country:a, name: A}\n- {id: country:d, name: D}\n"))
	assert.Empty(t, replaced("- {id: country:a, name: A}\n- {id: country:b, name: B}\n"))
}
