package benchmark

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
)

// Ask is a question to a server, in the form of the files of peers: see Plan.
type Ask struct {
	URL       string         `json:"url"`
	Query     string         `json:"query"`
	Variables map[string]any `json:"variables,omitempty"`
	// Pool has, for each variable, the values that requests take in turn, so that no cache of answers flatters anyone.
	Pool map[string][]any `json:"pool,omitempty"`
}

// Plan holds the questions that servers are asked side by side: by question, then by server.
type Plan map[string]map[string]Ask

// The names of the questions, as the plans of peers have them.
const (
	Point  = "1-point"
	Recent = "2-recent"
	TwoHop = "3-twohop"
	List   = "4-list"
)

// The names of this project in a plan, whose servers are asked in the order of their names and compared with the first: asked
// for what the others are asked for, and for both ends of each statement.
const (
	Server   = "entente"
	BothEnds = "entente-both-ends"
)

// What a question asks of a statement. The servers beside this one keep a fact at its subject, so that the object is the other
// end. Here an entity also has the facts of which it is the object, so who wants to know all other ends asks for both.
const (
	oneEnd   = "relation { name } validFrom object { name }"
	bothEnds = "relation { name } validFrom subject { name } object { name }"
)

// Queries are the questions in this project's words, by server and question.
func Queries() map[string]map[string]string {
	return map[string]map[string]string{Server: queries("", oneEnd), BothEnds: queries("subject { name }", bothEnds)}
}

// queries asks for fact of each statement, and for more of those that a second hop begins at.
func queries(more, fact string) map[string]string {
	const latest = "orderBy: {by: VALID_FROM, direction: DESC}"
	return map[string]string{
		Point:  `query($n: String!) { entity(ref: $n) { id name } }`,
		Recent: `query($n: String!) { entity(ref: $n) { name statements(first: 50, ` + latest + `) { totalCount nodes { ` + fact + ` } } } }`,
		TwoHop: `query($n: String!) { entity(ref: $n) { name statements(first: 20, ` + latest + `) { nodes { relation { name } validFrom ` + more + `
			object { name statements(first: 20, ` + latest + `) { nodes { ` + fact + ` } } } } } } }`,
		List: `query($after: String) { entities(first: 100, after: $after, orderBy: {by: NAME}) { nodes { name
			statements(first: 10, ` + latest + `) { nodes { ` + fact + ` } } } } }`,
	}
}

// step is by how many entities the places of the list's requests lie apart.
const step = 20

// Asks makes the questions to the server at an address: the first three of the names in turn, the list from as many places,
// whose cursors the server is asked for.
func Asks(ctx context.Context, url string, names []any) (Plan, error) {
	cursors, err := cursorsOf(ctx, url, len(names))
	if err != nil {
		return nil, err
	}
	plan := Plan{}
	for server, queries := range Queries() {
		for question, query := range queries {
			pool := map[string][]any{"n": names}
			if question == List {
				pool = map[string][]any{"after": cursors}
			}
			plan.add(question, server, Ask{URL: url, Query: query, Pool: pool})
		}
	}
	return plan, nil
}

func (p Plan) add(question, server string, a Ask) {
	if p[question] == nil {
		p[question] = map[string]Ask{}
	}
	p[question][server] = a
}

// cursorsOf gives n places in the list of entities by name, the first being its front.
func cursorsOf(ctx context.Context, url string, n int) ([]any, error) {
	const query = `query($after: String) { entities(first: 500, after: $after, orderBy: {by: NAME}) { edges { cursor } pageInfo { hasNextPage endCursor } } }`
	var page struct {
		Entities struct {
			Edges    []struct{ Cursor string }
			PageInfo struct {
				HasNextPage bool
				EndCursor   string
			}
		}
	}
	cursors, passed, after := []any{nil}, 0, any(nil)
	for len(cursors) < n {
		if err := ask(ctx, Ask{URL: url, Query: query, Variables: map[string]any{"after": after}}, &page); err != nil {
			return nil, fmt.Errorf("places in the list of entities: %w", err)
		}
		for _, e := range page.Entities.Edges {
			if passed++; passed%step == 0 && len(cursors) < n {
				cursors = append(cursors, e.Cursor)
			}
		}
		if after = page.Entities.PageInfo.EndCursor; !page.Entities.PageInfo.HasNextPage {
			break
		}
	}
	return cursors, nil
}

// ask asks a question once, and reads its data.
func ask(ctx context.Context, a Ask, data any) error {
	body, err := json.Marshal(map[string]any{"query": a.Query, "variables": a.Variables})
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, a.URL, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	answer := struct {
		Data   any
		Errors []struct{ Message string }
	}{Data: data}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return fmt.Errorf("%s: %w", response.Status, err)
	}
	if len(answer.Errors) > 0 {
		return fmt.Errorf("%s: %s", response.Status, answer.Errors[0].Message)
	}
	return nil
}

// Names are those that a plan's servers are asked about; none where it has none.
func (p Plan) Names() []any {
	for _, a := range p[Point] {
		return a.Pool["n"]
	}
	return nil
}

// Merge adds another plan's questions.
func (p Plan) Merge(other Plan) {
	for question, asks := range other {
		for server, a := range asks {
			p.add(question, server, a)
		}
	}
}
