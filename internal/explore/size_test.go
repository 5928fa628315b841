package explore

import (
	"context"
	"fmt"
	"runtime"
	"testing"

	"entente/internal/knowledge"
	"entente/internal/seedtest"
	"entente/internal/store"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// heap is how many bytes are in use.
func heap() int {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

// detached is a store that gives statements of its own at each call, as a database does.
type detached struct{ store.Reader }

// ListStatements gives copies.
func (d detached) ListStatements(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, query store.StatementQuery, page store.Page) ([]store.List[*knowledge.Statement], error) {
	lists, err := d.Reader.ListStatements(ctx, scope, of, query, page)
	out := make([]store.List[*knowledge.Statement], len(lists))
	for i, l := range lists {
		out[i] = l
		out[i].Rows = make([]*knowledge.Statement, len(l.Rows))
		for j, st := range l.Rows {
			own := *st
			own.Evidence = nil
			for _, e := range st.Evidence {
				evidence := *e
				own.Evidence = append(own.Evidence, &evidence)
			}
			out[i].Rows[j] = &own
		}
	}
	return out, err
}

// What an adjacency says that it holds is what the heap grows by, within a factor.
func TestAdjacency_KnowsItsSize(t *testing.T) {
	for name, reader := range map[string]store.Reader{"resident": seedtest.Shared(t), "detached": detached{seedtest.Shared(t)}} {
		t.Run(name, func(t *testing.T) {
			x := New(reader)
			assert.Equal(t, name == "resident", x.resident)
			before := heap()
			require.NoError(t, x.Warm(t.Context()))
			v, _, err := x.view(t.Context(), &knowledge.Scope{})
			require.NoError(t, err)
			for n := range v.nodes {
				_, err := v.items(t.Context(), int32(n))
				require.NoError(t, err)
			}
			took := heap() - before
			said, older := x.Bytes()
			runtime.KeepAlive(x)
			assert.Zero(t, older)
			assert.InEpsilon(t, took, said, 0.5, "it took %d and says %d", took, said)
		})
	}
}

func TestFullCount_KnowsItsSize(t *testing.T) {
	before := heap()
	c := &fullCount{}
	for i := range 10_000 {
		f := &knowledge.Facet{Value: fmt.Sprintf("country:number-%d", i), Count: i}
		for j := range 3 {
			f.Then = append(f.Then, &knowledge.Facet{Value: fmt.Sprintf("%d-%d", i, j)})
		}
		c.values = append(c.values, f)
	}
	took := heap() - before
	assert.InEpsilon(t, took, c.bytes(), 0.5, "it took %d and says %d", took, c.bytes())
}
