package yamlfile

import (
	"regexp"

	"entente/internal/dataset/input"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// value gives a node as a plain value. The depth is bounded, as the parser has seen it.
func (e entry) value(n ast.Node) input.Value {
	v := input.Value{At: e.position(n.GetToken().Position), Text: n.GetToken().Value}
	switch n := n.(type) {
	case *ast.StringNode:
		v.Kind, v.Text = input.Text, n.Value
		if n.GetToken().Type == token.StringType && isNumber.MatchString(n.Value) {
			v.Kind = input.Number
		}
	case *ast.LiteralNode:
		v.Kind, v.Text = input.Text, n.Value.Value
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		v.Kind = input.Number
	case *ast.BoolNode:
		v.Kind = input.Truth
	case *ast.NullNode:
	case *ast.SequenceNode:
		v.Kind, v.Items = input.List, make([]input.Value, len(n.Values))
		for i, item := range n.Values {
			v.Items[i] = e.value(item)
		}
	case *ast.MappingNode:
		v.Kind, v.Fields = input.Mapping, make([]input.Field, len(n.Values))
		for i, pair := range n.Values {
			v.Fields[i] = e.field(pair)
		}
		// The token of a mapping without braces is the colon of its first pair.
		if !n.IsFlowStyle && len(n.Values) > 0 {
			v.At = v.Fields[0].At
		}
	case *ast.MappingValueNode:
		v.Kind, v.Fields = input.Mapping, []input.Field{e.field(n)}
		v.At = v.Fields[0].At
	default:
		v.Kind = input.Mapping
	}
	return v
}

// isNumber matches the numbers of YAML's core schema. The library takes those without a point before their exponent, and whole numbers
// of more than 64 bits, for texts.
var isNumber = regexp.MustCompile(`^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$`)

// field gives a pair of a mapping.
func (e entry) field(pair *ast.MappingValueNode) input.Field {
	key := pair.Key.GetToken()
	return input.Field{Key: key.Value, At: e.position(key.Position), Value: e.value(pair.Value)}
}

// position gives where something of the entry stands in the file.
func (e entry) position(p *token.Position) input.Position {
	return input.Position{Line: p.Line + e.line - 1, Column: p.Column}
}

// at is where the entry begins.
func (e entry) at() input.Position { return input.Position{Line: e.line, Column: 1} }
