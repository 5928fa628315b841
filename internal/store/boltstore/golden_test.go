package boltstore_test

import (
	"encoding/binary"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.etcd.io/bbolt"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/store"
	"entente/internal/store/boltstore"
	"entente/internal/store/storetest"
)

// golden is for a new number of the format alone: a file of an old one must open as long as this says that it does.
var golden = flag.Bool("golden", false, "make the golden file, where it is not there")

// TestOpen_GoldenFile opens files that were written when their format began. Their hashes are those of that day: what was kept then
// reads the same for ever.
func TestOpen_GoldenFile(t *testing.T) {
	for format, hashes := range map[int][]string{
		1: {
			"01a65fa4ce95c46465cbfd4afedfdabe0ea7a520d4e5d7932a0381c2b83b9bab",
			"87d8b675b2b1567383549b502135ebf26d20d9a2baa7c0700bec1aaa9b9354a1",
			"01a65fa4ce95c46465cbfd4afedfdabe0ea7a520d4e5d7932a0381c2b83b9bab",
		},
		2: {
			"c60908a5bc9ce3563c7dd9dabb757012719dc336e27b4b2bca6dba28e80b36da",
			"01a65fa4ce95c46465cbfd4afedfdabe0ea7a520d4e5d7932a0381c2b83b9bab",
			"87d8b675b2b1567383549b502135ebf26d20d9a2baa7c0700bec1aaa9b9354a1",
			"01a65fa4ce95c46465cbfd4afedfdabe0ea7a520d4e5d7932a0381c2b83b9bab",
		},
		3: {
			"7e5b658443c8aaeaae63b3a451d0c302c70d908ce248e2a56621a76dabd8edff",
			"01a65fa4ce95c46465cbfd4afedfdabe0ea7a520d4e5d7932a0381c2b83b9bab",
			"87d8b675b2b1567383549b502135ebf26d20d9a2baa7c0700bec1aaa9b9354a1",
			"01a65fa4ce95c46465cbfd4afedfdabe0ea7a520d4e5d7932a0381c2b83b9bab",
		},
	} {
		t.Run(fmt.Sprint(format), func(t *testing.T) { openGolden(t, format, hashes) })
	}
}

func openGolden(t *testing.T, format int, want []string) {
	dir := fmt.Sprintf("testdata/format%d", format)
	if *golden && !boltstore.Exists(dir) {
		s := open(t, dir)
		world(t, s)
		leave(t, s)
		require.NoError(t, s.Close())
	}
	written, err := os.ReadFile(filepath.Join(dir, boltstore.FileName))
	require.NoError(t, err)
	copied := writeFile(t, written)
	s := open(t, copied)
	list, err := s.ListRevisions(ctx, store.Page{Limit: 10})
	require.NoError(t, err)
	var hashes []string
	for _, r := range list.Rows {
		hashes = append(hashes, r.Hash())
	}
	assert.Equal(t, want, hashes)
	require.NoError(t, s.Close())
	after, err := os.ReadFile(filepath.Join(copied, boltstore.FileName))
	require.NoError(t, err)
	assert.Equal(t, written, after, "reading writes nothing")
}

// leave brings a relation that has all that formats 2 and 3 write of one, with claims of it, with and without qualifiers.
func leave(t testing.TB, s store.Store) {
	t.Helper()
	w := storetest.NewWorld(t)
	w.In("almanac").Relation("LEFT", knowledge.CategoryAffiliation, "country territory", "alliance organization").
		Ends("MEMBER_OF").Existence(knowledge.ExistenceRequired, knowledge.ExistenceNotRequired).Tolerance(31).
		Qualifier("cause", knowledge.QualifierCode, "vote", "war").Qualifier("notice", knowledge.QualifierInteger).Bounds("0", "10")
	w.Claim("country:atlan", "LEFT", "alliance:pact").From("almanac").Valid("2022-03")
	w.Claim("country:borea", "LEFT", "alliance:pact").From("almanac").Valid("2022-04").With("notice", "3").With("cause", "war")
	newest, err := s.Revision(ctx, 0)
	require.NoError(t, err)
	_, err = s.Apply(ctx, storetest.ChangeSet(newest.Number, storetest.Put(w.Rows()...)))
	require.NoError(t, err)
}

// TestOpen_OfAnOlderFormat writes to a file of format 1, which is one of the newest then, and keeps what only that can say.
func TestOpen_OfAnOlderFormat(t *testing.T) {
	written, err := os.ReadFile(filepath.Join("testdata/format1", boltstore.FileName))
	require.NoError(t, err)
	dir := writeFile(t, written)
	assert.Equal(t, uint64(1), formatOf(t, dir))
	s := open(t, dir)
	leave(t, s)
	want := contents(t, s)
	require.NoError(t, s.Close())
	assert.Equal(t, uint64(3), formatOf(t, dir))
	s = open(t, dir)
	defer func() { require.NoError(t, s.Close()) }()
	assert.Equal(t, want, contents(t, s))
	relations, err := s.Relations(ctx, 0)
	require.NoError(t, err)
	left := relations[slices.IndexFunc(relations, func(r *knowledge.Relation) bool { return r.Name == "LEFT" })]
	assert.Equal(t, "war", left.Qualifiers[0].Codes[1].Code)
	assert.Equal(t, []any{[]string{"MEMBER_OF"}, knowledge.ExistenceNotRequired, 31}, []any{left.Ends, left.ObjectExistence, left.BeginTolerance})
	scope := &knowledge.Scope{AsOf: date(t, "2023")}
	n, err := s.CountStatements(ctx, scope, []knowledge.ID{"alliance:pact"}, knowledge.StatementFilter{Subject: []knowledge.ID{"country:atlan"}})
	require.NoError(t, err)
	assert.Equal(t, []int{0}, n, "who has left is no member")
}

func date(t *testing.T, text string) edtf.Date {
	d, err := edtf.ParseDate(text)
	require.NoError(t, err)
	return d
}

func formatOf(t *testing.T, dir string) (format uint64) {
	change(t, dir, func(tx *bbolt.Tx) error {
		format = binary.BigEndian.Uint64(tx.Bucket([]byte("entente")).Get([]byte("format")))
		return nil
	})
	return format
}
