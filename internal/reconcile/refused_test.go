package reconcile_test

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/admission"
	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/meter"
	"entente/internal/question"
	"entente/internal/reconcile"
	"entente/internal/search"
	"entente/internal/seedtest"
	"entente/internal/store"
	"entente/internal/store/memstore"
)

// drawn returns a service over entities that the built-in datasets have none like: namesakes, a name for some time, hostile texts.
func drawn(t *testing.T) *reconcile.Service {
	t.Helper()
	d := knowledge.ID("dataset:drawn")
	entity := func(id, name string, names ...knowledge.Name) knowledge.Row {
		return &knowledge.EntityPart{Dataset: d, Entity: knowledge.Entity{ID: id, Name: name, Names: names, Description: `<img src=x onerror="alert(1)">`}}
	}
	until := func(text, to string) knowledge.Name {
		at, err := edtf.ParseDate(to)
		require.NoError(t, err)
		return knowledge.Name{Text: text, Kind: knowledge.NameFormer, ValidTo: at}
	}
	rows := []knowledge.Row{
		&knowledge.Dataset{ID: d, Title: "Drawn", License: "CC0-1.0", Version: "1"},
		entity("country:norland", "Norland", until("Union", "1950")),
		entity("country:esteria", "Esteria", knowledge.Name{Text: "Union", Kind: knowledge.NameAlias}),
		entity("organization:norland", "Norland"),
		entity("person:script", `</title><script>alert("1")</script>`),
	}
	s := memstore.New()
	_, err := s.Apply(t.Context(), store.ChangeSet{At: time.Unix(0, 0), Description: "draw", Changes: func(yield func(store.Change, error) bool) {
		for _, row := range rows {
			if !yield(store.Change{Put: row}, nil) {
				return
			}
		}
	}})
	require.NoError(t, err)
	return over(s, meter.DefaultLimits())
}

func TestReconcile_NamesakesAreNoMatch_UnlessKindOrDateTellsThemApart(t *testing.T) {
	s := drawn(t)
	for query, match := range map[string]string{
		`{"query": "Norland"}`:                                                                  "",
		`{"query": "Norland", "limit": 1}`:                                                      "",
		`{"query": "norland", "type": "ORGANIZATION"}`:                                          "organization:norland",
		`{"query": "Union"}`:                                                                    "",
		`{"query": "Union", "properties": [{"pid": "asOf", "v": "1940"}]}`:                      "",
		`{"query": "Union", "properties": [{"pid": "asOf", "v": "1990"}]}`:                      "country:esteria",
		`{"query": "Union", "properties": [{"pid": "asOf", "v": "1990"}], "type": ["COUNTRY"]}`: "country:esteria",
	} {
		got := ask(t, s, `{"q": `+query+`}`)["q"]
		assert.Equal(t, match, got.match(), query)
		assert.NotEmpty(t, got.Result, query)
	}
	all := ask(t, s, `{"q": {"query": "Norland"}}`)["q"]
	assert.ElementsMatch(t, []string{"country:norland", "organization:norland"}, all.ids())
}

