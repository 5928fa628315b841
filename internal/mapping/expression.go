package mapping

import (
	"fmt"
	"strconv"
	"strings"

	"entente/internal/dataset/input"
	"entente/internal/mapping/table"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/vm"
)

// The bounds of an expression: its length in bytes, its parts, and what it may make in memory for a row.
const (
	maxExpression = 4000
	maxNodes      = 1000
	maxMemory     = 100_000
)

// rowName is how an expression names the columns whose names are no identifiers: row["Country Name"].
const rowName = "row"

// expression is a compiled expression. All columns are texts in it.
type expression struct {
	text    string
	program *vm.Program
	machine vm.VM
	inputs  []exprInput
	env     map[string]any
	place   int
}

// exprInput is a name of an expression with its slot: a plain one, or one of a group.
type exprInput struct {
	group, name string
	slot        slot
}

// names gathers what an expression names.
type names struct {
	plain   map[string]bool
	members [][2]string
	bound   map[string]bool
	within  map[ast.Node]bool
	order   []*ast.IdentifierNode
}

// Visit takes a node.
func (n *names) Visit(node *ast.Node) {
	switch v := (*node).(type) {
	case *ast.IdentifierNode:
		n.order = append(n.order, v)
	case *ast.VariableDeclaratorNode:
		n.bound[v.Name] = true
	case *ast.CallNode:
		n.within[v.Callee] = true
	case *ast.MemberNode:
		base, isName := v.Node.(*ast.IdentifierNode)
		property, isText := v.Property.(*ast.StringNode)
		if isName && isText {
			n.within[base] = true
			n.members = append(n.members, [2]string{base.Value, property.Value})
		}
	}
}

// condition reads an expression that is true or false.
func (d *decoder) condition(v *input.Value) *expression {
	if v == nil {
		return nil
	}
	return d.expression(*v, expr.AsBool())
}

// expression compiles an expression. Its columns become those that are read.
func (d *decoder) expression(v input.Value, options ...expr.Option) *expression {
	text := d.text(v, "an expression").Text
	e := &expression{text: text, env: map[string]any{}, place: -1}
	if len(text) > maxExpression {
		d.fail(v.At, "too-large", fmt.Sprintf("the expression has %d bytes; it may have %d", len(text), maxExpression), "")
		return e
	}
	tree, err := parser.Parse(text)
	if err != nil {
		d.badExpression(v.At, err)
		return e
	}
	found := &names{plain: map[string]bool{}, bound: map[string]bool{}, within: map[ast.Node]bool{}}
	ast.Walk(&tree.Node, found)
	for _, id := range found.order {
		if !found.within[id] && !found.bound[id.Value] && !found.plain[id.Value] {
			found.plain[id.Value] = true
			d.input(e, "", id.Value, v.At)
		}
	}
	for _, m := range found.members {
		if !found.bound[m[0]] {
			d.input(e, m[0], m[1], v.At)
		}
	}
	if d.failed {
		return e
	}
	options = append(options, expr.Env(e.env), expr.MaxNodes(maxNodes), expr.DisableBuiltin("now"))
	if e.program, err = expr.Compile(text, options...); err != nil {
		d.badExpression(v.At, err)
		return e
	}
	e.machine.MemoryBudget = maxMemory
	return e
}

func (d *decoder) badExpression(at input.Position, err error) {
	first, _, _ := strings.Cut(err.Error(), "\n")
	d.fail(at, BadExpression, "the expression cannot be read: "+first, "")
}

// input makes a name known to an expression.
func (d *decoder) input(e *expression, group, name string, at input.Position) {
	full := name
	if group != "" && group != rowName {
		full = group + "." + name
	}
	s := d.slot(full, at)
	if group == "" {
		e.env[name] = ""
		if s.source == fromTable {
			e.place = s.column
		}
	} else {
		inner, _ := e.env[group].(map[string]string)
		if inner == nil {
			inner = map[string]string{}
			e.env[group] = inner
		}
		inner[name] = ""
	}
	e.inputs = append(e.inputs, exprInput{group, name, s})
}

// run evaluates the expression on a row.
func (e *expression) run(r *row) (any, *fault) {
	for _, in := range e.inputs {
		text := r.get(in.slot).text
		if in.group == "" {
			e.env[in.name] = text
		} else {
			e.env[in.group].(map[string]string)[in.name] = text
		}
	}
	out, err := e.machine.Run(e.program, e.env)
	if err != nil {
		first, _, _ := strings.Cut(err.Error(), "\n")
		return nil, faultf(e.place, BadExpression, "", "the expression %s fails: %s", e.text, first)
	}
	return out, nil
}

// holds says whether a condition is true; it is where there is none.
func (e *expression) holds(r *row) (bool, *fault) {
	if e == nil {
		return true, nil
	}
	out, f := e.run(r)
	is, _ := out.(bool)
	return is && f == nil, f
}

// written writes what an expression gives as a cell.
func written(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return strings.TrimSpace(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case []any:
		var all []string
		for _, one := range v {
			all = append(all, written(one))
		}
		return strings.Join(all, table.ListSeparator)
	case []string:
		return strings.Join(v, table.ListSeparator)
	}
	return fmt.Sprint(v)
}
