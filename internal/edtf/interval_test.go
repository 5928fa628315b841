package edtf

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestIntervalBoundsAndSpan(t *testing.T) {
	for _, c := range []struct {
		text       string
		begin, end BoundKind
		span       string
	}{
		{"1994", Known, Known, "1994-01-01..1994-12-31"},
		{"1964/2008", Known, Known, "1964-01-01..2008-12-31"},
		{"2004-06~/2004-08-01?", Known, Known, "2004-05-01..2004-08-01"},
		{"1985-04-12/..", Known, Open, "1985-04-12..+inf"},
		{"1985-04/", Known, Unknown, "1985-04-01..+inf"},
		{"../1985", Open, Known, "-inf..1985-12-31"},
		{"/1985-04-12", Unknown, Known, "-inf..1985-04-12"},
		{"/..", Unknown, Open, "-inf..+inf"},
		{"../..", Open, Open, "-inf..+inf"},
		{"../", Open, Unknown, "-inf..+inf"},
		{"/", Unknown, Unknown, "-inf..+inf"},
		{"2003-24/2004-21", Known, Known, "2003-12-01..2004-05-31"},
	} {
		t.Run(c.text, func(t *testing.T) {
			i := mustInterval(t, c.text)
			assert.Equal(t, c.begin, i.Begin().Kind)
			assert.Equal(t, c.end, i.End().Kind)
			assert.Equal(t, c.span, i.Span().String())
			assert.Equal(t, c.text == "1994", i.IsSingle())
			if !i.IsSingle() {
				assert.Equal(t, c.text, i.Begin().String()+"/"+i.End().String())
			}
		})
	}
}

func TestIntervalCovers(t *testing.T) {
	i := mustInterval(t, "1994-05~/2001-09-11")
	assert.False(t, i.Covers(DayOf(1994, 3, 31)))
	assert.True(t, i.Covers(DayOf(1994, 4, 1)))
	assert.True(t, i.Covers(DayOf(2001, 9, 11)))
	assert.False(t, i.Covers(DayOf(2001, 9, 12)))
	assert.True(t, mustInterval(t, "1994/..").Covers(DayOf(3000, 1, 1)))
	assert.True(t, mustInterval(t, "/1994").Covers(DayOf(-3000, 1, 1)))
}

func TestIntervalQualifiers(t *testing.T) {
	for text, want := range map[string][2]bool{ // uncertain, approximate
		"1994": {}, "1994?": {true, false}, "1994~/..": {false, true}, "../1994%": {true, true}, "1994?/1995~": {true, true}, "/..": {},
	} {
		i := mustInterval(t, text)
		assert.Equal(t, want, [2]bool{i.Uncertain(), i.Approximate()}, text)
	}
}

func TestIntervalZeroIsAbsent(t *testing.T) {
	var i Interval
	assert.True(t, i.IsZero())
	assert.False(t, i.IsSingle())
	assert.Empty(t, i.String())
	assert.Equal(t, Span{UnboundedPast, UnboundedFuture}, i.Span())
	assert.NotEqual(t, i, mustInterval(t, "/"))
}

func TestIntervalConstructorsEqualParsing(t *testing.T) {
	date := mustDate(t, "1994")
	assert.Equal(t, mustInterval(t, "1994"), Single(date))
	assert.Equal(t, Interval{}, Single(Date{}))
	for text, bounds := range map[string][2]Bound{
		"1994/..":   {KnownBound(date), {Kind: Open}},
		"1994/":     {KnownBound(date), KnownBound(Date{})},
		"/":         {},
		"../1994":   {{Kind: Open, Date: mustDate(t, "2000")}, KnownBound(date)},
		"/1994":     {{Kind: Known}, KnownBound(date)},
		"1994/1994": {KnownBound(date), KnownBound(date)},
	} {
		i, err := NewInterval(bounds[0], bounds[1])
		require.NoError(t, err)
		assert.Equal(t, mustInterval(t, text), i)
	}
	_, err := NewInterval(KnownBound(mustDate(t, "1995")), KnownBound(date))
	requireSyntaxError(t, err, "1995/1994")
	_, err = NewInterval(KnownBound(mustDate(t, "199X")), Bound{Kind: Open})
	requireSyntaxError(t, err, "199X/..")
}

func TestBoundKindString(t *testing.T) {
	assert.Equal(t, "unknown open known BoundKind(9)",
		Unknown.String()+" "+Open.String()+" "+Known.String()+" "+BoundKind(9).String())
}

func TestIntervalThatEndsBeforeItBegins(t *testing.T) {
	for text, offset := range map[string]int{
		"2005/2004": 5, "1994-05-04/1994-05-03": 11, "1994-05/1994-04~?": 0, "1990~/1987": 6, "Y17E7/2000": 6, "0001/-0001": 5,
	} {
		_, err := ParseInterval(text)
		syntax := requireSyntaxError(t, err, text)
		if offset > 0 {
			assert.Equal(t, offset, syntax.Offset, text)
			assert.Contains(t, syntax.Reason, "ends before it begins")
		}
	}
	_, err := ParseInterval("2005/2004")
	assert.Equal(t, "write 2004/2005", requireSyntaxError(t, err, "2005/2004").Hint)
}

func TestCoversDoesNotAllocate(t *testing.T) {
	dates := []Date{mustDate(t, "1994-05~"), mustDate(t, "20XX"), mustDate(t, "2001-24%"), mustDate(t, "Y-17E7")}
	interval := mustInterval(t, "1994-05~/2001-09-11")
	day, covered := DayOf(1999, 3, 24), 0
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		if interval.Covers(day) {
			covered++
		}
		for i, d := range dates {
			if d.Covers(day) || Compare(d, dates[(i+1)%len(dates)]) == 0 {
				covered++
			}
		}
	}))
	assert.Positive(t, covered)
	same := [2]Date{mustDate(t, "1985-04-12T23:20:30Z"), mustDate(t, "1985-04-12T23:20:30+04:30")}
	assert.Zero(t, testing.AllocsPerRun(100, func() { _ = Compare(same[0], same[1]) }), "compared by text")
}

func BenchmarkIntervalCovers(b *testing.B) {
	interval, day := mustInterval(b, "1994-05~/2001-09-11"), DayOf(1999, 3, 24)
	b.ReportAllocs()
	for b.Loop() {
		if !interval.Covers(day) {
			b.Fatal("not covered")
		}
	}
}

func BenchmarkParseInterval(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ParseInterval("1994-05~/2001-09-11"); err != nil {
			b.Fatal(err)
		}
	}
}
