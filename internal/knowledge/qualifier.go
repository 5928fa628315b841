package knowledge

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"entente/internal/edtf"
)

// Qualifier is a value that a statement carries besides its ends and its time: how many died, how somebody voted, under which treaty.
type Qualifier struct {
	// Name is one that the statement's relation declares.
	Name string
	// Type is the declared one.
	Type QualifierType
	// Value is the value as text, written in one way: a Decimal, a text in NFC, an EDTF date, a code, or the id of an entity.
	Value string
}

// QualifierType is what values a qualifier has.
type QualifierType string

// The types of qualifiers.
const (
	QualifierInteger QualifierType = "INTEGER"
	QualifierDecimal QualifierType = "DECIMAL"
	// QualifierText: a text of one line, of at most MaxQualifierText bytes.
	QualifierText QualifierType = "TEXT"
	// QualifierDate: a partial date, as all dates from MinYear to MaxYear.
	QualifierDate QualifierType = "DATE"
	// QualifierCode: one of the codes that the definition lists.
	QualifierCode QualifierType = "CODE"
	// QualifierEntity: an entity of the graph, by its id.
	QualifierEntity QualifierType = "ENTITY"
)

// QualifierTypes are all types, in the order of the contract.
func QualifierTypes() []QualifierType {
	return []QualifierType{QualifierInteger, QualifierDecimal, QualifierText, QualifierDate, QualifierCode, QualifierEntity}
}

// IsNumber reports whether values of the type are numbers.
func (t QualifierType) IsNumber() bool { return t == QualifierInteger || t == QualifierDecimal }

// hasBounds reports whether values of the type have a least and a most.
func (t QualifierType) hasBounds() bool { return t.IsNumber() || t == QualifierDate }

// The bounds of qualifiers.
const (
	// MaxQualifiers is how many a relation may declare.
	MaxQualifiers = 32
	// MaxQualifierCodes is how many codes a qualifier may list.
	MaxQualifierCodes = 1000
	// MaxQualifierText is the length of a text, in bytes.
	MaxQualifierText = 500
	maxQualifierName = 64
)

// QualifierDefinition says what a qualifier of a relation means and which values it has.
type QualifierDefinition struct {
	// Name is deathsBest: letters and digits, the first a small letter.
	Name string
	Type QualifierType
	// Label is what readers see in the name's place; empty where the words of the name do. See Title.
	Label       Text `json:",omitempty"`
	Unit        Text `json:",omitempty"`
	Description Text `json:",omitempty"`
	// Min and Max, of numbers and dates, are the least and the most, both included; empty for none. A date must possibly lie within.
	Min Text `json:",omitempty"`
	Max Text `json:",omitempty"`
	// Codes, of a qualifier of codes, are those that there are, in the order in which they are shown; else nil.
	Codes []CodeLabel `json:",omitempty"`
}

// CodeLabel is a code with what it stands for.
type CodeLabel struct {
	// Code has at most 64 letters, digits and the signs . _ + -.
	Code  string
	Label Text
}

var (
	qualifierName = regexp.MustCompile(`^[a-z][a-zA-Z0-9]*$`)
	qualifierCode = regexp.MustCompile(`^[a-zA-Z0-9_+-][a-zA-Z0-9._+-]*$`)
)

// IsQualifierName says whether a qualifier may have this name.
func IsQualifierName(name string) bool {
	return len(name) <= maxQualifierName && qualifierName.MatchString(name)
}

// IsQualifierCode says whether a qualifier may list this code.
func IsQualifierCode(code string) bool {
	return len(code) <= maxQualifierName && qualifierCode.MatchString(code)
}

// Title is the label, or else the words of the name: deaths best.
func (d *QualifierDefinition) Title() string {
	if d.Label != "" {
		return string(d.Label)
	}
	var b strings.Builder
	for _, c := range d.Name {
		if unicode.IsUpper(c) {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(c))
	}
	return b.String()
}

// LabelOf is what a code stands for; "" for one that it does not list, or that has no label.
func (d *QualifierDefinition) LabelOf(code string) Text {
	if d == nil {
		return ""
	}
	if i := slices.IndexFunc(d.Codes, func(c CodeLabel) bool { return c.Code == code }); i >= 0 {
		return d.Codes[i].Label
	}
	return ""
}

// codes are the codes without their labels.
func (d *QualifierDefinition) codes() []string {
	all := make([]string, len(d.Codes))
	for i, c := range d.Codes {
		all[i] = c.Code
	}
	return all
}

