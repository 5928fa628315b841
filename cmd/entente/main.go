// Command entente serves a knowledge graph of international relations, and what a researcher needs to load their own.
//
// Every subcommand has a file of its own: its options, a plain function that runs it, and its help. main only starts and stops.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

// The exit statuses of all subcommands; a subcommand's help names its own beside.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

// run is the program: what tests start.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitOK
	}
	// There is no other place to tell of a standard error that cannot be written.
	_, _ = fmt.Fprintf(stderr, "entente: %v\n", err)
	var failure *failure
	if errors.As(err, &failure) {
		return exitFailed
	}
	_, _ = fmt.Fprintln(stderr, "Run 'entente help' for what there is.")
	return exitUsage
}

// failure is an error of the work that was asked, apart from errors in how it was asked.
type failure struct{ error }

// Unwrap gives the error.
func (f *failure) Unwrap() error { return f.error }

// failing marks the errors of a subcommand's work.
func failing(work func(cmd *cobra.Command) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, _ []string) error {
		if err := work(cmd); err != nil {
			return &failure{err}
		}
		return nil
	}
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "entente",
		Short: "A knowledge graph of international relations with a GraphQL API",
		Long: `Entente answers who stood how to whom, when, and according to whom.

Every relation in it is a claim, with its time, its document and its very words.

Exit status: 0 when all went well, 1 when the work failed, 2 when the command line was wrong.`,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	root.AddCommand(newServe(), newVersion())
	return root
}
