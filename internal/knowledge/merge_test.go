package knowledge_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"entente/internal/edtf"
	"entente/internal/knowledge"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func part(dataset, name string, change func(*knowledge.EntityPart)) *knowledge.EntityPart {
	p := &knowledge.EntityPart{Dataset: dataset}
	p.ID, p.Name = "country:turkey", name
	if change != nil {
		change(p)
	}
	return p
}

func TestMergeEntityFirstInLoadOrderWinsAndNamesJoin(t *testing.T) {
	here, there := &knowledge.GeoPoint{Latitude: 39, Longitude: 35}, &knowledge.GeoPoint{Latitude: 1, Longitude: 2}
	first := part("dataset:a", "Turkey", func(p *knowledge.EntityPart) {
		p.Description = "A state."
		p.Identifiers = []knowledge.Identifier{{Scheme: "iso3", Value: "TUR"}}
		p.Names = []knowledge.Name{{Text: "Turkish", Kind: "DEMONYM"}}
	})
	second := part("dataset:b", "Türkiye", func(p *knowledge.EntityPart) {
		p.Abbreviation, p.Location, p.Region, p.Description = "TR", here, "Western Asia", "Another view."
		p.Identifiers = []knowledge.Identifier{{Scheme: "cow", Value: "640"}, {Scheme: "iso3", Value: "TUR"}}
		p.Names = []knowledge.Name{{Text: "Turkey", Kind: "NAME"}, {Text: "Turkish", Kind: "DEMONYM", Language: "en"}}
	})
	third := part("dataset:c", "Turkey", func(p *knowledge.EntityPart) {
		p.Abbreviation, p.Location, p.Region, p.Description = "TUR", there, "Europe", "A state."
	})
	assert.Equal(t, &knowledge.Entity{
		ID: "country:turkey", Kind: knowledge.KindCountry, Name: "Turkey", Abbreviation: "TR", Location: here, Region: "Western Asia",
		Description: "A state.\n\nAnother view.",
		Names: []knowledge.Name{
			{Text: "Turkey", Kind: "NAME"}, {Text: "Turkish", Kind: "DEMONYM"}, {Text: "Türkiye", Kind: "NAME"},
			{Text: "TR", Kind: "ABBREVIATION"}, {Text: "Turkish", Kind: "DEMONYM", Language: "en"}, {Text: "TUR", Kind: "ABBREVIATION"},
		},
		Identifiers: []knowledge.Identifier{{Scheme: "iso3", Value: "TUR"}, {Scheme: "cow", Value: "640"}},
		Datasets:    []knowledge.ID{"dataset:a", "dataset:b", "dataset:c"},
	}, knowledge.MergeEntity([]*knowledge.EntityPart{first, second, third}))
	turned := knowledge.MergeEntity([]*knowledge.EntityPart{third, second, first})
	assert.Equal(t, knowledge.Text("TUR"), turned.Abbreviation)
	assert.Equal(t, there, turned.Location)
	assert.Equal(t, "Turkey", turned.Names[0].Text, "the first of the names is the name")
}

func TestMergeEntityOfNothingIsNil(t *testing.T) {
	assert.Nil(t, knowledge.MergeEntity(nil))
}

func TestMergeEntityIsFoundUnderEachName(t *testing.T) {
	e := knowledge.MergeEntity([]*knowledge.EntityPart{part("dataset:a", "Turkey", nil), part("dataset:b", "Türkiye", nil)})
	assert.Equal(t, []string{"=turkey", "=turkiye"}, knowledge.LookupKeys(e))
	assert.Equal(t, e.ID, e.NodeID())
}

// TestMergeEntityDroppingADataset: what is left is what would be there had the dataset never come, and parts stay as they are.
func TestMergeEntityDroppingADataset(t *testing.T) {
	r := newRand(t)
	for range 300 {
		var parts []*knowledge.EntityPart
		for i := range 1 + r.IntN(4) {
			parts = append(parts, randomPart(r, fmt.Sprintf("dataset:%d", i)))
		}
		before, err := json.Marshal(parts)
		require.NoError(t, err)
		whole := knowledge.MergeEntity(parts)
		i := r.IntN(len(parts))
		rest := slices.Delete(slices.Clone(parts), i, i+1)
		left := knowledge.MergeEntity(rest)
		after, err := json.Marshal(parts)
		require.NoError(t, err)
		require.JSONEq(t, string(before), string(after))
		if left == nil {
			require.Len(t, parts, 1)
			continue
		}
		require.Subset(t, whole.Names, left.Names)
		require.Subset(t, whole.Identifiers, left.Identifiers)
		require.NotContains(t, left.Datasets, parts[i].Dataset)
		for _, n := range left.Names {
			require.True(t, slices.ContainsFunc(rest, func(p *knowledge.EntityPart) bool {
				return p.Name == n.Text || string(p.Abbreviation) == n.Text || slices.Contains(p.Names, n)
			}), "%v comes from none of the parts left", n)
		}
	}
}

func randomPart(r *rand.Rand, dataset string) *knowledge.EntityPart {
	return part(dataset, pick(r, "Turkey", "Türkiye", "Republic of Turkey"), func(p *knowledge.EntityPart) {
		p.Abbreviation = pick[knowledge.Text](r, "", "TR", "TUR")
		p.Description = pick[knowledge.Text](r, "", "A state.", "Another view.")
		p.Names = make([]knowledge.Name, 0, 3)
		for range r.IntN(3) {
			p.Names = append(p.Names, knowledge.Name{Text: pick(r, "a", "b", "c"), Kind: pick(r, knowledge.NameKinds()...)})
		}
		for range r.IntN(3) {
			p.Identifiers = append(p.Identifiers, knowledge.Identifier{Scheme: pick(r, "iso3", "cow"), Value: pick(r, "TUR", "640")})
		}
	})
}

func TestEntityCode(t *testing.T) {
	e := &knowledge.Entity{Identifiers: []knowledge.Identifier{
		{Scheme: "iso3", Value: "BUR", ValidTo: date(t, "1989-12-04")},
		{Scheme: "iso3", Value: "MMR", ValidFrom: date(t, "1989-12-05")},
		{Scheme: "iso3", Value: "XXX", ValidFrom: date(t, "1900"), ValidTo: date(t, "1901")},
		{Scheme: "cow", Value: "775", ValidTo: date(t, "1950")}, {Scheme: "cow", Value: "776", ValidTo: date(t, "1960")},
		{Scheme: "gw", Value: "775"},
	}}
	for _, tt := range []struct {
		scheme, at string
		want       knowledge.Text
	}{
		{"iso3", "1980", "BUR"}, {"iso3", "2000", "MMR"}, {"iso3", "", "MMR"}, {"iso3", "1989-12-04", "BUR"}, {"iso3", "1989-12-05", "MMR"},
		{"cow", "", "776"}, {"cow", "1970", ""}, {"gw", "1200", "775"}, {"iso2", "", ""},
	} {
		assert.Equal(t, tt.want, e.Code(tt.scheme, date(t, tt.at)), "%s at %q", tt.scheme, tt.at)
	}
	assert.Empty(t, (&knowledge.Entity{}).Code("iso3", edtf.Date{}))
}

func TestIdentifierURL(t *testing.T) {
	assert.Equal(t, knowledge.Text("https://www.wikidata.org/wiki/Q230"), knowledge.Identifier{Scheme: "wikidata", Value: "Q230"}.URL())
	assert.Empty(t, knowledge.Identifier{Scheme: "cow", Value: "372"}.URL())
}
