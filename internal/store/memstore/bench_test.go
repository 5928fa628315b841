package memstore_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"entente/internal/knowledge"
	"entente/internal/store"
	"entente/internal/store/memstore"
	"entente/internal/store/storetest"
)

// The sizes of the graph that is measured: benchSize statements among 200 countries and 500 organizations, from a table.
const benchSize = 100_000

// big gives the rows of a graph with n statements. Country c0 has exactly 1,000 of them.
func big(t testing.TB, n int) []knowledge.Row { return bigIn(t, n, 1000, 1000) }

// bigIn is big with claims that begin in some years, and last 25 at most.
func bigIn(t testing.TB, n, first, years int) []knowledge.Row {
	g := storetest.NewGraph(t)
	r := rand.New(rand.NewPCG(1, 2))
	g.Dataset("big")
	g.Relation("MEMBER_OF", knowledge.CategoryAffiliation, "country", "organization")
	g.Relation("TRADES_WITH", knowledge.CategoryCooperation, "country", "country").Symmetric()
	g.Document("table").Published("2024")
	for i := range 200 {
		g.Entity(fmt.Sprint("country:c", i), fmt.Sprint("Country ", i))
	}
	for i := range 500 {
		g.Entity(fmt.Sprint("organization:o", i), fmt.Sprint("Organization ", i))
	}
	for i := range n {
		from := first + r.IntN(years)
		valid := fmt.Sprintf("%d-%02d-%02d/%d", from, 1+r.IntN(12), 1+r.IntN(28), from+1+r.IntN(24))
		subject := fmt.Sprint("country:c", 1+r.IntN(199))
		if i < 1000 {
			subject = "country:c0"
		}
		if i%2 == 0 {
			g.Claim(subject, "MEMBER_OF", fmt.Sprint("organization:o", r.IntN(500))).Valid(valid)
		} else {
			g.Claim(subject, "TRADES_WITH", fmt.Sprint("country:c", 1+r.IntN(199))).Valid(valid)
		}
	}
	seen := map[knowledge.RowKey]bool{}
	var rows []knowledge.Row
	for _, row := range g.Rows() {
		if !seen[row.Key()] {
			rows = append(rows, row)
		}
		seen[row.Key()] = true
	}
	return rows
}

func bigStore(b *testing.B, n int) *memstore.Store { return storeOf(b, big(b, n)) }

func storeOf(b *testing.B, rows []knowledge.Row) *memstore.Store {
	s := memstore.New()
	_, err := s.Apply(context.Background(), storetest.ChangeSet(0, storetest.Put(rows...)))
	require.NoError(b, err)
	return s
}

func BenchmarkEntityByID(b *testing.B) {
	s, ctx := bigStore(b, benchSize), context.Background()
	ids := []knowledge.ID{"country:c77"}
	for b.Loop() {
		if _, err := s.Entities(ctx, 0, ids); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLatest50(b *testing.B) {
	s, ctx := bigStore(b, benchSize), context.Background()
	query := store.StatementQuery{Order: knowledge.StatementOrder{By: knowledge.OrderValidFrom, Direction: knowledge.Descending}}
	for b.Loop() {
		lists, err := s.ListStatements(ctx, &knowledge.Scope{}, []knowledge.ID{"country:c77"}, query, store.Page{Limit: 50})
		if err != nil || len(lists[0].Rows) != 50 {
			b.Fatal(err)
		}
	}
}

func BenchmarkAsOf1000(b *testing.B) {
	s, ctx := bigStore(b, benchSize), context.Background()
	scope := &knowledge.Scope{AsOf: date(b, "1500-06-01")}
	for b.Loop() {
		if _, err := s.CountStatements(ctx, scope, []knowledge.ID{"country:c0"}, knowledge.StatementFilter{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAsOf asks for pages, counts, links and a sweep, in turns as of a century, in which all hold, and without a day: the
// ratio is what the day costs.
func BenchmarkAsOf(b *testing.B) {
	s, ctx := storeOf(b, bigIn(b, benchSize, 1500, 70)), context.Background()
	of := []knowledge.ID{"country:c0"}
	facts := knowledge.StatementFilter{Polarity: knowledge.Affirmed}
	for name, ask := range map[string]func(scope *knowledge.Scope) int{
		"list": func(scope *knowledge.Scope) int {
			lists, err := s.ListStatements(ctx, scope, of, store.StatementQuery{Filter: facts}, store.Page{Limit: 50})
			require.NoError(b, err)
			return len(lists[0].Rows)
		},
		"count": func(scope *knowledge.Scope) int {
			n, err := s.CountStatements(ctx, scope, of, facts)
			require.NoError(b, err)
			return n[0]
		},
		"links": func(scope *knowledge.Scope) int {
			lists, err := s.ListLinks(ctx, scope, of, store.LinkQuery{Filter: facts}, store.Page{Limit: 50})
			require.NoError(b, err)
			return len(lists[0].Rows)
		},
		"sweep": func(scope *knowledge.Scope) (n int) {
			for _, err := range s.Sweep(ctx, scope, facts) {
				require.NoError(b, err)
				n++
			}
			return n
		},
	} {
		b.Run(name, func(b *testing.B) {
			scopes := []*knowledge.Scope{{}, {AsOf: date(b, "15XX")}}
			var took [2][]time.Duration
			for b.Loop() {
				var n [2]int
				for at, scope := range scopes {
					began := time.Now()
					n[at] = ask(scope)
					took[at] = append(took[at], time.Since(began))
				}
				require.Equal(b, n[0], n[1], "all pass")
			}
			slices.Sort(took[0])
			slices.Sort(took[1])
			b.ReportMetric(float64(took[1][len(took[1])/2])/float64(took[0][len(took[0])/2]), "of-without")
		})
	}
}

func BenchmarkApplyOne(b *testing.B) {
	s, ctx := bigStore(b, benchSize), context.Background()
	var st *knowledge.Statement
	for row, err := range s.Scan(ctx, 0, knowledge.TableStatement, "") {
		require.NoError(b, err)
		st, _ = row.(*knowledge.Statement)
		break
	}
	base := 1
	for b.Loop() {
		mended := *st
		mended.Note = knowledge.Text(fmt.Sprint(base))
		r, err := s.Apply(ctx, storetest.ChangeSet(base, storetest.Put(&mended)))
		if err != nil {
			b.Fatal(err)
		}
		base = r.Number
	}
}

// BenchmarkLoad loads the whole graph into an empty store and tells how much memory a statement takes in the end.
func BenchmarkLoad(b *testing.B) {
	for _, n := range []int{benchSize, 10 * benchSize} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			if n > benchSize && testing.Short() {
				b.Skip("takes half a minute")
			}
			var bytes, seconds float64
			for range b.N {
				s := memstore.New()
				before, took := load(b, s, n)
				bytes, seconds = float64(heap()-before), seconds+took.Seconds()
				runtime.KeepAlive(s)
			}
			b.ReportMetric(bytes/float64(n), "B/statement")
			b.ReportMetric(seconds/float64(b.N), "s/load")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// load gives how much of the heap was in use before there were rows, and how long loading them took.
func load(b *testing.B, s *memstore.Store, n int) (uint64, time.Duration) {
	before := heap()
	rows := big(b, n)
	start := time.Now()
	_, err := s.Apply(context.Background(), storetest.ChangeSet(0, storetest.Put(rows...)))
	require.NoError(b, err)
	return before, time.Since(start)
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
