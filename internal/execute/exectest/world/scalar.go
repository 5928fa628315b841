package world

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"
)

// Date is a day; it writes itself.
type Date struct {
	Year       int16
	Month, Day int8
}

// MarshalGQL writes the date as "2006-01-02".
func (d Date) MarshalGQL(w io.Writer) { _, _ = w.Write(d.AppendGQL(make([]byte, 0, 12))) }

// AppendGQL is the fast form of MarshalGQL.
func (d Date) AppendGQL(b []byte) []byte {
	b = append(b, '"')
	b = pad(b, int(d.Year), 4)
	b = append(b, '-')
	b = pad(b, int(d.Month), 2)
	b = append(b, '-')
	b = pad(b, int(d.Day), 2)
	return append(b, '"')
}

func pad(b []byte, n, width int) []byte {
	var digits [4]byte
	for i := width - 1; i >= 0; i-- {
		digits[i] = byte('0' + n%10)
		n /= 10
	}
	return append(b, digits[:width]...)
}

// UnmarshalGQL reads what MarshalGQL writes.
func (d *Date) UnmarshalGQL(v any) error {
	s, ok := v.(string)
	if !ok {
		return fmt.Errorf("a date is a string, not %T", v)
	}
	t, err := time.Parse("2006-01-02", s)
	if err != nil {
		return fmt.Errorf("%q is not a date", s)
	}
	*d = Date{int16(t.Year()), int8(t.Month()), int8(t.Day())}
	return nil
}

func (d Date) before(o Date) bool {
	return d.Year < o.Year || d.Year == o.Year && (d.Month < o.Month || d.Month == o.Month && d.Day < o.Day)
}

// Text is a text that may be absent: empty.
type Text string

// MarshalText writes a text, null where it is absent.
func MarshalText(t Text) graphql.Marshaler {
	if t == "" {
		return graphql.Null
	}
	return graphql.MarshalString(string(t))
}

// UnmarshalText reads a text.
func UnmarshalText(v any) (Text, error) {
	s, err := graphql.UnmarshalString(v)
	return Text(s), err
}

// Year is a partial date; zero is absent.
type Year struct{ year int }

// MarshalPartialDate writes a year, null where it is absent.
func MarshalPartialDate(y Year) graphql.Marshaler {
	if y.year == 0 {
		return graphql.Null
	}
	return graphql.MarshalString(strconv.Itoa(y.year))
}

// AppendPartialDate is the fast form of MarshalPartialDate.
func AppendPartialDate(b []byte, y Year) []byte {
	if y.year == 0 {
		return append(b, "null"...)
	}
	b = append(b, '"')
	b = strconv.AppendInt(b, int64(y.year), 10)
	return append(b, '"')
}

// UnmarshalPartialDate reads a year.
func UnmarshalPartialDate(v any) (Year, error) {
	s, ok := v.(string)
	if !ok {
		return Year{}, errors.New("a partial date is a string")
	}
	n, err := strconv.Atoi(s)
	return Year{n}, err
}

// Taste is good, or cannot be written.
type Taste string

// MarshalPicky writes a taste that is good.
func MarshalPicky(t Taste) graphql.ContextMarshaler {
	return graphql.ContextWriterFunc(func(_ context.Context, w io.Writer) error {
		_, _ = io.WriteString(w, strconv.Quote(string(t)))
		if t == "awful" {
			panic("disgusting")
		}
		if t != "good" {
			return errors.New("not to my taste")
		}
		return nil
	})
}

// UnmarshalPicky reads a taste.
func UnmarshalPicky(_ context.Context, v any) (Taste, error) {
	s, err := graphql.UnmarshalString(v)
	return Taste(s), err
}

// Rank is an enum with a marshaler.
type Rank string

// Kind is an enum without one.
type Kind string

// The ranks.
const (
	Preferred  Rank = "PREFERRED"
	Normal     Rank = "NORMAL"
	Deprecated Rank = "DEPRECATED"
)

// MarshalGQL writes the rank.
func (r Rank) MarshalGQL(w io.Writer) {
	if r == "" {
		_, _ = io.WriteString(w, "null")
		return
	}
	_, _ = io.WriteString(w, strconv.Quote(string(r)))
}

// UnmarshalGQL reads a rank.
func (r *Rank) UnmarshalGQL(v any) error {
	s, ok := v.(string)
	if !ok {
		return errors.New("an enum is a string")
	}
	if *r = Rank(s); r.order() == 0 {
		return fmt.Errorf("%s is not a valid Rank", s)
	}
	return nil
}

func (r Rank) order() int {
	switch r {
	case Preferred:
		return 3
	case Normal:
		return 2
	case Deprecated:
		return 1
	}
	return 0
}
