package main

import (
	"context"
	"errors"
	"io"

	"entente/internal/dataset"

	"github.com/spf13/cobra"
)

type checkOptions struct {
	dirs   []string
	json   bool
	store  storeOptions
	tables tableOptions
}

// newCheck returns the subcommand that checks dataset folders.
func (p program) newCheck() *cobra.Command {
	var o checkOptions
	cmd := &cobra.Command{
		Use:   "check DIR...",
		Short: "Say everything that is wrong with dataset folders",
		Long: `Check reads dataset folders and says all at once what is wrong with them: errors first, then warnings, each with
its file, line and column, what is wrong, why, and the likely word meant. Errors stand in the way of loading,
warnings do not. Nothing is written.

The folders may refer to each other and to the graph: that of the data directory (--data), or the built-in datasets. The
built-in vocabulary is always there.
docs/datasets.md describes the format, every problem with its code, and what --json gives.

Exit status: 0 when all folders are valid (there may be warnings), 1 when one is invalid, 2 when the command line
was wrong, 3 when a folder or a file in one could not be read, so that nobody knows.`,
		Example: "  entente check treaties\n  entente check --json treaties tables | jq .valid",
		Args:    atLeastOne("a dataset folder"),
		RunE: withFailure(func(cmd *cobra.Command, args []string) error {
			defer limitHeapGrowth()()
			o.dirs = args
			o.tables.tell = cmd.ErrOrStderr()
			return p.check(cmd.Context(), o, cmd.OutOrStdout())
		}),
	}
	o.store.absent = absentEmpty
	addStoreFlags(cmd, &o.store)
	addTableFlags(cmd.Flags(), &o.tables)
	addMaxErrorsFlag(cmd.Flags(), &o.tables)
	cmd.Flags().BoolVar(&o.json, "json", false, "give one JSON object, for other programs")
	return cmd
}

// check reads the folders and reports on them. Its error determines the exit status.
func (p program) check(ctx context.Context, o checkOptions, out io.Writer) (err error) {
	if err := o.tables.checkMaxErrors(); err != nil {
		return err
	}
	if o.json {
		o.tables.problems = dataset.AllProblems
	}
	s, err := p.openStore(ctx, o.store)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	done := showWorking(o.store.tell, "reading")
	folders, _, err := readFolders(ctx, s, o.dirs, false, o.tables)
	done()
	if err != nil {
		return err
	}
	r := newReport(folders)
	if o.json {
		if err := writeJSON(out, r); err != nil {
			return err
		}
	} else {
		r.write(out)
	}
	if status := exitStatusOf(folders); status != exitOK {
		return &failure{status: status}
	}
	return nil
}
