package scalar_test

import (
	"bytes"
	"testing"
	"time"

	"entente/graph/scalar"
	"entente/internal/edtf"
	"entente/internal/knowledge"
	"github.com/99designs/gqlgen/graphql"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func written(m graphql.Marshaler) string {
	var b bytes.Buffer
	m.MarshalGQL(&b)
	return b.String()
}

func TestText_EmptyIsNull(t *testing.T) {
	assert.Equal(t, "null", written(scalar.MarshalText("")))
	assert.Equal(t, `"a\"b"`, written(scalar.MarshalText(`a"b`)))
	text, err := scalar.UnmarshalText(nil)
	require.NoError(t, err)
	assert.Empty(t, text)
	text, err = scalar.UnmarshalText("x")
	require.NoError(t, err)
	assert.Equal(t, knowledge.Text("x"), text)
}

func TestDate_IsAWholeDayAndNullWhereUnbounded(t *testing.T) {
	day, err := scalar.UnmarshalDate("2025-11-17")
	require.NoError(t, err)
	assert.Equal(t, edtf.DayOf(2025, 11, 17), day)
	assert.Equal(t, `"2025-11-17"`, written(scalar.MarshalDate(day)))
	assert.Equal(t, "null", written(scalar.MarshalDate(edtf.UnboundedPast)))
	assert.Equal(t, "null", written(scalar.MarshalDate(edtf.UnboundedFuture)))
}

func TestPartialDate_KeepsItsPrecisionAndIsNullWhereAbsent(t *testing.T) {
	for _, text := range []string{"1994", "2008-04", "2025-08-08", "1994~", "2023?", "201X"} {
		date, err := scalar.UnmarshalPartialDate(text)
		require.NoError(t, err)
		assert.Equal(t, `"`+text+`"`, written(scalar.MarshalPartialDate(date)))
	}
	date, err := scalar.UnmarshalPartialDate(nil)
	require.NoError(t, err)
	assert.True(t, date.IsZero())
	assert.Equal(t, "null", written(scalar.MarshalPartialDate(date)))
}

func TestDateTime_IsUTC(t *testing.T) {
	moment, err := scalar.UnmarshalDateTime("2025-11-17T12:30:00+04:00")
	require.NoError(t, err)
	assert.True(t, moment.Equal(time.Date(2025, 11, 17, 8, 30, 0, 0, time.UTC)))
	assert.Equal(t, `"2025-11-17T08:30:00Z"`, written(scalar.MarshalDateTime(moment)))
}

func TestAppend_WritesAsMarshalDoes(t *testing.T) {
	for _, text := range []knowledge.Text{"", "a", "a\"b\\c\n\x01é"} {
		assert.Equal(t, written(scalar.MarshalText(text)), string(scalar.AppendText(nil, text)))
	}
	for _, day := range []edtf.Day{edtf.UnboundedPast, edtf.UnboundedFuture, 0, edtf.DayOf(2025, 11, 17)} {
		assert.Equal(t, written(scalar.MarshalDate(day)), string(scalar.AppendDate(nil, day)))
	}
	for _, text := range []string{"", "1994", "2008-04~", "201X"} {
		var date edtf.Date
		require.NoError(t, date.UnmarshalText([]byte(text)))
		assert.Equal(t, written(scalar.MarshalPartialDate(date)), string(scalar.AppendPartialDate(nil, date)))
	}
}

func TestDates_ThatAreNone_AreRefusedWithTheReason(t *testing.T) {
	read := map[string]func(any) error{
		"Date":        func(v any) error { _, err := scalar.UnmarshalDate(v); return err },
		"PartialDate": func(v any) error { _, err := scalar.UnmarshalPartialDate(v); return err },
		"DateTime":    func(v any) error { _, err := scalar.UnmarshalDateTime(v); return err },
	}
	for name, f := range read {
		for _, v := range []any{"yesterday", "1994-13-01", "", 1994, true} {
			err := f(v)
			assert.Equal(t, knowledge.BadDate, knowledge.CodeOf(err), "%s %v", name, v)
			assert.ErrorContains(t, err, name)
		}
	}
}
