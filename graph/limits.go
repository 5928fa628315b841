package graph

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"entente/internal/knowledge"
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
)

// Limits bound what one request may ask. A request beyond one is refused before anything is looked up, with an error that
// names the place and the number that would pass.
type Limits struct {
	// Tokens of the query document; checked while it is read.
	Tokens int
	// Depth of fields below one another, fragments spread.
	Depth int
	// Aliases in the document.
	Aliases int
	// RootSelections are root fields of the operation, fragments spread.
	RootSelections int
	// Directives in the document.
	Directives int
	// Fragments and Operations that the document defines.
	Fragments  int
	Operations int
	// Fields of the operation, fragments spread.
	Fields int
	// Cost is how many objects the answer may have: see costs.
	Cost int
}

// DefaultLimits are the limits of the API. The standard introspection query is exactly 15 deep.
func DefaultLimits() Limits {
	return Limits{
		Tokens: 5000, Depth: 15, Aliases: 30, RootSelections: 30, Directives: 50,
		Fragments: 50, Operations: 10, Fields: 1000, Cost: 100_000,
	}
}

// ExtensionName names the limits among gqlgen's extensions.
func (Limits) ExtensionName() string { return "Limits" }

// Validate accepts any schema.
func (Limits) Validate(graphql.ExecutableSchema) error { return nil }

// harmless is how long a query may be, in bytes, without its shape being looked at before it is validated. Validation
// compares the fields of a selection in pairs, so a few thousand of them hold a core for seconds.
const harmless = 2 << 10

// MutateOperationParameters refuses a long query that is beyond a limit before it is validated. It changes nothing.
func (l Limits) MutateOperationParameters(_ context.Context, request *graphql.RawParams) *gqlerror.Error {
	if len(request.Query) <= harmless {
		return nil
	}
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: request.Query}, l.Tokens)
	if err != nil {
		doc = &ast.QueryDocument{} // whoever parses it next says so
	}
	for _, operation := range doc.Operations {
		if err := l.check(doc, operation, nil); err != nil {
			return err
		}
	}
	return nil
}

// MutateOperationContext refuses an operation that is beyond a limit. It changes nothing.
func (l Limits) MutateOperationContext(_ context.Context, oc *graphql.OperationContext) *gqlerror.Error {
	return l.check(oc.Doc, oc.Operation, oc.Variables)
}

func (l Limits) check(doc *ast.QueryDocument, operation *ast.OperationDefinition, variables map[string]any) *gqlerror.Error {
	document := countDocument(doc)
	m := &measure{doc: doc, variables: variables, fragments: map[string]size{}}
	asked := m.selections(operation.SelectionSet, rootPageSize)
	for _, c := range []struct {
		what       string
		has, limit int
		at         *ast.Position
	}{
		{"operations", len(doc.Operations), l.Operations, nil},
		{"fragments", len(doc.Fragments), l.Fragments, nil},
		{"aliases", document.aliases, l.Aliases, document.lastAlias},
		{"directives", document.directives, l.Directives, document.lastDirective},
		{"root selections", asked.roots, l.RootSelections, operation.Position},
		{"levels", asked.depth, l.Depth, asked.deepest},
		{"fields (fragments spread)", asked.fields, l.Fields, operation.Position},
	} {
		if c.has > c.limit {
			return refusal(c.what, c.has, c.limit, c.at)
		}
	}
	if asked.cost <= l.Cost {
		return nil
	}
	what := "objects at most in its answer"
	if asked.dearest == nil {
		return refusal(what, asked.cost, l.Cost, operation.Position)
	}
	return refusal(fmt.Sprintf("%s, most of them by %q", what, asked.dearest.Alias), asked.cost, l.Cost, asked.dearest.Position)
}

func refusal(what string, has, limit int, at *ast.Position) *gqlerror.Error {
	have := itoa(has)
	if has >= muchTooMuch {
		have = "more than " + itoa(muchTooMuch-1)
	}
	err := &gqlerror.Error{Message: "the request has " + have + " " + what + "; " + itoa(limit) + " would pass"}
	if at != nil {
		err.Locations = []gqlerror.Location{{Line: at.Line, Column: at.Column}}
	}
	err.Extensions = map[string]any{"code": string(knowledge.LimitExceeded), "remedy": knowledge.LimitExceeded.Remedy(), "limit": limit}
	return err
}

// muchTooMuch is where counting stops, so that products of page sizes cannot overflow.
const muchTooMuch = 1_000_000

// listFactor is what a list without pages is taken to have in rows: names, evidence and their like are short.
const listFactor = 2

// size is what a selection set asks for.
type size struct {
	depth, fields, cost, roots int
	// deepest is what to look at where depth is too much, dearest the innermost field below which most of the cost lies; nil where it lies
	// below several.
	deepest *ast.Position
	dearest *ast.Field
}

