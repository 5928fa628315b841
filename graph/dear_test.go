package graph

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"

	"entente/internal/benchmark"
	"entente/internal/meter"
	"entente/internal/store/memstore"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestDear_AskedQuestions asks the dearest questions that were found, over a graph of the shape of ICEWS: each is answered within the budget, or the
// fields that are too much are refused by name and the others answered.
func TestDear_AskedQuestions(t *testing.T) {
	if testing.Short() {
		t.Skip("it loads a large graph")
	}
	s := memstore.New()
	_, err := benchmark.Load(t.Context(), s, benchmark.Draw())
	require.NoError(t, err)
	// Of these some fields are refused, but not the first.
	refused := []string{benchmark.DearFiltered, benchmark.DearCounts, benchmark.DearOrdered, benchmark.DearLinks, benchmark.DearDiffs}
	for name, query := range benchmark.DearQuestions() {
		t.Run(name, func(t *testing.T) {
			h, err := NewHandler(s, DefaultLimits(), slog.New(slog.DiscardHandler))
			require.NoError(t, err)
			var m *meter.Meter
			h.Observe(func(of *meter.Meter) { m = of })
			body, err := json.Marshal(map[string]string{"query": query})
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
			if slices.Contains(refused, name) {
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
