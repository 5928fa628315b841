package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"entente/internal/knowledge"
	"entente/internal/loader"
	"entente/internal/store"

	"github.com/spf13/cobra"
)

// maxShownRows is how many rows of a table a plan shows, unless all are asked for.
const maxShownRows = 5

// planOptions say how a plan is shown.
type planOptions struct{ all, json bool }

// addPlanFlags adds the flags of planOptions.
func addPlanFlags(cmd *cobra.Command, o *planOptions) {
	cmd.Flags().BoolVar(&o.all, "all", false, "show every row of the plan")
	cmd.Flags().BoolVar(&o.json, "json", false, "give one JSON object with every row, for other programs")
}

// most is how many rows of a table are shown.
func (o planOptions) most() int {
	if o.all || o.json {
		return math.MaxInt
	}
	return maxShownRows
}

// errNotKept is returned if a change is to be applied to a graph in memory, which ends with the command.
var errNotKept = errors.New("there is no graph to write to: it lives in memory here and ends with this command; name a data directory with --data, or leave --apply out to see the plan")

// changeCommand is shared by commands that change the graph: it shows a plan, or applies it.
type changeCommand struct {
	program
	store storeOptions
	apply bool
	plan  planOptions
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
	show := showPlan
	if c.plan.json {
		show = writePlan
	}
	if err := show(ctx, s, p, c.plan.most(), c.out); err != nil {
		return err
	}
	if c.apply {
		return c.write(ctx, s, p)
	}
	if !p.IsEmpty() {
		c.say("Nothing was written. With --apply it is.")
	}
	return nil
}

// say writes a sentence for a person: after the plan, or beside it where programs read that.
func (c changeCommand) say(format string, args ...any) {
	out := c.out
	if c.plan.json {
		out = c.progress
	}
	_, _ = fmt.Fprintf(out, format+"\n", args...)
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
	c.say("Written as revision %d.", revision.Number)
	return nil
}

// showPlan writes what a plan would change: a line for each table, with the first rows of each, at most so many.
func showPlan(ctx context.Context, s store.Reader, p *loader.Plan, most int, out io.Writer) error {
	if p.IsEmpty() {
		_, err := fmt.Fprintf(out, "Plan: %s: nothing to change.\n", p.Description)
		return err
	}
	samples, err := p.Sample(ctx, s, most)
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
