package plugin

import (
	"fmt"
	"go/types"

	"github.com/99designs/gqlgen/codegen/config"
	"github.com/99designs/gqlgen/codegen/templates"
)

// canFail reports whether writing a value may fail, or give null where the schema forbids it. Then a Checker writes it.
func canFail(ref *config.TypeReference) bool {
	switch {
	case ref.IsSlice():
		return canFail(ref.Elem())
	case ref.IsNilable() && ref.GQL.NonNull, ref.IsContext:
		return true
	case ref.IsPtr():
		return canFail(ref.Elem())
	}
	return !isBuiltin(ref) && ref.GQL.NonNull
}

// builtin returns the method of Buffer that replaces one of gqlgen's own marshalers.
func builtin(marshaler *types.Func) (method, cast string) {
	if marshaler == nil || marshaler.Pkg().Path() != "github.com/99designs/gqlgen/graphql" {
		return "", ""
	}
	switch marshaler.Name() {
	case "MarshalString", "MarshalID":
		return "String", "string"
	case "MarshalInt", "MarshalInt8", "MarshalInt16", "MarshalInt32", "MarshalInt64":
		return "Int", "int64"
	case "MarshalUint", "MarshalUint8", "MarshalUint16", "MarshalUint32", "MarshalUint64":
		return "Uint", "uint64"
	case "MarshalBoolean":
		return "Bool", "bool"
	case "MarshalFloat", "MarshalFloatContext":
		return "Float", "float64"
	}
	return "", ""
}

func isBuiltin(ref *config.TypeReference) bool {
	method, _ := builtin(ref.Marshaler)
	return method != "" && method != "Float"
}

// leaf generates the code that writes a leaf. A checked one goes to a Checker, with calls where lists and their elements begin.
func (t *table) leaf(x string, ref *config.TypeReference, checked bool) {
	switch {
	case ref.IsSlice():
		t.leafList(x, ref, checked)
	case ref.IsNilable():
		v := t.variable()
		t.line("if %s := %s; %s == nil {\n%s\n} else {", v, x, v, nilCall(checked))
		if ref.IsPtr() && !ref.IsTargetNilable() {
			t.value("(*"+v+")", ref)
		} else {
			t.value(v, ref)
		}
		t.line("}")
	default:
		t.value(x, ref)
	}
}

func nilCall(checked bool) string {
	if checked {
		return "w.Nil()"
	}
	return "w.Null()"
}

// leafList generates the loop over a list of leaves.
func (t *table) leafList(x string, ref *config.TypeReference, checked bool) {
	v, i := t.variable(), t.variable()
	t.line("%s := %s", v, x)
	if !ref.GQL.NonNull {
		t.line("if %s == nil {\n%s\n} else {", v, nilCall(checked))
	}
	if checked {
		t.line("w.Open()\nfor %s := range %s {\nw.Element()", i, v)
	} else {
		t.line("w.B = append(w.B, '[')\nfor %s := range %s {\nw.Comma(%s)", i, v, i)
	}
	t.leaf(v+"["+i+"]", ref.Elem(), checked)
	t.line("}")
	if checked {
		t.line("w.Close()")
	} else {
		t.line("w.B = append(w.B, ']')")
	}
	if !ref.GQL.NonNull {
		t.line("}")
	}
}

// value generates the code that writes one scalar or enum that is not nil.
func (t *table) value(x string, ref *config.TypeReference) {
	if ref.IsMarshaler {
		switch {
		case hasAppender(ref.GO):
			t.line("w.B = %s.AppendGQL(w.B)", x)
		case ref.IsContext:
			t.line("w.MarshalContext(%s)", x)
		default:
			t.line("%s.MarshalGQL(w)", x)
		}
		return
	}
	if method, cast := builtin(ref.Marshaler); method != "" {
		t.line("w.%s(%s(%s))", method, cast, x)
		return
	}
	if ref.CastType != nil {
		x = fmt.Sprintf("%s(%s)", goType(ref.CastType), x)
	}
	switch {
	case appendFunc(ref) != nil:
		t.line("w.B = %s(w.B, %s)", templates.Call(appendFunc(ref)), x)
	case ref.IsContext:
		t.line("w.MarshalContext(%s(%s))", templates.Call(ref.Marshaler), x)
	default:
		t.line("w.Marshal(%s(%s))", templates.Call(ref.Marshaler), x)
	}
}

// hasAppender reports whether a type has the fast variant of MarshalGQL: AppendGQL(b []byte) []byte.
func hasAppender(t types.Type) bool {
	o, _, _ := types.LookupFieldOrMethod(t, true, nil, "AppendGQL")
	f, ok := o.(*types.Func)
	return ok && isAppend(f.Signature(), nil)
}

// appendFunc finds the fast variant of a marshaler function: AppendX(b []byte, v T) []byte for MarshalX(v T).
func appendFunc(ref *config.TypeReference) *types.Func {
	name := ref.Marshaler.Name()[len("Marshal"):]
	f, ok := ref.Marshaler.Pkg().Scope().Lookup("Append" + name).(*types.Func)
	if !ok || !isAppend(f.Signature(), ref.Marshaler.Signature().Params().At(0).Type()) {
		return nil
	}
	return f
}

// isAppend reports whether a function has the signature of an appender of a type.
func isAppend(s *types.Signature, value types.Type) bool {
	bytes := types.NewSlice(types.Typ[types.Byte])
	want := []types.Type{bytes}
	if value != nil {
		want = append(want, value)
	}
	if s.Params().Len() != len(want) || s.Results().Len() != 1 || !types.Identical(s.Results().At(0).Type(), bytes) {
		return false
	}
	for i, t := range want {
		if !types.Identical(s.Params().At(i).Type(), t) {
			return false
		}
	}
	return true
}
