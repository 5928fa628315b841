package neo4jtest

import (
	"context"
	"errors"
	"os"
	"os/exec"
)

// Lend runs a command with NEO4J_URI, NEO4J_USERNAME and NEO4J_PASSWORD of an empty server that may be wiped: what the program lend does. The
// command has this program's input and outputs. The server is new and ends with the command; starting takes ten seconds and more. Where the
// environment names a server already, the command gets that one, which is wiped first; it is an error if it is not empty and NEO4J_WIPE does
// not say that it may be.
func Lend(ctx context.Context, command string, args ...string) (err error) {
	cmd := exec.CommandContext(ctx, command, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	if os.Getenv("NEO4J_URI") != "" {
		c, err := findServer(ctx)
		if err == nil {
			err = Wipe(ctx, c)
		}
		if err != nil {
			return err
		}
		return cmd.Run()
	}
	sharedServer.offered = true
	defer func() { err = errors.Join(err, endShared()) }()
	c, err := shared(ctx)
	if err != nil {
		return err
	}
	cmd.Env = append(os.Environ(), "NEO4J_URI="+c.URI, "NEO4J_USERNAME="+c.Username, "NEO4J_PASSWORD="+c.Password, "NEO4J_WIPE=true")
	return cmd.Run()
}

// start starts a server in an empty folder and waits until it answers. A server that is given with an error runs, and does not.
func start(ctx context.Context, home string) (*process, Connection, error) {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	if err := canStart(ctx); err != nil {
		return nil, Connection{}, err
	}
	c, err := prepare(home)
	if err != nil {
		return nil, c, err
	}
	server, err := launch(ctx, home)
	if err != nil {
		return nil, c, err
	}
	return server, c, server.ready(ctx, c)
}
