package export

import (
	"context"
	"iter"
	"strings"

	"entente/internal/knowledge"
)

// documentTable has a row for each document that a statement rests on.
func (g *graph) documentTable(m *mentioned) *table {
	return &table{
		name: "documents", description: "The documents that statements rest on, without their texts.", key: "id",
		references: [][2]string{{"dataset", "datasets"}},
		columns: []column{
			{"id", text, "The id of the document.", true},
			{"title", text, "Its title.", true},
			{"url", text, "Where it is published.", false},
			{"publisher", text, "Who published it.", false},
			{"author", text, "Who wrote it.", false},
			{"published_on", text, "When it was published, as a date of EDTF.", false},
			{"retrieved_on", text, "When it was read.", false},
			{"generator", text, "The software that wrote it; empty where people did.", false},
			{"reliability", text, "How far it is trusted: the letters of the Admiralty code.", false},
			{"language", text, "Its language, as a BCP 47 tag.", false},
			{"based_on", text, "The ids of documents that it repeats or rests on, joined by '; '.", false},
			{"dataset", text, "The id of the dataset that brought it.", true},
		},
		rows: func(ctx context.Context) iter.Seq2[[]any, error] {
			return mapRows(g.documents(ctx, m), func(d *knowledge.Document, yield func([]any) bool) bool {
				return yield([]any{
					d.ID, d.Title, optional(d.URL), optional(d.Publisher), optional(d.Author), optional(d.PublishedOn.String()),
					optional(d.RetrievedOn.String()), optional(d.Generator), optional(d.Reliability), optional(d.Language),
					optional(strings.Join(d.BasedOn, listMark)), d.Dataset,
				})
			})
		},
	}
}

// datasetTable has a row for each dataset that is written.
func (g *graph) datasetTable() *table {
	return &table{
		name: "datasets", description: "The datasets that the claims come from, with their licences.", key: "id",
		columns: []column{
			{"id", text, "The id of the dataset.", true},
			{"title", text, "Its title.", true},
			{"license", text, "Its licence, an SPDX expression.", false},
			{"source", text, "Where its data come from.", false},
			{"version", text, "Its version.", false},
			{"coverage_from", text, "From when its data cover time, as a date of EDTF.", false},
			{"coverage_to", text, "Until when they do.", false},
			{"notes", text, "What its authors say about it.", false},
		},
		rows: func(context.Context) iter.Seq2[[]any, error] {
			return func(yield func([]any, error) bool) {
				for _, d := range g.datasets {
					row := []any{
						d.ID, d.Title, optional(d.License), optional(d.Source), optional(d.Version),
						optional(d.CoverageFrom.String()), optional(d.CoverageTo.String()), optional(d.Notes),
					}
					if !yield(row, nil) {
						return
					}
				}
			}
		},
	}
}
