package world

import (
	"context"
	"fmt"
)

// The interfaces and unions of the schema.
type (
	// Node has an id.
	Node interface{ IsNode() }
	// Named has a name.
	Named interface{ IsNamed() }
	// Entity is a person, an organization or a place.
	Entity interface {
		Node
		Common() *Base
	}
	// Value is what a statement says.
	Value interface{ IsValue() }
	// SearchResult is anything that can be found.
	SearchResult interface{ IsSearchResult() }
)

// Base has the fields of all entities; it is embedded by pointer.
type Base struct {
	ID, Name    string
	Description *string
	Note        Text
	N           int
	statements  []*Statement // newest first
}

// withKind is embedded by the entities for their kind.
type withKind struct{ Kind Kind }

// Common gives the base of any entity.
func (b *Base) Common() *Base { return b }

// IsNode marks it.
func (*Base) IsNode() {}

// IsNamed marks it.
func (*Base) IsNamed() {}

// IsSearchResult marks it.
func (*Base) IsSearchResult() {}

// Person has leaves of all sorts.
type Person struct {
	*Base
	withKind
	Born        Date
	Died        *Date
	Baptized    Year
	Alive       bool
	Height      *float64
	Matrix      [][]int
	Nicks       []*string
	Ranks       []Rank
	StrictRanks []*Rank
	Home        Address
	Homes       []Address
	Luck        *int32
}

// Age is a method with a context, an argument and an error.
func (p *Person) Age(_ context.Context, on *Date) (*int, error) {
	year := 2020
	if on != nil {
		year = int(on.Year)
	}
	if p.N%19 == 0 {
		return nil, fmt.Errorf("the age of %s is a secret", p.ID)
	}
	age := year - int(p.Born.Year)
	return &age, nil
}

// Org has methods and lists.
type Org struct {
	*Base
	withKind
	Founded *Date
	Budget  float64
}

// Budgets is a method; it panics for some.
func (o *Org) Budgets() []float64 {
	if o.N%53 == 0 {
		panic("no budgets of " + o.ID)
	}
	return []float64{o.Budget, o.Budget / 3, 1e21, 1e-7}
}

// Place has what it must not lack.
type Place struct {
	*Base
	withKind
	Population *int
	Opened     Year
	Mayor      *Person
}

// Address is held by value.
type Address struct {
	Street string
	Number int32
	Visits uint64
	Town   *Place
}

// Statement says something of an entity.
type Statement struct {
	ID       string
	Rank     Rank
	Property string
	Date     Date
	Value    Value
	N        int
	subject  Entity
}

// IsNode marks it.
func (*Statement) IsNode() {}

// IsSearchResult marks it.
func (*Statement) IsSearchResult() {}

// Source is where a statement comes from.
type Source struct {
	URL   string
	Title *string
}

// The values: the first is held by value, the others by pointers.
type (
	// Words are a value.
	Words struct {
		Text string
		Lang *string
	}
	// Quantity is a value.
	Quantity struct {
		Amount float64
		Unit   *string
	}
	// EntityRef is a value.
	EntityRef struct{ Entity Entity }
)

// IsValue marks it.
func (Words) IsValue() {}

// IsValue marks it.
func (*Quantity) IsValue() {}

// IsValue marks it.
func (*EntityRef) IsValue() {}

// Connection is a page; it is generic, as a model may be.
type Connection[N any] struct {
	Edges      []Edge[N]
	TotalCount int
	PageInfo   PageInfo
}

// Nodes are the rows of the page.
func (c *Connection[N]) Nodes() []N {
	nodes := make([]N, len(c.Edges))
	for i := range c.Edges {
		nodes[i] = c.Edges[i].Node
	}
	return nodes
}

// Edge is a row of a page.
type Edge[N any] struct {
	Cursor string
	Node   N
}

// The pages of the schema.
type (
	// StatementConnection is a page of statements.
	StatementConnection = Connection[*Statement]
	// StatementEdge is a row of it.
	StatementEdge = Edge[*Statement]
)

// PageInfo says where a page stands.
type PageInfo struct {
	HasNextPage bool
	EndCursor   *string
}

// StatementFilter is an input.
type StatementFilter struct {
	MinRank    Rank
	Properties []string
	Since      *Date
	Range      *RangeInput
}

// RangeInput is an input.
type RangeInput struct {
	From *int
	To   int
}

// Scope is the input that holds for a branch.
type Scope struct {
	World string
	Depth *int
	Tags  []string
}
