package graph

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"testing"

	"entente/internal/knowledge"
	"entente/internal/store"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func decode(t testing.TB, data string, into any) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(data), into))
}

// introspection is the question that every GraphQL tool asks first; it is exactly 15 levels deep.
func TestIntrospection_TheStandardQueryPasses(t *testing.T) {
	query, err := os.ReadFile("testdata/introspection.graphql")
	require.NoError(t, err)
	data := over(t, seeded(t)).data(t, string(query))
	assert.Contains(t, data, `"name":"StatementFilter"`)
}

// connection is any connection whose nodes have ids.
type connection struct {
	Edges []struct {
		Cursor string
		Node   struct{ ID string }
	}
	PageInfo struct {
		HasNextPage, HasPreviousPage bool
		StartCursor, EndCursor       *string
	}
	TotalCount int
}

const connectionFields = `{ edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount }`

// walk pages through a list and returns the ids in the list's order.
func walk(t *testing.T, e endpoint, ask func(args string) string, at func(data string) connection, size int, backward bool) []string {
	t.Helper()
	var ids []string
	args := fmt.Sprintf("first: %d", size)
	if backward {
		args = fmt.Sprintf("last: %d", size)
	}
	cursor := ""
	for asked := 0; ; asked += size {
		c := at(e.data(t, ask(args+cursor)))
		require.LessOrEqual(t, asked, c.TotalCount, "a list without an end")
		page := make([]string, len(c.Edges))
		for i, edge := range c.Edges {
			page[i] = edge.Node.ID
		}
		if backward {
			ids = append(page, ids...)
			if !c.PageInfo.HasPreviousPage {
				assert.Len(t, ids, c.TotalCount)
				return ids
			}
			cursor = fmt.Sprintf(", before: %q", *c.PageInfo.StartCursor)
			continue
		}
		ids = append(ids, page...)
		if !c.PageInfo.HasNextPage {
			assert.Len(t, ids, c.TotalCount)
			return ids
		}
		cursor = fmt.Sprintf(", after: %q", *c.PageInfo.EndCursor)
	}
}

func TestPages_OfEverySizeAndWay_GiveTheSameList(t *testing.T) {
	if testing.Short() {
		t.Skip("it asks thousands of questions, one after another")
	}
	e := over(t, seeded(t))
	root := func(field string) func(string) string {
		return func(args string) string { return "{ list: " + field + "(" + args + ") " + connectionFields + "}" }
	}
	below := func(parent, field string) func(string) string {
		return func(args string) string {
			return "{ parent: " + parent + " { list: " + field + "(" + args + ") " + connectionFields + "} }"
		}
	}
	rootAt := func(data string) (c connection) {
		var v struct{ List connection }
		decode(t, data, &v)
		return v.List
	}
	belowAt := func(data string) (c connection) {
		var v struct{ Parent struct{ List connection } }
		decode(t, data, &v)
		return v.Parent.List
	}
	for name, c := range map[string]struct {
		ask func(string) string
		at  func(string) connection
	}{
		"statements":              {root("statements"), rootAt},
		"countries":               {root("countries"), rootAt},
		"entities":                {root("entities"), rootAt},
		"documents":               {root("documents"), rootAt},
		"revisions":               {root("revisions"), rootAt},
		"an entity's statements":  {below(`country(ref: "GE")`, "statements"), belowAt},
		"an entity's links":       {below(`entity(ref: "NATO")`, "links"), belowAt},
		"an entity's mentions":    {below(`entity(ref: "NATO")`, "mentions"), belowAt},
		"an entity's documents":   {below(`country(ref: "GE")`, "documents"), belowAt},
		"an alliance's others":    {below(`alliance(ref: "NATO")`, "affiliates"), belowAt},
		"a country's neighbors":   {below(`country(ref: "GE")`, "neighbors"), belowAt},
		"a document's statements": {below(`document(id: "document:natos-south-caucasus-partnerships-evolve")`, "statements"), belowAt},
		"a document's mentions":   {below(`document(id: "document:natos-south-caucasus-partnerships-evolve")`, "mentions"), belowAt},
	} {
		t.Run(name, func(t *testing.T) {
			all := walk(t, e, c.ask, c.at, 500, false)
			assert.NotEmpty(t, all)
			for _, size := range []int{1, 2, 7, 100} {
				if len(all) > 200*size {
					continue
				}
				assert.Equal(t, all, walk(t, e, c.ask, c.at, size, false), "forward by %d", size)
				assert.Equal(t, all, walk(t, e, c.ask, c.at, size, true), "backward by %d", size)
			}
		})
	}
}

func TestPage_OfNoRows_HasNoCursorsAndAllCounted(t *testing.T) {
	data := over(t, seeded(t)).data(t, `{ relationsOf: statements(first: 0, where: {relations: ["BORDERS"]}) `+connectionFields+`}`)
	assert.JSONEq(t, `{"relationsOf": {"edges": [], "totalCount": 1516,
		"pageInfo": {"hasNextPage": true, "hasPreviousPage": false, "startCursor": null, "endCursor": null}}}`, data)
}

func TestScope_HoldsAtAnyDepth(t *testing.T) {
	const query = `query($asOf: PartialDate) { country(ref: "AZ", scope: {asOf: $asOf, datasets: ["dataset:south-caucasus"]}) {
		statementCount
		links { nodes { target { ... on Alliance { affiliates { totalCount nodes { id ... on Country { programs { totalCount } } } } } } } }
	} }`
	e := over(t, seeded(t))
	before, after := e.data(t, query, map[string]any{"asOf": "1950"}), e.data(t, query, map[string]any{"asOf": "2025-11-17"})
	assert.NotEqual(t, before, after)
	assert.NotContains(t, before, `"id":"country:armenia","programs":{"totalCount":1}`)
	assert.Contains(t, after, `"id":"country:armenia","programs":{"totalCount":1}`)
}

