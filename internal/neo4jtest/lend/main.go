// Command lend runs a command with a new Neo4j server, and ends the server afterwards: go run ./internal/neo4jtest/lend COMMAND
// ARGUMENTS...
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"entente/internal/neo4jtest"
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "lend: name a command")
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := neo4jtest.Lend(ctx, os.Args[1], os.Args[2:]...)
	stop()
	var failed *exec.ExitError
	switch {
	case errors.As(err, &failed):
		os.Exit(failed.ExitCode())
	case err != nil:
		fmt.Fprintln(os.Stderr, "lend:", err)
		os.Exit(1)
	}
}
