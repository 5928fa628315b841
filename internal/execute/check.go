package execute

import (
	"context"
	"errors"
	"math"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// Checker writes leaves that can fail, or be null where the schema forbids it. They are written in the step that reads them, not
// with the answer, since null propagation depends on them. Their bytes are copied into the answer.
//
// Within a field it does what section 6.4.4, Handling Field Errors, says about lists: an element that must not be null makes its
// list null, and so on outwards.
type Checker struct {
	Buffer
	ctx       context.Context
	coords    coordinates
	openLists []openList
	// faults are the errors of the current value.
	faults []fault
	// reported: the null just written has its error already.
	reported bool
	// modelNullEnd is the offset after the last null that came from the model; other nulls come from the marshaler.
	modelNullEnd int
}

// coordinates identify a field in the text of errors.
type coordinates struct {
	object, name string
	typ          *ast.Type
	source       graphql.NullSource
}

// openList is a list that is being written.
type openList struct {
	typ                 *ast.Type
	start, elementStart int // of the list, and of its current element
	index               int32
	null                bool
}

// fault is an error at a position in a field's lists.
type fault struct {
	at  []int32
	err error
}

// ErrNotFinite is returned for a number that JSON cannot represent: an infinity or not a number.
var ErrNotFinite = errors.New("cannot marshal infinite no NaN float values")

// Nil writes a null of the model.
func (c *Checker) Nil() {
	c.Null()
	c.modelNullEnd = len(c.B)
}

// Float writes a number; it reports one that is not finite, and writes null.
func (c *Checker) Float(f float64) {
	if math.IsInf(f, 0) || math.IsNaN(f) {
		c.fail(ErrNotFinite)
		return
	}
	c.Buffer.Float(f)
}

// MarshalContext writes a scalar with a marshaler that may fail; then it reports the error and writes null.
func (c *Checker) MarshalContext(m graphql.ContextMarshaler) {
	start := len(c.B)
	if err := m.MarshalGQLContext(c.ctx, c); err != nil {
		c.B = c.B[:start]
		c.fail(err)
	}
}

func (c *Checker) fail(err error) {
	c.Null()
	c.reported = true
	c.faults = append(c.faults, fault{c.position(), err})
}

// Open begins a list.
func (c *Checker) Open() {
	typ := c.coords.typ
	if n := len(c.openLists); n > 0 {
		typ = c.openLists[n-1].typ
	}
	c.openLists = append(c.openLists, openList{typ: typ.Elem, start: len(c.B), index: -1})
	c.B = append(c.B, '[')
}

// Element begins the next element of the list.
func (c *Checker) Element() {
	l := &c.openLists[len(c.openLists)-1]
	if l.index >= 0 {
		c.endElement(l)
		c.B = append(c.B, ',')
	}
	l.index++
	l.elementStart = len(c.B)
	c.reported = false
}

// Close ends the list.
func (c *Checker) Close() {
	l := &c.openLists[len(c.openLists)-1]
	if l.index >= 0 {
		c.endElement(l)
	}
	c.openLists = c.openLists[:len(c.openLists)-1]
	if l.null {
		c.B = append(c.B[:l.start], null...)
		c.reported = true
		return
	}
	c.B = append(c.B, ']')
	c.reported = false
}

func (c *Checker) endElement(l *openList) {
	if l.typ.NonNull && string(c.B[l.elementStart:]) == null {
		c.require(l.typ, true)
		l.null = true
	}
}

// require reports a null that the schema forbids, unless its error is reported already.
func (c *Checker) require(typ *ast.Type, element bool) {
	if c.reported {
		return
	}
	err := c.coords.invalidNull(typ, element)
	if c.modelNullEnd != len(c.B) {
		err.Source = graphql.NullSourceMarshaler
	}
	c.faults = append(c.faults, fault{c.position(), err})
}

func (c *Checker) position() (at []int32) {
	for _, l := range c.openLists {
		at = append(at, l.index)
	}
	return at
}

// invalidNull is gqlgen's error for a null that the schema forbids.
func (c coordinates) invalidNull(typ *ast.Type, element bool) *graphql.InvalidNullError {
	return &graphql.InvalidNullError{Object: c.object, Field: c.name, DeclaredType: typ.String(), Source: c.source, ListElement: element}
}

// begin resets the checker for a value of the field.
func (c *Checker) begin(ctx context.Context, coords coordinates) {
	c.ctx, c.coords = ctx, coords
	c.openLists, c.faults, c.reported, c.modelNullEnd = c.openLists[:0], c.faults[:0], false, -1
}

// finish reports whether the value is null and must not be.
func (c *Checker) finish(start int) (forbidden bool) {
	if !c.coords.typ.NonNull || string(c.B[start:]) != null {
		return false
	}
	c.require(c.coords.typ, false)
	return true
}
