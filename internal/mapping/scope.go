package mapping

import (
	"fmt"
	"slices"
	"strings"

	"entente/internal/dataset/input"
	"entente/internal/knowledge"
)

// origin is where a slot's text comes from.
type origin uint8

const (
	fromTable origin = iota
	fromJoin
	fromLet
)

// slot is a place of a row that a template or an expression names.
type slot struct {
	source origin
	// table is the join or the let.
	table int
	// column is the column among those that are read; of a let 0 for its value, and a group of its match from 1 on.
	column int
}

// scope has the names that there are, and gathers the columns that are read.
type scope struct {
	// columns are those of the table, with where they were named first.
	columns []string
	at      []input.Position
	joins   []*join
	// joinColumns are those of each join.
	joinColumns [][]string
	lets        []*let
	// letSlots are what each let is made of.
	letSlots [][]slot
	// used gathers what the part that is being read is made of, lets taken apart.
	used []slot
}

func (s *scope) join(name string) int {
	return slices.IndexFunc(s.joins, func(j *join) bool { return j.name == name })
}

func (s *scope) addJoin(j *join) {
	s.joins = append(s.joins, j)
	s.joinColumns = append(s.joinColumns, nil)
}

// addLet makes a let known. What was used since the last one is what it is made of.
func (s *scope) addLet(l *let) {
	s.lets = append(s.lets, l)
	s.letSlots = append(s.letSlots, s.used)
	s.used = nil
}

func (s *scope) joinColumn(j *join, name string) slot {
	i := slices.Index(s.joins, j)
	return slot{fromJoin, i, indexOrAppend(&s.joinColumns[i], name)}
}

func indexOrAppend(list *[]string, name string) int {
	i := slices.Index(*list, name)
	if i < 0 {
		i = len(*list)
		*list = append(*list, name)
	}
	return i
}

// slot gives the slot of a name: a let, a let's group, a join's column, or a column of the table.
func (d *decoder) slot(name string, at input.Position) slot {
	s := d.scope
	first, rest, dotted := strings.Cut(name, ".")
	if i := slices.IndexFunc(s.lets, func(l *let) bool { return l.name == first }); i >= 0 {
		group := slot{fromLet, i, 0}
		if dotted {
			if group.column = slices.Index(s.lets[i].groups, rest) + 1; group.column == 0 {
				d.fail(at, UnknownColumn, fmt.Sprintf("the pattern of %s has no group %s%s", first, knowledge.Quote(rest), knowledge.DidYouMean(rest, s.lets[i].groups)), "name a group (?<"+rest+">...)")
			}
		}
		s.use(s.letSlots[i]...)
		return group
	}
	if i := s.join(first); i >= 0 && dotted {
		found := s.joinColumn(s.joins[i], rest)
		s.use(found)
		return found
	}
	i := indexOrAppend(&s.columns, name)
	if i == len(s.at) {
		s.at = append(s.at, at)
	}
	found := slot{fromTable, 0, i}
	s.use(found)
	return found
}

func (s *scope) use(slots ...slot) {
	for _, one := range slots {
		if !slices.Contains(s.used, one) {
			s.used = append(s.used, one)
		}
	}
}

// words gives the names of slots, for evidence.
func (s *scope) words(slots []slot) []word {
	var all []word
	for _, one := range slots {
		switch one.source {
		case fromTable:
			all = append(all, word{s.columns[one.column], one})
		case fromJoin:
			all = append(all, word{s.joins[one.table].name + "." + s.joinColumns[one.table][one.column], one})
		}
	}
	return all
}

// row is what a row has, for what is evaluated on it.
type row struct {
	cells  []string
	joined [][]string
	lets   [][]cell
}

// cell is a text, and the column of the table that it comes from; -1 for none, or several.
type cell struct {
	text  string
	place int
}

// get gives what a row has in a slot.
func (r *row) get(s slot) cell {
	switch s.source {
	case fromTable:
		return cell{r.cells[s.column], s.column}
	case fromJoin:
		if joined := r.joined[s.table]; joined != nil {
			return cell{joined[s.column], -1}
		}
		return cell{"", -1}
	}
	return r.lets[s.table][s.column]
}

// fault is why a row cannot say what it is to say.
type fault struct {
	code, message, hint string
	place               int
}

func faultf(place int, code, hint, format string, args ...any) *fault {
	return &fault{code, fmt.Sprintf(format, args...), hint, place}
}
