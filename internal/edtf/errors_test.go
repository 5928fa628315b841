package edtf

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSyntaxErrors(t *testing.T) {
	for _, c := range []struct {
		text         string
		offset       int
		reason, hint string
	}{
		{"", 0, "a date is missing", ""},
		{"1994-13", 5, "there is no month 13", "months are 01 to 12 and seasons 21 to 24"},
		{"1994-00", 5, "there is no month 00", "write 1994"},
		{"1994-95", 5, "there is no month 95", "write 1994/1995"},
		{"1994-20", 5, "there is no month 20", "months are 01"},
		{"2023-02-30", 8, "there is no day 30", "February of the year 2023 has days 01 to 28"},
		{"2023-02-00", 8, "there is no day 00", "write 2023-02"},
		{"1900-02-29", 8, "there is no day 29", "days 01 to 28"},
		{"-0001-04-31", 9, "there is no day 31", "April of the year -0001 has days 01 to 30"},
		{"12/05/1994", 5, "an interval has one slash", "write 1994-12-05 or 1994-05-12"},
		{"13/05/1994", 5, "one slash", "write 1994-05-13"},
		{"05.05.1994", 2, "a year has four digits", "write 1994-05-05"},
		{"1/2/1994", 3, "one slash", "write 1994-01-02 or 1994-02-01"},
		{"1994/05/12", 7, "one slash", "write 1994-05-12"},
		{"1994/2000/2005", 9, "one slash", ""},
		{"05/1994", 2, "a year has four digits", "write 1994-05"},
		{"1994-4", 6, "a month has two digits", "write 1994-04"},
		{"1994-4-5", 6, "a month has two digits", "write 1994-04-05"},
		{"1994-4-12", 6, "a month has two digits", "write 1994-04-12"},
		{"1994-04-5", 9, "a day has two digits", "write 1994-04-05"},
		{"1994-04-", 8, "a day has two digits", ""},
		{"1994-", 5, "a month has two digits", "write 1994/.."},
		{"unknown", 0, "unexpected character 'u'", "an unknown end of an interval is left empty, as in 1985/"},
		{"1994/unknown", 5, "unexpected character 'u'", "write 1994/"},
		{"open", 0, "unexpected character 'o'", "an open end of an interval is written .., as in 1985/.."},
		{"1994/Present", 5, "unexpected character 'P'", "write 1994/.."},
		{"1994/*", 5, "unexpected character '*'", "write 1994/.."},
		{"..", 0, "unexpected character '.'", "as in 1985/.."},
		{"199u", 3, "a year has four digits", "write 199X"},
		{"199x", 3, "a year has four digits", "write 199X"},
		{"19uu", 2, "a year has four digits", "write 19XX"},
		{"1990s", 4, "unexpected character 's'", "write 199X"},
		{"2004-uu", 5, "a month has two digits", "write 2004-XX"},
		{"2004-01-uu", 8, "a day has two digits", "write 2004-01-XX"},
		{"2004-uu-uu", 5, "a month has two digits", "write 2004-XX-XX"},
		{"19", 2, "a year has four digits", "write 19XX"},
		{"94", 2, "a year has four digits", "write 1994"},
		{"05", 2, "a year has four digits", "write 2005"},
		{"'94", 0, "unexpected character", "write 1994"},
		{"1994S2", 4, "level 2", "write 19XX"},
		{"1994S3", 4, "level 2", "write 199X"},
		{"1994S4", 4, "level 2", "write 1994"},
		{"1994S1", 4, "level 2", ""},
		{"1994x5", 4, "unexpected character 'x'", ""},
		{"1994 / 1995", 4, "unexpected character ' '", "write 1994/1995"},
		{"1994/ 1995-05", 5, "unexpected character ' '", "write 1994/1995-05"},
		{" 1994 / ..", 0, "unexpected character ' '", "write 1994/.."},
		{"198", 3, "a year has four digits", "write 0198 or 198X"},
		{"1994–1998", 4, "unexpected character '–'", "write 1994/1998"},
		{"1994-1998", 5, "there is no month 19", "write 1994/1998"},
		{"1994–04", 4, "unexpected character '–'", "write 1994-04"},
		{"2004–06", 4, "unexpected character '–'", "write 2004-06 or 2004/2006"},
		{"1994 - 1998", 4, "unexpected character ' '", "write 1994/1998"},
		{"1994..1998", 4, "unexpected character '.'", "write 1994/1998"},
		{"1994..", 4, "unexpected character '.'", "write 1994/.."},
		{"since 1994", 0, "unexpected character 's'", "write 1994/.."},
		{"before 1994-05", 0, "unexpected character 'b'", "write ../1994-05"},
		{"[..1984]", 0, "a set of dates is EDTF level 2", "write ../1984"},
		{"[1760-12..]", 0, "a set of dates is EDTF level 2", "write 1760-12/.."},
		{" 1994", 0, "unexpected character ' '", "write 1994"},
		{"19940512", 4, "longer ones begin with Y", "write 1994-05-12 or Y19940512"},
		{"12345", 4, "longer ones begin with Y", "write Y12345"},
		{"1984?~", 5, "a date takes one qualifier", "write 1984%"},
		{"c. 1994", 0, "unexpected character 'c'", "write 1994~"},
		{"May 1994", 0, "unexpected character 'M'", "write 1994-05"},
		{"Sept 1994", 0, "unexpected character 'S'", "write 1994-09"},
		{"4 May 1994", 1, "a year has four digits", "write 1994-05-04"},
		{"May 4, 1994", 0, "unexpected character 'M'", "write 1994-05-04"},
		{"Foo 1994", 0, "unexpected character 'F'", ""},
		{"-0000", 0, "there is no year -0000", "write 0000"},
		{"-0000-05", 0, "there is no year -0000", "write 0000-05"},
		{"Y1994", 0, "more than four digits", "write 1994"},
		{"y17e7", 0, "unexpected character 'y'", "write Y17E7"},
		{"Y17e7", 0, "more than four digits", "write Y17E7"},
		{"Y", 1, "a year is missing", ""},
		{"Y17E", 4, "an exponent is missing", ""},
		{"Y17E0", 4, "an exponent is positive", ""},
		{"Y1E3", 0, "more than four digits", ""},
		{"Y012345", 1, "a year has no leading zeros", ""},
		{"Y17E07", 4, "an exponent has no leading zeros", ""},
		{"Y10000000000001", 1, "years go from -10000000000000 to 10000000000000", ""},
		{"Y99999999999999999999999", 1, "years go from", ""},
		{"Y1E14", 0, "years go from", ""},
		{"Y1E99", 3, "years go from", ""},
		{"Y17E7-04", 5, "a letter-prefixed year stands alone", ""},
		{"2001-21-01", 7, "a season has no days", ""},
		{"201X-04", 4, "level 2", ""},
		{"1985-XX-12", 8, "level 2", ""},
		{"1985-XX-XXT10:00:00", 10, "a time needs a full date before it", ""},
		{"1985-1X-12", 5, "level 2", ""},
		{"198X5", 4, "unexpected character '5'", ""},
		{"1X85", 2, "a digit after an unspecified one is EDTF level 2", ""},
		{"XXXX", 0, "more than two unspecified digits is EDTF level 2", ""},
		{"2001-25", 5, "level 2", "write 2001/2025"},
		{"2001-41", 5, "level 2", "write 2001/2041"},
		{"2001-42", 5, "there is no month 42", "write 2001/2042"},
		{"1985-04T10:00:00", 7, "a time needs a full date", ""},
		{"1985-04-12T", 11, "an hour has two digits", ""},
		{"1985-04-12T24:00:00", 11, "an hour goes from 00 to 23", ""},
		{"1985-04-12TXX:00:00", 11, "an hour cannot be unspecified", ""},
		{"1985-04-12T23:60:00", 14, "a minute goes from 00 to 59", ""},
		{"1985-04-12T23:59:60", 17, "a second goes from 00 to 59", ""},
		{"1985-04-12T23:20", 16, "a second is missing", "write 1985-04-12T23:20:00"},
		{"1985-04-12T23", 13, "a minute is missing", ""},
		{"1985-04-12T23:2", 15, "a minute has two digits", ""},
		{"1985-04-12T23:20:3", 18, "a second has two digits", ""},
		{"1985-04-12T23:20:30.5Z", 19, "unexpected character '.'", "write 1985-04-12T23:20:30Z"},
		{"1985-04-12T23:20:30+0430", 22, "unexpected character '3'", "write 1985-04-12T23:20:30+04:30"},
		{"1985-04-12T23:20:30-00", 19, "a time shift of zero is written with +", "write 1985-04-12T23:20:30Z"},
		{"1985-04-12T23:20:30+24", 20, "the hour of a time shift goes from 00 to 23", ""},
		{"1985-04-12T23:20:30+04:60", 23, "the minute of a time shift goes from 00 to 59", ""},
		{"1985-04-12T23:20:30?", 19, "a date-time takes no qualifier", "write 1985-04-12? or 1985-04-12T23:20:30"},
		{"1985-04-12 23:20:30", 10, "unexpected character ' '", "write 1985-04-12T23:20:30 or 1985-04-12T23:20:30Z"},
		{"1985-04-12T10:00:00/1986", 10, "an interval excludes the time of day", "write 1985-04-12"},
		{"1985/1986-01-01T10:00:00Z", 15, "an interval excludes the time of day", "write 1985/1986-01-01"},
		{"201X/2025", 3, "an unspecified digit in an interval is EDTF level 2", ""},
		{"1985/201X", 8, "an unspecified digit in an interval is EDTF level 2", ""},
		{"1994/98", 7, "a year has four digits", "write 1994/1998"},
		{"1994/05", 7, "a year has four digits", "write 1994-05"},
		{"1994/199u", 8, "a year has four digits", ""},
		{"1994/1995-4", 11, "a month has two digits", "write 1994/1995-04"},
		{"1994\x00", 4, `unexpected character '\x00'`, ""},
		{"1994\xff", 4, "unexpected character", ""},
		{"١٩٩٤", 0, "unexpected character '١'", ""},
	} {
		t.Run(c.text, func(t *testing.T) {
			_, err := ParseInterval(c.text)
			syntax := requireSyntaxError(t, err, c.text)
			assert.Equal(t, c.offset, syntax.Offset)
			assert.Contains(t, syntax.Reason, c.reason)
			if c.hint == "" {
				assert.NotContains(t, syntax.Hint, "write")
			} else {
				assert.Contains(t, syntax.Hint, c.hint)
			}
		})
	}
}

