package neo4jstore

import (
	"context"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// projectRows is how many rows of a revision are projected in one transaction.
const projectRows = 2000

// phases are the queries that project a revision, in order: removals, then additions, entities before the relationships between them.
func phases() []string {
	return []string{"project_removed_links", "project_removed", "project_entities", "project_links"}
}

// project updates the (:Entity) nodes and their relationships from the revision before to this one. Its position is stored on the graph
// node and advances with each batch, so that the next writer continues where it stopped.
func (l *lease) project(ctx context.Context, revision int, p *progress) error {
	s := l.store
	phase, after := 0, ""
	err := s.write(ctx, s.queries.text(queryVariant{file: "projection"}), nil, func(r *neo4j.Record) error {
		phase, after = int(r.Values[1].(int64)), r.Values[2].(string)
		return nil
	})
	if err != nil {
		return err
	}
	for phase < len(phases()) {
		if after, err = l.projectBatch(ctx, revision, phase, after, p); err != nil {
			return err
		}
		if after == "" {
			phase++
		}
	}
	return l.write(ctx, s.queries.text(queryVariant{file: "projected_set"}), map[string]any{"projected": revision, "phase": nil, "after": nil}, nil)
}

// projectBatch projects the next rows of a phase. It returns the id that it reached, or "" at the end of the phase.
func (l *lease) projectBatch(ctx context.Context, revision, phase int, after string, p *progress) (string, error) {
	s := l.store
	params := map[string]any{"revision": revision, "after": after, "limit": projectRows}
	// removed are the entities to delete, as the phase project_removed finds them.
	removed := map[string]any{"ids": []any{}}
	progressed := map[string]any{"projected": revision - 1, "phase": phase + 1, "after": ""}
	last, rows := "", 0
	queries := []query{
		{s.queries.text(queryVariant{file: phases()[phase]}), params, func(r *neo4j.Record) error {
			last, progressed["phase"], progressed["after"] = "", phase+1, ""
			if len(r.Values) > 2 {
				removed["ids"] = r.Values[2]
			}
			if rows = int(r.Values[1].(int64)); rows == projectRows {
				last = r.Values[0].(string)
				progressed["phase"], progressed["after"] = phase, last
			}
			return nil
		}},
		{s.queries.text(queryVariant{file: "projected_set"}), progressed, nil},
	}
	if phases()[phase] == "project_removed" {
		queries = append(queries, query{s.queries.text(queryVariant{file: "delete_entities"}), removed, nil})
	}
	err := l.writeAll(ctx, queries)
	if err == nil {
		p.add(rows)
	}
	return last, err
}
