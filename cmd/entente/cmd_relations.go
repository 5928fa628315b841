package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"entente/internal/client"
	"entente/internal/knowledge"

	"github.com/spf13/cobra"
)

type relationsOptions struct {
	source
	json bool
}

// newRelations returns the subcommand that lists the relations.
func (p program) newRelations() *cobra.Command {
	var o relationsOptions
	cmd := &cobra.Command{
		Use:   "relations [WORD...]",
		Short: "List the relations there are to choose from, with examples",
		Long: `Relations lists the relations of the graph by category: the name that statements and queries use, how it reads from its subject to
its object and back, the kinds of its ends, how many statements have it, and one of them as an example. With words it lists those
that have all of them in their name, reading, category, kinds or description. It asks the built-in datasets, with --data a data
directory, with --store a Neo4j database, or with --url a server.

--json gives one object, {"relations": [...]}, each with name, label, inverseLabel, category, symmetric, subjectKinds, objectKinds,
description, statementCount and, where there is a statement, example.

docs/relations.md has the built-in ones.

Exit status: 0 when they were listed, also when none fits, which is told on the standard error; 1 when the graph could not be
read, 2 when the command line was wrong, 130 when it was interrupted.`,
		Example: `  entente relations
  entente relations member
  entente relations --data graph recognition
  entente relations --json | jq -r '.relations[].name'`,
		Args: cobra.ArbitraryArgs,
		RunE: withFailure(func(cmd *cobra.Command, args []string) error {
			return p.withEndpoint(cmd.Context(), o.source, func(endpoint *client.Endpoint) error {
				all, err := relationsOf(cmd.Context(), endpoint)
				if err != nil {
					return err
				}
				return o.print(all, args, cmd.OutOrStdout(), cmd.ErrOrStderr())
			})
		}),
	}
	addSourceFlags(cmd, &o.source)
	cmd.Flags().BoolVar(&o.json, "json", false, "give one JSON object, for other programs")
	return cmd
}

// relation is a relation as the command lists it.
type relation struct {
	Name           string   `json:"name"`
	Label          string   `json:"label"`
	InverseLabel   string   `json:"inverseLabel"`
	Category       string   `json:"category"`
	Symmetric      bool     `json:"symmetric"`
	SubjectKinds   []string `json:"subjectKinds"`
	ObjectKinds    []string `json:"objectKinds"`
	Description    string   `json:"description"`
	StatementCount int      `json:"statementCount"`
	// Example is a statement as a sentence; "" if there is none.
	Example string `json:"example,omitempty"`
}

const relationsQuery = `{
  relations { name label inverseLabel category symmetric subjectKinds objectKinds description statementCount }
}`

// maxExamples is how many examples are asked for at once: no more than the server's limit of aliases.
const maxExamples = 25

// relationsOf asks for all relations with their examples, by category and name.
func relationsOf(ctx context.Context, endpoint *client.Endpoint) ([]relation, error) {
	var data struct{ Relations []relation }
	if _, err := askFor(ctx, endpoint, relationsQuery, nil, &data); err != nil {
		return nil, err
	}
	all := data.Relations
	for some := range slices.Chunk(all, maxExamples) {
		if err := addExamples(ctx, endpoint, some); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(all, func(a, b relation) int { return strings.Compare(a.Category, b.Category) })
	return all, nil
}

// exampleNode is a statement as relations asks for it.
type exampleNode struct {
	Subject, Object struct{ Name string }
	Label           string
	Validity        struct{ EDTF string }
}

// sentence is the statement with its time: `Georgia is a member of Council of Europe (1999-04-27/..)`.
func (n exampleNode) sentence() string {
	text := n.Subject.Name + " " + n.Label + " " + n.Object.Name
	if n.Validity.EDTF != "" {
		text += " (" + n.Validity.EDTF + ")"
	}
	return text
}

// addExamples adds to each relation the first of its statements.
func addExamples(ctx context.Context, endpoint *client.Endpoint, some []relation) error {
	var query strings.Builder
	query.WriteString("{")
	for i, r := range some {
		fmt.Fprintf(&query, " r%d: statements(where: {relations: [%q]}, first: 1) { nodes { subject { name } label object { name } validity { edtf } } }", i, r.Name)
	}
	query.WriteString(" }")
	data := map[string]struct{ Nodes []exampleNode }{}
	if _, err := askFor(ctx, endpoint, query.String(), nil, &data); err != nil {
		return err
	}
	for i := range some {
		if nodes := data[fmt.Sprintf("r%d", i)].Nodes; len(nodes) > 0 {
			some[i].Example = nodes[0].sentence()
		}
	}
	return nil
}

// fits reports whether all words are in what the relation says of itself.
func (r relation) fits(words []string) bool {
	text := strings.ToLower(strings.Join(slices.Concat([]string{r.Name, r.Label, r.InverseLabel, r.Category, r.Description}, r.SubjectKinds, r.ObjectKinds), " "))
	return !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(text, strings.ToLower(word)) })
}

// print prints the relations that fit the words.
func (o relationsOptions) print(all []relation, words []string, out, errs io.Writer) error {
	fitting := []relation{}
	names := make([]string, len(all))
	for i, r := range all {
		names[i] = r.Name
		if r.fits(words) {
			fitting = append(fitting, r)
		}
	}
	switch {
	case len(all) == 0:
		_, _ = fmt.Fprintln(errs, "the graph has no relations")
	case len(fitting) == 0:
		wanted := strings.Join(words, " ")
		_, _ = fmt.Fprintf(errs, "no relation fits %s%s\n", knowledge.Quote(wanted), knowledge.DidYouMean(strings.ToUpper(strings.Join(words, "_")), names))
	}
	if o.json {
		return writeJSON(out, map[string]any{"relations": fitting})
	}
	var b strings.Builder
	category := ""
	for _, r := range fitting {
		if r.Category != category {
			if category != "" {
				b.WriteByte('\n')
			}
			category = r.Category
			fmt.Fprintf(&b, "%s\n", category)
		}
		r.write(&b)
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// write writes a relation for people: how it reads, what may be its ends, what it means, and an example.
func (r relation) write(b *strings.Builder) {
	reading := r.Label
	if !r.Symmetric {
		reading += ", " + r.InverseLabel
	}
	fmt.Fprintf(b, "  %s: %s\n", r.Name, printable(reading))
	count := "no statements"
	if r.StatementCount > 0 {
		count = number(r.StatementCount, "statement")
	}
	fmt.Fprintf(b, "      %s -> %s; %s\n", kindsInWords(r.SubjectKinds), kindsInWords(r.ObjectKinds), count)
	if r.Description != "" {
		fmt.Fprintf(b, "      %s\n", printable(r.Description))
	}
	if r.Example != "" {
		fmt.Fprintf(b, "      as: %s\n", printable(r.Example))
	}
}

// kindsInWords names kinds of entities: `country, territory`, or `any` for all.
func kindsInWords(kinds []string) string {
	if len(kinds) == len(knowledge.EntityKinds()) {
		return "any"
	}
	words := make([]string, len(kinds))
	for i, k := range kinds {
		words[i] = knowledge.EntityKind(k).Prefix()
	}
	return strings.Join(words, ", ")
}
