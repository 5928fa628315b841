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
	file *file
}

var _ store.Store = (*Store)(nil)

// Exists reports whether a directory has a data file, or anything else of its name, which Open then reports.
func Exists(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, FileName))
	return !errors.Is(err, fs.ErrNotExist)
}

// Open opens the data directory, and creates it, with an empty graph, if it is missing. One process at a time can have it open, for reading
// or writing.
//
// It reads all revisions, in time and memory proportional to all rows that they put: some ten to twenty microseconds of processor time and
// up to a kilobyte a statement. progress, if it is not nil, is called with the number of rows read so far, and at the end.
//
// The error is a *knowledge.Error of one line with one of this package's errors as its cause, or the error of the context. The file is then
// unchanged.
func Open(ctx context.Context, dir string, progress func(done, total int)) (*Store, error) {
	path := filepath.Join(dir, FileName)
	if err := create(dir, path); err != nil {
		return nil, failed(path, err)
	}
	f, err := openFile(path)
	if err != nil {
		return nil, err
	}
	s, err := f.restore(ctx, progress)
	if err != nil {
		return nil, errors.Join(contextOrDamage(ctx, path, err), f.close())
	}
	return &Store{s, f}, nil
}

// contextOrDamage returns the error as it is if it is the context's or meant for people; any other error while restoring verified bytes is
// damage.
func contextOrDamage(ctx context.Context, path string, err error) error {
	if ctx.Err() != nil || knowledge.CodeOf(err) == knowledge.Unavailable {
		return err
	}
	return damaged(path, err)
}

// Close waits for a change in progress, and releases the graph and the file. Without it, no other process can open the directory before
// this one ends.
func (s *Store) Close() error {
	if err := s.Store.Close(); err != nil {
		return err
	}
	return s.file.close()
}
