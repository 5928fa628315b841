package boltstore_test

import (
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.etcd.io/bbolt"

	"entente/internal/knowledge"
	"entente/internal/store/boltstore"
	"entente/internal/store/storetest"
)

// assertRefused opens a directory that cannot be opened, and asserts that one line says so, naming the file, and that the file is
// as it was.
func assertRefused(t *testing.T, dir string, reason error, words ...string) {
	t.Helper()
	path := filepath.Join(dir, boltstore.FileName)
	before, errBefore := os.ReadFile(path)
	s, err := boltstore.Open(ctx, dir, nil)
	if !assert.Error(t, err) {
		_ = s.Close()
		return
	}
	if reason != nil {
		assert.ErrorIs(t, err, reason)
	}
	assert.NotEmpty(t, knowledge.CodeOf(err), "it is for people")
	assert.NotContains(t, err.Error(), "\n", "it is one line")
	assert.Less(t, len(err.Error()), 600)
	for _, w := range append(words, path) {
		assert.ErrorContains(t, err, w)
	}
	_, errReading := boltstore.OpenReadOnly(ctx, dir, nil)
	assert.ErrorContains(t, errReading, path, "no reader takes it either")
	if reason != nil {
		assert.ErrorIs(t, errReading, reason)
	}
	after, errAfter := os.ReadFile(path)
	assert.Equal(t, before, after, "the file is as it was")
	assert.Equal(t, errBefore == nil, errAfter == nil)
}

// written gives the bytes of a data file with three revisions, in which the tree of changes has branches.
func written(t testing.TB) []byte {
	t.Helper()
	dir := t.TempDir()
	s := open(t, dir)
	world(t, s)
	rows := table(t, 40, 200)
	// A text of its own chunk for each of many documents, so that there are many keys.
	for _, row := range rows {
		if d, ok := row.(*knowledge.Document); ok {
			for i := range 300 {
				c := *d
				c.ID += "-" + strings.Repeat("x", i%7) + string(rune('a'+i%26)) + time.Duration(i).String()
				c.Text = knowledge.Text(strings.Repeat("Atlan joined. ", 100))
				rows = append(rows, &c)
			}
			break
		}
	}
	_, err := s.Apply(ctx, storetest.ChangeSet(3, storetest.Put(rows...)))
	require.NoError(t, err)
	for i := range 300 {
		d, _ := rows[len(rows)-1-i].(*knowledge.Document)
		c := *d
		c.Title += "!"
		_, err := s.Apply(ctx, storetest.ChangeSet(4+i, storetest.Put(&c)))
		require.NoError(t, err)
	}
	require.NoError(t, s.Close())
	b, err := os.ReadFile(filepath.Join(dir, boltstore.FileName))
	require.NoError(t, err)
	return b
}

func writeFile(t testing.TB, content []byte) (dir string) {
	t.Helper()
	dir = t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, boltstore.FileName), content, 0o600))
	return dir
}

func TestOpen_ForeignFile(t *testing.T) {
	noise := make([]byte, 1<<16)
	r := rand.NewChaCha8([32]byte{1})
	_, _ = r.Read(noise)
	for name, content := range map[string][]byte{
		"empty": nil, "one byte": {0}, "text": []byte("hello\n"), "zeros": make([]byte, 1<<16), "noise": noise,
		"another database": append([]byte("SQLite format 3\x00"), make([]byte, 1<<14)...),
	} {
		t.Run(name, func(t *testing.T) { assertRefused(t, writeFile(t, content), boltstore.ErrForeign) })
	}
}

func TestOpen_BoltFileOfAnotherProgram(t *testing.T) {
	for name, fill := range map[string]func(tx *bbolt.Tx) error{
		"empty": func(*bbolt.Tx) error { return nil },
		"with a bucket": func(tx *bbolt.Tx) error {
			_, err := tx.CreateBucket([]byte("users"))
			return err
		},
		"with a bucket of our name": func(tx *bbolt.Tx) error {
			b, err := tx.CreateBucket([]byte("entente"))
			return errors.Join(err, b.Put([]byte("magic"), []byte("another")))
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			change(t, dir, fill)
			assertRefused(t, dir, boltstore.ErrForeign)
		})
	}
}

// change changes a data file by another hand.
func change(t *testing.T, dir string, fill func(tx *bbolt.Tx) error) {
	t.Helper()
	db, err := bbolt.Open(filepath.Join(dir, boltstore.FileName), 0o600, nil)
	require.NoError(t, err)
	require.NoError(t, db.Update(fill))
	require.NoError(t, db.Close())
}

