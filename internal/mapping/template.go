package mapping

import (
	"strings"

	"entente/internal/dataset/input"
	"entente/internal/knowledge"

	"github.com/mozillazg/go-unidecode"
)

// template is a text with slots: `igo-{igo}`.
type template struct {
	// literals stand before each slot, and one after the last.
	literals []string
	slots    []slot
	// slug: what the slots give is put into the form of a slug.
	slug bool
}

// template reads a text in which {column} is a slot, and {{ and }} are braces.
func (d *decoder) template(v input.Value, isID bool) *template {
	t := &template{slug: isID}
	text := v.Text
	for _, prefix := range kindPrefixes() {
		t.slug = t.slug || strings.HasPrefix(text, prefix)
	}
	var literal strings.Builder
	for text != "" {
		i := strings.IndexAny(text, "{}")
		if i < 0 {
			break
		}
		literal.WriteString(text[:i])
		brace, rest := text[i], text[i+1:]
		if rest != "" && rest[0] == brace {
			literal.WriteByte(brace)
			text = rest[1:]
			continue
		}
		name, after, closed := strings.Cut(rest, "}")
		if brace == '}' || !closed || strings.TrimSpace(name) == "" {
			d.fail(v.At, BadExpression, knowledge.Quote(v.Text)+" has a brace without a column's name", "a column is {column}, a brace {{ or }}")
			return t
		}
		t.literals = append(t.literals, literal.String())
		literal.Reset()
		t.slots = append(t.slots, d.slot(strings.TrimSpace(name), v.At))
		text = after
	}
	t.literals = append(t.literals, literal.String()+text)
	return t
}

// eval gives the text for a row; it is empty where a slot is.
func (t *template) eval(r *row, slugs map[string]string) (cell, *fault) {
	if len(t.slots) == 0 {
		return cell{t.literals[0], -1}, nil
	}
	if len(t.slots) == 1 && !t.slug && t.literals[0] == "" && t.literals[1] == "" {
		c := r.get(t.slots[0])
		return c, changed(c)
	}
	var b strings.Builder
	place := -1
	for i, s := range t.slots {
		c := r.get(s)
		if c.text == "" {
			return cell{"", c.place}, nil
		}
		if f := changed(c); f != nil {
			return c, f
		}
		if c.place >= 0 {
			place = c.place
		}
		b.WriteString(t.literals[i])
		if t.slug {
			slug := slugOf(c.text, slugs)
			if slug == "" {
				return c, faultf(c.place, "bad-id", "make the id of another column", "%s has no letter or digit to make an id of", knowledge.Quote(c.text))
			}
			b.WriteString(slug)
		} else {
			b.WriteString(c.text)
		}
	}
	b.WriteString(t.literals[len(t.slots)])
	return cell{b.String(), place}, nil
}

// maxSlugs bounds the slugs that are kept.
const maxSlugs = 100_000

// slugOf gives the form of a text that ids have: letters a to z, digits, and - for all between them. known keeps what was found.
func slugOf(text string, known map[string]string) string {
	if slug, ok := known[text]; ok {
		return slug
	}
	var b strings.Builder
	gap := false
	for _, c := range strings.ToLower(unidecode.Unidecode(text)) {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			b.WriteRune(c)
			gap = false
			continue
		}
		gap = true
	}
	if len(known) < maxSlugs {
		known[text] = b.String()
	}
	return b.String()
}

const months = "janfebmaraprmayjunjulaugsepoctnovdec"

// changed tells of a cell that a spreadsheet program has made of something else: 1-Mar of 1-3, 1.2E+12 of a long number, #N/A.
func changed(c cell) *fault {
	text := c.text
	if len(text) < 4 || len(text) > 12 {
		return nil
	}
	var what string
	switch {
	case text[0] == '#' && (strings.HasSuffix(text, "!") || strings.HasSuffix(text, "?") || text == "#N/A"):
		what = "the error of a spreadsheet's formula"
	case strings.Contains(text, "E+") && strings.Trim(text, "0123456789.E+-") == "" && text[0] >= '0' && text[0] <= '9':
		what = "how a spreadsheet shortens a long number"
	case isSpreadsheetDate(text):
		what = "how a spreadsheet shows what it took for a date"
	default:
		return nil
	}
	return faultf(c.place, ChangedBySpreadsheet, "take it from the original table, or say what it stands for with map, match or format", "%s is %s", knowledge.Quote(text), what)
}

// isSpreadsheetDate says whether a text is as 1-Mar or Mar-94.
func isSpreadsheetDate(text string) bool {
	first, second, found := strings.Cut(text, "-")
	if !found || len(first) > 3 || len(second) > 3 {
		return false
	}
	isNumber := func(s string) bool { return s != "" && len(s) <= 2 && strings.Trim(s, "0123456789") == "" }
	isMonth := func(s string) bool {
		return len(s) == 3 && strings.Index(months, strings.ToLower(s))%3 == 0 && strings.Contains(months, strings.ToLower(s))
	}
	return isNumber(first) && isMonth(second) || isMonth(first) && isNumber(second)
}
