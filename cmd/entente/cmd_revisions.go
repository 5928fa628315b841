package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"text/tabwriter"
	"time"

	"entente/internal/knowledge"
	"entente/internal/store"

	"github.com/spf13/cobra"
)

type revisionsOptions struct {
	json  bool
	store storeOptions
}

// newRevisions returns the subcommand that lists the revisions.
func (p program) newRevisions() *cobra.Command {
	var o revisionsOptions
	cmd := &cobra.Command{
		Use:   "revisions",
		Short: "List the revisions of the graph, the newest first",
		Long: `Revisions lists every applied change of the graph, the newest first: its number, time, how many rows it added and
removed (a changed row is both), the begin of its hash, and what was loaded, dropped or undone. Equal hashes mean
equal content, in every store.

--json gives one object, {"revisions": [...]}, each with number, createdAt, added, removed, hash, description and,
where it undoes one, undoes.

Exit status: 0 when they were listed, 1 when the graph could not be read, 2 when the command line was wrong, 130 when it was
interrupted.`,
		Example: "  entente revisions --data graph\n  entente revisions --data graph --json | jq '.revisions[0].number'",
		Args:    none,
		RunE: withFailure(func(cmd *cobra.Command, _ []string) error {
			return p.revisions(cmd.Context(), o, cmd.OutOrStdout(), cmd.ErrOrStderr())
		}),
	}
	addStoreFlags(cmd, &o.store)
	cmd.Flags().BoolVar(&o.json, "json", false, "give one JSON object, for other programs")
	return cmd
}

// revision is a revision in the output of --json.
type revision struct {
	Number      int       `json:"number"`
	CreatedAt   time.Time `json:"createdAt"`
	Added       int       `json:"added"`
	Removed     int       `json:"removed"`
	Hash        string    `json:"hash"`
	Description string    `json:"description"`
	Undoes      int       `json:"undoes,omitempty"`
}

// revisions prints the revisions as a table or as JSON.
func (p program) revisions(ctx context.Context, o revisionsOptions, out, errs io.Writer) (err error) {
	s, err := p.openStore(ctx, o.store)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	all := []revision{}
	if err := eachRevision(ctx, s, func(r *knowledge.Revision) {
		all = append(all, revision{r.Number, r.CreatedAt.UTC(), r.Added, r.Removed, r.Hash(), r.Description, r.UndoesNumber})
	}); err != nil {
		return err
	}
	if len(all) == 0 {
		_, _ = fmt.Fprintln(errs, "there are no revisions: nothing was loaded yet")
	}
	if o.json {
		return writeJSON(out, map[string]any{"revisions": all})
	}
	return writeRevisions(out, all)
}

// eachRevision calls take for all revisions.
func eachRevision(ctx context.Context, s store.Revisions, take func(*knowledge.Revision)) error {
	page := store.Page{Limit: 500}
	for {
		list, err := s.ListRevisions(ctx, page)
		if err != nil {
			return err
		}
		for _, r := range list.Rows {
			take(r)
		}
		if !list.HasNext {
			return nil
		}
		page.After = list.LastKey()
	}
}

// hashShown is how many characters of a hash a table shows.
const hashShown = 12

func writeRevisions(out io.Writer, all []revision) error {
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(t, "REVISION\tTIME\tADDED\tREMOVED\tHASH\tWHAT")
	for _, r := range all {
		_, _ = fmt.Fprintf(t, "%d\t%s\t%s\t%s\t%s\t%s\n", r.Number, r.CreatedAt.Format(time.DateTime+"Z"), thousands(r.Added), thousands(r.Removed), r.Hash[:hashShown], r.Description)
	}
	return t.Flush()
}

// wholeNumber rejects an argument that is not a whole number.
func wholeNumber(_ *cobra.Command, args []string) error {
	if _, err := strconv.Atoi(args[0]); err != nil {
		return fmt.Errorf("a revision is a number, as 'entente revisions' lists them, not %s", knowledge.Quote(args[0]))
	}
	return nil
}
