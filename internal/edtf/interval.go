package edtf

import "fmt"

// BoundKind says what is known of one end of an interval.
type BoundKind uint8

// The kinds of a bound. Their texts are the empty string, "..", and the date.
const (
	// Unknown is an end that exists, but when is not known: "1985/".
	Unknown BoundKind = iota
	// Open is an end that is not specified, because there is none or for any
	// other reason: "1985/..".
	Open
	// Known is an end with a date: "1985/2008".
	Known
)

// String returns "unknown", "open" or "known".
func (k BoundKind) String() string {
	switch k {
	case Unknown:
		return "unknown"
	case Open:
		return "open"
	case Known:
		return "known"
	}
	return fmt.Sprintf("BoundKind(%d)", uint8(k))
}

// Bound is one end of an interval. The zero value is an unknown end.
type Bound struct {
	Kind BoundKind
	// Date is the date of a Known bound, and absent otherwise.
	Date Date
}

// KnownBound returns the bound with that date; an absent date gives an unknown
// bound.
func KnownBound(d Date) Bound {
	if d.IsZero() {
		return Bound{}
	}
	return Bound{Kind: Known, Date: d}
}

// Span returns the days on which the end may lie: those of its date, or all days
// when it is open or unknown.
func (b Bound) Span() Span {
	if b.Kind != Known {
		return Date{}.Span()
	}
	return b.Date.Span()
}

// String returns the text of the bound: a date, "..", or the empty string.
func (b Bound) String() string { return string(b.append(nil)) }

func (b Bound) append(text []byte) []byte {
	switch b.Kind {
	case Known:
		return b.Date.append(text)
	case Open:
		return append(text, ".."...)
	}
	return text
}

// Interval is a time interval between two bounds, or a single date, which has
// no slash in its text and both of whose bounds are that date. It is made by
// [ParseInterval], [Single] and [NewInterval]. The zero value is absent.
//
// Intervals are == exactly when their texts are equal; "1994" and "1994/1994"
// are different: an event within 1994, and something that lasted from some day
// of 1994 to some day of 1994.
type Interval struct {
	begin, end Bound
	shape      shape
}

type shape uint8

const (
	shapeAbsent shape = iota
	shapeSingle
	shapePair
)

// Single returns the interval that is one date, and the absent interval for an
// absent date.
func Single(d Date) Interval {
	if d.IsZero() {
		return Interval{}
	}
	return Interval{begin: KnownBound(d), end: KnownBound(d), shape: shapeSingle}
}

// NewInterval returns the interval between two bounds, as parsing its text
// would. It is a *SyntaxError about that text if it would not parse: the end
// lies wholly before the begin, or a date cannot be an end.
func NewInterval(begin, end Bound) (Interval, error) {
	i := Interval{begin: begin, end: end, shape: shapePair}
	return ParseInterval(i.String())
}

// IsZero reports whether the interval is absent.
func (i Interval) IsZero() bool { return i.shape == shapeAbsent }

// IsSingle reports whether the interval is a single date, without a slash.
func (i Interval) IsSingle() bool { return i.shape == shapeSingle }

// Begin returns the first bound; that of an absent interval is unknown.
func (i Interval) Begin() Bound { return i.begin }

// End returns the second bound; that of an absent interval is unknown.
func (i Interval) End() Bound { return i.end }

// Uncertain reports whether the date of either bound is uncertain.
func (i Interval) Uncertain() bool { return i.begin.Date.Uncertain() || i.end.Date.Uncertain() }

// Approximate reports whether the date of either bound is approximate.
func (i Interval) Approximate() bool {
	return i.begin.Date.Approximate() || i.end.Date.Approximate()
}

// Exact reports whether both bounds are known and neither date is approximate.
func (i Interval) Exact() bool {
	return i.begin.Kind == Known && i.end.Kind == Known && !i.Approximate()
}

// Span returns the days that may lie in the interval: from the earliest day of
// its begin to the latest of its end, unbounded where an end is open or unknown.
// It does not allocate.
func (i Interval) Span() Span {
	return Span{i.begin.Span().First, i.end.Span().Last}
}

// Covers reports whether the day lies in the span of the interval: whether it
// may be in the interval, not whether it must. It does not allocate.
func (i Interval) Covers(day Day) bool { return i.Span().Contains(day) }

// String returns the text of the interval, which parses to the same interval; it
// is empty for an absent one.
func (i Interval) String() string { return string(i.append(nil)) }

// AppendText appends the text of the interval. It never fails.
func (i Interval) AppendText(b []byte) ([]byte, error) { return i.append(b), nil }

// MarshalText returns the text of the interval, empty for an absent one. It
// never fails.
func (i Interval) MarshalText() ([]byte, error) { return i.append(nil), nil }

// UnmarshalText reads what MarshalText writes: the empty text is an absent
// interval, any other is read by [ParseInterval]. After an error the interval is
// unchanged.
func (i *Interval) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*i = Interval{}
		return nil
	}
	parsed, err := ParseInterval(string(text))
	if err != nil {
		return err
	}
	*i = parsed
	return nil
}

func (i Interval) append(b []byte) []byte {
	b = i.begin.append(b)
	if i.shape == shapePair {
		b = i.end.append(append(b, '/'))
	}
	return b
}
