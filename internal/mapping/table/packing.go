package table

import (
	"bufio"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"entente/internal/knowledge"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding/htmlindex"
)

// The formats, by the endings of their files.
const (
	csvFormat     = "csv"
	tsvFormat     = "tsv"
	jsonFormat    = "jsonl"
	parquetFormat = "parquet"
	xlsxFormat    = "xlsx"
)

// Formats are the formats that can be read, by the endings of their files.
func Formats() []string { return []string{csvFormat, tsvFormat, jsonFormat, parquetFormat, xlsxFormat} }

// Kind gives the format of a file and how it is packed, gz or zst, by its name. The format is empty where there is none of this ending.
func Kind(name string) (format, packing string) {
	ending := strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
	if ending == "gz" || ending == "zst" {
		packing = ending
		ending = strings.ToLower(strings.TrimPrefix(path.Ext(name[:len(name)-len(ending)-1]), "."))
	}
	if ending == "json" || ending == "ndjson" {
		ending = jsonFormat
	}
	if slices.Contains(Formats(), ending) {
		return ending, packing
	}
	return "", packing
}

// Stem is a file's name without its folder and the endings that say what it is.
func Stem(name string) string {
	name = path.Base(name)
	format, packing := Kind(name)
	if packing != "" {
		name = name[:len(name)-len(packing)-1]
	}
	if format != "" {
		name = strings.TrimSuffix(name, path.Ext(name))
	}
	return name
}

// bufferSize is how much of a file is read at once.
const bufferSize = 64 << 10

// maxWindow bounds what unpacking a zstd file may take, in bytes: what its own program asks for at most without --long.
const maxWindow = 128 << 20

// unpack gives the text of a file that may be packed.
func unpack(in io.Reader, packing string) (io.ReadCloser, error) {
	buffered := bufio.NewReaderSize(in, bufferSize)
	switch packing {
	case "gz":
		z, err := gzip.NewReader(buffered)
		if err != nil {
			return nil, fmt.Errorf("it is no gzip file: %w", err)
		}
		return z, nil
	case "zst":
		z, err := zstd.NewReader(buffered, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, fmt.Errorf("it is no zstd file: %w", err)
		}
		return z.IOReadCloser(), nil
	}
	return io.NopCloser(buffered), nil
}

// decode gives a text in UTF-8.
func decode(in io.Reader, encoding string) (io.Reader, error) {
	if encoding == "" {
		return in, nil
	}
	e, err := htmlindex.Get(encoding)
	if err != nil {
		return nil, &Error{Line: 1, Column: 1, Message: knowledge.Quote(encoding) + " is no encoding", Hint: "write its name on the web: utf-8, windows-1252, iso-8859-2, utf-16le"}
	}
	return e.NewDecoder().Reader(in), nil
}
