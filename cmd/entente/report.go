package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"entente/internal/dataset"
	"entente/internal/knowledge"
)

// report is the result of a check of all folders, as --json prints it. docs/datasets.md describes it for other programs.
type report struct {
	// Valid: every folder could be read and has no error.
	Valid    bool           `json:"valid"`
	Errors   int            `json:"errors"`
	Warnings int            `json:"warnings"`
	Datasets []folderReport `json:"datasets"`
}

type folderReport struct {
	Folder string `json:"folder"`
	Valid  bool   `json:"valid"`
	// Unreadable is the reason why the folder could not be opened; then all else is empty.
	Unreadable string       `json:"unreadable,omitempty"`
	Dataset    knowledge.ID `json:"dataset,omitempty"`
	Relations  int          `json:"relations"`
	Documents  int          `json:"documents"`
	Entities   int          `json:"entities"`
	Statements int          `json:"statements"`
	// Tables say what became of the tables of mappings.
	Tables []*dataset.TableReport `json:"tables,omitempty"`
	// Errors and Warnings count all there are; Problems has them all, sorted by place.
	Errors   int               `json:"errors"`
	Warnings int               `json:"warnings"`
	Problems []dataset.Problem `json:"problems"`
}

// newReport returns the report on folders.
func newReport(folders []*folder) report {
	r := report{Valid: exitStatusOf(folders) == exitOK, Datasets: []folderReport{}}
	for _, f := range folders {
		one := folderReport{Folder: f.dir, Problems: []dataset.Problem{}}
		if f.err != nil {
			one.Unreadable = f.err.Error()
		} else {
			c := f.content
			one.Valid = c.Problems.Errors == 0
			one.Dataset = c.Dataset.ID
			one.Relations, one.Documents, one.Entities, one.Statements = len(c.Relations), len(c.Documents), len(c.Entities), c.Statements.Len()
			one.Tables = c.Tables
			one.Errors, one.Warnings = c.Problems.Errors, c.Problems.Warnings
			one.Problems = append(one.Problems, c.Problems.List...)
		}
		r.Errors += one.Errors
		r.Warnings += one.Warnings
		r.Datasets = append(r.Datasets, one)
	}
	return r
}

// write shows all errors, then all warnings, each sorted by place, then a line for each folder.
func (r report) write(out io.Writer) {
	for _, severity := range []dataset.Severity{dataset.Error, dataset.Warning} {
		shown := false
		for _, d := range r.Datasets {
			shown = d.writeProblems(out, severity) || shown
		}
		if shown {
			_, _ = fmt.Fprintln(out)
		}
	}
	for _, d := range r.Datasets {
		_, _ = fmt.Fprintln(out, d.summary())
	}
}

// writeProblems writes the folder's problems of a severity, with paths relative to the working directory. It reports whether there are any.
func (d folderReport) writeProblems(out io.Writer, severity dataset.Severity) bool {
	shown := 0
	for _, p := range d.Problems {
		if p.Severity == severity {
			shown++
			_, _ = fmt.Fprintln(out, p.In(d.Folder))
		}
	}
	all, noun := d.Errors, "error"
	if severity == dataset.Warning {
		all, noun = d.Warnings, "warning"
	}
	if more := all - shown; more > 0 {
		_, _ = fmt.Fprintf(out, "%s: and %s more\n", d.Folder, number(more, noun))
	}
	return all > 0
}

// summary describes in a line what a folder holds, or why it cannot be loaded.
func (d folderReport) summary() string {
	switch {
	case d.Unreadable != "":
		return d.Folder + ": unreadable: " + d.Unreadable
	case d.Errors > 0:
		return fmt.Sprintf("%s: invalid: %s, %s", d.Folder, number(d.Errors, "error"), number(d.Warnings, "warning"))
	}
	counts := map[knowledge.Table]int{
		knowledge.TableRelation: d.Relations, knowledge.TableEntity: d.Entities,
		knowledge.TableStatement: d.Statements, knowledge.TableDocument: d.Documents,
	}
	line := fmt.Sprintf("%s: valid: %s", d.Folder, countsInWords(counts))
	if d.Warnings > 0 {
		line += "; " + number(d.Warnings, "warning")
	}
	for _, t := range d.Tables {
		line += "\n  " + tableSummary(t)
	}
	return line
}

// number is a count with its noun: `1 error`, `3,000 errors`.
func number(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return thousands(n) + " " + noun
}

// thousands writes a number with a comma at each thousand.
func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}

// writeJSON writes a value as one indented JSON value.
func writeJSON(out io.Writer, v any) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// tableSummary says in a line what became of a table: `pacts: 12 rows: 3 entities, 10 statements; left out: unknown-entity 2`.
func tableSummary(t *dataset.TableReport) string {
	line := fmt.Sprintf("%s: %s: %s, %s", t.Mapping, number(t.Rows, "row"), countNoun(t.Entities, "entity", "entities"), number(t.Statements, "statement"))
	if t.Joined > 0 {
		line += fmt.Sprintf("; %s what an earlier row says, and so is further evidence", times(t.Joined))
	}
	var parts []string
	for _, reason := range t.Reasons() {
		parts = append(parts, reason+" "+thousands(t.LeftOut[reason]))
	}
	if parts != nil {
		line += "; left out: " + strings.Join(parts, ", ")
	}
	return line
}

func countNoun(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + many
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return thousands(n) + " times"
}
