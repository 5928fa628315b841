package neo4jtest

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
)

// Server is a server of one test alone, which may kill it and start it again. What was written stays.
type Server struct {
	Connection
	home    string
	running *process
}

// StartServer starts a server that ends with the test. It takes ten seconds and more; most tests want Open.
func StartServer(t testing.TB) *Server {
	t.Helper()
	skipIfShort(t)
	ctx, cancel := context.WithTimeout(t.Context(), startTimeout)
	defer cancel()
	skipOrFail(t, canStart(ctx))
	s := &Server{home: t.TempDir()}
	var err error
	s.Connection, err = prepare(s.home)
	require.NoError(t, err)
	s.launch(t)
	t.Cleanup(s.Kill)
	require.NoError(t, s.running.ready(ctx, s.Connection))
	return s
}

func (s *Server) launch(t testing.TB) {
	t.Helper()
	var err error
	s.running, err = launch(t.Context(), s.home)
	require.NoError(t, err)
}

// PID is the number of the server's process.
func (s *Server) PID() int { return s.running.os.Pid }

// Kill ends the server at once, as a power cut would.
func (s *Server) Kill() { s.running.kill() }

// Restart starts a killed server again, at the same address, and waits until it answers.
func (s *Server) Restart(t testing.TB) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), startTimeout)
	defer cancel()
	s.launch(t)
	require.NoError(t, s.running.answers(ctx, s.Connection))
}
