package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"entente/graph"
	"entente/internal/client"
	"entente/internal/knowledge"

	"github.com/spf13/cobra"
)

// maxQueryFile is the maximum size of a query file in bytes.
const maxQueryFile = graph.MaxBody

type queryOptions struct {
	source
	// variables is a JSON object of them, words those that are given as NAME=VALUE.
	variables       string
	words           []string
	operation       string
	table, csv, all bool
}

// newQuery returns the subcommand that runs a GraphQL query.
func (p program) newQuery() *cobra.Command {
	var o queryOptions
	cmd := &cobra.Command{
		Use:   "query FILE|-",
		Short: "Ask a GraphQL query",
		Long: `Query asks the query of a file, or of the standard input, and prints the answer. It asks the built-in datasets, with --data a
data directory, also one that is served, with --store a Neo4j database, or with --url a server.

The answer is JSON. With --table it is a table, and with --csv a file for spreadsheets, of the first list that the query asks
for: a row for each, a column for each value. A list has pages: '50 of 222; --all for the rest' says that it goes on, and --all
prints all of it, page by page.

Variables are given by --var NAME=VALUE, typed as the query declares them: a text, an id or a date as it is, a number, true or
false, an enumeration's value, a list by --var for each of its values, an input object as JSON. --variables takes all of them as
one JSON object.

Exit status: 0 when the answer has no errors, 1 when it has, or there is none, 2 when the command line was wrong, 3 when the
query could not be read, 130 when it was interrupted.`,
		Example: `  entente query docs/examples/02-pfp.graphql
  entente query --data graph docs/examples/02-pfp.graphql
  entente query --url http://127.0.0.1:8080 docs/examples/02-pfp.graphql
  echo '{ countries { nodes { id name capital } } }' | entente query --table -
  echo '{ countries { nodes { id name capital } } }' | entente query --csv --all - > countries.csv
  echo 'query($who: String!) { country(ref: $who) { name } }' | entente query --var who=GE -`,
		Args: exactlyOne("a file with a query, or - for the standard input"),
		RunE: withFailure(func(cmd *cobra.Command, args []string) error {
			switch {
			case o.table && o.csv:
				return usage(errors.New("--table and --csv are two forms of one answer; leave one out"))
			case o.all && !o.table && !o.csv:
				return usage(errors.New("--all prints all rows of a table: say --table or --csv, too"))
			}
			text, err := readQuery(cmd.Context(), args[0], cmd.InOrStdin())
			if err != nil {
				return unreadable(err)
			}
			document, err := client.Parse(graph.SDL(), string(text), o.operation)
			if err != nil {
				return fmt.Errorf("%s: %w", args[0], err)
			}
			variables, err := document.Variables(o.variables, o.words, knowledge.DidYouMean)
			if err != nil {
				return usage(err)
			}
			return p.withEndpoint(cmd.Context(), o.source, func(endpoint *client.Endpoint) error {
				if o.table || o.csv {
					return o.printTable(cmd.Context(), endpoint, document, variables, cmd.OutOrStdout(), cmd.ErrOrStderr())
				}
				answer, err := endpoint.Ask(cmd.Context(), document.Request(variables))
				if err != nil {
					return err
				}
				return printAnswer(answer, cmd.OutOrStdout())
			})
		}),
	}
	addSourceFlags(cmd, &o.source)
	cmd.Flags().StringArrayVar(&o.words, "var", nil, "a variable of the query and its value, as `NAME=VALUE`; may be given several times")
	cmd.Flags().StringVar(&o.variables, "variables", "", "the query's variables, as a `JSON` object")
	cmd.Flags().StringVar(&o.operation, "operation", "", "the `NAME` of the operation to ask, of a query that has several")
	cmd.Flags().BoolVar(&o.table, "table", false, "print a table of the first list in the answer")
	cmd.Flags().BoolVar(&o.csv, "csv", false, "print the first list in the answer as CSV")
	cmd.Flags().BoolVar(&o.all, "all", false, "print all rows of the table, page by page")
	return cmd
}

// unreadable marks an error as that of input that could not be read, unless the reading was interrupted.
func unreadable(err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	return &failure{exitUnreadable, err}
}

// readQuery reads a query from a file, or from standard input for "-", where it waits no longer than for the context.
func readQuery(ctx context.Context, name string, stdin io.Reader) (text []byte, err error) {
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		return readAtMost(file, name)
	}
	type result struct {
		text []byte
		err  error
	}
	read := make(chan result, 1)
	go func() {
		text, err := readAtMost(stdin, "the standard input")
		read <- result{text, err}
	}()
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case r := <-read:
		return r.text, r.err
	}
}

func readAtMost(in io.Reader, name string) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(in, maxQueryFile+1))
	if err == nil && len(text) > maxQueryFile {
		err = fmt.Errorf("%s is larger than %d bytes", name, maxQueryFile)
	}
	return text, err
}

// printTable prints the first list that a query asks for, and says on errs what of it is not shown.
func (o queryOptions) printTable(ctx context.Context, endpoint *client.Endpoint, document *client.Document, variables client.Variables, out, errs io.Writer) error {
	table, noTable := document.Table()
	if noTable != nil {
		// A query that is wrong is answered as such.
		answer, err := endpoint.Ask(ctx, document.Request(variables))
		if err == nil && answer.Errors != nil {
			return printAnswer(answer, out)
		}
		return errors.Join(err, noTable)
	}
	var rows rowWriter = &textWriter{out: out, columns: table.Columns}
	if o.csv {
		rows = &csvWriter{out: csv.NewWriter(out), columns: table.Columns}
	}
	shown, total := 0, 0
	var cut []string
	for page, err := range table.Pages(ctx, endpoint, variables, o.all) {
		var refused *client.AnswerError
		if errors.As(err, &refused) && shown == 0 {
			return printAnswer(refused.Answer, out)
		}
		if err != nil {
			return err
		}
		if err := rows.writePage(page); err != nil {
			return err
		}
		shown, total = shown+len(page.Rows), page.Total
		cut = append(cut, page.Cut...)
	}
	tellRest(errs, shown, total, cut, o.all)
	return nil
}

// tellRest says what of a list was not shown.
func tellRest(errs io.Writer, shown, total int, cut []string, all bool) {
	switch {
	case shown == 0 && total <= 0:
		_, _ = fmt.Fprintln(errs, "no rows: nothing fits the query")
	case shown < total && !all:
		_, _ = fmt.Fprintf(errs, "%s of %s; --all for the rest\n", thousands(shown), thousands(total))
	}
	slices.Sort(cut)
	for _, name := range slices.Compact(cut) {
		_, _ = fmt.Fprintf(errs, "some rows have more in %s than the query asks for; ask for more of it, as with first: 500\n", name)
	}
}

// printAnswer prints an answer as JSON. The error says how many errors it has.
func printAnswer(answer *client.Answer, out io.Writer) error {
	var indented bytes.Buffer
	if err := json.Indent(&indented, answer.Text, "", "  "); err != nil {
		return err
	}
	if _, err := fmt.Fprintln(out, indented.String()); err != nil {
		return err
	}
	if answer.Errors != nil {
		return fmt.Errorf("the answer has %s", number(len(answer.Errors), "error"))
	}
	return nil
}