func TestSyntaxErrorOfDateExpectsNoInterval(t *testing.T) {
	_, err := ParseDate("1964/2008")
	assert.Equal(t, `edtf: "1964/2008" at byte 4: an interval stands where one date is expected`, err.Error())
	_, err = ParseDate("1994-1998")
	assert.NotContains(t, requireSyntaxError(t, err, "1994-1998").Hint, "/")
	_, err = ParseDate("1994-4")
	assert.Equal(t, `edtf: "1994-4" at byte 6: a month has two digits; write 1994-04`, err.Error())
}

func TestSyntaxErrorOfTooLongText(t *testing.T) {
	long := strings.Repeat("1", 1000)
	_, dateErr := ParseDate(long)
	_, intervalErr := ParseInterval(long)
	_, dayErr := ParseDay(long)
	for _, err := range []error{dateErr, intervalErr, dayErr} {
		syntax := requireSyntaxError(t, err, long[:MaxLength])
		assert.Equal(t, MaxLength, syntax.Offset)
		assert.Contains(t, syntax.Reason, "1000 bytes are too long")
		assert.Empty(t, syntax.Hint)
	}
	_, err := ParseDate(strings.Repeat("1", MaxLength))
	require.ErrorContains(t, err, "four digits", "the longest text that is read")
}

