package explore

import (
	"context"
	"math"
	"sync"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/meter"
	"entente/internal/store"
)

// adjacency is an in-memory adjacency list of one revision: the entities that questions have asked for, each with all of its
// statements, whatever their scope. Revisions never change, so the cache never goes stale. It is filled on demand: the first
// question about an entity reads its statements from the store, later ones only follow node numbers.
//
// A search visits hundreds of thousands of links. A look-up in the store costs microseconds for each, one in the adjacency
// nanoseconds.
type adjacency struct {
	revision   int
	mu         sync.RWMutex
	nodeByID   map[knowledge.ID]int32
	nodes      []*node
	edgeByLink map[knowledge.ID]int32
	edges      []*edge
	// resident: the store keeps the statements in memory, and those here are the same.
	resident bool
	// bytes is how many are held, about; with more than most the adjacency is full.
	bytes, most int
}

// node is an entity. Its halfEdges are set when it is loaded, and never change afterwards.
type node struct {
	id        knowledge.ID
	kind      knowledge.EntityKind
	loaded    bool
	halfEdges []halfEdge
	// statements is how many statements the entity has.
	statements int
	itemsOnce  sync.Once
	items      []timelineItem
}

// halfEdge is a link as seen from one of its nodes: the other node, the number of statements, and the days in which one of them
// possibly holds. That is enough to skip most links without looking at the edge itself.
type halfEdge struct {
	other, edge, statements int32
	days                    span32
}

// span32 is an edtf.Span in half the memory. The dates of claims have years of four digits, and fit; unbounded days are clamped.
type span32 struct{ first, last int32 }

func toSpan32(s edtf.Span) span32 {
	return span32{int32(min(max(s.First, math.MinInt32), math.MaxInt32)), int32(min(max(s.Last, math.MinInt32), math.MaxInt32))}
}

// hull returns the days from the first to the last of some spans.
func hull(spans []span32) span32 {
	h := spans[0]
	for _, s := range spans {
		h.first, h.last = min(h.first, s.first), max(h.last, s.last)
	}
	return h
}

func (s span32) overlaps(o span32) bool { return s.first <= o.last && o.first <= s.last }

// edge is a link: all statements of two entities under a relation, ordered by when they begin.
type edge struct {
	source, target int32
	statements     []*knowledge.Statement
	// spans has the days in which each statement possibly holds, so that most statements need not be looked at.
	spans []span32
	// firstFrom and lastFrom are the nodes from which the edge was first and last added; only the writer uses them.
	firstFrom, lastFrom int32
}

// nodeNumber returns the number of an entity, and adds a node for it if there is none. The caller holds the write lock.
func (a *adjacency) nodeNumber(id knowledge.ID) int32 {
	n, ok := a.nodeByID[id]
	if !ok {
		n = int32(len(a.nodes))
		kind, _ := knowledge.KindOf(id)
		a.nodeByID[id] = n
		a.nodes = append(a.nodes, &node{id: id, kind: kind})
		a.bytes += nodeKept
	}
	return n
}

// addStatements loads a node with its statements. The caller holds the write lock.
func (a *adjacency) addStatements(n int32, statements []*knowledge.Statement) {
	node := a.nodes[n]
	if node.loaded {
		return
	}
	var edges []int32
	for _, st := range statements {
		edgeNumber, ok := a.edgeByLink[st.Link]
		if !ok {
			source, target := knowledge.Ends(st.Subject, st.Object, st.Symmetric)
			edgeNumber = int32(len(a.edges))
			a.edgeByLink[st.Link] = edgeNumber
			a.edges = append(a.edges, &edge{source: a.nodeNumber(source), target: a.nodeNumber(target), firstFrom: n, lastFrom: -1})
			a.bytes += edgeKept
		}
		e := a.edges[edgeNumber]
		if e.lastFrom != n {
			e.lastFrom = n
			edges = append(edges, edgeNumber)
		}
		// Each end lists all statements of a link, so an edge that was added from its other end is complete.
		if e.firstFrom == n {
			e.statements = append(e.statements, st)
			e.spans = append(e.spans, toSpan32(edtf.Span{First: st.Validity.EarliestBegin, Last: st.Validity.LatestEnd}))
			a.bytes += a.bytesOf(st)
		}
	}
	node.halfEdges = make([]halfEdge, len(edges))
	a.bytes += len(edges) * halfEdgeKept
	for i, edgeNumber := range edges {
		e := a.edges[edgeNumber]
		other := e.target
		if other == n {
			other = e.source
		}
		node.halfEdges[i] = halfEdge{other, edgeNumber, int32(len(e.statements)), hull(e.spans)}
	}
	node.loaded, node.statements = true, len(statements)
}

