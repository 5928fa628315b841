package dataset

import (
	"context"
	"fmt"

	"entente/internal/knowledge"
)

func datasetShape() shape {
	return shape{
		what:     "a dataset",
		required: []string{"id", "title", "license", "version"},
		optional: []string{"source", "notes", "coverage"},
	}
}

func coverageShape() shape {
	return shape{what: "a coverage", optional: []string{"from", "to"}}
}

// readDataset reads dataset.yaml. The dataset keeps the id that its folder's name gives, whatever the file says, so that one mistake does
// not cause others.
func (r *reader) readDataset(ctx context.Context) {
	f := r.file(datasetFile)
	found := false
	for v := range f.values(ctx, MaxEntry) {
		found = true
		if rec := f.record(v, datasetShape()); rec != nil {
			r.decodeDataset(rec)
		}
	}
	if !found && ctx.Err() == nil && !f.reported() {
		f.fail(start(), MissingKey, "the file is empty", "a dataset has "+listed(datasetShape().required, "and"))
	}
}

// reported reports whether the file has a problem already.
func (f *file) reported() bool {
	for _, p := range f.problems.List {
		if p.File == f.name {
			return true
		}
	}
	return false
}

// decodeDataset reads the keys of dataset.yaml.
func (r *reader) decodeDataset(rec *record) {
	d := r.folder.Dataset
	if id := rec.text("id", knowledge.MaxIDLength); id != "" && id != d.ID {
		rec.fail(rec.valueAt("id"), BadID, fmt.Sprintf("the id of a dataset ends in its folder's name: %s, not %s", d.ID, quoted(id)), "")
	}
	d.Title = rec.text("title", MaxLabel)
	d.License = rec.license("license")
	d.Version = rec.text("version", MaxName)
	d.Source, d.Notes = rec.prose("source"), rec.prose("notes")
	if c := rec.mapping("coverage", coverageShape()); c != nil {
		d.CoverageFrom, d.CoverageTo = c.span("from", "to")
	}
}
