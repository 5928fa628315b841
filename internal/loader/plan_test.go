package loader_test

import (
	"iter"
	"slices"
	"testing"
	"time"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/loader"
	"entente/internal/store"
	"entente/internal/store/memstore"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// content is a dataset given as its rows.
type content []knowledge.Row

func (c content) Rows() iter.Seq[knowledge.Row] { return slices.Values(c) }

// small is a dataset of one relation, one document, countries and a statement that each but the first borders the first.
func small(t *testing.T, name string, countries ...string) content {
	t.Helper()
	id, document := "dataset:"+name, "document:"+name
	day, err := edtf.ParseDate("2025-11-17")
	require.NoError(t, err)
	present, err := edtf.ParseInterval("/..")
	require.NoError(t, err)
	kinds := []knowledge.EntityKind{knowledge.KindCountry}
	rows := content{
		&knowledge.Dataset{ID: id, Title: name, License: "CC0-1.0", Version: "1"},
		&knowledge.Relation{Name: "BORDERS", Label: "borders", InverseLabel: "borders", Category: knowledge.CategoryGeography,
			Symmetric: true, Exclusive: knowledge.ExclusiveNone, SubjectKinds: kinds, ObjectKinds: kinds, Dataset: id},
		&knowledge.Document{ID: document, Title: name, Language: "en", Reliability: knowledge.ReliabilityB, PublishedOn: day, Dataset: id},
	}
	for _, c := range countries {
		rows = append(rows, &knowledge.EntityPart{Entity: knowledge.Entity{ID: "country:" + c, Name: c}, Dataset: id})
	}
	validity, err := knowledge.ResolveValidity(present, day.Span(), edtf.Date{})
	require.NoError(t, err)
	for _, c := range countries[1:] {
		s := &knowledge.Statement{
			Subject: "country:" + countries[0], Relation: "BORDERS", Object: "country:" + c, Polarity: knowledge.Affirmed,
			Modality: knowledge.Asserted, Validity: validity, Document: document, Dataset: id, Published: day.Span(),
			Reliability: knowledge.ReliabilityB, Evidence: []*knowledge.Evidence{{Locator: "row 1"}},
		}
		s.Complete(true)
		rows = append(rows, s)
	}
	return rows
}

func load(t *testing.T, s store.Store, contents ...loader.Content) (*loader.Plan, *knowledge.Revision) {
	t.Helper()
	plan, err := loader.NewPlan(t.Context(), s, contents...)
	require.NoError(t, err)
	revision, err := plan.Apply(t.Context(), s, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
	require.NoError(t, err)
	return plan, revision
}

func TestPlan_OfANewDataset_AddsAllOfIt(t *testing.T) {
	s := memstore.New()
	plan, revision := load(t, s, small(t, "one", "a", "b", "c"))
	assert.Equal(t, "add 1 dataset, add 1 relation, add 1 document, add 3 entities, add 2 statements", plan.String())
	assert.Equal(t, 1, revision.Number)
	assert.Equal(t, 8, revision.Added)
	assert.Equal(t, "load dataset:one", revision.Description)
}

func TestPlan_OfWhatIsThere_ChangesNothing(t *testing.T) {
	s := memstore.New()
	load(t, s, small(t, "zero", "z"))
	_, first := load(t, s, small(t, "one", "a", "b"))
	plan, again := load(t, s, small(t, "one", "a", "b"))
	assert.True(t, plan.IsEmpty())
	assert.Equal(t, "nothing to change", plan.String())
	assert.Equal(t, first, again, "no revision is made")
}

func TestPlan_OfAChangedDataset_AddsChangesAndRemoves(t *testing.T) {
	s := memstore.New()
	load(t, s, small(t, "one", "a", "b", "c"), small(t, "other", "a", "b"))
	changed := small(t, "one", "a", "b", "d")
	changed[3].(*knowledge.EntityPart).Description = "The first letter."
	plan, _ := load(t, s, changed)
	assert.Equal(t, loader.Count{Added: 1, Changed: 1, Removed: 1, Same: 1}, plan.Counts[knowledge.TableEntity])
	assert.Equal(t, loader.Count{Added: 1, Removed: 1, Same: 1}, plan.Counts[knowledge.TableStatement])
	assert.Equal(t, loader.Count{Same: 1}, plan.Counts[knowledge.TableDataset], "its place in load order is no change")

	found, err := s.Entities(t.Context(), 0, []knowledge.ID{"country:a", "country:c", "country:d"})
	require.NoError(t, err)
	assert.Equal(t, knowledge.Text("The first letter."), found[0].Description)
	assert.Equal(t, []knowledge.ID{"dataset:one", "dataset:other"}, found[0].Datasets, "another dataset's part stays")
	assert.Nil(t, found[1])
	assert.NotNil(t, found[2])
}

func TestPlan_ThatTheGraphLeftBehind_IsAConflict(t *testing.T) {
	s := memstore.New()
	plan, err := loader.NewPlan(t.Context(), s, small(t, "one", "a"))
	require.NoError(t, err)
	load(t, s, small(t, "two", "b"))
	_, err = plan.Apply(t.Context(), s, time.Now())
	assert.Equal(t, knowledge.Conflict, knowledge.CodeOf(err))
}

func TestPlan_LoadedInOneOrTwoSteps_HasTheSameHash(t *testing.T) {
	once, twice := memstore.New(), memstore.New()
	_, a := load(t, once, small(t, "one", "a", "b"), small(t, "two", "c"))
	load(t, twice, small(t, "one", "a", "b"))
	_, b := load(t, twice, small(t, "two", "c"))
	assert.Equal(t, a.Hash(), b.Hash())
}