// Read reads a value, which becomes that of a Qualifier. An entity is given by its id. The error, with the code BadInput, says what is wrong
// with it, and which value is likely meant.
func (d *QualifierDefinition) Read(text string) (string, error) {
	value, err := readValue(d.Type, text)
	switch {
	case err != nil:
		return "", err
	case d.Type == QualifierCode && !slices.ContainsFunc(d.Codes, func(c CodeLabel) bool { return c.Code == value }):
		return "", Errorf(BadInput, "%s is none of its codes%s", Quote(text), d.meantCode(text))
	}
	return value, d.checkBounds(value)
}

// meantCode is the tail of a message about a code that is not listed: the likely one, or the first.
func (d *QualifierDefinition) meantCode(text string) string {
	codes := d.codes()
	for _, c := range d.Codes {
		if Fold(string(c.Label)) == Fold(text) {
			return "; did you mean " + c.Code + "?"
		}
	}
	if likely := DidYouMean(text, codes); likely != "" {
		return likely
	}
	const shown = 10
	if more := len(codes) - shown; more > 0 {
		return ", which are " + strings.Join(codes[:shown], ", ") + " and others"
	}
	return ", which are " + strings.Join(codes, ", ")
}

// readValue reads a value of a type, without regard to bounds and lists.
func readValue(t QualifierType, text string) (string, error) {
	switch t {
	case QualifierInteger:
		n, err := ParseDecimal(text)
		if err == nil && !n.IsInteger() {
			return "", Errorf(BadInput, "%s is no whole number", Quote(text))
		}
		return string(n), err
	case QualifierDecimal:
		n, err := ParseDecimal(text)
		return string(n), err
	case QualifierDate:
		d, err := edtf.ParseDate(text)
		if err != nil {
			return "", Errorf(BadInput, "%s is no date: %s", Quote(text), reasonOf(err))
		}
		if s := d.Span(); s.First < edtf.DayOf(MinYear, 1, 1) || s.Last > edtf.DayOf(MaxYear, 12, 31) {
			return "", Errorf(BadInput, "%s reaches beyond the years 0000 to 9999", Quote(text))
		}
		return d.String(), nil
	case QualifierEntity:
		return text, CheckEntityID(text)
	case QualifierCode:
		return text, nil
	}
	return text, checkQualifierText(text)
}

// reasonOf says why a text is no date.
func reasonOf(err error) string {
	var syntax *edtf.SyntaxError
	if !errors.As(err, &syntax) {
		return err.Error()
	}
	if syntax.Hint == "" {
		return syntax.Reason
	}
	return syntax.Reason + "; " + syntax.Hint
}

func checkQualifierText(text string) error {
	switch {
	case text == "":
		return Errorf(BadInput, "the text is empty")
	case len(text) > MaxQualifierText:
		return Errorf(BadInput, "the text has %d bytes; it may have %d", len(text), MaxQualifierText)
	case !utf8.ValidString(text):
		return Errorf(BadInput, "%s is not valid UTF-8", Quote(text))
	case strings.ContainsFunc(text, func(c rune) bool { return unicode.IsControl(c) || c == '\u2028' || c == '\u2029' }):
		return Errorf(BadInput, "%s has a control character or a line break in it", Quote(text))
	}
	if nfc, changed := NFC(text); changed {
		return Errorf(BadInput, "%s is not in Unicode normalization form C: write %s", Quote(text), Quote(nfc))
	}
	return nil
}

// checkBounds checks a value against Min and Max.
func (d *QualifierDefinition) checkBounds(value string) error {
	if d.Min == "" && d.Max == "" {
		return nil
	}
	var room [2]rangeRoom
	low, high := appendRange(&room[0], d.Type, value)
	if least, _ := appendRange(&room[1], d.Type, string(d.Min)); d.Min != "" && string(high) < string(least) {
		return Errorf(BadInput, "%s is below the least that it may be, %s", value, d.Min)
	}
	if _, most := appendRange(&room[1], d.Type, string(d.Max)); d.Max != "" && string(low) > string(most) {
		return Errorf(BadInput, "%s is above the most that it may be, %s", value, d.Max)
	}
	return nil
}

