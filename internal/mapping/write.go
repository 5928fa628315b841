package mapping

import (
	"fmt"
	"strings"

	"entente/internal/dataset/input"
	"entente/internal/mapping/table"
)

// writer writes what a row says as the fields of a record.
type writer struct {
	run    *Run
	table  *table.Table
	at     table.Row
	values *row
}

// fields writes properties. A property without a value is left out where its key need not be there.
func (w *writer) fields(to []input.Field, properties []property) ([]input.Field, *fault) {
	for i := range properties {
		p := &properties[i]
		if p.parts != nil {
			v, f := w.parts(p)
			if f != nil {
				return to, f
			}
			if v.Items != nil || v.Fields != nil {
				to = append(to, input.Field{Key: p.key, At: v.At, Value: v})
			}
			continue
		}
		c, f := w.eval(p)
		if f != nil {
			return to, f
		}
		at := w.run.position(w.table, w.at, c.place)
		switch {
		case c.text == "" && p.must:
			return to, faultf(c.place, EmptyCell, "say what stands in its place with default, or leave such rows out", "there is no %s: the cell is empty", p.key)
		case c.text == "":
			continue
		}
		v := w.value(p, c.text, at)
		to = append(to, input.Field{Key: p.key, At: at, Value: v})
	}
	return to, nil
}

func (w *writer) eval(p *property) (cell, *fault) {
	if p.span != nil {
		c, f := p.span.eval(w.values, w.run.slugs)
		if p.key != "valid" && c.text == endOpen {
			c.text = ""
		}
		return c, f
	}
	return p.value.eval(w.values, w.run.slugs)
}

// value makes a text, a number where the key is one of a number, or a list.
func (w *writer) value(p *property, text string, at input.Position) input.Value {
	kind := input.Text
	if p.whole && !strings.Contains(text, table.ListSeparator) {
		return input.Value{Kind: kind, Text: text, At: at}
	}
	if (p.key == "latitude" || p.key == "longitude") && plainDecimal.MatchString(text) {
		kind = input.Number
	}
	isList := !p.whole && (p.key == "about" || p.key == "topics")
	if !isList && !strings.Contains(text, table.ListSeparator) {
		return input.Value{Kind: kind, Text: text, At: at}
	}
	v := input.Value{Kind: input.List, At: at}
	for _, item := range strings.Split(text, table.ListSeparator) {
		v.Items = append(v.Items, input.Value{Kind: kind, Text: item, At: at})
	}
	return v
}

// parts writes a list of mappings, or one. An item without one of the values that it must have is left out; a value that is a list makes an item
// of each.
func (w *writer) parts(p *property) (input.Value, *fault) {
	out := input.Value{Kind: input.List, At: w.run.position(w.table, w.at, -1)}
	for _, part := range p.parts {
		fields, f := w.fields(nil, part)
		if f != nil && f.code == EmptyCell {
			continue
		}
		if f != nil {
			return out, f
		}
		v := input.Value{Kind: input.Mapping, At: out.At, Fields: fields}
		if !p.list {
			return v, nil
		}
		out.Items = append(out.Items, spread(v)...)
	}
	return out, nil
}

// spread makes of a mapping with a list in it a mapping for each item.
func spread(v input.Value) []input.Value {
	for i, f := range v.Fields {
		if f.Value.Kind != input.List {
			continue
		}
		var all []input.Value
		for _, item := range f.Value.Items {
			one := v
			one.Fields = append([]input.Field(nil), v.Fields...)
			one.Fields[i].Value = item
			all = append(all, one)
		}
		return all
	}
	return []input.Value{v}
}

// spread gives the record to take: once for each relation of a statement, and once for each id of an entity, whose other lists are then as long.
func (r Record) spread(take func(Record), isStatement bool) *fault {
	key := "id"
	if isStatement {
		key = "relation"
	}
	var items []input.Value
	for _, f := range r.Fields {
		if f.Key == key && f.Value.Kind == input.List {
			items = f.Value.Items
		}
	}
	if items == nil {
		for _, f := range r.Fields {
			if f.Key == "name" && f.Value.Kind == input.List && !isStatement {
				return faultf(-1, "bad-value", "", "%d names stand beside one id", len(f.Value.Items))
			}
		}
		take(r)
		return nil
	}
	for i := range items {
		one := r
		one.Fields = append([]input.Field(nil), r.Fields...)
		for k, f := range r.Fields {
			switch {
			case f.Value.Kind != input.List || f.Key != key && isStatement || f.Key == "names" || f.Key == "identifiers":
			case len(f.Value.Items) != len(items):
				return faultf(-1, "bad-value", "", "%d items of %s stand beside %d of %s", len(f.Value.Items), f.Key, len(items), key)
			default:
				one.Fields[k].Value = f.Value.Items[i]
			}
		}
		take(one)
	}
	return nil
}

// Words describes a record in a line, for previews: `subject cow:2, relation ALLIED_WITH`.
func (r Record) Words() string {
	var parts []string
	for _, f := range r.Fields {
		if f.Key != "locator" {
			parts = append(parts, fmt.Sprintf("%s %s", f.Key, wordsOf(f.Value)))
		}
	}
	return strings.Join(parts, ", ")
}

func wordsOf(v input.Value) string {
	var parts []string
	switch v.Kind {
	case input.List:
		for _, item := range v.Items {
			parts = append(parts, wordsOf(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case input.Mapping:
		for _, f := range v.Fields {
			parts = append(parts, f.Key+" "+wordsOf(f.Value))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return v.Text
}