func TestPreview_EscapesWhatTheGraphSays(t *testing.T) {
	s := drawn(t)
	for _, address := range []string{"/reconcile/preview?id=person:script", "/reconcile/flyout?id=person:script"} {
		body := get(t, s, address).Body.String()
		assert.NotContains(t, body, "<script", address)
		assert.NotContains(t, body, "<img", address)
		assert.NotContains(t, body, "</title><script", address)
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/reconcile/preview?id=country:norland", nil)
	r.Host = `x"><script>`
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	assert.NotContains(t, w.Body.String(), "<script", "a hostile address of the server")
}

func TestSuggest_PagesThroughEntities(t *testing.T) {
	s := seeded(t)
	first := get(t, s, "/reconcile/suggest/entity?prefix=re&type=COUNTRY").Body.String()
	second := get(t, s, "/reconcile/suggest/entity?prefix=re&type=COUNTRY&cursor=10").Body.String()
	conforms(t, "suggestedEntities", second)
	assert.Equal(t, 10, strings.Count(first, `"notable"`))
	assert.NotEqual(t, first, second)
	assert.Contains(t, get(t, s, "/reconcile/suggest/entity?prefix=country:georgia").Body.String(), `{"id":"country:georgia","name":"Georgia"`)
	assert.JSONEq(t, `{"result": []}`, get(t, s, "/reconcile/suggest/entity?prefix=").Body.String())
	assert.Contains(t, get(t, s, "/reconcile/suggest/type?prefix=all").Body.String(), `"id":"ALLIANCE"`)
	assert.Contains(t, get(t, s, "/reconcile/suggest/property?prefix=as").Body.String(), `"id":"asOf"`)
}

func TestExtend_GivesCodesOfATime(t *testing.T) {
	w := post(t, seeded(t), "extend", `{"ids": ["country:georgia", "country:germany", "country:nowhere"],
		"properties": [{"id": "iso3"}, {"id": "cow", "settings": {"asOf": "1970"}}, {"id": "kind"}]}`)
	require.Equal(t, http.StatusOK, w.Code, w.Body)
	conforms(t, "extension", w.Body.String())
	assert.JSONEq(t, `{"meta": [{"id": "iso3", "name": "ISO 3166-1, three letters"}, {"id": "cow", "name": "Correlates of War, number"}, {"id": "kind", "name": "Kind"}],
		"rows": {"country:georgia": {"iso3": [{"str": "GEO"}], "cow": [], "kind": [{"str": "country"}]},
			"country:germany": {"iso3": [{"str": "DEU"}], "cow": [{"str": "260"}], "kind": [{"str": "country"}]},
			"country:nowhere": {"iso3": [], "cow": [], "kind": []}}}`, w.Body.String())
}

// TestRefused_SaysWhatIsWrong sends what cannot be answered: the answer has the status, and names the place.
func TestRefused_SaysWhatIsWrong(t *testing.T) {
	s := seeded(t)
	var many []string
	for i := range reconcile.MaxBatch + 1 {
		many = append(many, fmt.Sprintf(`"q%d":{"query":"a"}`, i))
	}
	for value, c := range map[string]struct {
		status int
		says   string
	}{
		"{" + strings.Join(many, ",") + "}":                              {http.StatusRequestEntityTooLarge, "51 queries; 50 would pass"},
		`{"q0": {"query": "a", "type": "COUNTRI"}}`:                      {http.StatusBadRequest, `query \"q0\": there is no type \"COUNTRI\"; did you mean COUNTRY?`},
		`{"q0": {"query": "a", "properties": [{"pid": "iso", "v": 1}]}}`: {http.StatusBadRequest, `nothing is matched by the property \"iso\"`},
		`{"q0": {"query": "a", "limit": 0}}`:                             {http.StatusBadRequest, "limit is a whole number from 1 on"},
		`{"q0": {"query": "a", "limit": 1.5}}`:                           {http.StatusBadRequest, "limit is a whole number from 1 on"},
		`{"q0": {"query": 7}}`:                                           {http.StatusBadRequest, "query cannot be a number"},
		`{"q0": {"query": "a", "typ": "COUNTRY"}}`:                       {http.StatusBadRequest, `unknown field \"typ\"`},
		`{"q0": {}}`: {http.StatusBadRequest, "neither a query nor properties"},
		`{"q0": {"query": "a", "type_strict": "maybe"}}`: {http.StatusBadRequest, "type_strict is any, should or all"},
		`[]`:                    {http.StatusBadRequest, "it cannot be a array"},
		`{"q0": {"query": "a"}`: {http.StatusBadRequest, "it ends too early"},
		`{} {}`:                 {http.StatusBadRequest, "something stands behind it"},
	} {
		w := post(t, s, "queries", value)
		assert.Equal(t, c.status, w.Code, value)
		assert.Contains(t, w.Body.String(), c.says, value)
		assert.Less(t, w.Body.Len(), 1000)
	}
	assert.Equal(t, http.StatusRequestEntityTooLarge, post(t, s, "queries", strings.Repeat("a", reconcile.MaxBody)).Code)
	assert.Equal(t, http.StatusBadRequest, post(t, s, "query", `{}`).Code)
	assert.Equal(t, http.StatusBadRequest, post(t, s, "extend", `{"ids": [], "properties": [{"id": "iso4"}]}`).Code)
	assert.Equal(t, http.StatusNotFound, get(t, s, "/reconcile/preview?id=country:nowhere").Code)
	assert.Equal(t, http.StatusBadRequest, get(t, s, "/reconcile/preview?id=x").Code)
	assert.Equal(t, http.StatusNotFound, get(t, s, "/reconcile/nothing").Code)
	assert.Equal(t, http.StatusBadRequest, get(t, s, "/reconcile/suggest/entity?prefix=a&cursor=-1").Code)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodPut, "/reconcile", nil))
	assert.Equal(t, http.StatusMethodNotAllowed, w.Code)
}

