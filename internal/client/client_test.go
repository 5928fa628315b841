package client_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"entente/graph"
	"entente/internal/client"
	"entente/internal/knowledge"
	"entente/internal/store"
	"entente/internal/store/memstore"
	"entente/internal/store/storetest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// countries is how many countries the tests' graph has, more than one page of any size.
const countries = 1203

// counted is the API over a graph of many countries, which counts its requests.
type counted struct {
	http.Handler
	requests atomic.Int32
}

// ServeHTTP counts and answers a request.
func (c *counted) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.requests.Add(1)
	c.Handler.ServeHTTP(w, r)
}

func newAPI(t *testing.T) (*client.Endpoint, *counted) {
	t.Helper()
	rows := []store.Change{{Put: &knowledge.Dataset{ID: "dataset:many", Title: "Many", License: "CC0-1.0", Version: "1"}}}
	for i := range countries {
		rows = append(rows, store.Change{Put: &knowledge.EntityPart{
			Entity:  knowledge.Entity{ID: fmt.Sprintf("country:c%04d", i), Name: fmt.Sprintf("Country %d", i)},
			Dataset: "dataset:many",
		}})
	}
	s := memstore.New()
	_, err := s.Apply(t.Context(), storetest.ChangeSet(0, rows))
	require.NoError(t, err)
	handler, err := graph.NewHandler(s, graph.DefaultLimits(), slog.New(slog.DiscardHandler))
	require.NoError(t, err)
	c := &counted{Handler: handler}
	return client.InProcess(c), c
}

func parse(t *testing.T, query string) *client.Document {
	t.Helper()
	d, err := client.Parse(graph.SDL(), query, "")
	require.NoError(t, err)
	return d
}

func names(columns []client.Column) (names []string) {
	for _, c := range columns {
		names = append(names, c.Name)
	}
	return names
}

// ids gives the first value of each row of all pages, and the last page.
func ids(t *testing.T, endpoint *client.Endpoint, query string, variables client.Variables, all bool) (ids []string, last *client.Page) {
	t.Helper()
	table, err := parse(t, query).Table()
	require.NoError(t, err)
	for page, err := range table.Pages(t.Context(), endpoint, variables, all) {
		require.NoError(t, err)
		for _, row := range page.Rows {
			ids = append(ids, row[0][0])
		}
		last = page
	}
	return ids, last
}

func TestTable_Columns_AreThoseOfTheQuery(t *testing.T) {
	for query, want := range map[string][]string{
		"{ countries { nodes { id c: capital } } }":                                                                                    {"id", "c"},
		"{ countries { edges { cursor node { id identifiers { scheme value } } } } }":                                                  {"cursor", "id", "identifiers.scheme", "identifiers.value"},
		"{ country(ref: \"GE\") { name programs { nodes { name } } } relations { name } }":                                             {"name"},
		"query Q { ...f } fragment f on Query { countries { nodes { ...g ... on Country { name id } } } } fragment g on Entity { id }": {"id", "name"},
		"{ countries { nodes { id } } countries { nodes { name } } }":                                                                  {"id", "name"},
		"{ country(ref: \"GE\") { programs { edges { node { name } link { statements { nodes { polarity } } } } } } }":                 {"name", "link.statements.polarity"},
	} {
		table, err := parse(t, query).Table()
		require.NoError(t, err, query)
		assert.Equal(t, want, names(table.Columns), query)
	}
	for query, says := range map[string]string{
		"{ revision { number } }":         "no list",
		"{ countrys { nodes { id } } }":   "does not fit the schema",
		"{ countries { nodes { idd } } }": "does not fit the schema",
	} {
		_, err := parse(t, query).Table()
		assert.ErrorContains(t, err, says)
	}
}

func TestPages_GoThroughTheWholeList(t *testing.T) {
	var want []string
	for i := range countries {
		want = append(want, fmt.Sprintf("country:c%04d", i))
	}
	for name, tt := range map[string]struct {
		query     string
		variables client.Variables
		requests  int32
		from      int
	}{
		"large pages where the query does not say": {"{ countries { nodes { id } } }", nil, 3, 0},
		"pages of the query's size":                {"{ countries(first: 400) { nodes { id } } }", nil, 4, 0},
		"a size and a begin in variables":          {"query($n: Int!, $c: String) { countries(first: $n, after: $c) { nodes { id } } }", client.Variables{"n": []byte("401")}, 3, 0},
		"edges, in a fragment":                     {"query Q { ...f } fragment f on Query { countries { edges { node { id } } } }", nil, 3, 0},
		"a key that the query has twice":           {"{ countries { nodes { id } } countries { totalCount } }", nil, 3, 0},
	} {
		t.Run(name, func(t *testing.T) {
			endpoint, api := newAPI(t)
			got, last := ids(t, endpoint, tt.query, tt.variables, true)
			assert.True(t, slices.Equal(want[tt.from:], got), "%d rows", len(got))
			assert.Equal(t, countries, last.Total)
			assert.False(t, last.More)
			assert.Equal(t, tt.requests, api.requests.Load())
		})
	}
}

