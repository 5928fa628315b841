package table

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// MaxRow bounds a row, in bytes: a quotation mark that is never closed would otherwise take the whole file for one cell.
const MaxRow = 4 << 20

var errLongRow = fmt.Errorf("a row has more than %d MiB, or a quotation mark is not closed", MaxRow>>20)

// allowance lets so many bytes through, then fails.
type allowance struct {
	io.Reader
	left int
}

// Read reads on within the allowance.
func (a *allowance) Read(p []byte) (int, error) {
	if a.left <= 0 {
		return 0, errLongRow
	}
	n, err := a.Reader.Read(p[:min(len(p), a.left)])
	a.left -= n
	return n, err
}

// text reads CSV and TSV.
type text struct {
	in     *csv.Reader
	bound  *allowance
	closer io.Closer
	names  []string
	chosen []int
	cells  []string
	number int
	// lines is how many lines were skipped before the reader of CSV began to count.
	lines int
}

// openText reads up to the header.
func openText(in io.Reader, closer io.Closer, format string, spec Spec) (rows, error) {
	bound := &allowance{Reader: in, left: MaxRow}
	buffered := bufio.NewReaderSize(bound, bufferSize)
	if begin, _ := buffered.Peek(3); string(begin) == "\xef\xbb\xbf" {
		_, _ = buffered.Discard(3)
	}
	for range spec.Skip {
		if _, err := buffered.ReadString('\n'); err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
	}
	t := &text{in: csv.NewReader(buffered), bound: bound, closer: closer, number: spec.Skip, lines: spec.Skip}
	t.in.ReuseRecord = true
	// A row of another length is told with its line by next; the package would count from its first row.
	t.in.FieldsPerRecord = -1
	switch {
	case spec.Delimiter != 0:
		t.in.Comma = spec.Delimiter
	case format == tsvFormat:
		t.in.Comma = '\t'
	}
	// Tab-separated files of the field write quotation marks as they are.
	t.in.LazyQuotes = t.in.Comma == '\t'
	if t.names = spec.Columns; t.names != nil {
		return t, nil
	}
	record, err := t.in.Read()
	if errors.Is(err, io.EOF) {
		return nil, &Error{Line: 1, Column: 1, Message: "the table is empty", Hint: "its first line names the columns"}
	}
	if err != nil {
		return nil, t.broken(err)
	}
	t.number++
	t.names = append([]string(nil), record...)
	for i := range t.names {
		t.names[i] = strings.TrimSpace(t.names[i])
	}
	if hint := otherDelimiter(t.names, t.in.Comma); hint != "" {
		return nil, &Error{Line: spec.Skip + 1, Column: 1, Message: "the table has one column, " + shortened(t.names[0]), Hint: hint}
	}
	return t, nil
}

// otherDelimiter is the hint where a header of one column holds what another delimiter would part.
func otherDelimiter(names []string, delimiter rune) string {
	if len(names) != 1 {
		return ""
	}
	for _, other := range []string{";", "\t", ",", "|"} {
		if other != string(delimiter) && strings.Contains(names[0], other) {
			return fmt.Sprintf("say what stands between its cells: delimiter: %q", other)
		}
	}
	return ""
}

func shortened(s string) string {
	if len(s) > 60 {
		s = strings.ToValidUTF8(s[:60], "") + "…"
	}
	return fmt.Sprintf("%q", s)
}

func (t *text) header() []string { return t.names }

func (t *text) choose(columns []int, _ []string) {
	t.chosen, t.cells = columns, make([]string, len(columns))
}

func (t *text) next() (Row, error) {
	t.bound.left = MaxRow
	record, err := t.in.Read()
	if errors.Is(err, io.EOF) {
		return Row{}, io.EOF
	}
	t.number++
	if err != nil {
		return Row{Number: t.number}, t.broken(err)
	}
	line, _ := t.in.FieldPos(0)
	row := Row{Number: t.number, Line: line + t.lines, Cells: t.cells}
	if len(record) != len(t.names) {
		return row, &Error{Line: row.Line, Column: 1, Row: true, Message: fmt.Sprintf("the row has %d cells, the table %d columns", len(record), len(t.names)),
			Hint: "a cell that holds the delimiter stands in quotation marks"}
	}
	for i, column := range t.chosen {
		t.cells[i] = strings.TrimSpace(record[column])
	}
	return row, nil
}

// broken says where a row cannot be read.
func (t *text) broken(err error) error {
	var at *csv.ParseError
	switch {
	case errors.Is(err, errLongRow):
		line := t.number + 1
		if errors.As(err, &at) {
			line = at.StartLine + t.lines
		}
		return &Error{Line: line, Column: 1, Message: errLongRow.Error()}
	case errors.As(err, &at):
		return &Error{Line: at.Line + t.lines, Column: 1, Row: true, Message: "the row is no CSV: " + at.Err.Error(), Hint: "a quotation mark within a cell stands twice"}
	}
	return err
}

func (t *text) close() error { return t.closer.Close() }
