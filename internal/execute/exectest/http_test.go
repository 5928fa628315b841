package exectest

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"entente/internal/execute"
	"entente/internal/execute/difftest"
	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	responseJSON = "application/graphql-response+json"
	plainJSON    = "application/json"
)

var errRecovered = errors.New("recovered")

func newEndpoint(f fixture) *handler.Server {
	s := handler.New(f.Executor)
	s.AddTransport(execute.HTTP{})
	s.SetRecoverFunc(func(_ context.Context, _ any) error { return errRecovered })
	return s
}

type request struct {
	method, accept, contentType, target, body string
}

func (r request) send(h http.Handler) *httptest.ResponseRecorder {
	target := r.target
	if target == "" {
		target = "/"
	}
	req := httptest.NewRequest(r.method, target, strings.NewReader(r.body))
	if r.accept != "" {
		req.Header.Set("Accept", r.accept)
	}
	if r.contentType != "" {
		req.Header.Set("Content-Type", r.contentType)
	}
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, req)
	return rec
}

func get(query string) string { return "/?query=" + url.QueryEscape(query) }

func TestHTTPStatus(t *testing.T) {
	h := newEndpoint(newFixture(t, execute.Options{}))
	const ok, json = `{"query":"{ fail }"}`, plainJSON
	for name, c := range map[string]struct {
		request
		status      int
		contentType string
		contains    string
	}{
		"POST":                         {request{"POST", responseJSON, json, "", ok}, 200, responseJSON, `{"data":{"fail":"fine"}}`},
		"POST to an old client":        {request{"POST", "", json, "", ok}, 200, json, `{"data":{"fail":"fine"}}`},
		"content type with a charset":  {request{"POST", "", json + "; charset=UTF-8", "", ok}, 200, json, `fine`},
		"any answer":                   {request{"POST", "*/*", json, "", ok}, 200, json, `fine`},
		"an ordinary browser":          {request{"GET", "text/html,application/xml;q=0.9,*/*;q=0.8", "", get(`{ fail }`), ""}, 200, json, `fine`},
		"JSON liked better":            {request{"POST", "application/json, " + responseJSON + ";q=0.5", json, "", ok}, 200, json, `fine`},
		"both liked":                   {request{"POST", "application/json, " + responseJSON, json, "", ok}, 200, responseJSON, `fine`},
		"GET":                          {request{"GET", responseJSON, "", get(`query Q($a: Boolean) { fail(really: $a) }`) + "&variables=" + url.QueryEscape(`{"a":false}`) + "&operationName=Q&extensions={}", ""}, 200, responseJSON, `fine`},
		"fields fail":                  {request{"POST", responseJSON, json, "", `{"query":"{ fail(really: true) }"}`}, 200, responseJSON, `{"data":{"fail":null},"errors":[{"message":"failed as asked","path":["fail"],"locations":[{"line":1,"column":3}]}]`},
		"all data are null":            {request{"POST", responseJSON, json, "", `{"query":"{ strict(really: true) }"}`}, 200, responseJSON, `"data":null`},
		"syntax":                       {request{"POST", responseJSON, json, "", `{"query":"{"}`}, 400, responseJSON, `{"errors":[{"message":"Expected Name`},
		"syntax, old client":           {request{"POST", json, json, "", `{"query":"{"}`}, 200, json, `{"errors":[{"message":"Expected Name`},
		"validation":                   {request{"POST", responseJSON, json, "", `{"query":"{ nothing }"}`}, 400, responseJSON, `Cannot query field`},
		"variables":                    {request{"POST", responseJSON, json, "", `{"query":"query($a: Int!) { people(first: $a) { id } }"}`}, 400, responseJSON, `must be defined`},
		"no JSON":                      {request{"POST", responseJSON, json, "", `{"query" secret`}, 400, responseJSON, `"the body: no JSON object can be read: see byte 10"`},
		"no JSON, old client":          {request{"POST", json, json, "", `nonsense`}, 400, json, `no JSON object`},
		"text after JSON":              {request{"POST", json, json, "", ok + ` more`}, 400, json, `"the body: no JSON`},
		"two objects":                  {request{"POST", json, json, "", ok + ok}, 400, json, `there is text after the JSON object`},
		"no object":                    {request{"POST", json, json, "", `[]`}, 400, json, `a JSON object is wanted, not a array`},
		"query of another type":        {request{"POST", json, json, "", `{"query":5}`}, 400, json, `query is a number, not a string`},
		"variables of another type":    {request{"POST", json, json, "", `{"query":"{ fail }","variables":"x"}`}, 400, json, `variables is a string, not a map`},
		"no query":                     {request{"POST", json, json, "", `{}`}, 400, json, `the request has no query`},
		"GET without query":            {request{"GET", json, "", "/", ""}, 400, json, `the request has no query`},
		"GET with bad variables":       {request{"GET", json, "", get(`{ fail }`) + "&variables={", ""}, 400, json, `variables: no JSON`},
		"GET with a bad URL":           {request{"GET", json, "", "/?query=%zz", ""}, 400, json, `the URL's query cannot be read`},
		"mutation by POST":             {request{"POST", json, json, "", `{"query":"mutation { touch(id: \"E1\") { number } }"}`}, 200, json, `{"touch":{"number":1}}`},
		"mutation by GET":              {request{"GET", json, "", get(`mutation { touch(id: "E1") { number } }`), ""}, 405, json, `GET is for queries`},
		"another method":               {request{"PUT", json, json, "", ok}, 405, json, `GET or POST`},
		"text":                         {request{"POST", json, "text/plain", "", ok}, 415, json, `application/json`},
		"no content type":              {request{"POST", json, "", "", ok}, 415, json, `application/json`},
		"another charset":              {request{"POST", json, json + "; charset=latin1", "", ok}, 415, json, `UTF-8`},
		"an answer in HTML":            {request{"POST", "text/html", json, "", ok}, 406, json, `answers are`},
		"an answer in another charset": {request{"POST", json + "; charset=latin1", json, "", ok}, 406, json, `answers are`},
		"a wish that cannot be read":   {request{"POST", "application/json;q=x, ;", json, "", ok}, 406, json, `answers are`},
	} {
		t.Run(name, func(t *testing.T) {
			rec := c.send(h)
			assert.Equal(t, c.status, rec.Code, rec.Body)
			assert.Equal(t, c.contentType+"; charset=utf-8", rec.Header().Get("Content-Type"))
			assert.Contains(t, rec.Body.String(), c.contains)
			assertJSON(t, rec.Body.Bytes())
			assert.NotContains(t, rec.Body.String(), "secret", "a body is never repeated")
			if c.status >= 400 {
				assert.NotContains(t, rec.Body.String(), `"data"`)
			}
			if c.status == 405 {
				assert.NotEmpty(t, rec.Header().Get("Allow"))
			}
		})
	}
}

