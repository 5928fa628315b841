package reconcile_test

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/meter"
	"entente/internal/question"
	"entente/internal/reconcile"
	"entente/internal/search"
	"entente/internal/seedtest"
	"entente/internal/store"
)

// services keeps the service over the built-in datasets, whose index takes a second.
var services struct {
	sync.Mutex
	seeded *reconcile.Service
}

func seeded(t *testing.T) *reconcile.Service {
	t.Helper()
	services.Lock()
	defer services.Unlock()
	if services.seeded == nil {
		services.seeded = over(seedtest.Shared(t), meter.DefaultLimits())
	}
	return services.seeded
}

func over(reader store.Reader, limits meter.Limits) *reconcile.Service {
	return reconcile.New(question.NewInterpreter(reader, search.NewCache(reader)), "1.2.3", limits, slog.New(slog.DiscardHandler))
}

// get asks by GET.
func get(t *testing.T, s http.Handler, address string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, address, nil))
	return w
}

// post sends a form as OpenRefine does: a field of JSON, in the form's usual encoding.
func post(t *testing.T, s http.Handler, field, value string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/reconcile", strings.NewReader(url.Values{field: {value}}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

type found struct {
	Result []struct {
		ID, Name string
		Score    float64
		Match    bool
		Type     []struct{ ID string }
		Features []struct {
			ID    string
			Value bool
		}
	}
	Error string
}

func (f found) ids() (ids []string) {
	for _, c := range f.Result {
		ids = append(ids, c.ID)
	}
	return ids
}

// match is the id of the candidate that is one; "" for none.
func (f found) match() string {
	for _, c := range f.Result {
		if c.Match {
			return c.ID
		}
	}
	return ""
}

// ask sends a batch, and holds it and its answer against the schemas.
func ask(t *testing.T, s http.Handler, queries string) map[string]found {
	t.Helper()
	conforms(t, "queries", queries)
	w := post(t, s, "queries", queries)
	require.Equal(t, http.StatusOK, w.Code, w.Body)
	conforms(t, "results", w.Body.String())
	return read(t, w)
}

func read(t *testing.T, w *httptest.ResponseRecorder) map[string]found {
	t.Helper()
	var all map[string]found
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &all), w.Body)
	for key, one := range all {
		for i := range one.Result {
			if i > 0 {
				assert.LessOrEqual(t, one.Result[i].Score, one.Result[i-1].Score, "%s: the likeliest first", key)
				assert.False(t, one.Result[i].Match, "%s: the first alone can be a match", key)
			}
		}
	}
	return all
}

func TestManifest_ConformsAndItsAddressesWork(t *testing.T) {
	s := seeded(t)
	w := get(t, s, "http://graph.example:8080/reconcile")
	require.Equal(t, http.StatusOK, w.Code)
	conforms(t, "manifest", w.Body.String())
	var m struct {
		Preview, View struct{ URL string }
		Suggest       map[string]struct {
			URL    string `json:"service_url"`
			Path   string `json:"service_path"`
			Flyout string `json:"flyout_service_path"`
		}
		Extend struct {
			Propose struct {
				URL  string `json:"service_url"`
				Path string `json:"service_path"`
			} `json:"propose_properties"`
		}
		BatchSize int
	}
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &m))
	assert.Equal(t, reconcile.MaxBatch, m.BatchSize)
	assert.Equal(t, "http://graph.example:8080/map/?sel={{id}}", m.View.URL)
	georgia := url.QueryEscape("country:georgia")

	page := get(t, s, strings.ReplaceAll(m.Preview.URL, "{{id}}", georgia))
	assert.Equal(t, http.StatusOK, page.Code)
	assert.Equal(t, "text/html; charset=utf-8", page.Header().Get("Content-Type"))
	assert.Contains(t, page.Body.String(), "<h1>Georgia</h1>")
	assert.Contains(t, page.Body.String(), `href="http://graph.example:8080/map/?sel=country:georgia"`)
	assert.Contains(t, page.Body.String(), "cow:372")
	assert.Contains(t, page.Header().Get("Content-Security-Policy"), "frame-ancestors *")

	for kind, schema := range map[string]string{"entity": "suggestedEntities", "property": "suggestedObjects", "type": "suggestedObjects"} {
		at := m.Suggest[kind]
		w := get(t, s, at.URL+at.Path+"?prefix=co")
		assert.Equal(t, http.StatusOK, w.Code)
		conforms(t, schema, w.Body.String())
		assert.NotContains(t, w.Body.String(), `"result":[]`, kind)
	}
	entity := m.Suggest["entity"]
	w = get(t, s, entity.URL+strings.ReplaceAll(entity.Flyout, "${id}", georgia))
	conforms(t, "flyout", w.Body.String())
	w = get(t, s, m.Extend.Propose.URL+m.Extend.Propose.Path+"?type=COUNTRY")
	conforms(t, "proposals", w.Body.String())
	assert.Contains(t, w.Body.String(), "iso3")
}

func TestManifest_NamesTheAddressThatAProxyIsReachedBy(t *testing.T) {
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://graph.example/reconcile", nil)
	r.Header.Set("X-Forwarded-Proto", "https")
	w := httptest.NewRecorder()
	seeded(t).ServeHTTP(w, r)
	assert.Contains(t, w.Body.String(), `"url":"https://graph.example/map/?sel={{id}}"`)
}

