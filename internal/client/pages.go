package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
)

// What is asked of connections beside what the query asks, under keys that no query has.
const (
	pageKey   = "ententePage"
	totalKey  = "ententeTotal"
	cursorKey = "ententeAfter"
	// largePage is how many rows are asked for at a time where the query does not say.
	largePage = 500
)

// Page is a part of a table.
type Page struct {
	// Rows have the values of each column: none for null, several for a list.
	Rows [][][]string
	// Total is how many rows the whole list has; -1 if that is not known.
	Total int
	// More reports that the list goes on after this page.
	More bool
	// Cut are the names of columns with a list within a row that goes on.
	Cut []string
	// Answer is what the page was made of.
	Answer *Answer
	after  string
}

// AnswerError is an answer with errors, of which no table is made.
type AnswerError struct{ Answer *Answer }

// Error says how many errors there are, and the first.
func (e *AnswerError) Error() string {
	noun := "errors"
	if len(e.Answer.Errors) == 1 {
		noun = "error"
	}
	return fmt.Sprintf("the answer has %d %s: %s", len(e.Answer.Errors), noun, e.Answer.Errors[0].Message)
}

// Pages asks for the table: the page that the query asks for, and with all those after it, each when the one before it was taken. An answer with
// errors is an *AnswerError.
func (t *Table) Pages(ctx context.Context, endpoint *Endpoint, variables Variables, all bool) iter.Seq2[*Page, error] {
	return func(yield func(*Page, error) bool) {
		page, err := t.first(ctx, endpoint, variables, all)
		for yield(page, err) && err == nil && all && page.More {
			next := maps.Clone(variables)
			if next == nil {
				next = Variables{}
			}
			cursor := page.after
			if next[t.cursorVariable()], err = json.Marshal(cursor); err == nil {
				page, err = t.ask(ctx, endpoint, next)
			}
			if err == nil && page.More && page.after == cursor {
				err = errors.New("the server's pages do not advance")
			}
		}
	}
}

// first asks for the first page. Where all pages are wanted and the query does not say how large they are, it tries large ones, which the
// server may refuse for what they would cost.
func (t *Table) first(ctx context.Context, endpoint *Endpoint, variables Variables, all bool) (*Page, error) {
	if t.connection == nil {
		return t.ask(ctx, endpoint, variables)
	}
	if all && (t.hasArgument("last") || t.hasArgument("before")) {
		return nil, errors.New("--all goes through a list from its front: leave last and before out of the query")
	}
	f := t.connection[0]
	f.SelectionSet = append(f.SelectionSet, pageInfo("hasNextPage", "endCursor"), field(totalKey, "totalCount"))
	if !all {
		return t.ask(ctx, endpoint, variables)
	}
	t.cursorVariable()
	if t.hasArgument("first") {
		return t.ask(ctx, endpoint, variables)
	}
	before := t.setArgument("first", &ast.Value{Kind: ast.IntValue, Raw: fmt.Sprint(largePage)})
	page, err := t.ask(ctx, endpoint, variables)
	var refused *AnswerError
	if errors.As(err, &refused) {
		before()
		return t.ask(ctx, endpoint, variables)
	}
	return page, err
}

// cursorVariable returns the variable that the connection continues after: that of the query, or one that is added to it.
func (t *Table) cursorVariable() string {
	if a := t.connection[0].Arguments.ForName("after"); a != nil && a.Value.Kind == ast.Variable {
		return a.Value.Raw
	}
	definition := &ast.VariableDefinition{Variable: cursorKey, Type: ast.NamedType("String", nil)}
	if a := t.connection[0].Arguments.ForName("after"); a != nil {
		definition.DefaultValue = a.Value
	}
	t.d.operation.VariableDefinitions = append(t.d.operation.VariableDefinitions, definition)
	t.setArgument("after", &ast.Value{Kind: ast.Variable, Raw: cursorKey})
	return cursorKey
}

func (t *Table) hasArgument(name string) bool { return t.connection[0].Arguments.ForName(name) != nil }

// setArgument sets an argument of the connection, wherever the query names it, and returns what takes that back.
func (t *Table) setArgument(name string, value *ast.Value) (undo func()) {
	former := make([]ast.ArgumentList, len(t.connection))
	for i, f := range t.connection {
		former[i] = f.Arguments
		f.Arguments = append(slices.DeleteFunc(slices.Clone(f.Arguments), func(a *ast.Argument) bool { return a.Name == name }), &ast.Argument{Name: name, Value: value})
	}
	return func() {
		for i, f := range t.connection {
			f.Arguments = former[i]
		}
	}
}

func field(key, name string, below ...string) *ast.Field {
	f := &ast.Field{Alias: key, Name: name}
	for _, b := range below {
		f.SelectionSet = append(f.SelectionSet, field(b, b))
	}
	return f
}

func pageInfo(of ...string) *ast.Field { return field(pageKey, "pageInfo", of...) }

// ask asks for one page.
func (t *Table) ask(ctx context.Context, endpoint *Endpoint, variables Variables) (*Page, error) {
	answer, err := endpoint.Ask(ctx, t.Request(variables))
	if err != nil {
		return nil, err
	}
	if answer.Errors != nil {
		return nil, &AnswerError{answer}
	}
	return t.page(answer)
}

// page takes the table's page out of an answer. Where something on the way to the list is null there are no rows.
func (t *Table) page(answer *Answer) (*Page, error) {
	var v any
	decoder := json.NewDecoder(bytes.NewReader(answer.Data))
	decoder.UseNumber()
	if err := decoder.Decode(&v); err != nil {
		return nil, err
	}
	page := &Page{Total: -1, Answer: answer}
	for i, key := range t.path {
		object, _ := v.(map[string]any)
		if i == len(t.path)-1 && t.connection != nil {
			page.read(object)
		}
		v = object[key]
	}
	rows, _ := v.([]any)
	for _, row := range rows {
		page.Rows = append(page.Rows, t.cells(row))
		for _, list := range t.nested {
			if slices.Contains(valuesAt(row, append(slices.Clone(list.path), pageKey, "hasNextPage"), nil), "true") && !slices.Contains(page.Cut, list.Name) {
				page.Cut = append(page.Cut, list.Name)
			}
		}
	}
	if t.connection == nil {
		page.Total = len(rows)
	}
	return page, nil
}

// read reads from a connection where its page stands.
func (p *Page) read(connection map[string]any) {
	info, _ := connection[pageKey].(map[string]any)
	p.More, _ = info["hasNextPage"].(bool)
	p.after, _ = info["endCursor"].(string)
	if total, ok := connection[totalKey].(json.Number); ok {
		if n, err := total.Int64(); err == nil {
			p.Total = int(n)
		}
	}
}
