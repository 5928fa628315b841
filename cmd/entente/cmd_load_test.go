package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"entente/internal/knowledge"
	"entente/internal/loader"
	"entente/internal/store"
	"entente/internal/store/memstore"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// do runs a command that must succeed and gives its output.
func do(t *testing.T, p program, args ...string) string {
	t.Helper()
	got := runProgram(t.Context(), p, args...)
	require.Equal(t, exitOK, got.status, got.errs)
	return got.out
}

func newest(t *testing.T, s store.Revisions) *knowledge.Revision {
	t.Helper()
	r, err := s.Revision(t.Context(), 0)
	require.NoError(t, err)
	return r
}

func TestLoad_WithoutApply_ShowsThePlanAndWritesNothing(t *testing.T) {
	p, s := kept(t)
	dir := write(t, "treaties", treaties())
	out := do(t, p, "load", dir)
	assert.True(t, strings.HasPrefix(out, "Plan: load dataset:vocabulary, dataset:treaties, on revision 0\n\ndatasets: 2 added\n  + dataset:vocabulary: Relations of international politics, version 1\n  + dataset:treaties: Treaties, version 1\n"), out)
	assert.Contains(t, out, "\nrelations: 53 added\n  + AFFECTED_BY: is affected by\n")
	assert.Contains(t, out, "  + and 48 more\n")
	assert.Contains(t, out, "\nstatements: 1 added\n  + Norland is a member of NP (since 1990)\n\nNothing was written. With --apply it is.\n")
	assert.Zero(t, newest(t, s).Number)
}

func TestLoad_All_ShowsEveryRow(t *testing.T) {
	p, _ := kept(t)
	out := do(t, p, "load", "--all", write(t, "treaties", treaties()))
	assert.NotContains(t, out, "more\n")
	assert.Contains(t, out, "  + AFFECTED_BY: is affected by\n")
	assert.Contains(t, out, "\n  + SUSPENDS_PARTICIPATION_IN: ")
}

func TestLoad_JSON_GivesEveryRowToPrograms(t *testing.T) {
	p, _ := kept(t)
	dir := write(t, "treaties", treaties())
	first := runProgram(t.Context(), p, "load", "--json", "--apply", dir)
	require.Equal(t, exitOK, first.status, first.errs)
	assert.Contains(t, first.errs, "Written as revision 1.\n", "programs read the plan alone")
	var plan planReport
	require.NoError(t, json.Unmarshal([]byte(first.out), &plan))
	assert.Equal(t, []any{"load dataset:vocabulary, dataset:treaties", 0, 5, 53}, []any{plan.Description, plan.Revision, len(plan.Tables), len(plan.Tables[1].Added)})
	assert.Equal(t, []rowReport{}, plan.Tables[1].Removed)

	rewrite(t, dir, map[string]string{"entities.yaml": "- {id: country:norland, name: Norland, description: A country.}\n- {id: alliance:northern-pact, name: Northern Pact, abbreviation: NP}\n"})
	require.NoError(t, json.Unmarshal([]byte(do(t, p, "load", "--json", dir)), &plan))
	want := tableReport{Table: "entity", Added: []rowReport{}, Changed: []rowReport{{"country:norland", "dataset:treaties", "country:norland: Norland", []string{"description"}}}, Removed: []rowReport{}, Same: 1}
	assert.Equal(t, planReport{Description: "load dataset:treaties", Revision: 1, Datasets: []knowledge.ID{"dataset:treaties"}, Tables: []tableReport{want}}, plan)
	do(t, p, "load", "--apply", dir)
	assert.JSONEq(t, `{"description": "load dataset:treaties", "revision": 2, "datasets": ["dataset:treaties"], "tables": []}`, do(t, p, "load", "--json", dir))
}

func TestLoad_OfWhatLooksLikeTheGraphs_SaysSoWithThePlan(t *testing.T) {
	p, _ := kept(t)
	do(t, p, "load", "--apply", write(t, "treaties", treaties()))
	other := write(t, "others", map[string]string{
		"dataset.yaml":  "id: dataset:others\ntitle: T\nlicense: MIT\nversion: \"1\"\n",
		"entities.yaml": "- {id: country:norlandd, name: Norlandd}\n- {id: alliance:a, name: NORTHERN pact}\n", "a.xlsx": "x",
	})
	got := runProgram(t.Context(), p, "load", other)
	assert.Equal(t, exitOK, got.status)
	assert.Equal(t, other+`/entities.yaml:1:32: warning: "Norlandd" looks like a name of country:norland of dataset:treaties; where both are one, take that id [similar-name]
`+other+`/entities.yaml:2:26: warning: "NORTHERN pact" means alliance:northern-pact of dataset:treaties as well: whoever writes it must choose; where both are one, take that id; else tell the names apart [duplicate-name]
`+other+": 1 warning; entente check "+other+" shows them\n", got.errs)
}