func assertJSON(t *testing.T, b []byte) {
	t.Helper()
	assert.True(t, json.Valid(b), "%s", b)
}

func TestHTTPBodyLimitOfMiddleware(t *testing.T) {
	h := newEndpoint(newFixture(t, execute.Options{}))
	limited := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, 10)
		h.ServeHTTP(w, r)
	})
	rec := request{"POST", "", plainJSON, "", `{"query":"{ fail }"}`}.send(limited)
	assert.Equal(t, http.StatusRequestEntityTooLarge, rec.Code)
	assert.Contains(t, rec.Body.String(), "the body is larger than 10 bytes")
}

func TestHTTPEndOfContext(t *testing.T) {
	h := newEndpoint(newFixture(t, execute.Options{}))
	req := httptest.NewRequest("POST", "/", strings.NewReader(`{"query":"{ fail }"}`))
	req.Header.Set("Content-Type", plainJSON)
	c, cancel := context.WithCancel(req.Context())
	cancel()
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, req.WithContext(c))
	assert.Equal(t, http.StatusServiceUnavailable, rec.Code)
	assert.Contains(t, rec.Body.String(), "context canceled")
}

func TestHTTPWithoutAResponse(t *testing.T) {
	h := newEndpoint(newFixture(t, execute.Options{}))
	h.AroundResponses(func(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
		if r := next(ctx); r.Data == nil {
			return r
		}
		return nil
	})
	rec := request{"GET", responseJSON, "", get(`{ fail }`), ""}.send(h)
	assert.Equal(t, http.StatusInternalServerError, rec.Code)
	assert.JSONEq(t, `{"errors":[{"message":"the server has no answer"}]}`, rec.Body.String())
}

