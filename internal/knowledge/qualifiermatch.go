package knowledge

import (
	"slices"
	"strings"

	"entente/internal/edtf"
)

// QualifierFilter matches statements that give a qualifier, with a value from Min to Max and, if In is not nil, among those of In.
//
// Bounds are for numbers and dates; a date matches where it possibly lies within. Values are texts, as a Qualifier has them or in any other
// way of writing: 1.50 is 1.5. Where relations declare one name with several types, the filter is read for each, and matches those for which it
// can be read.
type QualifierFilter struct {
	Name string
	// Min and Max are included; "" is none.
	Min, Max string
	In       []string
}

// The bounds of filters by qualifiers.
const (
	// MaxQualifierFilters is how many a StatementFilter may have.
	MaxQualifierFilters = 8
	// MaxQualifierValues is how many values one may list.
	MaxQualifierValues = 500
)

// QualifierCondition is a QualifierFilter prepared for the relations of a revision. A qualifier of the name fits if it fits the values of its
// type.
type QualifierCondition struct {
	Name   string
	Values []QualifierValues
}

// QualifierValues are the values of a type that fit: those of In, where it is not nil, whose range of QualifierRange ends at Low or later and
// begins at High or earlier, where these are not "".
type QualifierValues struct {
	Type QualifierType
	// In is sorted.
	In        []string
	Low, High string
}

// rangeRoom is room for both ends of a range.
type rangeRoom [2][decimalKeyLength]byte

// appendRange writes the range of a value of a type that has bounds, in texts that are ordered as the values are; both are empty for others.
// The ends of a number are the same, those of a date its first and last day.
func appendRange(room *rangeRoom, t QualifierType, value string) (low, high []byte) {
	switch {
	case t.IsNumber():
		low = Decimal(value).appendKey(room[0][:0])
		return low, low
	case t == QualifierDate:
		d, err := edtf.ParseDate(value)
		if err != nil {
			return nil, nil
		}
		s := d.Span()
		return appendDayKey(room[0][:0], s.First), appendDayKey(room[1][:0], s.Last)
	}
	return nil, nil
}

// appendDayKey appends a day from MinYear on.
func appendDayKey(b []byte, d edtf.Day) []byte {
	return AppendNumber(b, uint64(max(d-edtf.DayOf(MinYear, 1, 1), 0)))
}

// QualifierRange is the range of a qualifier that is compared with Low and High of QualifierValues; both ends are "" for a type without bounds.
func QualifierRange(q Qualifier) (low, high string) {
	var room rangeRoom
	a, b := appendRange(&room, q.Type, q.Value)
	return string(a), string(b)
}

// prepareQualifiers prepares the filters by qualifiers for the relations that can match.
func (m *Matcher) prepareQualifiers(relations []*Relation) error {
	if err := CheckQualifierFilters(m.f.Qualifiers); err != nil {
		return err
	}
	for i := range m.f.Qualifiers {
		f := &m.f.Qualifiers[i]
		defined, err := definitionsOf(f.Name, relations, m.relations)
		if err != nil {
			return err
		}
		c, err := f.prepare(defined)
		if err != nil {
			return err
		}
		m.qualifiers = append(m.qualifiers, c)
	}
	return nil
}

// CheckQualifierFilters returns an error with the code LimitExceeded if there are too many filters, or one has too many values.
func CheckQualifierFilters(filters []QualifierFilter) error {
	if len(filters) > MaxQualifierFilters {
		return Errorf(LimitExceeded, "the filter names %d qualifiers; at most %d pass", len(filters), MaxQualifierFilters)
	}
	for _, f := range filters {
		if len(f.In) > MaxQualifierValues {
			return Errorf(LimitExceeded, "the filter by the qualifier %s lists %d values; at most %d pass", Quote(f.Name), len(f.In), MaxQualifierValues)
		}
	}
	return nil
}

// definitionsOf returns the definitions of a qualifier in those relations that are among some names, where these are not nil. If there is none,
// the error has the code UnknownQualifier, and names the likely one, or the relations that have it. No names have no qualifiers.
func definitionsOf(name string, relations []*Relation, among map[string]bool) ([]*QualifierDefinition, error) {
	var defined []*QualifierDefinition
	var elsewhere, names []string
	for _, r := range relations {
		d, here := r.Qualifier(name), among == nil || among[r.Name]
		switch {
		case here && d != nil:
			defined = append(defined, d)
		case d != nil:
			elsewhere = append(elsewhere, r.Name)
		}
		if here {
			names = append(names, r.QualifierNames()...)
		}
	}
	switch {
	case defined != nil || among != nil && len(among) == 0:
		return defined, nil
	case elsewhere != nil:
		const shown = 5
		return nil, Errorf(UnknownQualifier, "none of the relations that are asked for has a qualifier %s; %s has it", Quote(name), strings.Join(elsewhere[:min(shown, len(elsewhere))], ", "))
	}
	return nil, Errorf(UnknownQualifier, "no relation has a qualifier %s%s", Quote(name), DidYouMean(name, names))
}

