package execute

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// operation is what is known about a parsed operation regardless of its variables: whether it is supported, and its plans.
type operation struct {
	executor  *Executor
	document  *ast.QueryDocument
	supported bool
	// conditions are the variables that @skip and @include name, in the order of the document.
	conditions []string
	// ids number the fields of the document, to identify plans by the fields that they merge.
	ids   map[*ast.Field]int32
	plans variants
	// documentBytes is the size of the document.
	documentBytes int
	// cached is the operation's entry in the cache.
	cached cacheEntry
}

// maxListDepth is the maximum nesting of list types; New rejects a schema with more.
const maxListDepth = 7

// inspect walks an operation once. Subscriptions are not supported. Of directives it
// evaluates @skip and @include (section 3.13). @defer permits to send the deferred part at once, which it does.
func (e *Executor) inspect(document *ast.QueryDocument, op *ast.OperationDefinition) *operation {
	o := &operation{executor: e, document: document, ids: map[*ast.Field]int32{}}
	if op.Position != nil && op.Position.Src != nil {
		o.documentBytes = len(op.Position.Src.Input)
	}
	if e.table.root(op.Operation) == NoType {
		return o
	}
	o.supported = true
	i := inspection{operation: o, variables: map[string]bool{}, fragments: map[string]bool{}}
	i.directives(op.Directives)
	i.selections(op.SelectionSet)
	return o
}

// inspection is the state of Executor.inspect.
type inspection struct {
	*operation
	variables, fragments map[string]bool
}

// selections numbers the fields of a selection set, and collects the variables of its conditions.
func (i *inspection) selections(set ast.SelectionSet) {
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.Field:
			i.ids[s] = int32(len(i.ids))
			i.directives(s.Directives)
			i.selections(s.SelectionSet)
		case *ast.InlineFragment:
			i.directives(s.Directives)
			i.selections(s.SelectionSet)
		case *ast.FragmentSpread:
			i.directives(s.Directives)
			if !i.fragments[s.Name] {
				i.fragments[s.Name] = true
				fragment := i.document.Fragments.ForName(s.Name)
				i.directives(fragment.Directives)
				i.selections(fragment.SelectionSet)
			}
		}
	}
}

func (i *inspection) directives(list ast.DirectiveList) {
	for _, d := range list {
		if d.Name != "skip" && d.Name != "include" {
			continue
		}
		if v := d.Arguments.ForName("if").Value; v.Kind == ast.Variable && !i.variables[v.Raw] {
			i.variables[v.Raw] = true
			i.conditions = append(i.conditions, v.Raw)
		}
	}
}

// textPerField is how many bytes of a document take as much memory, parsed, as a field of a plan: both about 500 bytes.
const textPerField = 10

// weight is the memory of the operation, in fields of plans: of its document, which may be large without having many fields, and
// of its plans.
func (o *operation) weight() int {
	return 1 + o.documentBytes/textPerField + int(o.plans.fields.Load())
}

// checkConditions returns an error if a variable that @skip or @include names is null, which a variable with a default may be.
func (o *operation) checkConditions(variables map[string]any) error {
	for _, name := range o.conditions {
		if variables[name] == nil {
			return faultf("null, which Boolean! does not allow").at(ast.PathName(name)).at(variablePath).error("$")
		}
	}
	return nil
}

// variant returns the plan of an operation for the values of its conditions. Variables have their defaults by now (section 6.1.2,
// Coercing Variable Values).
func (o *operation) variant(op *ast.OperationDefinition, variables map[string]any) *variant {
	var key strings.Builder
	conditions := make(map[string]bool, len(o.conditions))
	for _, name := range o.conditions {
		conditions[name], _ = variables[name].(bool)
		if conditions[name] {
			key.WriteByte('1')
		} else {
			key.WriteByte('0')
		}
	}
	return o.plans.get(key.String(), func() *variant { return o.plan(op, conditions) })
}
