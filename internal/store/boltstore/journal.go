package boltstore

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"iter"
	"runtime"
	"time"

	"go.etcd.io/bbolt"
	"golang.org/x/sync/errgroup"

	"entente/internal/knowledge"
	"entente/internal/store"
	"entente/internal/store/memstore"
)

// The contents of the buckets:
//
//	revisions  number                 -> checksum, wireRevision
//	changes    number, chunk (from 0) -> checksum, chunk
//
// Numbers of revisions have 8 bytes and those of chunks 4, both big-endian, so that keys are in the order of writing. The checksum is a
// CRC-32C of key and value, which also detects a value under another key.

// wireRevision is a revision as it is written.
type wireRevision struct {
	_              struct{} `cbor:",toarray"`
	Content        []byte
	CreatedAt      time.Time
	Description    string
	Added, Removed int
	UndoesNumber   int
	// Changes is the number of changes, and Chunks that of the chunks that hold them.
	Changes, Chunks int
}

const (
	// chunkRows and chunkBytes limit a chunk: large enough that its overhead is small, small enough that a large load is distributed over
	// all processors and needs no huge value. A larger row is a chunk by itself.
	chunkRows  = 1024
	chunkBytes = 256 << 10

	checksumLength = 4
)

// Append writes a revision with its changes, and syncs the file, which is open only so long. It waits for readers of the file, at most for
// lockWait.
func (f *file) Append(ctx context.Context, r *knowledge.Revision, changes []store.RowChange) error {
	if f.broken != nil {
		return f.broken
	}
	entries, err := f.encode(ctx, r, changes)
	if err != nil {
		return err
	}
	o, err := f.open(ctx, toAppend)
	if err != nil {
		return err
	}
	err = f.append(ctx, o, entries)
	// What is committed is synced: closing can neither keep nor lose it.
	_ = o.close()
	return err
}

// append writes entries in one transaction; the last is the revision.
func (f *file) append(ctx context.Context, o *opened, entries []entry) error {
	tx, err := o.db.Begin(true)
	if err != nil {
		return failed(f.path, err)
	}
	if err := errors.Join(f.checkNewest(tx), f.write(ctx, o, tx, entries)); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if err := tx.Commit(); err != nil {
		// After a failed sync the state of the disk is unknown, so nothing may be written on top of it.
		f.broken = errorf(err, "the data file %s could not be written (%v); open it again before the next change", f.path, err)
		return failed(f.path, err)
	}
	f.newest = entries[len(entries)-1].value
	return nil
}

// checkNewest checks that the newest revision in the file is the one that this process read or wrote last.
func (f *file) checkNewest(tx *bbolt.Tx) error {
	return guard(func() error {
		if _, value := tx.Bucket(revisionsBucket).Cursor().Last(); !bytes.Equal(value, f.newest) {
			return errorf(ErrReplaced, "the data file %s was changed by another hand since it was opened; nothing was written: open it again", f.path)
		}
		return nil
	})
}

// entry is a key and a value of a bucket.
type entry struct{ bucket, key, value []byte }

// encode encodes a revision, the chunks on all processors.
func (f *file) encode(ctx context.Context, r *knowledge.Revision, changes []store.RowChange) ([]entry, error) {
	parts := split(changes)
	entries := make([]entry, len(parts)+1)
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, part := range parts {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			var c chunk
			for _, change := range part {
				c.add(change)
			}
			return f.encodeEntry(&entries[i], changesBucket, chunkKey(r.Number, i), &c)
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	record := wireRevision{
		Content: r.Content[:], CreatedAt: r.CreatedAt, Description: r.Description, Added: r.Added, Removed: r.Removed,
		UndoesNumber: r.UndoesNumber, Changes: len(changes), Chunks: len(parts),
	}
	return entries, f.encodeEntry(&entries[len(parts)], revisionsBucket, revisionKey(r.Number), &record)
}

// split cuts changes into chunks.
func split(changes []store.RowChange) [][]store.RowChange {
	var parts [][]store.RowChange
	for from := 0; from < len(changes); {
		to, bytes := from, 0
		for to < len(changes) && to-from < chunkRows && (to == from || bytes+sizeOf(changes[to]) <= chunkBytes) {
			bytes += sizeOf(changes[to])
			to++
		}
		parts, from = append(parts, changes[from:to]), to
	}
	return parts
}

// sizeOf estimates the bytes of a change: its long texts, and a constant for the rest.
func sizeOf(c store.RowChange) int {
	const rest = 200
	switch r := c.After.(type) {
	case *knowledge.Document:
		n := len(r.Text) + rest
		for _, note := range r.Footnotes {
			n += len(note.Text)
		}
		return n
	case *knowledge.Statement:
		n := len(r.Note) + rest
		for _, e := range r.Evidence {
			n += len(e.Quote) + len(e.Context) + len(e.Locator)
		}
		for _, q := range r.Qualifiers {
			n += len(q.Name) + len(q.Value)
		}
		return n
	}
	return rest
}

// encodeEntry encodes a value with its checksum before it.
func (f *file) encodeEntry(e *entry, bucket, key []byte, value any) error {
	encoded, err := f.codec.Marshal(value)
	if err != nil {
		return err
	}
	e.bucket, e.key = bucket, key
	e.value = append(binary.BigEndian.AppendUint32(make([]byte, 0, checksumLength+len(encoded)), checksum(key, encoded)), encoded...)
	return nil
}

// decodeEntry verifies the checksum of a value and decodes it.
func (f *file) decodeEntry(key, content []byte, value any) error {
	if len(content) < checksumLength || binary.BigEndian.Uint32(content) != checksum(key, content[checksumLength:]) {
		return damagef("the checksum of entry %x is wrong", key)
	}
	return f.codec.Unmarshal(content[checksumLength:], value)
}

func checksum(key, value []byte) uint32 {
	castagnoli := crc32.MakeTable(crc32.Castagnoli)
	return crc32.Update(crc32.Checksum(key, castagnoli), castagnoli, value)
}

// write writes entries in a transaction, after reserving room for them on the disk.
func (f *file) write(ctx context.Context, o *opened, tx *bbolt.Tx, entries []entry) error {
	var length int64
	for _, e := range entries {
		length += int64(len(e.value))
	}
	// Each value may leave a page and more unused; some pages are for the trees.
	const slack = 16
	need := length + (slack+2*int64(len(entries)))*int64(o.db.Info().PageSize)
	if err := reserve(o.os, tx.Size(), need); err != nil {
		return failed(f.path, err)
	}
	if err := tx.Bucket(headerBucket).Put(formatKey, binary.BigEndian.AppendUint64(nil, format)); err != nil {
		return failed(f.path, err)
	}
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := tx.Bucket(e.bucket).Put(e.key, e.value); err != nil {
			return failed(f.path, err)
		}
	}
	return ctx.Err()
}

