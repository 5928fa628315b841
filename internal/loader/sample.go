package loader

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"unicode"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// Sample is the first rows of a table that a plan adds, changes and removes, in words.
type Sample struct {
	Table   knowledge.Table
	Added   []Item
	Changed []Item
	Removed []Item
}

// Item is a row as a sentence: `Georgia is a member of NATO (since 1994)`.
type Item struct {
	Key   knowledge.RowKey
	Words string
	// Keys are the keys of a changed row whose values change, sorted.
	Keys []string
}

// Sample returns the first rows of each table that changes, at most so many of each kind. It reads the current versions of the rows from
// the graph, at the revision of the plan, which costs a scan of the plan's datasets.
func (p *Plan) Sample(ctx context.Context, reader store.Reader, most int) ([]Sample, error) {
	picks := map[knowledge.Table]*tableSample{}
	at := func(table knowledge.Table) *tableSample {
		if picks[table] == nil {
			picks[table] = &tableSample{before: map[knowledge.RowKey]knowledge.Row{}}
		}
		return picks[table]
	}
	for c := range p.changes {
		one := at(c.row.Key().Table)
		switch {
		case c.isNew && len(one.added) < most:
			one.added = append(one.added, c.row)
		case !c.isNew && len(one.changed) < most:
			one.changed = append(one.changed, c.row)
			one.before[c.row.Key()] = nil
		}
	}
	for _, key := range p.removals {
		if one := at(key.Table); len(one.removed) < most {
			one.removed = append(one.removed, key)
			one.before[key] = nil
		}
	}
	for table, one := range picks {
		if err := one.read(ctx, reader, p.Base, table); err != nil {
			return nil, err
		}
	}
	return p.describeSamples(ctx, reader, picks)
}

// tableSample is the rows of a table that a sample shows.
type tableSample struct {
	added   []knowledge.Row
	changed []knowledge.Row
	removed []knowledge.RowKey
	// before are the rows that change or go as the graph has them.
	before map[knowledge.RowKey]knowledge.Row
}

// read finds the rows as they are.
func (o *tableSample) read(ctx context.Context, reader store.Reader, revision int, table knowledge.Table) error {
	var datasets []knowledge.ID
	for key := range o.before {
		if !slices.Contains(datasets, key.Dataset) {
			datasets = append(datasets, key.Dataset)
		}
	}
	for _, d := range datasets {
		for row, err := range reader.Scan(ctx, revision, table, d) {
			if err != nil {
				return err
			}
			if _, asked := o.before[row.Key()]; asked {
				o.before[row.Key()] = row
			}
		}
	}
	return nil
}

// rows gives all rows that are shown.
func (o *tableSample) rows() []knowledge.Row {
	rows := slices.Concat(o.added, o.changed)
	for _, row := range o.before {
		rows = append(rows, row)
	}
	return rows
}

// describeSamples describes the rows of the samples in words.
func (p *Plan) describeSamples(ctx context.Context, reader store.Reader, picks map[knowledge.Table]*tableSample) ([]Sample, error) {
	var shown []knowledge.Row
	for _, one := range picks {
		shown = append(shown, one.rows()...)
	}
	w, err := p.newDescriber(ctx, reader, shown)
	if err != nil {
		return nil, err
	}
	var samples []Sample
	for table := knowledge.TableDataset; table <= knowledge.TableStatement; table++ {
		one := picks[table]
		if one == nil {
			continue
		}
		s := Sample{Table: table}
		for _, row := range one.added {
			s.Added = append(s.Added, Item{Key: row.Key(), Words: w.row(row)})
		}
		for _, row := range one.changed {
			s.Changed = append(s.Changed, Item{row.Key(), w.row(row), differing(one.before[row.Key()], row)})
		}
		for _, key := range one.removed {
			s.Removed = append(s.Removed, Item{Key: key, Words: w.row(one.before[key])})
		}
		samples = append(samples, s)
	}
	return samples, nil
}

// differing returns the keys in which two rows differ, as datasets write them: `evidence`, `note`.
func differing(before, after knowledge.Row) []string {
	b, a := fields(before), fields(after)
	var keys []string
	for key, value := range a {
		if !bytes.Equal(b[key], value) {
			keys = append(keys, key)
		}
	}
	for key := range b {
		if _, both := a[key]; !both {
			keys = append(keys, key)
		}
	}
	for i, key := range keys {
		keys[i] = strings.ToLower(key[:1]) + key[1:]
		if strings.IndexFunc(key, unicode.IsLower) < 0 {
			keys[i] = strings.ToLower(key)
		}
	}
	slices.Sort(keys)
	return keys
}

// fields gives a row's values by key. Rows are plain data, which is what knowledge.Hash rests on too.
func fields(row knowledge.Row) map[string]json.RawMessage {
	var values map[string]json.RawMessage
	if text, err := json.Marshal(row); err == nil {
		_ = json.Unmarshal(text, &values)
	}
	return values
}