func TestOpen_OfAnotherHand(t *testing.T) {
	key := func(number uint64, chunk ...uint32) []byte {
		k := binary.BigEndian.AppendUint64(nil, number)
		for _, c := range chunk {
			k = binary.BigEndian.AppendUint32(k, c)
		}
		return k
	}
	for name, tt := range map[string]struct {
		reason error
		words  string
		fill   func(tx *bbolt.Tx) error
	}{
		"of a newer format": {boltstore.ErrNewer, "format 4", func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte("entente")).Put([]byte("format"), key(4))
		}},
		"of no format":     {boltstore.ErrDamaged, "format", func(tx *bbolt.Tx) error { return tx.Bucket([]byte("entente")).Delete([]byte("format")) }},
		"without a bucket": {boltstore.ErrDamaged, "bucket", func(tx *bbolt.Tx) error { return tx.DeleteBucket([]byte("changes")) }},
		"without its first revision": {boltstore.ErrDamaged, "revision 1", func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte("revisions")).Delete(key(1))
		}},
		"without its newest revision": {boltstore.ErrDamaged, "belongs to no revision", func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte("revisions")).Delete(key(3))
		}},
		"without a chunk": {boltstore.ErrDamaged, "missing", func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte("changes")).Delete(key(2, 0))
		}},
		"with a chunk too many": {boltstore.ErrDamaged, "belongs to no revision", func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte("changes")).Put(key(3, 1), []byte("x"))
		}},
		"with a chunk of another revision": {boltstore.ErrDamaged, "checksum", func(tx *bbolt.Tx) error {
			b := tx.Bucket([]byte("changes"))
			return b.Put(key(2, 0), b.Get(key(3, 0)))
		}},
		"with a value too short": {boltstore.ErrDamaged, "checksum", func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte("revisions")).Put(key(2), []byte("x"))
		}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s := open(t, dir)
			world(t, s)
			require.NoError(t, s.Close())
			change(t, dir, tt.fill)
			assertRefused(t, dir, tt.reason, tt.words)
		})
	}
}

func TestOpen_TruncatedFile(t *testing.T) {
	whole := written(t)
	for _, n := range []int{1, 63, 4095, 4096, 4097, 8191, 8192, 8193, 16384, 20000, len(whole) / 4, len(whole) / 3, len(whole) / 2} {
		assertRefused(t, writeFile(t, whole[:n]), nil)
	}
}

// TestOpen_FlippedBits flips bits here and there: the file is refused, or, where the bit means nothing, opens as it was.
func TestOpen_FlippedBits(t *testing.T) {
	whole := written(t)
	s := open(t, writeFile(t, whole))
	newest, err := s.Revision(ctx, 0)
	require.NoError(t, err)
	want := *newest
	require.NoError(t, s.Close())
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	flips := 120
	if testing.Short() {
		flips = 40
	}
	refused := 0
	dir := t.TempDir()
	path := filepath.Join(dir, boltstore.FileName)
	for i := range flips {
		bad := append([]byte(nil), whole...)
		at := r.IntN(len(bad))
		if i%2 == 0 {
			// The beginnings of pages are what matters most.
			at = at/4096*4096 + r.IntN(96)
		}
		bad[at] ^= 1 << r.IntN(8)
		require.NoError(t, os.WriteFile(path, bad, 0o600))
		s, err := boltstore.Open(ctx, dir, nil)
		if err == nil {
			newest, err := s.Revision(ctx, 0)
			require.NoError(t, err)
			require.Equal(t, want, *newest, "byte %d", at)
			require.NoError(t, s.Close())
		} else {
			refused++
			require.NotEmpty(t, knowledge.CodeOf(err), "byte %d: %v", at, err)
			require.NotContains(t, err.Error(), "\n")
		}
		after, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, bad, after, "byte %d: the file is as it was", at)
	}
	t.Logf("%d of %d refused", refused, flips)
	assert.Positive(t, refused)
}

// TestOpen_EachByteOfASmallFile changes each byte that means something of a file without revisions, in several ways, and each at
// the beginning of a page, where the file says how it hangs together.
func TestOpen_EachByteOfASmallFile(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, open(t, dir).Close())
	path := filepath.Join(dir, boltstore.FileName)
	whole, err := os.ReadFile(path)
	require.NoError(t, err)
	refused := 0
	for at, b := range whole {
		if b == 0 && at%4096 > 64 {
			continue
		}
		for _, mask := range []byte{0x01, 0xff} {
			bad := append([]byte(nil), whole...)
			bad[at] ^= mask
			require.NoError(t, os.WriteFile(path, bad, 0o600))
			s, err := boltstore.Open(ctx, dir, nil)
			if err == nil {
				require.Equal(t, 0, newest(t, s).Number)
				require.NoError(t, s.Close())
				continue
			}
			refused++
			require.NotEmpty(t, knowledge.CodeOf(err), "byte %d: %v", at, err)
			require.NotContains(t, err.Error(), "\n")
			after, err := os.ReadFile(path)
			require.NoError(t, err)
			require.Equal(t, bad, after, "byte %d: the file is as it was", at)
		}
	}
	t.Logf("%d changes refused", refused)
	assert.Greater(t, refused, 300)
}

func TestOpen_NoPlaceForAFile(t *testing.T) {
	t.Run("the directory is a file", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "file")
		require.NoError(t, os.WriteFile(file, []byte("x"), 0o600))
		assertRefused(t, file, nil, "not a directory")
		assertRefused(t, filepath.Join(file, "below"), nil, "not a directory")
	})
	t.Run("the file is a directory", func(t *testing.T) {
		dir := t.TempDir()
		require.NoError(t, os.Mkdir(filepath.Join(dir, boltstore.FileName), 0o700))
		assertRefused(t, dir, boltstore.ErrForeign)
	})
	t.Run("a link to nowhere", func(t *testing.T) {
		dir := t.TempDir()
		require.NoError(t, os.Symlink("nowhere", filepath.Join(dir, boltstore.FileName)))
		assertRefused(t, dir, nil, "no such file")
	})
}

func TestOpen_ModesOfWhatItMakes(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	require.NoError(t, open(t, dir).Close())
	info, err := os.Stat(dir)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o700), info.Mode().Perm())
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, files, 2, "nothing is left of the making")
	for i, name := range []string{boltstore.FileName, boltstore.LockName} {
		info, err = files[i].Info()
		require.NoError(t, err)
		assert.Equal(t, name, info.Name())
		assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	}
}
