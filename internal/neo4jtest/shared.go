package neo4jtest

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"sync"
	"testing"
)

// sharedServer is the server that the tests of a program share.
var sharedServer struct {
	sync.Mutex
	// offered is true while Main runs, which ends the server.
	offered    bool
	home       string
	running    *process
	connection Connection
	// err is why it could not be started: the tests that follow are told the same.
	err error
}

// errNoMain is returned where nobody would end a server.
var errNoMain = errors.New("a package whose tests use Neo4j needs func TestMain(m *testing.M) { neo4jtest.Main(m) }")

// Main runs the tests of a program, and ends the server that they share, if one of them has started it.
func Main(m *testing.M) {
	sharedServer.offered = true
	m.Run()
	if err := endShared(); err != nil {
		panic(err)
	}
}

// shared returns the connection to the program's server, and starts it for the first who asks.
func shared(ctx context.Context) (Connection, error) {
	s := &sharedServer
	s.Lock()
	defer s.Unlock()
	if s.running != nil || s.err != nil {
		return s.connection, s.err
	}
	if !s.offered {
		return Connection{}, errNoMain
	}
	if s.home, s.err = os.MkdirTemp("", "neo4j-"); s.err != nil {
		return Connection{}, s.err
	}
	s.running, s.connection, s.err = start(ctx, s.home)
	return s.connection, s.err
}

// endShared ends the program's server and removes its files.
func endShared() error {
	s := &sharedServer
	s.Lock()
	defer s.Unlock()
	s.offered = false
	if s.running != nil {
		s.running.kill()
	}
	s.running, s.err = nil, nil
	if s.home == "" {
		return nil
	}
	return os.RemoveAll(s.home)
}

// canStart returns an error that says what is missing for a server, and gets its jars.
func canStart(ctx context.Context) error {
	if _, err := exec.LookPath("java"); err != nil {
		return errors.Join(errMissing, err)
	}
	_, err := jars(ctx)
	return err
}