// TestHTTPMiddlewareMayAnswer checks that the transport sends a response that middleware has replaced.
func TestHTTPMiddlewareMayAnswer(t *testing.T) {
	h := newEndpoint(newFixture(t, execute.Options{}))
	for status, answer := range map[int]*graphql.Response{
		200: {Data: []byte(`{"other":1}`), Extensions: map[string]any{"a": 1}},
		400: graphql.ErrorResponse(context.Background(), "not today"),
		500: {Data: []byte(`no JSON`)},
	} {
		h.AroundOperations(func(context.Context, graphql.OperationHandler) graphql.ResponseHandler {
			return graphql.OneShot(answer)
		})
		rec := request{"GET", responseJSON, "", get(`{ fail }`), ""}.send(h)
		assert.Equal(t, status, rec.Code)
		assertJSON(t, rec.Body.Bytes())
		h = newEndpoint(newFixture(t, execute.Options{}))
	}
	h.AroundResponses(func(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
		r := next(ctx)
		r.Extensions = map[string]any{"took": 5, "x": []int{1}}
		return r
	})
	rec := request{"GET", "", "", get(`{ fail }`), ""}.send(h)
	assert.Equal(t, `{"data":{"fail":"fine"},"extensions":{"took":5,"x":[1]}}`, rec.Body.String())
	h = newEndpoint(newFixture(t, execute.Options{}))
	h.AroundResponses(func(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
		r := next(ctx)
		r.Extensions["bad"] = func() {}
		return r
	})
	rec = request{"GET", "", "", get(`{ fail }`), ""}.send(h)
	assert.Equal(t, `{"data":{"fail":"fine"},"extensions":null}`, rec.Body.String())
}

// TestHTTPSaysTheSame checks that the body equals the response.
func TestHTTPSaysTheSame(t *testing.T) {
	f := newFixture(t, execute.Options{})
	h := newEndpoint(f)
	server := newServer(f.Executor)
	server.SetRecoverFunc(func(_ context.Context, _ any) error { return errRecovered })
	g := difftest.NewQuestions(f.Schema(), rand.New(rand.NewPCG(randomSeed(t), 3)), difftest.Config{Samples: samples(), Skip: skipped, Depth: 6})
	for n := 0; n < 300; {
		q := g.Next()
		want, errs := difftest.Ask(context.Background(), server, q)
		if errs != nil {
			continue
		}
		n++
		wantText, err := json.Marshal(want)
		require.NoError(t, err)
		body, err := json.Marshal(map[string]any{"query": q.Text, "variables": q.Variables})
		require.NoError(t, err)
		rec := request{"POST", "", plainJSON, "", string(body)}.send(h)
		require.Equal(t, 200, rec.Code)
		require.JSONEq(t, string(wantText), rec.Body.String(), "%s", q)
		require.Contains(t, rec.Body.String(), string(want.Data))
	}
}

// TestHTTPUnderMiddleware wraps the transport in compression.
func TestHTTPUnderMiddleware(t *testing.T) {
	h := newEndpoint(newFixture(t, execute.Options{}))
	zipped := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, r)
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		_, err := z.Write(rec.Body.Bytes())
		assert.NoError(t, err)
		assert.NoError(t, z.Close())
	})
	rec := request{"GET", "", "", get(`{ plain { url } }`), ""}.send(zipped)
	z, err := gzip.NewReader(bytes.NewReader(rec.Body.Bytes()))
	require.NoError(t, err)
	text, err := io.ReadAll(z)
	require.NoError(t, err)
	assert.Equal(t, `{"data":{"plain":{"url":"plain"}}}`, string(text))
}
