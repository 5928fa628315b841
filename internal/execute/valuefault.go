package execute

import (
	"slices"

	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// valueFault is what is wrong within the value of a variable or an argument. Its path is made on the way out, so that values without a fault
// need none.
type valueFault struct {
	text string
	// path leads to the fault, the innermost element first.
	path ast.Path
}

// at says where the value is that the fault was found in.
func (f *valueFault) at(e ast.PathElement) *valueFault {
	f.path = append(f.path, e)
	return f
}

// error is the error for the request or the field, with the path from the outermost element on. The message begins with the path behind
// that element, and prefix before it.
func (f *valueFault) error(prefix string) *gqlerror.Error {
	slices.Reverse(f.path)
	err := &gqlerror.Error{Path: f.path, Message: prefix + f.path[1:].String() + ": " + f.text}
	errcode.Set(err, errcode.ValidationFailed)
	return err
}
