package edtf

import (
	"encoding/json"
	"slices"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDateSpanAndPrecision(t *testing.T) {
	for _, c := range []struct {
		text, span string
		precision  Precision
	}{
		{"1994", "1994-01-01..1994-12-31", PrecisionYear},
		{"1994?", "1994-01-01..1994-12-31", PrecisionYear},
		{"1994~", "1993-01-01..1995-12-31", PrecisionYear},
		{"1994%", "1993-01-01..1995-12-31", PrecisionYear},
		{"2008", "2008-01-01..2008-12-31", PrecisionYear},
		{"2008-04", "2008-04-01..2008-04-30", PrecisionMonth},
		{"2008-04~", "2008-03-01..2008-05-31", PrecisionMonth},
		{"2008-01~", "2007-12-01..2008-02-29", PrecisionMonth},
		{"2008-12~", "2008-11-01..2009-01-31", PrecisionMonth},
		{"2008-04-12", "2008-04-12..2008-04-12", PrecisionDay},
		{"2008-01-01~", "2007-12-31..2008-01-02", PrecisionDay},
		{"201X", "2010-01-01..2019-12-31", PrecisionDecade},
		{"201X?", "2010-01-01..2019-12-31", PrecisionDecade},
		{"201X~", "2000-01-01..2029-12-31", PrecisionDecade},
		{"20XX", "2000-01-01..2099-12-31", PrecisionCentury},
		{"20XX~", "1900-01-01..2199-12-31", PrecisionCentury},
		{"-201X", "-2019-01-01..-2010-12-31", PrecisionDecade},
		{"-20XX", "-2099-01-01..-2000-12-31", PrecisionCentury},
		{"000X", "0000-01-01..0009-12-31", PrecisionDecade},
		{"-000X", "-0009-01-01..-0001-12-31", PrecisionDecade},
		{"2004-XX", "2004-01-01..2004-12-31", PrecisionYear},
		{"2004-XX~", "2003-01-01..2005-12-31", PrecisionYear},
		{"1985-04-XX", "1985-04-01..1985-04-30", PrecisionMonth},
		{"1984-02-XX", "1984-02-01..1984-02-29", PrecisionMonth},
		{"1985-04-XX~", "1985-03-01..1985-05-31", PrecisionMonth},
		{"1985-XX-XX", "1985-01-01..1985-12-31", PrecisionYear},
		{"2001-21", "2001-03-01..2001-05-31", PrecisionSeason},
		{"2001-22", "2001-06-01..2001-08-31", PrecisionSeason},
		{"2001-23", "2001-09-01..2001-11-30", PrecisionSeason},
		{"2003-24", "2003-12-01..2004-02-29", PrecisionSeason},
		{"2001-21~", "2000-12-01..2001-08-31", PrecisionSeason},
		{"2001-24~", "2001-09-01..2002-05-31", PrecisionSeason},
		{"-0044-03-15", "-0044-03-15..-0044-03-15", PrecisionDay},
		{"Y12345", "+12345-01-01..+12345-12-31", PrecisionYear},
		{"Y-17E3", "-17000-01-01..-17000-12-31", PrecisionYear},
		{"Y17E3~", "+16999-01-01..+17001-12-31", PrecisionYear},
		{"Y10000000000000~", "+9999999999999-01-01..+10000000000001-12-31", PrecisionYear},
		{"1985-04-12T23:20:30", "1985-04-12..1985-04-12", PrecisionSecond},
		{"1985-04-12T23:20:30-04", "1985-04-12..1985-04-12", PrecisionSecond},
		{"1985-04-12T00:20:30+04:30", "1985-04-12..1985-04-12", PrecisionSecond},
	} {
		t.Run(c.text, func(t *testing.T) {
			d, err := ParseDate(c.text)
			require.NoError(t, err)
			assert.Equal(t, c.span, d.Span().String())
			assert.Equal(t, c.precision, d.Precision())
			assert.True(t, d.Covers(d.Span().First))
			assert.False(t, d.Covers(d.Span().Last+1))
		})
	}
}

func TestDateQualifiers(t *testing.T) {
	for text, want := range map[string][3]bool{ // uncertain, approximate, unspecified
		"1994": {}, "1994?": {true, false, false}, "1994~": {false, true, false}, "1994%": {true, true, false},
		"201X": {false, false, true}, "20XX?": {true, false, true}, "2004-XX": {false, false, true},
		"1985-04-XX": {false, false, true}, "1985-XX-XX%": {true, true, true},
	} {
		d, err := ParseDate(text)
		require.NoError(t, err)
		assert.Equal(t, want, [3]bool{d.Uncertain(), d.Approximate(), d.Unspecified()}, text)
	}
}

func TestDateZeroIsAbsent(t *testing.T) {
	var d Date
	assert.True(t, d.IsZero())
	assert.Empty(t, d.String())
	assert.Equal(t, PrecisionNone, d.Precision())
	assert.Equal(t, Span{UnboundedPast, UnboundedFuture}, d.Span())
}

func TestDateIsSmall(t *testing.T) {
	assert.LessOrEqual(t, unsafe.Sizeof(Date{}), uintptr(24))
}

func TestPrecisionString(t *testing.T) {
	assert.Equal(t, "none", PrecisionNone.String())
	assert.Equal(t, "second", PrecisionSecond.String())
	assert.Equal(t, "Precision(99)", Precision(99).String())
	assert.Less(t, PrecisionCentury, PrecisionDay)
}

func TestCompareOrdersByEarliestThenWiderThenText(t *testing.T) {
	want := []string{ // 2000-02~ begins with January, and is wider than it
		"Y-17E7", "-0044-03-15", "1994~", "20XX", "2000", "2000-XX", "2000?", "2000-02~", "2000-01", "2000-01-01", "2000-01-01?",
		"2000-01-01T10:00:00", "2000-01-01T10:00:00Z", "2000-01-02", "2000-02", "Y17E7", "",
	}
	dates := make([]Date, len(want))
	for i, text := range want {
		require.NoError(t, dates[i].UnmarshalText([]byte(text)))
	}
	for i, a := range dates {
		for j, b := range dates {
			assert.Equal(t, sign(i-j), Compare(a, b), "%s and %s", a, b)
		}
	}
	slices.Reverse(dates)
	slices.SortFunc(dates, Compare)
	for i, d := range dates {
		assert.Equal(t, want[i], d.String())
	}
}

func sign(n int) int { return max(-1, min(1, n)) }

func TestTextOfDateAndInterval(t *testing.T) {
	type record struct {
		At    Date     `json:"at,omitzero"`
		Valid Interval `json:"valid,omitzero"`
	}
	for _, text := range []string{`{}`, `{"at":"1994-05-04~"}`, `{"at":"201X","valid":"1994/.."}`, `{"valid":"/"}`} {
		var r record
		require.NoError(t, json.Unmarshal([]byte(text), &r))
		printed, err := json.Marshal(r)
		require.NoError(t, err)
		assert.JSONEq(t, text, string(printed))
	}
	r := record{At: mustDate(t, "1994"), Valid: mustInterval(t, "1994/..")}
	before := r
	assert.ErrorContains(t, json.Unmarshal([]byte(`{"at":"1994-13"}`), &r), "no month 13")
	assert.ErrorContains(t, json.Unmarshal([]byte(`{"valid":"1995/1994"}`), &r), "ends before")
	assert.Equal(t, before, r, "unchanged after an error")
	require.NoError(t, json.Unmarshal([]byte(`{"at":"","valid":""}`), &r))
	assert.Zero(t, r)

	b, err := before.At.AppendText([]byte("at "))
	require.NoError(t, err)
	b, err = before.Valid.AppendText(append(b, ", "...))
	require.NoError(t, err)
	assert.Equal(t, "at 1994, 1994/..", string(b))
}

func mustDate(t testing.TB, text string) Date {
	t.Helper()
	d, err := ParseDate(text)
	require.NoError(t, err)
	return d
}

func mustInterval(t testing.TB, text string) Interval {
	t.Helper()
	i, err := ParseInterval(text)
	require.NoError(t, err)
	return i
}

func TestDateOf(t *testing.T) {
	for _, text := range []string{"0000-01-01", "1994-05-04", "2024-02-29", "9999-12-31"} {
		day, err := ParseDay(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := DateOf(day); got.String() != text || got.Span() != (Span{day, day}) {
			t.Errorf("DateOf(%s) = %s", text, got)
		}
	}
	for _, day := range []Day{UnboundedPast, UnboundedFuture, DayOf(-1, 12, 31), DayOf(10000, 1, 1)} {
		if got := DateOf(day); !got.IsZero() {
			t.Errorf("DateOf(%s) = %s, want none", day, got)
		}
	}
}

func TestUnqualified(t *testing.T) {
	for text, want := range map[string]string{"1994~": "1994", "1994?": "1994", "1994-05%": "1994-05", "201X": "201X"} {
		d, err := ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Unqualified().String(); got != want {
			t.Errorf("%s unqualified is %s, want %s", text, got, want)
		}
	}
}
