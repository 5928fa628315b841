package graph

import (
	"math"
	"slices"
	"strconv"

	"entente/internal/question"
	"github.com/vektah/gqlparser/v2/ast"
)

// maxCount is where counting stops, so that products of page sizes cannot overflow.
const maxCount = 1_000_000

// listFactor is the assumed length of a list without pages: names, evidence and the like are short.
const listFactor = 2

// size is the size of a selection set.
type size struct {
	depth, fields, cost, roots int
	// deepest is the position of the deepest field, costliest the innermost field that causes most of the cost; nil if no single field
	// does.
	deepest   *ast.Position
	costliest *ast.Field
}

// measure computes the size of an operation. Each fragment is measured once, so the time depends on the text and not on the
// expansion of nested fragments.
type measure struct {
	doc       *ast.QueryDocument
	variables map[string]any
	fragments map[string]size
}

// selections measures a selection set. page is the page size of the connection that it belongs to.
func (m *measure) selections(set ast.SelectionSet, page int) size {
	var total size
	highest := -1
	// An object has one type, so of the fragments on different types only the costliest type counts.
	ofType := map[string]int{}
	for _, selection := range set {
		var s size
		switch selection := selection.(type) {
		case *ast.Field:
			s = m.field(selection, page)
		case *ast.InlineFragment:
			s = m.selections(selection.SelectionSet, page)
		case *ast.FragmentSpread:
			s = m.fragment(selection.Name, page)
		}
		if s.depth > total.depth {
			total.depth, total.deepest = s.depth, s.deepest
		}
		if s.cost > highest {
			highest, total.costliest = s.cost, s.costliest
		}
		total.fields = min(total.fields+s.fields, maxCount)
		total.roots = min(total.roots+s.roots, maxCount)
		if of := objectType(selection); of != "" {
			ofType[of] = min(ofType[of]+s.cost, maxCount)
		} else {
			total.cost = min(total.cost+s.cost, maxCount)
		}
	}
	most := 0
	for _, cost := range ofType {
		most = max(most, cost)
	}
	total.cost = min(total.cost+most, maxCount)
	if highest <= 0 || 2*highest < total.cost {
		total.costliest = nil
	}
	return total
}

// objectType is the object type that a fragment is for; empty if it is for several, or not validated yet.
func objectType(selection ast.Selection) string {
	var inside ast.SelectionSet
	switch selection := selection.(type) {
	case *ast.InlineFragment:
		inside = selection.SelectionSet
	case *ast.FragmentSpread:
		if selection.Definition != nil {
			inside = selection.Definition.SelectionSet
		}
	}
	for _, s := range inside {
		if f, ok := s.(*ast.Field); ok && f.ObjectDefinition != nil && f.ObjectDefinition.Kind == ast.Object {
			return f.ObjectDefinition.Name
		}
	}
	return ""
}

// fragment measures a fragment, or returns its size if it is known.
func (m *measure) fragment(name string, page int) size {
	// The size of a fragment depends on the page size of the connection, so that is part of the key.
	key := name + " " + strconv.Itoa(page)
	if s, ok := m.fragments[key]; ok {
		return s
	}
	// A fragment that spreads itself is found by validation, which may come later: here it ends.
	var s size
	m.fragments[key] = s
	if f := m.doc.Fragments.ForName(name); f != nil {
		s = m.selections(f.SelectionSet, page)
	}
	m.fragments[key] = s
	return s
}

// field measures a field and its selections. Of leaves see leafCost. An object costs one, times the number
// of rows of its list.
func (m *measure) field(f *ast.Field, page int) size {
	s := size{depth: 1, fields: 1, roots: 1, deepest: f.Position, costliest: f}
	if len(f.SelectionSet) == 0 {
		s.cost = leafCost(f)
		return s
	}
	rows, below := m.rows(f, page)
	inner := m.selections(f.SelectionSet, below)
	s.depth += inner.depth
	s.fields = min(s.fields+inner.fields, maxCount)
	s.cost = min((1+inner.cost)*rows+listCost(f), maxCount)
	if inner.deepest != nil {
		s.deepest = inner.deepest
	}
	if inner.costliest != nil {
		s.costliest = inner.costliest
	}
	return s
}

