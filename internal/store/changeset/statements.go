package changeset

import (
	"context"
	"errors"
	"iter"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"entente/internal/knowledge"
)

// ErrDiffers is returned if a change gives other statements when it is iterated again.
var ErrDiffers = errors.New("a change gave other statements when it was iterated again")

// statementStep is a step of a statement that is being decided, with the statement that it puts, or nil.
type statementStep struct {
	*Step
	put *knowledge.Statement
}

// changeStatements applies the steps of statements and checks the new ones: on all processors, or as the change gives them.
func (d *Draft) changeStatements(ctx context.Context) error {
	if d.options.Stream {
		return d.changeStreamed(ctx)
	}
	share := max(batchRows, (len(d.statements)+runtime.GOMAXPROCS(0)-1)/runtime.GOMAXPROCS(0))
	var group errgroup.Group
	var checkers []*checker
	for part := range slices.Chunk(d.statements, share) {
		c := newChecker(d)
		checkers = append(checkers, c)
		group.Go(func() error { return c.changeHeld(ctx, part) })
	}
	err := group.Wait()
	for _, c := range checkers {
		d.join(&c.tally)
	}
	return err
}

// changeHeld applies steps whose statements are held.
func (c *checker) changeHeld(ctx context.Context, steps []Step) error {
	for part := range slices.Chunk(steps, batchRows) {
		batch := make([]statementStep, len(part))
		for i := range part {
			put, _ := part[i].Put.(*knowledge.Statement)
			batch[i] = statementStep{&part[i], put}
		}
		if err := c.change(ctx, batch); err != nil || c.Full() {
			return err
		}
	}
	return nil
}

// changeStreamed applies the removals, and then the others as the change gives them.
func (d *Draft) changeStreamed(ctx context.Context) error {
	c := newChecker(d)
	defer func() { d.join(&c.tally) }()
	var batch []statementStep
	change := func(s statementStep, least int) error {
		if s.Step != nil {
			batch = append(batch, s)
		}
		if len(batch) < least || c.Full() {
			return nil
		}
		err := c.change(ctx, batch)
		batch = batch[:0]
		return err
	}
	for i := range d.statements {
		if s := &d.statements[i]; !s.puts {
			if err := change(statementStep{s, nil}, batchRows); err != nil {
				return err
			}
		}
	}
	for s, err := range d.puts(ctx) {
		if err == nil {
			err = change(s, batchRows)
		}
		if err != nil || c.Full() {
			return err
		}
	}
	return change(statementStep{}, 1)
}

// puts gives the steps that put statements with the statements, once more.
func (d *Draft) puts(ctx context.Context) iter.Seq2[statementStep, error] {
	return func(yield func(statementStep, error) bool) {
		if len(d.statements) == 0 {
			return
		}
		at := 0
		for c, err := range d.changes {
			if err == nil && at%checkEvery == 0 {
				err = ctx.Err()
			}
			if err != nil {
				yield(statementStep{}, err)
				return
			}
			if c.Key().Table != knowledge.TableStatement {
				continue
			}
			if at == len(d.statements) || d.statements[at].Key != c.Key() {
				yield(statementStep{}, ErrDiffers)
				return
			}
			s := &d.statements[at]
			at++
			if put, ok := c.Put.(*knowledge.Statement); ok && !yield(statementStep{s, put}, nil) {
				return
			}
		}
		if at < len(d.statements) {
			yield(statementStep{}, ErrDiffers)
		}
	}
}

// Statements gives the statements that the change puts and that differ from those before: copies in the order of rows, or, where they are
// streamed, those of the change in the order given. It ends after the first error, which it gives with a nil statement: ErrDiffers, or that
// of the change or the context.
func (d *Draft) Statements(ctx context.Context) iter.Seq2[*knowledge.Statement, error] {
	puts := d.held
	if d.options.Stream {
		puts = d.puts(ctx)
	}
	return func(yield func(*knowledge.Statement, error) bool) {
		for s, err := range puts {
			if err == nil && s.Skip {
				continue
			}
			if !yield(s.put, err) {
				return
			}
		}
	}
}

// held gives the steps that put statements, where these are held.
func (d *Draft) held(yield func(statementStep, error) bool) {
	for i := range d.statements {
		if put, ok := d.statements[i].Put.(*knowledge.Statement); ok && !yield(statementStep{&d.statements[i], put}, nil) {
			return
		}
	}
}