// measure walks an operation. Each fragment is measured once, so that fragments that spread fragments that spread fragments
// cost their text, not their expansion.
type measure struct {
	doc       *ast.QueryDocument
	variables map[string]any
	fragments map[string]size
}

func (m *measure) selections(set ast.SelectionSet, page int) size {
	var total size
	dearest := -1
	// An object is of one type, so that of what is asked of each type no more than the most is answered.
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
		if s.cost > dearest {
			dearest, total.dearest = s.cost, s.dearest
		}
		total.fields = min(total.fields+s.fields, muchTooMuch)
		total.roots = min(total.roots+s.roots, muchTooMuch)
		if of := objectType(selection); of != "" {
			ofType[of] = min(ofType[of]+s.cost, muchTooMuch)
		} else {
			total.cost = min(total.cost+s.cost, muchTooMuch)
		}
	}
	most := 0
	for _, cost := range ofType {
		most = max(most, cost)
	}
	total.cost = min(total.cost+most, muchTooMuch)
	if dearest <= 0 || 2*dearest < total.cost {
		total.dearest = nil
	}
	return total
}

// objectType is the type of the objects that a fragment is for; empty where it is for several, or not validated yet.
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

func (m *measure) fragment(name string, page int) size {
	// The page size of a connection reaches into the fragments of its selection, so it is part of the memory's key.
	key := name + " " + itoa(page)
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

// field measures a field and what is below it. A leaf costs nothing: it is part of its object. An object costs one, times
// the rows of the list that it stands in.
func (m *measure) field(f *ast.Field, page int) size {
	s := size{depth: 1, fields: 1, roots: 1, deepest: f.Position, dearest: f}
	if len(f.SelectionSet) == 0 {
		return s
	}
	rows, below := m.rows(f, page)
	inner := m.selections(f.SelectionSet, below)
	s.depth += inner.depth
	s.fields = min(s.fields+inner.fields, muchTooMuch)
	s.cost = min((1+inner.cost)*rows, muchTooMuch)
	if inner.deepest != nil {
		s.deepest = inner.deepest
	}
	if inner.dearest != nil {
		s.dearest = inner.dearest
	}
	return s
}

// rows is how many objects a field may have for one parent, and the page size for the rows of a connection below it.
func (m *measure) rows(f *ast.Field, page int) (rows, below int) {
	if f.Definition == nil {
		return 0, page // not validated yet: its shape counts, its cost cannot
	}
	list := f.Definition.Type.Elem != nil
	switch {
	case !list && isPaged(f.Definition):
		return 1, m.pageSize(f)
	case list && isRowsOfPage(f):
		return page, childPageSize
	case list && f.Name == "nodes":
		return m.listLength(f, "ids"), childPageSize
	case list && isPaged(f.Definition):
		return m.pageSize(f), childPageSize
	case list:
		return listFactor, childPageSize
	}
	return 1, childPageSize
}

// sizes are the arguments that say how many rows are asked for.
var sizes = []string{"first", "last", "limit"}

func isPaged(d *ast.FieldDefinition) bool {
	return slices.ContainsFunc(sizes, func(name string) bool { return d.Arguments.ForName(name) != nil })
}

// isRowsOfPage says whether a field is a list of a connection or of a subgraph: as long as its parent was asked to be.
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
		return rootPageSize
	}
	return childPageSize
}

func (m *measure) listLength(f *ast.Field, argument string) int {
	if list, ok := f.ArgumentMap(m.variables)[argument].([]any); ok {
		return len(list)
	}
	return 1
}

func toInt(v any) (int, bool) {
	switch v := v.(type) {
	case int64:
		return int(v), true
	case int:
		return v, true
	case interface{ Int64() (int64, error) }:
		n, err := v.Int64()
		return int(n), err == nil
	}
	return 0, false
}

func itoa(n int) string { return strconv.Itoa(n) }

// documentSize counts what stands in a document, whether its operation uses it or not.
type documentSize struct {
	aliases, directives      int
	lastAlias, lastDirective *ast.Position
}

func countDocument(doc *ast.QueryDocument) documentSize {
	var d documentSize
	for _, op := range doc.Operations {
		d.directive(op.Directives)
		d.selections(op.SelectionSet)
	}
	for _, f := range doc.Fragments {
		d.directive(f.Directives)
		d.selections(f.SelectionSet)
	}
	return d
}

func (d *documentSize) selections(set ast.SelectionSet) {
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.Field:
			if s.Alias != s.Name && s.Alias != "" {
				d.aliases++
				d.lastAlias = s.Position
			}
			d.directive(s.Directives)
			d.selections(s.SelectionSet)
		case *ast.InlineFragment:
			d.directive(s.Directives)
			d.selections(s.SelectionSet)
		case *ast.FragmentSpread:
			d.directive(s.Directives)
		}
	}
}

func (d *documentSize) directive(list ast.DirectiveList) {
	d.directives += len(list)
	if len(list) > 0 {
		d.lastDirective = list[len(list)-1].Position
	}
}