// view is an adjacency as one question sees it. Nodes that it has loaded may be read without a lock: they never change.
type view struct {
	reader    store.Reader
	adjacency *adjacency
	nodes     []*node
	edges     []*edge
	// relations are those of the revision, once a scopedView has read them.
	relations []*knowledge.Relation
	// statementsRead is how many statements the question has used, whether they were read now or earlier: a limit must not depend on
	// what other questions have loaded.
	statementsRead int
	// grown is called when the question has loaded bytes into the adjacency.
	grown func(ctx context.Context, a *adjacency, bytes int) error
	// ends counts the half edges that the question follows, statements the statements that it looks at.
	ends, statements meter.Tally
}

// nodeNumbers returns the numbers of entities.
func (v *view) nodeNumbers(ids []knowledge.ID) []int32 {
	v.adjacency.mu.Lock()
	defer v.adjacency.mu.Unlock()
	numbers := make([]int32, len(ids))
	for i, id := range ids {
		numbers[i] = v.adjacency.nodeNumber(id)
	}
	v.refresh()
	return numbers
}

// refresh copies the slices of the adjacency. The caller holds its lock.
func (v *view) refresh() { v.nodes, v.edges = v.adjacency.nodes, v.adjacency.edges }

// load loads the nodes that are not loaded yet. remedy says what to ask for instead if they have too many statements.
func (v *view) load(ctx context.Context, numbers []int32, remedy string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	missing, ids := v.notLoaded(numbers)
	if len(missing) > 0 {
		r := statementReader{v.reader, &knowledge.Scope{Revision: v.adjacency.revision}, store.StatementQuery{}, MaxStatements - v.statementsRead, remedy}
		lists, err := r.readAll(ctx, ids)
		if knowledge.CodeOf(err) == knowledge.LimitExceeded {
			return limitError(MaxStatements, "statements", remedy)
		}
		if err != nil {
			return err
		}
		if err := v.grown(ctx, v.adjacency, v.add(missing, lists)); err != nil {
			return err
		}
	}
	for _, n := range numbers {
		v.statementsRead += v.nodes[n].statements
	}
	if v.statementsRead > MaxStatements {
		return limitError(MaxStatements, "statements", remedy)
	}
	return nil
}

// add loads nodes with their statements, and returns by how many bytes the adjacency has grown.
func (v *view) add(numbers []int32, lists [][]*knowledge.Statement) int {
	v.adjacency.mu.Lock()
	defer v.adjacency.mu.Unlock()
	before := v.adjacency.bytes
	for i, statements := range lists {
		v.adjacency.addStatements(numbers[i], statements)
	}
	v.refresh()
	return v.adjacency.bytes - before
}

// notLoaded returns the nodes that are not loaded yet.
func (v *view) notLoaded(numbers []int32) (missing []int32, ids []knowledge.ID) {
	v.adjacency.mu.RLock()
	defer v.adjacency.mu.RUnlock()
	v.refresh()
	for _, n := range numbers {
		if p := v.nodes[n]; !p.loaded {
			missing, ids = append(missing, n), append(ids, p.id)
		}
	}
	return missing, ids
}

// loadIDs loads entities and returns their node numbers.
func (v *view) loadIDs(ctx context.Context, ids []knowledge.ID, remedy string) ([]int32, error) {
	numbers := v.nodeNumbers(ids)
	return numbers, v.load(ctx, numbers, remedy)
}
