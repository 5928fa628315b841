package main

import (
	"context"
	"fmt"
	"html"
	"io"
	"os"
	"slices"
	"strings"

	"entente/internal/client"
	"entente/internal/knowledge"

	"github.com/spf13/cobra"
)

type findOptions struct {
	source
	kinds []string
	first int
	json  bool
}

// maxFound is how many hits can be requested.
const maxFound = 500

// newFind returns the subcommand that searches the graph.
func (p program) newFind() *cobra.Command {
	var o findOptions
	cmd := &cobra.Command{
		Use:   "find TEXT...",
		Short: "Find entities and documents by any words",
		Long: `Find looks for entities and documents by any words: names in any script, abbreviations, codes, words of texts. It
forgives slips of the pen, accents and transliteration, and prints the best first: the id, the name, and the passage
that matched with the place where it stands. It asks the built-in datasets, with --data a data directory, with --store a Neo4j
database, or with --url a server.

--json gives one object, {"totalCount": N, "hits": [...]}, each with id, name, score, field, passage and, of a passage in a
document's text, start and end in characters; where nothing fits, "suggestions" has what may have been meant, each with ref and name.

Exit status: 0 when the search was made, also when it found nothing, which is told on the standard error; 1 when it failed, 2 when
the command line was wrong, 130 when it was interrupted.`,
		Example: `  entente find Abkhasia
  entente find --kind program nato georgia
  entente find --data graph interoperability of Georgian forces
  entente find --url http://127.0.0.1:8080 --json Tbilisi | jq -r '.hits[].id'`,
		Args: atLeastOne("what to find"),
		RunE: withFailure(func(cmd *cobra.Command, args []string) error {
			kinds, err := entityKinds(o.kinds)
			if err != nil {
				return usage(err)
			}
			if o.first < 1 || o.first > maxFound {
				return usage(fmt.Errorf("--first is %d; from 1 to %d can be shown", o.first, maxFound))
			}
			text := strings.Join(args, " ")
			return p.withEndpoint(cmd.Context(), o.source, func(endpoint *client.Endpoint) error {
				found, err := find(cmd.Context(), endpoint, text, kinds, o.first)
				if err != nil {
					return err
				}
				return o.print(found, text, cmd.OutOrStdout(), cmd.ErrOrStderr())
			})
		}),
	}
	addSourceFlags(cmd, &o.source)
	cmd.Flags().StringSliceVar(&o.kinds, "kind", nil, "only entities of this `KIND`, as country or program; several by commas")
	cmd.Flags().IntVar(&o.first, "first", 10, "show the `N` best")
	cmd.Flags().BoolVar(&o.json, "json", false, "give one JSON object, for other programs")
	return cmd
}

// entityKinds parses kinds as people write them.
func entityKinds(words []string) ([]knowledge.EntityKind, error) {
	var kinds []knowledge.EntityKind
	known := make([]string, len(knowledge.EntityKinds()))
	for i, kind := range knowledge.EntityKinds() {
		known[i] = kind.Prefix()
	}
	for _, word := range words {
		if !slices.Contains(known, strings.ToLower(word)) {
			return nil, fmt.Errorf("%s is no kind of entity (%s)%s", knowledge.Quote(word), strings.Join(known, ", "), knowledge.DidYouMean(word, known))
		}
		kinds = append(kinds, knowledge.EntityKind(strings.ToUpper(word)))
	}
	return kinds, nil
}

// findQuery asks for what find prints.
const findQuery = `query($text: String!, $kinds: [EntityKind!], $first: Int!) {
  search(text: $text, kinds: $kinds, first: $first) {
    totalCount
    nodes { entity { id name } document { id title } score field passage highlight start end }
  }
}`

// foundHits is what a search finds.
type foundHits struct {
	TotalCount int   `json:"totalCount"`
	Hits       []hit `json:"hits"`
	// Suggestions are entities that may have been meant where nothing fits.
	Suggestions []client.Candidate `json:"suggestions,omitempty"`
}