func TestLoad_Apply_WritesOneRevisionAndAgainPlansNothing(t *testing.T) {
	p, s := kept(t)
	dir := write(t, "treaties", treaties())
	assert.True(t, strings.HasSuffix(do(t, p, "load", "--apply", dir), "\n\nWritten as revision 1.\n"))
	assert.Equal(t, "load dataset:vocabulary, dataset:treaties", newest(t, s).Description)
	assert.Equal(t, "Plan: load dataset:treaties: nothing to change.\n", do(t, p, "load", "--apply", dir))
	assert.Equal(t, 1, newest(t, s).Number)
}

func TestLoad_OfAChangedFolder_NamesWhatChanges(t *testing.T) {
	p, s := kept(t)
	dir := write(t, "treaties", treaties())
	do(t, p, "load", "--apply", dir)
	rewrite(t, dir, map[string]string{
		"entities.yaml":   "- id: country:norland\n  name: Norland\n  description: A country of the north.\n  names: [{text: Norlandia, kind: alias}]\n- id: alliance:northern-pact\n  name: Northern Pact\n  abbreviation: NP\n",
		"statements.yaml": "- {subject: Norland, relation: MEMBER_OF, object: NP, valid: 1991/.., quote: Norland has been a member of the Northern Pact since 1990}\n",
	})
	want := `Plan: load dataset:treaties, on revision 1

entities: 1 changed; 1 as they are
  ~ country:norland: Norland: description, names

statements: 1 added, 1 removed
  + Norland is a member of NP (since 1991)
  - Norland is a member of NP (since 1990)

Nothing was written. With --apply it is.
`
	assert.Equal(t, want, do(t, p, "load", dir))
	do(t, p, "load", "--apply", dir)
	assert.Equal(t, []int{2, 2, 2}, []int{newest(t, s).Number, newest(t, s).Added, newest(t, s).Removed})
}

func TestLoad_OfAnInvalidFolder_ShowsWhatIsWrongAndPlansNothing(t *testing.T) {
	p, s := kept(t)
	dir := write(t, "treaties", with(treaties(), "statements.yaml", "- {subject: Norlandd, relation: MEMBER_OF, object: NP, quote: Norland}\n"))
	got := runProgram(t.Context(), p, "load", "--apply", dir)
	assert.Equal(t, exitFailed, got.status)
	assert.Empty(t, got.out)
	assert.Contains(t, got.errs, `no entity is called "Norlandd"; did you mean Norland? [unknown-entity]`)
	assert.Zero(t, newest(t, s).Number)
	assert.Equal(t, exitUnreadable, runProgram(t.Context(), p, "load", filepath.Join(dir, "nowhere")).status)
}

func TestLoad_OfAFolderWithWarnings_SaysSo(t *testing.T) {
	p, _ := kept(t)
	dir := write(t, "treaties", with(treaties(), "notes.xlsx", "x"))
	got := runProgram(t.Context(), p, "load", dir)
	assert.Equal(t, exitOK, got.status)
	assert.Equal(t, dir+": 1 warning; entente check "+dir+" shows them\n", got.errs)
}

func TestChanges_OfAGraphInMemory_CanOnlyBePlanned(t *testing.T) {
	dir := write(t, "treaties", treaties())
	for _, args := range [][]string{{"load", dir}, {"undo", "1"}, {"drop", "south-caucasus"}} {
		plan := entente(t, args...)
		assert.Equal(t, exitOK, plan.status, plan.errs)
		assert.True(t, strings.HasSuffix(plan.out, "Nothing was written. With --apply it is.\n"))
		got := entente(t, append(args, "--apply")...)
		assert.Equal(t, result{exitFailed, "", "entente: " + errNotKept.Error() + "\n"}, got)
	}
}

