package dataset

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"entente/internal/dataset/input"
	"entente/internal/knowledge"
)

// shape is the keys of a mapping.
type shape struct {
	// what names the mapping with its article: "a statement".
	what     string
	required []string
	optional []string
	// elsewhere, which may be nil, says where a key belongs that is none of these; "" where it is not known.
	elsewhere func(r *record, key string) string
}

func (s shape) keys() []string { return slices.Concat(s.required, s.optional) }

// record is a mapping of the input with checked keys. Its getters report an invalid value at its position and then return the zero value;
// for a missing key they return the zero value silently, as record reports missing keys itself.
type record struct {
	*file
	shape  shape
	at     input.Position
	fields []input.Field
	// meant are the keys that wrong ones are likely meant to be.
	meant []string
}

// record returns a value as a mapping. It returns nil and reports if the value is not one.
func (f *file) record(v input.Value, s shape) *record {
	if v.Kind != input.Mapping {
		f.fail(v.At, WrongType, fmt.Sprintf("%s is a mapping of keys to values, not %s", s.what, typeOf(v)), "its keys are "+listed(s.keys(), "and"))
		return nil
	}
	r := &record{file: f, shape: s, at: v.At, fields: make([]input.Field, 0, len(v.Fields))}
	for _, field := range v.Fields {
		r.take(field)
	}
	for _, key := range s.required {
		if !r.has(key) && !slices.Contains(r.meant, key) {
			f.fail(r.at, MissingKey, fmt.Sprintf("%s has no %s, which it must have", s.what, key), r.swallowedHint(key))
		}
	}
	return r
}

// swallowedHint says what to do where a missing key stands within the value of another: in braces without a comma between them.
func (r *record) swallowedHint(key string) string {
	for _, f := range r.fields {
		if f.Value.Kind == input.Text && strings.Contains(f.Value.Text, " "+key+": ") {
			return "it stands in the value of " + f.Key + ": within braces a comma separates keys"
		}
	}
	return ""
}

// list calls take with each item of a file that is a list of such mappings.
func (f *file) list(ctx context.Context, s shape, take func(*record)) {
	empty := true
	for v := range f.values(ctx, MaxListFile) {
		empty = false
		if v.Kind != input.List {
			f.fail(v.At, WrongType, "the file is a list, not "+typeOf(v), listHint(v, s))
			continue
		}
		for _, item := range v.Items {
			if rec := f.record(item, s); rec != nil {
				take(rec)
			}
		}
	}
	// Relations and waivers of its own are what most datasets do without.
	if empty && (f.name == entitiesFile || f.name == statementsFile) && ctx.Err() == nil && !f.reported() {
		f.warn(start(), EmptyFile, "the file holds nothing but white space and comments", "begin "+s.what+" with a dash, or remove the file")
	}
}

// listHint says how a list file is written, by what stands in one that is none.
func listHint(v input.Value, s shape) string {
	begin, _, _ := strings.Cut(v.Text, "\n")
	columns := strings.FieldsFunc(begin, func(c rune) bool { return strings.ContainsRune(",;\t ", c) })
	switch {
	case len(v.Fields) > 0 && strings.HasPrefix(v.Fields[0].Key, "-"):
		return "an ordinary space follows the dash"
	case strings.HasPrefix(begin, "<"):
		return "this looks like a page of the web; write YAML, and begin " + s.what + " with a dash"
	case v.Kind == input.Text && len(columns) > 1 && slices.Contains(s.keys(), columns[0]):
		return "this looks like a table; write YAML, and begin " + s.what + " with a dash and its keys: " + listed(s.keys(), "and")
	}
	return "begin " + s.what + " with a dash"
}

// take adds a field, and reports an unknown or duplicate key.
func (r *record) take(field input.Field) {
	keys := r.shape.keys()
	earlier := r.field(field.Key)
	switch {
	case !slices.Contains(keys, field.Key):
		r.fail(field.At, UnknownKey, fmt.Sprintf("%s is no key of %s", quoted(field.Key), r.shape.what), r.keyHint(field))
	case earlier != nil:
		r.fail(field.At, DuplicateKey, fmt.Sprintf("%s stands already on %s", field.Key, earlier.At), "")
	default:
		r.fields = append(r.fields, field)
	}
}

