package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"entente/internal/knowledge"
	"entente/internal/loader"
	"entente/internal/store"
)

// maxShownRows is how many rows of a table a plan shows.
const maxShownRows = 5

// errNotKept is returned if a change is to be applied to a graph in memory, which ends with the command.
var errNotKept = errors.New("there is no graph to write to: it lives in memory here and ends with this command; name a data directory with --data, or leave --apply out to see the plan")

// changeCommand is shared by commands that change the graph: it shows a plan, or applies it.
type changeCommand struct {
	program
	store storeOptions
	apply bool
	// out receives the plan and its result, progress the progress of applying it.
	out, progress io.Writer
}

// run opens the store, makes the plan, and shows or applies it.
func (c changeCommand) run(ctx context.Context, plan func(*openedStore) (*loader.Plan, error)) (err error) {
	if c.store.writes = c.apply; c.apply {
		c.out = unreadOutput{c.out}
	}
	s, err := c.openStore(ctx, c.store)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if c.apply && !s.kept {
		return errNotKept
	}
	p, err := plan(s)
	if err != nil {
		return err
	}
	if err := showPlan(ctx, s, p, c.out); err != nil {
		return err
	}
	switch {
	case c.apply:
		return c.write(ctx, s, p)
	case p.IsEmpty():
		return nil
	}
	_, err = fmt.Fprintln(c.out, "Nothing was written. With --apply it is.")
	return err
}

// write applies a plan, even one that changes nothing: a writer that was killed may have left unfinished work, which the next writer
// completes.
func (c changeCommand) write(ctx context.Context, s store.Writer, p *loader.Plan) error {
	end := showProgress(p, c.progress)
	revision, err := p.Apply(ctx, s, time.Now())
	end()
	if err != nil || p.IsEmpty() {
		return err
	}
	_, err = fmt.Fprintf(c.out, "Written as revision %d.\n", revision.Number)
	return err
}

// showPlan writes what a plan would change: a line for each table, with the first rows of each.
func showPlan(ctx context.Context, s store.Reader, p *loader.Plan, out io.Writer) error {
	if p.IsEmpty() {
		_, err := fmt.Fprintf(out, "Plan: %s: nothing to change.\n", p.Description)
		return err
	}
	samples, err := p.Sample(ctx, s, maxShownRows)
	if err != nil {
		return err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Plan: %s, on revision %d\n", p.Description, p.Base)
	for _, sample := range samples {
		n := p.Counts[sample.Table]
		fmt.Fprintf(&b, "\n%s: %s\n", sample.Table.Noun(2), countsText(n))
		writeItems(&b, "+", sample.Added, n.Added)
		writeItems(&b, "~", sample.Changed, n.Changed)
		writeItems(&b, "-", sample.Removed, n.Removed)
	}
	_, err = fmt.Fprintln(out, b.String())
	return err
}

// countsText describes the changes of a table: `3 added, 1 changed; 70 as they are`.
func countsText(n loader.Count) string {
	var parts []string
	for _, one := range []struct {
		count int
		what  string
	}{{n.Added, "added"}, {n.Changed, "changed"}, {n.Removed, "removed"}} {
		if one.count > 0 {
			parts = append(parts, thousands(one.count)+" "+one.what)
		}
	}
	text := strings.Join(parts, ", ")
	if n.Same > 0 {
		text += "; " + thousands(n.Same) + " as they are"
	}
	return text
}

func writeItems(b *strings.Builder, sign string, items []loader.Item, all int) {
	for _, item := range items {
		fmt.Fprintf(b, "  %s %s", sign, item.Words)
		if item.Keys != nil {
			fmt.Fprintf(b, ": %s", strings.Join(item.Keys, ", "))
		}
		b.WriteByte('\n')
	}
	if more := all - len(items); more > 0 {
		fmt.Fprintf(b, "  %s and %s more\n", sign, thousands(more))
	}
}

// datasetID returns the id of a dataset named with or without its prefix.
func datasetID(name string) knowledge.ID {
	prefix := knowledge.DatasetPrefix + ":"
	return prefix + strings.TrimPrefix(name, prefix)
}
