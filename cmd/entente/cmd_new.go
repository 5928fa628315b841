package main

import (
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"entente/internal/dataset"
	"entente/internal/knowledge"
	"entente/seed"

	"github.com/spf13/cobra"
)

// templates are the files of a new dataset, with NAME for its name.
//
//go:embed template
var templates embed.FS

// placeholder is replaced by the dataset's name in templates and in their file names.
const placeholder = "NAME"

// schemaDir is the directory of the schemas that the files of a dataset name. A directory that begins with a dot is not part of the
// dataset.
const schemaDir = ".schemas"

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

// makeDir makes the folder of a new dataset, and returns the dataset's name.
func makeDir(dir string) (name string, err error) {
	name = filepath.Base(filepath.Clean(dir))
	id := knowledge.DatasetPrefix + ":" + name
	switch {
	case knowledge.CheckID(id) != nil:
		return "", fmt.Errorf("%s is no name for a dataset: it has letters a-z, digits and -", knowledge.Quote(name))
	case slices.Contains(seed.Names(), name):
		return "", fmt.Errorf("%s comes with the program: choose another name", id)
	}
	if err := os.Mkdir(dir, 0o755); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return "", fmt.Errorf("%s is there already; nothing was written", dir)
		}
		return "", err
	}
	return name, nil
}

// writeTemplates writes the files of a new dataset and returns their names.
func writeTemplates(dir, name string) (written []string, err error) {
	const root = "template"
	err = fs.WalkDir(templates, root, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || file == root {
			return err
		}
		own := strings.ReplaceAll(strings.TrimPrefix(file, root+"/"), placeholder, name)
		target := filepath.Join(dir, filepath.FromSlash(own))
		if entry.IsDir() {
			return os.Mkdir(target, 0o755)
		}
		text, err := templates.ReadFile(file)
		if err != nil {
			return err
		}
		written = append(written, own)
		return os.WriteFile(target, []byte(strings.ReplaceAll(string(text), placeholder, name)), 0o644)
	})
	return written, err
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

// writeSchemas writes the schemas into a directory.
func writeSchemas(dir string) error {
	schemas, err := dataset.Schemas()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for name, text := range schemas {
		if err := os.WriteFile(filepath.Join(dir, path.Base(name)), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}
