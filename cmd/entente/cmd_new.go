package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
)

// newNew returns the subcommand that creates a dataset folder.
func newNew() *cobra.Command {
	var from newFrom
	cmd := &cobra.Command{
		Use:   "new [--preset PRESET | --table FILE] NAME",
		Short: "Start a dataset folder with commented examples",
		Long: `New makes a dataset folder with an example of each file, commented, which check finds valid: replace what is in it
with your own. NAME may be a path; its last part becomes the dataset's id and has letters a-z, digits and -.

With --preset it has the mapping of a table of the field instead ('entente presets' lists them); with --table a mapping
that the columns of a table suggest, and it says why.

The files name JSON Schemas in the folder's .schemas, so that editors with a YAML language server complete keys and
underline mistakes, without a network. 'entente schemas NAME/.schemas' brings those of an older folder up to date.

Exit status: 0 when the folder was made, 1 when it is there already or cannot be made, 2 when the command line was
wrong.`,
		Example: "  entente new treaties\n  entente new --preset un-votes votes\n  entente new --table pacts.csv pacts",
		Args:    exactlyOne("the new dataset"),
		RunE: withFailure(func(cmd *cobra.Command, args []string) error {
			return from.make(args[0], cmd.OutOrStdout())
		}),
	}
	cmd.Flags().StringVar(&from.preset, "preset", "", "make the folder of a `PRESET`")
	cmd.Flags().StringVar(&from.table, "table", "", "propose a mapping for the table `FILE`")
	return cmd
}

// newFrom says of what a new dataset is made: nothing, a preset, or a table.
type newFrom struct {
	preset, table string
}

// make makes a dataset folder.
func (n newFrom) make(dir string, out io.Writer) error {
	switch {
	case n.preset != "" && n.table != "":
		return &failure{exitUsage, fmt.Errorf("a new dataset has --preset or --table, not both")}
	case n.preset != "":
		return makeOfPreset(dir, n.preset, out)
	case n.table != "":
		return makeOfTable(dir, n.table, out)
	}
	return makeDataset(dir, out)
}

// makeDataset creates a folder that does not exist yet.
func makeDataset(dir string, out io.Writer) error {
	name, err := makeDir(dir)
	if err != nil {
		return err
	}
	written, err := writeTemplates(dir, name)
	if err != nil {
		return err
	}
	if err := writeSchemas(filepath.Join(dir, schemaDir)); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "Made %s:\n  %s\nNext: put your own into it, and see what is wrong with it: entente check %s\n", dir, strings.Join(written, "\n  "), dir)
	return err
}

// newSchemas returns the subcommand that writes the JSON Schemas into a dataset folder.
func newSchemas() *cobra.Command {
	return &cobra.Command{
		Use:   "schemas DIR",
		Short: "Write the JSON Schemas of a dataset's files",
		Long: `Schemas writes the JSON Schema of each YAML file of a dataset, and of the front matter of its documents, into a
folder, which it makes where it is not there. Those that are there are replaced. A file names its schema for editors
in its first line:

  # yaml-language-server: $schema=.schemas/entities.schema.json

Exit status: 0 when they were written, 1 when they could not be, 2 when the command line was wrong.`,
		Example: "  entente schemas treaties/.schemas",
		Args:    exactlyOne("a folder"),
		RunE:    withFailure(func(_ *cobra.Command, args []string) error { return writeSchemas(args[0]) }),
	}
}
