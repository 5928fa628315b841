package execute

import (
	"cmp"
	"strings"

	"entente/internal/meter"
)

// Sink receives the objects of one field, parent by parent. For each parent it receives one value: an object, a null, or a list
// between List and End.
type Sink struct {
	run    *run
	column *column
	row    int32
	level  int
	// index is the position in each open list, by level from 1.
	index [maxListDepth + 1]int32

	last  TypeID
	frame *frame
	// spent is how many of the column's objects were spent for, failed the error of the budget once it is spent.
	spent  int
	failed error
}

// spendBatch is how many objects are spent for at once, and objectBytes what each takes in the frames.
const (
	spendBatch  = 512
	objectBytes = 96
)

// spend spends for the objects added so far, if they are many. Its error is for all rows that are still to be expanded.
func (s *Sink) spend() error {
	if s.failed == nil && len(s.column.items)-s.spent >= spendBatch {
		s.flush()
	}
	return s.failed
}

// flush spends for all objects added so far.
func (s *Sink) flush() {
	m := s.run.meter
	if m == nil {
		return
	}
	n := len(s.column.items) - s.spent
	s.spent += n
	kind := meter.Objects
	if strings.HasPrefix(s.column.owner.plan.object.Name, "__") {
		kind = meter.Types
	}
	s.failed = cmp.Or(m.Spend(kind, n), m.Hold(n*objectBytes))
}

// List begins a list of n elements.
func (s *Sink) List(n int) {
	s.run.elements += n
	if limit := s.run.executor.options.Limits.Elements; limit > 0 && s.run.elements > limit {
		panic(&LimitError{What: "list elements", Limit: limit})
	}
	start := s.nextStart()
	l := &s.column.levels[s.level]
	*l = append(*l, span{start, start + int32(n)})
	s.level++
	s.index[s.level] = 0
}

// End ends it.
func (s *Sink) End() {
	s.level--
	s.index[s.level]++
}

// Null adds a null.
func (s *Sink) Null() {
	if s.column.field.required[s.level] {
		s.failNull()
	}
	s.null()
	s.index[s.level]++
}

// Fail adds a null because of an error.
func (s *Sink) Fail(err error) {
	s.run.fail(s.column, s.row, s.position(), err)
	if s.column.field.required[s.level] {
		s.run.propagate = true
	}
	s.null()
	s.index[s.level]++
}

// Object adds an object of a concrete type; row is a pointer to its Go value.
func (s *Sink) Object(id TypeID, row any) {
	f := s.frame
	if f == nil || s.last != id {
		f = s.run.frameFor(s.column, id)
		s.last, s.frame = id, f
	}
	c := s.column
	if n := len(f.sources); n == 0 || f.sources[n-1].column != c {
		f.sources = append(f.sources, source{c, int32(len(f.rows))})
	}
	f.positions = append(f.positions, int32(len(c.items)))
	c.items = append(c.items, ref{f, int32(len(f.rows))})
	f.rows = append(f.rows, row)
	s.index[s.level]++
}

// nextStart is the index of the first element of a list that begins now.
func (s *Sink) nextStart() int32 {
	if s.level+1 < s.column.field.depth {
		return int32(len(s.column.levels[s.level+1]))
	}
	return int32(len(s.column.items))
}

// null stores a null at the current position.
func (s *Sink) null() {
	c := s.column
	if s.level < c.field.depth {
		c.levels[s.level] = append(c.levels[s.level], span{s.nextStart(), nullEnd})
		return
	}
	c.items = append(c.items, ref{})
}

// failNull reports a null that the schema forbids at the current position.
func (s *Sink) failNull() {
	f := s.column.field
	t := f.definition.Type
	for range s.level {
		t = t.Elem
	}
	s.run.fail(s.column, s.row, s.position(), f.coordinates(s.column.owner.plan.object.Name).invalidNull(t, s.level > 0))
	s.run.propagate = true
}

func (s *Sink) position() (at []int32) {
	for i := 1; i <= s.level; i++ {
		at = append(at, s.index[i])
	}
	return at
}

// begin resets the sink for the value of a row.
func (s *Sink) begin(row int) {
	s.row, s.level = int32(row), 0
}

// fail sets the whole field of a row to null because of an error.
func (s *Sink) fail(row int, err error) {
	s.begin(row)
	s.run.fail(s.column, s.row, nil, err)
	if s.column.field.required[0] {
		s.run.propagate = true
	}
	s.null()
}
