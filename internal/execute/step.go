package execute

import (
	"context"
	"slices"
	"sync"

	"github.com/99designs/gqlgen/graphql"
)

// run is the execution of one operation (section 6.2.1, Query). It belongs to one goroutine; only the calls of resolvers
// leave it.
type run struct {
	executor  *Executor
	operation *graphql.OperationContext
	ctx       context.Context
	plan      *variant

	// frames are all, each after those that its rows hang under.
	frames []*frame
	// wave are the frames of this step that still take rows, queue those whose fields are still to be read.
	wave     map[place]*frame
	queue    []*frame
	jobs     []*job
	branches map[string]*branch
	checker  *Checker

	failures  []failure
	propagate bool
	elements  int
	calls     int64
}

// place is what the rows of a frame have in common.
type place struct {
	plan   *selection
	branch *branch
}

// checkers holds what writes ahead, between requests.
var checkers = sync.Pool{New: func() any { return new(Checker) }}

// release gives back what a run has borrowed. Only the answer outlives it.
func (r *run) release() {
	for _, f := range r.frames {
		if f.empty() {
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

// steps executes the operation's selection set (section 6.3, Executing Selection Sets). A step reads the plain fields of all
// frames that turn up, down to fields that have a resolver, then makes the calls for all of those side by side.
//
// The order of reading is of no consequence to a query: its fields have no side effects (section 6.3.1, Normal and Serial
// Execution).
func (r *run) steps() error {
	r.checker = checkers.Get().(*Checker)
	r.wave = map[place]*frame{}
	root := r.newFrame(r.plan.root, nil)
	root.rows = append(root.rows, nil)
	for {
		for i := 0; i < len(r.queue); i++ {
			r.read(r.queue[i])
		}
		r.queue = r.queue[:0]
		clear(r.wave)
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
			// What the resolvers returned may be their own despair of the context.
			return err
		}
		for _, j := range jobs {
			r.apply(j)
		}
	}
}

// frameFor gives the frame that takes the objects of a type under a column.
func (r *run) frameFor(c *column, id TypeID) *frame {
	p := place{c.field.on(r.plan, id), c.branch}
	if f := r.wave[p]; f != nil && !f.done {
		return f
	}
	f := r.newFrame(p.plan, p.branch)
	if c.field.depth == 0 {
		n := len(c.owner.rows)
		f.rows, f.positions = slices.Grow(f.rows, n), slices.Grow(f.positions, n)
	}
	r.wave[p] = f
	return f
}

// read reads the plain fields of a frame and notes the calls that it needs.
func (r *run) read(f *frame) {
	f.done = true
	f.addColumns()
	for i, fp := range f.plan.fields {
		if fp.read == nil {
			continue
		}
		c := &f.columns[i]
		c.owner, c.field, c.branch = f, fp, f.branch
		switch {
		case fp.read.Resolve != nil:
			r.prepareJob(c)
		case fp.read.Check != nil:
			r.writeAhead(c, func(k int) { fp.read.Check(r.checker, f.rows[k]) })
		case fp.read.Expand != nil:
			r.expand(c, nil, func(s *Sink, k int) { fp.read.Expand(s, f.rows[k]) })
		}
	}
}

// expand hands over the objects of all rows. errs, where there are any, are those of single rows.
func (r *run) expand(c *column, errs []error, expand func(*Sink, int)) {
	c.prepare()
	s := &Sink{run: r, column: c}
	for k := 0; k < len(c.owner.rows); {
		k = r.expandFrom(k, s, errs, expand)
	}
}

// expandFrom expands from a row on, up to one that panics: its field is null, with an error, and the next is returned.
func (r *run) expandFrom(k int, s *Sink, errs []error, expand func(*Sink, int)) (next int) {
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		if _, limit := p.(*LimitError); limit || s.column.values() != k {
			panic(p) // part of the value is handed over: there is no way back for this field alone
		}
		s.fail(k, r.recovered(r.ctx, p))
		next = k + 1
	}()
	for ; k < len(s.column.owner.rows); k++ {
		if errs != nil && errs[k] != nil {
			s.fail(k, errs[k])
			continue
		}
		s.begin(k)
		expand(s, k)
	}
	return k
}

// writeAhead writes a checked leaf of all rows that have no error yet.
func (r *run) writeAhead(c *column, write func(k int)) {
	c.bounds = append(slices.Grow(c.bounds, len(c.owner.rows)+1), len(r.checker.B))
	for k := 0; k < len(c.owner.rows); {
		k = r.writeFrom(k, c, write)
	}
}

// writeFrom writes from a row on, up to one that panics: its field is null, with an error, and the next is returned.
func (r *run) writeFrom(k int, c *column, write func(k int)) (next int) {
	w, coords := r.checker, c.field.coordinates(c.owner.plan.object.Name)
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		if _, limit := p.(*LimitError); limit {
			panic(p)
		}
		// The leaf is null, so whatever it wrote is not looked at.
		c.bounds = append(c.bounds, len(w.B))
		r.failLeaf(c, k, r.recovered(r.ctx, p))
		next = k + 1
	}()
	for ; k < len(c.owner.rows); k++ {
		if !c.nullAt(k) {
			w.begin(r.ctx, coords)
			write(k)
			r.checked(c, k)
		}
		c.bounds = append(c.bounds, len(w.B))
	}
	r.boundBytes(len(w.B))
	return k
}

// checked takes up what was wrong with the value just written.
func (r *run) checked(c *column, k int) {
	forbidden := r.checker.end(c.bounds[k])
	for _, f := range r.checker.faults {
		r.fail(c, int32(k), f.at, f.err)
	}
	if forbidden {
		c.setNull(k)
		r.propagate = true
	}
}

// boundBytes ends the operation where its answer is certain to be too large.
func (r *run) boundBytes(n int) {
	if limit := r.executor.options.Limits.Bytes; limit > 0 && n > limit {
		panic(&LimitError{What: "bytes", Limit: limit})
	}
}
