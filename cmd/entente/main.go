// Command entente serves a knowledge graph of international relations, and what a researcher needs to load their own.
//
// Every subcommand has its own file: its options, a function that runs it, and its help. main only starts and stops. Commands get their
// store from program.openStore alone (store.go).
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"entente/internal/knowledge"
	"entente/internal/server"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// The exit statuses of all subcommands; the help of a subcommand lists its own in addition.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
	// exitUnreadable: the input could not be read, so nothing is known of it.
	exitUnreadable = 3
)

func main() {
	ctx, stop := signalContext()
	status := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

// signalContext returns a context that ends with the first signal to stop; the second one ends the program immediately.
func signalContext() (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		told := <-signals
		signal.Stop(signals)
		if told == syscall.SIGTERM {
			cancel(server.ErrTerminated)
		}
		cancel(nil)
	}()
	return ctx, func() { cancel(nil) }
}

// run runs the program; tests call it.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	return program{openStore: openStore}.run(ctx, args, stdout, stderr)
}

// program is shared by the subcommands.
type program struct {
	// openStore opens the store of a command; the command closes it.
	openStore func(ctx context.Context, o storeOptions) (*openedStore, error)
}

// run runs a subcommand and returns the exit status.
func (p program) run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := p.newRoot()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitOK
	}
	var failure *failure
	if errors.As(err, &failure) {
		if failure.err != nil {
			printError(stderr, interruptedError(ctx, failure.err))
		}
		return failure.status
	}
	printError(stderr, err)
	_, _ = fmt.Fprintln(stderr, "Run 'entente help' for what there is.")
	return exitUsage
}

// printError writes an error. A failure to write to standard error cannot be reported.
func printError(stderr io.Writer, err error) { _, _ = fmt.Fprintf(stderr, "entente: %v\n", err) }

// interruptedError replaces "context canceled" by what happened.
func interruptedError(ctx context.Context, err error) error {
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return errors.New("interrupted; nothing was changed")
	}
	return err
}

// failure is an error of the requested work, as opposed to a wrong command line.
type failure struct {
	status int
	// err is nil if the command has reported the problem already.
	err error
}

// Error is the error's own text.
func (f *failure) Error() string { return fmt.Sprint(f.err) }

// Unwrap returns the error.
func (f *failure) Unwrap() error { return f.err }

// withFailure marks the errors of a subcommand as failures. Those that are failures already keep their status.
func withFailure(work func(cmd *cobra.Command, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		err := work(cmd, args)
		var marked *failure
		if err == nil || errors.As(err, &marked) {
			return err
		}
		return &failure{exitFailed, err}
	}
}

// atLeastOne and exactlyOne check how many arguments there are, and say what is missing.
func atLeastOne(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return fmt.Errorf("name %s: %s", what, cmd.UseLine())
		}
		return nil
	}
}

func exactlyOne(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != 1 {
			return fmt.Errorf("name %s, and nothing besides: %s", what, cmd.UseLine())
		}
		return nil
	}
}

// flagError adds the likely flag to an error about an unknown one.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return err
	}
	var known []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, "--"+f.Name) })
	return fmt.Errorf("%w%s", err, knowledge.DidYouMean("--"+unknown.GetSpecifiedName(), known))
}

// newRoot returns the root command with all subcommands.
func (p program) newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "entente",
		Short: "A knowledge graph of international relations with a GraphQL API",
		Long: `Entente answers who stood how to whom, when, and according to whom.

Every relation in it is a claim, with its time, its document and its very words.

Exit status: 0 when all went well, 1 when the work failed, 2 when the command line was wrong, and 3 when what was
asked about could not be read.`,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(p.newServe(), p.newQuery(), p.newFind(), newHealth(), newNew(), newSchemas(), p.newCheck(), p.newLoad(), p.newRevisions(), p.newUndo(), p.newDrop(), newVersion())
	return root
}
