// Command entente serves a knowledge graph of international relations, and what a researcher needs to load their own.
//
// From the top down: main.go starts and stops; cmd_*.go has a file for each subcommand, with its options, its help and what it does;
// apply.go, endpoint.go and folders.go are what several of them do; store.go and neo4j.go open the store of a command, which gets
// it from program.openStore alone; report.go, table.go, progress.go and summary.go print; command.go has exit statuses and errors.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"

	"entente/internal/server"

	"github.com/spf13/cobra"
)

func main() {
	// Whoever reads the output may stop reading: see output.
	signal.Ignore(syscall.SIGPIPE)
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

// run runs a subcommand and returns the exit status.
func (p program) run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := p.newRoot()
	root.SetArgs(args)
	root.SetOut(output{stdout})
	root.SetErr(stderr)
	cmd, err := root.ExecuteContextC(ctx)
	if unknown := unknownCommand(root, args); err != nil && unknown != nil {
		cmd, err = root, unknown
	}
	return conclude(ctx, cmd, err, stderr)
}

// newRoot returns the root command with all subcommands.
func (p program) newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "entente",
		Short: "A knowledge graph of international relations with a GraphQL API",
		Long: `Entente answers who stood how to whom, when, and according to whom.

Every relation in it is a claim, with its time, its document and its very words.

Exit status: 0 when all went well, also when nothing was found or the reader of the output stopped reading; 1 when the work failed,
2 when the command line was wrong, 3 when what was asked about could not be read, 130 when it was interrupted.

docs/command-line.md says what all commands have in common.`,
		Example: `  entente serve
  entente find nato georgia
  entente relations member
  entente query --table docs/examples/02-pfp.graphql
  entente new treaties && entente check treaties
  entente load --data graph --apply treaties`,
		SilenceUsage:  true,
		SilenceErrors: true,
		// unknownCommand says it in a line.
		DisableSuggestions: true,
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetFlagErrorFunc(flagError)
	root.SetHelpCommand(newHelp(root))
	root.AddCommand(p.newServe(), p.newQuery(), p.newFind(), p.newRelations(), p.newExport(), newHealth(), newNew(), newPresets(), newSchemas(), p.newCheck(), p.newPreview(), p.newLoad(), p.newRevisions(), p.newUndo(), p.newDrop(), newVersion())
	return root
}
