package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"time"

	"entente/graph"
	"github.com/spf13/cobra"
)

// The limits of a query file and of an answer.
const (
	maxQueryFile   = graph.MaxBody
	maxQueryAnswer = 256 << 20
	queryTimeout   = 30 * time.Second
)

type queryOptions struct {
	url       string
	variables string
	table     bool
	store     storeOptions
}

// newQuery returns the subcommand that runs a GraphQL query.
func (p program) newQuery() *cobra.Command {
	var o queryOptions
	cmd := &cobra.Command{
		Use:   "query FILE|-",
		Short: "Ask a GraphQL query",
		Long: `Query asks the query of a file, or of the standard input, and prints the answer: JSON, or with --table a table of
the first list in it. It asks the built-in datasets, with --data a data directory, with --store a Neo4j
database, or with --url a server.

    entente query docs/examples/02-pfp.graphql
    entente query --data graph docs/examples/02-pfp.graphql
    echo '{ countries { nodes { id name } } }' | entente query --table -

Exit status: 0 when the answer has no errors, 1 when it has, or there is none, 2 when the command line was wrong, 3 when the
query could not be read.`,
		Args: func(cmd *cobra.Command, args []string) error {
			for _, other := range []string{"data", "store"} {
				if o.url != "" && cmd.Flags().Changed(other) {
					return fmt.Errorf("--url and --%s name two graphs; leave one out", other)
				}
			}
			return exactlyOne("a file with a query, or - for the standard input")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			query, err := readQuery(args[0], cmd.InOrStdin())
			if err != nil {
				return &failure{exitUnreadable, err}
			}
			if err := p.query(cmd.Context(), o, query, cmd.OutOrStdout()); err != nil {
				return &failure{exitFailed, err}
			}
			return nil
		},
	}
	addStoreFlags(cmd, &o.store)
	cmd.Flags().StringVar(&o.url, "url", "", "ask the GraphQL endpoint at `URL`")
	cmd.Flags().StringVar(&o.variables, "variables", "", "the query's variables, as a `JSON` object")
	cmd.Flags().BoolVar(&o.table, "table", false, "print a table of the first list in the answer")
	return cmd
}

// readQuery reads a query from a file, or from standard input for "-".
func readQuery(name string, stdin io.Reader) (text []byte, err error) {
	in := stdin
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		in = file
	}
	text, err = io.ReadAll(io.LimitReader(in, maxQueryFile+1))
	if err == nil && len(text) > maxQueryFile {
		err = fmt.Errorf("%s is larger than %d bytes", name, maxQueryFile)
	}
	return text, err
}

// query runs a query and prints the answer. It returns an error if there is no answer, or if the answer has errors.
func (p program) query(ctx context.Context, o queryOptions, query []byte, out io.Writer) (err error) {
	variables := json.RawMessage(o.variables)
	if o.variables != "" && !json.Valid(variables) {
		return errors.New("--variables is no JSON")
	}
	client, url := http.DefaultClient, o.url
	if url == "" {
		s, err := p.openStore(ctx, o.store)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, s.Close()) }()
		endpoint, err := graph.NewHandler(s.Store, graph.DefaultLimits(), slog.New(slog.DiscardHandler))
		if err != nil {
			return err
		}
		client, url = &http.Client{Transport: inProcess{endpoint}}, "http://in-process/graphql"
	}
	ctx, cancel := context.WithTimeout(ctx, queryTimeout)
	defer cancel()
	answer, err := ask(ctx, client, url, string(query), variables)
	if err != nil {
		return err
	}
	return printAnswer(out, answer, o.table)
}

// ask sends a query and returns the answer, which is JSON.
func ask(ctx context.Context, client *http.Client, url, query string, variables json.RawMessage) (answer []byte, err error) {
	request := map[string]any{"query": query}
	if len(variables) > 0 {
		request["variables"] = variables
	}
	body, err := json.Marshal(request)
	if err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/graphql-response+json, application/json")
	response, err := client.Do(r)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, response.Body.Close()) }()
	answer, err = io.ReadAll(io.LimitReader(response.Body, maxQueryAnswer))
	if err == nil && !json.Valid(answer) {
		err = fmt.Errorf("%s answered %s, and no JSON", url, response.Status)
	}
	return answer, err
}

// printAnswer prints an answer. The error says how many errors it has; they are printed as well.
func printAnswer(out io.Writer, answer []byte, table bool) error {
	var a struct {
		Data   json.RawMessage   `json:"data"`
		Errors []json.RawMessage `json:"errors"`
	}
	if err := json.Unmarshal(answer, &a); err != nil {
		return err
	}
	var err error
	if table && a.Errors == nil {
		err = printTable(out, a.Data)
	} else {
		var indented bytes.Buffer
		if err = json.Indent(&indented, answer, "", "  "); err == nil {
			_, err = fmt.Fprintln(out, indented.String())
		}
	}
	if err == nil && a.Errors != nil {
		err = fmt.Errorf("the answer has %s", number(len(a.Errors), "error"))
	}
	return err
}

// inProcess is an http.RoundTripper that calls a handler, without a network.
type inProcess struct{ http.Handler }

// RoundTrip handles one request.
func (h inProcess) RoundTrip(r *http.Request) (*http.Response, error) {
	w := &memoryResponse{header: http.Header{}, status: http.StatusOK}
	h.ServeHTTP(w, r)
	return &http.Response{
		StatusCode: w.status, Status: http.StatusText(w.status), Header: w.header, Request: r,
		Body: io.NopCloser(&w.body), ContentLength: int64(w.body.Len()), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}, nil
}

// memoryResponse records a response.
type memoryResponse struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header is the response's header.
func (w *memoryResponse) Header() http.Header { return w.header }

// WriteHeader sets the status.
func (w *memoryResponse) WriteHeader(status int) { w.status = status }

// Write appends to the body.
func (w *memoryResponse) Write(b []byte) (int, error) { return w.body.Write(b) }
