package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// claim is what the queries of the pages ask of a statement.
type claim struct {
	Subject, Object struct{ Name string }
	Relation        struct{ Label string }
	Polarity        string
	Modality        string
	Validity        struct{ EDTF string }
	Document        struct{ Publisher, Title string }
	Corroboration   *struct {
		Level                     string
		Supporting, Contradicting struct{ Nodes []claim }
	}
}

// words are the claim as a sentence, with its mood where it is no plain fact.
func (c claim) words() string {
	words := c.Subject.Name + " " + c.Relation.Label + " " + c.Object.Name
	if c.Polarity == "DENIED" {
		words = "not: " + words
	}
	if c.Modality != "" && c.Modality != "ASSERTED" {
		words += " (" + strings.ToLower(c.Modality) + ")"
	}
	return words
}

// source is who says it, and since when it holds as they say.
func (c claim) source() string {
	when := "`" + c.Validity.EDTF + "`"
	if c.Polarity == "DENIED" {
		when = "not " + when
	}
	return c.Document.Publisher + " " + when
}

// TestDocs_TablesAreWhatTheirQueriesFind asks each query that stands in the pages of the seed's data, and holds the table below it
// against the answer. With -update it writes the tables.
func TestDocs_TablesAreWhatTheirQueriesFind(t *testing.T) {
	for _, one := range []struct {
		page  string
		table func(claims []claim) []string
		count int
	}{
		{"the-article.md", standing, 1},
		{"memberships.md", disagreements, 2},
	} {
		t.Run(one.page, func(t *testing.T) {
			file := filepath.Join("..", "..", "docs", one.page)
			page, err := os.ReadFile(file)
			require.NoError(t, err)
			remade, tables := withTables(t, string(page), one.table)
			assert.Equal(t, one.count, tables)
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(remade), 0o644))
				return
			}
			assert.Equal(t, remade, string(page), "go test ./cmd/entente -run TestDocs_Tables -update writes the tables")
		})
	}
}

// withTables is the page with the table below each of its queries made anew, and how many these are.
func withTables(t *testing.T, page string, table func([]claim) []string) (string, int) {
	t.Helper()
	var made strings.Builder
	tables, below := 0, false
	for _, p := range parts(page) {
		if p.language == "" {
			below = below && (p.text == "\n" || strings.HasPrefix(p.text, "|"))
			if !below || p.text == "\n" {
				made.WriteString(p.text)
			}
			continue
		}
		made.WriteString("```" + p.language + "\n" + p.text + "```\n")
		if below = p.language == "graphql"; below {
			made.WriteString("\n" + strings.Join(table(found(t, p.text)), "\n") + "\n")
			tables++
		}
	}
	return strings.ReplaceAll(made.String(), "|\n\n\n", "|\n\n"), tables
}

// found are the claims of a query's only list of statements, all of them.
func found(t *testing.T, query string) []claim {
	t.Helper()
	file := filepath.Join(t.TempDir(), "query.graphql")
	require.NoError(t, os.WriteFile(file, []byte(query), 0o600))
	got := entente(t, "query", file)
	require.Equal(t, exitOK, got.status, got.errs+got.out)
	type list struct {
		TotalCount int
		Nodes      []claim
	}
	var answer struct {
		Data struct {
			Statements list
			Document   struct{ Statements list }
		}
	}
	require.NoError(t, json.Unmarshal([]byte(got.out), &answer))
	all := answer.Data.Statements
	if len(all.Nodes) == 0 {
		all = answer.Data.Document.Statements
	}
	require.NotEmpty(t, all.Nodes)
	require.Len(t, all.Nodes, all.TotalCount, "a page of the list is not the list")
	return all.Nodes
}

// standing is a table of how each claim stands, and who says the same and who does not.
func standing(claims []claim) []string {
	lines := []string{"| the article says | when | it is | the same says | the contrary says |", "|---|---|---|---|---|"}
	for _, c := range claims {
		level := strings.ToLower(c.Corroboration.Level)
		if level == "uncorroborated" {
			level = "alone"
		}
		lines = append(lines, fmt.Sprintf("| %s | `%s` | %s | %s | %s |", c.words(), c.Validity.EDTF, level,
			sources(c.Corroboration.Supporting.Nodes), sources(c.Corroboration.Contradicting.Nodes)))
	}
	return lines
}

// disagreements is a table of the links that claims are of, in their order, with all who say something of it.
func disagreements(claims []claim) []string {
	lines := []string{"| claim | according to |", "|---|---|"}
	by := map[string][]claim{}
	var order []string
	for _, c := range claims {
		link := c.Subject.Name + " " + c.Relation.Label + " " + c.Object.Name
		if by[link] == nil {
			order = append(order, link)
		}
		by[link] = append(by[link], c)
	}
	for _, link := range order {
		lines = append(lines, "| "+link+" | "+sources(by[link])+" |")
	}
	return lines
}

// sources are who says the claims and since when, each once, in the claims' order.
func sources(claims []claim) string {
	seen := map[string]bool{}
	var all []string
	for _, c := range claims {
		if s := c.source(); !seen[s] {
			seen[s] = true
			all = append(all, s)
		}
	}
	return strings.Join(all, "; ")
}
