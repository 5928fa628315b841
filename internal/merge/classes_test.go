package merge_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/merge"
	"entente/internal/store"
	"entente/internal/store/memstore"
	"entente/internal/store/storetest"
)

// twoNames are a reference with the countries a to e, and a dataset b that has claims that some are the same.
func twoNames(t *testing.T, claims func(g *storetest.Graph)) store.Store {
	t.Helper()
	g := storetest.NewGraph(t)
	g.Dataset("reference").Order(1)
	g.Relation(knowledge.RelationSameAs, knowledge.CategoryOther, "country city", "country city").Symmetric().
		Existence(knowledge.ExistenceNotRequired, knowledge.ExistenceNotRequired)
	g.Relation("ALLIED", knowledge.CategoryAffiliation, "country", "country")
	for _, id := range []knowledge.ID{"country:c", "country:d", "city:c"} {
		g.Entity(id, "Name of "+id)
	}
	g.Dataset("mine").Order(2)
	for _, id := range []knowledge.ID{"country:a", "country:b", "country:e"} {
		g.Entity(id, "Name of "+id)
	}
	for _, d := range []struct{ slug, reliability string }{{"good", "A"}, {"bad", "E"}} {
		g.Document(d.slug).Title(d.slug).Published("2020").Reliability(knowledge.Reliability(d.reliability)).Text("They are one.")
	}
	claims(g)
	s := memstore.New()
	_, err := s.Apply(t.Context(), storetest.ChangeSet(0, storetest.Put(g.Rows()...)))
	require.NoError(t, err)
	return s
}

func same(g *storetest.Graph, a, b knowledge.ID, document string) *storetest.ClaimBuilder {
	return g.Claim(a, knowledge.RelationSameAs, b).From(document).Valid("1990/..").Quote("one")
}

func TestFind_JoinsWhatIsHeldAndUndenied(t *testing.T) {
	type classes = map[knowledge.ID]knowledge.ID
	at := func(text string) edtf.Date {
		d, err := edtf.ParseDate(text)
		require.NoError(t, err)
		return d
	}
	for name, test := range map[string]struct {
		claims func(g *storetest.Graph)
		scope  knowledge.Scope
		want   classes
	}{
		"none": {func(*storetest.Graph) {}, knowledge.Scope{}, classes{}},
		"two, by the first dataset in load order": {func(g *storetest.Graph) {
			same(g, "country:a", "country:c", "good")
		}, knowledge.Scope{}, classes{"country:a": "country:c", "country:c": "country:c"}},
		"a chain, and of equals the least id": {func(g *storetest.Graph) {
			same(g, "country:b", "country:a", "good")
			same(g, "country:e", "country:b", "bad")
		}, knowledge.Scope{}, classes{"country:e": "country:a", "country:b": "country:a"}},
		"what is promised, planned or of two kinds joins nothing": {func(g *storetest.Graph) {
			same(g, "country:a", "country:b", "good").As(knowledge.Promised, "")
			same(g, "country:b", "country:c", "good").As(knowledge.Planned, "")
			same(g, "country:c", "city:c", "good")
			same(g, "country:d", "country:d", "good")
		}, knowledge.Scope{}, classes{}},
		"a denial by anybody keeps two apart": {func(g *storetest.Graph) {
			same(g, "country:a", "country:b", "good")
			same(g, "country:b", "country:a", "bad").Denied()
			same(g, "country:b", "country:c", "good")
		}, knowledge.Scope{}, classes{"country:a": "country:a", "country:b": "country:c"}},
		"not where the scope leaves it out": {func(g *storetest.Graph) {
			same(g, "country:a", "country:b", "good")
			same(g, "country:b", "country:a", "bad").Denied()
		}, knowledge.Scope{MinReliability: "B"}, classes{"country:b": "country:a"}},
		"a denial within a chain keeps all of it apart": {func(g *storetest.Graph) {
			same(g, "country:a", "country:b", "good")
			same(g, "country:b", "country:c", "good")
			same(g, "country:a", "country:c", "bad").Denied()
			same(g, "country:d", "country:e", "good")
		}, knowledge.Scope{}, classes{"country:a": "country:a", "country:b": "country:b", "country:c": "country:c", "country:e": "country:d"}},
		"a planned denial denies nothing": {func(g *storetest.Graph) {
			same(g, "country:a", "country:b", "good")
			same(g, "country:a", "country:b", "bad").Denied().As(knowledge.Planned, "")
		}, knowledge.Scope{}, classes{"country:b": "country:a"}},
		"as of a day before, nothing": {func(g *storetest.Graph) {
			same(g, "country:a", "country:b", "good")
		}, knowledge.Scope{AsOf: at("1980")}, classes{"country:b": "country:b"}},
		"of another dataset alone, nothing": {func(g *storetest.Graph) {
			same(g, "country:a", "country:b", "good")
		}, knowledge.Scope{Datasets: []knowledge.ID{"dataset:reference"}}, classes{"country:b": "country:b"}},
	} {
		t.Run(name, func(t *testing.T) {
			scope := test.scope
			scope.Revision = 1
			found, err := merge.Find(t.Context(), twoNames(t, test.claims), &scope)
			require.NoError(t, err)
			for id, canonical := range test.want {
				assert.Equal(t, canonical, found.Canonical(id), id)
			}
			if len(test.want) == 0 {
				assert.True(t, found.IsEmpty())
			}
		})
	}
}

func TestFind_InAGraphWithoutTheRelation_FindsNothing(t *testing.T) {
	s := memstore.New()
	g := storetest.NewGraph(t)
	g.Dataset("mine")
	_, err := s.Apply(t.Context(), storetest.ChangeSet(0, storetest.Put(g.Rows()...)))
	require.NoError(t, err)
	found, err := merge.Find(t.Context(), s, &knowledge.Scope{Revision: 1})
	require.NoError(t, err)
	assert.True(t, found.IsEmpty())
}
