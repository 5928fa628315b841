package execute

import (
	"entente/internal/meter"
	"github.com/99designs/gqlgen/graphql"
)

// prefix is written before the data in the buffer of an answer, so that the transport need not move them.
const prefix = `{"data":`

// spendBytes is how many bytes are written between two times of spending for them.
const spendBytes = 64 << 10

// writer writes the answer. All errors of fields are known by then, so one pass over the frames is enough.
type writer struct {
	*Buffer
	run *run
	// spent is how many bytes were spent for.
	spent int
}

// respond writes the answer's data (section 7.1.1, Data), in the order in which the fields were collected (section 7.2.2,
// Serialized Map Ordering).
func (r *run) respond() *graphql.Response {
	root := r.frames[0]
	if root.nullRows != nil {
		return &graphql.Response{Data: []byte(null)}
	}
	lent, _ := r.ctx.Value(leaseKey{}).(*lease)
	w := &writer{Buffer: getBuffer(), run: r}
	if lent != nil {
		lent.buffer = w.Buffer
	}
	w.B = append(w.B, prefix...)
	w.object(root, 0)
	w.spend()
	if lent == nil {
		data := append([]byte(nil), w.B[len(prefix):]...)
		putBuffer(w.Buffer)
		return &graphql.Response{Data: data}
	}
	return &graphql.Response{Data: w.B[len(prefix):]}
}

// spend spends for what is written. It cannot fail: an answer that is found is written, and its bytes have a limit of their own.
func (w *writer) spend() {
	if n := len(w.B) - w.spent; w.run.meter != nil {
		_ = w.run.meter.Spend(meter.Chars, n/1000)
		_ = w.run.meter.Hold(n)
		w.spent = len(w.B)
	}
}

// object writes an object.
func (w *writer) object(f *frame, row int32) {
	w.B = append(w.B, '{')
	for i, fp := range f.plan.fields {
		w.B = append(w.B, fp.key...)
		if fp.read == nil {
			continue
		}
		c := &f.columns[i]
		switch {
		case fp.leaf:
			w.leaf(c, int(row))
		case fp.depth == 0:
			w.item(c.items[row])
		default:
			w.list(c, 0, row)
		}
	}
	w.B = append(w.B, '}')
	w.run.checkBytes(len(w.B))
	if len(w.B)-w.spent >= spendBytes {
		w.spend()
	}
}

// leaf writes the leaf of a row.
func (w *writer) leaf(c *column, row int) {
	read := c.field.read
	switch {
	case c.nullAt(row):
		w.Null()
	case read.Leaf != nil:
		read.Leaf(w.Buffer, c.owner.rows[row])
	case len(c.bounds) > 0:
		w.B = append(w.B, w.run.checker.B[c.bounds[row]:c.bounds[row+1]]...)
	default:
		read.LeafAt(w.Buffer, c.results, c.at.of(row))
	}
}

// list writes a list at a level of a column.
func (w *writer) list(c *column, level int, i int32) {
	l := c.levels[level][i]
	if l.end == nullEnd {
		w.Null()
		return
	}
	w.B = append(w.B, '[')
	for e := l.start; e < l.end; e++ {
		if e > l.start {
			w.B = append(w.B, ',')
		}
		if level+1 < c.field.depth {
			w.list(c, level+1, e)
		} else {
			w.item(c.items[e])
		}
	}
	w.B = append(w.B, ']')
}

func (w *writer) item(it ref) {
	if it.frame == nil {
		w.Null()
		return
	}
	w.object(it.frame, it.row)
}
