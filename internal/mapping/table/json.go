package table

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// jsonLines reads one object a line. A column is a key, or keys joined by dots: properties.name.
type jsonLines struct {
	in     *bufio.Scanner
	closer io.Closer
	names  []string
	cells  []string
	number int
}

func openJSON(in io.Reader, closer io.Closer, spec Spec) (rows, error) {
	s := bufio.NewScanner(in)
	s.Buffer(make([]byte, 0, bufferSize), MaxRow)
	j := &jsonLines{in: s, closer: closer}
	for range spec.Skip {
		j.number++
		s.Scan()
	}
	return j, nil
}

func (j *jsonLines) header() []string { return nil }

func (j *jsonLines) choose(_ []int, names []string) {
	j.names, j.cells = names, make([]string, len(names))
}

func (j *jsonLines) next() (Row, error) {
	object, err := j.object()
	row := Row{Number: j.number, Line: j.number, Cells: j.cells}
	if err != nil {
		return row, err
	}
	for i, name := range j.names {
		j.cells[i] = cellOf(find(object, name))
	}
	return row, nil
}

// object reads the next line that is not empty.
func (j *jsonLines) object() (map[string]any, error) {
	for j.in.Scan() {
		j.number++
		line := bytes.TrimSpace(bytes.TrimPrefix(j.in.Bytes(), []byte("\xef\xbb\xbf")))
		if len(line) == 0 {
			continue
		}
		d := json.NewDecoder(bytes.NewReader(line))
		d.UseNumber()
		var object map[string]any
		err := d.Decode(&object)
		if err == nil && d.More() {
			err = errors.New("there is more on the line than one object")
		}
		if err != nil {
			return nil, &Error{Line: j.number, Column: 1, Row: true, Message: "the line is no JSON object: " + err.Error(), Hint: "JSON Lines has one object a line"}
		}
		return object, nil
	}
	if errors.Is(j.in.Err(), bufio.ErrTooLong) {
		return nil, &Error{Line: j.number + 1, Column: 1, Message: errLongRow.Error()}
	}
	if err := j.in.Err(); err != nil {
		return nil, err
	}
	return nil, io.EOF
}

// find follows a column's name into an object.
func find(object map[string]any, name string) any {
	if v, ok := object[name]; ok {
		return v
	}
	key, rest, nested := strings.Cut(name, ".")
	if inner, ok := object[key].(map[string]any); ok && nested {
		return find(inner, rest)
	}
	return nil
}

// cellOf writes a value of JSON as a cell.
func cellOf(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return strings.TrimSpace(v)
	case json.Number:
		return v.String()
	case bool:
		if v {
			return "true"
		}
		return "false"
	case []any:
		all := make([]string, 0, len(v))
		for _, one := range v {
			all = append(all, cellOf(one))
		}
		return strings.Join(all, ListSeparator)
	}
	text, _ := json.Marshal(v)
	return string(text)
}

func (j *jsonLines) close() error { return j.closer.Close() }
