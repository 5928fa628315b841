// Package telemetry provides Prometheus metrics of requests and store calls.
//
// Start at New. Labels are few and bounded: routes, statuses, methods of the store and error codes; no query, variable, id or client
// address is among them.
package telemetry

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"strconv"
	"time"

	"entente/internal/admission"
	"entente/internal/knowledge"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// buckets are bounds in seconds: from an answer from memory to the longest request.
var buckets = []float64{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10}

// liveHeap shows memory leaks, as it excludes garbage that is not collected yet.
var liveHeap = collectors.GoRuntimeMetricsRule{Matcher: regexp.MustCompile("^/gc/heap/live:bytes$")}

// Metrics are the metrics of one process.
type Metrics struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
	calls    *prometheus.HistogramVec
}

// New returns metrics, including those of Go and of the process. version is a label of entente_build_info.
func New(version string) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "entente_request_duration_seconds", Help: "How long requests took, by route and status.", Buckets: buckets,
		}, []string{"route", "status"}),
		calls: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "entente_store_call_duration_seconds", Help: "How long calls of the store took, by method and code of the error (ok where there is none).", Buckets: buckets,
		}, []string{"method", "code"}),
	}
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "entente_build_info", Help: "Always 1; the label says which version runs.", ConstLabels: prometheus.Labels{"version": version},
	})
	build.Set(1)
	m.registry.MustRegister(m.requests, m.calls, build, collectors.NewGoCollector(collectors.WithGoCollectorRuntimeMetrics(liveHeap)), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Ready adds a metric that is 1 if isReady, else 0. isReady is called at each scrape.
func (m *Metrics) Ready(isReady func() bool) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "entente_ready", Help: "1 while /readyz says ready.",
	}, func() float64 {
		if isReady() {
			return 1
		}
		return 0
	}))
}

// Admission adds metrics of the requests that a gate has in progress and has refused. stats is called at each scrape.
func (m *Metrics) Admission(stats func() admission.Stats) {
	gauge := func(name, help string, value func(admission.Stats) int) {
		m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, func() float64 { return float64(value(stats())) }))
	}
	gauge("entente_requests_in_progress", "Requests to /graphql in progress.", func(s admission.Stats) int { return s.Requests })
	gauge("entente_requests_running", "Of them, those that do more than light work.", func(s admission.Stats) int { return s.Running })
	gauge("entente_requests_waiting", "Of them, those that wait for a slot to do it.", func(s admission.Stats) int { return s.Waiting })
	for _, reason := range admission.Reasons() {
		m.registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{
			Name: "entente_requests_refused_total", Help: "Requests refused with status 503, by what there was too much of.",
			ConstLabels: prometheus.Labels{"reason": string(reason)},
		}, func() float64 { return float64(stats().Shed[reason]) }))
	}
}

// Connections adds metrics of the connections that are open and that were closed beyond a limit. stats is called at each scrape.
func (m *Metrics) Connections(stats func() admission.ConnectionStats) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "entente_connections_open", Help: "Connections of clients that are open.",
	}, func() float64 { return float64(stats().Open) }), prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "entente_connections_unfinished_bytes", Help: "Bytes of requests that have not come as a whole.",
	}, func() float64 { return float64(stats().Unfinished) }))
	for _, reason := range admission.ConnectionReasons() {
		m.registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{
			Name: "entente_connections_closed_total", Help: "Connections closed while they waited for their client, by what there was too much of.",
			ConstLabels: prometheus.Labels{"reason": string(reason)},
		}, func() float64 { return float64(stats().Closed[reason]) }))
	}
}

// Kept adds metrics of what is kept of revisions: bytes tells how many there are of the newest and of older ones, by what it is, and evicted how often
// something of an older one was forgotten for want of room. Both are called at each scrape; the names are those of the first call.
func (m *Metrics) Kept(bytes func() (newest, older map[string]int), evicted func() int64) {
	names, _ := bytes()
	for name := range names {
		for revision, of := range map[string]func() map[string]int{
			"newest": func() map[string]int { newest, _ := bytes(); return newest },
			"older":  func() map[string]int { _, older := bytes(); return older },
		} {
			m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
				Name: "entente_revision_kept_bytes", Help: "Bytes kept of what was built of revisions, about.",
				ConstLabels: prometheus.Labels{"of": name, "revision": revision},
			}, func() float64 { return float64(of()[name]) }))
		}
	}
	m.registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{
		Name: "entente_revision_evicted_total", Help: "What was built of older revisions and forgotten for want of room.",
	}, func() float64 { return float64(evicted()) }))
}

// Request counts a request.
func (m *Metrics) Request(route string, status int, took time.Duration) {
	m.requests.WithLabelValues(route, strconv.Itoa(status)).Observe(took.Seconds())
}

// StoreCall counts a call of the store.
func (m *Metrics) StoreCall(method string, took time.Duration, err error) {
	m.calls.WithLabelValues(method, code(err)).Observe(took.Seconds())
}

// code returns the error code as a label.
func code(err error) string {
	known := knowledge.CodeOf(err)
	switch {
	case err == nil:
		return "ok"
	case known != "":
		return string(known)
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return string(knowledge.Timeout)
	}
	return "INTERNAL"
}

// Handler gives the metrics in Prometheus' text format.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}
