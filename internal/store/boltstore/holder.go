package boltstore

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/gofrs/flock"
)

// LockName is the name of the file that the writer of a data directory locks. It stays there; what counts is the lock, which ends with its
// process, and what the file says is for people.
const LockName = "entente.lock"

// Holder is the process that has a data directory open for writing.
type Holder struct {
	// PID is the number of the process, on Host.
	PID  int    `json:"pid"`
	Host string `json:"host,omitempty"`
	// URL is where it serves the directory; "" if it does not.
	URL string `json:"url,omitempty"`
}

// String describes the process: "process 4711, which serves it at http://127.0.0.1:8080".
func (h Holder) String() string {
	if h.PID == 0 {
		return "another process"
	}
	text := fmt.Sprintf("process %d", h.PID)
	if host, err := os.Hostname(); err == nil && h.Host != host && h.Host != "" {
		text += " on " + h.Host
	}
	if h.URL != "" {
		text += ", which serves it at " + h.URL
	}
	return text
}

// HeldError is an ErrLocked that names the process that has the directory.
type HeldError struct {
	// Holder is zero where the process could not be found out.
	Holder Holder
}

// Error names the process.
func (e *HeldError) Error() string { return ErrLocked.Error() + " by " + e.Holder.String() }

// Is says that it is an ErrLocked.
func (*HeldError) Is(target error) bool { return target == ErrLocked }

// heldDir is a data directory that this process holds against other writers.
type heldDir struct {
	lock *flock.Flock
	me   Holder
}

// holdDir takes the lock of a directory's writer, without waiting.
func holdDir(dir string) (*heldDir, error) {
	path := filepath.Join(dir, LockName)
	lock := flock.New(path, flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o600))
	taken, err := lock.TryLock()
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		return nil, errorf(fmt.Errorf("%w: %w", ErrReadOnly, err), "the data directory %s cannot be written: %v", dir, withoutPath(err))
	}
	if err != nil {
		return nil, failed(filepath.Join(dir, FileName), err)
	}
	if !taken {
		held := &HeldError{readHolder(path)}
		_ = lock.Close()
		return nil, errorf(held, "the data directory %s is in use by %s", dir, held.Holder)
	}
	d := &heldDir{lock: lock, me: Holder{PID: os.Getpid()}}
	// Who holds the directory is for people: a full disk is no reason not to hold it.
	d.me.Host, _ = os.Hostname()
	d.announce("")
	return d, nil
}

// readHolder reads who holds a directory; it returns a zero Holder where the file does not say so.
func readHolder(path string) (h Holder) {
	text, err := os.ReadFile(path)
	if err != nil || json.Unmarshal(text, &h) != nil {
		return Holder{}
	}
	return h
}

// announce writes who holds the directory.
func (d *heldDir) announce(url string) {
	d.me.URL = url
	if text, err := json.Marshal(d.me); err == nil {
		_ = os.WriteFile(d.lock.Path(), append(text, '\n'), 0o600)
	}
}

// release empties the file, so that it names no process that is no more, and lets others write.
func (d *heldDir) release() error {
	_ = os.Truncate(d.lock.Path(), 0)
	return d.lock.Close()
}
