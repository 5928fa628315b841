package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"entente/internal/client"
)

// rowWriter prints the pages of a table as they come.
type rowWriter interface {
	// writePage prints the rows of a page; the first one also the names of the columns.
	writePage(page *client.Page) error
}

// csvWriter prints a table as RFC 4180 has it, in UTF-8; several values of a cell are separated by `; `.
type csvWriter struct {
	out     *csv.Writer
	columns []client.Column
	begun   bool
}

func (w *csvWriter) writePage(page *client.Page) error {
	if !w.begun {
		w.begun = true
		if err := w.out.Write(columnNames(w.columns)); err != nil {
			return err
		}
	}
	record := make([]string, len(w.columns))
	for _, row := range page.Rows {
		for i, values := range row {
			record[i] = strings.Join(values, "; ")
		}
		if err := w.out.Write(record); err != nil {
			return err
		}
	}
	w.out.Flush()
	return w.out.Error()
}

// textWriter prints a table for people. The columns of a page are as wide as its cells need, and as those of the pages before.
type textWriter struct {
	out     io.Writer
	columns []client.Column
	widths  []int
}

func (w *textWriter) writePage(page *client.Page) error {
	var lines [][]string
	if w.widths == nil {
		w.widths = make([]int, len(w.columns))
		lines = append(lines, columnNames(w.columns))
	}
	for _, row := range page.Rows {
		cells := make([]string, len(row))
		for i, values := range row {
			cells[i] = printable(strings.Join(values, ", "))
		}
		lines = append(lines, cells)
	}
	for _, cells := range lines {
		for i, cell := range cells {
			w.widths[i] = max(w.widths[i], utf8.RuneCountInString(cell))
		}
	}
	var text strings.Builder
	for _, cells := range lines {
		var line strings.Builder
		for i, cell := range cells {
			fmt.Fprintf(&line, "%-*s  ", w.widths[i], cell)
		}
		text.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	_, err := io.WriteString(w.out, text.String())
	return err
}

func columnNames(columns []client.Column) []string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Name
	}
	return names
}

// printable replaces control characters, which could control a terminal, by spaces.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
}
