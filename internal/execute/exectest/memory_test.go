package exectest

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"entente/internal/execute"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestPlansAreBounded runs many different queries: the memory of the cached plans stays limited.
func TestPlansAreBounded(t *testing.T) {
	heap := func(questions int) uint64 {
		f := newFixture(t, execute.Options{PlanFields: 2000})
		f.server.SetQueryCache(noCache{})
		var b strings.Builder
		for i := range 30 {
			fmt.Fprintf(&b, " a%d: entity(id: \"E%d\") { id name description }", i, i)
		}
		for i := range questions {
			ask(t, f.server, fmt.Sprintf("{ q%d: __typename %s }", i, b.String()), nil)
		}
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		runtime.KeepAlive(f)
		return m.HeapAlloc
	}
	few, many := heap(50), heap(500)
	t.Logf("%d KB after 50 questions, %d KB after 500", few>>10, many>>10)
	assert.Less(t, many, few+2<<20)
}

// TestLargeDocumentsAreNotKept runs queries with arguments that take much memory in few fields.
func TestLargeDocumentsAreNotKept(t *testing.T) {
	f := newFixture(t, execute.Options{PlanFields: 2000})
	f.server.SetQueryCache(noCache{})
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := range 100 {
		ask(t, f.server, fmt.Sprintf(`{ q%d: entities(ids: [%s]) { id } }`, i, strings.Repeat(`"E1" `, 1000)), nil)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(f)
	t.Logf("%d KB more", (int64(after.HeapAlloc)-int64(before.HeapAlloc))>>10)
	assert.Less(t, int64(after.HeapAlloc)-int64(before.HeapAlloc), int64(2<<20))
}

// TestVariantsAreBounded runs one query with all combinations of many conditions.
func TestVariantsAreBounded(t *testing.T) {
	f := newFixture(t, execute.Options{})
	reference := newServer(f.generated)
	var definitions, fields []string
	for i := range 7 {
		definitions = append(definitions, fmt.Sprintf("$c%d: Boolean!", i))
		fields = append(fields, fmt.Sprintf("f%d: fail @include(if: $c%d)", i, i))
	}
	query := "query(" + strings.Join(definitions, ", ") + ") { " + strings.Join(fields, " ") + " }"
	for bits := range 1 << 7 {
		variables := map[string]any{}
		for i := range 7 {
			variables[fmt.Sprint("c", i)] = bits>>i&1 == 1
		}
		require.Equal(t, ask(t, reference, query, variables), ask(t, f.server, query, variables))
	}
}
