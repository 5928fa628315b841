package mapping

import (
	"regexp"
	"strings"

	"entente/internal/dataset/input"
	"entente/internal/knowledge"
	"entente/internal/mapping/table"
)

// value is what a key of a mapping is given: one text for each row, a list of them, or none.
type value struct {
	at input.Position
	// One of these five is what it begins with; group is the group of a match.
	template *template
	program  *expression
	first    []*value
	all      []*value
	flags    []flag
	missing  map[string]bool
	match    *regexp.Regexp
	split    string
	takeOne  bool
	mapped   map[string]string
	others   *string
	fallback string
	decimal  string
	prefix   string
}

// flag is a column that holds 1 or 0, and what its 1 stands for.
type flag struct {
	slot slot
	text string
}

// value reads a value: a template, a constant, a list of values, or a mapping of the keys of valueKeys.
func (d *decoder) value(v input.Value, isID bool) *value {
	switch v.Kind {
	case input.Mapping:
		if len(v.Fields) == 1 && v.Fields[0].Value.Kind == input.Nothing {
			d.text(v, "a value")
			return nil
		}
		return d.valueOf(v, d.object(v, valueKeys()), isID)
	case input.List:
		list := &value{at: v.At}
		for _, item := range d.items(&v, "a list of values") {
			list.all = append(list.all, d.value(item, isID))
		}
		return list
	}
	return &value{at: v.At, template: d.template(d.text(v, "a value"), isID)}
}

// valueOf reads the keys of a value.
func (d *decoder) valueOf(v input.Value, o map[string]*input.Value, isID bool) *value {
	out := &value{at: v.At, missing: d.set(o["missing"], "missing"), match: d.pattern(o["match"]), fallback: d.optional(o["default"], "default"), decimal: d.optional(o["decimal"], "decimal"), split: d.optional(o["split"], "split"), prefix: d.optional(o["prefix"], "prefix")}
	// Behind a prefix each item is put into the form of a slug by itself.
	isID = isID && out.prefix == ""
	begins := 0
	for _, key := range []string{"column", "text", "id", "expr", "first", "flags"} {
		if given := o[key]; given != nil {
			begins++
			d.begin(out, key, *given, isID)
		}
	}
	if begins != 1 {
		d.fail(v.At, "missing-key", "a value has one of column, text, id, expr, first and flags", "")
	}
	if take := o["take"]; take != nil {
		if out.takeOne = true; d.text(*take, "take").Text != "first" {
			d.fail(take.At, "bad-value", "take is first", "")
		}
	}
	if m := o["map"]; m != nil {
		out.mapped = map[string]string{}
		if m.Kind != input.Mapping {
			d.fail(m.At, "wrong-type", "map is a mapping of what cells hold to what it stands for", "map: {1: ALLIED_WITH}")
		}
		for _, f := range m.Fields {
			if _, twice := out.mapped[f.Key]; twice {
				d.fail(f.At, "duplicate-key", knowledge.Quote(f.Key)+" stands here already", "")
			}
			out.mapped[f.Key] = d.text(f.Value, "what a value stands for").Text
		}
	}
	if other := o["otherwise"]; other != nil {
		text := d.text(*other, "otherwise").Text
		out.others = &text
		if out.mapped == nil {
			d.fail(other.At, "missing-key", "otherwise stands beside map", "default is for where there is no value")
		}
	}
	return out
}

// begin reads what a value begins with.
func (d *decoder) begin(out *value, key string, given input.Value, isID bool) {
	switch key {
	case "column":
		name := d.text(given, "column")
		out.template = &template{literals: []string{"", ""}, slots: []slot{d.slot(name.Text, given.At)}, slug: isID}
	case "text":
		out.template = d.template(d.text(given, "text"), isID)
	case "id":
		out.template = d.template(d.text(given, "id"), true)
	case "expr":
		out.program = d.expression(given)
	case "flags":
		if given.Kind != input.Mapping {
			d.fail(given.At, "wrong-type", "flags is a mapping of columns to what a 1 in them stands for", "")
		}
		for _, f := range given.Fields {
			out.flags = append(out.flags, flag{d.slot(f.Key, f.At), d.text(f.Value, "what a column stands for").Text})
		}
	case "first":
		for _, item := range d.items(&given, "first") {
			out.first = append(out.first, d.value(item, isID))
		}
	}
}

