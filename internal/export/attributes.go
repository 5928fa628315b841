package export

import "iter"

// attributes are the columns of a table that graph formats give to nodes or edges, besides their ids and labels.
type attributes struct {
	columns []column
	// at are their places in a row of the table.
	at []int
}

func nodeAttributes() attributes {
	return attributesOf(nodeColumns(), "kind", "abbreviation", "iso3", "cow", "latitude", "longitude", "region", "existed")
}

func edgeAttributes() attributes {
	return attributesOf(edgeColumns(), "relation", "category", "symmetric", "held", "certainty", "statements", "documents", "spells")
}

// attributesOf chooses columns by name, in the order of the columns.
func attributesOf(columns []column, names ...string) (a attributes) {
	for i, c := range columns {
		for _, name := range names {
			if c.name == name {
				a.columns, a.at = append(a.columns, c), append(a.at, i)
			}
		}
	}
	return a
}

// set gives the attributes that a row has, with their values.
func (a attributes) set(row []any) iter.Seq2[column, any] {
	return func(yield func(column, any) bool) {
		for i, c := range a.columns {
			if v := row[a.at[i]]; v != nil && !yield(c, v) {
				return
			}
		}
	}
}

// object is the attributes that a row has, as an object.
func (a attributes) object(row []any) object {
	o := object{}
	for c, v := range a.set(row) {
		o[c.name] = v
	}
	return o
}
