package explore_test

import (
	"fmt"
	"testing"
	"time"

	"entente/internal/explore"
	"entente/internal/knowledge"
	"entente/internal/store"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// soon is the time limit of a question about the worst graphs, on a busy machine and with the race detector. The benchmarks
// measure an idle one.
const soon = 10 * time.Second

func within(t *testing.T, ask func()) {
	t.Helper()
	begun := time.Now()
	ask()
	assert.Less(t, time.Since(begun), soon)
}

func node(i int) knowledge.ID { return fmt.Sprintf("country:n%05d", i) }

// drawn is a store with claims without a date, one for each pair and relation.
func drawn(t *testing.T, pairs [][2]int, relations ...string) store.Store {
	w := newWorld(t)
	w.doc("a", "", "One")
	most := 0
	for _, p := range pairs {
		most = max(most, p[0], p[1])
	}
	for i := range most + 1 {
		w.entities = append(w.entities, &knowledge.EntityPart{Entity: knowledge.Entity{ID: node(i), Name: "N"}, Dataset: "dataset:d"})
	}
	validity := w.claim("a", node(0)+" JOINS "+node(0), "/..").Validity
	w.statements = nil
	for _, p := range pairs {
		for _, r := range relations {
			s := &knowledge.Statement{Subject: node(p[0]), Relation: r, Object: node(p[1]), Polarity: knowledge.Affirmed, Modality: knowledge.Asserted, Validity: validity,
				Document: "document:a", Dataset: "dataset:d", Published: w.documents[0].Day(), Reliability: w.documents[0].Reliability, Evidence: []*knowledge.Evidence{{Locator: "row"}}}
			s.Complete(r == "ALLIED" || r == "TWIN")
			w.statements = append(w.statements, s)
		}
	}
	return w.store()
}

func star(leaves int) (pairs [][2]int) {
	for i := range leaves {
		pairs = append(pairs, [2]int{0, i + 1})
	}
	return pairs
}

func complete(nodes int) (pairs [][2]int) {
	for i := range nodes {
		for j := range i {
			pairs = append(pairs, [2]int{j, i})
		}
	}
	return pairs
}

func TestWorst_AHubOfFiveThousand(t *testing.T) {
	x := explore.New(drawn(t, star(5000), "ALLIED", "JOINS", "HEADS"))
	within(t, func() {
		for _, around := range []int{0, 17} {
			g, err := x.Subgraph(t.Context(), all, explore.SubgraphQuery{Around: []knowledge.ID{node(around)}, Hops: 2, Limit: 500})
			require.NoError(t, err)
			assert.Equal(t, []int{5001, 15_000, 500, 3 * 499}, []int{g.TotalNodes, g.TotalEdges, len(g.Nodes), len(g.Edges)})
			assert.True(t, g.Truncated)
		}
	})
	within(t, func() {
		paths, err := x.Paths(t.Context(), all, explore.PathQuery{From: node(1), To: node(2), MaxHops: explore.MaxPathHops, First: explore.MaxPaths})
		require.NoError(t, err)
		assert.Len(t, paths, 1, "there is but the one over the hub")
		paths, err = x.Paths(t.Context(), all, explore.PathQuery{From: node(1), To: node(2), MaxHops: explore.MaxPathHops, First: explore.MaxPaths, Avoid: []knowledge.ID{node(0)}})
		require.NoError(t, err)
		assert.Empty(t, paths)
	})
	within(t, func() {
		c, err := x.Compare(t.Context(), all, []knowledge.ID{node(0), node(1)}, knowledge.StatementFilter{})
		require.NoError(t, err)
		assert.Equal(t, 15_003, c.Count())
		d, err := x.Diff(t.Context(), explore.DiffQuery{From: &knowledge.Scope{Datasets: []knowledge.ID{}}, To: all})
		require.NoError(t, err)
		assert.Equal(t, 15_000, d.Added)
		counts, err := x.CountOnlySourceOf(t.Context(), all, []knowledge.ID{"document:a"})
		require.NoError(t, err)
		assert.Equal(t, []int{15_000}, counts)
	})
}

func TestWorst_EverybodyWithEverybody(t *testing.T) {
	x := explore.New(drawn(t, complete(200), "ALLIED", "JOINS", "TWIN"))
	within(t, func() {
		g, err := x.Subgraph(t.Context(), all, explore.SubgraphQuery{Around: []knowledge.ID{node(3)}, Hops: explore.MaxHops, Limit: explore.MaxNodes})
		require.NoError(t, err)
		assert.Equal(t, []int{200, 59_700}, []int{g.TotalNodes, g.TotalEdges})
		// 183 nodes have 3 * 183 * 182 / 2 = 49,959 links; the next one's would be more than fit.
		assert.Equal(t, []int{183, 49_959}, []int{len(g.Nodes), len(g.Edges)})
		assert.True(t, g.Truncated)
	})
	within(t, func() {
		paths, err := x.Paths(t.Context(), all, explore.PathQuery{From: node(3), To: node(7), MaxHops: explore.MaxPathHops, First: explore.MaxPaths})
		require.NoError(t, err)
		require.Len(t, paths, explore.MaxPaths)
		assert.Equal(t, []int{1, 2, 2}, []int{paths[0].Length(), paths[1].Length(), paths[explore.MaxPaths-1].Length()})
		assert.Equal(t, node(0), paths[1].Nodes[1].ID)
		assert.Equal(t, "ALLIED", paths[0].Steps[0].Link.Relation, "of three links with one statement each")
	})
}

func TestWorst_ALongChain(t *testing.T) {
	var pairs [][2]int
	for i := range 5000 {
		pairs = append(pairs, [2]int{i, i + 1})
	}
	x := explore.New(drawn(t, pairs, "JOINS"))
	within(t, func() {
		paths, err := x.Paths(t.Context(), all, explore.PathQuery{From: node(0), To: node(5000), MaxHops: explore.MaxPathHops, First: 5})
		require.NoError(t, err)
		assert.Empty(t, paths)
		paths, err = x.Paths(t.Context(), all, explore.PathQuery{From: node(106), To: node(100), MaxHops: explore.MaxPathHops, First: 5})
		require.NoError(t, err)
		require.Len(t, paths, 1)
		assert.False(t, paths[0].Steps[0].Forward, "against the relation")
		g, err := x.Subgraph(t.Context(), all, explore.SubgraphQuery{Around: []knowledge.ID{node(100)}, Hops: 3, Limit: 100})
		require.NoError(t, err)
		assert.Equal(t, []int{7, 6}, []int{g.TotalNodes, g.TotalEdges})
	})
}

// TestWorst_Layers has layers, each fully connected to the next: all paths have six links, and there are millions.
func TestWorst_Layers(t *testing.T) {
	const width = 60
	var pairs [][2]int
	for layer := range 4 {
		for i := range width {
			for j := range width {
				pairs = append(pairs, [2]int{2 + layer*width + i, 2 + (layer+1)*width + j})
			}
		}
	}
	for i := range width {
		pairs = append(pairs, [2]int{0, 2 + i}, [2]int{2 + 4*width + i, 1})
	}
	x := explore.New(drawn(t, pairs, "JOINS"))
	within(t, func() {
		paths, err := x.Paths(t.Context(), all, explore.PathQuery{From: node(0), To: node(1), MaxHops: explore.MaxPathHops, First: explore.MaxPaths})
		require.NoError(t, err)
		assert.Len(t, paths, explore.MaxPaths)
		paths, err = x.Paths(t.Context(), all, explore.PathQuery{From: node(0), To: node(1), MaxHops: 5, First: 1})
		require.NoError(t, err)
		assert.Empty(t, paths)
	})
}