// prepare reads the filter for each type that the definitions have. The error is that of the first type, if it can be read for none.
func (f *QualifierFilter) prepare(defined []*QualifierDefinition) (QualifierCondition, error) {
	c := QualifierCondition{Name: f.Name}
	var first error
	for _, t := range QualifierTypes() {
		of := slices.DeleteFunc(slices.Clone(defined), func(d *QualifierDefinition) bool { return d.Type != t })
		if len(of) == 0 {
			continue
		}
		values, err := f.read(t, of)
		if err == nil {
			c.Values = append(c.Values, values)
		} else if first == nil {
			first = err
		}
	}
	if c.Values != nil {
		return c, nil
	}
	return c, first
}

// read reads the filter for one type.
func (f *QualifierFilter) read(t QualifierType, defined []*QualifierDefinition) (QualifierValues, error) {
	v := QualifierValues{Type: t}
	var err error
	if v.Low, v.High, err = f.readBounds(t); err != nil || f.In == nil {
		return v, err
	}
	v.In = make([]string, len(f.In))
	for i, text := range f.In {
		if v.In[i], err = readValue(t, text); err == nil && t == QualifierCode && !isListed(text, defined) {
			_, err = defined[0].Read(text)
		}
		if err != nil {
			return v, Errorf(BadInput, "%s: %v", f.Name, err)
		}
	}
	slices.Sort(v.In)
	return v, nil
}

func isListed(code string, defined []*QualifierDefinition) bool {
	return slices.ContainsFunc(defined, func(d *QualifierDefinition) bool { return slices.Contains(d.codes(), code) })
}

// readBounds reads Min and Max for a type, in the form of QualifierRange.
func (f *QualifierFilter) readBounds(t QualifierType) (low, high string, err error) {
	if f.Min == "" && f.Max == "" {
		return "", "", nil
	}
	if !t.hasBounds() {
		return "", "", Errorf(BadInput, "%s has values of the type %s, which have no order for min and max; name the values with in", f.Name, t)
	}
	for _, bound := range []struct {
		text string
		to   *string
		last bool
	}{{f.Min, &low, false}, {f.Max, &high, true}} {
		if bound.text == "" {
			continue
		}
		// A whole number is asked for by any number: more than 2.5 is 3.
		as := t
		if t == QualifierInteger {
			as = QualifierDecimal
		}
		value, err := readValue(as, bound.text)
		if err != nil {
			return "", "", Errorf(BadInput, "%s: %v", f.Name, err)
		}
		from, to := QualifierRange(Qualifier{Type: as, Value: value})
		if *bound.to = from; bound.last {
			*bound.to = to
		}
	}
	if low != "" && high != "" && low > high {
		return "", "", Errorf(BadInput, "%s: nothing lies from %s to %s; are the two the wrong way round?", f.Name, f.Min, f.Max)
	}
	return low, high, nil
}

// Qualifiers are the conditions on qualifiers, all of which a statement must fulfil: for a store that does not call Match.
func (m *Matcher) Qualifiers() []QualifierCondition { return m.qualifiers }

// matchQualifiers reports whether the qualifiers of a statement match.
func (m *Matcher) matchQualifiers(s *Statement) bool {
	if m.f.Qualifiers != nil && len(m.f.Qualifiers) == 0 {
		return false
	}
	for i := range m.qualifiers {
		c := &m.qualifiers[i]
		q := s.Qualifier(c.Name)
		if q == nil || !c.matches(q) {
			return false
		}
	}
	return true
}

func (c *QualifierCondition) matches(q *Qualifier) bool {
	for i := range c.Values {
		v := &c.Values[i]
		if v.Type != q.Type {
			continue
		}
		if v.In != nil {
			if _, ok := slices.BinarySearch(v.In, q.Value); !ok {
				return false
			}
		}
		if v.Low == "" && v.High == "" {
			return true
		}
		var room rangeRoom
		low, high := appendRange(&room, q.Type, q.Value)
		return (v.Low == "" || string(high) >= v.Low) && (v.High == "" || string(low) <= v.High)
	}
	return false
}

// Check returns an error if an order is by a qualifier that no relation declares, with the code UnknownQualifier and a suggestion, or names
// a qualifier without ordering by it, or the other way round, with the code BadInput.
func (o StatementOrder) Check(relations []*Relation) error {
	switch {
	case o.By != OrderQualifier && o.Qualifier == "":
		return nil
	case o.By != OrderQualifier:
		return Errorf(BadInput, "an order names a qualifier, %s, and is by %s; write by: %s", Quote(o.Qualifier), o.By, OrderQualifier)
	case o.Qualifier == "":
		return Errorf(BadInput, "an order by %s names the qualifier", OrderQualifier)
	}
	_, err := definitionsOf(o.Qualifier, relations, nil)
	return err
}

// Definitions returns the definitions of a qualifier in the relations that can match; nil if none can. The error, with the code UnknownQualifier,
// says that none of them declares it.
func (m *Matcher) Definitions(name string, relations []*Relation) ([]*QualifierDefinition, error) {
	return definitionsOf(name, relations, m.relations)
}
