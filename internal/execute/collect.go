package execute

import "github.com/vektah/gqlparser/v2/ast"

// collection is CollectFields (section 6.3.2, Field Collection) for one concrete object type. Fields come in the order in
// which they are met, which is the order of the answer's keys.
type collection struct {
	variant *variant
	object  string
	seen    map[string]bool // the fragments spread so far; each counts once
	add     func(*ast.Field)
}

func (c *collection) collect(set ast.SelectionSet) {
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.Field:
			if c.included(s.Directives) {
				c.add(s)
			}
		case *ast.InlineFragment:
			if c.included(s.Directives) && c.applies(s.TypeCondition) {
				c.collect(s.SelectionSet)
			}
		case *ast.FragmentSpread:
			if c.seen[s.Name] || !c.included(s.Directives) {
				continue
			}
			c.seen[s.Name] = true
			if f := c.variant.operation.document.Fragments.ForName(s.Name); c.applies(f.TypeCondition) {
				c.collect(f.SelectionSet)
			}
		}
	}
}

// included says what @skip and @include (sections 3.13.1 and 3.13.2) make of a selection; where both stand, both must let it
// pass.
func (c *collection) included(list ast.DirectiveList) bool {
	for _, d := range list {
		v := d.Arguments.ForName("if").Value
		on := v.Raw == "true"
		if v.Kind == ast.Variable {
			on = c.variant.on[v.Raw]
		}
		if on == (d.Name == "skip") {
			return false
		}
	}
	return true
}

// applies is DoesFragmentTypeApply (section 6.3.2).
func (c *collection) applies(condition string) bool {
	if condition == "" || condition == c.object {
		return true
	}
	for _, t := range c.variant.operation.executor.schema.PossibleTypes[condition] {
		if t.Name == c.object {
			return true
		}
	}
	return false
}
