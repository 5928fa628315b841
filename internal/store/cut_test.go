package store_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"entente/internal/knowledge"
	"entente/internal/store"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// row is an item of a list, in the order of its id.
type row struct{ id string }

func keyOf(r row) knowledge.SortKey { return knowledge.SortKey(r.id) }

func list(n int) []row {
	rows := make([]row, n)
	for i := range rows {
		rows[i] = row{fmt.Sprintf("%02d", i)}
	}
	return rows
}

func idsOf(rows []row) string {
	var ids []string
	for _, r := range rows {
		ids = append(ids, r.id)
	}
	return strings.Join(ids, " ")
}

func TestCut(t *testing.T) {
	key := func(id string) knowledge.SortKey { return knowledge.SortKey(id) }
	tests := []struct {
		name           string
		page           store.Page
		want           string
		previous, next bool
	}{
		{"from the front", store.Page{Limit: 2}, "00 01", false, true},
		{"all", store.Page{Limit: 5}, "00 01 02 03 04", false, false},
		{"more than there is", store.Page{Limit: 9}, "00 01 02 03 04", false, false},
		{"after a row", store.Page{Limit: 2, After: key("01")}, "02 03", true, true},
		{"after the last but one", store.Page{Limit: 2, After: key("03")}, "04", true, false},
		{"after the last", store.Page{Limit: 2, After: key("04")}, "", true, false},
		{"after a row that is gone", store.Page{Limit: 2, After: key("01x")}, "02 03", true, true},
		{"after a place before all", store.Page{Limit: 2, After: key("")}, "00 01", false, true},
		{"from the back", store.Page{Limit: 2, Backward: true}, "03 04", true, false},
		{"before a row", store.Page{Limit: 2, Backward: true, Before: key("03")}, "01 02", true, true},
		{"before a row that is gone", store.Page{Limit: 2, Backward: true, Before: key("02x")}, "01 02", true, true},
		{"before the first", store.Page{Limit: 2, Backward: true, Before: key("00")}, "", false, true},
		{"between two rows, from the front", store.Page{Limit: 2, After: key("00"), Before: key("04")}, "01 02", true, true},
		{"between two rows, from the back", store.Page{Limit: 2, Backward: true, After: key("00"), Before: key("04")}, "02 03", true, true},
		{"between two rows, all of it", store.Page{Limit: 9, After: key("00"), Before: key("04")}, "01 02 03", true, true},
		{"between two rows that are the wrong way round", store.Page{Limit: 2, After: key("03"), Before: key("01")}, "", true, true},
		{"no row", store.Page{Limit: 0}, "", false, true},
		{"no row from the back", store.Page{Limit: 0, Backward: true}, "", true, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := store.Cut(list(5), keyOf, tt.page)
			assert.Equal(t, tt.want, idsOf(got.Rows))
			assert.Equal(t, tt.previous, got.HasPrevious, "rows precede")
			assert.Equal(t, tt.next, got.HasNext, "rows follow")
			require.Len(t, got.Keys(), len(got.Rows))
			for i, r := range got.Rows {
				assert.Equal(t, keyOf(r), got.Key(i))
			}
		})
	}
	none := store.Cut(nil, keyOf, store.Page{Limit: 3})
	assert.Empty(t, none.Rows)
	assert.Empty(t, none.Keys())
	assert.Empty(t, none.LastKey())
	assert.False(t, none.HasPrevious || none.HasNext)
}

// TestCutPagesJoinToTheWholeList: whatever the page size and the way, each row comes once, also where rows come and go behind
// the reader's back.
func TestCutPagesJoinToTheWholeList(t *testing.T) {
	r := newRand(t)
	for range 300 {
		rows := list(r.IntN(12))
		backward, limit := r.IntN(2) == 0, 1+r.IntN(4)
		page := store.Page{Limit: limit, Backward: backward}
		var got []row
		for {
			l := store.Cut(rows, keyOf, page)
			if backward {
				got = append(append([]row{}, l.Rows...), got...)
			} else {
				got = append(got, l.Rows...)
			}
			more := l.HasNext
			if backward {
				more = l.HasPrevious
			}
			if !more {
				break
			}
			require.Len(t, l.Rows, limit, "a page that is not the last is full")
			if backward {
				page.Before = l.Key(0)
			} else {
				page.After = l.LastKey()
			}
		}
		require.Equal(t, idsOf(rows), idsOf(got))
	}
}

func TestCursorIsNotMovedByOtherRows(t *testing.T) {
	first := store.Cut(list(6), keyOf, store.Page{Limit: 3})
	rows := append([]row{{"000"}, {"00x"}}, list(6)[3:]...) // all of the first page but its place is gone, and others came
	second := store.Cut(rows, keyOf, store.Page{Limit: 3, After: first.Key(2)})
	assert.Equal(t, "03 04 05", idsOf(second.Rows))
	assert.True(t, second.HasPrevious)
}

// newRand gives random numbers whose seed is logged, so that a failure can be had again.
func newRand(t testing.TB) *rand.Rand {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	return rand.New(rand.NewPCG(seed, 0))
}
