package changeset

import (
	"context"
	"maps"
	"slices"

	"entente/internal/knowledge"
)

// changeDocuments applies the steps of documents.
func (d *Draft) changeDocuments(ctx context.Context) error {
	steps, live, err := d.stepsAndRows(ctx, knowledge.TableDocument)
	if err != nil {
		return err
	}
	before := make(map[knowledge.ID]Row, len(live))
	for _, row := range live {
		before[row.Key().ID] = row
	}
	// Removals come first, as a document may move from one dataset to another.
	removed := map[knowledge.ID]bool{}
	for i := range steps {
		if s := &steps[i]; !s.puts && d.applyRow(s, live[s.Key]) {
			removed[s.Key.ID], d.documents[s.Key.ID] = true, nil
		}
	}
	for i := range steps {
		if put, ok := steps[i].Put.(*knowledge.Document); ok {
			d.putDocument(&steps[i], put, before[put.ID], removed[put.ID])
			delete(removed, put.ID)
		}
	}
	d.removed[knowledge.TableDocument] = slices.Sorted(maps.Keys(removed))
	return nil
}

// putDocument puts a document; before is the row of its id in the newest revision, and moves says that the change removes that.
func (d *Draft) putDocument(s *Step, put *knowledge.Document, before Row, moves bool) {
	old, _ := before.Row.(*knowledge.Document)
	switch {
	case !d.requireDataset(s):
		return
	case moves:
		before = Row{}
	case old != nil && old.Dataset != put.Dataset:
		d.Add("%s: it is already a document of %s", s.Key, old.Dataset)
		return
	}
	d.applyRow(s, before)
	d.documents[put.ID] = put
	if old != nil && affectsStatements(old, put) {
		d.recheck = append(d.recheck, reference{knowledge.TableDocument, put.ID})
	}
}

// affectsStatements reports whether a change of a document may be against what its statements repeat of it.
func affectsStatements(before, after *knowledge.Document) bool {
	return before.Day() != after.Day() || before.Reliability != after.Reliability || before.Text != after.Text
}
