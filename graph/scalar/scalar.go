// Package scalar takes the domain's dates and optional texts to GraphQL's values and back.
//
// Each scalar is a pair of functions, Marshal and Unmarshal with its name, as gqlgen wants them for types that know
// nothing of GraphQL; the executor prefers Append to Marshal, which says the same without an allocation.
package scalar

import (
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"entente/internal/edtf"
	"entente/internal/execute"
	"entente/internal/knowledge"
	"github.com/99designs/gqlgen/graphql"
)

// MarshalText writes an optional text: null where it is empty.
func MarshalText(t knowledge.Text) graphql.Marshaler {
	if t == "" {
		return graphql.Null
	}
	return graphql.MarshalString(string(t))
}

// AppendText writes an optional text as MarshalText does, without a value between.
func AppendText(b []byte, t knowledge.Text) []byte {
	if t == "" {
		return append(b, null...)
	}
	return execute.AppendString(b, string(t))
}

const null = "null"

// UnmarshalText reads an optional text.
func UnmarshalText(v any) (knowledge.Text, error) {
	if v == nil {
		return "", nil
	}
	s, err := graphql.UnmarshalString(v)
	return knowledge.Text(s), err
}

// MarshalDate writes a day as an RFC 3339 full-date: null where it is unbounded.
func MarshalDate(d edtf.Day) graphql.Marshaler {
	if d == edtf.UnboundedPast || d == edtf.UnboundedFuture {
		return graphql.Null
	}
	return graphql.MarshalString(d.String())
}

// AppendDate writes a day as MarshalDate does, without a value between.
func AppendDate(b []byte, d edtf.Day) []byte {
	if d == edtf.UnboundedPast || d == edtf.UnboundedFuture {
		return append(b, null...)
	}
	return execute.AppendString(b, d.String())
}

// UnmarshalDate reads a day. The error has the code knowledge.BadDate.
func UnmarshalDate(v any) (edtf.Day, error) {
	s, ok := v.(string)
	if !ok {
		return 0, knowledge.Errorf(knowledge.BadDate, "a Date is a string as \"2025-11-17\", not %s", execute.Shown(v))
	}
	d, err := edtf.ParseDay(s)
	if err != nil {
		return 0, dateError("Date", s, err)
	}
	return d, nil
}

// MarshalPartialDate writes a partial date as EDTF: null where it is absent.
func MarshalPartialDate(d edtf.Date) graphql.Marshaler {
	if d.IsZero() {
		return graphql.Null
	}
	return graphql.MarshalString(d.String())
}

// AppendPartialDate writes a partial date as MarshalPartialDate does, without a value between.
func AppendPartialDate(b []byte, d edtf.Date) []byte {
	if d.IsZero() {
		return append(b, null...)
	}
	start := len(b)
	b, err := d.AppendText(append(b, '"'))
	if err != nil {
		return append(b[:start], null...)
	}
	return append(b, '"')
}

// UnmarshalPartialDate reads a partial date; null is the absent one. The error has the code knowledge.BadDate.
func UnmarshalPartialDate(v any) (edtf.Date, error) {
	if v == nil {
		return edtf.Date{}, nil
	}
	s, ok := v.(string)
	if !ok {
		return edtf.Date{}, knowledge.Errorf(knowledge.BadDate, "a PartialDate is a string as \"1994\" or \"2008-04\", not %s", execute.Shown(v))
	}
	d, err := edtf.ParseDate(s)
	if err != nil {
		return edtf.Date{}, dateError("PartialDate", s, err)
	}
	return d, nil
}

func dateError(scalar, text string, err error) error {
	why := err.Error()
	var syntax *edtf.SyntaxError
	if errors.As(err, &syntax) {
		why = syntax.Reason
		if syntax.Hint != "" {
			why += "; " + syntax.Hint
		}
	}
	return &knowledge.Error{Code: knowledge.BadDate, Message: knowledge.Quote(text) + " is no " + scalar + ": " + why, Cause: err}
}

// MarshalDateTime writes a moment in UTC, as RFC 3339 with seconds.
func MarshalDateTime(t time.Time) graphql.Marshaler {
	return graphql.MarshalString(t.UTC().Format(time.RFC3339))
}

// UnmarshalDateTime reads a moment as RFC 3339 has it. The error has the code knowledge.BadDate.
func UnmarshalDateTime(v any) (time.Time, error) {
	s, ok := v.(string)
	if !ok {
		return time.Time{}, knowledge.Errorf(knowledge.BadDate, "a DateTime is a string as \"2025-11-17T12:30:00Z\", not %s", execute.Shown(v))
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}, dateError("DateTime", s, err)
	}
	return t, nil
}

// MarshalQualifierValue writes a value of a qualifier as text.
func MarshalQualifierValue(v string) graphql.Marshaler { return graphql.MarshalString(v) }

// UnmarshalQualifierValue reads a number or a text as the text that stands for it; null is the empty one, which a value cannot be. What it may be
// is up to the qualifier. The error has the code knowledge.BadInput.
func UnmarshalQualifierValue(v any) (string, error) {
	switch v := v.(type) {
	case nil:
		return "", nil
	case string:
		if v != "" {
			return v, nil
		}
	case int64:
		return strconv.FormatInt(v, 10), nil
	case int:
		return strconv.Itoa(v), nil
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64), nil
	case json.Number:
		return v.String(), nil
	}
	return "", knowledge.Errorf(knowledge.BadInput, "a QualifierValue is a number or a text that is not empty, not %s", execute.Shown(v))
}
