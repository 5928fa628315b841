package graph

import (
	"encoding/json"
	"strings"
	"testing"

	"entente/internal/question"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// suggestionsOf returns the refs that an answer suggests, by the ref that they are for.
func suggestionsOf(t *testing.T, e endpoint, query string) map[string][]string {
	t.Helper()
	a := e.ask(t, query)
	for _, err := range a.Errors {
		assert.Equal(t, "NOT_FOUND", err.Extensions["code"])
	}
	var extensions struct {
		Suggestions []struct {
			Ref        string
			Candidates []struct{ Ref, Name, Kind string }
		}
	}
	if a.Extensions != nil {
		require.NoError(t, json.Unmarshal(a.Extensions, &extensions))
	}
	out := map[string][]string{}
	for _, s := range extensions.Suggestions {
		for _, c := range s.Candidates {
			assert.NotEmpty(t, c.Name)
			assert.NotEmpty(t, c.Kind)
			out[s.Ref] = append(out[s.Ref], c.Ref)
		}
	}
	return out
}

func TestSuggestions_ForARefThatMeansNothing(t *testing.T) {
	e := over(t, seeded(t))
	for name, tt := range map[string]struct {
		query string
		ref   string
		want  string
	}{
		"a slip":                    {`{ country(ref: "Gerogia") { id } }`, "Gerogia", "country:georgia"},
		"a slip in an id":           {`{ entity(ref: "country:gorgia") { id } }`, "country:gorgia", "country:georgia"},
		"another kind's very name":  {`{ country(ref: "NATO") { id } }`, "NATO", "alliance:nato"},
		"a name of only the CLDR":   {`{ country(ref: "Gruziya") { id } }`, "Gruziya", "country:georgia"},
		"a part of a name":          {`{ program(ref: "Tailored Partnership") { id } }`, "Tailored Partnership", "program:itpp"},
		"an id of a kind not asked": {`{ country(ref: "program:sngp") { id } }`, "program:sngp", "program:sngp"},
		"a slip in a former name":   {`{ country(ref: "Persya") { id } }`, "Persya", "country:iran"},
		"a page of Wikidata":        {`{ country(ref: "https://www.wikidata.org/wiki/Q230") { id } }`, "https://www.wikidata.org/wiki/Q230", "country:georgia"},
		"a page of Wikipedia":       {`{ country(ref: "https://ka.wikipedia.org/wiki/%E1%83%A1%E1%83%90%E1%83%A5%E1%83%90%E1%83%A0%E1%83%97%E1%83%95%E1%83%94%E1%83%9A%E1%83%9D") { id } }`, "https://ka.wikipedia.org/wiki/%E1%83%A1%E1%83%90%E1%83%A5%E1%83%90%E1%83%A0%E1%83%97%E1%83%95%E1%83%94%E1%83%9A%E1%83%9D", "country:georgia"},
		"a prefix of RDF":           {`{ country(ref: "wd:Q230") { id } }`, "wd:Q230", "country:georgia"},
		"a name for an id":          {`{ country(ref: "country:Georgia") { id } }`, "country:Georgia", "country:georgia"},
		"a number without zeros":    {`{ country(ref: "isonum:4") { id } }`, "isonum:4", "country:afghanistan"},
		"a scheme in capitals":      {`{ country(ref: "ISO3:geo") { id } }`, "ISO3:geo", "country:georgia"},
		"a code that nobody has":    {`{ country(ref: "cow:379") { id } }`, "cow:379", "country:albania"},
		"a scheme nobody has":       {`{ country(ref: "fips:Georgia") { id } }`, "fips:Georgia", "country:georgia"},
		"what is like nothing":      {`{ country(ref: "xyzzyplugh") { id } }`, "xyzzyplugh", "country:singapore"},
		"a slip in another script":  {`{ country(ref: "საქართველოo") { id } }`, "საქართველოo", "country:georgia"},
	} {
		t.Run(name, func(t *testing.T) {
			got := suggestionsOf(t, e, tt.query)
			require.Contains(t, got, tt.ref)
			assert.Equal(t, tt.want, got[tt.ref][0])
			err := e.ask(t, tt.query).Errors[0]
			assert.Contains(t, err.Message, "did you mean "+strings.Join(got[tt.ref], ", ")+"?", "where every client shows it")
			assert.Len(t, err.Extensions["candidates"], len(got[tt.ref]))
			assert.Len(t, err.Path, 1)
			assert.LessOrEqual(t, len(got[tt.ref]), question.MaxSuggestions)
		})
	}
	assert.Empty(t, suggestionsOf(t, e, `{ country(ref: "Georgia") { id } }`), "what means something")
}

// A search that finds nothing has the nearest names, of the kinds that it is for; one that finds something has none.
func TestSuggestions_OfASearchThatFindsNothing(t *testing.T) {
	e := over(t, seeded(t))
	got := suggestionsOf(t, e, `{ search(text: "xyzzyplugh", kinds: [ALLIANCE]) { totalCount } }`)["xyzzyplugh"]
	require.NotEmpty(t, got)
	for _, ref := range got {
		assert.True(t, strings.HasPrefix(ref, "alliance:"), ref)
	}
	assert.Empty(t, suggestionsOf(t, e, `{ search(text: "Gerogia") { totalCount } }`))
	assert.Empty(t, suggestionsOf(t, e, `{ search(text: "!!!") { totalCount } }`))
}

func TestSuggestions_OfSeveralRefs_StandInOrder(t *testing.T) {
	e := over(t, seeded(t))
	query := `{ b: country(ref: "Gerogia") { id } a: alliance(ref: "NATOO") { id } c: country(ref: "Armennia") { id } }`
	first := e.ask(t, query)
	assert.Len(t, suggestionsOf(t, e, query), 3)
	for range 5 {
		assert.Equal(t, string(first.Extensions), string(e.ask(t, query).Extensions))
	}
}

// A ref that fits several is an error that lists each one's exact form.
func TestRef_ThatFitsSeveral_ListsEachExactForm(t *testing.T) {
	e := over(t, seeded(t))
	a := e.ask(t, `{ country(ref: "Congo") { id } }`)
	require.Len(t, a.Errors, 1)
	assert.Equal(t, "AMBIGUOUS", a.Errors[0].Extensions["code"])
	assert.Equal(t, []any{
		map[string]any{"kind": "COUNTRY", "name": "Democratic Republic of the Congo", "ref": "country:democratic-republic-of-the-congo"},
		map[string]any{"kind": "COUNTRY", "name": "Republic of the Congo", "ref": "country:republic-of-the-congo"},
	}, a.Errors[0].Extensions["candidates"])
}

func TestRef_BareDigits_MeanNothing(t *testing.T) {
	e := over(t, seeded(t))
	a := e.ask(t, `{ country(ref: "Georgia") { id } entity(ref: "372") { id } }`)
	require.Len(t, a.Errors, 1)
	assert.Equal(t, `nothing is called "372"; did you mean country:georgia, country:ireland?`, a.Errors[0].Message, "digits never stand bare")
	assert.JSONEq(t, `{"country": {"id": "country:georgia"}, "entity": null}`, string(a.Data))
}

func TestCountries_ByIdentifier_AsOfADay(t *testing.T) {
	e := over(t, seeded(t))
	const query = `query($day: PartialDate) { countries(where: {identifier: {scheme: "gw", value: "345"}}, scope: {asOf: $day}) { nodes { id } } }`
	assert.JSONEq(t, `{"countries": {"nodes": [{"id": "country:yugoslavia"}]}}`, e.data(t, query, map[string]any{"day": "1985"}))
	assert.JSONEq(t, `{"countries": {"nodes": []}}`, e.data(t, query, map[string]any{"day": "2015"}))
	assert.JSONEq(t, `{"countries": {"nodes": []}}`, e.data(t, `{ countries(where: {identifier: {scheme: "gw", value: "34"}}) { nodes { id } } }`), "exact, no beginning")
}

func TestSearch_OverGraphQL(t *testing.T) {
	e := over(t, seeded(t))
	assert.JSONEq(t, `{"search": {"nodes": [{"entity": {"id": "country:georgia"}, "document": null, "field": "NAME", "passage": "საქართველო", "start": null, "highlight": "<mark>საქართველო</mark>"}], "totalCount": 1, "kinds": [{"value": "COUNTRY", "count": 1}]}}`,
		e.data(t, `{ search(text: "საქართველო") { nodes { entity { id } document { id } field passage start highlight } totalCount kinds { value count } } }`))
	var page struct {
		Search struct {
			Edges    []struct{ Cursor string }
			PageInfo struct{ HasNextPage bool }
		}
	}
	require.NoError(t, json.Unmarshal([]byte(e.data(t, `{ search(text: "nato", first: 2) { edges { cursor } pageInfo { hasNextPage } } }`)), &page))
	require.Len(t, page.Search.Edges, 2)
	assert.True(t, page.Search.PageInfo.HasNextPage)
	after := map[string]any{"after": page.Search.Edges[0].Cursor}
	got := e.data(t, `query($after: String) { search(text: "nato", first: 1, after: $after) { edges { cursor } } }`, after)
	assert.Contains(t, got, page.Search.Edges[1].Cursor)
	a := e.ask(t, `query($after: String) { search(text: "georgia", after: $after) { edges { cursor } } }`, after)
	require.Len(t, a.Errors, 1)
	assert.Equal(t, "BAD_CURSOR", a.Errors[0].Extensions["code"], "another text is another list")
}

func TestCount_OverGraphQL(t *testing.T) {
	e := over(t, seeded(t))
	const scope = `scope: {datasets: ["dataset:south-caucasus"]}`
	assert.JSONEq(t, `{"count": {"statementCount": 4, "values": [{"value": "DENIED", "count": 4}], "totalValues": 1, "truncated": false}}`,
		e.data(t, `{ count(by: POLARITY, where: {polarity: DENIED}, `+scope+`) { statementCount values { value count } totalValues truncated } }`))
	a := e.ask(t, `{ count(by: YEAR, limit: 1001) { statementCount } }`)
	require.Len(t, a.Errors, 1)
	assert.Equal(t, "LIMIT_EXCEEDED", a.Errors[0].Extensions["code"])
	a = e.ask(t, `{ count(by: YEAR, where: {subject: ["country:nowhere"]}) { statementCount } }`)
	require.Len(t, a.Errors, 1)
	assert.Equal(t, "NOT_FOUND", a.Errors[0].Extensions["code"])
}
