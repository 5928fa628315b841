package dataset

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"entente/internal/edtf"
	"entente/internal/knowledge"

	"github.com/goccy/go-yaml/ast"
)

// The limits of values: bytes of a one-line text, of a longer one, and items of a list.
const (
	MaxName  = knowledge.MaxRefLength
	MaxLabel = 2000
	MaxProse = 64 << 10
	MaxItems = 1000
)

// shape is the keys of a mapping.
type shape struct {
	// what names the mapping with its article: "a statement".
	what     string
	required []string
	optional []string
}

func (s shape) keys() []string { return slices.Concat(s.required, s.optional) }

// record is a mapping of the folder with checked keys. Its getters report an invalid value at its position and then return the zero value;
// for a missing key they return the zero value silently, as record reports missing keys itself.
type record struct {
	*file
	shape shape
	// at is where it begins; first is the file's line on which its entry begins.
	at     position
	first  int
	values map[string]ast.Node
	keysAt map[string]position
}

// record returns a node as a mapping. It returns nil and reports if the node is not one.
func (f *file) record(n ast.Node, first int, s shape) *record {
	r := &record{file: f, shape: s, first: first, values: map[string]ast.Node{}, keysAt: map[string]position{}}
	var pairs []*ast.MappingValueNode
	switch v := n.(type) {
	case *ast.MappingNode:
		pairs = v.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{v}
	default:
		f.fail(positionOf(n, first), WrongType, fmt.Sprintf("%s is a mapping of keys to values, not %s", s.what, typeOf(n)), "its keys are "+listed(s.keys(), "and"))
		return nil
	}
	r.at = positionOf(n, first)
	for _, p := range pairs {
		r.take(p)
	}
	for _, key := range s.required {
		if _, ok := r.values[key]; !ok {
			f.fail(r.at, MissingKey, fmt.Sprintf("%s has no %s, which it must have", s.what, key), "")
		}
	}
	return r
}

// list calls take with each item of a file that is a list of such mappings.
func (f *file) list(ctx context.Context, s shape, take func(*record)) {
	for e := range f.entries(ctx, MaxListFile) {
		n, ok := f.parse(e)
		if !ok || n == nil {
			continue
		}
		items, ok := n.(*ast.SequenceNode)
		if !ok {
			f.fail(positionOf(n, e.line), WrongType, "the file is a list, not "+typeOf(n), "begin "+s.what+" with a dash")
			continue
		}
		for _, item := range items.Values {
			if rec := f.record(item, e.line, s); rec != nil {
				take(rec)
			}
		}
	}
}

// take adds a key with its value, and reports unknown and duplicate keys.
func (r *record) take(p *ast.MappingValueNode) {
	key, at := p.Key.GetToken().Value, positionOf(p.Key, r.first)
	keys := r.shape.keys()
	earlier, twice := r.keysAt[key]
	switch {
	case !slices.Contains(keys, key):
		hint := didYouMean(key, keys)
		if hint == "" {
			hint = "its keys are " + listed(keys, "and")
		}
		r.fail(at, UnknownKey, fmt.Sprintf("%s is no key of %s", quoted(key), r.shape.what), hint)
	case twice:
		r.fail(at, DuplicateKey, fmt.Sprintf("%s stands already on line %d", key, earlier.line), "")
	default:
		r.values[key], r.keysAt[key] = p.Value, at
	}
}

// has says whether the key is there.
func (r *record) has(key string) bool { _, ok := r.values[key]; return ok }

// valueAt is the position of the value of a key; that of the record if it is missing.
func (r *record) valueAt(key string) position {
	if n, ok := r.values[key]; ok {
		return positionOf(n, r.first)
	}
	return r.at
}

// text gives a text of one line, of at most so many bytes.
func (r *record) text(key string, most int) string {
	n, ok := r.values[key]
	if !ok {
		return ""
	}
	return r.textOf(n, key, most)
}

// prose gives a text that may have several lines.
func (r *record) prose(key string) knowledge.Text {
	n, ok := r.values[key]
	if !ok {
		return ""
	}
	return knowledge.Text(r.checked(n, key, MaxProse, true))
}

// textOf gives the text of a key's value, or of an item of it.
func (r *record) textOf(n ast.Node, key string, most int) string {
	return r.checked(n, key, most, false)
}

