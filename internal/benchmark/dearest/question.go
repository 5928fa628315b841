package dearest

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// node is a field of a question.
type node struct {
	field     *field
	arguments map[string]string
	below     []*node
}

// clone copies a node with all below it.
func (n *node) clone() *node {
	c := &node{field: n.field, arguments: maps.Clone(n.arguments)}
	for _, b := range n.below {
		c.below = append(c.below, b.clone())
	}
	return c
}

// all gives a node and all below it.
func (n *node) all() []*node {
	list := []*node{n}
	for _, b := range n.below {
		list = append(list, b.all()...)
	}
	return list
}

// write writes the selection of a node. Each field but for leaves has an alias of its own if another of the selection has its name.
func (n *node) write(b *strings.Builder) {
	b.WriteString("{ ")
	if n.field.below == "Node" {
		b.WriteString(fragment + "{ ")
	}
	seen := map[string]int{}
	for _, f := range n.below {
		name := f.field.name
		if seen[name]++; seen[name] > 1 {
			if f.field.below == "" {
				continue // it is written already
			}
			b.WriteString("a" + strconv.Itoa(seen[name]) + ": ")
		}
		b.WriteString(name)
		if len(f.arguments) > 0 {
			b.WriteString("(")
			for i, key := range slices.Sorted(maps.Keys(f.arguments)) {
				if i > 0 {
					b.WriteString(", ")
				}
				b.WriteString(key + ": " + f.arguments[key])
			}
			b.WriteString(")")
		}
		b.WriteString(" ")
		if f.field.below != "" {
			f.write(b)
		}
	}
	if n.field.below == "Node" {
		b.WriteString("} ")
	}
	b.WriteString("} ")
}

// text is the question that a root is.
func (n *node) text() string {
	var b strings.Builder
	n.write(&b)
	return strings.TrimSpace(b.String())
}

// maker draws and mutates questions.
type maker struct {
	random  *rand.Rand
	grammar map[string][]field
	values  Values
}

// draw draws a field below a type, with what it needs below it.
func (m *maker) draw(of string, depth int) *node {
	fields := m.grammar[of]
	f := &fields[m.random.IntN(len(fields))]
	if depth <= 0 {
		f = &fields[0] // a leaf, or a way to one
	}
	n := &node{field: f, arguments: map[string]string{}}
	for _, a := range f.required {
		n.arguments[a.name] = m.values.of(m.random, a.values)
	}
	for _, a := range f.optional {
		if m.random.IntN(2) == 0 {
			n.arguments[a.name] = m.values.of(m.random, a.values)
		}
	}
	if f.below != "" {
		n.below = []*node{m.draw(f.below, depth-1)}
	}
	return n
}

// question draws a question.
func (m *maker) question() *node {
	return &node{field: &field{below: "Query"}, below: []*node{m.draw("Query", 1+m.random.IntN(7))}}
}

// mutate changes a copy of a question: a field is added, repeated as an alias, given other arguments or dropped.
func (m *maker) mutate(root *node) *node {
	c := root.clone()
	for range 1 + m.random.IntN(3) {
		all := slices.DeleteFunc(c.all(), func(n *node) bool { return n.field.below == "" && n != c })
		at := all[m.random.IntN(len(all))]
		switch m.random.IntN(6) {
		case 0:
			at.below = append(at.below, m.draw(at.field.below, 1+m.random.IntN(4)))
		case 1, 2:
			m.repeat(at)
		case 3, 4:
			m.vary(at)
		default:
			if len(at.below) > 1 {
				i := m.random.IntN(len(at.below))
				at.below = slices.Delete(at.below, i, i+1)
			}
		}
	}
	return c
}

// repeat repeats a field up to thirty times, each time with other arguments: so many aliases may be.
func (m *maker) repeat(at *node) {
	of := at.below[m.random.IntN(len(at.below))]
	if of.field.below == "" {
		return
	}
	for range 1 + m.random.IntN(29) {
		again := of.clone()
		m.vary(again)
		at.below = append(at.below, again)
	}
}

// vary gives a field another value of an argument, or one more.
func (m *maker) vary(at *node) {
	arguments := slices.Concat(at.field.required, at.field.optional)
	if len(arguments) == 0 {
		return
	}
	a := arguments[m.random.IntN(len(arguments))]
	at.arguments[a.name] = m.values.of(m.random, a.values)
}
