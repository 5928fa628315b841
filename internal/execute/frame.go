package execute

import (
	"slices"
	"sync"
)

// frame has all objects that a step found for one selection set, of one concrete type and in one branch. A field is read for all
// rows of a frame at once, which makes the execution breadth first.
type frame struct {
	plan   *selection
	branch *branch
	rows   []any
	// positions are the indexes of the rows among the items of the columns that they come from, and sources are these columns; only
	// paths of errors use them.
	positions []int32
	sources   []source
	columns   []column
	// nullRows are the rows that became null; nil if there are none.
	nullRows []bool
	done     bool
	// repeats: it is likely that rows repeat, for they come from results that several rows share.
	repeats  bool
	distinct *distinctRows
}

// distinctRows are the rows of a frame without repetitions: an object that is met on several ways, such as a hub that many statements
// have at an end, is one row for each of them.
type distinctRows struct {
	rows []any
	// index is the index among rows for each row of the frame; nil where no row repeats.
	index []int32
}

// withoutRepetitions returns the distinct rows, in the order in which they first occur. They are found once for all columns.
func (f *frame) withoutRepetitions() *distinctRows {
	if f.distinct != nil {
		return f.distinct
	}
	d := &distinctRows{rows: f.rows}
	var places map[any]int
	if len(f.rows) > fewRows {
		places = make(map[any]int, len(f.rows))
	}
	for k, row := range f.rows {
		seen := k
		if d.index != nil {
			seen = len(d.rows)
		}
		at, repeated := placeOf(row, d.rows[:seen], places)
		if repeated && d.index == nil {
			// So far each row was the next.
			d.rows, d.index = append(make([]any, 0, len(f.rows)), f.rows[:k]...), make([]int32, k, len(f.rows))
			for i := range d.index {
				d.index[i] = int32(i)
			}
		}
		if d.index == nil {
			continue
		}
		if d.index = append(d.index, int32(at)); !repeated {
			d.rows = append(d.rows, row)
		}
	}
	f.distinct = d
	return d
}

// fewRows are so few that comparing each with each is cheaper than a map.
const fewRows = 32

// placeOf returns the index of a row among those that were seen, and that they have it; else the next index. Unless places is nil, it has
// the index of each, and the row is added.
func placeOf(row any, seen []any, places map[any]int) (at int, ok bool) {
	if places == nil {
		if at = slices.Index(seen, row); at >= 0 {
			return at, true
		}
		return len(seen), false
	}
	if at, ok = places[row]; !ok {
		at = len(seen)
		places[row] = at
	}
	return at, ok
}

// source is the column that rows come from, beginning with one row.
type source struct {
	column *column
	from   int32
}

// column has the values of one field for all rows of a frame.
type column struct {
	owner *frame
	field *field
	// branch is the owner's, but for a root field, which begins one.
	branch *branch
	// levels has the lists by their depth, items the objects in the innermost of them (or in the rows).
	levels [][]span
	items  []ref
	// results is what the resolver of a leaf returned, and at where among it the result of each row is.
	results any
	at      resultIndex
	// shared: several rows have the same result.
	shared bool
	// bounds are the offsets of a checked leaf's values in the checker's buffer: one more than there are rows, and none for other
	// leaves.
	bounds []int
	// null are the leaves that became null because of an error; nil if there are none.
	null []bool
}

// span is the range of a list's elements in the next level; its end is nullEnd for null.
type span struct{ start, end int32 }

const nullEnd = -1

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

// prepare allocates a value for each row.
func (c *column) prepare() {
	n := len(c.owner.rows)
	if c.field.depth == 0 {
		c.items = slices.Grow(c.items, n)
		return
	}
	c.levels = slices.Grow(c.levels, c.field.depth)[:c.field.depth]
	c.levels[0] = slices.Grow(c.levels[0], n)
}

// values is how many rows have a value.
func (c *column) values() int {
	if c.field.depth == 0 {
		return len(c.items)
	}
	return len(c.levels[0])
}

// frames pools frames between requests: their slices are half of what an answer would allocate.
var frames = sync.Pool{New: func() any { return new(frame) }}

// maxPooledRows is the maximum capacity of the slices of a pooled frame.
const maxPooledRows = 4096

// newFrame returns an empty frame, and queues it.
func (r *run) newFrame(plan *selection, branch *branch) *frame {
	f := frames.Get().(*frame)
	f.plan, f.branch = plan, branch
	r.frames, r.queue = append(r.frames, f), append(r.queue, f)
	return f
}

// addColumns adds a column for each field.
func (f *frame) addColumns() {
	f.columns = slices.Grow(f.columns, len(f.plan.fields))[:len(f.plan.fields)]
}

// reset clears a frame for another request, which must not find anything of this one, nor keep it alive. It returns false if the
// frame is too large to be pooled.
func (f *frame) reset() bool {
	columns := f.columns
	for i := range columns {
		if !columns[i].reset() {
			return false
		}
	}
	if cap(f.rows) > maxPooledRows {
		return false
	}
	*f = frame{rows: cleared(f.rows), positions: f.positions[:0], sources: cleared(f.sources), columns: columns[:0]}
	return true
}

// reset clears a column like frame.reset.
func (c *column) reset() bool {
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
	*c = column{levels: levels[:0], items: cleared(c.items), bounds: c.bounds[:0]}
	return true
}

// cleared zeroes a slice and returns it with length 0.
func cleared[T any](s []T) []T {
	clear(s)
	return s[:0]
}

// nullRow sets a row to null.
func (f *frame) nullRow(row int) {
	if f.nullRows == nil {
		f.nullRows = make([]bool, len(f.rows))
	}
	f.nullRows[row] = true
}

// resultIndex says where the results of a job's rows are among those of its call.
type resultIndex struct {
	offset int
	// index is that of each row behind the offset; nil if the rows follow each other.
	index []int32
}

// of returns the index of a row's result.
func (x resultIndex) of(row int) int {
	if x.index != nil {
		row = int(x.index[row])
	}
	return x.offset + row
}
