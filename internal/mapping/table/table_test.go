package table_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"entente/internal/mapping/table"

	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// read gives the rows of a table as `number@line: cells`, and its errors.
func read(t *testing.T, name string, content []byte, spec table.Spec, columns ...string) []string {
	t.Helper()
	in, err := table.Open(fstest.MapFS{name: {Data: content}}, name, spec)
	if err != nil {
		return []string{describe(err)}
	}
	defer func() { require.NoError(t, in.Close()) }()
	if err := in.Select(columns...); err != nil {
		return []string{describe(err)}
	}
	var all []string
	for {
		row, err := in.Next()
		var known *table.Error
		switch {
		case errors.Is(err, io.EOF):
			done, size := in.Progress()
			assert.LessOrEqual(t, done, size)
			return all
		case errors.As(err, &known):
			all = append(all, describe(err))
			if !known.Row {
				return all
			}
		default:
			require.NoError(t, err)
			all = append(all, fmt.Sprintf("%d@%d: %s", row.Number, row.Line, strings.Join(row.Cells, "|")))
		}
	}
}

func describe(err error) string {
	var known *table.Error
	if !errors.As(err, &known) {
		return "no *Error: " + err.Error()
	}
	return fmt.Sprintf("%d:%d: %s; %s", known.Line, known.Column, known.Message, known.Hint)
}

func TestTable_CellsAreTheTextsOfTheFile(t *testing.T) {
	text := "code,name,note\nNA,Namibia,\n031,\"Says \"\"no\"\",\ntwice\",x\n"
	want := []string{"2@2: Namibia|NA", "3@3: Says \"no\",\ntwice|031"}
	for name, content := range map[string][]byte{
		"t.csv": []byte(text), "t.csv.gz": packed(t, text), "t.csv.zst": zstandard(t, text), "T.CSV": []byte("\ufeff" + text),
	} {
		assert.Equal(t, want, read(t, name, content, table.Spec{}, "name", "code"), name)
	}
	assert.Equal(t, []string{"1@1: b", "2@2: d"}, read(t, "t.tsv", []byte("a\tb\nc\td\n"), table.Spec{Columns: []string{"x", "y"}}, "y"))
	assert.Equal(t, []string{"4@4: 1,5"}, read(t, "t.csv", []byte("A title\n\nx;y\n1,5;2\n"), table.Spec{Skip: 2, Delimiter: ';'}, "x"))
}

func TestTable_IsReadInItsEncoding(t *testing.T) {
	latin, err := charmap.Windows1252.NewEncoder().String("name\nTürkiye\n")
	require.NoError(t, err)
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("name\nTürkiye\n")
	require.NoError(t, err)
	assert.Equal(t, []string{"2@2: Türkiye"}, read(t, "t.csv", []byte(latin), table.Spec{Encoding: "windows-1252"}, "name"))
	assert.Equal(t, []string{"2@2: Türkiye"}, read(t, "t.csv", []byte(wide), table.Spec{Encoding: "utf-16le"}, "name"))
	assert.Contains(t, read(t, "t.csv", []byte(latin), table.Spec{}, "name")[0], "2:1: this is not UTF-8; say its encoding: windows-1252")
	assert.Contains(t, read(t, "t.csv", []byte(wide), table.Spec{}, "name")[0], "utf-16le")
	assert.Contains(t, read(t, "t.csv", []byte(latin), table.Spec{Encoding: "latin"}, "name")[0], "is no encoding")
}

func TestTable_ABrokenRowHidesNoOther(t *testing.T) {
	got := read(t, "t.csv", []byte("a,b\n1,2\n3\n4,\"5\"6\n7,8\n"), table.Spec{}, "a")
	require.Len(t, got, 4)
	assert.Equal(t, "2@2: 1", got[0])
	assert.Contains(t, got[1], "3:1: the row has 1 cells, the table 2 columns")
	assert.Contains(t, got[2], "4:1: the row is no CSV")
	assert.Equal(t, "5@5: 7", got[3])
	endless := read(t, "t.csv", []byte("a\n\""+strings.Repeat("x\n", table.MaxRow)), table.Spec{}, "a")
	assert.Contains(t, endless[len(endless)-1], "a quotation mark is not closed")
}

func TestTable_TellsWhatIsWrongWithIt(t *testing.T) {
	for want, in := range map[string]struct {
		name, content string
		spec          table.Spec
	}{
		`the table has no column "nome"; did you mean name?`: {"t.csv", "name,b\n", table.Spec{}},
		`delimiter: ";"`:                     {"t.csv", "name;b\n1;2\n", table.Spec{}},
		"two columns are called \"nome\"":    {"t.csv", "nome,nome\n", table.Spec{}},
		"the table is empty":                 {"t.csv", "", table.Spec{}},
		"is no table that can be read":       {"t.xls", "", table.Spec{}},
		"it is no gzip file":                 {"t.csv.gz", "nome\n", table.Spec{}},
		"it is no Parquet file":              {"t.parquet", "nome\n", table.Spec{}},
		"it is no workbook":                  {"t.xlsx", "nome\n", table.Spec{}},
		"is compressed by itself":            {"t.parquet.gz", "", table.Spec{}},
		"1:1: the line is no JSON object":    {"t.jsonl", "[1]\n", table.Spec{}},
		"there is more on the line than one": {"t.jsonl", "{} {}\n", table.Spec{}},
	} {
		assert.Contains(t, strings.Join(read(t, in.name, []byte(in.content), in.spec, "nome"), "\n"), want)
	}
}

