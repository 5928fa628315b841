package table

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

	"entente/internal/knowledge"
)

// Spec says of a table what its file's name does not.
type Spec struct {
	// Columns are the names of the columns where the file has no header.
	Columns []string
	// Delimiter stands between the cells of a text; 0 for the format's own: a comma in CSV, a tab in TSV.
	Delimiter rune
	// Encoding is that of a text, by its name on the web: windows-1252, iso-8859-2, utf-16le. UTF-8 where it is empty.
	Encoding string
	// Sheet is the sheet of a workbook; the first where it is empty.
	Sheet string
	// Skip is how many lines, or rows of a sheet, stand before the header.
	Skip int
}

// ListSeparator stands between the values of a cell that holds a list, as an array of JSON: the unit separator of ASCII, which is made for it.
const ListSeparator = "\x1f"

// Row is one row of a table. Its cells belong to the table, until the next row is read.
type Row struct {
	// Number counts the rows as a spreadsheet does, from 1, the header and what is skipped before it included.
	Number int
	// Line is where the row begins in its file, from 1; in a file that has no lines it is the number.
	Line int
	// Cells are those of the selected columns, in their order. A cell that the row does not have is empty.
	Cells []string
}

// Error is what is wrong with a table, or with one row of it.
type Error struct {
	// Line is where, as in Row; 1 for the whole table. Column counts the columns of the file, from 1.
	Line, Column  int
	Message, Hint string
	// Row says that only this row cannot be read: the next ones can.
	Row bool
	// Missing says that the file cannot be read at all: it is not there, or may not be read.
	Missing bool
}

// Error is the message.
func (e *Error) Error() string { return e.Message }

// rows is what the reader of a format does. Cells are those of all columns, in the order of header; next gives io.EOF at the end.
type rows interface {
	// header gives the names of the columns; nil where rows need not have the same ones.
	header() []string
	// choose says which columns of the header next has to fill in; names are told where there is no header.
	choose(columns []int, names []string)
	// next gives the next row, with the cells that were chosen, in their order.
	next() (Row, error)
	close() error
}

// Table is an open table.
type Table struct {
	rows
	raw *counter
	// columns are the positions of the selected columns in the file.
	columns []int
}

// Open opens a table; the caller closes it. Its errors are of the type *Error.
func Open(fsys fs.FS, name string, spec Spec) (*Table, error) {
	format, packing := Kind(name)
	if format == "" {
		return nil, &Error{Line: 1, Column: 1, Message: knowledge.Quote(name) + " is no table that can be read", Hint: "tables are " + strings.Join(Formats(), ", ") + ", the texts also .gz or .zst"}
	}
	info, err := fs.Stat(fsys, name)
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("it is no file")
	}
	if err != nil {
		return nil, unreadable(err)
	}
	in, err := fsys.Open(name)
	if err != nil {
		return nil, unreadable(err)
	}
	t := &Table{raw: &counter{File: in, size: info.Size()}}
	if t.rows, err = open(t.raw, format, packing, spec); err != nil {
		_ = in.Close()
		var known *Error
		if errors.As(err, &known) {
			return nil, known
		}
		return nil, unreadable(err)
	}
	if err := checkHeader(t.header()); err != nil {
		return nil, errors.Join(err, t.Close())
	}
	return t, nil
}

func unreadable(err error) *Error {
	var inPath *fs.PathError
	if errors.As(err, &inPath) {
		err = inPath.Err
	}
	return &Error{Line: 1, Column: 1, Message: "the table cannot be read: " + err.Error(), Missing: true}
}

// checkHeader refuses a header in which a column has no single name.
func checkHeader(names []string) error {
	for i, name := range names {
		switch {
		case !utf8.ValidString(name):
			return notUTF8(name, 1, i+1)
		case name != "" && slices.Contains(names[:i], name):
			return &Error{Line: 1, Column: i + 1, Message: "two columns are called " + knowledge.Quote(name), Hint: "say what they are called in columns:, with skip: 1"}
		}
	}
	return nil
}

// notUTF8 says of a text that it is not UTF-8, and what it may be.
func notUTF8(text string, line, column int) *Error {
	hint := "say its encoding: windows-1252, iso-8859-2 or the like"
	if strings.HasPrefix(text, "\xff\xfe") {
		hint = "say its encoding: utf-16le"
	} else if strings.HasPrefix(text, "\xfe\xff") {
		hint = "say its encoding: utf-16be"
	}
	return &Error{Line: line, Column: column, Message: "this is not UTF-8", Hint: hint, Row: true}
}

// Header gives the names of the columns in the order of the file; nil where its rows need not have the same ones, as in JSON Lines.
func (t *Table) Header() []string { return t.header() }

// Select says which columns rows are to give, and in which order. The error names a column that the table does not have.
func (t *Table) Select(names ...string) error {
	header := t.header()
	t.columns = make([]int, len(names))
	for i, name := range names {
		t.columns[i] = i
		if header == nil {
			continue
		}
		if t.columns[i] = slices.Index(header, name); t.columns[i] < 0 {
			return &Error{Line: 1, Column: 1, Message: "the table has no column " + knowledge.Quote(name) + knowledge.DidYouMean(name, header), Hint: "its columns are " + strings.Join(header[:min(len(header), 40)], ", ")}
		}
	}
	t.choose(t.columns, names)
	return nil
}

// Place gives the position in the file, from 1, of the i-th selected column.
func (t *Table) Place(i int) int { return t.columns[i] + 1 }

// Next gives the next row, and io.EOF at the end. After an *Error that is of a row the next can be read; after any other error it cannot.
func (t *Table) Next() (Row, error) {
	row, err := t.next()
	if err != nil {
		var known *Error
		if errors.Is(err, io.EOF) || errors.As(err, &known) {
			return row, err
		}
		return row, &Error{Line: max(row.Line, 1), Column: 1, Message: "the table cannot be read further: " + err.Error()}
	}
	for i, cell := range row.Cells {
		if !utf8.ValidString(cell) {
			return row, notUTF8(cell, row.Line, t.columns[i]+1)
		}
	}
	return row, nil
}

// Progress says how much of the file was read, in bytes as it lies on the disk.
func (t *Table) Progress() (done, all int64) { return t.raw.done, t.raw.size }

// Close closes the file.
func (t *Table) Close() error { return errors.Join(t.close(), t.raw.Close()) }

// counter counts what is read of a file.
type counter struct {
	fs.File
	done, size int64
}

// Read reads on.
func (c *counter) Read(p []byte) (int, error) {
	n, err := c.File.Read(p)
	c.done += int64(n)
	return n, err
}

// open chooses the reader of a format.
func open(in *counter, format, packing string, spec Spec) (rows, error) {
	switch format {
	case parquetFormat, xlsxFormat:
		if packing != "" {
			return nil, &Error{Line: 1, Column: 1, Message: fmt.Sprintf("a file .%s is compressed by itself and is not read out of a .%s", format, packing), Hint: "unpack it"}
		}
		if format == parquetFormat {
			return openParquet(in)
		}
		return openXLSX(in, spec)
	}
	text, err := unpack(in, packing)
	if err != nil {
		return nil, err
	}
	decoded, err := decode(text, spec.Encoding)
	if err != nil {
		return nil, errors.Join(err, text.Close())
	}
	if format == jsonFormat {
		return openJSON(decoded, text, spec)
	}
	return openText(decoded, text, format, spec)
}
