package execute

import (
	"slices"
	"sync"
)

// frame holds all objects that a step found for one selection set, on one concrete type and in one branch. It is what makes
// the execution breadth first: a field is read of all rows of a frame at once.
type frame struct {
	plan   *selection
	branch *branch
	rows   []any
	// positions are where the rows stand among the items of the columns that they came from, and sources say which columns
	// those are: they are looked at only where a path is wanted.
	positions []int32
	sources   []source
	columns   []column
	// dead rows became null; nil while there are none.
	dead []bool
	done bool
}

// source says from which column the rows come, from one row on.
type source struct {
	column *column
	from   int32
}

// column holds the values of one field for all rows of a frame.
type column struct {
	owner *frame
	field *field
	// branch is the owner's, but for a root field, which begins one.
	branch *branch
	// levels hold the lists by their depth, items the objects that the innermost of them (or the rows) have.
	levels [][]span
	items  []ref
	// results are what the resolver of a leaf returned; the first row's stands at offset.
	results any
	offset  int
	// bounds are where the values of a checked leaf begin and end in what was written ahead: one more than there are rows, and
	// none for another leaf.
	bounds []int
	// null are the leaves that became null because of an error; nil while there are none.
	null []bool
}

// span is where a list's elements stand in the next level; its end is isNull for null.
type span struct{ start, end int32 }

const isNull = -1

// ref points to an object; its frame is nil for null.
type ref struct {
	frame *frame
	row   int32
}

func (c *column) nullAt(row int) bool { return c.null != nil && c.null[row] }

func (c *column) setNull(row int) {
	if c.null == nil {
		c.null = make([]bool, len(c.owner.rows))
	}
	c.null[row] = true
}

// prepare makes room for a value of each row.
func (c *column) prepare() {
	n := len(c.owner.rows)
	if c.field.depth == 0 {
		c.items = slices.Grow(c.items, n)
		return
	}
	c.levels = slices.Grow(c.levels, c.field.depth)[:c.field.depth]
	c.levels[0] = slices.Grow(c.levels[0], n)
}

// values is how many rows have theirs.
func (c *column) values() int {
	if c.field.depth == 0 {
		return len(c.items)
	}
	return len(c.levels[0])
}

// frames holds frames between requests: what they grew to is half of what an answer would allocate.
var frames = sync.Pool{New: func() any { return new(frame) }}

// maxPooledRows is how large a frame's parts may be to be kept; larger ones are left to the garbage collector.
const maxPooledRows = 4096

// newFrame gives an empty frame.
func (r *run) newFrame(plan *selection, branch *branch) *frame {
	f := frames.Get().(*frame)
	f.plan, f.branch = plan, branch
	r.frames, r.queue = append(r.frames, f), append(r.queue, f)
	return f
}

// addColumns gives the frame a column for each field.
func (f *frame) addColumns() {
	f.columns = slices.Grow(f.columns, len(f.plan.fields))[:len(f.plan.fields)]
}

// empty makes a frame ready for another request, which must not find anything of this one, nor keep it alive. It is false
// where the frame is too large to be kept.
func (f *frame) empty() bool {
	columns := f.columns
	for i := range columns {
		if !columns[i].empty() {
			return false
		}
	}
	if cap(f.rows) > maxPooledRows {
		return false
	}
	*f = frame{rows: emptied(f.rows), positions: f.positions[:0], sources: emptied(f.sources), columns: columns[:0]}
	return true
}

func (c *column) empty() bool {
	if cap(c.items) > maxPooledRows || cap(c.bounds) > maxPooledRows {
		return false
	}
	levels := c.levels
	for i := range levels {
		if cap(levels[i]) > maxPooledRows {
			return false
		}
		levels[i] = levels[i][:0]
	}
	*c = column{levels: levels[:0], items: emptied(c.items), bounds: c.bounds[:0]}
	return true
}

// emptied gives a slice's memory back, with nothing in it.
func emptied[T any](s []T) []T {
	clear(s)
	return s[:0]
}

func (f *frame) kill(row int) {
	if f.dead == nil {
		f.dead = make([]bool, len(f.rows))
	}
	f.dead[row] = true
}
