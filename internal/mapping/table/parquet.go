package table

import (
	"errors"
	"fmt"
	"io"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
)

// columns reads Parquet, one group of rows after the other.
type columns struct {
	file   *parquet.File
	leaves []parquet.LeafColumn
	names  []string
	cells  []string
	// wanted gives for each leaf where its cell goes; -1 for nowhere.
	wanted []int
	group  int
	in     parquet.Rows
	buffer []parquet.Row
	filled int
	at     int
	number int
}

// parquetBatch is how many rows are read at once.
const parquetBatch = 256

func openParquet(in *counter) (r rows, err error) {
	defer recovered(&err)
	at, ok := in.File.(io.ReaderAt)
	if !ok {
		return nil, errors.New("this file cannot be read in any order, which Parquet needs")
	}
	file, err := parquet.OpenFile(at, in.size, parquet.SkipBloomFilters(true))
	if err != nil {
		return nil, fmt.Errorf("it is no Parquet file: %w", err)
	}
	c := &columns{file: file, buffer: make([]parquet.Row, parquetBatch)}
	for _, path := range file.Schema().Columns() {
		leaf, _ := file.Schema().Lookup(path...)
		c.leaves = append(c.leaves, leaf)
		c.names = append(c.names, columnName(path))
	}
	return c, nil
}

// columnName joins the path of a leaf by dots, without the levels that a list has in Parquet.
func columnName(path []string) string {
	if n := len(path); n > 2 && path[n-2] == "list" {
		path = path[:n-2]
	}
	return strings.Join(path, ".")
}

// recovered makes an error of a panic: the library panics on some broken files.
func recovered(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("the Parquet file is broken: %v", p)
	}
}

func (c *columns) header() []string { return c.names }

func (c *columns) choose(chosen []int, _ []string) {
	c.cells = make([]string, len(chosen))
	c.wanted = make([]int, len(c.leaves))
	for i := range c.wanted {
		c.wanted[i] = slices.Index(chosen, i)
	}
}

func (c *columns) next() (row Row, err error) {
	defer recovered(&err)
	if c.at == c.filled {
		if err := c.fill(); err != nil {
			return Row{Line: c.number + 1}, err
		}
	}
	c.number++
	clear(c.cells)
	for _, v := range c.buffer[c.at] {
		to := c.wanted[v.Column()]
		if to < 0 || v.IsNull() {
			continue
		}
		text := strings.TrimSpace(c.write(v))
		if v.RepetitionLevel() > 0 {
			text = c.cells[to] + ListSeparator + text
		}
		c.cells[to] = text
	}
	c.at++
	// The header of a spreadsheet has a row; names of Parquet have none, and count as one all the same.
	return Row{Number: c.number + 1, Line: c.number + 1, Cells: c.cells}, nil
}

// fill reads the next rows.
func (c *columns) fill() error {
	for {
		if c.in == nil {
			if c.group == len(c.file.RowGroups()) {
				return io.EOF
			}
			c.in = c.file.RowGroups()[c.group].Rows()
			c.group++
		}
		n, err := c.in.ReadRows(c.buffer)
		c.at, c.filled = 0, n
		if n > 0 {
			return nil
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if err := c.in.Close(); err != nil {
			return err
		}
		c.in = nil
	}
}

// write writes a value as a text of the kind that its column is of.
func (c *columns) write(v parquet.Value) string {
	if logical := c.leaves[v.Column()].Node.Type().LogicalType(); logical != nil {
		switch kind := logical.Value.(type) {
		case *format.DateType:
			return time.Unix(int64(v.Int32())*24*60*60, 0).UTC().Format(time.DateOnly)
		case *format.TimestampType:
			return timestamp(v.Int64(), kind.Unit.Value)
		case *format.DecimalType:
			return decimal(v, int(kind.Scale))
		}
	}
	switch v.Kind() {
	case parquet.ByteArray, parquet.FixedLenByteArray:
		return string(v.ByteArray())
	case parquet.Float:
		return strconv.FormatFloat(float64(v.Float()), 'f', -1, 32)
	case parquet.Double:
		return strconv.FormatFloat(v.Double(), 'f', -1, 64)
	}
	return v.String()
}

func timestamp(n int64, unit format.TimeUnitValue) string {
	at := time.Unix(0, n)
	switch unit.(type) {
	case *format.MilliSeconds:
		at = time.UnixMilli(n)
	case *format.MicroSeconds:
		at = time.UnixMicro(n)
	}
	return at.UTC().Format(time.RFC3339)
}

// decimal writes a number of so many places after the point.
func decimal(v parquet.Value, places int) string {
	n := new(big.Int)
	switch v.Kind() {
	case parquet.Int32:
		n.SetInt64(int64(v.Int32()))
	case parquet.Int64:
		n.SetInt64(v.Int64())
	default:
		n.SetBytes(v.ByteArray())
		if b := v.ByteArray(); len(b) > 0 && b[0] >= 0x80 {
			n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
		}
	}
	return new(big.Rat).SetFrac(n, new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)).FloatString(places)
}

func (c *columns) close() error {
	if c.in == nil {
		return nil
	}
	return c.in.Close()
}
