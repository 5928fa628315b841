package memstore

import (
	"fmt"
	"hash/maphash"
	"math/rand/v2"
	"testing"
	"time"

	"entente/internal/knowledge"
	"github.com/stretchr/testify/assert"
)

type named struct {
	id knowledge.ID
	n  int
}

// A map says what a table must hold, through changes, growth and copies; copies made on the way keep what they had.
func TestHashed_HoldsWhatAMapHolds(t *testing.T) {
	seed := maphash.MakeSeed()
	for name, tt := range map[string]struct {
		ids  int
		hash func(knowledge.ID) uint64
	}{
		"well spread":      {3000, func(id knowledge.ID) uint64 { return maphash.String(seed, id) }},
		"all the same":     {100, func(knowledge.ID) uint64 { return 7 }},
		"few, all a place": {100, func(id knowledge.ID) uint64 { return uint64(len(id)) << 32 }},
	} {
		t.Run(name, func(t *testing.T) {
			s := uint64(time.Now().UnixNano())
			t.Logf("seed %d", s)
			r := rand.New(rand.NewPCG(s, 0))
			type moment struct {
				table *hashTable[named]
				want  map[knowledge.ID]named
			}
			h, want := newHashTable(tt.hash, func(v named) knowledge.ID { return v.id }), map[knowledge.ID]named{}
			var kept []moment
			for i := range 12000 {
				v := named{fmt.Sprint("country:c", r.IntN(tt.ids)), i}
				if r.IntN(3) == 0 {
					h.delete(v)
					delete(want, v.id)
				} else {
					h.set(v)
					want[v.id] = v
				}
				if i%3000 == 0 {
					frozen := map[knowledge.ID]named{}
					for id, v := range want {
						frozen[id] = v
					}
					kept = append(kept, moment{h, frozen})
					h = h.copy()
				}
			}
			for _, m := range append(kept, moment{h, want}) {
				assert.Equal(t, len(m.want), m.table.n)
				for i := range tt.ids {
					id := fmt.Sprint("country:c", i)
					got, ok := m.table.get(id)
					v, there := m.want[id]
					assert.Equal(t, there, ok, id)
					assert.Equal(t, v, got, id)
				}
			}
		})
	}
}
