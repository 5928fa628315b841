package world

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync/atomic"
)

// World is a store. Its entities are drawn once; its counters may be read at any time.
type World struct {
	Entities   []Entity
	People     []*Person
	Orgs       []*Org
	Places     []*Place
	Statements []*Statement

	// Calls counts the calls of resolvers that reach the store.
	Calls atomic.Int64
	// Panic makes some calls panic, see resolve.go.
	Panic bool
	// OnCall, where set, is run by each call.
	OnCall func()

	touches       atomic.Int64
	byID          map[string]Entity
	statementByID map[string]*Statement
}

func (w *World) called() {
	w.Calls.Add(1)
	if w.OnCall != nil {
		w.OnCall()
	}
}

// New draws a world of n entities and ten times as many statements. Equal sizes give equal worlds.
func New(n int) *World {
	w := &World{byID: map[string]Entity{}, statementByID: map[string]*Statement{}}
	r := rand.New(rand.NewPCG(42, uint64(n)))
	for i := range n {
		e := w.entity(r, i)
		w.Entities = append(w.Entities, e)
		w.byID[e.Common().ID] = e
	}
	for i := range w.People {
		p := w.People[i]
		p.Home.Town = w.Places[(i*3)%len(w.Places)]
		for k := range p.Homes {
			p.Homes[k].Town = w.Places[(i+k)%len(w.Places)]
		}
	}
	for i := range 10 * n {
		s := w.statement(r, i)
		w.Statements = append(w.Statements, s)
		w.statementByID[s.ID] = s
		b := s.subject.Common()
		b.statements = append(b.statements, s)
	}
	for _, e := range w.Entities {
		slices.SortStableFunc(e.Common().statements, func(a, b *Statement) int {
			switch {
			case b.Date.before(a.Date):
				return -1
			case a.Date.before(b.Date):
				return 1
			}
			return 0
		})
	}
	return w
}

// entity makes the i-th entity.
func (w *World) entity(r *rand.Rand, i int) Entity {
	b := &Base{ID: fmt.Sprint("E", i), Name: fmt.Sprintf("Entity \"%d\" <é>", i), N: i}
	if i%3 != 0 {
		b.Description = new(fmt.Sprint("the description of\tentity ", i, "\n\\x\x01"))
	}
	if i%4 == 0 {
		b.Note = Text(fmt.Sprint("note ", i))
	}
	switch i % 3 {
	case 0:
		p := newPerson(r, b)
		w.People = append(w.People, p)
		return p
	case 1:
		o := &Org{Base: b, withKind: withKind{"ORG"}, Budget: float64(r.IntN(1000000)) * 1234.5e3}
		if i%2 == 0 {
			o.Founded = &Date{1850, 5, 6}
		}
		w.Orgs = append(w.Orgs, o)
		return o
	}
	p := &Place{Base: b, withKind: withKind{"PLACE"}}
	if i%2 == 0 {
		p.Population, p.Opened = new(r.IntN(1000000)), Year{1900 + i%100}
	}
	if i%4 != 0 {
		p.Mayor = w.People[r.IntN(len(w.People))]
	}
	w.Places = append(w.Places, p)
	return p
}

// newPerson makes a person.
func newPerson(r *rand.Rand, b *Base) *Person {
	i := b.N
	p := &Person{Base: b, withKind: withKind{"PERSON"}, Born: Date{int16(1900 + r.IntN(100)), int8(1 + r.IntN(12)), int8(1 + r.IntN(28))}, Alive: i%2 == 0}
	p.Home = Address{Street: fmt.Sprint("street ", i), Number: int32(i), Visits: uint64(i) << 20}
	if i%2 == 1 {
		p.Died, p.Height = &Date{int16(2000 + r.IntN(20)), 1, 2}, new(1.5+float64(r.IntN(50))/100)
		p.Baptized, p.Ranks = Year{1900 + i%100}, []Rank{Normal, Preferred}
	}
	if i%5 != 0 {
		p.Matrix, p.Luck = [][]int{{i, 1}, {}, {2, 3, i * 7}}, new(int32(i))
	}
	if i%4 != 0 {
		p.Nicks = []*string{new("nick"), nil, new("it's \u2028")}
		p.StrictRanks = []*Rank{new(Deprecated), new(Normal)}
		p.Homes = []Address{{Street: "a"}, {Street: "b", Number: 2}}
	}
	if i%7 == 0 {
		p.StrictRanks = []*Rank{new(Normal), nil}
	}
	return p
}

// statement makes the i-th statement.
func (w *World) statement(r *rand.Rand, i int) *Statement {
	properties := []string{"member of", "located in", "owns", "born in", "height"}
	s := &Statement{
		ID: fmt.Sprint("S", i), Rank: []Rank{Preferred, Normal, Deprecated}[r.IntN(3)], Property: properties[r.IntN(len(properties))],
		Date: Date{int16(1990 + r.IntN(35)), int8(1 + r.IntN(12)), int8(1 + r.IntN(28))}, N: i,
	}
	s.subject = w.Entities[r.IntN(len(w.Entities))]
	if i%10 < 3 { // a few entities have many
		s.subject = w.Entities[r.IntN(min(50, len(w.Entities)))]
	}
	switch r.IntN(8) {
	case 0:
		s.Value = Words{Text: "some text", Lang: new("en")}
	case 1:
		s.Value = &Quantity{Amount: float64(r.IntN(10000)) / 7}
	default:
		s.Value = &EntityRef{w.Entities[r.IntN(len(w.Entities))]}
	}
	return s
}
