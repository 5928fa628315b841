package graph

import (
	"context"
	"fmt"
	"strconv"

	"entente/internal/knowledge"
	"entente/internal/meter"
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
	// Meter is the budget of what the request then really does.
	Meter meter.Limits
}

// DefaultLimits returns the limits of the API. The standard introspection query has a depth of exactly 15.
func DefaultLimits() Limits {
	return Limits{
		Tokens: 5000, Depth: 15, Aliases: 30, RootSelections: 30, Directives: 50,
		Fragments: 50, Operations: 10, Fields: 1000, Cost: 100_000, Meter: meter.DefaultLimits(),
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

// sizeOf measures an operation.
func sizeOf(doc *ast.QueryDocument, operation *ast.OperationDefinition, variables map[string]any) size {
	m := &measure{doc: doc, variables: variables, fragments: map[string]size{}}
	return m.selections(operation.SelectionSet, question.PageSize)
}

// check returns an error if an operation exceeds a limit. Without variables and definitions it cannot compute the cost.
func (l Limits) check(doc *ast.QueryDocument, operation *ast.OperationDefinition, variables map[string]any) *gqlerror.Error {
	document := countDocument(doc)
	requested := sizeOf(doc, operation, variables)
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
	have := strconv.Itoa(has)
	if has >= maxCount {
		have = "more than " + strconv.Itoa(maxCount-1)
	}
	err := &gqlerror.Error{Message: "the request " + verb + " " + have + " " + what + "; " + strconv.Itoa(limit) + " would pass"}
	if at != nil {
		err.Locations = []gqlerror.Location{{Line: at.Line, Column: at.Column}}
	}
	err.Extensions = map[string]any{"code": string(knowledge.LimitExceeded), "remedy": knowledge.LimitExceeded.Remedy(), "limit": limit}
	return err
}

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
