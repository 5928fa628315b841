package boltstore

import (
	"context"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"entente/internal/wire"
	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// The buckets of a file, and the keys of the first.
var (
	headerBucket    = []byte("entente")
	revisionsBucket = []byte("revisions")
	changesBucket   = []byte("changes")

	magicKey     = []byte("magic")
	formatKey    = []byte("format")
	createdByKey = []byte("created-by")
)

const (
	magic = "Entente: a knowledge graph of international relations"
	// format is the number of the format. It grows if an earlier version could not read what this one writes, or would read it wrongly:
	// another encoding of values, or another hash of the same row. Files of every earlier format are read, and become files of this format
	// when something is written.
	format = 3
)

// file is a data file. It is open, and locked, only while it is read or written: between, other processes read it.
type file struct {
	path  string
	codec *wire.Codec
	// newest is the entry of the newest revision as it was last read or written; nil if there is none. Another one in the file tells that
	// somebody else changed it.
	newest []byte
	// broken is the reason why nothing can be written any more; nil if it can.
	broken error
}

// opened is a data file while it is open and locked.
type opened struct {
	db *bbolt.DB
	// os is the file as bbolt has it open.
	os *os.File
}

// access says what a data file is opened for.
type access int

const (
	// toRead opens it beside other readers, after all of its pages are checked.
	toRead access = iota
	// toAppend opens it alone. Its pages were checked when it was read.
	toAppend
)

// create creates a directory and in it a file without revisions, if they are missing. The file is written under a temporary name and then
// linked, so that a file of the final name is always complete, and only one of two processes creates it.
func create(dir, path string) (err error) {
	if Exists(dir) {
		return nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	temporary, err := os.CreateTemp(dir, FileName+".new-*") // of mode 0600
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(temporary.Name())) }()
	if err := errors.Join(temporary.Close(), writeHeader(temporary.Name())); err != nil {
		return err
	}
	if err := os.Link(temporary.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncDir(dir)
}

// writeHeader writes a new file with its header and empty buckets.
func writeHeader(path string) error {
	db, err := bbolt.Open(path, 0o600, boltOptions())
	if err != nil {
		return err
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		header, err := tx.CreateBucket(headerBucket)
		if err != nil {
			return err
		}
		_, err1 := tx.CreateBucket(revisionsBucket)
		_, err2 := tx.CreateBucket(changesBucket)
		return errors.Join(err1, err2,
			header.Put(magicKey, []byte(magic)),
			header.Put(formatKey, binary.BigEndian.AppendUint64(nil, format)),
			header.Put(createdByKey, []byte(version())))
	})
	return errors.Join(err, db.Close())
}

// version is the build of the program that created a file, for people; it is not interpreted.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		return info.Main.Path + " " + info.Main.Version
	}
	return "entente"
}

// syncDir makes a new name durable. Not every system can sync a directory.
func syncDir(dir string) error {
	d, err := os.Open(filepath.Clean(dir))
	if err != nil {
		return err
	}
	if err := d.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrInvalid) {
		return errors.Join(err, d.Close())
	}
	return d.Close()
}

func boltOptions() *bbolt.Options {
	// The least timeout tries once: the file is locked already.
	return &bbolt.Options{Timeout: time.Millisecond, FreelistType: bbolt.FreelistMapType, NoStatistics: true}
}

// newFile returns a data file, which is not opened yet.
func newFile(path string) (*file, error) {
	codec, err := wire.NewCodec()
	if err != nil {
		return nil, err
	}
	return &file{path: path, codec: codec}, nil
}

// open opens a data file, checks it, and leaves it open and locked. It waits while other processes have it open, at most for lockWait.
func (f *file) open(ctx context.Context, a access) (*opened, error) {
	o := &opened{}
	options := boltOptions()
	options.ReadOnly = a == toRead
	options.OpenFile = func(path string, _ int, _ os.FileMode) (_ *os.File, err error) {
		o.os, err = openChecked(ctx, path, a)
		return o.os, err
	}
	err := guard(func() (err error) {
		o.db, err = bbolt.Open(f.path, 0o600, options)
		return err
	})
	if err != nil && o.os != nil {
		// bbolt has closed it, unless it panicked.
		_ = o.os.Close()
	}
	switch {
	case err == nil:
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, ErrLocked), errors.Is(err, bolterrors.ErrTimeout):
		return nil, errorf(ErrLocked, "the data file %s is in use by other processes, for longer than %v; try again", f.path, lockWait)
	case errors.Is(err, ErrForeign):
		return nil, foreign(f.path)
	case errors.Is(err, ErrDamaged):
		return nil, damaged(f.path, err)
	default:
		return nil, failed(f.path, err)
	}
	if err := guard(func() error { return f.checkHeader(o.db) }); err != nil {
		return nil, errors.Join(err, o.close())
	}
	return o, nil
}

func (o *opened) close() error { return o.db.Close() }

func foreign(path string) error {
	return errorf(ErrForeign, "%s is no data file of Entente, or its beginning is damaged; it was left as it is", path)
}

// openChecked opens and locks a file, and checks its pages: all of them before it is read, and before it is appended to those that say
// where the others are.
func openChecked(ctx context.Context, path string, a access) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, ErrForeign
	}
	flag := os.O_RDONLY
	if a == toAppend {
		flag = os.O_RDWR
	}
	f, err := os.OpenFile(path, flag, 0)
	if err != nil {
		return nil, err
	}
	if err := waitForLock(ctx, f, a == toAppend); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	check := checkPages
	if a == toAppend {
		check = checkMeta
	}
	if err := check(f); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

const (
	// lockWait is how long a process waits for others to be done with the file: longer than a large change takes to be written, or a large
	// file to be read.
	lockWait = time.Minute
	lockPoll = 10 * time.Millisecond
)

// waitForLock locks a file for reading, or exclusively. The lock ends with the process, however that ends.
func waitForLock(ctx context.Context, f *os.File, exclusive bool) error {
	ctx, cancel := context.WithTimeoutCause(ctx, lockWait, ErrLocked)
	defer cancel()
	for {
		if err := lock(f, exclusive); !errors.Is(err, ErrLocked) {
			return err
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(lockPoll):
		}
	}
}

// checkHeader checks that the file is one of Entente, of a format that this version reads.
func (f *file) checkHeader(db *bbolt.DB) error {
	return db.View(func(tx *bbolt.Tx) error {
		header := tx.Bucket(headerBucket)
		if header == nil || string(header.Get(magicKey)) != magic {
			return foreign(f.path)
		}
		number := header.Get(formatKey)
		if len(number) != 8 {
			return damaged(f.path, errors.New("it does not say of which format it is"))
		}
		if n := binary.BigEndian.Uint64(number); n > format {
			return errorf(ErrNewer, "the data file %s is of format %d, made by %q; this version of Entente reads up to format %d, so open it with a newer one",
				f.path, n, header.Get(createdByKey), format)
		}
		if tx.Bucket(revisionsBucket) == nil || tx.Bucket(changesBucket) == nil {
			return damaged(f.path, errors.New("it lacks a bucket"))
		}
		return nil
	})
}

// guard converts panics to errors: bbolt panics on a file that it cannot read, and the system faults if a mapped page cannot be read from
// the disk.
func guard(read func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = damagef("%v", p)
		}
	}()
	return read()
}
