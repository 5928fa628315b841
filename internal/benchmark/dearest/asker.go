package dearest

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime/metrics"
	"strings"
	"time"

	"entente/graph"
	"entente/internal/meter"
	"entente/internal/store"
)

// Asker asks the endpoint over a store within this process, one question at a time, and measures each.
type Asker struct {
	handler *graph.Handler
	last    *meter.Meter
	// processor tells the time that this process has had of processors; nil for none.
	processor func() time.Duration
}

// NewAsker returns an asker over a store, ready to answer. processor may be nil.
func NewAsker(ctx context.Context, reader store.Reader, processor func() time.Duration) (*Asker, error) {
	handler, err := graph.NewHandler(reader, graph.DefaultLimits(), slog.New(slog.DiscardHandler))
	if err != nil {
		return nil, err
	}
	a := &Asker{handler: handler, processor: processor}
	handler.Observe(func(m *meter.Meter) { a.last = m })
	if err := handler.Prepare(ctx); err != nil {
		return nil, err
	}
	return a, handler.Warm(ctx)
}

// Ask asks a question. A refused one costs nothing that is metered.
func (a *Asker) Ask(ctx context.Context, query string) (Cost, error) {
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		return Cost{}, err
	}
	request := httptest.NewRequestWithContext(ctx, http.MethodPost, "/graphql", strings.NewReader(string(body)))
	request.Header.Set("Content-Type", "application/json")
	a.last = nil
	began, allocated := a.now(), allocatedBytes()
	answer := &discarded{header: http.Header{}}
	a.handler.ServeHTTP(answer, request)
	return Cost{
		Work: a.last.Work(), Held: a.last.Held(), Processor: a.now() - began, Allocated: int(allocatedBytes() - allocated), Answer: answer.bytes,
	}, ctx.Err()
}

func (a *Asker) now() time.Duration {
	if a.processor == nil {
		return 0
	}
	return a.processor()
}

// allocatedBytes is how many bytes this process has allocated.
func allocatedBytes() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// discarded is a response of which only the size is kept.
type discarded struct {
	header http.Header
	bytes  int
}

var _ io.Writer = (*discarded)(nil)

// Header returns the header.
func (d *discarded) Header() http.Header { return d.header }

// WriteHeader does nothing.
func (d *discarded) WriteHeader(int) {}

// Write counts the bytes.
func (d *discarded) Write(b []byte) (int, error) {
	d.bytes += len(b)
	return len(b), nil
}
