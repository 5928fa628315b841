package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"entente/internal/dataset"

	"github.com/spf13/cobra"
)

type previewOptions struct {
	dir    string
	rows   int
	store  storeOptions
	tables tableOptions
}

// newPreview returns the subcommand that shows what the rows of tables become.
func (p program) newPreview() *cobra.Command {
	var o previewOptions
	cmd := &cobra.Command{
		Use:   "preview DIR",
		Short: "Show what the first rows of a dataset's tables become",
		Long: `Preview reads a dataset folder with mappings and shows for each table what its first rows become: entities and
statements, and what is wrong with them; then how many there are in all, what was left out for which reason, and the
texts that no entity is called by, the most frequent first. Nothing is written. docs/tables.md describes mappings.

Exit status: 0 when the tables could be read, whatever is wrong with their rows, 1 when the folder has no mapping that
can be read, 2 when the command line was wrong, 3 when the folder could not be read.`,
		Example: "  entente preview pacts\n  entente preview --rows 20 --table pacts=/data/pacts.csv.gz pacts",
		Args:    exactlyOne("a dataset folder"),
		RunE: withFailure(func(cmd *cobra.Command, args []string) error {
			defer limitHeapGrowth()()
			o.dir = args[0]
			o.tables.tell, o.tables.preview = cmd.ErrOrStderr(), o.rows
			return p.preview(cmd.Context(), o, cmd.OutOrStdout())
		}),
	}
	o.store.absent = absentEmpty
	addStoreFlags(cmd, &o.store)
	addTableFlags(cmd.Flags(), &o.tables)
	cmd.Flags().IntVar(&o.rows, "rows", 5, "of how many `ROWS` of each table to show what they become")
	return cmd
}

// preview reads the folder and shows its tables.
func (p program) preview(ctx context.Context, o previewOptions, out io.Writer) (err error) {
	if o.rows < 0 || o.rows > dataset.MaxItems {
		return &failure{exitUsage, fmt.Errorf("--rows is from 0 to %d", dataset.MaxItems)}
	}
	s, err := p.openStore(ctx, o.store)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	folders, _, err := readFolders(ctx, s, []string{o.dir}, false, o.tables)
	if err != nil {
		return err
	}
	if f := folders[0]; f.err != nil || len(f.content.Tables) == 0 {
		newReport(folders).write(out)
		if status := exitStatusOf(folders); status != exitOK {
			return &failure{status: status}
		}
		return fmt.Errorf("%s has no mapping; entente new --table FILE NAME proposes one", o.dir)
	}
	for _, t := range folders[0].content.Tables {
		writePreview(out, t)
	}
	return nil
}

// maxShownTexts is how many texts without an entity a preview shows.
const maxShownTexts = 20

// writePreview shows what became of a table.
func writePreview(out io.Writer, t *dataset.TableReport) {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, by mappings/%s.yaml\n", t.File, t.Mapping)
	row := 0
	for _, said := range t.Said {
		if said.Row != row {
			row = said.Row
			fmt.Fprintf(&b, "\n  row %d\n", row)
		}
		switch {
		case said.Entity != nil:
			fmt.Fprintf(&b, "    entity     %s: %s\n", said.Entity.ID, said.Entity.Name)
		case said.Statement != nil:
			s := said.Statement
			fmt.Fprintf(&b, "    statement  %s %s %s, %s\n", s.Subject, s.Relation, s.Object, s.Validity.EDTF())
		case len(said.Problems) == 0:
			fmt.Fprintf(&b, "    as before  %s\n", said.Words)
		default:
			fmt.Fprintf(&b, "    nothing    %s\n", said.Words)
		}
		for _, p := range said.Problems {
			fmt.Fprintf(&b, "               %s\n", p)
		}
	}
	fmt.Fprintf(&b, "\n%s\n", tableSummary(t))
	if unmatched := t.MostUnmatched(); len(unmatched) > 0 {
		b.WriteString("\nTexts without an entity:\n")
		for i, text := range unmatched {
			if i == maxShownTexts {
				fmt.Fprintf(&b, "  and %s more\n", thousands(len(unmatched)-i))
				break
			}
			fmt.Fprintf(&b, "  %s: %s\n", text, times(t.Unmatched[text]))
		}
	}
	_, _ = fmt.Fprintln(out, b.String())
}
