package dataset

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"entente/internal/dataset/input"
	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// The limits of values: bytes of a one-line text, of a longer one, and items of a list.
const (
	MaxName  = knowledge.MaxRefLength
	MaxLabel = 2000
	MaxProse = 64 << 10
	MaxItems = 1000
)

// text gives a text of one line, of at most so many bytes.
func (r *record) text(key string, most int) string {
	f := r.field(key)
	if f == nil {
		return ""
	}
	return r.textOf(f.Value, key, most)
}

// written gives a text of one line that may also be a number, as it is written: the number of a page or a row.
func (r *record) written(key string, most int) string {
	if f := r.field(key); f != nil && f.Value.Kind == input.Number {
		f.Value.Kind = input.Text
	}
	return r.text(key, most)
}

// prose gives a text that may have several lines.
func (r *record) prose(key string) knowledge.Text {
	f := r.field(key)
	if f == nil {
		return ""
	}
	return knowledge.Text(r.checked(f.Value, key, MaxProse, true))
}

// textOf gives the text of a key's value, or of an item of it.
func (r *record) textOf(v input.Value, key string, most int) string {
	return r.checked(v, key, most, false)
}

// checked returns a text after checking its type, length and characters.
func (r *record) checked(v input.Value, key string, most int, several bool) string {
	if v.Kind != input.Text {
		r.fail(v.At, WrongType, fmt.Sprintf("%s is a text, not %s", key, typeOf(v)), quotesHint(v))
		return ""
	}
	// A block of text ends in a line feed that is not part of its text.
	at, value := v.At, strings.TrimRight(v.Text, "\n")
	switch {
	case value == "":
		r.fail(at, BadValue, key+" is empty", "write a text, or leave the key out if it is optional")
	case len(value) > most:
		r.fail(at, TooLarge, fmt.Sprintf("%s has %d bytes; it may have %d", key, len(value), most), "")
	case strings.TrimSpace(value) != value:
		r.fail(at, BadValue, key+" begins or ends with white space", "remove it")
	case !several && hasLineBreak(value):
		r.fail(at, BadValue, key+" is a text of one line", "remove the line breaks")
	default:
		return r.normalizedText(at, key, value)
	}
	return ""
}

// hasLineBreak says whether a text has several lines. To look for each sign by itself takes a tenth of strings.ContainsAny.
func hasLineBreak(text string) bool {
	return strings.Contains(text, "\n") || strings.Contains(text, "\u2028") || strings.Contains(text, "\u2029")
}

// normalizedText returns a text in normalization form C, and rejects characters that are not text: an escape in double quotes of YAML can
// stand for any character.
func (r *record) normalizedText(at input.Position, key, value string) string {
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
	if key != "quote" && !r.isVisible(at, key, value) {
		return ""
	}
	if meant := misread(value); meant != "" && key != "quote" {
		r.warn(at, WrongEncoding, fmt.Sprintf("%s is UTF-8 that was read as another encoding: %s", key, quoted(value)), "write "+quoted(meant))
	}
	text, changed := knowledge.NFC(value)
	if changed {
		r.warn(at, NotNFC, key+" was put into Unicode normalization form C", "")
	}
	return text
}

// typeOf names a value's type for people.
func typeOf(v input.Value) string {
	switch v.Kind {
	case input.Nothing:
		return "nothing"
	case input.Text:
		return "a text"
	case input.Truth:
		return "the truth value " + v.Text
	case input.Number:
		return "the number " + cut(v.Text, 30)
	case input.List:
		return "a list"
	}
	return "a mapping"
}

// quotesHint says what to do where something else stands in a text's place.
func quotesHint(v input.Value) string {
	switch v.Kind {
	case input.Number, input.Truth:
		return fmt.Sprintf("put it in quotes: %q", cut(v.Text, 30))
	case input.Nothing:
		return "write it here, or leave the key out; null, ~ and a text that begins with # stand in quotes"
	case input.List:
		return "write one text without brackets or dashes; brackets that are part of it stand in quotes"
	case input.Mapping:
		return "put it in quotes if it is a text"
	}
	return ""
}

// date gives a partial date, which needs no quotes: 1994 is a date here, not a number.
func (r *record) date(key string) edtf.Date {
	word, at, ok := r.word(key, "a date")
	if !ok || r.sentinel(key, word) {
		return edtf.Date{}
	}
	d, err := edtf.ParseDate(word)
	if err != nil {
		r.badDate(at, "date", word, err)
		return edtf.Date{}
	}
	if s := d.Span(); s.First < edtf.DayOf(knowledge.MinYear, 1, 1) || s.Last > edtf.DayOf(knowledge.MaxYear, 12, 31) {
		r.fail(at, BadDate, word+" reaches beyond the years 0000 to 9999", strayMinus(word))
		return edtf.Date{}
	}
	return d
}

