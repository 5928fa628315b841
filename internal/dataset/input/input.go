// Package input is the plain form of what a dataset is read from: values with the positions that problems are reported at. A reader of YAML,
// of a table or of a mutation makes them; package dataset checks, resolves and quotes them, and knows none of the three.
package input

import "strconv"

// Position is where a value stands in its file, both from 1. The column counts code points; in a table the line is the row.
type Position struct{ Line, Column int }

// String names the position within a sentence about the same file: "line 5".
func (p Position) String() string { return "line " + strconv.Itoa(p.Line) }

// Kind is what a value is.
type Kind int

// The kinds of values. A reader that has only texts, as one of tables, gives numbers and truth values as it makes them out.
const (
	Nothing Kind = iota
	Text
	Number
	Truth
	List
	Mapping
)

// Value is one value with its position.
type Value struct {
	Kind Kind
	// Text is the content of a text, or a number or truth value as it is written.
	Text string
	At   Position
	// Items are the values of a list.
	Items []Value
	// Fields are the keys of a mapping with their values, in the order of the input; a key may stand twice.
	Fields []Field
}

// Field is a key of a mapping with its value.
type Field struct {
	Key string
	// At is where the key stands.
	At    Position
	Value Value
}

// Line is a line of a text file, without its end. A line that is not text is empty and not OK; whoever read it has reported it.
type Line struct {
	Number int
	Text   string
	OK     bool
}

// Problem is what keeps an input from being read, or from being read as its author means it. Codes are those of package dataset.
type Problem struct {
	At                  Position
	Code, Message, Hint string
	// Warning says that the input can be read all the same.
	Warning bool
}
