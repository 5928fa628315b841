package execute

import (
	"encoding/binary"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/vektah/gqlparser/v2/ast"
)

// variants are the plans of one operation, by the values of its conditions.
type variants struct {
	mu     sync.Mutex
	byKey  map[string]*variant
	fields atomic.Int64 // of all of them
}

// maxVariants is how many plans of one operation are cached. Further combinations of conditions are planned each time.
const maxVariants = 16

// get returns the plan for a key, or makes it.
func (vs *variants) get(key string, plan func() *variant) *variant {
	vs.mu.Lock()
	defer vs.mu.Unlock()
	if v := vs.byKey[key]; v != nil {
		return v
	}
	v := plan()
	if vs.byKey == nil {
		vs.byKey = map[string]*variant{}
	}
	if len(vs.byKey) < maxVariants {
		v.total = &vs.fields
		v.addFields(len(v.root.fields))
		vs.byKey[key] = v
	}
	return v
}

// variant is the plan of one operation for one combination of its @skip and @include conditions. It grows while it is used: the
// selection set of a concrete type is planned when the first object of that type occurs.
type variant struct {
	operation  *operation
	conditions map[string]bool // the variables that conditions name
	root       *selection
	total      *atomic.Int64

	mu   sync.Mutex
	memo map[string]*selection
}

func (v *variant) addFields(fields int) {
	if v.total != nil {
		v.total.Add(int64(fields))
	}
}

// selection is a merged selection set for one concrete object type.
type selection struct {
	id     TypeID
	object *Object
	fields []*field
}

// field is one response key of a selection.
type field struct {
	// key is written before the value: `"alias":`, with the comma before it if it is not the first. That of __typename includes its
	// value, which is known.
	key        []byte
	alias      string
	nodes      []*ast.Field // all fields merged into it, in order
	selections ast.SelectionSet
	definition *ast.FieldDefinition
	read       *Field // nil for __typename
	depth      int    // of lists
	// required says by depth what must not be null: first the field, then the elements of its list, and so on.
	required []bool
	leaf     bool
	constant bool // its arguments name no variable
	keys     atomic.Pointer[argumentKeys]
	children atomic.Pointer[[]child]
}

// child is the selection set of a field on one concrete type. A field has few, so they are a list.
type child struct {
	id   TypeID
	plan *selection
}

// coordinates identify the field for errors.
func (f *field) coordinates(object string) coordinates {
	return coordinates{object: object, name: f.definition.Name, typ: f.definition.Type, source: f.read.Source}
}

func (o *operation) plan(op *ast.OperationDefinition, conditions map[string]bool) *variant {
	v := &variant{operation: o, conditions: conditions, memo: map[string]*selection{}}
	v.root = v.merge([]ast.SelectionSet{op.SelectionSet}, o.executor.table.root(op.Operation))
	return v
}

// merge plans selection sets for a concrete type: it collects their fields and merges those of one response key (section 6.4.3,
// MergeSelectionSets).
func (v *variant) merge(sets []ast.SelectionSet, id TypeID) *selection {
	table := v.operation.executor.table
	s := &selection{id: id, object: &table.Objects[id]}
	byKey := map[string]*field{}
	c := fieldCollector{variant: v, object: s.object.Name, seen: map[string]bool{}, add: func(node *ast.Field) {
		if f := byKey[node.Alias]; f != nil {
			f.nodes = append(f.nodes, node)
			f.selections = append(f.selections, node.SelectionSet...)
			return
		}
		f := &field{alias: node.Alias, nodes: []*ast.Field{node}, selections: append(ast.SelectionSet{}, node.SelectionSet...)}
		byKey[node.Alias] = f
		s.fields = append(s.fields, f)
	}}
	for _, set := range sets {
		c.collect(set)
	}
	for i, f := range s.fields {
		v.bind(f, s.object)
		f.writeKey(i, s.object.Name)
	}
	return s
}

// bind finds how the field is read.
func (v *variant) bind(f *field, object *Object) {
	node := f.nodes[0]
	if node.Name == "__typename" {
		return
	}
	schema := v.operation.executor.schema
	f.read = object.Fields[node.Name]
	if f.read == nil {
		// New has verified the table, so the document was validated against another schema.
		panic(fmt.Errorf("execute: the schema has no field %s.%s", object.Name, node.Name))
	}
	f.definition = schema.Types[object.Name].Fields.ForName(node.Name)
	for t := f.definition.Type; t != nil; t = t.Elem {
		f.required = append(f.required, t.NonNull)
	}
	f.depth = len(f.required) - 1
	f.leaf = schema.Types[f.definition.Type.Name()].IsLeafType()
	f.constant = true
	for _, a := range node.Arguments {
		f.constant = f.constant && !namesVariable(a.Value)
	}
}

func (f *field) writeKey(i int, object string) {
	var w Buffer
	w.Comma(i)
	w.String(f.alias)
	w.B = append(w.B, ':')
	if f.read == nil {
		w.String(object)
	}
	f.key = w.B
}

func namesVariable(v *ast.Value) bool {
	if v.Kind == ast.Variable {
		return true
	}
	for _, c := range v.Children {
		if namesVariable(c.Value) {
			return true
		}
	}
	return false
}

// selectionFor returns the plan of the field's selection set for a concrete type. Equal fields of equal types share a plan however
// they are reached, such as those of a fragment, so that their objects share a frame.
func (f *field) selectionFor(v *variant, id TypeID) *selection {
	if children := f.children.Load(); children != nil {
		for _, c := range *children {
			if c.id == id {
				return c.plan
			}
		}
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	sets := make([]ast.SelectionSet, len(f.nodes))
	key := binary.AppendVarint(nil, int64(id))
	for i, node := range f.nodes {
		sets[i] = node.SelectionSet
		key = binary.AppendVarint(key, int64(v.operation.ids[node]))
	}
	s := v.memo[string(key)]
	if s == nil {
		s = v.merge(sets, id)
		v.memo[string(key)] = s
		v.addFields(len(s.fields))
	}
	var children []child
	if old := f.children.Load(); old != nil {
		children = append(children, *old...)
	}
	children = append(children, child{id, s})
	f.children.Store(&children)
	return s
}
