package graph

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"entente/internal/benchmark"
	"entente/internal/knowledge"
	"entente/internal/store"
	"entente/internal/store/memstore"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestRevisions_WhatIsBuiltOfThemIsBounded asks of eight revisions what needs all that is built of one, over and over: what is kept of them stays
// within the bound.
func TestRevisions_WhatIsBuiltOfThemIsBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("it loads a large graph")
	}
	s := memstore.New()
	_, err := benchmark.Load(t.Context(), s, benchmark.Draw())
	require.NoError(t, err)
	datasets, err := s.Datasets(t.Context(), 0)
	require.NoError(t, err)
	const revisions = 8
	for base := 1; base <= revisions; base++ {
		row := &knowledge.EntityPart{Entity: knowledge.Entity{ID: fmt.Sprintf("country:new-%d", base), Name: "New"}, Dataset: datasets[0].ID}
		_, err := s.Apply(t.Context(), store.ChangeSet{Base: base, At: time.Unix(0, 0), Description: "test", Changes: func(yield func(store.Change, error) bool) {
			yield(store.Change{Put: row}, nil)
		}})
		require.NoError(t, err)
	}
	h, err := NewHandler(s, DefaultLimits(), slog.New(slog.DiscardHandler))
	require.NoError(t, err)
	require.NoError(t, h.Prepare(t.Context()))
	require.NoError(t, h.Warm(t.Context()))
	const hub = `"country:entity-0000-0"`
	ask := func(revision int) {
		scope := fmt.Sprintf("scope: {revision: %d}", revision)
		for _, query := range []string{
			`{ search(text: "entity", ` + scope + `) { nodes { score } } }`,
			`{ subgraph(around: [` + hub + `], hops: 1, limit: 1000, ` + scope + `) { totalEdges } }`,
			`{ timeline(of: [` + hub + `], ` + scope + `) { totalCount } }`,
			`{ nodes(ids: [` + hub + `], ` + scope + `) { ... on Country { mentions { totalCount } statements(where: {relation: ["MEMBER_OF"]}) { totalCount } } } }`,
			`{ count(by: ENTITY, ` + scope + `) { statementCount } }`,
		} {
			request := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", strings.NewReader(`{"query": `+strconv.Quote(query)+`}`))
			request.Header.Set("Content-Type", "application/json")
			recorder := httptest.NewRecorder()
			h.ServeHTTP(recorder, request)
			require.Equal(t, http.StatusOK, recorder.Code, recorder.Body)
		}
	}
	ask(revisions + 1)
	before, most := heapInUse(), 0
	for range 2 {
		for revision := 1; revision <= revisions; revision++ {
			ask(revision)
			older := 0
			for _, bytes := range h.Kept().Older {
				older += bytes
			}
			most = max(most, older)
		}
	}
	assert.Positive(t, most)
	assert.LessOrEqual(t, most, 32<<20)
	grown := heapInUse() - before
	t.Logf("kept %v; at most %d kB said of older ones, %d kB more in use", h.Kept(), most>>10, grown>>10)
	assert.Less(t, grown, 64<<20)
	runtime.KeepAlive(h)
}

// heapInUse is how many bytes are in use.
func heapInUse() int {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}