// word returns a value that may be written without quotes although YAML sees a number in it.
func (r *record) word(key, what string) (word string, at input.Position, ok bool) {
	f := r.field(key)
	if f == nil {
		return "", r.at, false
	}
	if f.Value.Kind == input.Text || f.Value.Kind == input.Number {
		return f.Value.Text, f.Value.At, true
	}
	hint := ""
	if f.Value.Kind == input.Nothing {
		hint = "leave the key out where there is no date"
	}
	r.fail(f.Value.At, WrongType, fmt.Sprintf("%s is %s, not %s", key, what, typeOf(f.Value)), hint)
	return "", f.Value.At, false
}

// badDate reports what is wrong with a date, where the date begins.
func (r *record) badDate(at input.Position, what, word string, err error) {
	var syntax *edtf.SyntaxError
	if errors.As(err, &syntax) {
		r.fail(at, BadDate, fmt.Sprintf("%s is no %s: %s", quoted(word), what, syntax.Reason), cmp.Or(spreadsheetDay(word), strayMinus(word), withoutFarYears(syntax.Hint)))
		return
	}
	r.fail(at, BadDate, err.Error(), "")
}

// noDate reports a value that tables write for a date that there is not.
func (r *record) noDate(name string, v input.Value) bool {
	if !missingDate.MatchString(v.Text) && !endlessDate.MatchString(v.Text) {
		return false
	}
	r.fail(v.At, BadDate, fmt.Sprintf("%s: %s is what tables write for a date that there is not", name, quoted(v.Text)), "leave it out where there is no date")
	return true
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
	f := r.field(key)
	if f == nil {
		return false
	}
	if f.Value.Kind != input.Truth {
		r.fail(f.Value.At, WrongType, fmt.Sprintf("%s is true or false, not %s", key, typeOf(f.Value)), truthHint(f.Value.Text))
		return false
	}
	return strings.EqualFold(f.Value.Text, "true")
}

// truthHint names the truth value that a word is meant to be.
func truthHint(word string) string {
	switch strings.ToLower(word) {
	case "true", "yes", "y", "on", "1", "x", "t":
		return "write true, without quotes"
	case "false", "no", "n", "off", "0", "f":
		return "write false, without quotes"
	}
	return ""
}

// number gives a decimal number within bounds, both included.
func (r *record) number(key string, least, most float64) float64 {
	f := r.field(key)
	if f == nil {
		return 0
	}
	if f.Value.Kind != input.Number {
		r.fail(f.Value.At, WrongType, fmt.Sprintf("%s is a number, not %s", key, typeOf(f.Value)), numberHint(f.Value.Text))
		return 0
	}
	value, err := strconv.ParseFloat(f.Value.Text, 64)
	// This form also rejects NaN.
	if err != nil || !(value >= least && value <= most) {
		r.fail(f.Value.At, BadValue, fmt.Sprintf("%s is a number from %g to %g, not %s", key, least, most, cut(f.Value.Text, 30)), "")
		return 0
	}
	return value
}

// numberHint says how a text is written that is meant as a number.
func numberHint(text string) string {
	point := strings.Replace(strings.TrimSpace(text), ",", ".", 1)
	if _, err := strconv.ParseFloat(point, 64); err == nil && !strings.ContainsAny(point, "xXpP_naNA") {
		return "write " + point + ", without quotes and with a decimal point"
	}
	if strings.ContainsAny(text, "°'′\"″:") || strings.TrimRight(text, "NSEWnsew ") != text {
		return "write degrees as a decimal number, negative in the south and the west: 44°48'E is 44.8"
	}
	return ""
}

// count gives a whole number from 1 to a bound; 0 where the key is not there, -1 where it is wrong.
func (r *record) count(key string, most int) int {
	f := r.field(key)
	if f == nil {
		return 0
	}
	if value, err := strconv.Atoi(f.Value.Text); err == nil && value > 0 && value <= most && f.Value.Kind == input.Number {
		return value
	}
	r.fail(f.Value.At, BadValue, fmt.Sprintf("%s is a whole number from 1 to %d, not %s", key, most, typeOf(f.Value)), wholeHint(f.Value.Text, most))
	return -1
}

// wholeHint names the whole number that is meant by a number, or a text, that is written otherwise.
func wholeHint(text string, most int) string {
	if n, err := strconv.ParseFloat(text, 64); err == nil && n == float64(int(n)) && n >= 1 && n <= float64(most) {
		return fmt.Sprintf("write %d, without quotes", int(n))
	}
	return ""
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