// checked returns a text after checking its type, length and characters.
func (r *record) checked(n ast.Node, key string, most int, several bool) string {
	at := positionOf(n, r.first)
	value, ok := textValue(n)
	if !ok {
		r.fail(at, WrongType, fmt.Sprintf("%s is a text, not %s", key, typeOf(n)), quotesHint(n))
		return ""
	}
	// A block of text ends in a line feed that is not part of its text.
	value = strings.TrimRight(value, "\n")
	switch {
	case value == "":
		r.fail(at, BadValue, key+" is empty", "write a text, or leave the key out if it is optional")
	case len(value) > most:
		r.fail(at, TooLarge, fmt.Sprintf("%s has %d bytes; it may have %d", key, len(value), most), "")
	case strings.TrimSpace(value) != value:
		r.fail(at, BadValue, key+" begins or ends with white space", "remove it")
	case !several && strings.Contains(value, "\n"):
		r.fail(at, BadValue, key+" is a text of one line", "remove the line breaks")
	default:
		return r.normalizedText(at, key, value)
	}
	return ""
}

// normalizedText returns a text in normalization form C, and rejects characters that are not text: an escape in double quotes of YAML can
// stand for any character.
func (r *record) normalizedText(at position, key, value string) string {
	for _, c := range value {
		if isControl(c) {
			r.fail(at, ControlCharacter, controlMessage(c), "remove it")
			return ""
		}
	}
	if strings.ContainsRune(value, utf8.RuneError) {
		r.fail(at, NotUTF8, key+" holds U+FFFD, which stands for a character that was lost", "write the character that was meant")
		return ""
	}
	text, changed := knowledge.NFC(value)
	if changed {
		r.warn(at, NotNFC, key+" was put into Unicode normalization form C", "")
	}
	return text
}

// textValue gives the content of a text. A block's folding and quotes are undone.
func textValue(n ast.Node) (string, bool) {
	switch v := n.(type) {
	case *ast.StringNode:
		return v.Value, true
	case *ast.LiteralNode:
		return v.Value.Value, true
	}
	return "", false
}

func quotesHint(n ast.Node) string {
	switch n.(type) {
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return fmt.Sprintf("put it in quotes: %q", cut(n.GetToken().Value, 30))
	case *ast.SequenceNode, *ast.MappingNode, *ast.MappingValueNode:
		return "put it in quotes if it is a text"
	}
	return ""
}

// date gives a partial date, which needs no quotes: 1994 is a date here, not a number.
func (r *record) date(key string) edtf.Date {
	word, at, ok := r.word(key, "a date")
	if !ok {
		return edtf.Date{}
	}
	d, err := edtf.ParseDate(word)
	if err != nil {
		r.badDate(at, "date", word, err)
		return edtf.Date{}
	}
	if s := d.Span(); s.First < edtf.DayOf(knowledge.MinYear, 1, 1) || s.Last > edtf.DayOf(knowledge.MaxYear, 12, 31) {
		r.fail(at, BadDate, word+" reaches beyond the years 0000 to 9999", "")
		return edtf.Date{}
	}
	return d
}

// word returns a value that may be written without quotes although YAML sees a number in it.
func (r *record) word(key, what string) (word string, at position, ok bool) {
	n, ok := r.values[key]
	if !ok {
		return "", r.at, false
	}
	at = positionOf(n, r.first)
	switch v := n.(type) {
	case *ast.StringNode:
		return v.Value, at, true
	case *ast.IntegerNode, *ast.FloatNode:
		return v.GetToken().Value, at, true
	}
	r.fail(at, WrongType, fmt.Sprintf("%s is %s, not %s", key, what, typeOf(n)), "")
	return "", at, false
}

// badDate reports what is wrong with a date, where the date begins.
func (r *record) badDate(at position, what, word string, err error) {
	var syntax *edtf.SyntaxError
	if errors.As(err, &syntax) {
		r.fail(at, BadDate, fmt.Sprintf("%s is no %s: %s", quoted(word), what, syntax.Reason), syntax.Hint)
		return
	}
	r.fail(at, BadDate, err.Error(), "")
}

// span gives two dates, of which the second may not lie wholly before the first.
func (r *record) span(fromKey, toKey string) (from, to edtf.Date) {
	from, to = r.date(fromKey), r.date(toKey)
	if !from.IsZero() && !to.IsZero() && from.Span().First > to.Span().Last {
		r.fail(r.valueAt(toKey), EndBeforeBegin, fmt.Sprintf("%s (%s) lies before %s (%s)", toKey, to, fromKey, from), "")
	}
	return from, to
}

// boolean gives true or false.
func (r *record) boolean(key string) bool {
	n, ok := r.values[key]
	if !ok {
		return false
	}
	v, ok := n.(*ast.BoolNode)
	if !ok {
		r.fail(positionOf(n, r.first), WrongType, fmt.Sprintf("%s is true or false, not %s", key, typeOf(n)), "")
		return false
	}
	return v.Value
}

