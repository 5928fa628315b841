package reconcile

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"

	"entente/internal/edtf"
	"entente/internal/httperror"
	"entente/internal/knowledge"
)

// The limits of a batch.
const (
	// MaxBatch is the maximum number of queries of a batch, and of entities of an extension.
	MaxBatch = 50
	// defaultLimit is how many candidates a query gets that names no limit, and maxLimit how many it may get.
	defaultLimit = 5
	maxLimit     = 50
	maxValues    = 20
)

// query is one of a batch.
type query struct {
	Query      string          `json:"query"`
	Type       oneOrMore       `json:"type"`
	TypeStrict string          `json:"type_strict"`
	Limit      *float64        `json:"limit"`
	Properties []queryProperty `json:"properties"`
}

type queryProperty struct {
	PID string `json:"pid"`
	V   values `json:"v"`
}

// meaning is a query whose words have been read.
type meaning struct {
	// text is what the entity is called; empty where only codes are given.
	text  string
	kinds []knowledge.EntityKind
	limit int
	at    edtf.Date
	// codes are references, of which each property is a list: the entity has one of each.
	codes [][]string
	// fault is what is wrong with a value of the row; such a query has no candidates.
	fault error
}

// oneOrMore is a text or a list of texts.
type oneOrMore []string

// UnmarshalJSON reads either.
func (o *oneOrMore) UnmarshalJSON(data []byte) error {
	if bytes.HasPrefix(data, []byte("[")) {
		return json.Unmarshal(data, (*[]string)(o))
	}
	var one *string
	if err := json.Unmarshal(data, &one); err != nil {
		return errors.New("type is the id of a type, or a list of them")
	}
	if one != nil && *one != "" {
		*o = oneOrMore{*one}
	}
	return nil
}

// values are those of a property, as texts: of an entity its id.
type values []string

// UnmarshalJSON reads a text, a number, a truth value, an entity with its id, or a list of these.
func (v *values) UnmarshalJSON(data []byte) error {
	list := []json.RawMessage{data}
	if bytes.HasPrefix(data, []byte("[")) {
		if err := json.Unmarshal(data, &list); err != nil {
			return err
		}
	}
	for _, item := range list {
		text, err := valueOf(item)
		if err != nil {
			return err
		}
		if text = strings.TrimSpace(text); text != "" {
			*v = append(*v, text)
		}
	}
	return nil
}

func valueOf(item json.RawMessage) (string, error) {
	switch {
	case bytes.HasPrefix(item, []byte("{")):
		var entity struct {
			ID string `json:"id"`
		}
		err := json.Unmarshal(item, &entity)
		return entity.ID, err
	case bytes.HasPrefix(item, []byte(`"`)):
		var text string
		err := json.Unmarshal(item, &text)
		return text, err
	case bytes.HasPrefix(item, []byte("[")):
		return "", errors.New("v is a value or a list of values")
	}
	// A number or a truth value stands as it is written.
	return string(bytes.TrimSuffix(item, []byte(".0"))), nil
}

// parseBatch reads a batch of queries. The error says which query is wrong, and how.
func parseBatch(text string) (map[string]*meaning, error) {
	var raw map[string]json.RawMessage
	if err := decode(text, &raw); err != nil {
		return nil, knowledge.Errorf(knowledge.BadInput, "queries is an object of queries by keys of your own, as {\"q0\": {\"query\": \"Georgia\"}}: %s", reasonOf(err))
	}
	if len(raw) > MaxBatch {
		return nil, httperror.Statusf(http.StatusRequestEntityTooLarge, knowledge.LimitExceeded, "the batch has %d queries; %d would pass", len(raw), MaxBatch)
	}
	batch := make(map[string]*meaning, len(raw))
	for key, one := range raw {
		var q query
		err := decode(string(one), &q)
		if err == nil {
			batch[key], err = q.meaning()
		}
		if err != nil {
			return nil, knowledge.Errorf(knowledge.BadInput, "query %s: %s", knowledge.Quote(key), reasonOf(err))
		}
	}
	return batch, nil
}

