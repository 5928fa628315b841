package main

import (
	"context"
	"encoding/json"
	"io"

	"entente/internal/knowledge"
	"entente/internal/loader"
	"entente/internal/store"
)

// planReport is a plan as --json prints it. docs/loading.md describes it for other programs.
type planReport struct {
	Description string `json:"description"`
	// Revision is the one that it was planned against.
	Revision int            `json:"revision"`
	Datasets []knowledge.ID `json:"datasets"`
	Tables   []tableReport  `json:"tables"`
}

// tableReport has the rows of a table that change, in the plan's order, and how many stay as they are.
type tableReport struct {
	Table   string      `json:"table"`
	Added   []rowReport `json:"added"`
	Changed []rowReport `json:"changed"`
	Removed []rowReport `json:"removed"`
	Same    int         `json:"same"`
}

// rowReport is a row: its id, its dataset, in words, and of a changed row the keys that change.
type rowReport struct {
	ID      knowledge.ID `json:"id"`
	Dataset knowledge.ID `json:"dataset"`
	Words   string       `json:"words"`
	Keys    []string     `json:"keys,omitempty"`
}

// writePlan writes a plan as one JSON object.
func writePlan(ctx context.Context, s store.Reader, p *loader.Plan, most int, out io.Writer) error {
	r := planReport{Description: p.Description, Revision: p.Base, Datasets: p.Datasets, Tables: []tableReport{}}
	samples, err := p.Sample(ctx, s, most)
	if err != nil {
		return err
	}
	for _, sample := range samples {
		r.Tables = append(r.Tables, tableReport{
			Table: sample.Table.String(), Added: rowReports(sample.Added), Changed: rowReports(sample.Changed), Removed: rowReports(sample.Removed),
			Same: p.Counts[sample.Table].Same,
		})
	}
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(r)
}

func rowReports(items []loader.Item) []rowReport {
	rows := make([]rowReport, len(items))
	for i, item := range items {
		rows[i] = rowReport{item.Key.ID, item.Key.Dataset, item.Words, item.Keys}
	}
	return rows
}
