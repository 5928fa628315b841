package execute

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/99designs/gqlgen/graphql"
	"github.com/stretchr/testify/assert"
)

// FuzzString holds texts against gqlgen's own marshaler.
func FuzzString(f *testing.F) {
	for _, s := range []string{"", "a", "\"\\", "\t\r\n\x00\x1f\x7f", "é\u2028<&>", "\xff\xfe", strings.Repeat("x\n", 100)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var want strings.Builder
		graphql.MarshalString(s).MarshalGQL(&want)
		var got Buffer
		got.String(s)
		assert.Equal(t, want.String(), string(got.B))
		if utf8.ValidString(s) {
			assert.True(t, utf8.Valid(got.B))
		}
	})
}

// FuzzFloat holds numbers against gqlgen's own marshaler.
func FuzzFloat(f *testing.F) {
	for _, n := range []float64{0, 1, -1, 0.1, 1e6, 1e20, 1e21, 1e22, 1e-4, 1e-5, 123456789, math.MaxFloat64, math.SmallestNonzeroFloat64, math.Copysign(0, -1)} {
		f.Add(n)
	}
	f.Fuzz(func(t *testing.T, n float64) {
		var got Buffer
		got.Float(n)
		if math.IsNaN(n) || math.IsInf(n, 0) {
			assert.Equal(t, "null", string(got.B))
			return
		}
		var want strings.Builder
		graphql.MarshalFloat(n).MarshalGQL(&want)
		assert.Equal(t, want.String(), string(got.B))
	})
}

func TestBufferWrites(t *testing.T) {
	var w Buffer
	w.Int(math.MinInt64)
	w.Comma(0)
	w.Comma(1)
	w.Uint(math.MaxUint64)
	w.Bool(true)
	w.Null()
	w.Marshal(graphql.MarshalBoolean(false))
	_, err := fmt.Fprint(&w, "x")
	assert.NoError(t, err)
	_, err = w.WriteString("y")
	assert.NoError(t, err)
	assert.Equal(t, "-9223372036854775808,18446744073709551615truenullfalsexy", string(w.B))
}

func TestALargeBufferIsNotKept(t *testing.T) {
	large := &Buffer{B: make([]byte, 0, maxPooled+1)}
	putBuffer(large)
	putBuffer(nil)
	assert.NotSame(t, large, getBuffer())
}