// eval gives the text for a row; it is empty where there is none, and has table.ListSeparator where there are several.
func (v *value) eval(r *row, slugs map[string]string) (cell, *fault) {
	c, f := v.begun(r, slugs)
	if f != nil && !(f.code == ChangedBySpreadsheet && (v.mapped != nil || v.match != nil)) {
		return c, f
	}
	if v.missing[c.text] {
		c.text = ""
	}
	if c.text != "" && v.match != nil {
		if f := v.matched(&c); f != nil {
			return c, f
		}
	}
	if c.text != "" && v.split != "" {
		c.text = splitList(c.text, v.split)
	}
	if v.takeOne {
		c.text, _, _ = strings.Cut(c.text, table.ListSeparator)
	}
	if c.text != "" && (v.mapped != nil || v.decimal != "" || v.prefix != "") {
		if f := v.each(&c, slugs); f != nil {
			return c, f
		}
	}
	if c.text == "" {
		c.text = v.fallback
	}
	return c, nil
}

// begun gives what the value begins with.
func (v *value) begun(r *row, slugs map[string]string) (cell, *fault) {
	switch {
	case v.template != nil:
		return v.template.eval(r, slugs)
	case v.flags != nil:
		return v.flagged(r)
	case v.program != nil:
		out, f := v.program.run(r)
		return cell{written(out), v.program.place}, f
	}
	place := -1
	var list []string
	for _, one := range append(v.first, v.all...) {
		c, f := one.eval(r, slugs)
		if f != nil {
			return c, f
		}
		if c.place >= 0 {
			place = c.place
		}
		if c.text != "" && v.all == nil {
			return c, nil
		}
		if c.text != "" {
			list = append(list, c.text)
		}
	}
	return cell{strings.Join(list, table.ListSeparator), place}, nil
}

// flagged gives what the columns that hold 1 stand for.
func (v *value) flagged(r *row) (cell, *fault) {
	var list []string
	for _, one := range v.flags {
		switch c := r.get(one.slot); c.text {
		case "1":
			list = append(list, one.text)
		case "0", "":
		default:
			if !v.missing[c.text] {
				return c, faultf(c.place, UnmappedValue, "say with missing which cells count as 0", "%s is neither 1 nor 0", knowledge.Quote(c.text))
			}
		}
	}
	return cell{strings.Join(list, table.ListSeparator), -1}, nil
}

// matched puts a group of the pattern in the place of the text: the first, or all of it where there is none.
func (v *value) matched(c *cell) *fault {
	found := v.match.FindStringSubmatch(c.text)
	if found == nil {
		return faultf(c.place, UnmappedValue, "", "%s does not fit the pattern %s", knowledge.Quote(c.text), v.match)
	}
	c.text = strings.TrimSpace(found[min(1, len(found)-1)])
	return nil
}

// each maps the items of a list, or the one text.
func (v *value) each(c *cell, slugs map[string]string) *fault {
	items := strings.Split(c.text, table.ListSeparator)
	for i, item := range items {
		if v.mapped != nil {
			to, known := v.mapped[item]
			switch {
			case known:
				items[i] = to
			case v.others != nil:
				items[i] = *v.others
			default:
				return faultf(c.place, UnmappedValue, "add it to map, or say what others stand for with otherwise", "map does not have %s", knowledge.Quote(item))
			}
		}
		if v.decimal != "" {
			number, ok := plainNumber(items[i], v.decimal)
			if !ok {
				return faultf(c.place, "bad-value", "", "%s is no number with decimals after %s", knowledge.Quote(item), knowledge.Quote(v.decimal))
			}
			items[i] = number
		}
		if v.prefix != "" {
			items[i] = v.prefix + itemOf(v.prefix, items[i], slugs)
		}
	}
	c.text = strings.Join(items, table.ListSeparator)
	return nil
}

// itemOf is what stands after a prefix: in the form of a slug where the prefix begins an id.
func itemOf(prefix, item string, slugs map[string]string) string {
	for _, kind := range kindPrefixes() {
		if strings.HasPrefix(prefix, kind) {
			return slugOf(item, slugs)
		}
	}
	return item
}

// thousands are the signs that part groups of three digits, where the decimals stand after another.
const thousands = ". '\u00a0\u202f’,"

var plainDecimal = regexp.MustCompile(`^[-+]?\d+(\.\d+)?$`)

// plainNumber writes a number with a point before its decimals and nothing between its thousands.
func plainNumber(text, decimal string) (string, bool) {
	whole, decimals, has := strings.Cut(text, decimal)
	groups := strings.FieldsFunc(whole, func(c rune) bool { return strings.ContainsRune(thousands, c) })
	for _, group := range groups[min(1, len(groups)):] {
		if len(group) != 3 {
			return "", false
		}
	}
	number := strings.Join(groups, "")
	if has {
		number += "." + decimals
	}
	return number, plainDecimal.MatchString(number)
}

// splitList parts a cell at a sign, and drops what is empty.
func splitList(text, sign string) string {
	var items []string
	for _, item := range strings.Split(text, sign) {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return strings.Join(items, table.ListSeparator)
}
