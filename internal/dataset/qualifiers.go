package dataset

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"entente/internal/dataset/input"
	"entente/internal/edtf"
	"entente/internal/knowledge"
)

func qualifierShape() shape {
	return shape{what: "a qualifier", required: []string{"name", "type"}, optional: []string{"label", "unit", "description", "min", "max", "codes"}}
}

// qualifierDefinitions reads the qualifiers that a relation declares.
func qualifierDefinitions(rec *record) []*knowledge.QualifierDefinition {
	var all []*knowledge.QualifierDefinition
	for _, one := range rec.records("qualifiers", qualifierShape()) {
		d := decodeQualifier(one)
		switch {
		case d == nil:
		case slices.ContainsFunc(all, func(o *knowledge.QualifierDefinition) bool { return o.Name == d.Name }):
			one.fail(one.valueAt("name"), DuplicateValue, fmt.Sprintf("the relation has a qualifier %s already", d.Name), "")
		default:
			all = append(all, d)
		}
	}
	if len(all) > knowledge.MaxQualifiers {
		rec.fail(rec.valueAt("qualifiers"), TooLarge, fmt.Sprintf("a relation may have %d qualifiers, and this has %d", knowledge.MaxQualifiers, len(all)), "")
		return nil
	}
	slices.SortFunc(all, func(a, b *knowledge.QualifierDefinition) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// decodeQualifier reads one definition; nil where something of it is wrong, which it reports.
func decodeQualifier(rec *record) *knowledge.QualifierDefinition {
	before := rec.problems.refused
	d := &knowledge.QualifierDefinition{
		Name:        rec.text("name", MaxName),
		Type:        choice(rec, "type", knowledge.QualifierTypes(), ""),
		Label:       knowledge.Text(rec.text("label", MaxName)),
		Unit:        knowledge.Text(rec.text("unit", MaxName)),
		Description: rec.prose("description"),
		Codes:       codeLabels(rec),
	}
	if d.Name != "" && !knowledge.IsQualifierName(d.Name) {
		rec.fail(rec.valueAt("name"), BadValue, fmt.Sprintf("%s is no name of a qualifier: it has letters and digits, the first a small letter, as deathsBest, and at most 64 of them", quoted(d.Name)), "")
	}
	d.Min, d.Max = bound(rec, "min", d.Type), bound(rec, "max", d.Type)
	switch hasCodes := rec.has("codes"); {
	case d.Type == knowledge.QualifierCode && !hasCodes:
		rec.fail(rec.at, MissingKey, "a qualifier of codes has no codes, which it must have", "list them, each with what it stands for: codes: {full: Full member}")
	case d.Type != "" && d.Type != knowledge.QualifierCode && hasCodes:
		rec.fail(rec.keyAt("codes"), BadValue, "only a qualifier of the type code has codes", "write type: code, or leave codes out")
	}
	if rec.problems.refused > before || !rec.has("name") || d.Type == "" {
		return nil
	}
	if err := d.Check(); err != nil {
		rec.fail(rec.at, BadValue, err.Error(), "")
		return nil
	}
	return d
}

// bound reads the least or the most that a qualifier of a type may be.
func bound(rec *record, key string, of knowledge.QualifierType) knowledge.Text {
	word, at, ok := rec.word(key, "a number or a date")
	if !ok || of == "" {
		return ""
	}
	value, err := (&knowledge.QualifierDefinition{Type: of}).Read(word)
	switch {
	case !of.IsNumber() && of != knowledge.QualifierDate:
		rec.fail(rec.keyAt(key), BadValue, fmt.Sprintf("only numbers and dates have a least and a most, and this is of the type %s", strings.ToLower(string(of))), "leave "+key+" out")
		return ""
	case err != nil:
		rec.fail(at, BadValue, key+": "+err.Error(), "")
	}
	return knowledge.Text(value)
}

// codeLabels reads the codes of a qualifier: a mapping of codes to what they stand for.
func codeLabels(rec *record) []knowledge.CodeLabel {
	f := rec.field("codes")
	switch {
	case f == nil:
		return nil
	case f.Value.Kind != input.Mapping:
		rec.fail(f.Value.At, WrongType, "codes is a mapping of codes to what they stand for, not "+typeOf(f.Value), "write codes: {full: Full member, observer: Observer}")
		return nil
	case len(f.Value.Fields) == 0:
		rec.fail(f.Value.At, BadValue, "codes is empty", "write at least one")
	case len(f.Value.Fields) > knowledge.MaxQualifierCodes:
		rec.fail(f.Value.At, TooLarge, fmt.Sprintf("codes has %d codes; it may have %d", len(f.Value.Fields), knowledge.MaxQualifierCodes), "")
		return nil
	}
	all := make([]knowledge.CodeLabel, 0, len(f.Value.Fields))
	seen := map[string]input.Position{}
	for _, c := range f.Value.Fields {
		earlier, twice := seen[c.Key]
		switch {
		case twice:
			rec.fail(c.At, DuplicateKey, fmt.Sprintf("%s stands already on %s", quoted(c.Key), earlier), "")
			continue
		case !knowledge.IsQualifierCode(c.Key):
			rec.fail(c.At, BadValue, fmt.Sprintf("%s is no code: it has letters a-z and A-Z, digits and . _ + -, and at most 64 of them", quoted(c.Key)), "")
		}
		seen[c.Key] = c.At
		all = append(all, knowledge.CodeLabel{Code: c.Key, Label: knowledge.Text(rec.textOf(c.Value, "what a code stands for", MaxName))})
	}
	return all
}

// qualifiers gives the qualifiers of a statement, by name. The time decides whom a name or a code of an entity means.
func (r *reader) qualifiers(rec *record, relation *knowledge.Relation, when edtf.Span) []knowledge.Qualifier {
	f := rec.field("qualifiers")
	if f == nil || relation == nil {
		return nil
	}
	if f.Value.Kind != input.Mapping {
		rec.fail(f.Value.At, WrongType, "qualifiers is a mapping of names to values, not "+typeOf(f.Value), "write qualifiers: {name: value}")
		return nil
	}
	q := &qualifierReader{reader: r, rec: rec, relation: relation, when: when}
	all := make([]knowledge.Qualifier, 0, len(f.Value.Fields))
	for i, one := range f.Value.Fields {
		if earlier := slices.IndexFunc(f.Value.Fields[:i], func(o input.Field) bool { return o.Key == one.Key }); earlier >= 0 {
			rec.fail(one.At, DuplicateKey, fmt.Sprintf("%s stands already on %s", one.Key, f.Value.Fields[earlier].At), "")
			continue
		}
		d := relation.Qualifier(one.Key)
		if d == nil {
			q.unknown(one)
			continue
		}
		if value := q.value(d, one.Value); value != "" {
			all = append(all, knowledge.Qualifier{Name: d.Name, Type: d.Type, Value: value})
		}
	}
	slices.SortFunc(all, func(a, b knowledge.Qualifier) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// qualifierReader reads the values of a statement's qualifiers.
type qualifierReader struct {
	*reader
	rec      *record
	relation *knowledge.Relation
	when     edtf.Span
}

// unknown reports a qualifier that the relation does not declare.
func (q *qualifierReader) unknown(one input.Field) {
	q.reader.unknown(q.rec, one.At, UnknownQualifier, fmt.Sprintf("%s has no qualifier %s", q.relation.Name, quoted(one.Key)), func() string {
		names := q.relation.QualifierNames()
		switch hint := didYouMean(one.Key, names); {
		case hint != "":
			return hint
		case len(names) > 0:
			return "its qualifiers are " + firstOf(names)
		}
		return "it has none; a relation declares its own in " + relationsFile
	})
}

// value reads the value of a qualifier; it returns "" where it is wrong, which it reports.
func (q *qualifierReader) value(d *knowledge.QualifierDefinition, v input.Value) string {
	text, ok := q.text(d, v)
	if !ok {
		return ""
	}
	value, err := d.Read(text)
	if err == nil {
		return value
	}
	var syntax *edtf.SyntaxError
	if _, parsed := edtf.ParseDate(text); d.Type == knowledge.QualifierDate && errors.As(parsed, &syntax) {
		q.rec.badDate(v.At, "date", text, parsed)
		return ""
	}
	q.reader.unknown(q.rec, v.At, BadValue, d.Name+": "+err.Error(), func() string { return "" })
	return ""
}

// text gives the text that stands for a value of the type, for an entity its id; ok is false where none does, which it reports.
func (q *qualifierReader) text(d *knowledge.QualifierDefinition, v input.Value) (text string, ok bool) {
	isNumber, isText := v.Kind == input.Number, v.Kind == input.Text
	// Cells of tables are texts, whatever they hold.
	ofTable := q.rec.columns != nil
	switch {
	case d.Type.IsNumber() && (isNumber || isText && ofTable),
		(d.Type == knowledge.QualifierDate || d.Type == knowledge.QualifierCode) && (isNumber || isText):
		return v.Text, d.Type != knowledge.QualifierDate || !q.rec.noDate(d.Name, v)
	case d.Type.IsNumber():
		q.rec.fail(v.At, WrongType, fmt.Sprintf("%s is a number, not %s", d.Name, typeOf(v)), plainNumberHint(v))
	case d.Type == knowledge.QualifierDate:
		q.rec.fail(v.At, WrongType, fmt.Sprintf("%s is a date, not %s", d.Name, typeOf(v)), "leave it out where there is no date")
	case d.Type == knowledge.QualifierCode:
		q.rec.fail(v.At, WrongType, fmt.Sprintf("%s is a code, not %s", d.Name, typeOf(v)), quotesHint(v))
	case d.Type == knowledge.QualifierEntity && !q.isBareNumber(q.rec, d.Name, v):
		if name := q.rec.textOf(v, d.Name, MaxName); name != "" {
			text = q.resolve(q.rec, item{name, v.At}, q.when)
		}
	case d.Type == knowledge.QualifierText:
		text = q.rec.textOf(v, d.Name, knowledge.MaxQualifierText)
	}
	return text, text != ""
}

// plainNumberHint says how a number is written that stands in quotes, or with a decimal comma.
func plainNumberHint(v input.Value) string {
	if n, err := knowledge.ParseDecimal(strings.Replace(strings.TrimSpace(v.Text), ",", ".", 1)); err == nil && v.Kind == input.Text {
		return "write " + string(n) + ", without quotes and with a decimal point"
	}
	if v.Kind == input.Nothing || v.Kind == input.Text && missingDate.MatchString(v.Text) {
		return "leave it out where there is no number"
	}
	return ""
}

// qualifierHint says where a key belongs that is a qualifier of the relation.
func (r *reader) qualifierHint(rec *record, key string) string {
	f := rec.field("relation")
	if f == nil {
		return ""
	}
	if d := r.lookUpRelation(f.Value.Text).Qualifier(key); d != nil {
		return fmt.Sprintf("it is a qualifier of %s: write qualifiers: {%s: ...}", f.Value.Text, key)
	}
	return ""
}
