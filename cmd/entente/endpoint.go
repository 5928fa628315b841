package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"

	"entente/graph"
	"entente/internal/client"

	"github.com/spf13/cobra"
)

// source says which graph a command asks: that of a store, or that of a server.
type source struct {
	url   string
	store storeOptions
}

// addSourceFlags adds the flags that select the graph that a command asks.
func addSourceFlags(cmd *cobra.Command, o *source) {
	addStoreFlags(cmd, &o.store)
	cmd.Flags().StringVar(&o.url, "url", "", "ask the running server at `URL`, as http://127.0.0.1:8080")
	args := cmd.Args
	cmd.Args = func(cmd *cobra.Command, given []string) error {
		for _, other := range []string{"data", "store"} {
			if o.url != "" && cmd.Flags().Changed(other) {
				return fmt.Errorf("--url and --%s name two graphs; leave one out", other)
			}
		}
		return args(cmd, given)
	}
}

// withEndpoint opens the graph that a command asks and lets the command ask it.
func (p program) withEndpoint(ctx context.Context, o source, ask func(*client.Endpoint) error) (err error) {
	if o.url != "" {
		endpoint, err := client.Remote(o.url)
		if err != nil {
			return usage(fmt.Errorf("--url: %w", err))
		}
		return ask(endpoint)
	}
	s, err := p.openStore(ctx, o.store)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	handler, err := graph.NewHandler(s.Store, graph.DefaultLimits(), slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	return ask(client.InProcess(handler))
}

// askFor asks a query of the program's own, decodes the answer's data and returns the answer for what it suggests.
func askFor(ctx context.Context, endpoint *client.Endpoint, query string, variables map[string]any, data any) (*client.Answer, error) {
	request := client.Request{Query: query, Variables: client.Variables{}}
	for name, value := range variables {
		text, err := json.Marshal(value)
		if err != nil {
			return nil, err
		}
		request.Variables[name] = text
	}
	answer, err := endpoint.Ask(ctx, request)
	switch {
	case err != nil:
		return nil, err
	case answer.Errors != nil:
		return nil, &client.AnswerError{Answer: answer}
	}
	return answer, json.Unmarshal(answer.Data, data)
}
