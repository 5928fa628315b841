package execute

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"entente/internal/meter"
	"github.com/99designs/gqlgen/graphql"
)

// run is the execution of one operation (sections 6.2.1, Query, and 6.2.2, Mutation). It belongs to one goroutine; only the calls of resolvers run in
// others.
type run struct {
	executor  *Executor
	operation *graphql.OperationContext
	ctx       context.Context
	plan      *variant

	// frames are all frames, each after those that its rows hang under.
	frames []*frame
	// openFrames are the frames of this step that still accept rows, queue those whose fields are still to be read.
	openFrames map[frameKey]*frame
	queue      []*frame
	jobs       []*job
	branches   map[branchID]*branch
	checker    *Checker

	failures  []failure
	propagate bool
	elements  int
	calls     int64
	// meter is that of the request, nil if it has none.
	meter *meter.Meter
}

// frameKey is what the rows of a frame have in common.
type frameKey struct {
	plan   *selection
	branch *branch
}

// checkers pools Checkers between requests.
var checkers = sync.Pool{New: func() any { return new(Checker) }}

// release returns what a run has borrowed from pools. Only the answer outlives it.
func (r *run) release() {
	for _, f := range r.frames {
		if f.reset() {
			frames.Put(f)
		}
	}
	r.frames = nil
	if r.checker == nil {
		return
	}
	if cap(r.checker.B) <= maxPooled {
		*r.checker = Checker{Buffer: Buffer{B: r.checker.B[:0]}}
		checkers.Put(r.checker)
	}
	r.checker = nil
}

// frameFor returns the frame for the objects of a type under a column.
func (r *run) frameFor(c *column, id TypeID) *frame {
	p := frameKey{c.field.selectionFor(r.plan, id), c.branch}
	if f := r.openFrames[p]; f != nil && !f.done {
		f.repeats = f.repeats || c.shared || c.owner.repeats
		return f
	}
	f := r.newFrame(p.plan, p.branch)
	f.repeats = c.shared || c.owner.repeats
	if c.field.depth == 0 {
		n := len(c.owner.rows)
		f.rows, f.positions = slices.Grow(f.rows, n), slices.Grow(f.positions, n)
	}
	r.openFrames[p] = f
	return f
}

// failure is a field error (section 6.4.4). Its path is computed when it is presented.
type failure struct {
	column *column
	row    int32
	at     []int32 // the position in the field's own lists
	err    error
}

func (r *run) fail(c *column, row int32, at []int32, err error) {
	r.failures = append(r.failures, failure{c, row, at, err})
}

// abort returns a response that has only an error for the whole operation.
func (r *run) abort(err error) *graphql.Response {
	graphql.AddError(r.ctx, err)
	return &graphql.Response{Data: []byte(null)}
}

// recovered makes an error from a panic, with the server's RecoverFunc.
func (r *run) recovered(ctx context.Context, p any) error {
	if limit, ok := p.(*LimitError); ok {
		return limit
	}
	if r.operation.RecoverFunc == nil {
		return fmt.Errorf("panic: %v", p)
	}
	return r.operation.RecoverFunc(ctx, p)
}

// checkBytes aborts the operation if its answer is certain to be too large.
func (r *run) checkBytes(n int) {
	if limit := r.executor.options.Limits.Bytes; limit > 0 && n > limit {
		panic(&LimitError{What: "bytes", Limit: limit})
	}
}
