package graph

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"entente/internal/knowledge"
	"entente/internal/question"
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
)

// Limits are the limits of one request. A request that exceeds one is rejected before anything is looked up, with an error that
// names the location and the limit.
type Limits struct {
	// Tokens of the query document; checked while it is parsed.
	Tokens int
	// Depth of nested fields, with fragments expanded.
	Depth int
	// Aliases in the document.
	Aliases int
	// RootSelections are root fields of the operation, with fragments expanded.
	RootSelections int
	// Directives in the document.
	Directives int
	// Fragments and Operations that the document defines.
	Fragments  int
	Operations int
	// Fields of the operation, with fragments expanded.
	Fields int
	// Cost is the maximum number of objects that the answer may have; see measure.
	Cost int
}

// DefaultLimits returns the limits of the API. The standard introspection query has a depth of exactly 15.
func DefaultLimits() Limits {
	return Limits{
		Tokens: 5000, Depth: 15, Aliases: 30, RootSelections: 30, Directives: 50,
		Fragments: 50, Operations: 10, Fields: 1000, Cost: 100_000,
	}
}

// ExtensionName is the name of the extension in gqlgen.
func (Limits) ExtensionName() string { return "Limits" }

// Validate accepts any schema.
func (Limits) Validate(graphql.ExecutableSchema) error { return nil }

// maxUncheckedQuery is the size in bytes up to which a query is validated before the limits are checked. Validation compares the
// fields of a selection in pairs, so a few thousand of them take a core for seconds.
const maxUncheckedQuery = 2 << 10

// MutateOperationParameters rejects a long query that exceeds a limit before it is validated. It changes nothing.
func (l Limits) MutateOperationParameters(_ context.Context, request *graphql.RawParams) *gqlerror.Error {
	if len(request.Query) <= maxUncheckedQuery {
		return nil
	}
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: request.Query}, l.Tokens)
	if err != nil {
		doc = &ast.QueryDocument{} // the parser reports it later
	}
	for _, operation := range doc.Operations {
		if err := l.check(doc, operation, nil); err != nil {
			return err
		}
	}
	return nil
}

// MutateOperationContext rejects an operation that exceeds a limit. It changes nothing.
func (l Limits) MutateOperationContext(_ context.Context, oc *graphql.OperationContext) *gqlerror.Error {
	return l.check(oc.Doc, oc.Operation, oc.Variables)
}

// check returns an error if an operation exceeds a limit. Without variables and definitions it cannot compute the cost.
func (l Limits) check(doc *ast.QueryDocument, operation *ast.OperationDefinition, variables map[string]any) *gqlerror.Error {
	document := countDocument(doc)
	m := &measure{doc: doc, variables: variables, fragments: map[string]size{}}
	requested := m.selections(operation.SelectionSet, question.PageSize)
	for _, c := range []struct {
		what       string
		has, limit int
		at         *ast.Position
	}{
		{"operations", len(doc.Operations), l.Operations, nil},
		{"fragments", len(doc.Fragments), l.Fragments, nil},
		{"aliases", document.aliases, l.Aliases, document.lastAlias},
		{"directives", document.directives, l.Directives, document.lastDirective},
		{"root selections", requested.roots, l.RootSelections, operation.Position},
		{"levels", requested.depth, l.Depth, requested.deepest},
		{"fields (fragments spread)", requested.fields, l.Fields, operation.Position},
	} {
		if c.has > c.limit {
			return limitExceeded("has", c.what, c.has, c.limit, c.at)
		}
	}
	if requested.cost <= l.Cost {
		return nil
	}
	if requested.costliest == nil {
		return limitExceeded("may have", "objects in its answer", requested.cost, l.Cost, operation.Position)
	}
	what := fmt.Sprintf("objects in its answer, most of them by %q", requested.costliest.Alias)
	return limitExceeded("may have", what, requested.cost, l.Cost, requested.costliest.Position)
}

// limitExceeded is the error for a limit that is exceeded, with the location in the query.
func limitExceeded(verb, what string, has, limit int, at *ast.Position) *gqlerror.Error {
	have := itoa(has)
	if has >= maxCount {
		have = "more than " + itoa(maxCount-1)
	}
	err := &gqlerror.Error{Message: "the request " + verb + " " + have + " " + what + "; " + itoa(limit) + " would pass"}
	if at != nil {
		err.Locations = []gqlerror.Location{{Line: at.Line, Column: at.Column}}
	}
	err.Extensions = map[string]any{"code": string(knowledge.LimitExceeded), "remedy": knowledge.LimitExceeded.Remedy(), "limit": limit}
	return err
}

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

// field measures a field and its selections. A leaf costs nothing: it is part of its object. An object costs one, times the number
// of rows of its list.
func (m *measure) field(f *ast.Field, page int) size {
	s := size{depth: 1, fields: 1, roots: 1, deepest: f.Position, costliest: f}
	if len(f.SelectionSet) == 0 {
		return s
	}
	rows, below := m.rows(f, page)
	inner := m.selections(f.SelectionSet, below)
	s.depth += inner.depth
	s.fields = min(s.fields+inner.fields, maxCount)
	s.cost = min((1+inner.cost)*rows, maxCount)
	if inner.deepest != nil {
		s.deepest = inner.deepest
	}
	if inner.costliest != nil {
		s.costliest = inner.costliest
	}
	return s
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

// documentSize counts what a document contains, used by its operation or not.
type documentSize struct {
	aliases, directives      int
	lastAlias, lastDirective *ast.Position
}

// countDocument counts the aliases and directives of all operations and fragments.
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

// selections counts the aliases and directives of a selection set.
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
