package knowledge

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strconv"

	"entente/internal/edtf"
)

// Hash is a SHA-256 of the content of a row, equal in every store and process. It costs one JSON encoding, in which empty and nil lists are
// the same.
func Hash(r Row) ContentHash {
	table := byte(r.Key().Table)
	if s, ok := r.(*Statement); ok && s != nil {
		return sha256.Sum256(appendStatement(append(make([]byte, 0, 1024), table), s))
	}
	content, err := json.Marshal(r)
	if err != nil {
		// Rows are plain data: strings, numbers, dates and lists of them. A failure to encode one is a bug in a type.
		panic(fmt.Sprintf("knowledge: hash of %s: %v", r.Key(), err))
	}
	return sha256.Sum256(append([]byte{table}, content...))
}

// appendStatement appends exactly what json.Marshal writes, without reflection and garbage: nearly all rows of a graph are statements, and
// their hashes were an eighth of the cost of loading and opening.
func appendStatement(b []byte, s *Statement) []byte {
	b = appendField(b, `{"ID":`, s.ID)
	b = appendField(b, `,"Subject":`, s.Subject)
	b = appendField(b, `,"Relation":`, s.Relation)
	b = appendField(b, `,"Object":`, s.Object)
	b = strconv.AppendBool(append(b, `,"Symmetric":`...), s.Symmetric)
	b = appendField(b, `,"Link":`, s.Link)
	b = appendList(b, `,"About":`, s.About)
	b = appendList(b, `,"Topics":`, s.Topics)
	b = appendField(b, `,"Polarity":`, s.Polarity)
	b = appendField(b, `,"Modality":`, s.Modality)
	b = appendField(b, `,"AttributedTo":`, s.AttributedTo)
	b = appendValidity(b, &s.Validity)
	b = appendQualifiers(b, s.Qualifiers)
	b = appendField(b, `,"Note":`, s.Note)
	b = appendField(b, `,"Document":`, s.Document)
	b = appendField(b, `,"Dataset":`, s.Dataset)
	b = appendDay(b, `,"Published":{"First":`, s.Published.First)
	b = appendDay(b, `,"Last":`, s.Published.Last)
	b = appendField(b, `},"Reliability":`, s.Reliability)
	b = append(b, `,"Evidence":`...)
	if s.Evidence == nil {
		return append(b, `null}`...)
	}
	b = append(b, '[')
	for i, e := range s.Evidence {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendEvidence(b, e)
	}
	return append(b, `]}`...)
}

func appendValidity(b []byte, v *Validity) []byte {
	b = appendField(b, `,"Validity":{"Interval":`, v.EDTF())
	b = appendDay(b, `,"EarliestBegin":`, v.EarliestBegin)
	b = appendDay(b, `,"LatestBegin":`, v.LatestBegin)
	b = appendDay(b, `,"EarliestEnd":`, v.EarliestEnd)
	b = appendDay(b, `,"LatestEnd":`, v.LatestEnd)
	b = appendField(b, `,"Begin":`, v.Begin)
	b = appendField(b, `,"End":`, v.End)
	return append(strconv.AppendBool(append(b, `,"Uncertain":`...), v.Uncertain), '}')
}

// appendQualifiers appends qualifiers, which are left out where there are none: claims without any have the hashes that they had before there
// were qualifiers.
func appendQualifiers(b []byte, all []Qualifier) []byte {
	for i := range all {
		if i == 0 {
			b = append(b, `,"Qualifiers":[`...)
		} else {
			b = append(b, ',')
		}
		b = appendField(b, `{"Name":`, all[i].Name)
		b = appendField(b, `,"Type":`, all[i].Type)
		b = append(appendField(b, `,"Value":`, all[i].Value), '}')
	}
	if len(all) > 0 {
		b = append(b, ']')
	}
	return b
}

// appendEvidence appends one piece of evidence as json.Marshal writes it.
func appendEvidence(b []byte, e *Evidence) []byte {
	if e == nil {
		return append(b, "null"...)
	}
	b = appendField(b, `{"Document":`, e.Document)
	b = appendField(b, `,"Quote":`, e.Quote)
	b = append(b, `,"Place":`...)
	if e.Place == nil {
		b = append(b, "null"...)
	} else {
		b = strconv.AppendInt(append(b, `{"Start":`...), int64(e.Place.Start), 10)
		b = append(strconv.AppendInt(append(b, `,"End":`...), int64(e.Place.End), 10), '}')
	}
	b = appendField(b, `,"Context":`, e.Context)
	b = appendField(b, `,"Footnote":`, e.Footnote)
	return append(appendField(b, `,"Locator":`, e.Locator), '}')
}

func appendDay(b []byte, name string, d edtf.Day) []byte {
	return strconv.AppendInt(append(b, name...), int64(d), 10)
}

// appendList appends a list that is left out where it is empty.
func appendList(b []byte, name string, all []string) []byte {
	for i, s := range all {
		if i == 0 {
			b = append(append(b, name...), '[')
			b = appendField(b, "", s)
			continue
		}
		b = appendField(b, ",", s)
	}
	if len(all) > 0 {
		b = append(b, ']')
	}
	return b
}

// appendField appends a name and a text. Text of which JSON needs to escape nothing is appended as it is.
func appendField[S ~string](b []byte, name string, s S) []byte {
	b = append(b, name...)
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			// A text is always one that JSON can write.
			escaped, _ := json.Marshal(string(s))
			return append(b, escaped...)
		}
	}
	b = append(append(b, '"'), s...)
	return append(b, '"')
}
