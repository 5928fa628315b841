package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"entente/graph/generated"
	"entente/internal/execute"
	"entente/internal/explore"
	"entente/internal/export"
	"entente/internal/knowledge"
	"entente/internal/question"
	"entente/internal/store"

	"github.com/vektah/gqlparser/v2/ast"
)

// Exporter gives what clients ask to be exported its meaning: that of the arguments of Query.subgraph, with which it shares their types.
type Exporter struct {
	resolver *Resolver
	reader   store.Reader
	field    *ast.FieldDefinition
	schema   *ast.Schema
	read     func(ctx context.Context, raw map[string]any) (map[string]any, error)
}

// NewExporter returns an exporter of a store.
func NewExporter(reader store.Reader) *Exporter { return newExporter(NewResolver(reader)) }

func newExporter(resolver *Resolver) *Exporter {
	schema := generated.Schema()
	table := generated.NewTable(generated.Config{Resolvers: resolver})
	return &Exporter{
		resolver: resolver, reader: resolver.store, schema: schema, field: schema.Query.Fields.ForName("subgraph"),
		read: table.Objects[table.Query].Fields["subgraph"].Arguments,
	}
}

// ExportParameters are what may be given of an export, by the name of the parameter of GET /export: each field of a scope, where, around and
// hops.
func ExportParameters() []string {
	return append(slices.Sorted(maps.Keys(scopeFields())), "where", "around", "hops")
}

// scopeFields are the fields of a scope, and whether each is a list. Files have each entity apart, also those that are said to be the same: the
// claims that say so are in them.
func scopeFields() map[string]bool {
	fields := map[string]bool{}
	for _, f := range generated.Schema().Types["Scope"].Fields {
		if f.Name != "sameAs" {
			fields[f.Name] = f.Type.Elem != nil
		}
	}
	return fields
}

// Selection is what parameters ask for: those of the scope as texts, lists joined by commas; where as a StatementFilter in JSON; around as
// references joined by commas; hops as a number. The error has the code of the first that is wrong.
func (x *Exporter) Selection(ctx context.Context, parameters map[string]string) (export.Selection, error) {
	ctx = x.resolver.withRequest(ctx)
	arguments, err := x.arguments(ctx, parameters)
	if err != nil {
		return export.Selection{}, err
	}
	var requested *question.ScopeInput
	if s, ok := arguments["scope"].(*question.ScopeInput); ok {
		requested = s
	}
	where, _ := arguments["where"].(*question.StatementFilter)
	scope, filter, err := x.resolver.scopeAndFilter(ctx, requested, where)
	if err != nil {
		return export.Selection{}, err
	}
	selection := export.Selection{Scope: scope.Scope, Where: filter}
	around, _ := arguments["around"].([]string)
	if len(around) == 0 {
		if parameters["hops"] != "" {
			return selection, knowledge.Errorf(knowledge.BadInput, "hops needs around: the entities in the middle")
		}
		return selection, nil
	}
	hops, _ := arguments["hops"].(*int32)
	if err := x.resolver.request(ctx).Entities(ctx, scope, &around); err != nil {
		return selection, err
	}
	g, err := scope.Explorer().Subgraph(ctx, &scope.Scope, explore.SubgraphQuery{Around: around, Hops: valueOr(hops, 1), Filter: filter, Limit: explore.MaxNodes})
	switch {
	case err != nil:
		return selection, err
	case g.Truncated:
		return selection, knowledge.Errorf(knowledge.LimitExceeded, "the neighbourhood has %d nodes and %d edges; at most %d nodes and %d edges are exported with around: ask for fewer hops, or choose by where without around",
			g.TotalNodes, g.TotalEdges, explore.MaxNodes, explore.MaxEdges)
	}
	selection.Around = &export.Neighbourhood{Nodes: g.Nodes, Links: g.Edges}
	return selection, nil
}

// arguments makes parameters the arguments of the field, checked against the schema and in their Go types.
func (x *Exporter) arguments(ctx context.Context, parameters map[string]string) (map[string]any, error) {
	fields := scopeFields()
	raw, scope := map[string]any{"around": []any{}}, map[string]any{}
	for name, value := range parameters {
		list, isScope := fields[name]
		switch {
		case value == "":
		case name == "where":
			d := json.NewDecoder(bytes.NewReader([]byte(value)))
			d.UseNumber()
			var where any
			if err := d.Decode(&where); err != nil {
				return nil, knowledge.Errorf(knowledge.BadInput, "where is no JSON: %v; write it as {\"relations\": [\"MEMBER_OF\"]}", err)
			}
			raw["where"] = where
		case name == "around":
			raw["around"] = listOf(value)
		case name == "hops":
			raw["hops"] = json.Number(value)
		case isScope && list:
			scope[name] = listOf(value)
		case isScope && name == "revision":
			scope[name] = json.Number(value)
		case isScope:
			scope[name] = value
		default:
			return nil, knowledge.Errorf(knowledge.BadInput, "there is no parameter %s%s; there are %s", knowledge.Quote(name),
				knowledge.DidYouMean(name, ExportParameters()), strings.Join(ExportParameters(), ", "))
		}
	}
	if len(scope) > 0 {
		raw["scope"] = scope
	}
	if err := execute.CheckValues(x.schema, x.field.Arguments, raw); err != nil {
		return nil, knowledge.Errorf(knowledge.BadInput, "%v", err)
	}
	return x.read(ctx, raw)
}

// listOf gives the elements of a list that is written with commas.
func listOf(value string) (list []any) {
	for part := range strings.SplitSeq(value, ",") {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}
