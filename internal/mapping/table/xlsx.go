package table

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"entente/internal/knowledge"

	"github.com/xuri/excelize/v2"
)

// maxWorkbook bounds an unpacked workbook, in bytes. Sheets of more than a MiB are unpacked into a file and read from there.
const maxWorkbook = 4 << 30

// sheet reads one sheet of a workbook.
type sheet struct {
	book   *excelize.File
	in     *excelize.Rows
	names  []string
	chosen []int
	cells  []string
	number int
}

// openXLSX reads up to the header of a sheet.
func openXLSX(in io.Reader, spec Spec) (rows, error) {
	// Dates are shown as EDTF writes them, whatever the country of who made the workbook.
	book, err := excelize.OpenReader(in, excelize.Options{UnzipSizeLimit: maxWorkbook, UnzipXMLSizeLimit: 1 << 20, ShortDatePattern: "yyyy-mm-dd", LongDatePattern: "yyyy-mm-dd"})
	if err != nil {
		return nil, fmt.Errorf("it is no workbook: %w", err)
	}
	s := &sheet{book: book, names: spec.Columns}
	if err := s.begin(spec); err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

func (s *sheet) begin(spec Spec) error {
	names := s.book.GetSheetList()
	if len(names) == 0 {
		return &Error{Line: 1, Column: 1, Message: "the workbook has no sheet"}
	}
	name := names[0]
	if spec.Sheet != "" {
		name = spec.Sheet
	}
	if !slices.Contains(names, name) {
		return &Error{Line: 1, Column: 1, Message: "the workbook has no sheet " + knowledge.Quote(name) + knowledge.DidYouMean(name, names), Hint: "its sheets are " + strings.Join(names, ", ")}
	}
	var err error
	if s.in, err = s.book.Rows(name); err != nil {
		return err
	}
	for range spec.Skip {
		if _, err := s.row(); err != nil {
			return err
		}
	}
	if s.names != nil {
		return nil
	}
	cells, err := s.row()
	if errors.Is(err, io.EOF) {
		return &Error{Line: 1, Column: 1, Message: "the sheet is empty", Hint: "its first row names the columns"}
	}
	for _, c := range cells {
		s.names = append(s.names, strings.TrimSpace(c))
	}
	return err
}

func (s *sheet) row() ([]string, error) {
	if !s.in.Next() {
		if err := s.in.Error(); err != nil {
			return nil, err
		}
		return nil, io.EOF
	}
	s.number++
	return s.in.Columns()
}

func (s *sheet) header() []string { return s.names }

func (s *sheet) choose(columns []int, _ []string) {
	s.chosen, s.cells = columns, make([]string, len(columns))
}

// next gives the next row that is not empty.
func (s *sheet) next() (Row, error) {
	for {
		cells, err := s.row()
		row := Row{Number: s.number, Line: s.number, Cells: s.cells}
		if err != nil {
			return row, err
		}
		if len(cells) == 0 {
			continue
		}
		for i, column := range s.chosen {
			s.cells[i] = ""
			if column < len(cells) {
				s.cells[i] = strings.TrimSpace(cells[column])
			}
		}
		return row, nil
	}
}

func (s *sheet) close() error {
	var err error
	if s.in != nil {
		err = s.in.Close()
	}
	return errors.Join(err, s.book.Close())
}
