package execute

import (
	"slices"
	"sort"

	"github.com/vektah/gqlparser/v2/ast"
)

// path returns the response path of a failure (section 7.1.2). Rows do not store their paths, since only errors need them: they
// are computed backwards, from a row to the column that it came from, its position in that column's lists, and the row that has
// them.
func (f failure) path() ast.Path {
	var path ast.Path
	for _, i := range slices.Backward(f.at) {
		path = append(path, ast.PathIndex(i))
	}
	path = append(path, ast.PathName(f.column.field.alias))
	at, row := f.column.owner, f.row
	for len(at.sources) > 0 {
		c := at.source(row)
		path, row = c.ascend(path, at.positions[row])
		path = append(path, ast.PathName(c.field.alias))
		at = c.owner
	}
	slices.Reverse(path)
	return path
}

// source returns the column that a row came from.
func (f *frame) source(row int32) *column {
	i := sort.Search(len(f.sources), func(i int) bool { return f.sources[i].from > row })
	return f.sources[i-1].column
}

// ascend goes from an item up through the lists that contain it, to the row that has them.
func (c *column) ascend(path ast.Path, position int32) (ast.Path, int32) {
	for level := len(c.levels) - 1; level >= 0; level-- {
		spans := c.levels[level]
		// Empty lists and nulls begin where the next list does, so the last one to begin there is the one with elements.
		i := sort.Search(len(spans), func(i int) bool { return spans[i].start > position }) - 1
		path = append(path, ast.PathIndex(position-spans[i].start))
		position = int32(i)
	}
	return path, position
}
