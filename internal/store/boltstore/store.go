package boltstore

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"entente/internal/knowledge"
	"entente/internal/store"
	"entente/internal/store/memstore"
)

// FileName is the name of the file in a data directory.
const FileName = "entente.db"

// Store is the embedded store, kept in a file. It reads as memstore.Store does; Apply also writes and syncs the change, and
// returns only when it is kept.
type Store struct {
	*memstore.Store
	// held is the directory, held against other writers; nil for a store that only reads.
	held *heldDir
}

var _ store.Store = (*Store)(nil)

// Exists reports whether a directory has a data file, or anything else of its name, which Open then reports.
func Exists(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, FileName))
	return !errors.Is(err, fs.ErrNotExist)
}

// Open opens the data directory for writing, and creates it, with an empty graph, if it is missing. One process at a time can have it open
// so; any number may read it meanwhile (OpenReadOnly).
//
// It reads all revisions, in time and memory proportional to all rows that they put: some ten to twenty microseconds of processor time and
// up to a kilobyte a statement. progress, if it is not nil, is called with the number of rows read so far, and at the end.
//
// The error is a *knowledge.Error of one line with one of this package's errors as its cause, or the error of the context. The file is then
// unchanged.
func Open(ctx context.Context, dir string, progress func(done, total int)) (_ *Store, err error) {
	path := filepath.Join(dir, FileName)
	if err := create(dir, path); err != nil {
		return nil, failed(path, err)
	}
	held, err := holdDir(dir)
	if err != nil {
		return nil, err
	}
	f, err := newFile(path)
	if err != nil {
		return nil, errors.Join(err, held.release())
	}
	s, err := f.restore(ctx, f, progress)
	if err != nil {
		return nil, errors.Join(err, held.release())
	}
	return &Store{s, held}, nil
}

// OpenReadOnly opens a data directory as it is now, beside other readers and one writer, and where nothing may be written. It reads as Open
// does, holds the file no longer than that, and sees no later change; Apply returns an ErrReadOnly.
func OpenReadOnly(ctx context.Context, dir string, progress func(done, total int)) (*Store, error) {
	f, err := newFile(filepath.Join(dir, FileName))
	if err != nil {
		return nil, err
	}
	s, err := f.restore(ctx, readOnly{f.path}, progress)
	if err != nil {
		return nil, err
	}
	return &Store{Store: s}, nil
}

// readOnly is the journal of a store that is only read.
type readOnly struct{ path string }

// Append refuses the change.
func (r readOnly) Append(context.Context, *knowledge.Revision, []store.RowChange) error {
	return errorf(ErrReadOnly, "the data file %s was opened for reading only", r.path)
}

// contextOrDamage returns the error as it is if it is the context's or meant for people; any other error while restoring verified bytes is
// damage.
func contextOrDamage(ctx context.Context, path string, err error) error {
	if ctx.Err() != nil || knowledge.CodeOf(err) == knowledge.Unavailable {
		return err
	}
	return damaged(path, err)
}

// Announce tells other processes at which URL this one serves the directory: they find it in the Holder of a HeldError. A store that only
// reads has nobody to tell.
func (s *Store) Announce(url string) {
	if s.held != nil {
		s.held.announce(url)
	}
}

// Close waits for a change in progress, releases the graph, and lets another process write. Without it, none can before this one ends.
func (s *Store) Close() error {
	err := s.Store.Close()
	if err != nil || s.held == nil {
		return err
	}
	return s.held.release()
}
