package neo4jtest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// idleTime is how long a server stays without a user while the process that ran the tests lives on: the go command may still be building
// the next package that needs it.
const idleTime = time.Minute

// Keep starts a server in a directory, writes its address to a file there, and ends it once it is unused: the program keep. It fails
// immediately if there is another keeper.
func Keep(ctx context.Context, dir string) (err error) {
	p := placeAt(dir)
	alone, err := p.keeper.TryLock()
	if err != nil || !alone {
		return errors.Join(err, fmt.Errorf("%s has another keeper: %v", dir, !alone))
	}
	// The lock goes with the process.
	server, err := p.serve(ctx)
	if server != nil {
		defer func() {
			server.kill()
			err = errors.Join(err, os.Remove(p.address()), os.RemoveAll(p.home()))
		}()
	}
	if err != nil {
		return err
	}
	return p.waitUntilUnused(ctx, server)
}

// serve starts a new server and writes how to reach it. A server that is given with an error runs, and does not answer.
func (p serverDir) serve(ctx context.Context) (*process, error) {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	if err := errors.Join(os.RemoveAll(p.home()), os.RemoveAll(p.runs())); err != nil {
		return nil, err
	}
	c, err := prepare(p.home())
	if err != nil {
		return nil, err
	}
	server, err := launch(ctx, p.home())
	if err != nil {
		return nil, err
	}
	if err := server.ready(ctx, c); err != nil {
		return server, err
	}
	text, err := json.Marshal(c)
	if err != nil {
		return server, err
	}
	// The file appears complete.
	written := p.address() + ".new"
	return server, errors.Join(os.WriteFile(written, text, 0o600), os.Rename(written, p.address()))
}

// waitUntilUnused waits until there is no user and no process that may start one.
func (p serverDir) waitUntilUnused(ctx context.Context, server *process) error {
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	lastUsed := time.Now()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-server.ended:
			return fmt.Errorf("the server ended: %s", server.printed())
		case <-tick.C:
		}
		unused, err := p.takeIfUnused()
		if err != nil {
			return err
		}
		if !unused {
			lastUsed = time.Now()
			continue
		}
		if time.Since(lastUsed) >= idleTime || !p.runsLive() {
			// The start lock stays held: a program that needs a server waits until this one has ended.
			return nil
		}
		if err := p.start.Unlock(); err != nil {
			return err
		}
	}
}

// takeIfUnused takes the start lock where there is no user.
func (p serverDir) takeIfUnused() (bool, error) {
	if free, err := p.start.TryLock(); err != nil || !free {
		return false, err
	}
	unused, err := p.users.TryLock()
	if unused {
		err = p.users.Unlock()
	}
	if err != nil || !unused {
		return false, errors.Join(err, p.start.Unlock())
	}
	return true, nil
}

// runsLive says whether a process that ran tests is still there.
func (p serverDir) runsLive() bool {
	runs, err := os.ReadDir(p.runs())
	if err != nil {
		return false
	}
	for _, run := range runs {
		pid, err := strconv.Atoi(run.Name())
		if err != nil {
			continue
		}
		if process, err := os.FindProcess(pid); err == nil && process.Signal(syscall.Signal(0)) == nil {
			return true
		}
		_ = os.Remove(filepath.Join(p.runs(), run.Name()))
	}
	return false
}
