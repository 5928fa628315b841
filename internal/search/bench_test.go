package search_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"entente/internal/knowledge"
	"entente/internal/search"
	"entente/internal/search/searchtest"
	"entente/internal/store"
	"entente/internal/store/memstore"
	"entente/internal/store/storetest"
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/search/query"
	"github.com/stretchr/testify/require"
)

// many is how many entities the large store has.
const many = 100_000

// large is a store with the built-in datasets and many random entities, each with a name of two or three made-up words, an alias
// and a description, like a list of the world's organizations and persons.
func large(b *testing.B) store.Store {
	b.Helper()
	s := load(b, memstore.New())
	b.Cleanup(func() { require.NoError(b, s.Close()) })
	r := rand.New(rand.NewPCG(1, 2))
	changes := storetest.Put(&knowledge.Dataset{ID: "dataset:crowd", Title: "Crowd", License: "CC0-1.0", Version: "1"})
	for i := range many {
		changes = append(changes, storetest.Put(&knowledge.EntityPart{Dataset: "dataset:crowd", Entity: knowledge.Entity{
			ID: fmt.Sprintf("actor:c%d", i), Name: drawn(r), Names: []knowledge.Name{{Text: drawn(r), Kind: knowledge.NameAlias}},
			Description: knowledge.Text("A body for " + drawn(r) + " and " + drawn(r) + "."),
		}})...)
	}
	now, err := s.Revision(b.Context(), 0)
	require.NoError(b, err)
	_, err = s.Apply(b.Context(), storetest.ChangeSet(now.Number, changes))
	require.NoError(b, err)
	return s
}

// drawn returns a name of two or three words out of some thousand, the early ones more frequent.
func drawn(r *rand.Rand) string {
	const onsets, vowels, codas = "b br d dr f g gr h k kr l m n p r s st t tr v z", "a e i o u ai ia", "n r l s t k m x"
	word := func() string {
		n := rand.New(rand.NewPCG(uint64(r.IntN(1+r.IntN(20_000))), 3))
		pick := func(of string) string { all := strings.Fields(of); return all[n.IntN(len(all))] }
		w := pick(onsets) + pick(vowels) + pick(codas) + pick(onsets) + pick(vowels)
		if n.IntN(2) == 0 {
			w += pick(codas)
		}
		return strings.ToUpper(w[:1]) + w[1:]
	}
	name := word() + " " + word()
	if r.IntN(3) == 0 {
		name += " " + word()
	}
	return name
}

// BenchmarkBuild builds the index of 100,000 entities.
func BenchmarkBuild(b *testing.B) {
	s := large(b)
	for b.Loop() {
		newest(b, s)
	}
}

// BenchmarkSearch runs the searches of the table on the built-in datasets alone and among 100,000 entities, and reports the median
// and the slowest of twenty.
func BenchmarkSearch(b *testing.B) {
	for name, open := range map[string]func(*testing.B) store.Reader{
		"seed": func(b *testing.B) store.Reader { return seeded(b) }, "100,000": func(b *testing.B) store.Reader { return large(b) },
	} {
		b.Run(name, func(b *testing.B) {
			x := newest(b, open(b))
			var took []time.Duration
			for b.Loop() {
				for _, row := range searchtest.Searches() {
					began := time.Now()
					_, err := x.Search(b.Context(), search.Query{Text: row.Text}, store.Page{Limit: 10})
					took = append(took, time.Since(began))
					require.NoError(b, err)
				}
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds()), "µs-median")
			b.ReportMetric(float64(took[len(took)*19/20].Microseconds()), "µs-95th")
		})
	}
}

// BenchmarkBesideBleve compares both indexes on 100,000 entities: bleve with its own queries for a word, a prefix and typos, over
// the same names and descriptions.
func BenchmarkBesideBleve(b *testing.B) {
	s := large(b)
	ours, theirs := newest(b, s), bleveOf(b, s)
	for name, text := range map[string]string{"word": "georgia", "beginning": "georg", "short beginning": "br", "slip": "gerogia", "words": "treaty organization"} {
		b.Run(name+"/ours", func(b *testing.B) {
			for b.Loop() {
				_, err := ours.Search(b.Context(), search.Query{Text: text}, store.Page{Limit: 10})
				require.NoError(b, err)
			}
		})
		b.Run(name+"/bleve", func(b *testing.B) {
			for b.Loop() {
				_, err := theirs.Search(bleve.NewSearchRequestOptions(bleveQuery(text), 10, 0, false))
				require.NoError(b, err)
			}
		})
	}
}

// bleveOf builds bleve's index, in memory, of the names and descriptions of a store's entities.
func bleveOf(b *testing.B, s store.Store) bleve.Index {
	b.Helper()
	x, err := bleve.NewUsing("", bleve.NewIndexMapping(), scorch.Name, scorch.Name, nil)
	require.NoError(b, err)
	b.Cleanup(func() { require.NoError(b, x.Close()) })
	began := time.Now()
	batch := x.NewBatch()
	for row, err := range s.Scan(b.Context(), 0, knowledge.TableEntity, "") {
		require.NoError(b, err)
		p := row.(*knowledge.EntityPart)
		names := []string{p.Name}
		for _, n := range p.Names {
			names = append(names, n.Text)
		}
		require.NoError(b, batch.Index(p.ID+" "+p.Dataset, map[string]any{"names": names, "description": string(p.Description)}))
		if batch.Size() == 10_000 {
			require.NoError(b, x.Batch(batch))
			batch = x.NewBatch()
		}
	}
	require.NoError(b, x.Batch(batch))
	b.Logf("bleve's index took %s", time.Since(began).Round(time.Millisecond))
	return x
}

// bleveQuery searches for each word as it is, as a prefix, and with as many edits as search allows.
func bleveQuery(text string) query.Query {
	var all []query.Query
	for _, word := range strings.Fields(text) {
		slips := bleve.NewFuzzyQuery(word)
		slips.SetFuzziness(min(len(word)/4, 2))
		all = append(all, bleve.NewDisjunctionQuery(bleve.NewMatchQuery(word), bleve.NewPrefixQuery(word), slips))
	}
	return bleve.NewConjunctionQuery(all...)
}
