package world

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
)

// each answers every parent and gathers the errors of single ones. gqlgen's executor hands nil parents to batch resolvers; they
// are passed over.
func each[P comparable, R any](w *World, parents []P, f func(P) (R, error)) ([]R, error) {
	w.called()
	out := make([]R, len(parents))
	var errs graphql.BatchErrorList
	var absent P
	for i, p := range parents {
		if p == absent {
			continue
		}
		var err error
		if out[i], err = f(p); err != nil {
			if errs == nil {
				errs = make(graphql.BatchErrorList, len(parents))
			}
			errs[i] = err
		}
	}
	if errs != nil {
		return out, errs
	}
	return out, nil
}

// OneEntity is Entity itself, or one of its types.
type OneEntity interface {
	Entity
	comparable
}

// StatementsOf gives the page of statements of each entity; a negative size is an error of all.
func StatementsOf[E OneEntity](w *World, entities []E, first int, after *string, f *StatementFilter) ([]*StatementConnection, error) {
	if first < 0 {
		w.called()
		return nil, fmt.Errorf("first must not be negative, is %d", first)
	}
	return each(w, entities, func(e E) (*StatementConnection, error) {
		return page(e.Common().statements, first, after, f), nil
	})
}

// page returns a page of the statements that a filter admits.
func page(all []*Statement, first int, after *string, f *StatementFilter) *StatementConnection {
	c := &StatementConnection{TotalCount: len(all)}
	start := 0
	if after != nil {
		start = 1 + slices.IndexFunc(all, func(s *Statement) bool { return s.ID == *after })
	}
	c.Edges = make([]StatementEdge, 0, min(first, len(all)-start))
	for _, s := range all[start:] {
		if !f.admits(s) {
			continue
		}
		if len(c.Edges) == first {
			c.PageInfo.HasNextPage = true
			break
		}
		c.Edges = append(c.Edges, StatementEdge{s.ID, s})
	}
	if k := len(c.Edges); k > 0 {
		c.PageInfo.EndCursor = &c.Edges[k-1].Cursor
	}
	return c
}

// admits reports whether a statement matches the filter.
func (f *StatementFilter) admits(s *Statement) bool {
	switch {
	case f == nil:
		return true
	case s.Rank.order() < f.MinRank.order(), f.Since != nil && s.Date.before(*f.Since):
		return false
	case len(f.Properties) > 0 && !slices.Contains(f.Properties, s.Property):
		return false
	case f.Range != nil && (f.Range.From != nil && s.N < *f.Range.From || s.N > f.Range.To):
		return false
	}
	return true
}

// NeighborsOf gives some entities for each; errors and nulls for some.
func NeighborsOf[E OneEntity](w *World, entities []E, first *int) ([][]Entity, error) {
	return each(w, entities, func(e E) ([]Entity, error) {
		n := e.Common().N
		if n%23 == 0 {
			return nil, fmt.Errorf("no neighbors known of %s", e.Common().ID)
		}
		if first == nil || n%9 == 0 {
			return nil, nil
		}
		list := make([]Entity, max(0, *first))
		for i := range list {
			if (n+i)%8 != 0 {
				list[i] = w.Entities[(n*7+i*11)%len(w.Entities)]
			}
		}
		return list, nil
	})
}

// Employers gives one for most.
func (w *World) Employers(people []*Person) ([]*Org, error) {
	return each(w, people, func(p *Person) (*Org, error) {
		if p.N%4 == 0 {
			return nil, nil
		}
		return w.Orgs[(p.N*7)%len(w.Orgs)], nil
	})
}

// Spouses gives one for most.
func (w *World) Spouses(people []*Person) ([]*Person, error) {
	return each(w, people, func(p *Person) (*Person, error) {
		if p.N%5 == 0 {
			return nil, nil
		}
		return w.People[(p.N*11)%len(w.People)], nil
	})
}

// Weddings gives pointers to partial dates, some nil, some absent.
func (w *World) Weddings(people []*Person) ([]*Year, error) {
	return each(w, people, func(p *Person) (*Year, error) {
		switch p.N % 4 {
		case 0:
			return nil, nil
		case 1:
			return &Year{}, nil
		}
		return &Year{1950 + p.N%50}, nil
	})
}

// Risks gives errors and nulls for some.
func (w *World) Risks(people []*Person) ([]*string, error) {
	return each(w, people, func(p *Person) (*string, error) {
		switch {
		case p.N%7 == 0:
			return nil, fmt.Errorf("no luck with %s", p.ID)
		case p.N%5 == 0:
			return nil, nil
		}
		return new("risk of " + p.ID), nil
	})
}

// StrictRisks gives errors for some.
func (w *World) StrictRisks(people []*Person) ([]string, error) {
	return each(w, people, func(p *Person) (string, error) {
		if p.N%11 == 0 {
			return "", fmt.Errorf("strictly no luck with %s", p.ID)
		}
		return "strict " + p.ID, nil
	})
}

// Staffs gives errors for some, and elements that are null for others.
func (w *World) Staffs(orgs []*Org, first int) ([][]*Person, error) {
	return each(w, orgs, func(o *Org) ([]*Person, error) {
		if o.N%13 == 0 {
			return nil, fmt.Errorf("no staff known of %s", o.ID)
		}
		list := make([]*Person, max(0, first))
		for i := range list {
			if o.N%17 != 0 || i != 2 {
				list[i] = w.People[(o.N*3+i)%len(w.People)]
			}
		}
		return list, nil
	})
}

