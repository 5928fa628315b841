package execute

import (
	"context"
	"errors"
	"fmt"

	"github.com/99designs/gqlgen/graphql"
)

// job is what one column needs from a resolver.
type job struct {
	column *column
	args   arguments
	ctx    context.Context
	call   *call
	at     resultIndex
}

// prepareJob adds a job for a column. If its arguments are invalid, its field is null for all rows.
func (r *run) prepareJob(c *column) {
	f := c.field
	fc := &graphql.FieldContext{
		Object: f.read.owner, Field: graphql.CollectedField{Field: f.nodes[0], Selections: f.selections}, IsMethod: true, IsResolver: true,
	}
	if fc.Object == "" {
		fc.Object = c.owner.plan.object.Name
	}
	ctx := graphql.WithFieldContext(r.ctx, fc)
	args, err := r.argumentsOf(ctx, f)
	if err != nil {
		r.failAll(c, err)
		return
	}
	fc.Args = args.values
	if c.owner == r.frames[0] {
		c.branch = r.branchOf(c, args)
	}
	r.jobs = append(r.jobs, &job{column: c, args: args, ctx: withBranch(ctx, c.branch)})
}

// branchOf returns the branch of a root field: that of its argument, or else of BranchAt.
func (r *run) branchOf(c *column, a arguments) *branch {
	if a.branch == "" {
		return r.branchAt(c, a.values)
	}
	return r.sharedBranch(branchID{key: a.branch}, a.values[r.executor.options.BranchArgument])
}

// branchAt returns the branch that begins at a field, or else the one that the field is in.
func (r *run) branchAt(c *column, args map[string]any) *branch {
	begins := r.executor.options.BranchAt
	if begins == nil {
		return c.branch
	}
	var parent any
	if c.branch != nil {
		parent = c.branch.value
	}
	key, value := begins(c.owner.plan.object.Name, c.field.definition.Name, parent, args)
	if key == "" {
		return c.branch
	}
	return r.sharedBranch(branchID{key: key, begun: true}, value)
}

// branchID tells branches apart: begun are those of BranchAt, whose keys are not those of the argument.
type branchID struct {
	key   string
	begun bool
}

// sharedBranch returns the branch of a key, a new one with the value if there is none yet.
func (r *run) sharedBranch(id branchID, value any) *branch {
	b := r.branches[id]
	if b == nil {
		b = &branch{value}
		if r.branches == nil {
			r.branches = map[branchID]*branch{}
		}
		r.branches[id] = b
	}
	return b
}

// apply stores the results of a job in its column.
func (r *run) apply(j *job) {
	c, f := j.column, j.column.field
	errs, err := j.errors()
	if err != nil {
		r.failAll(c, err)
		return
	}
	read, results := f.read, j.call.results
	c.shared = j.at.index != nil
	switch {
	case read.ExpandAt != nil:
		r.expand(c, errs, func(s *Sink, k int) { read.ExpandAt(s, results, j.at.of(k)) })
		return
	case errs != nil:
		for k, err := range errs {
			if err != nil {
				r.failLeaf(c, k, err)
			}
		}
	}
	if read.CheckAt != nil {
		r.writeChecked(c, func(k int) { read.CheckAt(r.checker, results, j.at.of(k)) })
		return
	}
	c.results, c.at = results, j.at
}

// errors returns the errors of the job's rows, or one error of all.
func (j *job) errors() (ofRows []error, ofAll error) {
	c := j.call
	var errs []error
	if c.err != nil {
		var batch graphql.BatchErrors
		if !errors.As(c.err, &batch) {
			return nil, c.err
		}
		if errs = batch.Errors(); len(errs) != c.resultCount() {
			return nil, j.miscount(len(errs), "errors")
		}
	}
	if c.n != c.resultCount() {
		return nil, j.miscount(c.n, "results")
	}
	if errs == nil {
		return nil, nil
	}
	if j.at.index == nil {
		return errs[j.at.offset : j.at.offset+len(j.column.owner.rows)], nil
	}
	ofRows = make([]error, len(j.at.index))
	for k := range ofRows {
		ofRows[k] = errs[j.at.of(k)]
	}
	return ofRows, nil
}

func (j *job) miscount(n int, what string) error {
	object := j.column.owner.plan.object.Name
	return fmt.Errorf("batch resolver %s.%s returned %d %s for %d parents", object, j.column.field.definition.Name, n, what, j.call.resultCount())
}
