package export

import (
	"bufio"
	"context"
	"fmt"
	"strconv"
	"unicode/utf16"

	"entente/internal/knowledge"

	"github.com/xuri/excelize/v2"
)

// The bounds of a sheet, which are Excel's.
const (
	maxSheetRows = excelize.TotalRows - 1
	maxCell      = excelize.TotalCellChars
)

// writeXLSX writes the tables as sheets. All but numbers and truth values are texts: Excel knows no day before 1900, and would read a quote
// that begins with = as a formula.
func writeXLSX(ctx context.Context, g *graph, out *bufio.Writer) (err error) {
	book := excelize.NewFile()
	defer func() {
		if closed := book.Close(); err == nil {
			err = closed
		}
	}()
	const aboutSheet = "about"
	if err := book.SetSheetName("Sheet1", aboutSheet); err != nil {
		return err
	}
	about := [][]any{{"about", g.about()}, {"leaves out", leavesOfTables}}
	for _, t := range g.tables() {
		cut, err := t.writeSheet(ctx, book)
		if err != nil {
			return err
		}
		about = append(about, []any{t.name, t.description})
		if cut > 0 {
			about = append(about, []any{t.name, fmt.Sprintf("%d cells were cut to the %d characters that a cell can hold", cut, maxCell)})
		}
	}
	for i, row := range about {
		if err := book.SetSheetRow(aboutSheet, "A"+strconv.Itoa(i+1), &row); err != nil {
			return err
		}
	}
	_, err = book.WriteTo(out)
	return err
}

// writeSheet writes the rows of a table, and returns how many cells had to be cut.
func (t *table) writeSheet(ctx context.Context, book *excelize.File) (cut int, err error) {
	if _, err := book.NewSheet(t.name); err != nil {
		return 0, err
	}
	// How far the sheet reaches is not known yet, and readers believe what it says.
	if err := book.SetSheetDimension(t.name, ""); err != nil {
		return 0, err
	}
	sheet, err := book.NewStreamWriter(t.name)
	if err != nil {
		return 0, err
	}
	names := make([]any, len(t.columns))
	for i, c := range t.columns {
		names[i] = c.name
	}
	if err := sheet.SetRow("A1", names); err != nil {
		return 0, err
	}
	n := 1
	cells := make([]any, len(t.columns))
	for row, err := range t.rows(ctx) {
		if err != nil {
			return 0, err
		}
		if n++; n > maxSheetRows {
			return 0, knowledge.Errorf(knowledge.LimitExceeded, "the table %s has more than the %d rows that a sheet can hold; ask for csv or parquet, or for less", t.name, maxSheetRows-1)
		}
		for i, value := range row {
			cells[i] = value
			if t.columns[i].kind == date {
				cells[i] = cell(value)
			}
			if s, ok := cells[i].(string); ok {
				fit := cutCell(s)
				if len(fit) < len(s) {
					cut++
				}
				cells[i] = fit
			}
		}
		if err := sheet.SetRow("A"+strconv.Itoa(n), cells); err != nil {
			return 0, err
		}
	}
	return cut, sheet.Flush()
}

// cutCell cuts a text to what a cell can hold, which counts as UTF-16 does.
func cutCell(s string) string {
	if len(s) <= maxCell {
		return s
	}
	units := 0
	for i, r := range s {
		if units += max(1, utf16.RuneLen(r)); units > maxCell {
			return s[:i]
		}
	}
	return s
}