// Grids gives lists of lists with nulls.
func (w *World) Grids(orgs []*Org) ([][][]Entity, error) {
	return each(w, orgs, func(o *Org) ([][]Entity, error) {
		if o.N%2 == 0 {
			return nil, nil
		}
		return [][]Entity{{w.Entities[o.N], nil, w.Entities[(o.N*5)%len(w.Entities)]}, nil, {}, {w.Entities[0]}}, nil
	})
}

// StrictGrids gives lists of lists, with nulls for some.
func (w *World) StrictGrids(orgs []*Org) ([][][]Entity, error) {
	return each(w, orgs, func(o *Org) ([][]Entity, error) {
		if o.N%2 == 0 {
			return [][]Entity{{w.Entities[o.N], nil}, {w.Entities[1]}}, nil
		}
		return [][]Entity{{w.Entities[o.N], w.Entities[2]}, {}}, nil
	})
}

// Subjects gives the subject of each.
func (w *World) Subjects(statements []*Statement) ([]Entity, error) {
	return each(w, statements, func(s *Statement) (Entity, error) { return s.subject, nil })
}

// Objects gives the entity that each is about, if any.
func (w *World) Objects(statements []*Statement) ([]Entity, error) {
	return each(w, statements, func(s *Statement) (Entity, error) {
		if r, ok := s.Value.(*EntityRef); ok {
			return r.Entity, nil
		}
		return nil, nil
	})
}

// Sources gives errors and nulls for some.
func (w *World) Sources(statements []*Statement) ([][]*Source, error) {
	return each(w, statements, func(s *Statement) ([]*Source, error) {
		switch {
		case s.N%9 == 0:
			return nil, fmt.Errorf("sources of %s are lost", s.ID)
		case s.N%4 == 0:
			return nil, nil
		}
		return []*Source{{URL: "https://example.org/" + s.ID}, {URL: "x", Title: new("t<&>")}}, nil
	})
}

// StrictSources gives errors and nulls for some; with World.Panic a panic for some calls.
func (w *World) StrictSources(statements []*Statement) ([]*Source, error) {
	return each(w, statements, func(s *Statement) (*Source, error) {
		switch {
		case s.N%37 == 0:
			return nil, fmt.Errorf("the source of %s is lost", s.ID)
		case s.N%41 == 0:
			return nil, nil
		case w.Panic && s.N%43 == 0:
			panic("a bug at " + s.ID)
		}
		return &Source{URL: "u" + s.ID}, nil
	})
}

// ByID gives an entity; an id with an X is an error.
func (w *World) ByID(id string) (Entity, error) {
	w.called()
	return w.byIDs(id)
}

func (w *World) byIDs(id string) (Entity, error) {
	if e, ok := w.byID[id]; ok {
		return e, nil
	}
	if strings.HasPrefix(id, "X") {
		return nil, fmt.Errorf("bad id %s", id)
	}
	return nil, nil
}

// ByIDs gives an entity for each id.
func (w *World) ByIDs(ids []string) ([]Entity, error) { return each(w, ids, w.byIDs) }

// NodeByID gives an entity or a statement.
func (w *World) NodeByID(id string) (Node, error) {
	w.called()
	if e, ok := w.byID[id]; ok {
		return e, nil
	}
	if s, ok := w.statementByID[id]; ok {
		return s, nil
	}
	return nil, nil
}

// List gives the entities of some ids, nil for each that there is not, or the first ones.
func (w *World) List(ids []string, first int) ([]Entity, error) {
	w.called()
	if ids != nil {
		out := make([]Entity, len(ids))
		for i, id := range ids {
			out[i] = w.byID[id]
		}
		return out, nil
	}
	if first < 0 {
		return nil, errors.New("first must not be negative")
	}
	return w.Entities[:min(first, len(w.Entities))], nil
}

// ListPeople gives the first people; nil for none.
func (w *World) ListPeople(first *int) ([]*Person, error) {
	w.called()
	if first == nil {
		return nil, nil
	}
	return w.People[:min(max(*first, 0), len(w.People))], nil
}

// Search gives something of everything.
func (w *World) Search(text string, first *int) ([]SearchResult, error) {
	w.called()
	k := 5
	if first != nil {
		k = *first
	}
	var out []SearchResult
	for i := range k {
		if i%2 == 0 {
			out = append(out, w.Statements[(len(text)*31+i*17)%len(w.Statements)])
		} else {
			out = append(out, w.Entities[(len(text)*13+i*7)%len(w.Entities)].(SearchResult))
		}
	}
	return out, nil
}

// ListNamed gives entities, with nulls among them.
func (w *World) ListNamed(first *int) ([]Named, error) {
	w.called()
	k := 3
	if first != nil {
		k = *first
	}
	var out []Named
	for i := range k {
		if i%4 == 2 {
			out = append(out, nil)
			continue
		}
		out = append(out, w.Entities[(i*3+i%3)%len(w.Entities)].(Named))
	}
	return out, nil
}

// Fail fails as asked.
func (w *World) Fail(really *bool) (*string, error) {
	w.called()
	if really != nil && *really {
		return nil, errors.New("failed as asked")
	}
	return new("fine"), nil
}