// hit is an entity or a document that fits, with the passage that matched.
type hit struct {
	ID      string  `json:"id"`
	Name    string  `json:"name"`
	Score   float64 `json:"score"`
	Field   string  `json:"field"`
	Passage string  `json:"passage"`
	// Start and End are the place of a passage in a document's text, in characters.
	Start *int `json:"start,omitempty"`
	End   *int `json:"end,omitempty"`
	// highlight is the passage with the matching words marked, as HTML.
	highlight string
}

// find searches a graph.
func find(ctx context.Context, endpoint *client.Endpoint, text string, kinds []knowledge.EntityKind, first int) (*foundHits, error) {
	var data struct {
		Search struct {
			TotalCount int
			Nodes      []struct {
				Entity   *struct{ ID, Name string }
				Document *struct{ ID, Title string }
				hit
				Highlight string
			}
		}
	}
	variables := map[string]any{"text": text, "kinds": kinds, "first": first}
	answer, err := askFor(ctx, endpoint, findQuery, variables, &data)
	if err != nil {
		return nil, err
	}
	f := &foundHits{TotalCount: data.Search.TotalCount, Hits: []hit{}, Suggestions: answer.Candidates()}
	for _, n := range data.Search.Nodes {
		h := n.hit
		h.highlight = n.Highlight
		switch {
		case n.Entity != nil:
			h.ID, h.Name = n.Entity.ID, n.Entity.Name
		case n.Document != nil:
			h.ID, h.Name = n.Document.ID, n.Document.Title
		}
		f.Hits = append(f.Hits, h)
	}
	return f, nil
}

// print prints what was found, and on errs that it is nothing, or not all.
func (o findOptions) print(f *foundHits, text string, out, errs io.Writer) error {
	if f.TotalCount == 0 {
		_, _ = fmt.Fprintf(errs, "nothing fits %s%s\n", knowledge.Quote(text), f.nearest())
	}
	if o.json {
		return writeJSON(out, f)
	}
	mark := func(word string) string { return word }
	if isTerminal(out) && os.Getenv("NO_COLOR") == "" {
		mark = func(word string) string { return "\x1b[1m" + word + "\x1b[0m" }
	}
	var b strings.Builder
	for _, h := range f.Hits {
		fmt.Fprintf(&b, "%s  %s\n    %s%s\n", h.ID, printable(h.Name), h.marked(mark), h.position())
	}
	if _, err := io.WriteString(out, b.String()); err != nil {
		return err
	}
	if more := f.TotalCount - len(f.Hits); more > 0 {
		_, _ = fmt.Fprintf(errs, "%s of %s; --first shows more, %d at most\n", thousands(len(f.Hits)), thousands(f.TotalCount), maxFound)
	}
	return nil
}

// nearest names the entities with the nearest names or codes where nothing fits.
func (f *foundHits) nearest() string {
	if len(f.Suggestions) == 0 {
		return ""
	}
	named := make([]string, len(f.Suggestions))
	for i, s := range f.Suggestions {
		named[i] = s.Ref + " (" + printable(s.Name) + ")"
	}
	return "; the nearest are " + strings.Join(named, ", ")
}

// marked is the passage for a terminal, with the matching words marked.
func (h hit) marked(mark func(string) string) string {
	const begin, end = "<mark>", "</mark>"
	var b strings.Builder
	rest := h.highlight
	for {
		before, after, ok := strings.Cut(rest, begin)
		b.WriteString(printable(html.UnescapeString(before)))
		if !ok {
			return b.String()
		}
		word, after, _ := strings.Cut(after, end)
		b.WriteString(mark(printable(html.UnescapeString(word))))
		rest = after
	}
}

// position describes where the passage stands.
func (h hit) position() string {
	if h.Start != nil && h.End != nil {
		return fmt.Sprintf("  (text, characters %d to %d)", *h.Start, *h.End)
	}
	return "  (" + strings.ToLower(h.Field) + ")"
}
