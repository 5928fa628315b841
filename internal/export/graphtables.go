package export

import (
	"context"
	"iter"
	"maps"
	"slices"

	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// nodeTable has a row for each entity.
func (g *graph) nodeTable(m *mentioned) *table {
	return &table{
		name: "nodes", description: "Entities: what statements are about.", key: "id",
		columns: nodeColumns(),
		rows: func(ctx context.Context) iter.Seq2[[]any, error] {
			return mapRows(g.entities(ctx, m), func(e *knowledge.Entity, yield func([]any) bool) bool { return yield(g.nodeRow(e)) })
		},
	}
}

func nodeColumns() []column {
	return []column{
		{"id", text, "The id of the entity.", true},
		{"kind", text, "How this graph files it; no statement on its status.", true},
		{"name", text, "Its name.", true},
		{"abbreviation", text, "Its abbreviation.", false},
		{"iso3", text, "Its ISO 3166-1 alpha-3 code: that of the scope's day, else the one that has not ended.", false},
		{"cow", text, "Its number in the Correlates of War list of states.", false},
		{"gw", text, "Its number in Gleditsch and Ward's list of states.", false},
		{"wikidata", text, "Its item in Wikidata.", false},
		{"latitude", number, "A point of it, in degrees north, WGS 84.", false},
		{"longitude", number, "Degrees east.", false},
		{"region", text, "Its region of the UN's M49 standard.", false},
		{"existed", text, "The days on which it is known to have existed, as intervals of EDTF joined by '; '.", false},
		{"description", text, "What it is.", false},
	}
}

// nodeRow is the row of an entity.
func (g *graph) nodeRow(e *knowledge.Entity) []any {
	code := func(scheme string) any { return optional(e.Code(scheme, g.Scope.AsOf)) }
	var latitude, longitude any
	if e.Location != nil {
		latitude, longitude = e.Location.Latitude, e.Location.Longitude
	}
	return []any{
		e.ID, string(e.Kind), e.Name, optional(e.Abbreviation), code("iso3"), code("cow"), code("gw"), code(knowledge.SchemeWikidata),
		latitude, longitude, optional(e.Region), optional(intervals(e.Life)), optional(e.Description),
	}
}

// intervalOf writes days as an interval of EDTF, with .. for an unbounded end.
func intervalOf(s edtf.Span) string {
	end := func(d edtf.Day) string {
		if !d.IsBounded() {
			return ".."
		}
		return edtf.DateOf(d).String()
	}
	return end(s.First) + "/" + end(s.Last)
}

// edgeTable has a row for each link.
func (g *graph) edgeTable() *table {
	return &table{
		name: "edges", description: "Links: all statements of one subject, relation and object together, as far as the scope admits them.", key: "id",
		references: [][2]string{{"source", "nodes"}, {"target", "nodes"}, {"relation", "relations"}},
		columns:    edgeColumns(),
		rows: func(ctx context.Context) iter.Seq2[[]any, error] {
			return mapRows(g.edges(ctx), func(e *edge, yield func([]any) bool) bool { return yield(g.edgeRow(e)) })
		},
	}
}

func edgeColumns() []column {
	return []column{
		{"id", text, "The id of the link.", true},
		{"source", text, "The id of the subject; the first of the two ends where the relation is symmetric.", true},
		{"target", text, "The id of the object.", true},
		{"relation", text, "The name of the relation.", true},
		{"label", text, "The relation in words, read from source to target.", true},
		{"category", text, "The group of relations that it belongs to.", true},
		{"symmetric", boolean, "Whether it reads the same from either end.", true},
		{"held", boolean, "Whether some statement affirms it as a fact. Without, it is denied, promised or planned alone.", true},
		{"certainty", text, "How surely it held on the day of the scope; empty without one.", false},
		{"statements", integer, "How many statements speak of it.", true},
		{"documents", integer, "How many documents speak of it.", true},
		{"spells", text, "The days on which it is presumed to have been held, as intervals of EDTF joined by '; '.", false},
	}
}

// edgeRow is the row of a link.
func (g *graph) edgeRow(e *edge) []any {
	return []any{
		e.ID, e.Source, e.Target, e.Relation, e.relation.Label, string(e.relation.Category), e.relation.Symmetric, e.Held,
		optional(e.Certainty), int64(e.StatementCount), int64(e.documents()), optional(intervals(e.spells(&g.Scope))),
	}
}

// relationTable has a row for each relation of the revision.
func (g *graph) relationTable() *table {
	return &table{
		name: "relations", description: "The relations, and what their names mean.", key: "name",
		columns: []column{
			{"name", text, "The name of the relation.", true},
			{"label", text, "In words, from subject to object.", true},
			{"inverse_label", text, "In words, from object to subject.", true},
			{"category", text, "The group that it belongs to.", true},
			{"symmetric", boolean, "Whether it reads the same from either end.", true},
			{"description", text, "When it is used.", false},
		},
		rows: func(context.Context) iter.Seq2[[]any, error] {
			return func(yield func([]any, error) bool) {
				for _, name := range slices.Sorted(maps.Keys(g.relations)) {
					r := g.relations[name]
					if !yield([]any{r.Name, r.Label, r.InverseLabel, string(r.Category), r.Symmetric, optional(r.Description)}, nil) {
						return
					}
				}
			}
		},
	}
}
