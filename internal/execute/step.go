package execute

import "github.com/vektah/gqlparser/v2/ast"

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
