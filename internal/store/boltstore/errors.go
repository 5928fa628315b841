package boltstore

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"entente/internal/knowledge"
)

// The reasons for which a data directory cannot be opened or written, for errors.Is. What Open and Apply return is a
// *knowledge.Error with one of them as its cause; its message is one line that names the file.
var (
	// ErrLocked is returned where another process, or another Store of this one, has the directory open for writing, as a *HeldError where
	// that one is known. The code is knowledge.Conflict, as of ErrReplaced; that of all others is knowledge.Unavailable.
	ErrLocked = errors.New("the data directory is in use")
	// ErrReplaced is returned by Apply if the file has other revisions than those that were read from it and written to it.
	ErrReplaced = errors.New("the data file is another")
	// ErrReadOnly is returned by Open for a directory or a file that may be read only, and by Apply of a store that OpenReadOnly returned.
	ErrReadOnly = errors.New("the data directory cannot be written")
	// ErrForeign is returned for a file that is not one of Entente's, or can no longer be recognized as one.
	ErrForeign = errors.New("the file is no data file of Entente")
	// ErrNewer is returned for a file of a format that a later version of Entente writes.
	ErrNewer = errors.New("the data file is of a newer format")
	// ErrDamaged is returned for a file of Entente with damaged contents.
	ErrDamaged = errors.New("the data file is damaged")
	// ErrFull is returned by Apply if there is no room for the change. The file is then unchanged.
	ErrFull = errors.New("there is no room for the change")
)

// errorf returns the one-line error that says why a file is not opened or written.
func errorf(reason error, format string, args ...any) error {
	code := knowledge.Unavailable
	if errors.Is(reason, ErrLocked) || errors.Is(reason, ErrReplaced) {
		code = knowledge.Conflict
	}
	e := knowledge.Errorf(code, "%s", strings.Join(strings.Fields(fmt.Sprintf(format, args...)), " "))
	e.Cause = reason
	return e
}

func damaged(path string, err error) error {
	return errorf(fmt.Errorf("%w: %w", ErrDamaged, err), "the data file %s is damaged (%v) and was left as it is; put a copy of it in its place, or load the datasets into an empty directory", path, err)
}

// damage says what is wrong with a file's bytes. It is an ErrDamaged.
type damage string

func damagef(format string, args ...any) error { return damage(fmt.Sprintf(format, args...)) }

// Error says what is wrong.
func (d damage) Error() string { return string(d) }

// Is says that it is an ErrDamaged.
func (damage) Is(target error) bool { return target == ErrDamaged }

// failed converts an error of the operating system.
func failed(path string, err error) error {
	if isFull(err) {
		return errorf(fmt.Errorf("%w: %w", ErrFull, err), "there is no room to write to the data file %s; nothing was changed", path)
	}
	return errorf(err, "the data file %s cannot be used: %v", path, withoutPath(err))
}

// withoutPath returns what an error says beside the path that it names.
func withoutPath(err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err
	}
	return err
}

func isFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG)
}
