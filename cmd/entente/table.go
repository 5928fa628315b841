package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"unicode"
)

// printTable prints the first list of objects in an answer's data: a row for each, a column for each value in it, in the order of the
// answer.
func printTable(out io.Writer, data json.RawMessage) error {
	root, err := decodeOrdered(json.NewDecoder(bytes.NewReader(data)))
	if err != nil {
		return err
	}
	list := firstList(root)
	if list == nil {
		return errors.New("the answer has no list to make a table of; leave --table out")
	}
	var columns []string
	rows := make([]map[string]string, len(list))
	for i, element := range list {
		rows[i] = map[string]string{}
		flatten(element, "", func(column, text string) {
			if !slices.Contains(columns, column) {
				columns = append(columns, column)
			}
			rows[i][column] = text
		})
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	writeRow(w, columns)
	for _, row := range rows {
		cells := make([]string, len(columns))
		for i, column := range columns {
			cells[i] = row[column]
		}
		writeRow(w, cells)
	}
	return w.Flush()
}

func writeRow(w io.Writer, cells []string) {
	// The tab writer keeps the first error and returns it when it is flushed.
	_, _ = fmt.Fprintln(w, strings.Join(cells, "\t"))
}

// member is a key of an object with its value.
type member struct {
	key   string
	value any
}

// decodeOrdered reads a JSON value; an object is a []member, in the order of its text.
func decodeOrdered(d *json.Decoder) (any, error) {
	d.UseNumber()
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		members := []member{}
		for d.More() {
			key, err := d.Token()
			if err != nil {
				return nil, err
			}
			value, err := decodeOrdered(d)
			if err != nil {
				return nil, err
			}
			members = append(members, member{fmt.Sprint(key), value})
		}
		_, err = d.Token()
		return members, err
	case json.Delim('['):
		elements := []any{}
		for d.More() {
			value, err := decodeOrdered(d)
			if err != nil {
				return nil, err
			}
			elements = append(elements, value)
		}
		_, err = d.Token()
		return elements, err
	}
	return token, nil
}

// firstList returns the first list of objects, the least deep first; nil for none.
func firstList(v any) []any {
	for level := []any{v}; len(level) > 0; {
		var next []any
		for _, v := range level {
			switch v := v.(type) {
			case []any:
				if len(v) == 0 {
					return v
				}
				if _, ok := v[0].([]member); ok {
					return v
				}
			case []member:
				for _, m := range v {
					next = append(next, m.value)
				}
			}
		}
		level = next
	}
	return nil
}

// flatten calls give for each value in an object with its path. A list of values is joined; a list of objects gives a column for each of
// their values, joined too.
func flatten(v any, path string, give func(column, text string)) {
	switch v := v.(type) {
	case []member:
		for _, m := range v {
			// The structure of connections and edges is left out of a table.
			name := m.key
			if slices.Contains([]string{"node", "nodes", "edges"}, name) {
				name = ""
			}
			flatten(m.value, strings.Trim(path+"."+name, "."), give)
		}
	case []any:
		joined := map[string][]string{}
		var columns []string
		for _, element := range v {
			flatten(element, path, func(column, text string) {
				if joined[column] == nil {
					columns = append(columns, column)
				}
				joined[column] = append(joined[column], text)
			})
		}
		for _, column := range columns {
			give(column, strings.Join(joined[column], ", "))
		}
	case nil:
		give(path, "")
	default:
		give(path, printable(fmt.Sprint(v)))
	}
}

// printable replaces control characters, which could control a terminal, by spaces.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
}
