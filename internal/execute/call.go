package execute

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"

	"entente/internal/meter"
)

// call is one call of a resolver, for one job or for several equal ones.
type call struct {
	field *Field
	ctx   context.Context
	rows  []any
	args  []map[string]any // one for each result of a Batch, else one
	// frameOffsets has the offset of each frame's rows, argsOffsets, for a Batch, that of each set of arguments; nil for a call of one
	// job.
	frameOffsets map[*frame]int
	argsOffsets  map[string]int
	results      any
	n            int
	err          error
}

// callKey is equal for jobs that share a call. A field's join is the same for the types of an interface; args is empty if a Batch
// takes several sets of arguments.
type callKey struct {
	field  *Field
	join   string
	args   string
	branch *branch
}

func (j *job) key() callKey {
	f := j.column.field.read
	key := callKey{field: f, args: j.args.all, branch: j.column.branch}
	if f.join != "" {
		key.field, key.join = nil, f.join
	}
	if f.Batch != nil {
		key.args = ""
	}
	return key
}

// call makes the calls of a step, Options.Parallel of them at a time. Field middleware runs around each call.
func (r *run) call(jobs []*job) {
	var calls []*call
	if len(jobs) == 1 {
		calls = []*call{newCall(jobs[0])}
	} else {
		calls = groupJobs(jobs)
	}
	r.calls += int64(len(calls))
	workers := len(calls)
	if limit := r.executor.options.Parallel; limit > 0 {
		workers = min(workers, limit)
	}
	if workers == 1 {
		for _, c := range calls {
			r.invoke(c)
		}
		return
	}
	var next atomic.Int64
	work := func() {
		for i := next.Add(1) - 1; i < int64(len(calls)); i = next.Add(1) - 1 {
			r.invoke(calls[i])
		}
	}
	var wg sync.WaitGroup
	for range workers - 1 {
		wg.Go(work)
	}
	work()
	wg.Wait()
}

// groupJobs returns the calls for jobs, one for equal jobs.
func groupJobs(jobs []*job) []*call {
	calls := make([]*call, 0, len(jobs))
	byKey := make(map[callKey]*call, len(jobs))
	for _, j := range jobs {
		key := j.key()
		if c := byKey[key]; c != nil {
			c.add(j)
			continue
		}
		c := newCall(j)
		c.frameOffsets, c.argsOffsets = map[*frame]int{j.column.owner: 0}, map[string]int{j.args.all: 0}
		byKey[key] = c
		calls = append(calls, c)
	}
	return calls
}

func newCall(j *job) *call {
	c := &call{field: j.column.field.read, ctx: j.ctx, args: []map[string]any{j.args.values}}
	j.call = c
	c.rows, j.at.index = j.rows()
	return c
}

// rows returns the rows that a job asks for, and the index of each row of its frame among them, nil if they are the same. A field with
// arguments, which lists or counts, is asked once for an object that occurs on several rows, and so is what is below it; a plain reference
// is cheaper than finding out.
func (j *job) rows() (rows []any, index []int32) {
	f := j.column.owner
	if len(f.rows) < 2 || !f.repeats && len(j.column.field.definition.Arguments) == 0 {
		return f.rows, nil
	}
	d := f.withoutRepetitions()
	return d.rows, d.index
}

// add lets a job share the call. Rows and arguments that the call has already, from another alias, are not added again.
func (c *call) add(j *job) {
	j.call = c
	if c.field.Batch != nil {
		offset, ok := c.argsOffsets[j.args.all]
		if !ok {
			offset = len(c.args)
			c.argsOffsets[j.args.all] = offset
			c.args = append(c.args, j.args.values)
		}
		j.at.offset = offset
		return
	}
	f := j.column.owner
	rows, index := j.rows()
	offset, ok := c.frameOffsets[f]
	if !ok {
		if len(c.frameOffsets) == 1 {
			// So far the rows are the slice of the first frame.
			c.rows = slices.Clone(c.rows)
		}
		offset = len(c.rows)
		c.frameOffsets[f] = offset
		c.rows = append(c.rows, rows...)
	}
	j.at = resultIndex{offset, index}
}

// resultCount is the number of results that the resolver must return.
func (c *call) resultCount() int {
	if c.field.Batch != nil {
		return len(c.args)
	}
	return len(c.rows)
}

// invoke makes a call. A panic is an error of all its jobs, and so is a budget that is spent.
func (r *run) invoke(c *call) {
	if c.err = r.meter.Spend(meter.Objects, len(c.rows)); c.err != nil {
		return
	}
	defer func() {
		if p := recover(); p != nil {
			c.err = r.recovered(c.ctx, p)
		}
	}()
	_, c.err = r.operation.ResolverMiddleware(c.ctx, func(ctx context.Context) (any, error) {
		var err error
		if c.field.Batch != nil {
			c.results, c.n, err = c.field.Batch(ctx, c.args)
		} else {
			c.results, c.n, err = c.field.Resolve(ctx, c.rows, c.args[0])
		}
		return c.results, err
	})
}