// number gives a decimal number within bounds, both included.
func (r *record) number(key string, least, most float64) float64 {
	n, ok := r.values[key]
	if !ok {
		return 0
	}
	at := positionOf(n, r.first)
	switch n.(type) {
	case *ast.IntegerNode, *ast.FloatNode:
	default:
		r.fail(at, WrongType, fmt.Sprintf("%s is a number, not %s", key, typeOf(n)), "")
		return 0
	}
	value, err := strconv.ParseFloat(n.GetToken().Value, 64)
	// This form also rejects NaN.
	if err != nil || !(value >= least && value <= most) {
		r.fail(at, BadValue, fmt.Sprintf("%s is a number from %g to %g, not %s", key, least, most, cut(n.GetToken().Value, 30)), "")
		return 0
	}
	return value
}

// count gives a whole number from 1; 0 where the key is not there, -1 where it is wrong.
func (r *record) count(key string) int {
	n, ok := r.values[key]
	if !ok {
		return 0
	}
	if _, ok := n.(*ast.IntegerNode); ok {
		if value, err := strconv.Atoi(n.GetToken().Value); err == nil && value > 0 {
			return value
		}
	}
	r.fail(positionOf(n, r.first), BadValue, fmt.Sprintf("%s is a whole number from 1, not %s", key, typeOf(n)), "")
	return -1
}

// list gives the items of a list. An empty list is an error: a key without items is left out.
func (r *record) list(key string) []ast.Node {
	n, ok := r.values[key]
	if !ok {
		return nil
	}
	at := positionOf(n, r.first)
	v, ok := n.(*ast.SequenceNode)
	switch {
	case !ok:
		r.fail(at, WrongType, fmt.Sprintf("%s is a list, not %s", key, typeOf(n)), "write [one, two], or a dash a line")
		return nil
	case len(v.Values) == 0:
		hint := "leave the key out"
		if slices.Contains(r.shape.required, key) {
			hint = "write at least one item"
		}
		r.fail(at, BadValue, key+" is empty", hint)
	case len(v.Values) > MaxItems:
		r.fail(at, TooLarge, fmt.Sprintf("%s has %d items; it may have %d", key, len(v.Values), MaxItems), "")
		return nil
	}
	return v.Values
}

// item is a text of a list with its place.
type item struct {
	text string
	at   position
}

// texts gives the texts of a list, each once; a second one is an error.
func (r *record) texts(key string) []item {
	var items []item
	seen := map[string]int{}
	for _, n := range r.list(key) {
		it := item{r.textOf(n, "an item of "+key, MaxName), positionOf(n, r.first)}
		if it.text == "" {
			continue
		}
		if line, twice := seen[it.text]; twice {
			r.fail(it.at, DuplicateValue, fmt.Sprintf("%s stands already on line %d", quoted(it.text), line), "")
			continue
		}
		seen[it.text] = it.at.line
		items = append(items, it)
	}
	return items
}

// records gives the mappings of a list.
func (r *record) records(key string, s shape) []*record {
	var all []*record
	for _, n := range r.list(key) {
		if one := r.file.record(n, r.first, s); one != nil {
			all = append(all, one)
		}
	}
	return all
}

// mapping returns a mapping within the record; nil if it is missing or invalid.
func (r *record) mapping(key string, s shape) *record {
	n, ok := r.values[key]
	if !ok {
		return nil
	}
	return r.file.record(n, r.first, s)
}

// choice returns one of the allowed values, written in any case; fallback if the key is missing.
func choice[T ~string](r *record, key string, values []T, fallback T) T {
	if !r.has(key) {
		return fallback
	}
	word := r.text(key, MaxName)
	if word == "" {
		return fallback
	}
	return pick(r, item{word, r.valueAt(key)}, key, values, fallback)
}

// pick returns the value that a word names, in any case, or fallback.
func pick[T ~string](r *record, word item, key string, values []T, fallback T) T {
	var words []string
	for _, v := range values {
		if strings.EqualFold(string(v), word.text) {
			return v
		}
		written := string(v)
		if len(written) > 1 {
			written = strings.ToLower(written)
		}
		words = append(words, written)
	}
	hint := didYouMean(word.text, words)
	r.fail(word.at, BadValue, fmt.Sprintf("%s is %s, not %s", key, listed(words, "or"), quoted(word.text)), hint)
	return fallback
}
