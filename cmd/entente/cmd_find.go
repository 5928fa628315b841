package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"entente/internal/knowledge"
	"entente/internal/search"
	"entente/internal/store"
	"github.com/spf13/cobra"
	"golang.org/x/term"
)

type findOptions struct {
	kinds []string
	first int
	store storeOptions
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
that matched with the place where it stands.

    entente find Abkhasia
    entente find --kind program nato georgia
    entente find --data graph interoperability of Georgian forces

Exit status: 0 when something was found, 1 when nothing was, or the work failed, 2 when the command line was wrong.`,
		Args: atLeastOne("what to find"),
		RunE: func(cmd *cobra.Command, args []string) error {
			kinds, err := entityKinds(o.kinds)
			if err != nil {
				return err
			}
			if o.first < 1 || o.first > maxFound {
				return fmt.Errorf("--first is %d; from 1 to %d can be shown", o.first, maxFound)
			}
			return withFailure(func(cmd *cobra.Command, args []string) error {
				return p.find(cmd.Context(), o, search.Query{Text: strings.Join(args, " "), Kinds: kinds}, cmd.OutOrStdout())
			})(cmd, args)
		},
	}
	addStoreFlags(cmd, &o.store)
	cmd.Flags().StringSliceVar(&o.kinds, "kind", nil, "only entities of this `KIND`, as country or program; several by commas")
	cmd.Flags().IntVar(&o.first, "first", 10, "show the `N` best")
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

// find prints the hits of a query. It returns an error if there are none.
func (p program) find(ctx context.Context, o findOptions, query search.Query, out io.Writer) (err error) {
	s, err := p.openStore(ctx, o.store)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	newest, err := s.Revision(ctx, 0)
	if err != nil {
		return err
	}
	index, err := search.NewCache(s.Store).At(ctx, newest.Number)
	if err != nil {
		return err
	}
	found, err := index.Search(query, store.Page{Limit: o.first})
	if err != nil {
		return err
	}
	if found.Total == 0 {
		return fmt.Errorf("nothing fits %s", knowledge.Quote(query.Text))
	}
	names, err := namesOf(ctx, s, newest.Number, found.Rows)
	if err != nil {
		return err
	}
	return printHits(out, found, names)
}

// namesOf returns the name or title of each hit.
func namesOf(ctx context.Context, s store.Reader, revision int, hits []*search.Hit) (map[knowledge.ID]string, error) {
	var entities, documents []knowledge.ID
	for _, h := range hits {
		if h.Document != "" {
			documents = append(documents, h.Document)
		} else {
			entities = append(entities, h.Entity)
		}
	}
	names := map[knowledge.ID]string{}
	found, err := s.Entities(ctx, revision, entities)
	if err != nil {
		return nil, err
	}
	for _, e := range found {
		names[e.ID] = e.Name
	}
	texts, err := s.Documents(ctx, revision, documents)
	if err != nil {
		return nil, err
	}
	for _, d := range texts {
		names[d.ID] = d.Title
	}
	return names, nil
}

// printHits prints the hits of a search as a table.
func printHits(out io.Writer, found *search.Result, names map[knowledge.ID]string) error {
	mark := printable
	if file, ok := out.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		mark = func(word string) string { return "\x1b[1m" + printable(word) + "\x1b[0m" }
	}
	var text strings.Builder
	for _, h := range found.Rows {
		id := h.Entity + h.Document
		fmt.Fprintf(&text, "%s  %s\n    %s%s\n", id, printable(names[id]), h.Marked(printable, mark), positionText(h))
	}
	if more := found.Total - len(found.Rows); more > 0 {
		fmt.Fprintf(&text, "and %d more; --first shows more of them\n", more)
	}
	_, err := io.WriteString(out, text.String())
	return err
}

// positionText describes the position of the passage of a hit.
func positionText(h *search.Hit) string {
	if h.Start != nil {
		return fmt.Sprintf("  (text, characters %d to %d)", *h.Start, *h.End)
	}
	return "  (" + strings.ToLower(string(h.Field)) + ")"
}