// interrupted cancels a context while a change is written.
type interrupted struct {
	keptStore
	cancel context.CancelFunc
}

func (s interrupted) Apply(ctx context.Context, change store.ChangeSet) (*knowledge.Revision, error) {
	changes := change.Changes
	change.Changes = func(yield func(store.Change, error) bool) {
		n := 0
		changes(func(c store.Change, err error) bool {
			if n++; n == 10 {
				s.cancel()
			}
			return yield(c, err)
		})
	}
	return s.keptStore.Apply(ctx, change)
}

func TestLoad_Interrupted_LeavesTheGraphAsItWas(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s := memstore.New()
	p := program{openStore: func(context.Context, storeOptions) (*openedStore, error) {
		return &openedStore{Store: interrupted{keptStore{s}, cancel}, kept: true}, nil
	}}
	got := runProgram(ctx, p, "load", "--apply", write(t, "treaties", treaties()))
	assert.Equal(t, exitInterrupted, got.status)
	assert.Equal(t, "entente: interrupted; nothing was changed\n", got.errs)
	assert.NotContains(t, got.out, "Written")
	assert.Zero(t, newest(t, s).Number)
}

// overtaken lets another load come first.
type overtaken struct {
	keptStore
	other loader.Content
}

func (s overtaken) Apply(ctx context.Context, change store.ChangeSet) (*knowledge.Revision, error) {
	first, err := loader.NewPlan(ctx, s.keptStore, s.other)
	if err != nil {
		return nil, err
	}
	if _, err := first.Apply(ctx, s.keptStore, change.At); err != nil {
		return nil, err
	}
	return s.keptStore.Apply(ctx, change)
}

func TestLoad_OvertakenByAnother_IsRefused(t *testing.T) {
	contents, err := readSeed(t.Context(), memstore.New(), vocabulary)
	require.NoError(t, err)
	s := memstore.New()
	p := program{openStore: func(context.Context, storeOptions) (*openedStore, error) {
		return &openedStore{Store: overtaken{keptStore{s}, contents[0]}, kept: true}, nil
	}}
	got := runProgram(t.Context(), p, "load", "--apply", write(t, "treaties", treaties()))
	assert.Equal(t, exitFailed, got.status)
	assert.Contains(t, got.errs, "planned against revision 0, but the newest is 1")
}

func TestLoad_OfManyRows_TellsHowFarItIsInPlainLines(t *testing.T) {
	var b strings.Builder
	for i := range reportEvery + 5 {
		b.WriteString("- {id: city:c" + thousandsless(i) + ", name: C" + thousandsless(i) + "}\n")
	}
	p, _ := kept(t)
	dir := write(t, "cities", map[string]string{
		"dataset.yaml":  "id: dataset:cities\ntitle: T\nlicense: MIT\nversion: \"1\"\n",
		"entities.yaml": b.String(),
	})
	got := runProgram(t.Context(), p, "load", "--apply", dir)
	assert.Equal(t, exitOK, got.status, got.errs)
	assert.Equal(t, "writing: 20,000 of 20,060 rows\n", got.errs)
	assert.NotContains(t, got.out, "\r")
}

func thousandsless(n int) string { return strings.ReplaceAll(thousands(n), ",", "") }

func TestWatch_OnATerminal_ShowsABar(t *testing.T) {
	contents, err := readSeed(t.Context(), memstore.New(), vocabulary)
	require.NoError(t, err)
	plan, err := loader.NewPlan(t.Context(), memstore.New(), contents...)
	require.NoError(t, err)
	var out strings.Builder
	end := showBar(plan, &out)
	plan.Progress(store.Checking, plan.Len()/2)
	assert.Contains(t, out.String(), "checking")
	plan.Progress(store.Writing, plan.Len()/2)
	assert.Contains(t, out.String(), "writing")
	end()
	assert.True(t, strings.HasSuffix(out.String(), "\r"), "it goes away: %q", out.String())
}

