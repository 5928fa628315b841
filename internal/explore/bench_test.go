package explore_test

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"entente/internal/edtf"
	"entente/internal/explore"
	"entente/internal/knowledge"
	"entente/internal/store"
	"entente/internal/store/memstore"
	"github.com/stretchr/testify/require"
)

// icewsFolder has the facts of ICEWS 2018, if they are installed; their licence does not allow to distribute them with the
// project.
const icewsFolder = "../../../shared/data/icews18"

// fact is one line of the facts: subject, relation, object and day.
type fact struct {
	subject, relation, object int
	day                       string
}

// facts returns the facts of ICEWS 2018, or random ones of the same shape: 23,033 entities, 256 relations, 468,558 facts of 304
// days, with some 20,000 of the first entity.
func facts(b *testing.B) []fact {
	file, err := os.Open(filepath.Join(icewsFolder, "quads.tsv.gz"))
	if errors.Is(err, fs.ErrNotExist) {
		return drawnFacts()
	}
	require.NoError(b, err)
	defer func() { require.NoError(b, file.Close()) }()
	unzipped, err := gzip.NewReader(file)
	require.NoError(b, err)
	lines := bufio.NewScanner(unzipped)
	require.True(b, lines.Scan(), "a header")
	var all []fact
	for lines.Scan() {
		var f fact
		_, err := fmt.Sscan(lines.Text(), &f.subject, &f.relation, &f.object, &f.day)
		require.NoError(b, err)
		all = append(all, f)
	}
	require.NoError(b, lines.Err())
	return all
}

func drawnFacts() []fact {
	const entities, relations, count, days = 23_033, 256, 468_558, 304
	random := rand.New(rand.NewPCG(2018, 10))
	actors := rand.NewZipf(random, 1.1, 10, entities-1)
	kinds := rand.NewZipf(random, 1.5, 2, relations-1)
	all := make([]fact, 0, count)
	for len(all) < count {
		// Most deal again and again with the same few: the second is drawn near the first as often as from all.
		a, b := int(actors.Uint64()), int(actors.Uint64())
		if random.IntN(2) == 0 {
			b = (a*31 + random.IntN(12)) % entities
		}
		if a != b {
			day := edtf.DayOf(2018, 1, 1) + edtf.Day(random.IntN(days))
			all = append(all, fact{a, int(kinds.Uint64()), b, day.String()})
		}
	}
	return all
}

// benchmark is the graph of all benchmarks, with its entities by number of facts.
type benchmark struct {
	store  store.Store
	ranked []knowledge.ID
}

var (
	loadOnce sync.Once
	loaded   benchmark
)

func large(b *testing.B) benchmark {
	loadOnce.Do(func() { loaded = load(b, facts(b)) })
	b.ReportAllocs()
	return loaded
}

func actor(n int) knowledge.ID { return fmt.Sprintf("actor:e%d", n) }

// load loads facts into a store, every fourth of them from a second document, so that there is something to weigh.
func load(b *testing.B, facts []fact) benchmark {
	kinds := []knowledge.EntityKind{knowledge.KindActor}
	rows := []knowledge.Row{&knowledge.Dataset{ID: "dataset:d", Title: "d", License: "CC0-1.0", Version: "1"}}
	for _, d := range []string{"a", "b"} {
		rows = append(rows, &knowledge.Document{ID: "document:" + d, Title: d, Publisher: knowledge.Text(d), Language: "en",
			Reliability: knowledge.ReliabilityB, PublishedOn: date("2018-11-01"), Dataset: "dataset:d"})
	}
	relations, weights, seen := map[int]bool{}, map[int]int{}, map[knowledge.ID]bool{}
	var statements []knowledge.Row
	for i, f := range facts {
		relations[f.relation] = true
		weights[f.subject]++
		weights[f.object]++
		validity, err := knowledge.ResolveValidity(edtf.Single(date(f.day)), date("2018-11-01").Span(), edtf.Date{})
		require.NoError(b, err)
		document := "document:a"
		if i%4 == 0 {
			document = "document:b"
		}
		s := &knowledge.Statement{Subject: actor(f.subject), Relation: fmt.Sprint("R", f.relation), Object: actor(f.object), Polarity: knowledge.Affirmed,
			Modality: knowledge.Asserted, Validity: validity, Document: document, Dataset: "dataset:d", Published: date("2018-11-01").Span(),
			Reliability: knowledge.ReliabilityB, Evidence: []*knowledge.Evidence{{Locator: "row"}}}
		s.Complete(false)
		if !seen[s.ID] {
			seen[s.ID] = true
			statements = append(statements, s)
		}
	}
	for r := range relations {
		rows = append(rows, &knowledge.Relation{Name: fmt.Sprint("R", r), Label: "did", InverseLabel: "was done to", Category: knowledge.CategoryOther,
			Exclusive: knowledge.ExclusiveNone, SubjectKinds: kinds, ObjectKinds: kinds, Dataset: "dataset:d"})
	}
	var ranked []int
	for e := range weights {
		ranked = append(ranked, e)
		rows = append(rows, &knowledge.EntityPart{Entity: knowledge.Entity{ID: actor(e), Name: fmt.Sprint("Entity ", e)}, Dataset: "dataset:d"})
	}
	slices.SortFunc(ranked, func(x, y int) int { return cmp.Or(weights[y]-weights[x], x-y) })
	l := benchmark{store: memstore.New()}
	put(b, l.store, append(rows, statements...)...)
	for _, e := range ranked {
		l.ranked = append(l.ranked, actor(e))
	}
	return l
}

