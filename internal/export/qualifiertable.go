package export

import (
	"context"
	"iter"
	"strconv"

	"entente/internal/knowledge"
)

// qualifierTable has a row for each value that a statement carries besides its ends and its time.
func (g *graph) qualifierTable() *table {
	return &table{
		name: "qualifiers", description: "What statements carry besides their ends and their time: how somebody voted, how many died.",
		references: [][2]string{{"statement", "statements"}},
		columns: []column{
			{"statement", text, "The id of the statement.", true},
			{"name", text, "The name of the qualifier, as its relation declares it.", true},
			{"type", text, "INTEGER, DECIMAL, TEXT, DATE, CODE or ENTITY.", true},
			{"value", text, "The value; of a number all its digits, of an entity its id.", true},
			{"number", number, "The value of a number, as near as a computer's number comes.", false},
			{"unit", text, "The unit of a number.", false},
			{"label", text, "What a code stands for.", false},
		},
		rows: func(ctx context.Context) iter.Seq2[[]any, error] {
			row := make([]any, 7)
			return mapRows(g.statements(ctx), func(st *knowledge.Statement, yield func([]any) bool) bool {
				for _, q := range st.Qualifiers {
					var unit, label any
					if d := g.definition(st, q.Name); d != nil {
						unit, label = optional(d.Unit), optional(d.LabelOf(q.Value))
					}
					*(*[7]any)(row) = [7]any{st.ID, q.Name, string(q.Type), q.Value, numberOf(q), unit, label}
					if !yield(row) {
						return false
					}
				}
				return true
			})
		},
	}
}

// definition is what the relation of a statement declares of a qualifier, or nil.
func (g *graph) definition(st *knowledge.Statement, name string) *knowledge.QualifierDefinition {
	if r := g.relations[st.Relation]; r != nil {
		return r.Qualifier(name)
	}
	return nil
}

// numberOf is the value of a number, or nil.
func numberOf(q knowledge.Qualifier) any {
	if !q.Type.IsNumber() {
		return nil
	}
	n, err := strconv.ParseFloat(q.Value, 64)
	if err != nil {
		return nil
	}
	return n
}