// A document of 2025 says nothing to whoever asks what was known in 2024, and so its mentions are gone too.
func TestScope_KnownBy_HidesLaterDocuments(t *testing.T) {
	const query = `query($day: Date) {
		country(ref: "GE", scope: {knownBy: $day, datasets: ["dataset:south-caucasus"]}) { id statementCount mentions { totalCount } documents { totalCount } }
		documents(scope: {knownBy: $day, datasets: ["dataset:south-caucasus"]}) { totalCount }
		dataset(id: "dataset:south-caucasus", scope: {knownBy: $day}) { statementCount documentCount entityCount }
	}`
	e := over(t, seeded(t))
	assert.JSONEq(t, `{
		"country": {"id": "country:georgia", "statementCount": 0, "mentions": {"totalCount": 0}, "documents": {"totalCount": 0}},
		"documents": {"totalCount": 0},
		"dataset": {"statementCount": 0, "documentCount": 0, "entityCount": 35}
	}`, e.data(t, query, map[string]any{"day": "2024-12-31"}))
	assert.Contains(t, e.data(t, query, map[string]any{"day": "2025-11-17"}), `"documents":{"totalCount":1}`)
}

// pinned answers the newest revision differently each time, as when another process writes between two calls.
type pinned struct {
	store.Reader
	t     *testing.T
	asked int
}

func (p *pinned) Revision(ctx context.Context, number int) (*knowledge.Revision, error) {
	if number == 0 {
		p.asked++
	}
	return p.Reader.Revision(ctx, number)
}

func (p *pinned) Entities(ctx context.Context, revision int, ids []knowledge.ID) ([]*knowledge.Entity, error) {
	assert.NotZero(p.t, revision, "a call without a revision could read another one")
	return p.Reader.Entities(ctx, revision, ids)
}

func TestRequest_ReadsOneRevision(t *testing.T) {
	p := &pinned{Reader: seeded(t), t: t}
	over(t, p).data(t, `{ a: country(ref: "GE") { links { nodes { source { id } } } } b: country(ref: "country:armenia") { neighbors { nodes { id } } } statements { nodes { subject { id } } } }`)
	assert.Equal(t, 1, p.asked, "the newest revision is looked up once a request")
}

func TestNode_FindsEveryKindOfThing(t *testing.T) {
	e := over(t, seeded(t))
	var v struct {
		Statements struct {
			Nodes []struct {
				ID   string
				Link struct{ ID string }
			}
		}
		Country struct {
			Mentions struct{ Nodes []struct{ ID string } }
		}
	}
	decode(t, e.data(t, `{ statements(first: 1) { nodes { id link { id } } } country(ref: "GE") { mentions(first: 1) { nodes { id } } } }`), &v)
	ids := map[string]string{
		v.Statements.Nodes[0].ID: "Statement", v.Statements.Nodes[0].Link.ID: "Link", v.Country.Mentions.Nodes[0].ID: "Mention",
		"country:georgia": "Country", "city:tbilisi": "City", "relation:member-of": "Relation", "dataset:reference": "Dataset",
		"document:natos-south-caucasus-partnerships-evolve": "Document", "revision:1": "Revision", "person:ilham-aliyev": "Person",
	}
	for id, kind := range ids {
		assert.JSONEq(t, fmt.Sprintf(`{"node": {"__typename": %q, "id": %q}}`, kind, id),
			e.data(t, `query($id: ID!) { node(id: $id) { __typename id } }`, map[string]any{"id": id}))
	}
	for _, id := range []string{"", "x", "country:nowhere", "statement:x", "link:x", "mention:a-1-2", "relation:x", "dataset:x", "revision:9", "revision:01", "🦊:x"} {
		assert.JSONEq(t, `{"node": null}`, e.data(t, `query($id: ID!) { node(id: $id) { id } }`, map[string]any{"id": id}), id)
	}
}

func TestCountry_CodesFlagCapitalAndNeighbors(t *testing.T) {
	assert.JSONEq(t, `{"country": {"iso2": "GE", "iso3": "GEO", "flag": "🇬🇪", "region": "Western Asia", "capital": "Tbilisi",
		"neighbors": {"nodes": [{"id": "country:armenia"}, {"id": "country:azerbaijan"}, {"id": "country:russia"}, {"id": "country:turkey"}]},
		"events": {"nodes": [{"id": "event:georgia-russia-conflict", "start": null, "end": null}, {"id": "event:russo-georgian-war-2008", "start": "2008", "end": "2008"}]}}}`,
		over(t, seeded(t)).data(t, `{ country(ref: "cow:372") { iso2 iso3 flag region capital neighbors { nodes { id } } events { nodes { id start end } } } }`))
}

func TestRef_BareDigitsAndForeignLettersAreNobody(t *testing.T) {
	a := over(t, seeded(t)).ask(t, `{ a: entity(ref: "372") { id } b: entity(ref: "GRG") { id } c: entity(ref: "cow:372") { id }
		d: entity(ref: "საქართველო") { id } e: country(ref: "NATO") { id } f: country(ref: "TURKIYE") { id } }`)
	assert.Len(t, a.Errors, 3)
	assert.JSONEq(t, `{"a": null, "b": null, "c": {"id": "country:georgia"}, "d": {"id": "country:georgia"}, "e": null, "f": {"id": "country:turkey"}}`, string(a.Data))
}
