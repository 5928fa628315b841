package mapping

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"entente/internal/dataset/input"
	"entente/internal/knowledge"
	"entente/internal/mapping/table"
)

// MaxJoined bounds the rows of a table that another is joined to: they are held in memory, with the columns that are read.
const MaxJoined = 2_000_000

// joined is a table in memory, its rows found by a key.
type joined struct {
	file string
	rows []joinedRow
	// at has for each key the number of its row; several where it has more than one.
	at map[string]int32
	// columns are their names by their places in the file.
	columns []string
}

type joinedRow struct {
	number, line int
	cells        []string
}

const severalRows = -1

// load reads a joined table.
func (j *join) load(ctx context.Context, files table.Files, columns []string, report func(Problem)) *joined {
	t, file, ok := openTable(files, j.table, columns, nil, report)
	if !ok {
		return nil
	}
	defer func() { _ = t.Close() }()
	out := &joined{file: file, at: map[string]int32{}, columns: namesOf(t, columns)}
	for ctx.Err() == nil {
		r, err := t.Next()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			if !reportRow(file, err, report) {
				return nil
			}
			continue
		}
		if len(out.rows) == MaxJoined {
			report(Problem{file, input.Problem{At: input.Position{Line: r.Line, Column: 1}, Code: "too-large", Message: fmt.Sprintf("a joined table has at most %d rows", MaxJoined)}})
			return nil
		}
		if j.table.Clean {
			clean(r.Cells)
		}
		key := j.keyOf(r.Cells, columns)
		if _, twice := out.at[key]; twice {
			out.at[key] = severalRows
		} else {
			out.at[key] = int32(len(out.rows))
		}
		cells := make([]string, len(r.Cells))
		for i, c := range r.Cells {
			cells[i] = strings.Clone(c)
		}
		out.rows = append(out.rows, joinedRow{r.Number, r.Line, cells})
	}
	return nil
}

// clean takes control characters out of cells, and makes white space one space.
func clean(cells []string) {
	for i, text := range cells {
		if !strings.ContainsFunc(text, func(c rune) bool { return unicode.IsControl(c) || unicode.IsSpace(c) && c != ' ' }) {
			continue
		}
		parts := strings.Split(text, table.ListSeparator)
		for k, part := range parts {
			part = strings.Map(func(c rune) rune {
				if unicode.IsControl(c) && !unicode.IsSpace(c) {
					return -1
				}
				return c
			}, part)
			parts[k] = strings.Join(strings.Fields(part), " ")
		}
		cells[i] = strings.Join(parts, table.ListSeparator)
	}
}

// keyOf gives the key of a row of the joined table.
func (j *join) keyOf(cells, columns []string) string {
	var parts []string
	for _, name := range j.there {
		for i, column := range columns {
			if column == name {
				parts = append(parts, cells[i])
			}
		}
	}
	return strings.Join(parts, table.ListSeparator)
}

// find gives the joined row for a row.
func (j *join) find(in *joined, r *row) ([]string, *fault) {
	key := ""
	place := -1
	for i, s := range j.here {
		c := r.get(s)
		place = c.place
		if i > 0 {
			key += table.ListSeparator
		}
		key += c.text
	}
	at, ok := in.at[key]
	shown := knowledge.Quote(strings.ReplaceAll(key, table.ListSeparator, ", "))
	switch {
	case !ok:
		return nil, faultf(place, NoJoinedRow, "", "%s has no row with %s", j.table.Name, shown)
	case at == severalRows:
		return nil, faultf(place, NoJoinedRow, "join by columns that tell its rows apart", "%s has several rows with %s", j.table.Name, shown)
	}
	return in.rows[at].cells, nil
}
