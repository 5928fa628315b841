package graph

import (
	"fmt"
	"strings"
	"testing"

	"entente/internal/knowledge"
	"entente/internal/store/memstore"
	"entente/internal/store/storetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// mergeRows are a reference with Burma, and a dataset that calls it Myanmar, says that the two are one, and has claims of its own; a third dataset
// denies it.
func mergeRows(t testing.TB) []knowledge.Row {
	g := storetest.NewGraph(t)
	g.Dataset("reference").Order(1)
	const any = "country alliance event city"
	g.Relation(knowledge.RelationSameAs, knowledge.CategoryOther, any, any).Symmetric().Existence(knowledge.ExistenceNotRequired, knowledge.ExistenceNotRequired)
	g.Relation("MEMBER_OF", knowledge.CategoryAffiliation, "country", "alliance")
	g.Relation("BORDERS", knowledge.CategoryGeography, "country", "country").Symmetric()
	g.Relation("CAPITAL_OF", knowledge.CategoryGeography, "city", "country").Exclusive(knowledge.ExclusiveObject)
	g.Relation("FOUGHT_IN", knowledge.CategoryConflict, "country", "event")
	g.Entity("country:burma", "Burma").Code("iso2", "BU", "").Described("In the Reference.", "", "Asia", nil)
	g.Entity("country:thailand", "Thailand")
	g.Entity("alliance:asean", "ASEAN").Described("", "ASEAN", "", nil)
	g.Entity("city:rangoon", "Rangoon")
	g.Document("atlas").Title("Atlas").Published("2010").Text("Burma is there.")
	claim := func(a knowledge.ID, relation string, b knowledge.ID, valid string) *storetest.ClaimBuilder {
		return g.Claim(a, relation, b).Valid(valid)
	}
	claim("country:burma", "BORDERS", "country:thailand", "1950/..").From("atlas").Quote("Burma")
	claim("city:rangoon", "CAPITAL_OF", "country:burma", "1948/2005").From("atlas").Quote("Burma")
	claim("country:burma", "MEMBER_OF", "alliance:asean", "1997/..").From("atlas").Quote("Burma")

	g.Dataset("field").Order(2)
	g.Entity("country:myanmar", "Myanmar").Code("iso2", "MM", "").Name(knowledge.NameAlias, "Union of Myanmar")
	g.Entity("city:naypyidaw", "Naypyidaw")
	g.Entity("event:uprising", "The uprising")
	g.Document("paper").Title("Paper").Published("2015").Text("Myanmar, once Burma, is there.")
	claim("country:myanmar", knowledge.RelationSameAs, "country:burma", "1948/..").From("paper").Quote("Myanmar, once Burma")
	claim("country:myanmar", "MEMBER_OF", "alliance:asean", "1997-07/..").From("paper").Quote("Myanmar")
	claim("city:naypyidaw", "CAPITAL_OF", "country:myanmar", "2005/..").From("paper").Quote("Myanmar")
	claim("country:myanmar", "FOUGHT_IN", "event:uprising", "1988").From("paper").Quote("Myanmar")

	g.Dataset("purist").Order(3)
	g.Document("note").Title("Note").Published("2016").Text("They are not the same.")
	claim("country:burma", knowledge.RelationSameAs, "country:myanmar", "1948/..").From("note").Quote("not the same").Denied()
	return g.Rows()
}

func mergeable(t testing.TB) endpoint {
	t.Helper()
	s := memstore.New()
	_, err := s.Apply(t.Context(), storetest.ChangeSet(0, storetest.Put(mergeRows(t)...)))
	require.NoError(t, err)
	return over(t, s)
}

// merging is a scope that merges, without the dataset that denies it.
const merging = `scope: {sameAs: MERGE, datasets: ["dataset:reference", "dataset:field"]}`

// aboutMerged are questions that merge, with their answers.
func aboutMerged() [][2]string {
	return [][2]string{
		{`{ country(ref: "Union of Myanmar", ` + merging + `) { id viewId name iso2 codes: identifiers { value } names { text } statementCount region } }`,
			`{"country":{"id":"country:burma","viewId":"country:burma@datasets=dataset:field,dataset:reference&sameAs=MERGE","name":"Burma","iso2":"BU","codes":[{"value":"BU"},{"value":"MM"}],"names":[{"text":"Burma"},{"text":"Myanmar"},{"text":"Union of Myanmar"}],"statementCount":7,"region":"Asia"}}`},
		{`{ node(id: "country:myanmar@datasets=dataset:field,dataset:reference&sameAs=MERGE") { id } }`, `{"node":{"id":"country:burma"}}`},
		{`{ country(ref: "country:myanmar", ` + merging + `) { capitals(where: {relations: ["CAPITAL_OF"]}) { totalCount nodes { id } } neighbors { nodes { ... on Country { id } } } affiliations { totalCount edges { node { id } link { statementCount held } } } events { nodes { id } } } }`,
			`{"country":{"capitals":{"totalCount":2,"nodes":[{"id":"city:naypyidaw"},{"id":"city:rangoon"}]},"neighbors":{"nodes":[{"id":"country:thailand"}]},"affiliations":{"totalCount":1,"edges":[{"node":{"id":"alliance:asean"},"link":{"statementCount":2,"held":true}}]},"events":{"nodes":[{"id":"event:uprising"}]}}}`},
		{`{ countries(` + merging + `) { totalCount nodes { id } } }`, `{"countries":{"totalCount":2,"nodes":[{"id":"country:burma"},{"id":"country:thailand"}]}}`},
		{`{ alliance(ref: "ASEAN", ` + merging + `) { members: affiliates { totalCount nodes { id } } statements { nodes { subject { id } claimedSubject { ref name } claimedObject { name } evidence { quote } } } } }`,
			`{"alliance":{"members":{"totalCount":1,"nodes":[{"id":"country:burma"}]},"statements":{"nodes":[{"subject":{"id":"country:burma"},"claimedSubject":{"ref":"country:burma","name":"Burma"},"claimedObject":{"name":"ASEAN"},"evidence":[{"quote":"Burma"}]},{"subject":{"id":"country:burma"},"claimedSubject":{"ref":"country:myanmar","name":"Myanmar"},"claimedObject":{"name":"ASEAN"},"evidence":[{"quote":"Myanmar"}]}]}}}`},
		{`{ paths(from: "event:uprising", to: "country:thailand", ` + merging + `) { length nodes { id } } }`,
			`{"paths":[{"length":2,"nodes":[{"id":"event:uprising"},{"id":"country:burma"},{"id":"country:thailand"}]}]}`},
		{`{ subgraph(around: ["Myanmar"], ` + merging + `) { totalNodes totalEdges nodes { id } } }`,
			`{"subgraph":{"totalNodes":6,"totalEdges":6,"nodes":[{"id":"country:burma"},{"id":"alliance:asean"},{"id":"city:naypyidaw"},{"id":"city:rangoon"},{"id":"country:thailand"},{"id":"event:uprising"}]}}`},
		{`{ timeline(of: ["Burma"], ` + merging + `) { totalCount nodes { date kind } } }`,
			`{"timeline":{"totalCount":9,"nodes":[{"date":"1948","kind":"BEGAN"},{"date":"1948","kind":"BEGAN"},{"date":"1950","kind":"BEGAN"},{"date":"1988","kind":"HAPPENED"},{"date":"1988","kind":"HAPPENED"},{"date":"1997","kind":"BEGAN"},{"date":"1997-07","kind":"BEGAN"},{"date":"2005","kind":"BEGAN"},{"date":"2005","kind":"ENDED"}]}}`},
		{`{ compare(entities: ["Myanmar", "Thailand"], ` + merging + `) { entities { id } rows { totalCount } } }`, `{"compare":{"entities":[{"id":"country:burma"},{"id":"country:thailand"}],"rows":{"totalCount":7}}}`},
		{`{ count(by: SUBJECT, where: {relations: ["MEMBER_OF"]}, of: LINKS, ` + merging + `) { statementCount linkCount values { value count } } }`,
			`{"count":{"statementCount":2,"linkCount":1,"values":[{"value":"country:burma","count":1}]}}`},
		{`{ statements(where: {subject: ["MM"], object: ["ASEAN"]}, ` + merging + `) { totalCount nodes { corroboration { level } link { statementCount label } } } }`,
			`{"statements":{"totalCount":2,"nodes":[{"corroboration":{"level":"CORROBORATED"},"link":{"statementCount":2,"label":"member of"}},{"corroboration":{"level":"CORROBORATED"},"link":{"statementCount":2,"label":"member of"}}]}}`},
		{`{ entities(where: {relatedTo: {entity: "Myanmar"}}, ` + merging + `) { totalCount } }`, `{"entities":{"totalCount":6}}`},
		{`{ country(ref: "Burma", ` + merging + `) { documents { totalCount } mentions { totalCount nodes { entity { id } } } } }`,
			`{"country":{"documents":{"totalCount":2},"mentions":{"totalCount":3,"nodes":[{"entity":{"id":"country:burma"}},{"entity":{"id":"country:burma"}},{"entity":{"id":"country:burma"}}]}}}`},
	}
}

func TestMerge_AnswersAsOneEntity(t *testing.T) {
	e := mergeable(t)
	for _, ask := range aboutMerged() {
		a := e.ask(t, ask[0])
		assert.Empty(t, a.Errors, ask[0])
		assert.Equal(t, ask[1], strings.TrimSpace(string(a.Data)), ask[0])
	}
}

func TestMerge_IsUndoneByTheScope(t *testing.T) {
	e := mergeable(t)
	const apart = `{"country":{"id":"country:myanmar","statementCount":%d}}`
	for scope, count := range map[string]int{
		``:                                       5,
		`, scope: {}`:                            5,
		`, scope: {sameAs: APART}`:               5,
		`, scope: {sameAs: MERGE}`:               5, // denied
		`, scope: {sameAs: MERGE, asOf: "1900"}`: 0,
		`, scope: {sameAs: MERGE, datasets: ["dataset:reference"]}`:                    0,
		`, scope: {sameAs: MERGE, datasets: ["dataset:field"], knownBy: "2014-01-01"}`: 0,
		`, scope: {sameAs: MERGE, datasets: ["dataset:reference"], minReliability: A}`: 0,
		`, scope: {sameAs: APART, datasets: ["dataset:reference", "dataset:field"]}`:   4,
		`, scope: {datasets: ["dataset:reference", "dataset:field"]}`:                  4,
	} {
		assert.Equal(t, fmt.Sprintf(apart, count), e.data(t, `{ country(ref: "Myanmar"`+scope+`) { id statementCount } }`), scope)
	}
}

func TestMerge_WhatCannotMerge_SaysSo(t *testing.T) {
	e := mergeable(t)
	for query, says := range map[string]string{
		`{ search(text: "Burma", scope: {sameAs: MERGE}) { totalCount } }`:                     "search takes no scope with sameAs: MERGE",
		`{ diff(from: {sameAs: MERGE}, to: {}) { added } }`:                                    "diff takes no scope with sameAs: MERGE",
		`{ diff(from: {}, to: {sameAs: MERGE}) { added } }`:                                    "diff takes no scope with sameAs: MERGE",
		`{ compare(entities: ["Myanmar", "Burma"], ` + merging + `) { rows { totalCount } } }`: "twice",
		`{ paths(from: "Myanmar", to: "country:burma", ` + merging + `) { length } }`:          "both",
		`{ paths(from: "country:myanmar", to: "country:burma", ` + merging + `) { length } }`:  "both",
	} {
		a := e.ask(t, query)
		require.Len(t, a.Errors, 1, query)
		assert.Contains(t, a.Errors[0].Message, says, query)
		assert.Equal(t, "BAD_INPUT", a.Errors[0].Extensions["code"], query)
	}
}

// Where nothing is the same as anything, all is answered as before: lists, links, counts and paths.
func TestMerge_OfNothing_ChangesNothing(t *testing.T) {
	e := over(t, seeded(t))
	const ask = `{
		country(ref: "Georgia", scope: {asOf: "2010", sameAs: %s}) { id statementCount links { totalCount edges { cursor node { id } } } timeline { totalCount } }
		countries(first: 5, scope: {sameAs: %[1]s}) { totalCount nodes { id statementCount } }
		count(by: CATEGORY, scope: {sameAs: %[1]s}) { statementCount values { value count } }
		subgraph(around: ["NATO"], limit: 20, scope: {sameAs: %[1]s}) { totalNodes totalEdges }
	}`
	cursorless := `{ country(ref: "Georgia", scope: {asOf: "2010", sameAs: %s}) { links(first: 3) { nodes { id statementCount } } } }`
	assert.Equal(t, e.data(t, fmt.Sprintf(cursorless, "APART")), e.data(t, fmt.Sprintf(cursorless, "MERGE")))
	var apart, merged map[string]any
	decode(t, e.data(t, fmt.Sprintf(ask, "APART")), &apart)
	decode(t, e.data(t, fmt.Sprintf(ask, "MERGE")), &merged)
	for _, field := range []string{"countries", "count", "subgraph"} {
		assert.Equal(t, apart[field], merged[field], field)
	}
}

// A cursor belongs to its scope, merged or not.
func TestMerge_HasCursorsOfItsOwn(t *testing.T) {
	e := mergeable(t)
	var got struct {
		Entities struct{ PageInfo struct{ EndCursor string } }
	}
	decode(t, e.data(t, `{ entities(first: 2, `+merging+`) { pageInfo { endCursor } } }`), &got)
	next := func(scope string) answer {
		return e.ask(t, `query($c: String!) { entities(first: 2, after: $c, `+scope+`) { nodes { id } } }`, map[string]any{"c": got.Entities.PageInfo.EndCursor})
	}
	assert.Empty(t, next(merging).Errors)
	assert.Equal(t, "BAD_CURSOR", next(`scope: {datasets: ["dataset:reference", "dataset:field"]}`).Errors[0].Extensions["code"])
}
