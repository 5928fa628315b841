package edtf

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDayAgreesWithTheStandardLibrary(t *testing.T) {
	first := time.Date(-500, 1, 1, 0, 0, 0, 0, time.UTC)
	for at := first; at.Year() < 2500; at = at.AddDate(0, 0, 17) {
		year, month, day := at.Date()
		d := DayOf(int64(year), int(month), day)
		require.Equal(t, at.Unix()/86400, int64(d), at)
		gotYear, gotMonth, gotDay := d.Civil()
		require.Equal(t, [3]int{year, int(month), day}, [3]int{int(gotYear), gotMonth, gotDay}, at)
	}
}

func TestDayCivilIsTheInverseOfDayOf(t *testing.T) {
	seed := randomSeed(t)
	random := rand.New(rand.NewPCG(seed, 1))
	for range 20000 {
		year := random.Int64N(4*MaxYear) - 2*MaxYear
		d := DayOf(year, 1+random.IntN(12), 1+random.IntN(28))
		again := DayOf(d.Civil())
		require.Equal(t, d, again)
		back, _, _ := d.Civil()
		require.Equal(t, year, back)
	}
}

func TestDayOfNormalizes(t *testing.T) {
	assert.Equal(t, DayOf(1994, 1, 1), DayOf(1993, 13, 1))
	assert.Equal(t, DayOf(1993, 12, 1), DayOf(1994, 0, 1))
	assert.Equal(t, DayOf(1992, 11, 1), DayOf(1994, -13, 1))
	assert.Equal(t, DayOf(2000, 2, 29), DayOf(2000, 3, 0))
	assert.Equal(t, DayOf(1900, 2, 28), DayOf(1900, 3, 0))
}

func TestDayString(t *testing.T) {
	for want, d := range map[string]Day{
		"1970-01-01": 0, "1969-12-31": -1, "1994-05-04": DayOf(1994, 5, 4), "0000-01-01": DayOf(0, 1, 1),
		"-0044-03-15": DayOf(-44, 3, 15), "+12345-01-01": DayOf(12345, 1, 1), "-12345-12-31": DayOf(-12345, 12, 31),
		"-inf": UnboundedPast, "+inf": UnboundedFuture,
	} {
		assert.Equal(t, want, d.String())
	}
}

func TestDayUnbounded(t *testing.T) {
	year, month, day := UnboundedFuture.Civil()
	assert.Equal(t, [3]int64{}, [3]int64{year, int64(month), int64(day)})
	assert.False(t, UnboundedPast.IsBounded())
	assert.True(t, Day(0).IsBounded())
	assert.Less(t, UnboundedPast, DayOf(-2*MaxYear, 1, 1))
	assert.Greater(t, UnboundedFuture, DayOf(2*MaxYear, 1, 1))
	assert.EqualValues(t, DayOf(MaxYear+1, 12, 31), int64(float64(DayOf(MaxYear+1, 12, 31))), "exact in a float64")
}

func TestParseDay(t *testing.T) {
	for _, text := range []string{"1994-05-04", "0000-01-01", "9999-12-31", "2000-02-29"} {
		d, err := ParseDay(text)
		require.NoError(t, err)
		assert.Equal(t, text, d.String())
	}
	for text, offset := range map[string]int{
		"": 0, "1994": 4, "1994-05": 7, "1994-05-04~": 10, "1994-05-04T10:00:00": 10, "-0044-03-15": 0, "199X": 3,
		"1994-05-XX": 8, "1994-13-01": 5, "1900-02-29": 8, "Y17E7": 0, "1994/1995": 4, " 1994-05-04": 0,
	} {
		_, err := ParseDay(text)
		assert.Equal(t, offset, requireSyntaxError(t, err, text).Offset, text)
	}
	_, err := ParseDay("4 May 1994")
	assert.Equal(t, "write 1994-05-04", requireSyntaxError(t, err, "4 May 1994").Hint)
}

func TestSpan(t *testing.T) {
	may := Span{DayOf(1994, 5, 1), DayOf(1994, 5, 31)}
	assert.True(t, may.Contains(may.First))
	assert.True(t, may.Contains(may.Last))
	assert.False(t, may.Contains(may.First-1))
	assert.False(t, may.Contains(may.Last+1))
	assert.True(t, may.Overlaps(Span{may.Last, may.Last + 9}))
	assert.True(t, may.Overlaps(Span{may.First - 9, may.First}))
	assert.False(t, may.Overlaps(Span{may.Last + 1, UnboundedFuture}))
	assert.False(t, may.Overlaps(Span{UnboundedPast, may.First - 1}))
	assert.True(t, may.Encloses(may))
	assert.False(t, may.Encloses(Span{may.First, may.Last + 1}))
	assert.False(t, may.Encloses(Span{may.First - 1, may.Last}))
	days, ok := may.Days()
	assert.True(t, ok)
	assert.EqualValues(t, 31, days)
	since := Span{may.First, UnboundedFuture}
	_, ok = since.Days()
	assert.False(t, ok)
	assert.False(t, Span{UnboundedPast, 0}.IsBounded())
	assert.Equal(t, "1994-05-01..+inf", since.String())
}

func TestParseDayOfLessThanADay_HintsAtTheFirstAndTheLast(t *testing.T) {
	for text, hint := range map[string]string{
		"2010":                "write 2010-01-01 or 2010-12-31",
		"2010-02":             "write 2010-02-01 or 2010-02-28",
		"201X":                "write 2010-01-01 or 2019-12-31",
		"2010-05-04~":         "write 2010-05-04",
		"2010-05-04T10:00:00": "write 2010-05-04",
		"Y12345":              "",
	} {
		_, err := ParseDay(text)
		syntax := requireSyntaxError(t, err, text)
		assert.Equal(t, hint, syntax.Hint, text)
	}
}
