package neo4jstore

import (
	"context"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// projectRows is how many rows of a revision are shown to people in one transaction.
const projectRows = 2000

// phases are what showing a revision to people takes, in this order: what went, then what came, entities before what joins them.
func phases() []string {
	return []string{"project_gone_links", "project_gone", "project_entities", "project_links"}
}

// project brings the nodes and relationships that people look at from the revision before to this one. How far it came stands on
// the graph's node and moves on with each batch, so that whoever goes on does nothing twice.
func (l *lease) project(ctx context.Context, revision int, p *progress) error {
	s := l.store
	phase, after := 0, ""
	err := s.write(ctx, s.queries.text(form{file: "projection"}), nil, func(r *neo4j.Record) error {
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
	return l.write(ctx, s.queries.text(form{file: "projected_set"}), map[string]any{"projected": revision, "phase": nil, "after": nil}, nil)
}

// projectBatch does the next rows of a phase; it gives the id that it came to, empty where that was the last.
func (l *lease) projectBatch(ctx context.Context, revision, phase int, after string, p *progress) (string, error) {
	s := l.store
	params := map[string]any{"revision": revision, "after": after, "limit": projectRows}
	// gone are the entities that are no more, as the phase of that name finds them.
	gone := map[string]any{"ids": []any{}}
	marked := map[string]any{"projected": revision - 1, "phase": phase + 1, "after": ""}
	last, rows := "", 0
	queries := []query{
		{s.queries.text(form{file: phases()[phase]}), params, func(r *neo4j.Record) error {
			last, marked["phase"], marked["after"] = "", phase+1, ""
			if len(r.Values) > 2 {
				gone["ids"] = r.Values[2]
			}
			if rows = int(r.Values[1].(int64)); rows == projectRows {
				last = r.Values[0].(string)
				marked["phase"], marked["after"] = phase, last
			}
			return nil
		}},
		{s.queries.text(form{file: "projected_set"}), marked, nil},
	}
	if phases()[phase] == "project_gone" {
		queries = append(queries, query{s.queries.text(form{file: "delete_entities"}), gone, nil})
	}
	err := l.together(ctx, queries)
	if err == nil {
		p.add(rows)
	}
	return last, err
}