// TestReconcile_AsOpenRefineAsks sends what OpenRefine sends: a sample of the column to guess its kind, then the cells with the kind that was
// chosen, then also with other columns as properties, of which one was reconciled before.
func TestReconcile_AsOpenRefineAsks(t *testing.T) {
	s := seeded(t)
	guess := ask(t, s, `{"q0":{"query":"Georgia","limit":3},"q1":{"query":"Armenia","limit":3},"q2":{"query":"NATO","limit":3}}`)
	require.Len(t, guess, 3)
	for key, kind := range map[string]string{"q0": "COUNTRY", "q1": "COUNTRY", "q2": "ALLIANCE"} {
		require.NotEmpty(t, guess[key].Result)
		assert.LessOrEqual(t, len(guess[key].Result), 3)
		assert.Equal(t, kind, guess[key].Result[0].Type[0].ID)
	}
	typed := ask(t, s, `{"q0":{"query":"Georgia","type":"COUNTRY","type_strict":"should"},"q1":{"query":"Azerbaidjan","type":"COUNTRY","type_strict":"should"}}`)
	assert.Equal(t, "country:georgia", typed["q0"].match())
	assert.Equal(t, "country:azerbaijan", typed["q1"].Result[0].ID, "a slip finds it")
	assert.Empty(t, typed["q1"].match(), "and is no match")
	for _, c := range typed["q1"].Result {
		assert.Equal(t, "COUNTRY", c.Type[0].ID)
	}
	with := ask(t, s, `{"q0":{"query":"Georgia","type":"COUNTRY","type_strict":"should","properties":[{"pid":"cow","v":372},{"pid":"iso3","v":"GEO"}]},
		"q1":{"query":"Georgia","type":"COUNTRY","type_strict":"should","properties":[{"pid":"asOf","v":"1994-05-04T00:00:00Z"}]},
		"q2":{"query":"372","type":"COUNTRY","type_strict":"should","properties":[{"pid":"cow","v":{"id":"372","name":"Georgia"}}],"limit":7}}`)
	assert.Equal(t, "country:georgia", with["q0"].match())
	assert.Equal(t, "country:georgia", with["q1"].match())
	assert.Equal(t, "country:georgia", with["q2"].Result[0].ID, "the code says it")
	assert.Empty(t, with["q2"].match(), "but it is not called 372")
}

func TestReconcile_EqualByEveryWayToAsk(t *testing.T) {
	s := seeded(t)
	const queries = `{"a": {"query": "Türkiye"}, "b": {"properties": [{"pid": "cow", "v": ["640", 9999]}]}}`
	want := read(t, post(t, s, "queries", queries))
	assert.Equal(t, "country:turkey", want["a"].match())
	assert.Equal(t, "country:turkey", want["b"].match(), "one of several codes is enough")
	assert.Equal(t, want, read(t, get(t, s, "/reconcile?queries="+url.QueryEscape(queries))))
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	require.NoError(t, form.WriteField("queries", queries))
	require.NoError(t, form.Close())
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/reconcile", &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	assert.Equal(t, want, read(t, w))
}

func TestReconcile_MatchesOnlyWhatAloneIsSoCalledAtTheDate(t *testing.T) {
	for name, c := range map[string]struct{ query, first, match string }{
		"an id":                        {`{"query": "country:georgia"}`, "country:georgia", "country:georgia"},
		"a code with its scheme":       {`{"query": "cow:372"}`, "country:georgia", "country:georgia"},
		"a code of letters":            {`{"query": "GEO"}`, "country:georgia", "country:georgia"},
		"a bare number is no code":     {`{"query": "372"}`, "", ""},
		"a name in another script":     {`{"query": "საქართველო"}`, "country:georgia", "country:georgia"},
		"a name of then":               {`{"query": "Zaire", "properties": [{"pid": "asOf", "v": 1980}]}`, "country:democratic-republic-of-the-congo", "country:democratic-republic-of-the-congo"},
		"a name that was no longer":    {`{"query": "Zaire", "properties": [{"pid": "asOf", "v": 2010}]}`, "country:democratic-republic-of-the-congo", ""},
		"a state that was":             {`{"query": "Czechoslovakia", "properties": [{"pid": "asOf", "v": "1980"}]}`, "country:czechoslovakia", "country:czechoslovakia"},
		"a code of then":               {`{"query": "Germany", "properties": [{"pid": "cow", "v": 260}, {"pid": "asOf", "v": 1970}]}`, "country:germany", "country:germany"},
		"another code than the name's": {`{"query": "Georgia", "properties": [{"pid": "cow", "v": 371}]}`, "", ""},
		"the beginning of a name":      {`{"query": "Azerb"}`, "country:azerbaijan", ""},
		"of another kind":              {`{"query": "Georgia", "type": ["ALLIANCE", "ORGANIZATION"]}`, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := ask(t, seeded(t), `{"q": `+c.query+`}`)["q"]
			assert.Equal(t, c.match, got.match(), "%+v", got)
			if c.first != "" {
				require.NotEmpty(t, got.Result)
				assert.Equal(t, c.first, got.Result[0].ID)
			}
		})
	}
}
