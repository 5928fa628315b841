package export

import (
	"context"
	"iter"
)

// columnType is the type of a column's values.
type columnType uint8

// The types. A value is a string, an int64, a float64, a bool, or nil where there is none; that of a date column is an edtf.Day.
const (
	text columnType = iota
	integer
	number
	boolean
	date
)

// column is a column of a table.
type column struct {
	name        string
	kind        columnType
	description string
	// required: no row is without a value.
	required bool
}

// table is one of the tables of an export.
type table struct {
	name, description string
	columns           []column
	// key is the name of the column that identifies a row; "" for none.
	key string
	// references are columns whose values are the key of another table: column, table.
	references [][2]string
	// rows gives the values of each row. A row is valid until the next.
	rows func(context.Context) iter.Seq2[[]any, error]
}

// columnNames are the names of the columns, in order.
func (t *table) columnNames() (names []string) {
	for _, c := range t.columns {
		names = append(names, c.name)
	}
	return names
}

// tables are the tables of a graph, in the order in which they must be read: what the statements name is known once these were read.
func (g *graph) tables() []*table {
	m := newMentioned()
	return []*table{
		g.statementTable(m), g.evidenceTable(), g.qualifierTable(), g.edgeTable(), g.nodeTable(m), g.documentTable(m), g.relationTable(), g.datasetTable(),
	}
}
