package knowledge

import (
	"strconv"
	"strings"
)

// TableRow is a row of a table as evidence: the table is the document, the row the place in it, its columns the words. It is kept as a
// locator, which reads so, and which every store keeps, hashes and orders as it does all: `row 12: country=Canada; vote=no`.
type TableRow struct {
	// Row counts the rows as a spreadsheet does: from 1, the header included.
	Row int
	// Cells are those that the claim rests on, in the order of its mapping. There is at least one.
	Cells []RowCell
}

// RowCell is what a row has in a column.
type RowCell struct {
	Column, Value string
}

// TableCell is a cell of a table: what is in a row and a column of it.
type TableCell struct {
	Row           int
	Column, Value string
}

// Table gives the cells that the evidence is, in the order of the mapping; nil where it is no row of a table.
func (e *Evidence) Table() []TableCell {
	if e.Place != nil {
		return nil
	}
	row, ok := ParseTableRow(e.Locator)
	if !ok {
		return nil
	}
	cells := make([]TableCell, len(row.Cells))
	for i, c := range row.Cells {
		cells[i] = TableCell{row.Row, c.Column, c.Value}
	}
	return cells
}

// MaxTableRow bounds a row as a locator, in bytes. Longer values are cut.
const MaxTableRow = 2000

const rowBegins = "row "

var tableEscapes = strings.NewReplacer(`\`, `\\`, "\n", `\n`, ";", `\;`, "=", `\=`)

// Locator writes the row as a locator. A value that does not fit into MaxTableRow ends in …, and what follows it is left out.
func (t TableRow) Locator() Text {
	b := make([]byte, 0, 64)
	b = strconv.AppendInt(append(b, rowBegins...), int64(t.Row), 10)
	for i, cell := range t.Cells {
		part := "; "
		if i == 0 {
			part = ": "
		}
		part += escapeCell(cell.Column) + "="
		value := escapeCell(cell.Value)
		if room := MaxTableRow - len(b) - len(part) - len("…"); len(value) > room+len("…") {
			if room > 0 {
				b = append(append(b, part...), strings.TrimRight(strings.ToValidUTF8(value[:room], ""), `\`)+"…"...)
			}
			break
		}
		b = append(append(b, part...), value...)
	}
	return Text(b)
}

func escapeCell(s string) string {
	if !strings.ContainsAny(s, "\\\n;=") {
		return s
	}
	return tableEscapes.Replace(s)
}

// ParseTableRow reads a row of a table out of a locator; ok is false for any other locator, as "page 12".
func ParseTableRow(locator Text) (row TableRow, ok bool) {
	rest, isRow := strings.CutPrefix(string(locator), rowBegins)
	number, cells, hasCells := strings.Cut(rest, ": ")
	if !isRow || !hasCells {
		return row, false
	}
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || strconv.Itoa(n) != number {
		return row, false
	}
	row.Row = n
	var part strings.Builder
	var column string
	hasColumn := false
	for i := 0; i < len(cells); i++ {
		switch c := cells[i]; {
		case c == '\\' && i+1 < len(cells):
			i++
			if c = cells[i]; c == 'n' {
				c = '\n'
			}
			part.WriteByte(c)
		case c == '=' && !hasColumn:
			column, hasColumn = part.String(), true
			part.Reset()
		case c == ';' && strings.HasPrefix(cells[i:], "; "):
			if !hasColumn {
				return row, false
			}
			row.Cells = append(row.Cells, RowCell{column, part.String()})
			part.Reset()
			hasColumn = false
			i++
		default:
			part.WriteByte(c)
		}
	}
	if !hasColumn {
		return row, false
	}
	row.Cells = append(row.Cells, RowCell{column, part.String()})
	return row, true
}
