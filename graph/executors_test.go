package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"runtime/debug"
	"slices"
	"sync"
	"testing"

	"entente/graph"
	"entente/internal/benchmark"
	"entente/internal/store"
	"entente/internal/store/memstore"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// shapes are the questions whose speed is watched, each with its variables.
func shapes(names []string) []shape {
	const latest = "orderBy: {by: VALID_FROM, direction: DESC}"
	const claim = "id validFrom relation { name } subject { id name } object { id name }"
	n := map[string]any{"n": names[0]}
	return []shape{
		{"point", `query($n: String!) { entity(ref: $n) { id name kind } }`, n},
		{"edges50", `query($n: String!) { entity(ref: $n) { id name statements(first: 50, ` + latest + `) { edges { cursor node { ` + claim + ` } } pageInfo { hasNextPage endCursor } } } }`, n},
		{"hops20x20", `query($n: String!) { entity(ref: $n) { name statements(first: 20, ` + latest + `) { nodes { validFrom object { id name statements(first: 20, ` + latest + `) { nodes { ` + claim + ` } } } } } } }`, n},
		{"list100x10", `query { entities(first: 100, orderBy: {by: NAME}) { nodes { id name statements(first: 10, ` + latest + `) { nodes { ` + claim + ` } } } } }`, nil},
	}
}

type shape struct {
	name, query string
	variables   map[string]any
}

// executors are the endpoints whose executors are compared, over the same store.
var executors = []struct {
	name string
	over func(store.Reader) (*graph.Handler, error)
}{
	{"generated", func(r store.Reader) (*graph.Handler, error) {
		return graph.NewGeneratedHandler(r, graph.DefaultLimits(), slog.New(slog.DiscardHandler)), nil
	}},
	{"breadthfirst", func(r store.Reader) (*graph.Handler, error) {
		return graph.NewHandler(r, graph.DefaultLimits(), slog.New(slog.DiscardHandler))
	}},
}

// body is the question as a request's body.
func (s shape) body(t testing.TB) []byte {
	body, err := json.Marshal(map[string]any{"query": s.query, "variables": s.variables})
	require.NoError(t, err)
	return body
}

// drawn is the graph of the benchmarks, the same for everybody: its first hundred entities by name have most facts. It is loaded once
// and never changed.
var drawn = sync.OnceValues(func() (*memstore.Store, *benchmark.Facts) {
	facts := benchmark.Draw()
	s := memstore.New()
	if _, err := benchmark.Load(context.Background(), s, facts); err != nil {
		panic(err)
	}
	return s, facts
})

// sender sends one request again and again, and allocates next to nothing itself.
type sender struct {
	handler http.Handler
	request *http.Request
	body    *bytes.Reader
	answer  answer
}

func newSender(t testing.TB, h http.Handler, body []byte) *sender {
	s := &sender{handler: h, body: bytes.NewReader(body), answer: answer{header: http.Header{}}}
	var err error
	s.request, err = http.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", nil)
	require.NoError(t, err)
	s.request.Header.Set("Content-Type", "application/json")
	return s
}

func (s *sender) send(t testing.TB) []byte {
	_, _ = s.body.Seek(0, io.SeekStart)
	s.request.Body = io.NopCloser(s.body)
	clear(s.answer.header)
	s.answer.status, s.answer.body = http.StatusOK, s.answer.body[:0]
	s.handler.ServeHTTP(&s.answer, s.request)
	if s.answer.status != http.StatusOK || bytes.Contains(s.answer.body, []byte(`"errors":`)) {
		t.Fatalf("%d: %s", s.answer.status, s.answer.body[:min(len(s.answer.body), 500)])
	}
	return s.answer.body
}

// answer is a response writer that keeps its memory.
type answer struct {
	header http.Header
	status int
	body   []byte
}

func (a *answer) Header() http.Header  { return a.header }
func (a *answer) WriteHeader(code int) { a.status = code }
func (a *answer) Write(p []byte) (int, error) {
	a.body = append(a.body, p...)
	return len(p), nil
}

func underRaceDetector() bool {
	info, _ := debug.ReadBuildInfo()
	return slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}

// stores are what the executors are measured over: the embedded store, and its answers given before, which leaves what lies
// above the store.
func stores() map[string]store.Reader {
	s, _ := drawn()
	return map[string]store.Reader{"embedded": s, "replayed": replay(s)}
}

func busiest(t testing.TB) []string {
	_, facts := drawn()
	names, err := facts.Busiest(1)
	require.NoError(t, err)
	return names
}

// BenchmarkExecutors compares the two executors side by side, behind the handler and without a network.
func BenchmarkExecutors(b *testing.B) {
	below := stores()
	for _, shape := range shapes(busiest(b)) {
		for _, store := range []string{"embedded", "replayed"} {
			for _, e := range executors {
				h, err := e.over(below[store])
				require.NoError(b, err)
				b.Run(shape.name+"/"+store+"/"+e.name, func(b *testing.B) {
					s := newSender(b, h, shape.body(b))
					s.send(b)
					b.ReportAllocs()
					for b.Loop() {
						s.send(b)
					}
					b.ReportMetric(float64(len(s.answer.body)), "B/answer")
				})
			}
		}
	}
}

// TestExecutors_GiveTheSame holds what the benchmarks compare against each other: equal answers, from each of the two.
func TestExecutors_GiveTheSame(t *testing.T) {
	if testing.Short() {
		t.Skip("it loads a large graph")
	}
	s, _ := drawn()
	r := replay(s)
	for _, shape := range shapes(busiest(t)) {
		t.Run(shape.name, func(t *testing.T) {
			var answers [][]byte
			var calls []int64
			for _, e := range executors {
				h, err := e.over(r)
				require.NoError(t, err)
				r.calls.Store(0)
				answers = append(answers, bytes.Clone(newSender(t, h, shape.body(t)).send(t)))
				calls = append(calls, r.calls.Load())
			}
			assert.Equal(t, string(answers[0]), string(answers[1]))
			if shape.name != "point" {
				assert.Greater(t, calls[0], calls[1], "the first is the generated one, which asks more often")
			}
		})
	}
}

// TestAllocations holds ceilings on what an answer allocates above the store: the handler, reading the request and the resolvers counted
// in.
func TestAllocations(t *testing.T) {
	if testing.Short() {
		t.Skip("it loads a large graph")
	}
	if underRaceDetector() {
		t.Skip("the race detector allocates: run without -race")
	}
	ceilings := map[string]float64{"point": 130, "edges50": 420, "hops20x20": 360, "list100x10": 280}
	s, _ := drawn()
	r := replay(s)
	for _, shape := range shapes(busiest(t)) {
		for _, e := range executors {
			h, err := e.over(r)
			require.NoError(t, err)
			sender := newSender(t, h, shape.body(t))
			sender.send(t)
			got := testing.AllocsPerRun(20, func() { sender.send(t) })
			t.Logf("%s, %s: %.0f allocations", shape.name, e.name, got)
			if e.name == "breadthfirst" {
				assert.LessOrEqual(t, got, ceilings[shape.name], shape.name)
			}
		}
	}
}
