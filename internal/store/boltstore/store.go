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

// Exists says whether there is a data file in a directory, or anything of its name: what that is, Open tells.
func Exists(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, FileName))
	return !errors.Is(err, fs.ErrNotExist)
}

// Open opens the data directory, and makes it, with an empty graph, where it is not there. One process at a time can have it
// open, for reading as for writing.
//
// It reads all revisions: it costs time and memory in proportion to all rows that they put, some ten to twenty microseconds of processor time and
// up to a kilobyte a statement. progress, where it is not nil, hears how many of all rows were read, in between and in the end.
//
// The error is a *knowledge.Error of one line with one of this package's errors as its cause, or the context's. The file then
// is as it was.
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
		return nil, errors.Join(ctxOr(ctx, path, err), f.close())
	}
	return &Store{s, f}, nil
}

// ctxOr gives the error as it is where it is the context's or was made for people; all else that goes wrong between bytes that
// were checked and a graph is damage, too.
func ctxOr(ctx context.Context, path string, err error) error {
	if ctx.Err() != nil || knowledge.CodeOf(err) == knowledge.Unavailable {
		return err
	}
	return damaged(path, err)
}

// Close waits for a change that is being made, and lets go of the graph and the file. It must be called, or no other process
// can open the directory before this one ends.
func (s *Store) Close() error {
	if err := s.Store.Close(); err != nil {
		return err
	}
	return s.file.close()
}
