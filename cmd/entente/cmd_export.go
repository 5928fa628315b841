package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"entente/graph"
	"entente/internal/client"
	"entente/internal/export"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

type exportOptions struct {
	source
	format, out string
	restricted  bool
	// parameters are those of graph.Exporter, by name.
	parameters map[string]*string
}

// newExport returns the subcommand that writes files for other tools.
func (p program) newExport() *cobra.Command {
	o := exportOptions{parameters: map[string]*string{}}
	cmd := &cobra.Command{
		Use:   "export --format FORMAT [-o FILE]",
		Short: "Write claims as files for other tools",
		Long: "Export writes the claims of a graph, or of a part of it, as files that other tools read. It writes the built-in datasets, with\n" +
			"--data a data directory, also one that is served, with --store a Neo4j database, or with --url a server.\n\n" +
			"The formats are:\n\n" + formatList() + "\n" +
			`The flags of the scope say which claims count: those that held on a day (--as-of), that were known by a day (--known-by), of some
datasets. --where keeps the claims that fit a filter, as the API's StatementFilter in JSON. --around with --hops writes the
neighbourhood of some entities, given by id, code or name.

Without -o the file goes to the standard output. For csv and parquet, which have several files, it is a ZIP archive; -o with a name
that ends in / writes them into that folder.

Datasets whose licence is not known to permit redistribution are left out and named; --restricted writes them, too, for who has them
for themselves. jsonl loads back into the same graph: entente load FILE.jsonl.

Exit status: 0 when the file was written, 1 when it was not, 2 when the command line was wrong, 130 when it was interrupted: then
there is no file.`,
		Example: `  entente export --format csv -o claims.zip
  entente export --format gexf --where '{"relations": ["MEMBER_OF"]}' -o members.gexf
  entente export --format graphml --as-of 2007 --around alliance:nato --hops 1 -o nato.graphml
  entente export --format jsonl --data graph -o graph.jsonl`,
		Args: cobra.NoArgs,
		RunE: withFailure(func(cmd *cobra.Command, _ []string) error {
			format, err := export.Named(o.format)
			if err != nil {
				return usage(fmt.Errorf("--format: %w", err))
			}
			return p.export(cmd.Context(), o, format, cmd.OutOrStdout(), cmd.ErrOrStderr())
		}),
	}
	addSourceFlags(cmd, &o.source)
	cmd.Flags().StringVar(&o.format, "format", "", "the `FORMAT` of the file")
	cmd.Flags().StringVarP(&o.out, "output", "o", "", "write to `FILE`, or into a folder where it ends in /")
	cmd.Flags().BoolVar(&o.restricted, "restricted", false, "write datasets whose licence may forbid redistribution, too")
	o.addParameters(cmd.Flags())
	return cmd
}

// formatList has a line for each format.
func formatList() string {
	var b strings.Builder
	for _, f := range export.Formats() {
		fmt.Fprintf(&b, "  %-10s %s\n", f.Name, f.Title)
	}
	return b.String()
}

// addParameters adds the flags that select what is written.
func (o *exportOptions) addParameters(flags *pflag.FlagSet) {
	help := map[string]string{
		"asOf":           "keep what held on the `DATE`, as 2007 or 2008-08-08; without it, all times",
		"knownBy":        "keep what documents published by the `DAY` say",
		"knownAfter":     "keep what documents published after the `DAY` say",
		"certainty":      "the least `LEVEL` that counts with --as-of: CERTAIN, PRESUMED or POSSIBLE",
		"datasets":       "keep the claims of the `DATASETS`, as dataset:world,dataset:pacts",
		"minReliability": "keep claims of documents at least as reliable as the `GRADE`, A to F",
		"revision":       "the graph as it was at the revision `NUMBER`",
		"where":          "keep the claims that fit the filter, a `JSON` object",
		"around":         "write what lies around the `ENTITIES`: ids, codes or names, joined by commas",
		"hops":           "how many links away, with --around: 0 to 3; 1 if not given, as `N`",
	}
	for _, name := range graph.ExportParameters() {
		o.parameters[name] = flags.String(flagName(name), "", help[name])
	}
}

// flagName is the flag of a parameter: asOf, as-of.
func flagName(parameter string) string {
	var b strings.Builder
	for _, r := range parameter {
		if r >= 'A' && r <= 'Z' {
			b.WriteByte('-')
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// given are the parameters that are given.
func (o *exportOptions) given() map[string]string {
	given := map[string]string{}
	for name, value := range o.parameters {
		if *value != "" {
			given[name] = *value
		}
	}
	return given
}

// export writes the file, or nothing where it fails.
func (p program) export(ctx context.Context, o exportOptions, format export.Format, stdout, errs io.Writer) (err error) {
	if strings.HasSuffix(o.out, "/") && (!format.IsFolder() || o.url != "") {
		return usage(fmt.Errorf("-o %s names a folder, and %s is written as one file here", o.out, format.Name))
	}
	if o.url != "" {
		if o.restricted {
			return usage(errors.New("--restricted is for a graph of your own, not for a server's"))
		}
		return toFile(o.out, stdout, func(w io.Writer) error { return o.download(ctx, w) })
	}
	s, err := p.openStore(ctx, o.store)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	selection, err := graph.NewExporter(s.Store).Selection(ctx, o.given())
	if err != nil {
		return err
	}
	selection.Restricted = o.restricted
	var summary *export.Summary
	done := showWorking(errs, "writing")
	if strings.HasSuffix(o.out, "/") {
		summary, err = export.WriteFolder(ctx, s.Store, selection, format, filepath.Clean(o.out))
	} else {
		err = toFile(o.out, stdout, func(w io.Writer) error {
			summary, err = export.Write(ctx, s.Store, selection, format, w)
			return err
		})
	}
	done()
	if err != nil {
		return err
	}
	for _, d := range summary.Omitted {
		_, _ = fmt.Fprintf(errs, "left out, as its licence (%s) is not known to permit redistribution: %s; --restricted writes it, too\n", d.License, d.ID)
	}
	if format.Leaves != "" && o.out != "" {
		_, _ = fmt.Fprintf(errs, "not in it: %s\n", format.Leaves)
	}
	return nil
}

// toFile has a file written under another name, which gets its own once it is whole; "" stands for the standard output.
func toFile(name string, stdout io.Writer, write func(io.Writer) error) (err error) {
	if name == "" {
		return write(stdout)
	}
	file, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(file.Name())
		}
	}()
	if err := errors.Join(write(file), file.Close()); err != nil {
		return err
	}
	if err := os.Chmod(file.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(file.Name(), name)
}

// download writes what a server exports.
func (o *exportOptions) download(ctx context.Context, w io.Writer) error {
	endpoint, err := client.Remote(o.url)
	if err != nil {
		return usage(fmt.Errorf("--url: %w", err))
	}
	query := url.Values{"format": {o.format}}
	for name, value := range o.given() {
		query.Set(name, value)
	}
	return endpoint.Export(ctx, query, w)
}