func TestPages_FromACursor(t *testing.T) {
	endpoint, _ := newAPI(t)
	answer, err := endpoint.Ask(t.Context(), client.Request{Query: "{ countries(first: 500) { pageInfo { endCursor } } }"})
	require.NoError(t, err)
	_, cursor, _ := strings.Cut(string(answer.Data), `"endCursor":"`)
	cursor, _, _ = strings.Cut(cursor, `"`)
	got, _ := ids(t, endpoint, fmt.Sprintf("{ countries(first: 100, after: %q) { nodes { id } } }", cursor), nil, true)
	assert.Len(t, got, countries-500)
	assert.Equal(t, "country:c0500", got[0])
}

func TestPages_OnePage_KnowsWhatThereIs(t *testing.T) {
	endpoint, api := newAPI(t)
	got, last := ids(t, endpoint, "{ countries(first: 5) { nodes { id } } }", nil, false)
	assert.Len(t, got, 5)
	assert.Equal(t, countries, last.Total)
	assert.True(t, last.More)
	assert.Equal(t, int32(1), api.requests.Load())
	got, _ = ids(t, endpoint, `{ countries(where: {nameContains: "nowhere"}) { nodes { id } } }`, nil, true)
	assert.Empty(t, got)
}

func TestPages_Errors(t *testing.T) {
	endpoint, _ := newAPI(t)
	for query, says := range map[string]string{
		`{ country(ref: "Country 12x") { programs { nodes { id } } } }`: `no country is called "Country 12x"; did you mean country:c`,
		"{ countries(last: 5) { nodes { id } } }":                       "leave last and before out",
		`{ countries(after: "nonsense") { nodes { id } } }`:             "the answer has 1 error: ",
		`{ statements(where: {relations: ["X"]}) { nodes { id } } }`:    "the answer has 1 error: ",
	} {
		table, err := parse(t, query).Table()
		require.NoError(t, err)
		var failed error
		for _, err := range table.Pages(t.Context(), endpoint, nil, true) {
			failed = err
		}
		assert.ErrorContains(t, failed, says)
	}
}

func TestPages_StopWhereNobodyTakesMore(t *testing.T) {
	endpoint, api := newAPI(t)
	table, err := parse(t, "{ countries(first: 1) { nodes { id } } }").Table()
	require.NoError(t, err)
	for _, err := range table.Pages(t.Context(), endpoint, nil, true) {
		require.NoError(t, err)
		if api.requests.Load() == 2 {
			break
		}
	}
	assert.Equal(t, int32(2), api.requests.Load())
}

func TestVariables_AreTypedAsTheQueryDeclares(t *testing.T) {
	const query = `query($s: String, $id: ID, $n: Int, $f: Float, $b: Boolean, $e: CountBy, $d: PartialDate, $l: [ID!], $w: StatementFilter, $new: NewType) { a }`
	for words, want := range map[string]string{
		"s=GE": `"GE"`, "s=12": `"12"`, "s=": `""`, "s=a=b": `"a=b"`, "s=null": `"null"`, "$s=x": `"x"`, "id=372": `"372"`, "n=-12": "-12",
		"f=1.5e3": "1.5e3", "b=true": "true", "e=YEAR": `"YEAR"`, "d=1994": `"1994"`, "l=a": `["a"]`, `l=["a", "b"]`: `["a", "b"]`, "new=x": `"x"`,
		`w={"held": true}`: `{"held": true}`, `s="quoted"`: `"\"quoted\""`, "s=[": `"["`,
	} {
		got, err := parse(t, query).Variables("", []string{words}, knowledge.DidYouMean)
		require.NoError(t, err, words)
		for _, value := range got {
			assert.Equal(t, want, string(value), words)
		}
	}
	got, err := parse(t, query).Variables(`{"s": null, "n": 1}`, []string{"l=a", "l=b", "n=2"}, knowledge.DidYouMean)
	require.NoError(t, err)
	assert.Equal(t, client.Variables{"s": []byte("null"), "n": []byte("2"), "l": []byte(`["a","b"]`)}, got)
}

