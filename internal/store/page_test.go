package store_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/store"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCursorGivesBackTheKey(t *testing.T) {
	keys := []knowledge.SortKey{
		"a", "~x", knowledge.RevisionKey(12), knowledge.FirstUnknown,
		knowledge.DateKey(edtf.Span{First: -1, Last: edtf.UnboundedFuture}, "country:georgia"),
		knowledge.EntityKey(knowledge.OrderName, &knowledge.Entity{ID: "country:georgia", Name: "საქართველო"}),
	}
	for _, key := range keys {
		cursor := store.EncodeCursor(key, "Query.statements|ASC")
		assert.Regexp(t, `^[A-Za-z0-9_-]+$`, cursor, "it stands in a URL as it is")
		got, err := store.DecodeCursor(cursor, "Query.statements|ASC")
		require.NoError(t, err)
		assert.Equal(t, key, got)
	}
}

func TestCursorOfAnotherListIsBad(t *testing.T) {
	const query = "Query.statements|filter|ASC|scope"
	cursor := store.EncodeCursor("a", query)
	for _, other := range []string{"Query.entities|filter|ASC|scope", "Query.statements|other|ASC|scope", "Query.statements|filter|DESC|scope", "Query.statements|filter|ASC|", ""} {
		_, err := store.DecodeCursor(cursor, other)
		assert.Equal(t, knowledge.BadCursor, knowledge.CodeOf(err), other)
		assert.ErrorContains(t, err, "comes from another list")
	}
}

func TestCursorThatIsNoneIsBad(t *testing.T) {
	const query = "q"
	whole := store.EncodeCursor("ab", query)
	raw, err := base64.RawURLEncoding.DecodeString(whole)
	require.NoError(t, err)
	older := append([]byte("1"), raw[1:]...)
	for name, cursor := range map[string]string{
		"empty": "", "a word": "georgia", "an id": "country:georgia", "padded": whole + "=", "cut in its head": whole[:8],
		"cut at its end":     whole[:len(whole)-1],
		"changed at its end": whole[:len(whole)-1] + "F", "without a key": base64.RawURLEncoding.EncodeToString(raw[:13]), "of another version": base64.RawURLEncoding.EncodeToString(older),
		"huge": strings.Repeat("!", 1<<20),
	} {
		_, err := store.DecodeCursor(cursor, query)
		assert.Equal(t, knowledge.BadCursor, knowledge.CodeOf(err), name)
		assert.ErrorContains(t, err, "is no cursor of this API", name)
		assert.Less(t, len(err.Error()), 700, "%s: a hostile cursor fills no log", name)
	}
}

// TestCursorOfAnOlderVersionIsBad reads a cursor of version 1, whose keys were other bytes.
func TestCursorOfAnOlderVersionIsBad(t *testing.T) {
	_, err := store.DecodeCursor("Ma9j7EyGAge81stYqgBh", "q")
	assert.Equal(t, knowledge.BadCursor, knowledge.CodeOf(err))
	assert.EqualError(t, err, "this cursor is from another version of this API; begin again with the first page")
}

func TestCursorWhoseKeyIsNoTextIsBad(t *testing.T) {
	_, err := store.DecodeCursor(store.EncodeCursor("\xff", "q"), "q")
	assert.Equal(t, knowledge.BadCursor, knowledge.CodeOf(err))
}

func TestCursorIsTheSameInEveryProcess(t *testing.T) {
	assert.Equal(t, "Mq9j7EyGAge8UTOJM2E", store.EncodeCursor("a", "q"))
}

func FuzzDecodeCursor(f *testing.F) {
	f.Add(store.EncodeCursor("a", "q"), "q")
	f.Add("georgia", "")
	f.Fuzz(func(t *testing.T, cursor, query string) {
		key, err := store.DecodeCursor(cursor, query)
		if err != nil {
			if knowledge.CodeOf(err) != knowledge.BadCursor {
				t.Fatalf("%q: %v", cursor, err)
			}
			return
		}
		if again, err := store.DecodeCursor(store.EncodeCursor(key, query), query); key == "" || err != nil || again != key {
			t.Fatalf("%q gives the key %q, and that %q, %v", cursor, key, again, err)
		}
	})
}
