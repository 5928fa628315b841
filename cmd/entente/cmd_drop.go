package main

import (
	"entente/internal/loader"

	"github.com/spf13/cobra"
)

// newDrop returns the subcommand that removes a dataset from the graph.
func (p program) newDrop() *cobra.Command {
	var o struct {
		apply bool
		store storeOptions
	}
	cmd := &cobra.Command{
		Use:   "drop DATASET",
		Short: "Show what dropping a dataset would remove, and drop it",
		Long: `Drop plans to take a dataset out of the graph, exactly: all of its rows and no others. An entity that other datasets
have a part of stays with their parts. It shows the plan as load does and writes nothing; with --apply it writes the
change, as a revision, which can be undone.

It refuses where other datasets rest on the dataset, and names them. DATASET is an id, dataset:treaties, or what
follows the colon.

--apply needs a graph that is kept, as in a data directory (--data). One that lives in memory ends with the command, and can
only be planned against.

Exit status: 0 when the plan was shown or written, 1 when the dataset cannot be dropped, 2 when the command line was
wrong.`,
		Example: "  entente drop --data graph treaties\n  entente drop --data graph --apply dataset:treaties",
		Args:    exactlyOne("a dataset"),
		RunE: withFailure(func(cmd *cobra.Command, args []string) error {
			c := changeCommand{program: p, store: o.store, apply: o.apply, out: cmd.OutOrStdout(), progress: cmd.ErrOrStderr()}
			return c.run(cmd.Context(), func(s *openedStore) (*loader.Plan, error) {
				return loader.NewDrop(cmd.Context(), s, datasetID(args[0]))
			})
		}),
	}
	addStoreFlags(cmd, &o.store)
	cmd.Flags().BoolVar(&o.apply, "apply", false, "write what the plan says")
	return cmd
}
