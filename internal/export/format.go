package export

import (
	"archive/zip"
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// Format is a format of files.
type Format struct {
	// Name is how it is asked for: `csv`.
	Name string
	// Extension is that of its file, with the dot; MediaType is that of its content.
	Extension, MediaType string
	// Title says what it is and who reads it.
	Title string
	// Leaves says what of the graph it cannot hold; "" if nothing.
	Leaves string
	// one writes a file, several write an archive or a folder; one of the two is nil.
	one     func(context.Context, *graph, *bufio.Writer) error
	several func(context.Context, *graph, archive) error
}

// archive takes files one after the other: a file ends where the next begins. *zip.Writer is one.
type archive interface {
	Create(name string) (io.Writer, error)
}

// IsFolder reports whether the format has several files: Write makes an archive of them, WriteFolder a folder.
func (f Format) IsFolder() bool { return f.several != nil }

// Formats are all formats, in the order of their names.
func Formats() []Format {
	return []Format{
		{Name: "csv", Extension: ".zip", MediaType: "application/zip", several: writeCSV,
			Title: "tables as a Data Package: CSV files with a descriptor, for spreadsheets, R and pandas", Leaves: leavesOfTables},
		{Name: "cypher", Extension: ".cypher", MediaType: "text/plain; charset=utf-8", one: writeCypher,
			Title: "a script that makes the graph in Neo4j, run by cypher-shell", Leaves: leavesOfGraphs},
		{Name: "cytoscape", Extension: ".cyjs", MediaType: "application/json", one: writeCytoscape,
			Title: "a network for Cytoscape and Cytoscape.js", Leaves: leavesOfGraphs},
		{Name: "geojson", Extension: ".geojson", MediaType: "application/geo+json", one: writeGeoJSON,
			Title: "places with what is said of them, in the Linked Places format, for QGIS and web maps", Leaves: leavesOfGraphs},
		{Name: "gexf", Extension: ".gexf", MediaType: "application/xml", one: writeGEXF,
			Title: "a network in time for Gephi (GEXF 1.3), whose spells move its timeline", Leaves: leavesOfGraphs + " Days outside of the years 0001 to 9999 are unbounded."},
		{Name: "graphml", Extension: ".graphml", MediaType: "application/xml", one: writeGraphML,
			Title: "a network for networkx, igraph, yEd and Gephi", Leaves: leavesOfGraphs},
		{Name: "jsonl", Extension: ".jsonl", MediaType: "application/jsonl", one: writeRows,
			Title: "all rows, one a line, which load back into the same graph"},
		{Name: "jsonld", Extension: ".jsonld", MediaType: "application/ld+json", one: writeJSONLD,
			Title: "linked data as JSON-LD: a named graph for each claim, with its provenance", Leaves: leavesOfRDF},
		{Name: "parquet", Extension: ".zip", MediaType: "application/zip", several: writeParquet,
			Title: "the tables as Parquet files, for DuckDB, Arrow and pandas", Leaves: leavesOfTables},
		{Name: "trig", Extension: ".trig", MediaType: "application/trig", one: writeTriG,
			Title: "linked data as TriG: a named graph for each claim, with its provenance (PROV-O)", Leaves: leavesOfRDF},
		{Name: "turtle", Extension: ".ttl", MediaType: "text/turtle", one: writeTurtle,
			Title: "linked data as Turtle: each claim a reified statement, with its provenance (PROV-O)", Leaves: leavesOfRDF},
		{Name: "xlsx", Extension: ".xlsx", MediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", one: writeXLSX,
			Title: "the tables as sheets of a workbook", Leaves: leavesOfTables + " A sheet has at most 1,048,575 rows; a cell at most 32,767 characters, of which the sheet \"about\" says how many were cut."},
	}
}

// What formats of a kind cannot hold.
const (
	leavesOfTables = "Texts of documents, footnotes, and names and codes but for the columns of nodes."
	leavesOfGraphs = "Texts of documents, evidence, qualifiers, and names and codes but for some."
	leavesOfRDF    = "Texts of documents and footnotes."
)

// Named returns the format of a name. The error, with the code knowledge.BadInput, names the likely one.
func Named(name string) (Format, error) {
	var names []string
	for _, f := range Formats() {
		if f.Name == name {
			return f, nil
		}
		names = append(names, f.Name)
	}
	return Format{}, knowledge.Errorf(knowledge.BadInput, "there is no format %s%s; there are %s",
		knowledge.Quote(name), knowledge.DidYouMean(name, names), strings.Join(names, ", "))
}

// Summary is what an export says besides its files.
type Summary struct {
	Revision *knowledge.Revision
	// Omitted are the datasets that were left out for their licence.
	Omitted []*knowledge.Dataset
}

// Write writes a selection in a format. What is written before an error is not whole.
func Write(ctx context.Context, from store.Reader, s Selection, f Format, w io.Writer) (*Summary, error) {
	g, err := open(ctx, from, s)
	if err != nil {
		return nil, err
	}
	out := bufio.NewWriterSize(w, 64<<10)
	if f.several == nil {
		err = f.one(ctx, g, out)
	} else {
		files := zip.NewWriter(out)
		err = f.several(ctx, g, files)
		if err == nil {
			err = files.Close()
		}
	}
	if err == nil {
		err = out.Flush()
	}
	return &Summary{g.revision, g.omitted}, err
}

// WriteFolder writes a selection in a format of several files into a folder, which is made. Files that are there are replaced.
func WriteFolder(ctx context.Context, from store.Reader, s Selection, f Format, dir string) (*Summary, error) {
	if f.several == nil {
		return nil, fmt.Errorf("%s is one file, no folder", f.Name)
	}
	g, err := open(ctx, from, s)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	files := &folder{dir: dir}
	err = f.several(ctx, g, files)
	return &Summary{g.revision, g.omitted}, errors.Join(err, files.close())
}

// folder is an archive of which each file is one of a directory.
type folder struct {
	dir  string
	file *os.File
	out  *bufio.Writer
}

// Create begins a file, and ends the one before.
func (d *folder) Create(name string) (io.Writer, error) {
	if err := d.close(); err != nil {
		return nil, err
	}
	file, err := os.Create(filepath.Join(d.dir, name))
	if err != nil {
		return nil, err
	}
	d.file, d.out = file, bufio.NewWriter(file)
	return d.out, nil
}

func (d *folder) close() error {
	if d.file == nil {
		return nil
	}
	err := errors.Join(d.out.Flush(), d.file.Close())
	d.file = nil
	return err
}