func revisionKey(number int) []byte { return binary.BigEndian.AppendUint64(nil, uint64(number)) }

func chunkKey(number, i int) []byte {
	return binary.BigEndian.AppendUint32(revisionKey(number), uint32(i))
}

// restore builds the store from all revisions of the file, which is open only so long. Changes go to the journal.
func (f *file) restore(ctx context.Context, journal memstore.Journal, progress func(done, total int)) (s *memstore.Store, err error) {
	o, err := f.open(ctx, toRead)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, o.close()) }()
	// Values are in the mapped file only while the transaction is open; decoding copies them.
	err = guard(func() error {
		return o.db.View(func(tx *bbolt.Tx) (err error) {
			_, newest := tx.Bucket(revisionsBucket).Cursor().Last()
			f.newest = bytes.Clone(newest)
			s, err = memstore.Restore(ctx, journal, f.records(ctx, tx, progress))
			return err
		})
	})
	if err != nil {
		return nil, contextOrDamage(ctx, f.path, err)
	}
	return s, nil
}

// records gives all revisions with their changes.
func (f *file) records(ctx context.Context, tx *bbolt.Tx, progress func(done, total int)) iter.Seq2[memstore.Record, error] {
	return func(yield func(memstore.Record, error) bool) {
		revisions, err := f.revisions(tx)
		if err != nil {
			yield(memstore.Record{}, err)
			return
		}
		p := newProgressMeter(revisions, progress)
		chunks := &reader{cursor: tx.Bucket(changesBucket).Cursor()}
		for i := range revisions {
			r, err := f.record(ctx, chunks, i+1, &revisions[i], p)
			if !yield(r, err) || err != nil {
				return
			}
		}
		if key, _ := chunks.next(); key != nil {
			yield(memstore.Record{}, damagef("entry %x belongs to no revision", key))
		}
	}
}

// revisions gives all revisions, from the first.
func (f *file) revisions(tx *bbolt.Tx) (all []wireRevision, err error) {
	err = tx.Bucket(revisionsBucket).ForEach(func(key, value []byte) error {
		var r wireRevision
		if string(key) != string(revisionKey(len(all)+1)) {
			return damagef("revision %d is missing", len(all)+1)
		}
		if err := guard(func() error { return f.decodeEntry(key, value, &r) }); err != nil {
			return err
		}
		if len(r.Content) != len(knowledge.ContentHash{}) {
			return damagef("revision %d has no hash", len(all)+1)
		}
		all = append(all, r)
		return nil
	})
	return all, err
}

// reader iterates over the entries of a bucket.
type reader struct {
	cursor  *bbolt.Cursor
	started bool
}

func (r *reader) next() (key, value []byte) {
	if !r.started {
		r.started = true
		return r.cursor.First()
	}
	return r.cursor.Next()
}

// record reads the changes of the next revision, its chunks on all processors.
func (f *file) record(ctx context.Context, chunks *reader, number int, w *wireRevision, p *progressMeter) (memstore.Record, error) {
	none := memstore.Record{}
	parts := make([][]store.Change, w.Chunks)
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range parts {
		key, value := chunks.next()
		if want := chunkKey(number, i); string(key) != string(want) {
			return none, errors.Join(group.Wait(), damagef("entry %x is missing", want))
		}
		group.Go(func() error {
			return guard(func() error {
				var c chunk
				if err := errors.Join(ctx.Err(), f.decodeChunk(key, value, &c)); err != nil {
					return err
				}
				parts[i] = c.changes()
				p.add(len(parts[i]))
				return nil
			})
		})
	}
	if err := group.Wait(); err != nil {
		return none, err
	}
	changes := make([]store.Change, 0, w.Changes)
	for i, part := range parts {
		changes, parts[i] = append(changes, part...), nil
	}
	r := &knowledge.Revision{
		Number: number, Content: knowledge.ContentHash(w.Content), CreatedAt: w.CreatedAt.UTC(), Description: w.Description,
		Added: w.Added, Removed: w.Removed, UndoesNumber: w.UndoesNumber,
	}
	return memstore.Record{Revision: r, Changes: changes}, nil
}
