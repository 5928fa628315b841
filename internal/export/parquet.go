package export

import (
	"context"
	"fmt"
	"io"
	"reflect"
	"time"

	"entente/internal/edtf"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"
)

// writeParquet writes the tables as Parquet files.
func writeParquet(ctx context.Context, g *graph, files archive) error {
	for _, t := range g.tables() {
		out, err := files.Create(t.name + ".parquet")
		if err != nil {
			return err
		}
		if err := t.writeParquet(ctx, g, out); err != nil {
			return err
		}
	}
	return nil
}

// maxRowGroup is how many rows a group has: what a reader reads at once, and the writer holds.
const maxRowGroup = 100_000

// writeParquet writes the rows of a table as one Parquet file, whose metadata say what it is.
func (t *table) writeParquet(ctx context.Context, g *graph, out io.Writer) error {
	w := parquet.NewWriter(out, t.parquetSchema(), parquet.Compression(&zstd.Codec{}), parquet.MaxRowsPerRowGroup(maxRowGroup),
		parquet.KeyValueMetadata("description", t.description), parquet.KeyValueMetadata("about", g.about()))
	values := make(parquet.Row, len(t.columns))
	one := []parquet.Row{values}
	for row, err := range t.rows(ctx) {
		if err != nil {
			return err
		}
		for i, value := range row {
			values[i] = t.columns[i].parquetValue(value).Level(0, t.columns[i].level(value), i)
		}
		if _, err := w.WriteRows(one); err != nil {
			return err
		}
	}
	return w.Close()
}

// parquetSchema is the schema of a table. It is that of a struct, because a group of nodes would sort its columns.
func (t *table) parquetSchema() *parquet.Schema {
	var fields []reflect.StructField
	for i, c := range t.columns {
		tag, kind := c.name, [...]reflect.Type{
			text: reflect.TypeFor[string](), integer: reflect.TypeFor[int64](), number: reflect.TypeFor[float64](),
			boolean: reflect.TypeFor[bool](), date: reflect.TypeFor[int32](),
		}[c.kind]
		if !c.required {
			tag += ",optional"
		}
		if c.kind == date {
			tag += ",date"
		}
		fields = append(fields, reflect.StructField{Name: fmt.Sprintf("C%d", i), Type: kind, Tag: reflect.StructTag(fmt.Sprintf("parquet:%q", tag))})
	}
	return parquet.NewSchema(t.name, parquet.SchemaOf(reflect.New(reflect.StructOf(fields)).Interface()))
}

// level is the definition level of a value: 1 for one that may be absent and is not.
func (c *column) level(value any) int {
	if c.required || value == nil {
		return 0
	}
	return 1
}

// epoch is the day from which Parquet counts days.
func epoch() edtf.Day { return edtf.DayOf(1970, int(time.January), 1) }

func (c *column) parquetValue(value any) parquet.Value {
	if day, ok := value.(edtf.Day); ok {
		value = int32(day - epoch())
	}
	return parquet.ValueOf(value)
}
