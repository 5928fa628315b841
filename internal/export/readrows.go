package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// The bounds of what Read reads.
const (
	// maxLine is how long a line may be in bytes: a document of the greatest length, all of it escaped.
	maxLine = 128 << 20
	// maxReadErrors is how many errors Read collects before it gives up.
	maxReadErrors = 20
)

// Read reads the rows of an export as jsonl, by dataset, in the order in which the datasets stand in it. What follows from other rows is
// computed again, so that it need not be trusted; the rest is checked by the store that they are loaded into. The error joins those of up to
// 20 lines, each with the file's name and the line.
func Read(file string, in io.Reader) ([]*Content, error) {
	r := &rowReader{file: file, documents: map[knowledge.ID]*knowledge.Document{}, relations: map[string]*knowledge.Relation{}, datasets: map[knowledge.ID]*knowledge.Dataset{}}
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 0, 64<<10), maxLine)
	for lines.Scan() && len(r.errs) < maxReadErrors {
		r.line++
		if content := bytes.TrimSpace(lines.Bytes()); len(content) > 0 {
			if err := r.read(content); err != nil {
				r.errs = append(r.errs, lineError(file, r.line, "%v", err))
			}
		}
	}
	if err := lines.Err(); err != nil {
		r.errs = append(r.errs, lineError(file, r.line+1, "%v", err))
	}
	if r.errs == nil && r.contents == nil {
		r.errs = append(r.errs, fmt.Errorf("%s has no rows", file))
	}
	return r.contents, errors.Join(r.errs...)
}

// rowReader reads rows line by line. Rows stand in the order of their tables, so what a row refers to was read before.
type rowReader struct {
	file      string
	line      int
	contents  []*Content
	datasets  map[knowledge.ID]*knowledge.Dataset
	documents map[knowledge.ID]*knowledge.Document
	relations map[string]*knowledge.Relation
	errs      []error
}

// read reads one line.
func (r *rowReader) read(line []byte) error {
	var of struct {
		Table string
		Row   json.RawMessage
	}
	if err := strictly(line, &of); err != nil {
		return err
	}
	var names []string
	for t := knowledge.TableDataset; t <= knowledge.TableStatement; t++ {
		if names = append(names, t.String()); of.Table == t.String() {
			row, err := r.row(t, of.Row)
			if err != nil {
				return err
			}
			return r.keep(t, row)
		}
	}
	return fmt.Errorf("there is no table %s%s", knowledge.Quote(of.Table), knowledge.DidYouMean(of.Table, names))
}

// row reads a row of a table.
func (r *rowReader) row(t knowledge.Table, content []byte) (knowledge.Row, error) {
	switch t {
	case knowledge.TableDataset:
		d := &knowledge.Dataset{}
		err := strictly(content, d)
		r.datasets[d.ID] = d
		return d, err
	case knowledge.TableRelation:
		d := &knowledge.Relation{}
		err := strictly(content, d)
		if r.relations[d.Name] == nil {
			r.relations[d.Name] = d
		}
		return d, err
	case knowledge.TableDocument:
		d := &knowledge.Document{}
		err := strictly(content, d)
		r.documents[d.ID] = d
		return d, err
	case knowledge.TableEntity:
		p := &knowledge.EntityPart{}
		return p, strictly(content, p)
	}
	return r.statement(content)
}

// statement reads a statement, and computes what follows from its document, dataset and relation.
func (r *rowReader) statement(content []byte) (*knowledge.Statement, error) {
	var of struct {
		knowledge.Statement
		Valid edtf.Interval
	}
	if err := strictly(content, &of); err != nil {
		return nil, err
	}
	st := &of.Statement
	id := st.ID
	document, dataset, relation := r.documents[st.Document], r.datasets[st.Dataset], r.relations[st.Relation]
	switch {
	case document == nil:
		return nil, fmt.Errorf("no line before has its document %s", knowledge.Quote(st.Document))
	case dataset == nil:
		return nil, fmt.Errorf("no line before has its dataset %s", knowledge.Quote(st.Dataset))
	case relation == nil:
		return nil, fmt.Errorf("no line before has its relation %s", knowledge.Quote(st.Relation))
	}
	st.Published, st.Reliability = document.Day(), document.Reliability
	var err error
	if st.Validity, err = knowledge.ResolveValidity(of.Valid, st.Published, dataset.CoverageTo); err != nil {
		return nil, err
	}
	if st.Complete(relation.Symmetric); id != "" && st.ID != id {
		return nil, fmt.Errorf("the statement %s has the content of %s: it was changed by hand; leave its id away, and it gets that of its content", knowledge.Quote(id), st.ID)
	}
	return st, nil
}

// keep adds a row to its dataset's.
func (r *rowReader) keep(t knowledge.Table, row knowledge.Row) error {
	id := row.Key().Dataset
	i := slices.IndexFunc(r.contents, func(c *Content) bool { return c.Dataset == id })
	if i < 0 {
		if t != knowledge.TableDataset {
			return fmt.Errorf("no line before has its dataset %s", knowledge.Quote(id))
		}
		i = len(r.contents)
		r.contents = append(r.contents, &Content{Dataset: id})
	}
	c := r.contents[i]
	if t == knowledge.TableDataset && c.tables[t] != nil {
		return fmt.Errorf("the dataset %s stands in it twice", id)
	}
	c.tables[t] = append(c.tables[t], row)
	return nil
}

// strictly decodes JSON that has no unknown keys.
func strictly(content []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(content))
	d.DisallowUnknownFields()
	return d.Decode(into)
}
