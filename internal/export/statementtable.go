package export

import (
	"context"
	"iter"
	"strings"

	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// listMark joins the values of a list in a cell. No id has it; topics have it only if their author wrote it.
const listMark = "; "

// statementTable has a row for each statement.
func (g *graph) statementTable(m *mentioned) *table {
	return &table{
		name: "statements", description: "Claims: who stood how to whom, when, and according to which document.", key: "id",
		references: [][2]string{{"subject", "nodes"}, {"object", "nodes"}, {"document", "documents"}, {"dataset", "datasets"}, {"relation", "relations"}},
		columns: []column{
			{"id", text, "The id of the statement.", true},
			{"link", text, "The id of the link that it belongs to; see edges.", true},
			{"subject", text, "The id of the entity of which the document says it.", true},
			{"relation", text, "The name of the relation.", true},
			{"object", text, "The id of the other end.", true},
			{"symmetric", boolean, "Whether the relation reads the same from either end.", true},
			{"about", text, "The ids of third parties that the claim turns on, joined by '; '.", false},
			{"topics", text, "Subject matters, joined by '; '.", false},
			{"polarity", text, "AFFIRMED or DENIED by the document.", true},
			{"modality", text, "ASSERTED, REPORTED, PROMISED or PLANNED. Only what is affirmed and asserted or reported is held.", true},
			{"attributed_to", text, "The id of the entity that the document reports as having said so.", false},
			{"valid", text, "When it held, as the source says it: an interval of EDTF.", true},
			{"begin_earliest", date, "The first day on which it may have begun; empty where unbounded.", false},
			{"begin_latest", date, "The last day on which it may have begun; empty where unbounded.", false},
			{"end_earliest", date, "The first day on which it may have ended; empty where unbounded.", false},
			{"end_latest", date, "The last day on which it may have ended; empty where unbounded.", false},
			{"presumed", text, "The days on which it is presumed to have held, other claims and the lives of its ends considered, as intervals of EDTF joined by '; '; empty where on none.", false},
			{"presumed_from", date, "The first of them; empty where unbounded, or on none.", false},
			{"presumed_to", date, "The last of them; empty where it goes on, or on none.", false},
			{"uncertain", boolean, "Whether a date that it rests on is uncertain (? or %).", true},
			{"certainty", text, "How surely it held on the day of the scope: CERTAIN, PRESUMED or POSSIBLE; empty without one.", false},
			{"note", text, "A remark of the dataset's authors.", false},
			{"document", text, "The id of the document that says so.", true},
			{"reliability", text, "How far the document is trusted: the letters of the Admiralty code.", false},
			{"dataset", text, "The id of the dataset that brought it.", true},
		},
		rows: func(ctx context.Context) iter.Seq2[[]any, error] {
			row := make([]any, 25)
			return mapRows(g.statements(ctx), func(st *knowledge.Statement, yield func([]any) bool) bool {
				m.add(st)
				g.fillStatement(row, st)
				return yield(row)
			})
		},
	}
}

// fillStatement sets the values of a row to those of a statement.
func (g *graph) fillStatement(row []any, st *knowledge.Statement) {
	v := &st.Validity
	var from, to any
	days := presumed(&g.Scope, st)
	if len(days) > 0 {
		from, to = bounded(days[0].First), bounded(days[len(days)-1].Last)
	}
	*(*[25]any)(row) = [25]any{
		st.ID, st.Link, st.Subject, st.Relation, st.Object, st.Symmetric,
		optional(strings.Join(st.About, listMark)), optional(strings.Join(st.Topics, listMark)),
		string(st.Polarity), string(st.Modality), optional(st.AttributedTo), v.EDTF(),
		bounded(v.EarliestBegin), bounded(v.LatestBegin), bounded(v.EarliestEnd), bounded(v.LatestEnd),
		optional(intervals(days)), from, to, v.Uncertain, optional(g.certainty(st)), optional(st.Note),
		st.Document, optional(st.Reliability), st.Dataset,
	}
}

// certainty is how surely a statement holds on the day of the scope; "" without one.
func (g *graph) certainty(st *knowledge.Statement) knowledge.Certainty {
	if g.Scope.AsOf.IsZero() {
		return ""
	}
	return g.Scope.CertaintyOf(st)
}

// evidenceTable has a row for each piece of evidence.
func (g *graph) evidenceTable() *table {
	return &table{
		name: "evidence", description: "The passages and rows that statements rest on, word for word.",
		references: [][2]string{{"statement", "statements"}, {"document", "documents"}},
		columns: []column{
			{"statement", text, "The id of the statement.", true},
			{"position", integer, "The number of the piece among the statement's, from 1.", true},
			{"document", text, "The id of the document.", true},
			{"quote", text, "The document's own words.", false},
			{"start", integer, "Where the quote begins in the document's text, in code points from 0.", false},
			{"end", integer, "Where it ends, not included.", false},
			{"context", text, "The sentence around the quote.", false},
			{"footnote", text, "The label of the document's own footnote on the sentence.", false},
			{"locator", text, "A row, a page or an article, where the evidence is no text.", false},
		},
		rows: func(ctx context.Context) iter.Seq2[[]any, error] {
			row := make([]any, 9)
			return mapRows(g.statements(ctx), func(st *knowledge.Statement, yield func([]any) bool) bool {
				for i, e := range st.Evidence {
					*(*[9]any)(row) = [9]any{
						st.ID, int64(i + 1), e.Document, optional(e.Quote), index(e.Start()), index(e.End()), optional(e.Context), optional(e.Footnote), optional(e.Locator),
					}
					if !yield(row) {
						return false
					}
				}
				return true
			})
		},
	}
}

// mapRows gives the rows that each value stands for.
func mapRows[T any](values iter.Seq2[T, error], rowsOf func(T, func([]any) bool) bool) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for value, err := range values {
			if err != nil {
				yield(nil, err)
				return
			}
			if !rowsOf(value, func(row []any) bool { return yield(row, nil) }) {
				return
			}
		}
	}
}

// optional is a text, or nil for the empty one.
func optional[S ~string](s S) any {
	if s == "" {
		return nil
	}
	return string(s)
}

// bounded is a day, or nil for an unbounded one.
func bounded(d edtf.Day) any {
	if !d.IsBounded() {
		return nil
	}
	return d
}

// index is a position, or nil.
func index(i *int) any {
	if i == nil {
		return nil
	}
	return int64(*i)
}