func TestLongestValidTextIsRead(t *testing.T) {
	const longest = "Y-10000000000000~/Y-10000000000000%"
	assert.Len(t, longest, 35)
	assert.LessOrEqual(t, len(longest), MaxLength)
	mustInterval(t, longest)
}

// What people and their programs write for dates, and what they mean.
func TestHints_AtDatesInManyForms(t *testing.T) {
	for text, hint := range map[string]string{
		"19940504": "write 1994-05-04 or Y19940504", "1994/19950504": "write 1994/1995-05-04 or 1994/Y19950504", "1994-05-00": "write 1994-05", "1994-00-00": "write 1994",
		"1994-05-04 00:00:00": "write 1994-05-04 or 1994-05-04T00:00:00 or 1994-05-04T00:00:00Z", "1994-05-04T00:00:00.000Z": "write 1994-05-04 or 1994-05-04T00:00:00Z", "1994-05-04Z": "write 1994-05-04", "1994.0": "write 1994",
		"1,994": "write 1994", "1994 AD": "write 1994", "AD 1994": "write 1994", "1994年": "write 1994", "1994年5月4日": "write 1994-05-04", "１９９４": "write 1994", "1994/１９９５": "write 1994/1995",
		"Q2 1994": "write 1994-04/1994-06", "1994-Q3": "write 1994-07/1994-09", "spring 1994": "write 1994-21", "fall of 1994": "write 1994-23", "early 1990s": "write 199X", "the late-1980s": "write 198X",
		"4-May-94": "write 1994-05-04", "May-94": "write 1994-05", "04-Jun-2021": "write 2021-06-04", "4th May 1994": "write 1994-05-04", "May 4th, 1994": "write 1994-05-04",
		"4. Mai 1994": "write 1994-05-04", "4 mai 1994": "write 1994-05-04", "4 de mayo de 1994": "write 1994-05-04", "1er août 1994": "write 1994-08-01", "4 мая 1994": "write 1994-05-04", "Dezember 1994": "write 1994-12",
		"Sept. 1994": "write 1994-09", "ma 1994": "", "1994/present": "write 1994/..", "1994/n/a": "", "unknown/1994": "write /1994", "4 Smarch 1994": "", "31.04.1994": "",
	} {
		_, err := ParseInterval(text)
		assert.Equal(t, hint, requireSyntaxError(t, err, text).Hint, text)
	}
}