func TestVariables_ThatAreWrong_SayHowToWriteThem(t *testing.T) {
	const query = `query($ref: String, $n: Int, $f: Float, $b: Boolean, $e: CountBy, $w: StatementFilter, $l: [Int!]) { a }`
	for words, says := range map[string]string{
		"reff=GE": "no variable $reff; it has $ref, $n, $f, $b, $e, $w, $l; did you mean ref?", "ref": `"ref" is no variable with its value; write NAME=VALUE`, "n=x": `$n is Int: "x" is no whole number`,
		"n=1.0": "no whole number", "n=3000000000": "32 bits", "f=x": `"x" is no number`, "f=Inf": "is no number", "b=yes": `"yes" is neither true nor false`,
		"e=year": `"year" is none of CATEGORY, `, "w=x": "is no JSON object", "l=x": `$l is [Int!]: "x" is no whole number`,
	} {
		_, err := parse(t, query).Variables("", []string{words}, knowledge.DidYouMean)
		assert.ErrorContains(t, err, says, words)
	}
	_, err := parse(t, "{ a }").Variables("", []string{"x=1"}, knowledge.DidYouMean)
	assert.ErrorContains(t, err, "declares no variables, as query($x: String!)")
	_, err = parse(t, "query($ref: String!) { a }").Variables("{}", nil, knowledge.DidYouMean)
	assert.ErrorContains(t, err, "the query needs $ref, which is String!: --var ref=VALUE")
	for _, text := range []string{"{", "[1]", "1"} {
		_, err = parse(t, query).Variables(text, nil, knowledge.DidYouMean)
		assert.ErrorContains(t, err, "no JSON object")
	}
}

func TestParse_ChoosesAnOperation(t *testing.T) {
	const two = "query A { revision { number } } query B { relations { name } }"
	_, err := client.Parse(graph.SDL(), two, "")
	assert.ErrorContains(t, err, "choose one with --operation: A, B")
	_, err = client.Parse(graph.SDL(), two, "C")
	assert.ErrorContains(t, err, `no operation "C"; it has A, B`)
	d, err := client.Parse(graph.SDL(), two, "B")
	require.NoError(t, err)
	assert.Equal(t, client.Request{Query: two, Operation: "B"}, d.Request(nil))
	for _, text := range []string{"", "{", "{ a", "fragment f on Query { a }"} {
		_, err := client.Parse(graph.SDL(), text, "")
		assert.Error(t, err, text)
	}
}

func TestRemote(t *testing.T) {
	_, api := newAPI(t)
	routes := http.NewServeMux()
	routes.Handle("/graphql", api)
	server := httptest.NewServer(routes)
	defer server.Close()
	for _, url := range []string{server.URL, server.URL + "/", server.URL + "/graphql"} {
		endpoint, err := client.Remote(url)
		require.NoError(t, err)
		answer, err := endpoint.Ask(t.Context(), client.Request{Query: "{ countries { totalCount } }"})
		require.NoError(t, err)
		assert.JSONEq(t, `{"countries": {"totalCount": 1203}}`, string(answer.Data))
	}
	endpoint, err := client.Remote(server.URL + "/nowhere")
	require.NoError(t, err)
	_, err = endpoint.Ask(t.Context(), client.Request{Query: "{ a }"})
	assert.ErrorContains(t, err, "answered 404 Not Found, and no answer of GraphQL")
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = endpoint.Ask(cancelled, client.Request{Query: "{ a }"})
	assert.ErrorIs(t, err, context.Canceled)
	server.Close()
	_, err = endpoint.Ask(t.Context(), client.Request{Query: "{ a }"})
	assert.ErrorContains(t, err, "no server answers at "+server.URL)
	for address, says := range map[string]string{
		"127.0.0.1:8080": "no URL of a server", "localhost": "no URL", "ftp://x": "no URL", "http://": "no URL", "http://u:secret@h": "user name or a password", "": "no URL", "http://[": "no URL",
	} {
		_, err := client.Remote(address)
		assert.ErrorContains(t, err, says, address)
		assert.NotContains(t, err.Error(), "secret")
	}
}