// decode reads JSON, with nothing behind it and no key that there is not.
func decode(text string, to any) error {
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(to); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something stands behind it")
	}
	return nil
}

// reasonOf is what an error says, without the words of Go's decoder and without repeating much of the input.
func reasonOf(err error) string {
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.As(err, &wrong) && wrong.Field != "":
		return wrong.Field + " cannot be a " + wrong.Value
	case errors.As(err, &wrong):
		return "it cannot be a " + wrong.Value
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "it ends too early"
	}
	text := strings.TrimPrefix(err.Error(), "json: ")
	if len(text) > 200 {
		text = strings.ToValidUTF8(text[:200], "") + "…"
	}
	return text
}

// meaning reads the words of a query. The error is about how the client asks, and not about the values of a row.
func (q *query) meaning() (*meaning, error) {
	m := &meaning{text: strings.TrimSpace(q.Query), limit: defaultLimit}
	if q.Limit != nil {
		if *q.Limit != float64(int(*q.Limit)) || *q.Limit < 1 {
			return nil, errors.New("limit is a whole number from 1 on")
		}
		m.limit = min(int(*q.Limit), maxLimit)
	}
	if q.TypeStrict != "" && !slices.Contains([]string{"any", "should", "all"}, q.TypeStrict) {
		return nil, errors.New("type_strict is any, should or all")
	}
	for _, id := range q.Type {
		kind, err := parseKind(id)
		if err != nil {
			return nil, err
		}
		m.kinds = append(m.kinds, kind)
	}
	for _, p := range q.Properties {
		if err := m.take(p); err != nil {
			return nil, err
		}
	}
	if m.text == "" && m.codes == nil && len(q.Properties) == 0 {
		return nil, errors.New("it has neither a query nor properties")
	}
	return m, nil
}

// parseKind reads the id of a type.
func parseKind(id string) (knowledge.EntityKind, error) {
	var ids []string
	for _, k := range knowledge.EntityKinds() {
		if strings.EqualFold(id, string(k)) {
			return k, nil
		}
		ids = append(ids, string(k))
	}
	return "", knowledge.Errorf(knowledge.BadInput, "there is no type %s%s", knowledge.Quote(id), knowledge.DidYouMean(id, ids))
}

// take reads a property of the query.
func (m *meaning) take(p queryProperty) error {
	switch {
	case len(p.V) > maxValues:
		return knowledge.Errorf(knowledge.LimitExceeded, "property %s has %d values; %d would pass", knowledge.Quote(p.PID), len(p.V), maxValues)
	case p.PID == asOf:
		m.at, m.fault = parseDate(p.V)
	case knowledge.IsScheme(p.PID):
		var codes []string
		for _, v := range p.V {
			codes = append(codes, p.PID+":"+v)
		}
		if codes != nil {
			m.codes = append(m.codes, codes)
		}
	default:
		return knowledge.Errorf(knowledge.BadInput, "nothing is matched by the property %s%s; properties are %s, and schemes of codes: %s",
			knowledge.Quote(p.PID), knowledge.DidYouMean(p.PID, matchable()), asOf, strings.Join(matchable()[1:], ", "))
	}
	return nil
}

// parseDate reads the date of a row; a time of a day is dropped.
func parseDate(v values) (edtf.Date, error) {
	if len(v) == 0 {
		return edtf.Date{}, nil
	}
	text := v[0]
	if day, _, isTime := strings.Cut(text, "T"); isTime && len(day) == len("1994-05-04") {
		text = day
	}
	at, err := edtf.ParseDate(text)
	if err != nil || len(v) > 1 {
		return at, knowledge.Errorf(knowledge.BadDate, "%s is not one date, as 1994 or 1994-05-04", knowledge.Quote(strings.Join(v, ", ")))
	}
	return at, nil
}