func TestTable_OfJSONLines_FollowsKeys(t *testing.T) {
	text := `{"id":"a","n":031.5,"p":{"names":["x","y"],"ok":true},"q.r":1,"big":12345678901234567890}` + "\n\n" + `{"id":null}` + "\n"
	assert.Contains(t, read(t, "t.jsonl", []byte(text), table.Spec{}, "id")[0], "is no JSON object")
	text = strings.Replace(text, "031.5", "31.50", 1)
	assert.Equal(t, []string{"1@1: a|31.50|x\x1fy|true|1|12345678901234567890", "3@3: |||||"}, read(t, "t.json", []byte(text), table.Spec{}, "id", "n", "p.names", "p.ok", "q.r", "big"))
}

func TestTable_OfParquet_WritesValuesAsTexts(t *testing.T) {
	type row struct {
		Code   string    `parquet:"code"`
		Year   int32     `parquet:"year"`
		Day    int32     `parquet:"day,date"`
		At     time.Time `parquet:"at,timestamp(microsecond)"`
		Share  float64   `parquet:"share"`
		Names  []string  `parquet:"names,list"`
		Absent *string   `parquet:"absent,optional"`
	}
	var out bytes.Buffer
	w := parquet.NewGenericWriter[row](&out)
	for i := range 1000 {
		_, err := w.Write([]row{{"NA", int32(i), 8889, time.Date(1994, 5, 4, 12, 30, 0, 0, time.UTC), 0.25, []string{"a", "b"}, nil}})
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	got := read(t, "t.parquet", out.Bytes(), table.Spec{}, "code", "year", "day", "at", "share", "names", "absent")
	require.Len(t, got, 1000)
	assert.Equal(t, "1001@1001: NA|999|1994-05-04|1994-05-04T12:30:00Z|0.25|a\x1fb|", got[999])
	for cut := range 20 {
		broken := bytes.Clone(out.Bytes())
		broken[(cut+1)*len(broken)/22] ^= 0xff
		assert.NotPanics(t, func() { read(t, "t.parquet", broken, table.Spec{}, "code", "names") })
	}
}

func TestTable_OfAWorkbook_ReadsASheet(t *testing.T) {
	book := excelize.NewFile()
	_, err := book.NewSheet("Votes")
	require.NoError(t, err)
	for cell, v := range map[string]any{"A1": "A title", "A2": "code", "B2": "day", "C2": "share", "A3": "031", "B3": time.Date(1994, 5, 4, 0, 0, 0, 0, time.UTC), "C3": 0.5, "A5": "NA"} {
		require.NoError(t, book.SetCellValue("Votes", cell, v))
	}
	style, err := book.NewStyle(&excelize.Style{NumFmt: 14})
	require.NoError(t, err)
	require.NoError(t, book.SetCellStyle("Votes", "B3", "B3", style))
	var out bytes.Buffer
	require.NoError(t, book.Write(&out))
	assert.Equal(t, []string{"3@3: 031|1994-05-04|0.5", "5@5: NA||"}, read(t, "t.xlsx", out.Bytes(), table.Spec{Sheet: "Votes", Skip: 1}, "code", "day", "share"))
	assert.Contains(t, read(t, "t.xlsx", out.Bytes(), table.Spec{Sheet: "Vote"}, "code")[0], "did you mean Votes?")
}

func TestFiles_FindATableByItsName(t *testing.T) {
	files := table.Files{FS: fstest.MapFS{"tables/votes.csv.gz": {}, "tables/calls.v2.csv": {}, "tables/two.csv": {}, "tables/two.tsv": {}}}
	_, file, shown, err := files.Find("votes")
	require.NoError(t, err)
	assert.Equal(t, "tables/votes.csv.gz", file)
	assert.Equal(t, file, shown)
	_, file, _, err = files.Find("calls.v2")
	require.NoError(t, err)
	assert.Equal(t, "tables/calls.v2.csv", file)
	_, _, _, err = files.Find("two")
	assert.ErrorContains(t, err, "several files")
	_, _, _, err = files.Find("vote")
	assert.ErrorContains(t, err, "did you mean votes?")
	files.Outside = map[string]string{"votes": "/elsewhere/un.tsv"}
	_, file, shown, err = files.Find("votes")
	require.NoError(t, err)
	assert.Equal(t, "un.tsv", file)
	assert.Equal(t, "/elsewhere/un.tsv", shown)
}

func packed(t *testing.T, text string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, err := w.Write([]byte(text))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return out.Bytes()
}

func zstandard(t *testing.T, text string) []byte {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	require.NoError(t, err)
	return w.EncodeAll([]byte(text), nil)
}
