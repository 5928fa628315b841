package main

import (
	"context"
	"fmt"
	"io"

	"entente/internal/dataset"
	"entente/internal/loader"

	"github.com/spf13/cobra"
)

type loadOptions struct {
	dirs   []string
	apply  bool
	seed   bool
	plan   planOptions
	store  storeOptions
	tables tableOptions
}

// newLoad returns the subcommand that loads dataset folders.
func (p program) newLoad() *cobra.Command {
	var o loadOptions
	cmd := &cobra.Command{
		Use:   "load [--seed] DIR|FILE.jsonl...",
		Short: "Show what loading dataset folders would change, and load them",
		Long: `Load compares dataset folders with the graph and shows what would change: how many rows of each table would be
added (+), changed (~) and removed (-), the first of each in words, and of a changed row the keys that change. It
writes nothing. With --all it shows each row, and with --json so as one JSON object, for other programs.

Warnings of what would be ambiguous in the graph, as a name or a code that another entity has, are shown with the plan;
entente check shows all.

With --apply it writes the change, as one revision, wholly or not at all: interrupted, or refused because the graph
has changed meanwhile, it leaves the graph as it was. What left a folder leaves the graph, and only this dataset's
rows; loading again plans nothing. Where the graph has no vocabulary, the built-in one is added first.

--apply needs a graph that is kept, as in a data directory (--data). One that lives in memory ends with the command, and can
only be planned against.
A data directory that is not there is made.

--seed loads the built-in datasets, too: alone, or with folders that refer to them.

A file that ends in .jsonl has the rows of datasets, as entente export --format jsonl writes them; they come as they were.

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
			if err := o.tables.checkMaxErrors(); err != nil {
				return err
			}
			defer limitHeapGrowth()()
			o.dirs = args
			o.tables.tell = cmd.ErrOrStderr()
			o.store.absent = absentEmpty
			if o.apply {
				o.store.absent = absentMade
			}
			c := changeCommand{program: p, store: o.store, apply: o.apply, plan: o.plan, out: cmd.OutOrStdout(), progress: cmd.ErrOrStderr()}
			return c.run(cmd.Context(), func(s *openedStore) (*loader.Plan, error) {
				return planLoad(cmd.Context(), s, o, cmd.ErrOrStderr())
			})
		}),
	}
	addStoreFlags(cmd, &o.store)
	addTableFlags(cmd.Flags(), &o.tables)
	addMaxErrorsFlag(cmd.Flags(), &o.tables)
	cmd.Flags().BoolVar(&o.apply, "apply", false, "write what the plan says")
	addPlanFlags(cmd, &o.plan)
	cmd.Flags().BoolVar(&o.seed, "seed", false, "load the built-in datasets, too")
	return cmd
}

// planLoad reads folders and plans to load them. Problems are written to errs; with an error among them there is no plan.
func planLoad(ctx context.Context, s *openedStore, o loadOptions, errs io.Writer) (*loader.Plan, error) {
	done := showWorking(errs, "reading")
	dirs, exported, err := readExported(o.dirs)
	if err != nil {
		done()
		return nil, unreadable(err)
	}
	folders, contents, err := readFolders(ctx, s, dirs, o.seed, o.tables)
	done()
	if err != nil {
		return nil, err
	}
	contents = beside(exported, contents)
	if status := exitStatusOf(folders); status != exitOK {
		newReport(folders).write(errs)
		return nil, &failure{status: status}
	}
	for _, f := range folders {
		writeWarnings(errs, f)
		contents = append(contents, f.content)
	}
	return loader.NewPlan(ctx, s, contents...)
}

// writeWarnings shows what loading a folder makes ambiguous or removes, and counts the other warnings.
func writeWarnings(errs io.Writer, f *folder) {
	rest := f.content.Problems.Warnings
	for _, problem := range f.content.Problems.List {
		switch problem.Code {
		case dataset.DuplicateCode, dataset.DuplicateName, dataset.SimilarName, dataset.ReplacesDataset:
			rest--
			_, _ = fmt.Fprintln(errs, problem.In(f.dir))
		}
	}
	if rest > 0 {
		_, _ = fmt.Fprintf(errs, "%s: %s; entente check %s shows them\n", f.dir, number(rest, "warning"), f.dir)
	}
}
