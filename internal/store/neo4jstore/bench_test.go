package neo4jstore

import (
	"bytes"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/neo4jtest"
	"entente/internal/store"
	"entente/internal/store/storetest"
)

// The size that loading is measured at. The graph is made up by the seed below, the same on every machine.
const (
	benchEntities   = 100_000
	benchStatements = 500_000
)

// drawn gives a graph row by row, as a reader of large tables does, and holds none of them.
func drawn(b *testing.B, entities, statements int) iter.Seq2[store.Change, error] {
	g := storetest.NewGraph(b)
	g.Dataset("big").Order(1)
	g.Relation("MEETS", knowledge.CategoryCooperation, "country", "country")
	g.Document("table").Published("2024")
	rows := g.Rows()
	doc := documentOf(b, rows)
	return func(yield func(store.Change, error) bool) {
		for _, row := range rows {
			if !yield(store.Change{Put: row}, nil) {
				return
			}
		}
		for i := range entities {
			name := fmt.Sprint("Country ", i)
			part := &knowledge.EntityPart{Entity: knowledge.Entity{ID: partner(i), Name: name}, Dataset: doc.Dataset}
			if !yield(store.Change{Put: part}, nil) {
				return
			}
		}
		random := rand.New(rand.NewPCG(1, 2))
		for i := range statements {
			day := edtf.DayOf(1950, 1, 1) + edtf.Day(random.IntN(25_000))
			date, err := edtf.ParseDate(day.String())
			require.NoError(b, err)
			validity, err := knowledge.ResolveValidity(edtf.Single(date), doc.Day(), edtf.Date{})
			require.NoError(b, err)
			st := &knowledge.Statement{
				// The pair tells of the number, so that no two statements are one.
				Subject: partner(i % entities), Relation: "MEETS", Object: partner((i%entities + 1 + i/entities) % entities),
				Polarity: knowledge.Affirmed, Modality: knowledge.Asserted, Validity: validity,
				Document: doc.ID, Dataset: doc.Dataset, Published: doc.Day(), Reliability: doc.Reliability,
				Evidence: []*knowledge.Evidence{{Locator: knowledge.Text(fmt.Sprint("row ", i))}},
			}
			st.Complete(false)
			if !yield(store.Change{Put: st}, nil) {
				return
			}
		}
	}
}

// BenchmarkLoad loads a database, and says what that takes of this process and of the server.
func BenchmarkLoad(b *testing.B) {
	for _, part := range []int{10, 1} {
		b.Run(fmt.Sprint(benchStatements/part), func(b *testing.B) { benchLoad(b, benchEntities/part, benchStatements/part) })
	}
}

func benchLoad(b *testing.B, entities, statements int) {
	server := neo4jtest.StartServer(b)
	s := openStore(b, server.Connection)
	own, theirs, start := ownCPU(b), cpuOf(b, server.PID()), time.Now()
	r, err := s.Apply(b.Context(), store.ChangeSet{Changes: drawn(b, entities, statements)})
	require.NoError(b, err)
	require.Equal(b, 3+entities+statements, r.Added)
	b.ReportMetric(time.Since(start).Seconds(), "s/load")
	b.ReportMetric((ownCPU(b) - own).Seconds(), "cpu-s/load")
	b.ReportMetric((cpuOf(b, server.PID()) - theirs).Seconds(), "neo4j-cpu-s/load")
	b.ReportMetric(peakMB(b), "MB-at-most")
	b.ReportMetric(0, "ns/op")
}

func ownCPU(b *testing.B) time.Duration {
	var u syscall.Rusage
	require.NoError(b, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// peakMB is the most memory that this process had.
func peakMB(b *testing.B) float64 {
	var u syscall.Rusage
	require.NoError(b, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	if runtime.GOOS == "linux" {
		return float64(u.Maxrss) / 1e3
	}
	return float64(u.Maxrss) / 1e6
}

// cpuOf is what another process took, where the system tells; in hundredths of a second.
func cpuOf(b *testing.B, pid int) time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	// Behind the command, which is in parentheses: the state, ten numbers, user time, system time.
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
	var sum time.Duration
	for _, field := range fields[11:13] {
		ticks, err := strconv.Atoi(field)
		require.NoError(b, err)
		sum += time.Duration(ticks) * 10 * time.Millisecond
	}
	return sum
}
