package dearest_test

import (
	"context"
	"errors"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"entente/internal/benchmark"
	"entente/internal/benchmark/dearest"
	"entente/internal/meter"
	"entente/internal/seedtest"
	"entente/internal/store"
	"entente/internal/store/memstore"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var errEnough = errors.New("enough")

// drawn is the graph of the shape of ICEWS, with values of it.
func drawn(t *testing.T) (store.Reader, dearest.Values) {
	t.Helper()
	s, facts := memstore.New(), benchmark.Draw()
	_, err := benchmark.Load(t.Context(), s, facts)
	require.NoError(t, err)
	return s, dearest.ValuesOf(facts)
}

// builtIn is the graph of the built-in datasets, with values of it.
func builtIn(t *testing.T) (store.Reader, dearest.Values) {
	t.Helper()
	return seedtest.Shared(t), dearest.BuiltInValues()
}

// within checks what no question may exceed: the budget, and what is spent at once beyond it by calls that run at the same time.
func within(t *testing.T, f *dearest.Found) {
	t.Helper()
	budget := meter.DefaultLimits()
	assert.LessOrEqual(t, f.Cost.Work, budget.Work*3/2, f.Query)
	assert.LessOrEqual(t, f.Cost.Held, budget.Held+16<<20, f.Query)
	assert.LessOrEqual(t, f.Cost.Answer, 17<<20, f.Query)
	// What is held at once is less than what is allocated: this finds what nobody meters.
	assert.LessOrEqual(t, f.Cost.Allocated, 400<<20, f.Query)
}

// TestDearest_StayWithinTheBudget looks for dear questions for some seconds, of another seed each time in CI; SEED repeats one.
func TestDearest_StayWithinTheBudget(t *testing.T) {
	during, seed := 10*time.Second, uint64(1)
	if testing.Short() {
		during = time.Second
	} else if text := os.Getenv("SEED"); text != "" {
		var err error
		seed, err = strconv.ParseUint(text, 10, 64)
		require.NoError(t, err)
	} else if os.Getenv("CI") != "" {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("SEED=%d", seed)
	for name, open := range map[string]func(*testing.T) (store.Reader, dearest.Values){
		"seed":  builtIn,
		"ICEWS": drawn,
	} {
		t.Run(name, func(t *testing.T) {
			reader, values := open(t)
			asker, err := dearest.NewAsker(t.Context(), reader, nil)
			require.NoError(t, err)
			s := dearest.New(seed, values, asker.Ask)
			answered := 0
			require.NoError(t, s.Run(t.Context(), during, func(f *dearest.Found) {
				within(t, f)
				if f.Cost.Work > 0 {
					answered++
				}
			}))
			assert.Greater(t, answered, s.Asked/4, "most questions pass the first gate")
			for _, f := range s.Dearest() {
				t.Logf("%+v: %d bytes: %s", f.Cost, len(f.Query), f.Query[:min(len(f.Query), 300)])
			}
		})
	}
}

// Here long questions are the dear ones.
func TestSearch_DrawsTheSameForASeed(t *testing.T) {
	ask := func() []string {
		var asked []string
		s := dearest.New(7, dearest.BuiltInValues(), func(_ context.Context, query string) (dearest.Cost, error) {
			asked = append(asked, query)
			if len(asked) == 200 {
				return dearest.Cost{}, errEnough
			}
			return dearest.Cost{Work: time.Duration(len(query))}, nil
		})
		require.ErrorIs(t, s.Run(t.Context(), time.Minute, nil), errEnough)
		return asked
	}
	first := ask()
	assert.Equal(t, first, ask())
	longest := slices.MaxFunc(first, func(a, b string) int { return len(a) - len(b) })
	assert.Greater(t, len(longest), 1000, "it comes to what is dear")
}