// What is dearer than an object, in objects.
const (
	// textCost is for the text of a document: a page or two.
	textCost = 20
	// countCost is for the length of a list, which may have to be counted.
	countCost = 5
	// selectCost is for a list that is filtered, and for one that is ordered: more rows are looked at than it has.
	selectCost = 5
	// edgeFactor is how many edges a subgraph has for each of its nodes.
	edgeFactor = 5
)

// leafCost is the cost of a leaf. Most cost nothing: they are part of their object.
func leafCost(f *ast.Field) int {
	switch f.Name {
	case "text":
		if f.ObjectDefinition != nil && f.ObjectDefinition.Name == "Document" {
			return textCost
		}
	case "totalCount":
		return countCost
	}
	return 0
}

// listCost is what filtering and ordering a list cost beside its rows.
func listCost(f *ast.Field) (cost int) {
	for _, name := range []string{"where", "orderBy"} {
		if f.Arguments.ForName(name) != nil {
			cost += selectCost
		}
	}
	return cost
}

// rows returns how many objects a field may have for one parent, and the page size for the rows of a connection below it.
func (m *measure) rows(f *ast.Field, page int) (rows, below int) {
	if f.Definition == nil {
		return 0, page // not validated yet: its cost is unknown
	}
	list := f.Definition.Type.Elem != nil
	switch {
	case !list && isPaged(f.Definition):
		return 1, m.pageSize(f)
	case list && isRowsOfPage(f):
		if f.ObjectDefinition.Fields.ForName("truncated") != nil && f.Name == "edges" {
			return page * edgeFactor, question.ChildPageSize
		}
		return page, question.ChildPageSize
	case list && f.Name == "nodes":
		return m.listLength(f, "ids"), question.ChildPageSize
	case list && isPaged(f.Definition):
		return m.pageSize(f), question.ChildPageSize
	case list:
		return listFactor, question.ChildPageSize
	}
	return 1, question.ChildPageSize
}

// sizes are the arguments that limit the number of rows.
var sizes = []string{"first", "last", "limit"}

func isPaged(d *ast.FieldDefinition) bool {
	return slices.ContainsFunc(sizes, func(name string) bool { return d.Arguments.ForName(name) != nil })
}

// isRowsOfPage reports whether a field is a list of a connection or of a subgraph, whose length is an argument of its parent.
func isRowsOfPage(f *ast.Field) bool {
	if f.Name != "edges" && f.Name != "nodes" || f.ObjectDefinition == nil {
		return false
	}
	fields := f.ObjectDefinition.Fields
	return fields.ForName("pageInfo") != nil || fields.ForName("truncated") != nil
}

func (m *measure) pageSize(f *ast.Field) int {
	arguments := f.ArgumentMap(m.variables)
	for _, name := range sizes {
		if n, ok := toInt(arguments[name]); ok {
			return max(n, 0)
		}
	}
	if f.ObjectDefinition != nil && f.ObjectDefinition.Name == "Query" {
		return question.PageSize
	}
	return question.ChildPageSize
}

func (m *measure) listLength(f *ast.Field, argument string) int {
	if list, ok := f.ArgumentMap(m.variables)[argument].([]any); ok {
		return len(list)
	}
	return 1
}

// toInt gives a number that GraphQL's Int can be. Another one is no size: it is refused when its field is executed.
func toInt(v any) (int, bool) {
	var n int64
	switch v := v.(type) {
	case int64:
		n = v
	case int:
		n = int64(v)
	case interface{ Int64() (int64, error) }:
		var err error
		if n, err = v.Int64(); err != nil {
			return 0, false
		}
	default:
		return 0, false
	}
	return int(n), n >= math.MinInt32 && n <= math.MaxInt32
}
