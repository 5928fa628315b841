package meter

import "time"

// Kind is a kind of work.
type Kind uint8

// The kinds of work.
const (
	// Rows are the rows of a store that are looked at, whether they are kept or not.
	Rows Kind = iota
	// Keys are the rows for which a sort key is made, to put them in an order that no index has.
	Keys
	// Ends are the ends of links, and the dates of timelines, that are followed in memory.
	Ends
	// Statements are the statements in memory that are held against a scope and a filter, or counted.
	Statements
	// Pairs are the pairs of statements that are weighed against each other.
	Pairs
	// Words are the places of words that a search by text looks at.
	Words
	// Objects are the objects of the answer, and the parents for which a field is resolved.
	Objects
	// Types are the objects of the answer to an introspection, which are made for each answer.
	Types
	// Chars are thousands of bytes of the answer.
	Chars
	// Waits are milliseconds in which a database worked for the request. Part of them it waits itself, for its disks and for others; and who
	// asks a new question first waits seconds for its plan, which is then kept for all. So they cost a small part of a core's time.
	Waits
	kinds
)

// Price is what one of a kind takes of a core, rounded up: it is measured with the drawn graph of internal/benchmark.
func (k Kind) Price() time.Duration {
	return [kinds]time.Duration{
		Rows:       400 * time.Nanosecond,
		Keys:       1000 * time.Nanosecond,
		Ends:       30 * time.Nanosecond,
		Statements: 400 * time.Nanosecond,
		Pairs:      50 * time.Nanosecond,
		Words:      100 * time.Nanosecond,
		Objects:    500 * time.Nanosecond,
		Types:      3 * time.Microsecond,
		Chars:      2 * time.Microsecond,
		Waits:      20 * time.Microsecond,
	}[k]
}

// String says what the kind counts, in the plural.
func (k Kind) String() string {
	return [kinds]string{
		Rows:       "rows looked at",
		Keys:       "rows sorted",
		Ends:       "links and dates followed",
		Statements: "statements counted or compared",
		Pairs:      "pairs of statements weighed",
		Words:      "places of words looked at",
		Objects:    "objects answered",
		Types:      "types and fields of the schema answered",
		Chars:      "kilobytes answered",
		Waits:      "milliseconds of the database",
	}[k]
}

// Kinds returns all kinds.
func Kinds() []Kind {
	all := make([]Kind, kinds)
	for i := range all {
		all[i] = Kind(i)
	}
	return all
}
