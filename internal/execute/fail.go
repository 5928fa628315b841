package execute

import (
	"errors"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// failLeaf sets a leaf to null because of an error.
func (r *run) failLeaf(c *column, row int, err error) {
	c.setNull(row)
	if c.field.required[0] {
		r.propagate = true
	}
	r.fail(c, int32(row), nil, err)
}

// failAll sets the field to null for all rows.
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

// report passes the errors to gqlgen's presenter, with their paths and locations (section 7.1.2, Errors).
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

// present passes one failure to gqlgen's presenter; a list of errors one by one.
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
				graphql.AddError(ctx, fp.withPath(err, path))
			}
		}
		return
	}
	graphql.AddError(ctx, fp.withPath(f.err, path))
}

// withPath sets the path and locations of an error, unless it has its own. It copies the error, which may belong to several rows.
func (f *field) withPath(err error, path ast.Path) *gqlerror.Error {
	var invalid *graphql.InvalidNullError
	if errors.As(err, &invalid) {
		invalid.Path = path
	}
	out := &gqlerror.Error{Err: err, Message: err.Error()}
	var own *gqlerror.Error
	if errors.As(err, &own) {
		c := *own
		out = &c
	}
	var ofArgument *argumentError
	switch {
	case errors.As(err, &ofArgument) && len(out.Path) > 0:
		out.Path = append(path[:len(path):len(path)], out.Path[1:]...)
	case out.Path == nil:
		out.Path = path
	}
	if out.Locations != nil {
		return out
	}
	for _, node := range f.nodes {
		if node.Position != nil {
			out.Locations = append(out.Locations, gqlerror.Location{Line: node.Position.Line, Column: node.Position.Column})
		}
	}
	return out
}