// TestReconcile_AValueOfARowDoesNotSpoilItsBatch: what stands in one cell is the client's data, and is told beside its query.
func TestReconcile_AValueOfARowDoesNotSpoilItsBatch(t *testing.T) {
	got := ask(t, seeded(t), `{"bad": {"query": "Georgia", "properties": [{"pid": "asOf", "v": "n/a"}]},
		"two": {"query": "Georgia", "properties": [{"pid": "asOf", "v": [1994, 1995]}]},
		"long": {"query": "`+strings.Repeat("word ", 300)+`"}, "blank": {"query": "Georgia", "properties": [{"pid": "asOf", "v": ""}, {"pid": "cow", "v": []}]},
		"good": {"query": "Georgia"}}`)
	assert.Contains(t, got["bad"].Error, `"n/a" is not one date`)
	assert.Contains(t, got["two"].Error, `"1994, 1995" is not one date`)
	assert.Contains(t, got["long"].Error, "1000 would pass")
	assert.Empty(t, got["bad"].Result)
	assert.Equal(t, "country:georgia", got["blank"].match(), "an empty cell asks for nothing")
	assert.Equal(t, "country:georgia", got["good"].match())
}

func TestReconcile_IsBoundedAndAdmitted(t *testing.T) {
	var queries []string
	for i := range reconcile.MaxBatch {
		queries = append(queries, fmt.Sprintf(`"q%d":{"query":"the republic of %d a e i o u und de la %s","limit":50}`, i, i, strings.Repeat("konstantinopolitanisch ", 8)))
	}
	batch := "{" + strings.Join(queries, ",") + "}"
	assert.Equal(t, http.StatusOK, post(t, seeded(t), "queries", batch).Code, "a full batch of long texts passes")

	limits := meter.DefaultLimits()
	limits.Work = 100 * time.Microsecond
	tight := over(seedtest.Shared(t), limits)
	w := post(t, tight, "queries", batch)
	assert.Equal(t, http.StatusRequestEntityTooLarge, w.Code)
	assert.Contains(t, w.Body.String(), "LIMIT_EXCEEDED")

	gate := admission.New(admission.Options{Requests: 9, PerClient: 9, Slots: 1, Queue: 1, Wait: time.Millisecond})
	busy, err := gate.Enter("a")
	require.NoError(t, err)
	require.NoError(t, busy.Admit(t.Context(), 1))
	ticket, err := gate.Enter("b")
	require.NoError(t, err)
	r := httptest.NewRequestWithContext(admission.With(t.Context(), ticket), http.MethodPost, "/reconcile", strings.NewReader(url.Values{"queries": {batch}}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w = httptest.NewRecorder()
	seeded(t).ServeHTTP(w, r)
	assert.Equal(t, http.StatusServiceUnavailable, w.Code, w.Body)
	assert.NotEmpty(t, w.Header().Get("Retry-After"))
}

func TestReconcile_AStoreThatIsAwayIsSaid_AndAnythingElseIsNot(t *testing.T) {
	s := memstore.New()
	service := reconcile.New(question.NewInterpreter(s, search.NewCache(s)), "", meter.DefaultLimits(), slog.New(slog.DiscardHandler))
	assert.Equal(t, http.StatusOK, post(t, service, "queries", `{"q": {"query": "a"}}`).Code, "an empty graph")
	require.NoError(t, s.Close())
	w := post(t, service, "queries", `{"q": {"query": "a"}}`)
	assert.Equal(t, http.StatusServiceUnavailable, w.Code)
}
