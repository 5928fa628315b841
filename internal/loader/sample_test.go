package loader_test

import (
	"testing"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/loader"
	"entente/internal/store"
	"entente/internal/store/memstore"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSample_NamesTheFirstOfEachInWords(t *testing.T) {
	s := memstore.New()
	load(t, s, small(t, "one", "a", "b", "c"))
	changed := small(t, "one", "a", "b", "d", "e", "f")
	part := changed[3].(*knowledge.EntityPart)
	part.Name, part.Description = "Alpha", "The first letter."
	changed[2].(*knowledge.Document).URL = "https://example.org"
	p, err := loader.NewPlan(t.Context(), s, changed)
	require.NoError(t, err)
	samples, err := p.Sample(t.Context(), s, 2)
	require.NoError(t, err)
	assert.Equal(t, []loader.Sample{
		{Table: knowledge.TableDocument, Changed: []loader.Item{{Words: "document:one: one", Keys: []string{"url"}}}},
		{
			Table:   knowledge.TableEntity,
			Added:   []loader.Item{{Words: "country:d: d"}, {Words: "country:e: e"}},
			Changed: []loader.Item{{Words: "country:a: Alpha", Keys: []string{"description", "name"}}},
			Removed: []loader.Item{{Words: "country:c: c"}},
		},
		{
			Table:   knowledge.TableStatement,
			Added:   []loader.Item{{Words: "a borders d"}, {Words: "a borders e"}},
			Removed: []loader.Item{{Words: "a borders c"}},
		},
	}, inWords(samples))
}

func TestSample_OfADrop_NamesWhatGoes(t *testing.T) {
	s := memstore.New()
	load(t, s, small(t, "one", "a"))
	samples, err := drop(t, s, "dataset:one").Sample(t.Context(), s, 5)
	require.NoError(t, err)
	assert.Equal(t, []loader.Sample{
		{Table: knowledge.TableDataset, Removed: []loader.Item{{Words: "dataset:one: one, version 1"}}},
		{Table: knowledge.TableRelation, Removed: []loader.Item{{Words: "BORDERS: borders"}}},
		{Table: knowledge.TableDocument, Removed: []loader.Item{{Words: "document:one: one"}}},
		{Table: knowledge.TableEntity, Removed: []loader.Item{{Words: "country:a: a"}}},
	}, inWords(samples))
}

func TestSample_ReadsAClaimAloud(t *testing.T) {
	for _, c := range []struct {
		valid    string
		polarity knowledge.Polarity
		modality knowledge.Modality
		want     string
	}{
		{"/..", knowledge.Affirmed, knowledge.Asserted, "a borders NP"},
		{"1994/..", knowledge.Affirmed, knowledge.Asserted, "a borders NP (since 1994)"},
		{"1994/2004-05", knowledge.Affirmed, knowledge.Asserted, "a borders NP (from 1994 to 2004-05)"},
		{"1994/", knowledge.Affirmed, knowledge.Asserted, "a borders NP (since 1994, and over)"},
		{"/2004", knowledge.Affirmed, knowledge.Asserted, "a borders NP (until 2004)"},
		{"/", knowledge.Affirmed, knowledge.Asserted, "a borders NP (over)"},
		{"2008-04", knowledge.Affirmed, knowledge.Promised, "a borders NP (promised, 2008-04)"},
		{"/..", knowledge.Denied, knowledge.Reported, "a borders NP (denied, reported)"},
	} {
		t.Run(c.want, func(t *testing.T) {
			rows := small(t, "one", "a", "b")
			rows[1].(*knowledge.Relation).ObjectKinds = []knowledge.EntityKind{knowledge.KindAlliance}
			pact := rows[4].(*knowledge.EntityPart)
			pact.ID, pact.Name, pact.Abbreviation = "alliance:np", "Northern Pact", "NP"
			claim := rows[5].(*knowledge.Statement)
			claim.Object, claim.Polarity, claim.Modality = pact.ID, c.polarity, c.modality
			interval, err := edtf.ParseInterval(c.valid)
			require.NoError(t, err)
			claim.Validity, err = knowledge.ResolveValidity(interval, claim.Published, edtf.Date{})
			require.NoError(t, err)
			claim.Complete(false)
			rows[1].(*knowledge.Relation).Symmetric = false
			for _, before := range []bool{false, true} {
				s := memstore.New()
				if before {
					load(t, s, rows[:5])
				}
				p, err := loader.NewPlan(t.Context(), s, rows)
				require.NoError(t, err)
				samples, err := p.Sample(t.Context(), s, 1)
				require.NoError(t, err)
				assert.Equal(t, c.want, samples[len(samples)-1].Added[0].Words)
				apply(t, s, p)
			}
		})
	}
}

func TestApply_TellsHowFarItIs(t *testing.T) {
	s := memstore.New()
	p, err := loader.NewPlan(t.Context(), s, small(t, "one", "a", "b"))
	require.NoError(t, err)
	var done []int
	p.Progress = func(stage store.Stage, n int) {
		assert.Equal(t, store.Writing, stage)
		done = append(done, n)
	}
	apply(t, s, p)
	assert.Equal(t, []int{1, 2, 3, 4, 5, 6}, done)
	assert.Equal(t, 6, p.Len())
}

// inWords leaves the keys of rows out of samples.
func inWords(samples []loader.Sample) []loader.Sample {
	for _, s := range samples {
		for _, items := range [][]loader.Item{s.Added, s.Changed, s.Removed} {
			for i := range items {
				items[i].Key = knowledge.RowKey{}
			}
		}
	}
	return samples
}