// known and anew say whether the explorer has read what it is asked about.
func (l benchmark) both(b *testing.B, ask func(b *testing.B, x *explore.Explorer)) {
	b.Run("known", func(b *testing.B) {
		x := explore.New(l.store)
		ask(b, x)
		for b.Loop() {
			ask(b, x)
		}
	})
	b.Run("anew", func(b *testing.B) {
		for b.Loop() {
			ask(b, explore.New(l.store))
		}
	})
}

func BenchmarkSubgraph_TwoHops500(b *testing.B) {
	l := large(b)
	for _, rank := range []int{0, 1, 100, 5000} {
		for _, scope := range []*knowledge.Scope{all, {AsOf: date("2018-06")}} {
			b.Run(fmt.Sprintf("rank%d/asOf=%s", rank, scope.AsOf), func(b *testing.B) {
				l.both(b, func(b *testing.B, x *explore.Explorer) {
					g, err := x.Subgraph(b.Context(), scope, explore.SubgraphQuery{Around: l.ranked[rank : rank+1], Hops: 2, Limit: 500})
					require.NoError(b, err)
					b.ReportMetric(float64(len(g.Edges)), "edges")
					b.ReportMetric(float64(g.TotalNodes), "totalNodes")
					b.ReportMetric(float64(g.TotalEdges), "totalEdges")
				})
			})
		}
	}
}

func BenchmarkPaths_FiveOfFourHops(b *testing.B) {
	l := large(b)
	for _, ranks := range [][2]int{{0, 1}, {0, 5000}, {500, 900}, {5000, 9000}, {20_000, 22_000}} {
		b.Run(fmt.Sprintf("ranks%dand%d", ranks[0], ranks[1]), func(b *testing.B) {
			l.both(b, func(b *testing.B, x *explore.Explorer) {
				paths, err := x.Paths(b.Context(), all, explore.PathQuery{From: l.ranked[ranks[0]], To: l.ranked[ranks[1]], MaxHops: 4, First: 5})
				require.NoError(b, err)
				if len(paths) > 0 {
					b.ReportMetric(float64(paths[len(paths)-1].Length()), "hops")
				}
			})
		})
	}
}

func BenchmarkTimeline_Page(b *testing.B) {
	l := large(b)
	l.both(b, func(b *testing.B, x *explore.Explorer) {
		lists, err := x.Timeline(b.Context(), all, [][]knowledge.ID{l.ranked[:1]}, nil, store.Page{Limit: 50})
		require.NoError(b, err)
		require.Len(b, lists[0].Rows, 50)
	})
}

func BenchmarkTimeline_CountOfAnEntity(b *testing.B) {
	l := large(b)
	l.both(b, func(b *testing.B, x *explore.Explorer) {
		counts, err := x.CountTimeline(b.Context(), all, [][]knowledge.ID{l.ranked[:1]}, nil)
		require.NoError(b, err)
		require.Greater(b, counts[0], 10_000)
	})
}

func BenchmarkDiff_OfAnEntity(b *testing.B) {
	l := large(b)
	l.both(b, func(b *testing.B, x *explore.Explorer) {
		d, err := x.Diff(b.Context(), explore.DiffQuery{From: &knowledge.Scope{AsOf: date("2018-06")}, To: &knowledge.Scope{AsOf: date("2018-07")}, Of: l.ranked[:1]})
		require.NoError(b, err)
		require.NotEmpty(b, d.Changes(nil, store.Page{Limit: 50}).Rows)
	})
}

func BenchmarkCompare_FourEntities(b *testing.B) {
	l := large(b)
	l.both(b, func(b *testing.B, x *explore.Explorer) {
		c, err := x.Compare(b.Context(), all, l.ranked[:4], knowledge.StatementFilter{})
		require.NoError(b, err)
		require.Len(b, c.Rows(store.Page{Limit: 50}).Rows, 50)
	})
}

func BenchmarkCorroboration_Of50Statements(b *testing.B) {
	l := large(b)
	lists, err := l.store.ListStatements(b.Context(), all, []knowledge.ID{l.ranked[0], "document:b"}, store.StatementQuery{}, store.Page{Limit: 50})
	require.NoError(b, err)
	for i, name := range []string{"ofTheFirstEntity", "ofADocument"} {
		b.Run(name, func(b *testing.B) {
			x := explore.New(l.store)
			for b.Loop() {
				_, err := x.Corroborate(b.Context(), all, lists[i].Rows)
				require.NoError(b, err)
			}
		})
	}
}

func BenchmarkWarm(b *testing.B) {
	l := large(b)
	for b.Loop() {
		require.NoError(b, explore.New(l.store).Warm(b.Context()))
	}
}
