package edtf

// Span is a run of days, both ends inclusive. First is UnboundedPast, or Last
// UnboundedFuture, where it has no bound. A Span of this package never has First
// after Last; one with First after Last contains no day.
type Span struct {
	First, Last Day
}

// Contains reports whether the day lies in the span. It does not allocate.
func (s Span) Contains(day Day) bool {
	return s.First <= day && day <= s.Last
}

// Encloses reports whether every day of other lies in s.
func (s Span) Encloses(other Span) bool {
	return s.First <= other.First && other.Last <= s.Last
}

// Overlaps reports whether the spans have a day in common.
func (s Span) Overlaps(other Span) bool {
	return s.First <= other.Last && other.First <= s.Last
}

// IsBounded reports whether the span is bounded on both sides.
func (s Span) IsBounded() bool {
	return s.First.IsBounded() && s.Last.IsBounded()
}

// Days returns the number of days of a bounded span, at least 1; ok is false,
// and the number 0, for one that is not bounded.
func (s Span) Days() (days int64, ok bool) {
	if !s.IsBounded() {
		return 0, false
	}
	return int64(s.Last-s.First) + 1, true
}

// String returns both days with two dots between them:
// "1994-01-01..1994-12-31", "1994-01-01..+inf".
func (s Span) String() string {
	return s.First.String() + ".." + s.Last.String()
}