// keyHint says what is meant by a key that there is not.
func (r *record) keyHint(field input.Field) string {
	if n := len(r.fields); n > 0 && field.Value.Kind == input.Nothing && r.fields[n-1].Value.At.Line == field.At.Line {
		last := r.fields[n-1]
		if last.Value.Kind == input.Number && isDigits(field.Key) {
			return "a number has a decimal point: write " + last.Value.Text + "." + field.Key
		}
		return "within braces a text with a comma in it stands in quotes"
	}
	if r.shape.elsewhere != nil {
		if hint := r.shape.elsewhere(r, field.Key); hint != "" {
			return hint
		}
	}
	meant := knowledge.Nearest(field.Key, r.shape.keys())
	for _, key := range r.shape.keys() {
		if meant == "" && len(field.Key) >= 3 && strings.HasPrefix(key, strings.ToLower(field.Key)) {
			meant = key
		}
	}
	if meant == "" {
		return "its keys are " + listed(r.shape.keys(), "and")
	}
	r.meant = append(r.meant, meant)
	return "did you mean " + meant + "?"
}

// isDigits says whether a text has digits alone, one or more.
func isDigits(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}

// refuse makes what the record says incomplete without an error, where the reason is told elsewhere.
func (r *record) refuse() { r.problems.refused++ }

// isRepeated says whether the file has an error that is told once already.
func (r *record) isRepeated(code Code, message string) bool {
	return r.problems.repeated[repeatedKey{r.name, code, message}] != nil
}

// field gives the field of a key; nil if it is missing. There are so few that a map would cost more.
func (r *record) field(key string) *input.Field {
	for i := range r.fields {
		if r.fields[i].Key == key {
			return &r.fields[i]
		}
	}
	return nil
}

// has says whether the key is there.
func (r *record) has(key string) bool { return r.field(key) != nil }

// valueAt is the position of the value of a key; that of the record if it is missing.
func (r *record) valueAt(key string) input.Position {
	if f := r.field(key); f != nil {
		return f.Value.At
	}
	return r.at
}

// keyAt is the position of a key that is there.
func (r *record) keyAt(key string) input.Position { return r.field(key).At }

// list gives the items of a list, which is empty only where the key may be left out. hint says how one is written.
func (r *record) list(key, hint string) []input.Value {
	f := r.field(key)
	if f == nil {
		return nil
	}
	at, items := f.Value.At, f.Value.Items
	switch {
	case f.Value.Kind != input.List:
		r.fail(at, WrongType, fmt.Sprintf("%s is a list, not %s", key, typeOf(f.Value)), hint)
	case len(items) == 0 && slices.Contains(r.shape.required, key):
		r.fail(at, BadValue, key+" is empty", "write at least one item")
	case len(items) > MaxItems:
		r.fail(at, TooLarge, fmt.Sprintf("%s has %d items; it may have %d", key, len(items), MaxItems), "")
		return nil
	}
	return items
}

// item is a text of a list with its place.
type item struct {
	text string
	at   input.Position
}

// texts gives the texts of a list, each once; a second one is an error.
func (r *record) texts(key string) []item {
	var items []item
	seen := map[string]input.Position{}
	hint := "write [one, two], or a dash a line"
	if f := r.field(key); f != nil && f.Value.Kind == input.Text && len(f.Value.Text) < MaxName && !strings.ContainsAny(f.Value.Text, ",;[]{}:#\n") {
		hint = "write [" + f.Value.Text + "]"
	}
	for _, v := range r.list(key, hint) {
		it := item{r.textOf(v, "an item of "+key, MaxName), v.At}
		if it.text == "" {
			continue
		}
		if earlier, twice := seen[it.text]; twice {
			r.fail(it.at, DuplicateValue, fmt.Sprintf("%s stands already on %s", quoted(it.text), earlier), "")
			continue
		}
		seen[it.text] = it.at
		items = append(items, it)
	}
	return items
}

// records gives the mappings of a list.
func (r *record) records(key string, s shape) []*record {
	var all []*record
	for _, v := range r.list(key, "begin "+s.what+" with a dash; its keys are "+listed(s.keys(), "and")) {
		if one := r.file.record(v, s); one != nil {
			all = append(all, one)
		}
	}
	return all
}

// mapping returns a mapping within the record; nil if it is missing or invalid.
func (r *record) mapping(key string, s shape) *record {
	f := r.field(key)
	if f == nil {
		return nil
	}
	return r.file.record(f.Value, s)
}
