package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"entente/internal/knowledge"
	"entente/internal/mapping"
	"entente/internal/mapping/preset"
	"entente/internal/mapping/table"

	"github.com/spf13/cobra"
)

// newPresets returns the subcommand that lists the mappings that come with the program.
func newPresets() *cobra.Command {
	return &cobra.Command{
		Use:   "presets",
		Short: "List the mappings of tables of the field that come with the program",
		Long: `Presets lists mappings for tables of the field; 'entente new --preset PRESET NAME' makes a dataset folder of one. The
tables themselves do not come with the program: the README.md of the folder says where they are published, under
which licence, how they are cited, and what is not carried over. docs/presets.md has all of these pages.

Exit status: 0 when they were listed, 1 when they could not be, 2 when the command line was wrong.`,
		Example: `  entente presets
  entente new --preset cow-igo igos`,
		Args: cobra.NoArgs,
		RunE: withFailure(func(cmd *cobra.Command, _ []string) error {
			all, err := preset.All()
			if err != nil {
				return err
			}
			for _, p := range all {
				_, _ = fmt.Fprintf(cmd.OutOrStdout(), "%-16s %s\n", p.Name, p.Title)
			}
			return nil
		}),
	}
}

// makeOfPreset makes a folder with the files of a preset.
func makeOfPreset(dir, name string, out io.Writer) error {
	all, err := preset.All()
	if err != nil {
		return err
	}
	var names []string
	for _, p := range all {
		if names = append(names, p.Name); p.Name != name {
			continue
		}
		return makeFolder(dir, out, "its README.md says which tables to bring, and where from; then", func(own string) (map[string]string, error) {
			return presetFiles(p, own)
		})
	}
	return fmt.Errorf("there is no preset %s%s; entente presets lists them", knowledge.Quote(name), knowledge.DidYouMean(name, names))
}

// presetFiles gives the files of a preset for a dataset's name.
func presetFiles(p preset.Preset, own string) (map[string]string, error) {
	files := map[string]string{}
	err := fs.WalkDir(p.FS, ".", func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := fs.ReadFile(p.FS, file)
		files[file] = strings.ReplaceAll(string(text), knowledge.DatasetPrefix+":"+placeholder, knowledge.DatasetPrefix+":"+own)
		return err
	})
	return files, err
}

// makeOfTable makes a folder with a mapping that a table suggests, and says why. The table stays where it is.
func makeOfTable(dir, file string, out io.Writer) error {
	absolute, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	name := mapping.TableName(file)
	proposal, err := mapping.Propose(table.Files{Outside: map[string]string{name: absolute}}, name, time.Now().Format(time.DateOnly))
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	err = makeFolder(dir, out, fmt.Sprintf("put %s into its tables/, or name it: --table %s=%s; complete the mapping, and", filepath.Base(file), name, file), func(own string) (map[string]string, error) {
		return map[string]string{
			"dataset.yaml":        fmt.Sprintf("id: %s:%s\ntitle: A title, in one line\nlicense: CC0-1.0\nversion: \"1\"\n", knowledge.DatasetPrefix, own),
			"mappings/table.yaml": proposal.Text,
		}, nil
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "What the columns were taken for:\n  %s\n", strings.Join(append(proposal.Reasons, "all others: not recognised"), "\n  "))
	return err
}

// makeFolder makes a dataset folder that does not exist yet, with files, and says what comes next.
func makeFolder(dir string, out io.Writer, next string, files func(own string) (map[string]string, error)) error {
	own, err := makeDir(dir)
	if err != nil {
		return err
	}
	all, err := files(own)
	if err != nil {
		return err
	}
	for file, text := range all {
		target := filepath.Join(dir, filepath.FromSlash(file))
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(target, []byte(text), 0o644); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(filepath.Join(dir, table.Dir), 0o755); err != nil {
		return err
	}
	if err := writeSchemas(filepath.Join(dir, schemaDir)); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "Made %s.\nNext: %s see what its rows become: entente preview %s\n", dir, next, dir)
	return err
}
