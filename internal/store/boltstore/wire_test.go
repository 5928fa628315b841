package boltstore

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/store"
	"entente/internal/wire"
)

// filled sets every field of a value to something that is not nothing.
func filled(t *testing.T, v reflect.Value) {
	t.Helper()
	switch v.Interface().(type) {
	case *knowledge.Statement: // the original of one in a view, of which no file knows
		return
	case edtf.Date:
		d, err := edtf.ParseDate("1994-05?")
		require.NoError(t, err)
		v.Set(reflect.ValueOf(d))
		return
	case edtf.Interval:
		i, err := edtf.ParseInterval("1994-05/2001~")
		require.NoError(t, err)
		v.Set(reflect.ValueOf(i))
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		filled(t, v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			filled(t, v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			filled(t, v.Field(i))
		}
	case reflect.String:
		v.SetString("x\u0301\xff")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(7)
	case reflect.Float64:
		v.SetFloat(0.1)
	default:
		require.Fail(t, "there is a field of a new kind", v.Type())
	}
}

// TestChunk_KeepsEveryField finds the field that was added to a row and not to its form in the file.
func TestChunk_KeepsEveryField(t *testing.T) {
	codec, err := wire.NewCodec()
	require.NoError(t, err)
	for _, row := range []knowledge.Row{
		&knowledge.Dataset{}, &knowledge.Relation{}, &knowledge.Document{}, &knowledge.EntityPart{}, &knowledge.Statement{},
	} {
		filled(t, reflect.ValueOf(row).Elem())
		switch r := row.(type) {
		case *knowledge.Statement:
			for _, e := range r.Evidence {
				e.Document = r.Document // it follows
			}
			r.Horizon = nil // it follows from other rows
			r.Validity.Exact = r.Validity.Interval.Exact()
		case *knowledge.EntityPart:
			r.Kind, r.Datasets, r.Life = "", nil, nil // a part does not use them
		}
		var c, got chunk
		c.add(store.RowChange{After: row})
		c.add(store.RowChange{Before: row})
		encoded, err := codec.Marshal(&c)
		require.NoError(t, err)
		require.NoError(t, codec.Unmarshal(encoded, &got))
		assert.Equal(t, []store.Change{{Remove: row.Key()}, {Put: row}}, got.changes(), "%T", row)
	}
}
