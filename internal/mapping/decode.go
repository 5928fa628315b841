package mapping

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"entente/internal/dataset/input"
	"entente/internal/knowledge"
)

// decoder reads a mapping's values and reports what is wrong with them.
type decoder struct {
	report func(input.Problem)
	failed bool
	scope  *scope
}

func (d *decoder) fail(at input.Position, code, message, hint string) {
	d.failed = true
	d.report(input.Problem{At: at, Code: code, Message: message, Hint: hint})
}

// object gives the values of a mapping's keys, after checking these.
func (d *decoder) object(v input.Value, keys Keys) map[string]*input.Value {
	values := map[string]*input.Value{}
	if v.Kind != input.Mapping {
		d.fail(v.At, "wrong-type", keys.What+" is a mapping of keys to values", "its keys are "+listed(keys.names()))
		return values
	}
	for i := range v.Fields {
		f := &v.Fields[i]
		switch {
		case keys.find(f.Key) == nil:
			hint := knowledge.Nearest(f.Key, keys.names())
			if hint == "" {
				hint = "its keys are " + listed(keys.names())
			} else {
				hint = "did you mean " + hint + "?"
			}
			d.fail(f.At, "unknown-key", fmt.Sprintf("%s is no key of %s", knowledge.Quote(f.Key), keys.What), hint)
		case values[f.Key] != nil:
			d.fail(f.At, "duplicate-key", f.Key+" stands already on "+values[f.Key].At.String(), "")
		default:
			values[f.Key] = &f.Value
		}
	}
	for _, key := range keys.Keys {
		if key.Required && values[key.Name] == nil {
			d.fail(v.At, "missing-key", fmt.Sprintf("%s has no %s, which it must have", keys.What, key.Name), "")
		}
	}
	return values
}

// text gives a text of one line; numbers and truth values stand as they are written.
func (d *decoder) text(v input.Value, key string) input.Value {
	switch v.Kind {
	case input.Text:
		v.Text = strings.TrimRight(v.Text, "\n")
		return v
	case input.Number, input.Truth:
		return v
	case input.Mapping:
		hint := ""
		if len(v.Fields) == 1 && v.Fields[0].Value.Kind == input.Nothing {
			hint = fmt.Sprintf("a template stands in quotes: \"{%s}\"", v.Fields[0].Key)
		}
		d.fail(v.At, "wrong-type", key+" is a text, not a mapping", hint)
	case input.List:
		d.fail(v.At, "wrong-type", key+" is a text, not a list", "")
	default:
		d.fail(v.At, "wrong-type", key+" is a text, not nothing", `an empty text is ""`)
	}
	return input.Value{At: v.At}
}

func (d *decoder) optional(v *input.Value, key string) string {
	if v == nil {
		return ""
	}
	return d.text(*v, key).Text
}

// texts gives the texts of a list, or the one text that stands in its place.
func (d *decoder) texts(v *input.Value, key string) []input.Value {
	if v == nil {
		return nil
	}
	if v.Kind != input.List {
		return []input.Value{d.text(*v, key)}
	}
	var all []input.Value
	for _, item := range v.Items {
		all = append(all, d.text(item, "an item of "+key))
	}
	return all
}

// set gives the texts of a list as a set; nil where there is none.
func (d *decoder) set(v *input.Value, key string) map[string]bool {
	var all map[string]bool
	for _, t := range d.texts(v, key) {
		if all == nil {
			all = map[string]bool{}
		}
		all[t.Text] = true
	}
	return all
}

// items gives the items of a list.
func (d *decoder) items(v *input.Value, key string) []input.Value {
	if v == nil {
		return nil
	}
	if v.Kind != input.List {
		d.fail(v.At, "wrong-type", key+" is a list", "begin each item with a dash")
		return nil
	}
	if len(v.Items) == 0 {
		d.fail(v.At, "bad-value", key+" is empty", "leave the key out")
	}
	return v.Items
}

var ownName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// fields gives the keys of a mapping whose keys are names of the author's own.
func (d *decoder) fields(v *input.Value, key string) []input.Field {
	if v == nil {
		return nil
	}
	if v.Kind != input.Mapping {
		d.fail(v.At, "wrong-type", key+" is a mapping of names of your own", "")
		return nil
	}
	for i, f := range v.Fields {
		if !ownName.MatchString(f.Key) {
			d.fail(f.At, "bad-value", fmt.Sprintf("%s is no name: it has letters, digits and _", knowledge.Quote(f.Key)), "")
		}
		for _, earlier := range v.Fields[:i] {
			if earlier.Key == f.Key {
				d.fail(f.At, "duplicate-key", f.Key+" stands already on "+earlier.At.String(), "")
			}
		}
	}
	return v.Fields
}

func (d *decoder) count(v *input.Value, key string) int {
	if v == nil {
		return 0
	}
	n, err := strconv.Atoi(v.Text)
	if err != nil || v.Kind != input.Number || n < 0 || n > maxSkip {
		d.fail(v.At, "bad-value", fmt.Sprintf("%s is a whole number from 0 to %d", key, maxSkip), "")
		return 0
	}
	return n
}

// maxSkip bounds the lines before a header.
const maxSkip = 10_000

func listed(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// pattern reads a regular expression.
func (d *decoder) pattern(v *input.Value) *regexp.Regexp {
	if v == nil {
		return nil
	}
	p, err := regexp.Compile(d.text(*v, "match").Text)
	if err != nil {
		d.fail(v.At, BadExpression, "this is no regular expression: "+strings.TrimPrefix(err.Error(), "error parsing regexp: "), "put it in single quotes, so that \\ stays")
		return nil
	}
	return p
}
