package execute

import (
	"context"
	"slices"
	"sync"
)

// call is one call of a resolver, for one job or several that ask the same.
type call struct {
	field *Field
	ctx   context.Context
	rows  []any
	args  []map[string]any // one for each result of a Batch, else one
	// byFrame is the offset of each frame's rows, byArgs of a Batch that of each set of arguments; nil for a call of one job.
	byFrame map[*frame]int
	byArgs  map[string]int
	results any
	n       int
	err     error
}

// callKey is what jobs that share a call have in common. A field's join is shared by the types of an interface; the arguments
// are left out where a Batch takes several sets of them.
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

// call makes the calls of a step, side by side. Field middleware runs around each, so it sees a call, not a field of a row.
func (r *run) call(jobs []*job) {
	var calls []*call
	if len(jobs) == 1 {
		calls = []*call{newCall(jobs[0])}
	} else {
		calls = share(jobs)
	}
	r.calls += int64(len(calls))
	var wg sync.WaitGroup
	for _, c := range calls[1:] {
		wg.Go(func() { r.perform(c) })
	}
	r.perform(calls[0])
	wg.Wait()
}

// share gives equal jobs one call.
func share(jobs []*job) []*call {
	calls := make([]*call, 0, len(jobs))
	byKey := make(map[callKey]*call, len(jobs))
	for _, j := range jobs {
		key := j.key()
		if c := byKey[key]; c != nil {
			c.add(j)
			continue
		}
		c := newCall(j)
		c.byFrame, c.byArgs = map[*frame]int{j.column.owner: 0}, map[string]int{j.args.all: 0}
		byKey[key] = c
		calls = append(calls, c)
	}
	return calls
}

func newCall(j *job) *call {
	c := &call{field: j.column.field.read, ctx: j.ctx, rows: j.column.owner.rows, args: []map[string]any{j.args.values}}
	j.call = c
	return c
}

// add lets a job share the call. What is asked for already, under another alias, is not asked for twice.
func (c *call) add(j *job) {
	j.call = c
	if c.field.Batch != nil {
		offset, ok := c.byArgs[j.args.all]
		if !ok {
			offset = len(c.args)
			c.byArgs[j.args.all] = offset
			c.args = append(c.args, j.args.values)
		}
		j.offset = offset
		return
	}
	f := j.column.owner
	offset, ok := c.byFrame[f]
	if !ok {
		if len(c.byFrame) == 1 {
			// So far the rows are the first frame's own.
			c.rows = slices.Clone(c.rows)
		}
		offset = len(c.rows)
		c.byFrame[f] = offset
		c.rows = append(c.rows, f.rows...)
	}
	j.offset = offset
}

// asked is how many results the call has to give.
func (c *call) asked() int {
	if c.field.Batch != nil {
		return len(c.args)
	}
	return len(c.rows)
}

// perform makes a call. A panic is an error of all that asked.
func (r *run) perform(c *call) {
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
