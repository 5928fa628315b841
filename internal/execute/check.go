package execute

import (
	"context"
	"errors"
	"math"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// Checker writes leaves that can fail, or be null where the schema forbids it. They are written in the step that finds them,
// not when the answer is: null propagation must know of them first. Their bytes are copied into the answer.
//
// Within a field it does what section 6.4.4, Handling Field Errors, says of lists: an element that must not be null makes its
// list null, and so on outwards.
type Checker struct {
	Buffer
	ctx    context.Context
	coords coordinates
	open   []openList
	// faults are what was wrong with the value at hand.
	faults []fault
	// faulted says that the null just written has its error already.
	faulted bool
	// absent is where the last null ended that the model holds; other nulls are the marshaler's.
	absent int
}

// coordinates name a field for the text of errors.
type coordinates struct {
	object, name string
	typ          *ast.Type
	source       graphql.NullSource
}

// openList is a list that is being written.
type openList struct {
	typ       *ast.Type
	start, at int // of the list, and of its current element
	index     int32
	null      bool
}

// fault is something wrong at a position in a field's lists.
type fault struct {
	at  []int32
	err error
}

// ErrNotFinite is returned for a number that JSON cannot hold: infinite, or none.
var ErrNotFinite = errors.New("cannot marshal infinite no NaN float values")

// Nil writes the null that the model holds.
func (c *Checker) Nil() {
	c.Null()
	c.absent = len(c.B)
}

// Float writes a number; it reports one that JSON cannot hold, and writes null.
func (c *Checker) Float(f float64) {
	if math.IsInf(f, 0) || math.IsNaN(f) {
		c.fail(ErrNotFinite)
		return
	}
	c.Buffer.Float(f)
}

// MarshalContext writes a scalar by a marshaler that may fail, and then reports it and writes null.
func (c *Checker) MarshalContext(m graphql.ContextMarshaler) {
	start := len(c.B)
	if err := m.MarshalGQLContext(c.ctx, c); err != nil {
		c.B = c.B[:start]
		c.fail(err)
	}
}

func (c *Checker) fail(err error) {
	c.Null()
	c.faulted = true
	c.faults = append(c.faults, fault{c.position(), err})
}

// Open begins a list.
func (c *Checker) Open() {
	typ := c.coords.typ
	if n := len(c.open); n > 0 {
		typ = c.open[n-1].typ
	}
	c.open = append(c.open, openList{typ: typ.Elem, start: len(c.B), index: -1})
	c.B = append(c.B, '[')
}

// Element begins the next element of the list.
func (c *Checker) Element() {
	l := &c.open[len(c.open)-1]
	if l.index >= 0 {
		c.endElement(l)
		c.B = append(c.B, ',')
	}
	l.index++
	l.at = len(c.B)
	c.faulted = false
}

// Close ends the list.
func (c *Checker) Close() {
	l := &c.open[len(c.open)-1]
	if l.index >= 0 {
		c.endElement(l)
	}
	c.open = c.open[:len(c.open)-1]
	if l.null {
		c.B = append(c.B[:l.start], null...)
		c.faulted = true
		return
	}
	c.B = append(c.B, ']')
	c.faulted = false
}

func (c *Checker) endElement(l *openList) {
	if l.typ.NonNull && string(c.B[l.at:]) == null {
		c.require(l.typ, true)
		l.null = true
	}
}

// require reports a null that the schema forbids, unless it has its error.
func (c *Checker) require(typ *ast.Type, element bool) {
	if c.faulted {
		return
	}
	err := c.coords.invalidNull(typ, element)
	if c.absent != len(c.B) {
		err.Source = graphql.NullSourceMarshaler
	}
	c.faults = append(c.faults, fault{c.position(), err})
}

func (c *Checker) position() (at []int32) {
	for _, l := range c.open {
		at = append(at, l.index)
	}
	return at
}

// invalidNull is gqlgen's error for a null that the schema forbids.
func (c coordinates) invalidNull(typ *ast.Type, element bool) *graphql.InvalidNullError {
	return &graphql.InvalidNullError{Object: c.object, Field: c.name, DeclaredType: typ.String(), Source: c.source, ListElement: element}
}

// begin makes the checker ready for a value of the field.
func (c *Checker) begin(ctx context.Context, coords coordinates) {
	c.ctx, c.coords = ctx, coords
	c.open, c.faults, c.faulted, c.absent = c.open[:0], c.faults[:0], false, -1
}

// end says whether the value came out null where the field must not be.
func (c *Checker) end(start int) (forbidden bool) {
	if !c.coords.typ.NonNull || string(c.B[start:]) != null {
		return false
	}
	c.require(c.coords.typ, false)
	return true
}
