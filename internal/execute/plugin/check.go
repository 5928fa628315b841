package plugin

import (
	"fmt"
	"go/types"

	"github.com/99designs/gqlgen/codegen"
	"github.com/99designs/gqlgen/codegen/config"
)

// check returns the fields that the executor cannot run as the generated one does.
func check(data *codegen.Data) (problems []string) {
	for _, o := range objects(data) {
		if o.IsMap() || !o.Root && isMap(o.Type) {
			problems = append(problems, o.Name+": the model is a map; bind the type to a struct")
			continue
		}
		for _, f := range fields(o) {
			if why := checkField(o, f); why != "" {
				problems = append(problems, o.Name+"."+f.Name+": "+why)
			}
		}
	}
	return problems
}

func isMap(t types.Type) bool {
	_, ok := t.Underlying().(*types.Map)
	return ok
}

// checkField returns what the executor cannot do for a field, or the empty string.
func checkField(o *codegen.Object, f *codegen.Field) string {
	switch {
	case f.TypeReference == nil:
		return "gqlgen has bound it to no Go type"
	case f.HasDirectives():
		return "it has a directive that runs with the field; let the resolver do that, or mark the directive skip_runtime"
	case f.IsMap():
		return "the model is a map; bind the type to a struct"
	case f.Stream:
		return "it is a stream"
	case f.VOkFunc:
		return "its method returns (value, bool); return a pointer, nil where there is none"
	case f.HasHaser:
		return "it has a Has method; bind it to a pointer"
	case codegen.GetInlineArgsMetadata(o.Name, f.Name) != nil:
		return "its arguments are inlined; take them as they are"
	case f.IsResolver && !o.Root && !f.IsBatch():
		return "its resolver takes one parent at a time; set resolver.batch.enabled"
	case f.TypeReference.IsRoot:
		return "it leads back to the root"
	}
	if f.TypeReference.Definition.IsLeafType() {
		return checkLeaf(f.TypeReference)
	}
	return checkObject(f.TypeReference)
}

// checkLeaf walks the lists and pointers of a leaf like leaf.
func checkLeaf(t *config.TypeReference) string {
	switch {
	case t.GQL.Elem != nil && !t.IsSlice():
		return fmt.Sprintf("%s is a list, but %s is no slice", t.GQL, t.GO)
	case t.IsSlice():
		return checkLeaf(t.Elem())
	case t.IsPtrToPtr(), t.IsPtrToSlice():
		return fmt.Sprintf("%s is a pointer too many", t.GO)
	case t.IsPtrToIntf():
		return fmt.Sprintf("%s is a pointer to an interface", t.GO)
	case t.HasEnumValues():
		return "its enum's values are bound one by one (enum_values); give the Go type a marshaler"
	case t.IsOmittable:
		return "Omittable is for input"
	case !t.IsMarshaler && t.Marshaler == nil:
		return fmt.Sprintf("there is no marshaler for %s as %s", t.GO, t.GQL)
	case t.Marshaler != nil && t.IsTargetNilable() && !t.IsNilable():
		return fmt.Sprintf("its marshaler takes %s, the model holds %s", t.Target, t.GO)
	}
	return ""
}

// checkObject walks the lists and pointers of objects like expand.
func checkObject(t *config.TypeReference) string {
	switch {
	case t.GQL.Elem != nil && !t.IsSlice():
		return fmt.Sprintf("%s is a list, but %s is no slice", t.GQL, t.GO)
	case t.IsSlice():
		return checkObject(t.Elem())
	case t.IsPtrToPtr(), t.IsPtrToSlice(), t.IsPtrToIntf():
		return fmt.Sprintf("%s is a pointer too many", t.GO)
	case t.Definition.IsAbstractType() && !types.IsInterface(t.GO):
		return fmt.Sprintf("%s may be several types, but %s is no Go interface", t.Definition.Name, t.GO)
	}
	return ""
}
