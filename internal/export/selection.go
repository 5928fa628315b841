package export

import (
	"context"
	"slices"
	"strings"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// Selection is what of a graph is written.
type Selection struct {
	// Scope selects the statements that count. Its revision is that of a revision that there is.
	Scope knowledge.Scope
	// Where keeps the statements that fit. Without it all entities are written, also those of which nothing is said; with it, those at the
	// ends of what is kept.
	Where knowledge.StatementFilter
	// Around, where it is not nil, is the neighbourhood that is written: its nodes, the links between them, and what is said of these.
	Around *Neighbourhood
	// Restricted includes datasets whose licence is not known to permit redistribution: for who exports what is their own.
	Restricted bool
}

// Neighbourhood is a part of a graph that was found before.
type Neighbourhood struct {
	Nodes []*knowledge.Entity
	Links []*knowledge.Link
}

// graph is a selection that is ready to be read.
type graph struct {
	store.Reader
	Selection
	revision  *knowledge.Revision
	relations map[string]*knowledge.Relation
	// datasets are those that are written, omitted those that are not for their licence; both in load order.
	datasets, omitted []*knowledge.Dataset
}

// open reads what is small of a graph, and leaves out the datasets that may not be redistributed.
func open(ctx context.Context, from store.Reader, s Selection) (*graph, error) {
	g := &graph{Reader: from, Selection: s, relations: map[string]*knowledge.Relation{}}
	var err error
	if g.revision, err = from.Revision(ctx, s.Scope.Revision); err != nil {
		return nil, err
	}
	g.Scope.Revision = g.revision.Number
	all, err := from.Datasets(ctx, g.Scope.Revision)
	if err != nil {
		return nil, err
	}
	for _, d := range all {
		switch {
		case s.Scope.Datasets != nil && !slices.Contains(s.Scope.Datasets, d.ID):
		case s.Restricted || IsRedistributable(d.License):
			g.datasets = append(g.datasets, d)
		default:
			g.omitted = append(g.omitted, d)
		}
	}
	if g.omitted != nil {
		g.Scope.Datasets = []knowledge.ID{}
		for _, d := range g.datasets {
			g.Scope.Datasets = append(g.Scope.Datasets, d.ID)
		}
	}
	relations, err := from.Relations(ctx, g.Scope.Revision)
	if err != nil {
		return nil, err
	}
	for _, r := range relations {
		g.relations[r.Name] = r
	}
	return g, nil
}

// IsRedistributable reports whether a licence, an SPDX expression, is known to permit that others are given copies. All licences of the SPDX
// list do, some with conditions; a licence of a publisher's own (LicenseRef-…) is not known to, and none at all does not.
func IsRedistributable(license string) bool {
	return license != "" && license != "NONE" && license != "NOASSERTION" && !strings.Contains(license, "LicenseRef-")
}

// isPart reports whether the selection is less than the whole graph, so that only the ends of what is kept are written.
func (g *graph) isPart() bool { return !g.Where.IsAll() }

// order is the place of a dataset among those that are written, or -1.
func (g *graph) order(id knowledge.ID) int {
	return slices.IndexFunc(g.datasets, func(d *knowledge.Dataset) bool { return d.ID == id })
}
