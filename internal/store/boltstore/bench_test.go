package boltstore_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/store"
	"entente/internal/store/boltstore"
	"entente/internal/store/storetest"
)

// The size that the project measures itself at. The graph is made up by the seed below, the same on every machine.
const (
	benchEntities   = 100_000
	benchStatements = 1_000_000
	// thousand statements are about country:c0, or a few less where two are equal; no other is.
	thousand = 1000
)

// table gives the rows of one dataset, as of a large table: half of the entities countries and half organizations.
func table(t testing.TB, entities, statements int) []knowledge.Row {
	g := storetest.NewGraph(t)
	r := rand.New(rand.NewPCG(1, 2))
	g.Dataset("big")
	g.Relation("BELONGS_TO", knowledge.CategoryAffiliation, "country", "organization")
	g.Relation("DEALS_WITH", knowledge.CategoryCooperation, "country", "country").Symmetric()
	g.Document("table").Published("2024")
	half := entities / 2
	for i := range half {
		g.Entity(fmt.Sprint("country:c", i), fmt.Sprint("Country ", i))
		g.Entity(fmt.Sprint("organization:o", i), fmt.Sprint("Organization ", i))
	}
	for i := range statements {
		from := 1000 + r.IntN(1000)
		valid := fmt.Sprintf("%d-%02d-%02d/%d", from, 1+r.IntN(12), 1+r.IntN(28), from+1+r.IntN(24))
		subject := fmt.Sprint("country:c", 1+r.IntN(half-1))
		if i < thousand {
			subject = "country:c0"
		}
		if i%2 == 0 {
			g.Claim(subject, "BELONGS_TO", fmt.Sprint("organization:o", r.IntN(half))).Valid(valid)
		} else {
			g.Claim(subject, "DEALS_WITH", fmt.Sprint("country:c", 1+r.IntN(half-1))).Valid(valid)
		}
	}
	rows, seen := g.Rows(), map[knowledge.RowKey]bool{}
	n := 0
	for _, row := range rows {
		if !seen[row.Key()] {
			rows[n] = row
			n++
		}
		seen[row.Key()] = true
	}
	return rows[:n]
}

func cpu(b *testing.B) time.Duration {
	var u syscall.Rusage
	require.NoError(b, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkDirectory loads a data directory, changes one statement after the other, and opens it again.
func BenchmarkDirectory(b *testing.B) {
	sizes := []int{benchStatements / 10, benchStatements}
	if testing.Short() {
		sizes = sizes[:1]
	}
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) { benchDirectory(b, n) })
	}
}

func benchDirectory(b *testing.B, n int) {
	dir := b.TempDir()
	benchWrites(b, dir, n)
	before := heap()
	start, used := time.Now(), cpu(b)
	s := open(b, dir)
	b.ReportMetric(time.Since(start).Seconds(), "s/open")
	b.ReportMetric((cpu(b) - used).Seconds(), "cpu-s/open")
	b.ReportMetric(float64(heap()-before)/float64(n), "B/statement")
	b.ReportMetric(0, "ns/op")
	benchReads(b, s, n/20)
	require.NoError(b, s.Close())
}

// benchWrites makes a data directory. What it needs for that is garbage when it returns.
func benchWrites(b *testing.B, dir string, n int) {
	rows := table(b, n/10, n)
	st, _ := rows[len(rows)-1].(*knowledge.Statement)
	s := open(b, dir)
	start, used := time.Now(), cpu(b)
	_, err := s.Apply(ctx, storetest.ChangeSet(0, storetest.Put(rows...)))
	require.NoError(b, err)
	b.ReportMetric(time.Since(start).Seconds(), "s/load")
	b.ReportMetric((cpu(b) - used).Seconds(), "cpu-s/load")
	info, err := os.Stat(filepath.Join(dir, boltstore.FileName))
	require.NoError(b, err)
	b.ReportMetric(float64(info.Size())/float64(n), "file-B/statement")
	start = time.Now()
	const single = 20
	for i := range single {
		mended := *st
		mended.Note = knowledge.Text(fmt.Sprint("note ", i))
		_, err := s.Apply(ctx, storetest.ChangeSet(i+1, storetest.Put(&mended)))
		require.NoError(b, err)
	}
	b.ReportMetric(time.Since(start).Seconds()/single*1000, "ms/apply-one")
	require.NoError(b, s.Close())
}

// benchReads asks what everybody asks, of entities here and there.
func benchReads(b *testing.B, s *boltstore.Store, countries int) {
	r := rand.New(rand.NewPCG(3, 4))
	const times = 5000
	ids, next := make([][]knowledge.ID, times), 0
	for i := range ids {
		ids[i] = []knowledge.ID{fmt.Sprint("country:c", 1+r.IntN(countries-1))}
	}
	latest := store.StatementQuery{Order: knowledge.StatementOrder{By: knowledge.OrderValidFrom, Direction: knowledge.Descending}}
	day, err := edtf.ParseDate("1500-06-01")
	require.NoError(b, err)
	for name, ask := range map[string]func() error{
		"ns/entity": func() error {
			next++
			_, err := s.Entities(ctx, 0, ids[next-1])
			return err
		},
		"ns/latest-50": func() error {
			_, err := s.ListStatements(ctx, &knowledge.Scope{}, []knowledge.ID{"country:c0"}, latest, store.Page{Limit: 50})
			return err
		},
		"ns/as-of-1000": func() error {
			_, err := s.CountStatements(ctx, &knowledge.Scope{AsOf: day}, []knowledge.ID{"country:c0"}, knowledge.StatementFilter{})
			return err
		},
	} {
		start := time.Now()
		for range times {
			if err := ask(); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(time.Since(start).Nanoseconds())/times, name)
	}
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
