package execute

import (
	"errors"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// failure is a field error (section 6.4.4). Its path is found only when it is presented.
type failure struct {
	column *column
	row    int32
	at     []int32 // the position in the field's own lists
	err    error
}

func (r *run) fail(c *column, row int32, at []int32, err error) {
	r.failures = append(r.failures, failure{c, row, at, err})
}

// failLeaf makes a leaf null because of an error.
func (r *run) failLeaf(c *column, row int, err error) {
	c.setNull(row)
	if c.field.required[0] {
		r.propagate = true
	}
	r.fail(c, int32(row), nil, err)
}

// failAll makes the field null for all rows.
func (r *run) failAll(c *column, err error) {
	if c.field.leaf {
		for k := range c.owner.rows {
			r.failLeaf(c, k, err)
		}
		return
	}
	c.prepare()
	s := &Sink{run: r, column: c}
	for k := range c.owner.rows {
		s.fail(k, err)
	}
}

// report hands the errors to gqlgen's presenter, with their paths and locations (section 7.1.2, Errors).
func (r *run) report() {
	limit := r.executor.options.Limits.Errors
	for i, f := range r.failures {
		if limit > 0 && i == limit {
			graphql.AddError(r.ctx, &LimitError{What: "errors", Limit: limit, More: len(r.failures) - limit})
			return
		}
		r.present(f)
	}
}

func (r *run) present(f failure) {
	fp := f.column.field
	ctx := graphql.WithFieldContext(r.ctx, &graphql.FieldContext{
		Object: f.column.owner.plan.object.Name, Field: graphql.CollectedField{Field: fp.nodes[0], Selections: fp.selections}, IsResolver: fp.read.Resolve != nil,
	})
	path := f.path()
	var list gqlerror.List
	if errors.As(f.err, &list) {
		for _, err := range list {
			if err != nil {
				graphql.AddError(ctx, fp.located(err, path))
			}
		}
		return
	}
	graphql.AddError(ctx, fp.located(f.err, path))
}

// located gives an error its path and locations, unless it has its own. The error may be that of several rows, so it is
// copied.
func (f *field) located(err error, path ast.Path) *gqlerror.Error {
	var invalid *graphql.InvalidNullError
	if errors.As(err, &invalid) {
		invalid.Path = path
	}
	shown := &gqlerror.Error{Err: err, Message: err.Error()}
	var own *gqlerror.Error
	if errors.As(err, &own) {
		c := *own
		shown = &c
	}
	var ofArgument *argumentError
	switch {
	case errors.As(err, &ofArgument) && len(shown.Path) > 0:
		shown.Path = append(path[:len(path):len(path)], shown.Path[1:]...)
	case shown.Path == nil:
		shown.Path = path
	}
	if shown.Locations != nil {
		return shown
	}
	for _, node := range f.nodes {
		if node.Position != nil {
			shown.Locations = append(shown.Locations, gqlerror.Location{Line: node.Position.Line, Column: node.Position.Column})
		}
	}
	return shown
}
