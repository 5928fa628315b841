package main

import (
	"strconv"

	"entente/internal/loader"

	"github.com/spf13/cobra"
)

// newUndo returns the subcommand that undoes a revision.
func (p program) newUndo() *cobra.Command {
	var o struct {
		apply bool
		store storeOptions
	}
	cmd := &cobra.Command{
		Use:   "undo REVISION",
		Short: "Show what undoing a revision would change, and undo it",
		Long: `Undo plans to put every row that a revision changed back to what it was before, and shows that as load does. It
writes nothing. With --apply it writes the change, as a new revision: the undone one stays and can still be asked.

It refuses where later revisions changed the same rows or rest on them, and says which; undo those first.
'entente revisions' lists what there is to undo.

--apply needs a graph that is kept, as in a data directory (--data). One that lives in memory ends with the command, and can
only be planned against.

Exit status: 0 when the plan was shown or written, 1 when the revision cannot be undone, 2 when the command line was
wrong.`,
		Example: "  entente undo --data graph 2\n  entente undo --data graph --apply 2",
		Args:    cobra.MatchAll(exactlyOne("a revision"), wholeNumber),
		RunE: withFailure(func(cmd *cobra.Command, args []string) error {
			n, err := strconv.Atoi(args[0])
			if err != nil {
				return err
			}
			c := changeCommand{program: p, store: o.store, apply: o.apply, out: cmd.OutOrStdout(), progress: cmd.ErrOrStderr()}
			return c.run(cmd.Context(), func(s *openedStore) (*loader.Plan, error) {
				return loader.NewUndo(cmd.Context(), s, n)
			})
		}),
	}
	addStoreFlags(cmd, &o.store)
	cmd.Flags().BoolVar(&o.apply, "apply", false, "write what the plan says")
	return cmd
}
