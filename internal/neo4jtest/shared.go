package neo4jtest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"github.com/gofrs/flock"
)

// serverDir is the folder of a shared server. Its locks are:
//
//   - start: who starts a server, or ends it;
//   - users: shared by all test programs that use it;
//   - keeper: the keeper's, for as long as it lives.
type serverDir struct {
	dir                  string
	start, users, keeper *flock.Flock
}

func placeAt(dir string) serverDir {
	lock := func(name string) *flock.Flock { return flock.New(filepath.Join(dir, name+".lock")) }
	return serverDir{dir: dir, start: lock("start"), users: lock("users"), keeper: lock("keeper")}
}

func (p serverDir) home() string { return filepath.Join(p.dir, "home") }
func (p serverDir) runs() string { return filepath.Join(p.dir, "runs") }

// address is the file that says how to reach the server. It is there once the server answers.
func (p serverDir) address() string { return filepath.Join(p.dir, "server.json") }

// joined remembers the shared server for all tests of this program: it holds its place among the users until it ends.
var joined struct {
	sync.Mutex
	connection *Connection
	// users is held, not read: without it the lock would go with the garbage.
	users *flock.Flock
}

// shared gives the server of a folder and holds it until this program ends. A program's tests all name the same folder.
func shared(ctx context.Context, by func() (string, error)) (Connection, error) {
	joined.Lock()
	defer joined.Unlock()
	if joined.connection != nil {
		return *joined.connection, nil
	}
	folder, err := by()
	if err != nil {
		return Connection{}, err
	}
	dir, err := cacheDir("shared", fileName(folder))
	if err != nil {
		return Connection{}, err
	}
	p := placeAt(dir)
	c, err := p.join(ctx)
	if err == nil {
		joined.connection, joined.users = &c, p.users
	}
	return c, err
}

// join makes this program one of the users, and starts the server where there is none.
func (p serverDir) join(ctx context.Context) (c Connection, err error) {
	if _, err := p.start.TryLockContext(ctx, 50*time.Millisecond); err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, p.start.Unlock()) }()
	if err := p.ensure(ctx); err != nil {
		return c, err
	}
	if err := p.users.RLock(); err != nil {
		return c, err
	}
	if err := p.noteRun(); err != nil {
		return c, err
	}
	text, err := os.ReadFile(p.address())
	if err != nil {
		return c, err
	}
	return c, json.Unmarshal(text, &c)
}

// ensure gives back once there is a server, its own or that of a program that has ended since.
func (p serverDir) ensure(ctx context.Context) error {
	for {
		free, err := p.keeper.TryLock()
		if err != nil {
			return err
		}
		if free {
			return errors.Join(p.keeper.Unlock(), p.startKeeper(ctx))
		}
		if _, err := os.Stat(p.address()); err == nil {
			return nil
		}
		select {
		case <-time.After(50 * time.Millisecond):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// noteRun notes which process runs the tests: most often the go command.
func (p serverDir) noteRun() error {
	if err := os.MkdirAll(p.runs(), 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(p.runs(), strconv.Itoa(os.Getppid())), nil, 0o600)
}

// canStart says what is missing for a server, and gets its jars: in this program, whose test tells of it.
func canStart(ctx context.Context) error {
	if _, err := exec.LookPath("java"); err != nil {
		return errors.Join(errMissing, err)
	}
	_, err := jars(ctx)
	return err
}

// startKeeper builds the keeper, starts it, and waits until its server answers.
func (p serverDir) startKeeper(ctx context.Context) error {
	if err := canStart(ctx); err != nil {
		return err
	}
	if err := os.Remove(p.address()); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	program := filepath.Join(p.dir, "keep")
	if output, err := exec.CommandContext(ctx, "go", "build", "-o", program, "entente/internal/neo4jtest/keep").CombinedOutput(); err != nil {
		return fmt.Errorf("build the keeper: %w\n%s", err, output)
	}
	log, err := os.Create(filepath.Join(p.dir, "keep.log"))
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }()
	cmd := exec.Command(program, p.dir)
	cmd.Stdout, cmd.Stderr = log, log
	cmd.SysProcAttr = ownProcessGroup()
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	return p.awaitAddress(ctx, ended)
}

// awaitAddress waits until the keeper has written the address of its server, or has ended.
func (p serverDir) awaitAddress(ctx context.Context, ended <-chan error) error {
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		if _, err := os.Stat(p.address()); err == nil {
			return nil
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return fmt.Errorf("wait for Neo4j: %w", ctx.Err())
		case err := <-ended:
			text, readErr := os.ReadFile(filepath.Join(p.dir, "keep.log"))
			return errors.Join(fmt.Errorf("the keeper of Neo4j ended: %w\n%s", err, text), readErr)
		}
	}
}
