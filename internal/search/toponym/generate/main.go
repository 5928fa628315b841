// Command generate writes names.tsv.gz, the names of package toponym, from its sources:
//
//	go run ./generate -cldr cldr-localenames-full -codes country-codes.csv
//
// which are the npm package of that name and the table of the data package country-codes. It is run in the folder of the package,
// which has the third source, endonyms.tsv.
package main

import (
	"bytes"
	"compress/gzip"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

func main() {
	cldr := flag.String("cldr", "cldr-localenames-full", "the `folder` of that npm package")
	codes := flag.String("codes", "country-codes.csv", "the table `file` of the data package country-codes")
	flag.Parse()
	if err := generate(*cldr, *codes); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

// generate reads the sources and writes the names.
func generate(cldr, codes string) error {
	all := collection{}
	for _, read := range []func() error{
		func() error { return all.readEndonyms("endonyms.tsv") },
		func() error { return all.readCountryCodes(codes) },
		func() error { return all.readCLDR(cldr) },
	} {
		if err := read(); err != nil {
			return err
		}
	}
	return all.write("names.tsv.gz")
}

// collection has the names of each code, in the order in which they were read.
type collection map[string][]string

// add adds a name, unless it is empty, the code itself or there already.
func (c collection) add(code, name string) {
	name = norm.NFC.String(strings.Join(strings.Fields(name), " "))
	if name != "" && !strings.EqualFold(name, code) && !slices.Contains(c[code], name) {
		c[code] = append(c[code], name)
	}
}

// write writes the collection in the order of codes. Equal names make equal bytes.
func (c collection) write(file string) error {
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return err
	}
	for _, code := range slices.Sorted(maps.Keys(c)) {
		if _, err := fmt.Fprintf(z, "%s\t%s\n", code, strings.Join(c[code], "\t")); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	return os.WriteFile(file, out.Bytes(), 0o644)
}
