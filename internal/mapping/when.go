package mapping

import (
	"fmt"
	"strings"
	"time"

	"entente/internal/dataset/input"
	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// The ends of a span that are no dates, as EDTF writes them.
const (
	endOpen    = ".."
	endUnknown = ""
)

// when is a date of each row, or that there is none.
type when struct {
	value            *value
	open, unknown    map[string]bool
	layout, format   string
	precision        *value
	rangeSign        string
	year, month, day *value
	between          []*when
	// isEnd: it is the end of a span, where EDTF takes no unspecified digits.
	isEnd bool
}

// span is when a claim holds: a span as EDTF writes it, a date, or its two ends.
type span struct {
	text         *value
	on, from, to *when
}

// span reads what stands for valid.
func (d *decoder) span(v input.Value) *span {
	if v.Kind != input.Mapping {
		return &span{text: d.value(v, false)}
	}
	isSpan := false
	for _, f := range v.Fields {
		isSpan = isSpan || spanKeys().find(f.Key) != nil
	}
	if !isSpan && len(v.Fields) > 0 && dateKeys().find(v.Fields[0].Key) != nil {
		d.fail(v.At, "wrong-type", "a date stands in on, or in from and to", "valid: {on: ...}")
		return nil
	}
	o := d.object(v, spanKeys())
	s := &span{}
	// In this order, for it is that of the words of evidence.
	for _, end := range []struct {
		key string
		to  **when
	}{{"on", &s.on}, {"from", &s.from}, {"to", &s.to}} {
		if o[end.key] == nil {
			continue
		}
		if w := d.when(*o[end.key]); w != nil {
			w.isEnd = end.key != "on"
			*end.to = w
		}
	}
	if s.on != nil && (s.from != nil || s.to != nil) {
		d.fail(v.At, "duplicate-key", "a span has on, or from and to", "")
	}
	return s
}

// when reads a date: a template, or the keys of dateKeys.
func (d *decoder) when(v input.Value) *when {
	if v.Kind != input.Mapping {
		return &when{value: d.value(v, false)}
	}
	if len(v.Fields) == 1 && v.Fields[0].Value.Kind == input.Nothing {
		d.text(v, "a date")
		return nil
	}
	o := d.object(v, dateKeys())
	w := &when{open: d.set(o["open"], "open"), unknown: d.set(o["unknown"], "unknown"), rangeSign: d.optional(o["range"], "range")}
	for _, part := range []struct {
		key string
		to  **value
	}{{"precision", &w.precision}, {"year", &w.year}, {"month", &w.month}, {"day", &w.day}} {
		if o[part.key] != nil {
			*part.to = d.value(*o[part.key], false)
		}
	}
	for _, item := range d.items(o["between"], "between") {
		w.between = append(w.between, d.when(item))
	}
	if f := o["format"]; f != nil {
		w.format = d.text(*f, "format").Text
		w.layout = d.layout(w.format, f.At)
	}
	switch {
	case o["between"] != nil:
		if len(w.between) != 2 {
			d.fail(v.At, "bad-value", "between has two dates", "between: ['{earlier}', '{later}']")
		}
	case w.year != nil:
	case w.month != nil || w.day != nil:
		d.fail(v.At, "missing-key", "a date in parts has a year", "")
	default:
		w.value = d.valueOf(v, o, false)
	}
	return w
}

var layouts = strings.NewReplacer("YYYY", "2006", "MMMM", "January", "MMM", "Jan", "MM", "01", "M", "1", "DD", "02", "D", "2")

// layout gives the form of a date as package time writes it.
func (d *decoder) layout(format string, at input.Position) string {
	if !strings.Contains(format, "YYYY") {
		d.fail(at, "bad-value", knowledge.Quote(format)+" has no YYYY: a date has a whole year", "write DD.MM.YYYY, M/D/YYYY, D MMM YYYY or MM/YYYY")
	}
	return layouts.Replace(format)
}

// eval gives the span of a row as EDTF writes it.
func (s *span) eval(r *row, slugs map[string]string) (cell, *fault) {
	switch {
	case s.text != nil:
		return s.text.eval(r, slugs)
	case s.on != nil:
		return s.on.eval(r, slugs)
	}
	from, to := cell{endUnknown, -1}, cell{endOpen, -1}
	var f *fault
	if s.from != nil {
		if from, f = s.from.eval(r, slugs); f != nil {
			return from, f
		}
	}
	if s.to != nil {
		if to, f = s.to.eval(r, slugs); f != nil {
			return to, f
		}
	}
	place := from.place
	if place < 0 {
		place = to.place
	}
	return cell{from.text + "/" + to.text, place}, nil
}

// eval gives the date of a row as EDTF writes it, or an end that is none.
func (w *when) eval(r *row, slugs map[string]string) (cell, *fault) {
	switch {
	case w.between != nil:
		return w.evalBetween(r, slugs)
	case w.year != nil:
		return w.evalParts(r, slugs)
	}
	c, f := w.value.eval(r, slugs)
	if f != nil && (f.code != ChangedBySpreadsheet || w.layout == "") {
		return c, f
	}
	switch {
	case w.open[c.text]:
		c.text = endOpen
		return c, nil
	case w.unknown[c.text]:
		c.text = endUnknown
		return c, nil
	case c.text == "":
		return c, faultf(c.place, EmptyCell, `say what an empty cell means: unknown: [""] or open: [""]`, "there is no date")
	}
	return w.exact(c, r, slugs)
}

// exact gives the date that a cell is, as exact as its precision.
func (w *when) exact(c cell, r *row, slugs map[string]string) (cell, *fault) {
	if a, b, isRange := strings.Cut(c.text, w.rangeSign); w.rangeSign != "" && isRange {
		text, f := narrowest(a, b, c.place, w.isEnd)
		return cell{text, c.place}, f
	}
	if w.layout != "" {
		at, err := time.Parse(w.layout, c.text)
		if err != nil {
			return c, faultf(c.place, "bad-date", "", "%s is not written as %s", knowledge.Quote(c.text), w.format)
		}
		c.text = at.Format(precisionOf(w.format))
	}
	c.text = withoutTime(c.text)
	if w.precision == nil {
		return c, nil
	}
	p, f := w.precision.eval(r, slugs)
	if f != nil {
		return p, f
	}
	text, ok := coarser(c.text, p.text)
	if !ok {
		return p, faultf(p.place, "bad-value", "", "%s is no precision of %s: it is day, month, year or decade, each also with ~ or ?", knowledge.Quote(p.text), knowledge.Quote(c.text))
	}
	return cell{text, c.place}, nil
}

// precisionOf is the form of what a format has.
func precisionOf(format string) string {
	switch {
	case strings.Contains(format, "D"):
		return time.DateOnly
	case strings.Contains(format, "M"):
		return "2006-01"
	}
	return "2006"
}

// withoutTime gives the day of a time: what claims are dated by. A text that is no time stays.
func withoutTime(text string) string {
	if len(text) < len("1994-05-04T00:00") || text[4] != '-' || text[13] != ':' || text[10] != 'T' && text[10] != ' ' {
		return text
	}
	if _, err := time.Parse(time.DateOnly, text[:10]); err != nil {
		return text
	}
	return text[:10]
}

// coarser gives a date with a precision.
func coarser(date, precision string) (string, bool) {
	unit := strings.TrimRight(precision, "~?%")
	length := map[string]int{"day": len("1994-05-04"), "month": len("1994-05"), "year": len("1994"), "decade": len("199")}[unit]
	if length == 0 || len(date) < length {
		return "", false
	}
	text := date[:length]
	if unit == "decade" {
		text += "X"
	}
	return text + precision[len(unit):], true
}

// evalBetween gives the narrowest date that covers both.
func (w *when) evalBetween(r *row, slugs map[string]string) (cell, *fault) {
	a, f := w.between[0].eval(r, slugs)
	if f != nil {
		return a, f
	}
	b, f := w.between[1].eval(r, slugs)
	if f != nil {
		return b, f
	}
	switch {
	case a.text == endUnknown || a.text == endOpen:
		return b, nil
	case b.text == endUnknown || b.text == endOpen:
		return a, nil
	}
	text, f := narrowest(a.text, b.text, b.place, w.isEnd)
	return cell{text, b.place}, f
}

// narrowest gives the narrowest EDTF date that covers two, and all between them: a day, a month, a year, a decade or a century, each also with
// ~, which widens it by one of its kind at either end. An end of a span has no decades and centuries: where the rest is too narrow, it is the
// later date with ?, on which nothing certain rests.
func narrowest(from, to string, place int, isEnd bool) (string, *fault) {
	a, errA := edtf.ParseDate(strings.TrimSpace(from))
	b, errB := edtf.ParseDate(strings.TrimSpace(to))
	if errA != nil || errB != nil {
		return "", faultf(place, "bad-date", "", "%s and %s are not two dates", knowledge.Quote(from), knowledge.Quote(to))
	}
	if a == b {
		return a.String(), nil
	}
	first, last := a.Span().First, b.Span().Last
	if first > last {
		return "", faultf(place, "end-before-begin", "", "%s lies after %s, with which it is to be the bounds of a date", from, to)
	}
	if !first.IsBounded() || !last.IsBounded() {
		return "", faultf(place, "bad-date", "", "%s and %s are not two dates", knowledge.Quote(from), knowledge.Quote(to))
	}
	best, width := "", int64(0)
	for _, text := range candidates(first, last) {
		d, err := edtf.ParseDate(text)
		if err != nil || isEnd && d.Unspecified() {
			continue
		}
		span := d.Span()
		if span.First > first || span.Last < last {
			continue
		}
		if n := int64(span.Last) - int64(span.First); best == "" || n < width {
			best, width = text, n
		}
	}
	if best == "" && isEnd {
		return b.Unqualified().String() + "?", nil
	}
	if best == "" {
		return "", faultf(place, "bad-date", "", "no date covers %s and %s", from, to)
	}
	return best, nil
}

// candidates are the dates about the middle of a span that may cover it.
func candidates(first, last edtf.Day) []string {
	var all []string
	for _, day := range []edtf.Day{first, first + 1, first + (last-first)/2, last - 1, last} {
		y, m, d := day.Civil()
		year := fmt.Sprintf("%04d", y)
		if len(year) != 4 || y < 0 {
			continue
		}
		for _, text := range []string{
			fmt.Sprintf("%s-%02d-%02d", year, m, d), fmt.Sprintf("%s-%02d", year, m), year, year[:3] + "X", year[:2] + "XX",
		} {
			all = append(all, text, text+"~")
		}
	}
	return all
}

// evalParts puts a date together: a month or a day that is not there makes it less exact.
func (w *when) evalParts(r *row, slugs map[string]string) (cell, *fault) {
	year, f := w.year.eval(r, slugs)
	if f != nil {
		return year, f
	}
	switch {
	case w.open[year.text]:
		return cell{endOpen, year.place}, nil
	case w.unknown[year.text]:
		return cell{endUnknown, year.place}, nil
	case year.text == "":
		return year, faultf(year.place, EmptyCell, `say what an empty cell means: unknown: [""] or open: [""]`, "there is no year")
	}
	text := year.text
	for _, part := range []*value{w.month, w.day} {
		if part == nil {
			break
		}
		c, f := part.eval(r, slugs)
		if f != nil {
			return c, f
		}
		if c.text == "" || w.unknown[c.text] {
			break
		}
		if len(c.text) == 1 {
			c.text = "0" + c.text
		}
		text += "-" + c.text
	}
	return cell{text, year.place}, nil
}
