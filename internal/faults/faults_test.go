package faults

import (
	"math/rand/v2"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"entente/internal/neo4jtest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// whole says whether the faults are to be had in their whole length.
func whole() bool { return os.Getenv("ENTENTE_FAULTS") == "whole" }

// length is how long a fault lasts: whole, or as short as it may be and still be one.
func length(all, short time.Duration) time.Duration {
	if whole() {
		return all
	}
	return short
}

// What the program promises.
const (
	slowestOfAll = 10500 * time.Millisecond
	// foundOut is when a fault is known for sure, and refused how long a refusal may take from then on.
	foundOut    = 5 * time.Second
	refused     = 50 * time.Millisecond
	readyWithin = 5 * time.Second
	// resetEvery is how often all connections are reset, and answered the part of the reads that must be answered all the same.
	resetEvery = 200 * time.Millisecond
	answered   = 0.99
)

// world is a program over a proxy over a server, and the answer that its question has.
type world struct {
	*served
	server *neo4jtest.Server
	proxy  *neo4jtest.Proxy
	want   string
}

func newWorld(t *testing.T, l *loading) *world {
	t.Helper()
	w := &world{server: l.server}
	l.load(t)
	var c neo4jtest.Connection
	w.proxy, c = neo4jtest.StartProxy(t, w.server.Connection)
	w.served = serve(t, l.program, c)
	require.Eventually(t, func() bool { return w.status("/readyz") == http.StatusOK }, time.Minute, 50*time.Millisecond)
	w.want = w.answersAgain(t)
	return w
}

// answersAgain waits for an answer without errors: a new server plans its first queries slowly, on a busy machine for longer than
// they may take.
func (w *world) answersAgain(t *testing.T) (body string) {
	t.Helper()
	require.Eventually(t, func() bool {
		var status int
		status, body = w.served.ask(http.DefaultClient)
		return status == http.StatusOK && !strings.Contains(body, `"errors"`)
	}, 2*time.Minute, 50*time.Millisecond)
	return body
}

// TestFaults kills loaders, and then goes through the faults of the line and the database one after another, over one program that never
// starts anew. All have one server, which after the loaders has the graph that is asked.
func TestFaults(t *testing.T) {
	l := &loading{build(t), neo4jtest.StartServer(t)}
	t.Run("KilledLoader", l.killedLoader)
	w := newWorld(t, l)
	w.under(func() { pause(3 * time.Second) })
	goroutines, heap := w.measure(t, "go_goroutines"), w.liveHeap(t)

	t.Run("Slow", w.slow)
	t.Run("Resets", w.resets)
	t.Run("Cut", w.cut)
	t.Run("Silent", func(t *testing.T) {
		w.gone(t, length(15*time.Second, 8*time.Second), w.proxy.Silence, w.proxy.Mend)
	})
	t.Run("Killed", func(t *testing.T) {
		w.gone(t, length(10*time.Second, 7*time.Second), w.server.Kill, func() { w.server.Restart(t) })
	})
	t.Run("Afterwards", func(t *testing.T) { w.afterwards(t, goroutines, heap) })
}

// pause lets a fault last. It is no wait for something to happen.
func pause(d time.Duration) { <-time.After(d) }

// every does something again and again, for some time.
func every(interval, d time.Duration, do func()) {
	tick := time.NewTicker(interval)
	defer tick.Stop()
	for end := time.After(d); ; {
		select {
		case <-tick.C:
			do()
		case <-end:
			return
		}
	}
}

func (w *world) slow(t *testing.T) {
	w.proxy.Delay(200*time.Millisecond, 100*time.Millisecond)
	defer w.proxy.Mend()
	all := w.under(func() { pause(length(20*time.Second, 5*time.Second)) })
	good, _ := figures(t, all, w.want)
	assert.Equal(t, len(all), good, "a slow line is no reason for errors")
}

func (w *world) resets(t *testing.T) {
	broken := 0
	all := w.under(func() {
		every(resetEvery, length(30*time.Second, 6*time.Second), func() { broken += w.proxy.Reset() })
	})
	t.Logf("%d connections were reset", broken)
	require.Positive(t, broken)
	good, _ := figures(t, all, w.want)
	assert.GreaterOrEqual(t, float64(good), answered*float64(len(all)), "a read whose connection breaks is tried again")
	w.ready(t)
}

func (w *world) cut(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	w.proxy.Cut(func() int { return random.IntN(20_000) })
	w.proxy.Reset()
	all := w.under(func() { pause(length(20*time.Second, 5*time.Second)) })
	w.proxy.Mend()
	w.proxy.Reset()
	// That nothing is wrong is all that is promised here.
	figures(t, all, w.want)
	w.ready(t)
}

// gone takes the database away for some time.
func (w *world) gone(t *testing.T, down time.Duration, fault, mend func()) {
	var mended time.Duration
	var unready bool
	began := time.Now()
	all := w.under(func() {
		fault()
		every(250*time.Millisecond, down, func() {
			assert.Equal(t, http.StatusOK, w.status("/healthz"))
			unready = unready || w.status("/readyz") == http.StatusServiceUnavailable
		})
		mended = time.Since(began)
		mend()
		w.ready(t)
	})
	_, slowest := figures(t, all, w.want)
	assert.True(t, unready, "/readyz says that the store is gone")
	assert.LessOrEqual(t, slowest, slowestOfAll)
	var longest time.Duration
	count := 0
	for _, a := range all {
		if a.at > foundOut && a.at+a.took < mended {
			count++
			longest = max(longest, a.took)
			assert.Contains(t, a.body, "UNAVAILABLE")
		}
	}
	t.Logf("%d refusals after %s, the slowest in %s", count, foundOut, longest.Round(time.Microsecond))
	require.Positive(t, count)
	assert.Less(t, longest, refused)
}

// ready holds that the program is ready soon, as the database is.
func (w *world) ready(t *testing.T) {
	began := time.Now()
	assert.Eventually(t, func() bool { return w.status("/readyz") == http.StatusOK }, readyWithin, 10*time.Millisecond)
	t.Logf("ready after %s", time.Since(began).Round(time.Millisecond))
}

// liveHeap is what lives after a collection: load makes one come soon.
func (w *world) liveHeap(t *testing.T) float64 { return w.measure(t, "go_gc_heap_live_bytes") }

func (w *world) afterwards(t *testing.T, goroutines, heap float64) {
	// The server was killed, and plans its queries anew.
	w.answersAgain(t)
	all := w.under(func() { pause(3 * time.Second) })
	good, _ := figures(t, all, w.want)
	assert.Equal(t, len(all), good)
	// What served the last requests ends with their connections.
	assert.Eventually(t, func() bool { return w.measure(t, "go_goroutines") <= 1.1*goroutines }, 20*time.Second, 100*time.Millisecond)
	t.Logf("goroutines %.0f, then %.0f; heap %.1f MB, then %.1f", goroutines, w.measure(t, "go_goroutines"), heap/1e6, w.liveHeap(t)/1e6)
	assert.LessOrEqual(t, w.liveHeap(t), 1.2*heap)
	n, err := neo4jtest.Count(t.Context(), w.server.Connection, "SHOW TRANSACTIONS YIELD currentQuery WHERE NOT currentQuery STARTS WITH 'SHOW' RETURN count(*)")
	require.NoError(t, err)
	assert.Zero(t, n, "no connection is in use")
}
