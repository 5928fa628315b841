package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"syscall"

	"entente/internal/knowledge"

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
	// exitInterrupted: as of a process that Ctrl-C ends.
	exitInterrupted = 130
)

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

// conclude writes the error of a command in a line and returns the exit status.
func conclude(ctx context.Context, cmd *cobra.Command, err error, stderr io.Writer) int {
	if err == nil || errors.Is(err, errOutputClosed) {
		return exitOK
	}
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		printError(stderr, errors.New("interrupted; nothing was changed"))
		return exitInterrupted
	}
	var failure *failure
	if !errors.As(err, &failure) {
		failure = usage(err)
	}
	if failure.err != nil {
		printError(stderr, failure.err)
	}
	if failure.status == exitUsage {
		_, _ = fmt.Fprintf(stderr, "Run '%s --help' for what there is.\n", cmd.CommandPath())
	}
	return failure.status
}

// usage marks an error as one of the command line.
func usage(err error) *failure { return &failure{exitUsage, err} }

// printError writes an error. A failure to write to standard error cannot be reported.
func printError(stderr io.Writer, err error) { _, _ = fmt.Fprintf(stderr, "entente: %v\n", err) }

// errOutputClosed is returned by writes to a standard output that nobody reads any more, as that of `entente relations | head -1`. It ends a
// command that only prints, and is no failure.
var errOutputClosed = errors.New("the output is closed")

// output is the standard output.
type output struct{ io.Writer }

// Write writes to the output.
func (o output) Write(b []byte) (int, error) {
	n, err := o.Writer.Write(b)
	if errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe) {
		err = errOutputClosed
	}
	return n, err
}

// unreadOutput is the output of a command whose work is to be done also when nobody reads what it prints.
type unreadOutput struct{ io.Writer }

// Write writes to the output as long as it is read.
func (o unreadOutput) Write(b []byte) (int, error) {
	n, err := o.Writer.Write(b)
	if errors.Is(err, errOutputClosed) {
		return len(b), nil
	}
	return n, err
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

// none checks that there are no arguments.
func none(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%s takes no arguments, and %s is one", cmd.CommandPath(), knowledge.Quote(args[0]))
	}
	return nil
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

// unknownCommand says which subcommand is likely meant by one that there is not; nil if there is.
func unknownCommand(root *cobra.Command, args []string) error {
	if len(args) > 1 && args[0] == "help" {
		args = args[1:]
	}
	_, rest, err := root.Find(args)
	i := slices.IndexFunc(rest, func(word string) bool { return word != "" && word[0] != '-' })
	if err == nil || i < 0 {
		return nil
	}
	var known []string
	for _, c := range root.Commands() {
		known = append(known, c.Name())
	}
	return fmt.Errorf("there is no command %s%s", knowledge.Quote(rest[i]), knowledge.DidYouMean(rest[i], known))
}

// newHelp returns the subcommand that explains the others.
func newHelp(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Explain a command",
		Long: `Help prints what a command does, its flags, examples and exit statuses.

Exit status: 0, or 2 when there is no such command.`,
		Example: "  entente help\n  entente help query",
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			if err == nil && len(rest) > 0 {
				err = fmt.Errorf("%s has no subcommands", cmd.CommandPath())
			}
			if err != nil {
				return err
			}
			cmd.InitDefaultHelpFlag()
			return cmd.Help()
		},
	}
}
