package execute

import (
	"context"
	"slices"
	"sync"

	"entente/internal/meter"
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
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

// steps executes the operation's selection set (section 6.3, Executing Selection Sets). A step reads the plain fields of all new
// frames, down to fields that have a resolver, then makes the calls for all of those concurrently.
//
// The order of reading does not matter for a query: its fields have no side effects. Those of a mutation are executed serially, each with
// all that is below it (section 6.3.1, Normal and Serial Execution).
func (r *run) steps() error {
	r.checker = checkers.Get().(*Checker)
	r.openFrames = map[frameKey]*frame{}
	root := r.newFrame(r.plan.root, nil)
	root.rows = append(root.rows, nil)
	if r.operation.Operation.Operation != ast.Mutation {
		return r.drain()
	}
	r.queue = r.queue[:0]
	root.done = true
	root.addColumns()
	for i := range root.plan.fields {
		r.readField(root, i)
		if err := r.drain(); err != nil {
			return err
		}
	}
	return nil
}

// drain makes steps until nothing is left to be read.
func (r *run) drain() error {
	for {
		for i := 0; i < len(r.queue); i++ {
			r.read(r.queue[i])
		}
		r.queue = r.queue[:0]
		clear(r.openFrames)
		if len(r.jobs) == 0 {
			return nil
		}
		if err := r.ctx.Err(); err != nil {
			return err
		}
		jobs := r.jobs
		r.jobs = nil
		r.call(jobs)
		if err := r.ctx.Err(); err != nil {
			// The resolvers may have returned errors because the context ended.
			return err
		}
		for _, j := range jobs {
			r.apply(j)
		}
	}
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

// read reads the plain fields of a frame and adds the jobs of the others.
func (r *run) read(f *frame) {
	f.done = true
	f.addColumns()
	for i := range f.plan.fields {
		r.readField(f, i)
	}
}

// readField reads one field of a frame, or adds its job.
func (r *run) readField(f *frame, i int) {
	fp := f.plan.fields[i]
	if fp.read == nil {
		return
	}
	c := &f.columns[i]
	c.owner, c.field, c.branch = f, fp, f.branch
	if f.branch != nil && fp.read.Expand != nil {
		c.branch = r.branchAt(c, nil)
	}
	switch {
	case fp.read.Resolve != nil:
		r.prepareJob(c)
	case fp.read.Check != nil:
		r.writeChecked(c, func(k int) { fp.read.Check(r.checker, f.rows[k]) })
	case fp.read.Expand != nil:
		r.expand(c, nil, func(s *Sink, k int) { fp.read.Expand(s, f.rows[k]) })
	}
}

// expand adds the objects of all rows. errs, if not nil, are the errors of single rows.
func (r *run) expand(c *column, errs []error, expand func(*Sink, int)) {
	c.prepare()
	s := &Sink{run: r, column: c}
	for k := 0; k < len(c.owner.rows); {
		k = r.expandFrom(k, s, errs, expand)
	}
	s.flush()
}

// expandFrom expands from a row on, up to one that panics: its field is null, with an error, and the next row is returned.
func (r *run) expandFrom(k int, s *Sink, errs []error, expand func(*Sink, int)) (next int) {
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		if _, limit := p.(*LimitError); limit || s.column.values() != k {
			panic(p) // part of the value is stored: this field alone cannot be undone
		}
		s.fail(k, r.recovered(r.ctx, p))
		next = k + 1
	}()
	for ; k < len(s.column.owner.rows); k++ {
		if errs != nil && errs[k] != nil {
			s.fail(k, errs[k])
			continue
		}
		if err := s.spend(); err != nil {
			s.fail(k, err)
			continue
		}
		s.begin(k)
		expand(s, k)
	}
	return k
}

// writeChecked writes a checked leaf of all rows that have no error yet.
func (r *run) writeChecked(c *column, write func(k int)) {
	c.bounds = append(slices.Grow(c.bounds, len(c.owner.rows)+1), len(r.checker.B))
	for k := 0; k < len(c.owner.rows); {
		k = r.writeCheckedFrom(k, c, write)
	}
}

// writeCheckedFrom writes from a row on, up to one that panics: its field is null, with an error, and the next row is returned.
func (r *run) writeCheckedFrom(k int, c *column, write func(k int)) (next int) {
	w, coords := r.checker, c.field.coordinates(c.owner.plan.object.Name)
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		if _, limit := p.(*LimitError); limit {
			panic(p)
		}
		// The leaf is null, so whatever it wrote is ignored.
		c.bounds = append(c.bounds, len(w.B))
		r.failLeaf(c, k, r.recovered(r.ctx, p))
		next = k + 1
	}()
	for ; k < len(c.owner.rows); k++ {
		if !c.nullAt(k) {
			w.begin(r.ctx, coords)
			write(k)
			r.recordFaults(c, k)
		}
		c.bounds = append(c.bounds, len(w.B))
	}
	r.checkBytes(len(w.B))
	return k
}

// recordFaults records the errors of the value just written.
func (r *run) recordFaults(c *column, k int) {
	forbidden := r.checker.finish(c.bounds[k])
	for _, f := range r.checker.faults {
		r.fail(c, int32(k), f.at, f.err)
	}
	if forbidden {
		c.setNull(k)
		r.propagate = true
	}
}

// checkBytes aborts the operation if its answer is certain to be too large.
func (r *run) checkBytes(n int) {
	if limit := r.executor.options.Limits.Bytes; limit > 0 && n > limit {
		panic(&LimitError{What: "bytes", Limit: limit})
	}
}
