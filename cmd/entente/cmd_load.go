package main

import (
	"context"
	"fmt"
	"io"

	"entente/internal/loader"

	"github.com/spf13/cobra"
)

type loadOptions struct {
	dirs  []string
	apply bool
	seed  bool
	store storeOptions
}

// newLoad returns the subcommand that loads dataset folders.
func (p program) newLoad() *cobra.Command {
	var o loadOptions
	cmd := &cobra.Command{
		Use:   "load [--seed] DIR...",
		Short: "Show what loading dataset folders would change, and load them",
		Long: `Load compares dataset folders with the graph and shows what would change: how many rows of each table would be
added (+), changed (~) and removed (-), the first of each in words, and of a changed row the keys that change. It
writes nothing.

With --apply it writes the change, as one revision, wholly or not at all: interrupted, or refused because the graph
has changed meanwhile, it leaves the graph as it was. What left a folder leaves the graph, and only this dataset's
rows; loading again plans nothing. Where the graph has no vocabulary, the built-in one is added first.

--apply needs a graph that is kept, as in a data directory (--data). One that lives in memory ends with the command, and can
only be planned against.
A data directory that is not there is made.

--seed loads the built-in datasets, too: alone, or with folders that refer to them.

Exit status: 0 when the plan was shown or written, 1 when a dataset is invalid or the graph refuses the change, 2
when the command line was wrong, 3 when a folder or a file in one could not be read.`,
		Example: "  entente load treaties\n  entente load --data graph --apply treaties\n  entente load --data graph --apply --seed",
		Args: func(cmd *cobra.Command, args []string) error {
			if o.seed {
				return nil
			}
			return atLeastOne("a dataset folder, or --seed for the built-in ones")(cmd, args)
		},
		RunE: withFailure(func(cmd *cobra.Command, args []string) error {
			defer limitHeapGrowth()()
			o.dirs = args
			o.store.absent = absentEmpty
			if o.apply {
				o.store.absent = absentMade
			}
			c := changeCommand{program: p, store: o.store, apply: o.apply, out: cmd.OutOrStdout(), progress: cmd.ErrOrStderr()}
			return c.run(cmd.Context(), func(s *openedStore) (*loader.Plan, error) {
				return planLoad(cmd.Context(), s, o, cmd.ErrOrStderr())
			})
		}),
	}
	addStoreFlags(cmd, &o.store)
	cmd.Flags().BoolVar(&o.apply, "apply", false, "write what the plan says")
	cmd.Flags().BoolVar(&o.seed, "seed", false, "load the built-in datasets, too")
	return cmd
}

// planLoad reads folders and plans to load them. Problems are written to errs; with an error among them there is no plan.
func planLoad(ctx context.Context, s *openedStore, o loadOptions, errs io.Writer) (*loader.Plan, error) {
	done := showWorking(errs, "reading")
	folders, contents, err := readFolders(ctx, s, o.dirs, o.seed)
	done()
	if err != nil {
		return nil, err
	}
	if status := exitStatusOf(folders); status != exitOK {
		newReport(folders).write(errs)
		return nil, &failure{status: status}
	}
	for _, f := range folders {
		if n := f.content.Problems.Warnings; n > 0 {
			_, _ = fmt.Fprintf(errs, "%s: %s; entente check %s shows them\n", f.dir, number(n, "warning"), f.dir)
		}
		contents = append(contents, f.content)
	}
	return loader.NewPlan(ctx, s, contents...)
}
