// Command keep holds the Neo4j that test programs share, and ends it after the last of them. Tests start it; see
// internal/neo4jtest.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"entente/internal/neo4jtest"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "keep: name the folder of the server")
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := neo4jtest.Keep(ctx, os.Args[1])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "keep:", err)
		os.Exit(1)
	}
}
