package mapping

import (
	"errors"
	"slices"

	"entente/internal/dataset/input"
	"entente/internal/mapping/table"
)

// openTable opens a table and selects its columns. at are the places in the mapping that name them.
func openTable(files table.Files, t Table, columns []string, at []input.Position, report func(Problem)) (*table.Table, string, bool) {
	fsys, name, shown, err := files.Find(t.Name)
	if err != nil {
		reportTable("", t.At, MissingTable, err, report)
		return nil, "", false
	}
	in, err := table.Open(fsys, name, t.Spec)
	if err != nil {
		code := BrokenTable
		var known *table.Error
		if errors.As(err, &known) && known.Missing {
			code = "unreadable"
		}
		reportTable(shown, input.Position{Line: 1, Column: 1}, code, err, report)
		return nil, "", false
	}
	ok := true
	for i, column := range columns {
		if err := in.Select(column); err != nil {
			place := t.At
			if at != nil {
				place = at[i]
			}
			reportTable("", place, UnknownColumn, err, report)
			ok = false
		}
	}
	if !ok {
		_ = in.Close()
		return nil, "", false
	}
	// Each was found alone, so all are.
	_ = in.Select(columns...)
	return in, shown, true
}

func reportTable(file string, at input.Position, code string, err error, report func(Problem)) {
	p := Problem{file, input.Problem{At: at, Code: code, Message: err.Error()}}
	var known *table.Error
	if errors.As(err, &known) {
		p.Message, p.Hint = known.Message, known.Hint
		if file != "" && known.Line > 0 {
			p.At = input.Position{Line: known.Line, Column: max(known.Column, 1)}
		}
	}
	report(p)
}

// reportRow reports an error of a row; it returns false where no further row can be read.
func reportRow(file string, err error, report func(Problem)) (goOn bool) {
	var known *table.Error
	code := BrokenTable
	if errors.As(err, &known) && known.Row {
		code, goOn = BrokenRow, true
	}
	reportTable(file, input.Position{Line: 1, Column: 1}, code, err, report)
	return goOn
}

// namesOf gives the names of columns by their places in the file; of a file whose rows differ, in the order of the selection.
func namesOf(t *table.Table, selected []string) []string {
	if header := t.Header(); header != nil {
		return slices.Clone(header)
	}
	return slices.Clone(selected)
}