func TestRevisions_ListsThemNewestFirst(t *testing.T) {
	p, s := kept(t)
	dir := write(t, "treaties", treaties())
	do(t, p, "load", "--apply", dir)
	do(t, p, "drop", "--apply", "treaties")
	do(t, p, "undo", "--apply", "2")
	lines := strings.Split(do(t, p, "revisions"), "\n")
	require.Len(t, lines, 5)
	assert.Regexp(t, `^REVISION  TIME +ADDED  REMOVED  HASH +WHAT$`, lines[0])
	assert.Regexp(t, `^3 +\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ  5 +0 +[0-9a-f]{12}  undo revision 2$`, lines[1])
	assert.Regexp(t, `^2 .* 0 +5 +[0-9a-f]{12}  drop dataset:treaties$`, lines[2])
	assert.Regexp(t, `^1 .* 59 +0 +[0-9a-f]{12}  load dataset:vocabulary, dataset:treaties$`, lines[3])

	var all struct{ Revisions []revision }
	require.NoError(t, json.Unmarshal([]byte(do(t, p, "revisions", "--json")), &all))
	require.Len(t, all.Revisions, 3)
	r := newest(t, s)
	assert.Equal(t, revision{3, r.CreatedAt.UTC(), 5, 0, r.Hash(), "undo revision 2", 2}, all.Revisions[0])
}

func TestRevisions_OfAnEmptyGraph_AreNone(t *testing.T) {
	p, _ := kept(t)
	assert.Equal(t, "REVISION  TIME  ADDED  REMOVED  HASH  WHAT\n", do(t, p, "revisions"))
	assert.JSONEq(t, `{"revisions": []}`, do(t, p, "revisions", "--json"))
}

func TestUndoAndDrop_ShowPlansAndRefuseWithReasons(t *testing.T) {
	p, s := kept(t)
	dir := write(t, "treaties", treaties())
	do(t, p, "load", "--apply", dir)
	first := newest(t, s)
	rewrite(t, dir, map[string]string{"entities.yaml": treaties()["entities.yaml"] + "- {id: city:port, name: Port}\n"})
	do(t, p, "load", "--apply", dir)

	assert.Equal(t, "Plan: undo revision 2, on revision 2\n\nentities: 1 removed\n  - city:port: Port\n\nNothing was written. With --apply it is.\n", do(t, p, "undo", "2"))
	refused := runProgram(t.Context(), p, "undo", "--apply", "1")
	assert.Equal(t, exitFailed, refused.status)
	assert.Contains(t, refused.errs, "entente: revision 1 cannot be undone, for later revisions rest on it: city:port of revision 2 needs dataset:treaties; undo revision 2 first\n")
	do(t, p, "undo", "--apply", "2")
	assert.Equal(t, first.Hash(), newest(t, s).Hash())

	refused = runProgram(t.Context(), p, "drop", "vocabulary")
	assert.Equal(t, exitFailed, refused.status)
	assert.Contains(t, refused.errs, "dataset:vocabulary cannot be dropped, for dataset:treaties rests on it")
	refused = runProgram(t.Context(), p, "drop", "treatis")
	assert.Contains(t, refused.errs, "did you mean")
	assert.Contains(t, do(t, p, "drop", "dataset:treaties"), "statements: 1 removed\n  - Norland is a member of NP (since 1990)\n")
	do(t, p, "drop", "--apply", "treaties")
	do(t, p, "drop", "--apply", "vocabulary")
	assert.Zero(t, newest(t, s).Content)
}

func TestCommands_OnAStoreThatCannotBeOpened_Fail(t *testing.T) {
	p := program{openStore: func(context.Context, storeOptions) (*openedStore, error) { return nil, os.ErrPermission }}
	for _, args := range [][]string{{"check", "x"}, {"load", "x"}, {"revisions"}, {"undo", "1"}, {"drop", "x"}, {"serve", "--addr", "127.0.0.1:0"}} {
		got := runProgram(t.Context(), p, args...)
		assert.Equal(t, result{exitFailed, "", "entente: permission denied\n"}, got, args)
	}
}

func TestCommands_OnAStoreThatIsClosed_Fail(t *testing.T) {
	s := memstore.New()
	require.NoError(t, s.Close())
	p := program{openStore: func(context.Context, storeOptions) (*openedStore, error) {
		return &openedStore{Store: keptStore{s}, kept: true}, nil
	}}
	for _, args := range [][]string{{"check", "x"}, {"load", "x"}, {"revisions"}, {"undo", "1"}, {"drop", "x"}, {"serve", "--addr", "127.0.0.1:0"}} {
		got := runProgram(t.Context(), p, args...)
		assert.Equal(t, result{exitFailed, "", "entente: the store is closed\n"}, got, args)
	}
}