// Check says what is wrong with the definition. The error has the code Invalid.
func (d *QualifierDefinition) Check() error {
	switch {
	case !IsQualifierName(d.Name):
		return Errorf(Invalid, "%s is no name of a qualifier: write letters and digits, the first a small letter, as deathsBest, and at most %d of them", Quote(d.Name), maxQualifierName)
	case !slices.Contains(QualifierTypes(), d.Type):
		return Errorf(Invalid, "%s has the type %s, which there is not", d.Name, Quote(string(d.Type)))
	case (d.Min != "" || d.Max != "") && !d.Type.hasBounds():
		return Errorf(Invalid, "%s has a least or a most, which only numbers and dates have", d.Name)
	case (d.Type == QualifierCode) != (len(d.Codes) > 0):
		return Errorf(Invalid, "%s: codes, and only they, are listed", d.Name)
	case len(d.Codes) > MaxQualifierCodes:
		return Errorf(Invalid, "%s lists %d codes; it may list %d", d.Name, len(d.Codes), MaxQualifierCodes)
	}
	seen := make(map[string]bool, len(d.Codes))
	for _, c := range d.Codes {
		if !IsQualifierCode(c.Code) || seen[c.Code] {
			return Errorf(Invalid, "%s lists %s, which is no code, or stands there twice", d.Name, Quote(c.Code))
		}
		seen[c.Code] = true
	}
	for _, bound := range []Text{d.Min, d.Max} {
		if bound == "" {
			continue
		}
		if value, err := readValue(d.Type, string(bound)); err != nil || value != string(bound) {
			return Errorf(Invalid, "%s has a bound that is no value of its type: %s", d.Name, Quote(string(bound)))
		}
	}
	return d.checkOrder()
}

// checkOrder checks that some value may lie between the bounds.
func (d *QualifierDefinition) checkOrder() error {
	if d.Min == "" || d.Max == "" {
		return nil
	}
	var room [2]rangeRoom
	least, _ := appendRange(&room[0], d.Type, string(d.Min))
	if _, most := appendRange(&room[1], d.Type, string(d.Max)); string(least) > string(most) {
		return Errorf(Invalid, "%s: nothing lies from %s to %s; are the two the wrong way round?", d.Name, d.Min, d.Max)
	}
	return nil
}

// Qualifier gives the definition of a name; nil where the relation declares none.
func (r *Relation) Qualifier(name string) *QualifierDefinition {
	if r == nil {
		return nil
	}
	for _, d := range r.Qualifiers {
		if d.Name == name {
			return d
		}
	}
	return nil
}

// QualifierNames are the names of the declared qualifiers.
func (r *Relation) QualifierNames() []string {
	names := make([]string, len(r.Qualifiers))
	for i, d := range r.Qualifiers {
		names[i] = d.Name
	}
	return names
}

// CheckQualifiers says what is wrong with the qualifiers of a statement of the relation. The error has the code Invalid.
func (r *Relation) CheckQualifiers(s *Statement) error {
	for i, q := range s.Qualifiers {
		d := r.Qualifier(q.Name)
		switch {
		case i > 0 && s.Qualifiers[i-1].Name >= q.Name:
			return Errorf(Invalid, "its qualifiers are not in the order of their names, or %s stands twice", Quote(q.Name))
		case d == nil:
			return Errorf(Invalid, "%s has no qualifier %s%s", r.Name, Quote(q.Name), DidYouMean(q.Name, r.QualifierNames()))
		case q.Type != d.Type:
			return Errorf(Invalid, "its %s is of the type %s, not %s", q.Name, d.Type, Quote(string(q.Type)))
		}
		value, err := d.Read(q.Value)
		if err != nil {
			return Errorf(Invalid, "its %s: %v", q.Name, err)
		}
		if value != q.Value {
			return Errorf(Invalid, "its %s is written %s, not %s", q.Name, value, Quote(q.Value))
		}
	}
	return nil
}

// Qualifier gives the qualifier of a name; nil where the statement does not give it.
func (s *Statement) Qualifier(name string) *Qualifier {
	for i := range s.Qualifiers {
		if s.Qualifiers[i].Name == name {
			return &s.Qualifiers[i]
		}
	}
	return nil
}

// ThirdParties are the entities that the statement names besides its ends and whose word it is: About, then those of its qualifiers. The list
// is shared where it has no such qualifiers.
func (s *Statement) ThirdParties() []ID {
	all := s.About
	for _, q := range s.Qualifiers {
		if q.Type == QualifierEntity {
			all = append(all[:len(all):len(all)], q.Value)
		}
	}
	return all
}

// DiffersInQualifiers reports whether both statements give some qualifier, and another value of it. They are then not about the same thing:
// the same ends, but another vote, or another rank of membership. So neither dates, supports nor contradicts the other.
func (s *Statement) DiffersInQualifiers(o *Statement) bool {
	for i := range s.Qualifiers {
		q := &s.Qualifiers[i]
		if other := o.Qualifier(q.Name); other != nil && other.Value != q.Value {
			return true
		}
	}
	return false
}
