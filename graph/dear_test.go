package graph

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"entente/internal/benchmark"
	"entente/internal/meter"
	"entente/internal/store/memstore"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// aliased repeats a selection, each time with another month for %.
func aliased(times int, selection string) string {
	var b strings.Builder
	for i := range times {
		b.WriteString(" a" + strconv.Itoa(i) + ": " + strings.ReplaceAll(selection, "%", `"2014-`+[]string{"01", "02", "03", "04", "05", "06"}[i%6]+"-"+strconv.Itoa(10+i%18)+`"`))
	}
	return b.String()
}

// TestDear_AskedQuestions asks the dearest questions that were found, over a graph of the shape of ICEWS: each is answered within the budget, or the
// fields that are too much are refused by name and the others answered.
func TestDear_AskedQuestions(t *testing.T) {
	if testing.Short() {
		t.Skip("it loads a large graph")
	}
	s := memstore.New()
	_, err := benchmark.Load(t.Context(), s, benchmark.Draw())
	require.NoError(t, err)
	const hub = `"country:entity-0000-0"`
	for name, c := range map[string]struct {
		query string
		// refused: some field is, but not the first.
		refused bool
	}{
		"timelines of a hub below its statements": {
			"{statements(first:400 where:{subject:[" + hub + "]}){nodes{subject{" + aliased(12, "timeline(first:1){totalCount}") + "}}}}", false,
		},
		"ordered lists below the edges of a subgraph": {
			"{subgraph(around:[" + hub + "],hops:3,limit:1000){edges{source{statements(first:1,orderBy:{by:RELATION}){totalCount}}}}}", false,
		},
		"filtered counts of all":   {"{" + aliased(30, "statements(first:1, where:{during:{from:%}}){totalCount}") + "}", true},
		"counts by a property":     {"{" + aliased(30, "count(by: RELATION, where:{during:{from:%}}){statementCount}") + "}", true},
		"ordered and filtered":     {"{entities(first:100){nodes{" + aliased(20, "statements(first:1, orderBy:{by: RELATION, direction: DESC}, where:{during:{from:%}}){totalCount}") + "}}}", true},
		"links with their levels":  {"{entities(first:100){nodes{" + aliased(20, "links(first:1, where:{during:{from:%}}){totalCount nodes{corroboration}}") + "}}}", true},
		"diffs":                    {"{" + aliased(10, `diff(from:{asOf:%}, to:{asOf:"2014-12-31"}){changes(first:1){totalCount}}`) + "}", true},
		"the schema over and over": {"{" + aliased(29, "__schema{types{name fields{name args{name description}}}}") + "}", false},
	} {
		t.Run(name, func(t *testing.T) {
			h, err := NewHandler(s, DefaultLimits(), slog.New(slog.DiscardHandler))
			require.NoError(t, err)
			var m *meter.Meter
			h.Observe(func(of *meter.Meter) { m = of })
			body, err := json.Marshal(map[string]string{"query": c.query})
			require.NoError(t, err)
			request := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", strings.NewReader(string(body)))
			request.Header.Set("Content-Type", "application/json")
			recorder := httptest.NewRecorder()
			h.ServeHTTP(recorder, request)
			text, err := io.ReadAll(recorder.Body)
			require.NoError(t, err)
			var a struct {
				Data   map[string]json.RawMessage
				Errors []struct {
					Message    string
					Path       []any
					Extensions map[string]any
				}
			}
			require.NoError(t, json.Unmarshal(text, &a))
			if c.refused {
				require.NotEmpty(t, a.Errors)
			}
			for _, e := range a.Errors {
				assert.Equal(t, "LIMIT_EXCEEDED", e.Extensions["code"])
				assert.Regexp(t, "would pass|more errors", e.Message)
			}
			budget := meter.DefaultLimits()
			if assert.NotNil(t, m) {
				assert.LessOrEqual(t, m.Work(), budget.Work*3/2)
				assert.LessOrEqual(t, m.Held(), budget.Held+16<<20)
				t.Logf("%s, %d kB held, %d kB answered, %d errors", m.Work(), m.Held()>>10, len(text)>>10, len(a.Errors))
			}
		})
	}
}

// What a budget leaves is answered, and what it does not is null with an error of its own.
func TestBudget_AFieldIsRefusedAndTheRestStays(t *testing.T) {
	limits := DefaultLimits()
	limits.Meter.Work = 300 * meter.Rows.Price()
	h, err := NewHandler(seeded(t), limits, slog.New(slog.DiscardHandler))
	require.NoError(t, err)
	query := `{ revision { number } all: statements(first: 1, where: {during: {from: "1990"}}) { totalCount nodes { id } } }`
	request := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", strings.NewReader(`{"query": `+strconv.Quote(query)+`}`))
	request.Header.Set("Content-Type", "application/json")
	recorder := httptest.NewRecorder()
	h.ServeHTTP(recorder, request)
	assert.Equal(t, http.StatusOK, recorder.Code)
	assert.Contains(t, recorder.Body.String(), `{"data":{"revision":{"number":1},"all":null},"errors":[{"message":"the request is more work than one may be: it came to`)
	assert.Contains(t, recorder.Body.String(), `rows looked at, and 300 would pass`)
	assert.Contains(t, recorder.Body.String(), `"path":["all","totalCount"]`)
}
