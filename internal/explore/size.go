package explore

import (
	"math"
	"runtime/debug"
	"unsafe"

	"entente/internal/knowledge"
)

// The bytes that the adjacency of one revision may hold: of the newest, which all questions share, as much as four million statements of the
// embedded store take, and no more than a quarter of the memory that the process may use; of another as much as a request may.
const (
	maxNewestBytes = 512 << 20
	maxOlderBytes  = 32 << 20
	memoryShare    = 4
)

// maxAdjacencyBytes returns how many bytes the adjacency of the newest revision may hold.
func maxAdjacencyBytes() int {
	limit := debug.SetMemoryLimit(-1)
	if limit == math.MaxInt64 {
		return maxNewestBytes
	}
	return int(min(maxNewestBytes, limit/memoryShare))
}

// What the parts of an adjacency take with their places in slices, which grow by a quarter, and in maps.
const (
	nodeKept     = int(unsafe.Sizeof(node{})) + 10 + mapEntry
	edgeKept     = int(unsafe.Sizeof(edge{})) + 10 + mapEntry + 16
	halfEdgeKept = int(unsafe.Sizeof(halfEdge{}))
	// placeBytes is a pointer to a statement and its span.
	placeBytes = 8 + int(unsafe.Sizeof(span32{}))
	// mapEntry is an entry of a map from an id to a number.
	mapEntry = 48
	// statementBytes is what a statement takes beside its texts, evidenceBytes a piece of evidence.
	statementBytes = int(unsafe.Sizeof(knowledge.Statement{}))
	evidenceBytes  = int(unsafe.Sizeof(knowledge.Evidence{})) + 8
)

// bytesOf returns what a statement takes in the adjacency: its place, and itself where the store does not keep it.
func (a *adjacency) bytesOf(st *knowledge.Statement) int {
	if a.resident {
		return placeBytes
	}
	bytes := placeBytes + statementBytes + len(st.ID) + len(st.Subject) + len(st.Object) + len(st.Link) + len(st.Relation) + len(st.Document) + len(st.Dataset)
	for _, e := range st.Evidence {
		bytes += evidenceBytes + len(e.Quote) + len(e.Locator)
	}
	return bytes
}

// size returns how many bytes are held, about.
func (a *adjacency) size() int {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return a.bytes
}

func (a *adjacency) full() bool { return a.size() > a.most }

// itemBytes is what an item of a timeline takes.
const itemBytes = int(unsafe.Sizeof(timelineItem{}))

// bytes returns how many bytes a count holds, about.
func (c *fullCount) bytes() int { return int(unsafe.Sizeof(*c)) + facetBytes(c.values) }

// facetBytes returns how many bytes facets hold.
func facetBytes(list []*knowledge.Facet) int {
	bytes := 0
	for _, f := range list {
		bytes += 8 + int(unsafe.Sizeof(*f)) + len(f.Value) + facetBytes(f.Then)
	}
	return bytes
}
