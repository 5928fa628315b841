package execute

import "github.com/vektah/gqlparser/v2/ast"

// fieldCollector is CollectFields (section 6.3.2, Field Collection) for one concrete object type. Fields come in document order,
// which is the order of the answer's keys.
type fieldCollector struct {
	variant *variant
	object  string
	seen    map[string]bool // the fragments spread so far; each is collected once
	add     func(*ast.Field)
}

// collect calls add for the fields of a selection set, including those of its fragments.
func (c *fieldCollector) collect(set ast.SelectionSet) {
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

// included evaluates @skip and @include (sections 3.13.1 and 3.13.2) of a selection; if it has both, both must include it.
func (c *fieldCollector) included(list ast.DirectiveList) bool {
	for _, d := range list {
		v := d.Arguments.ForName("if").Value
		condition := v.Raw == "true"
		if v.Kind == ast.Variable {
			condition = c.variant.conditions[v.Raw]
		}
		if condition == (d.Name == "skip") {
			return false
		}
	}
	return true
}

// applies is DoesFragmentTypeApply (section 6.3.2).
func (c *fieldCollector) applies(condition string) bool {
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
