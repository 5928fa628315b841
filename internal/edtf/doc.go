// Package edtf reads, prints and compares partial dates: "1994", "2008-04~",
// "201X", "1985-04-12/..".
//
// It implements levels 0 and 1 of the Extended Date/Time Format of the Library
// of Congress (https://www.loc.gov/standards/datetime/, February 4, 2019; the
// same features are in ISO 8601-2:2019), and one feature of level 2, the
// exponential year (Y17E7). Any other level 2 syntax is refused by an error
// that says so.
//
// Start with [ParseInterval], which reads an interval or a single date, or with
// [ParseDate]. What a text means in days is its [Span]; a [Day] is a number, so
// comparing bounds costs nothing and allocates nothing:
//
//	validity, err := edtf.ParseInterval("1994-05~/..")
//	day, err := edtf.ParseDay("2001-09-11")
//	validity.Covers(day) // true
//
// Every value is small, comparable with == and immutable. Two dates, or two
// intervals, are == exactly when their texts are equal: parsing keeps what was
// written, and printing gives the same bytes back.
//
// # Where the specification leaves room
//
// These choices are this package's own:
//
//   - "~" and "%" widen a date on both sides by one unit of its [Precision];
//     "?" keeps it. The specification gives no widths.
//   - A season has the three months of the northern meteorological season, and
//     winter (24) begins in December of its year. See [Date.Span].
//   - Years reach as far as [MaxYear] in both directions.
//   - Letter-prefixed years, seasons and dates with unspecified digits may carry
//     a qualifier, since each of them is a "date string".
//   - Seasons and letter-prefixed years may be ends of an interval, for the same
//     reason. Unspecified digits may not: the specification names them under
//     level 2 ("2004-06-XX/2004-07-03").
//   - Both ends of an interval may be open or unknown ("../..", "/..", "../",
//     "/"): the prose allows it for the start or the end, without examples.
//   - Seconds go to 59 and hours to 23: a leap second, or 24:00:00, would lie on
//     a disputable day.
package edtf
