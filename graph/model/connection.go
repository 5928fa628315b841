package model

import (
	"context"

	"entente/internal/explore"
	"entente/internal/knowledge"
	"entente/internal/search"
	"entente/internal/store"
)

// Counter counts whole lists, one number for each anchor.
type Counter func(ctx context.Context, of []knowledge.ID) ([]int, error)

// Edge is a row of a page, with its position.
type Edge[N any] struct {
	RowPosition
	Node N
}

// Connection is a page of a list.
type Connection[N any] struct {
	List
	nodes []N
}

// Nodes are the rows of the page.
func (c *Connection[N]) Nodes() []N { return c.nodes }

// Edges are the rows of the page, each with its position. They are allocated on each call.
func (c *Connection[N]) Edges() []*Edge[N] {
	return makeAll(len(c.nodes), func(i int) Edge[N] { return Edge[N]{RowPosition{&c.info, i}, c.nodes[i]} })
}

// NewConnection returns a page of the list of one anchor.
func NewConnection[N any](page store.List[N], of knowledge.ID, query *ListQuery) *Connection[N] {
	return NewConnections([]store.List[N]{page}, []knowledge.ID{of}, query)[0]
}

// NewConnections returns a page of the list of each anchor.
func NewConnections[N any](pages []store.List[N], of []knowledge.ID, query *ListQuery) []*Connection[N] {
	return makeAll(len(pages), func(i int) Connection[N] { return Connection[N]{newList(pages[i], of[i], query), pages[i].Rows} })
}

// makeAll returns pointers to n values in one allocation.
func makeAll[T any](n int, value func(i int) T) []*T {
	values, out := make([]T, n), make([]*T, n)
	for i := range values {
		values[i] = value(i)
		out[i] = &values[i]
	}
	return out
}

// The pages and rows of the contract's lists.
type (
	// CountryConnection is a page of countries.
	CountryConnection = Connection[*Country]
	// CountryEdge is a row of a page of countries.
	CountryEdge = Edge[*Country]
	// AllianceConnection is a page of alliances.
	AllianceConnection = Connection[*Alliance]
	// AllianceEdge is a row of a page of alliances.
	AllianceEdge = Edge[*Alliance]
	// OrganizationConnection is a page of organizations.
	OrganizationConnection = Connection[*Organization]
	// OrganizationEdge is a row of a page of organizations.
	OrganizationEdge = Edge[*Organization]
	// AgreementConnection is a page of agreements.
	AgreementConnection = Connection[*Agreement]
	// AgreementEdge is a row of a page of agreements.
	AgreementEdge = Edge[*Agreement]
	// TerritoryConnection is a page of territories.
	TerritoryConnection = Connection[*Territory]
	// TerritoryEdge is a row of a page of territories.
	TerritoryEdge = Edge[*Territory]
	// ProgramConnection is a page of programs.
	ProgramConnection = Connection[*Program]
	// ProgramEdge is a row of a page of programs.
	ProgramEdge = Edge[*Program]
	// EventConnection is a page of events.
	EventConnection = Connection[*Event]
	// EventEdge is a row of a page of events.
	EventEdge = Edge[*Event]
	// EntityConnection is a page of entities.
	EntityConnection = Connection[Entity]
	// EntityEdge is a row of a page of entities.
	EntityEdge = Edge[Entity]
	// StatementConnection is a page of statements.
	StatementConnection = Connection[*knowledge.Statement]
	// StatementEdge is a row of a page of statements.
	StatementEdge = Edge[*knowledge.Statement]
	// LinkConnection is a page of links.
	LinkConnection = Connection[*knowledge.Link]
	// LinkEdge is a row of a page of links.
	LinkEdge = Edge[*knowledge.Link]
	// DocumentConnection is a page of documents.
	DocumentConnection = Connection[*knowledge.Document]
	// DocumentEdge is a row of a page of documents.
	DocumentEdge = Edge[*knowledge.Document]
	// MentionConnection is a page of mentions.
	MentionConnection = Connection[*knowledge.Mention]
	// MentionEdge is a row of a page of mentions.
	MentionEdge = Edge[*knowledge.Mention]
	// TimelineConnection is a page of a timeline.
	TimelineConnection = Connection[*explore.TimelineEntry]
	// TimelineEdge is a row of a page of a timeline.
	TimelineEdge = Edge[*explore.TimelineEntry]
	// ComparisonRowConnection is a page of a comparison.
	ComparisonRowConnection = Connection[*explore.ComparisonRow]
	// ComparisonRowEdge is a row of a page of a comparison.
	ComparisonRowEdge = Edge[*explore.ComparisonRow]
	// ChangeConnection is a page of differences.
	ChangeConnection = Connection[*explore.Change]
	// ChangeEdge is a row of a page of differences.
	ChangeEdge = Edge[*explore.Change]
	// SearchEdge is a row of a page of what a search found.
	SearchEdge = Edge[*search.Hit]
	// RevisionConnection is a page of revisions.
	RevisionConnection = Connection[*knowledge.Revision]
	// RevisionEdge is a row of a page of revisions.
	RevisionEdge = Edge[*knowledge.Revision]
)

// SearchConnection is a page of search hits.
type SearchConnection struct {
	*Connection[*search.Hit]
	// Kinds counts the hits of the whole list by kind.
	Kinds []*knowledge.Facet
}

// NewSearchConnection returns the page of a search result.
func NewSearchConnection(found *search.Result, query *ListQuery) *SearchConnection {
	c := &SearchConnection{NewConnection(found.List, "", query), found.Kinds}
	c.SetTotal(found.Total)
	return c
}

// TotalCount is the length of the whole list.
func (c *SearchConnection) TotalCount() int { return c.total }

// LinkEnd is a link seen from one of its ends; N is the type of the other end, which is looked up on demand.
type LinkEnd[N any] struct {
	RowPosition
	Link *knowledge.Link
	// Other is the id of the other end.
	Other knowledge.ID
}

// LinkEnds is a page of an entity's links.
type LinkEnds[N any] struct {
	List
	links []*knowledge.Link
}

// Edges are the links of the page, each with its position. They are allocated on each call.
func (c *LinkEnds[N]) Edges() []*LinkEnd[N] {
	return makeAll(len(c.links), func(i int) LinkEnd[N] { return LinkEnd[N]{RowPosition{&c.info, i}, c.links[i], c.links[i].Other(c.Of)} })
}

// Others are the ids of the links' other ends.
func (c *LinkEnds[N]) Others() []knowledge.ID {
	ids := make([]knowledge.ID, len(c.links))
	for i, l := range c.links {
		ids[i] = l.Other(c.Of)
	}
	return ids
}

// NewLinkEnds returns a page of the links of each entity.
func NewLinkEnds[N any](pages []store.List[*knowledge.Link], of []knowledge.ID, query *ListQuery) []*LinkEnds[N] {
	return makeAll(len(pages), func(i int) LinkEnds[N] { return LinkEnds[N]{newList(pages[i], of[i], query), pages[i].Rows} })
}

// What stands in a relation to an entity, of any kind or as programs only.
type (
	// AffiliationConnection is a page of what stands in a relation to an entity.
	AffiliationConnection = LinkEnds[Entity]
	// AffiliationEdge is a row of a page of what stands in a relation to an entity.
	AffiliationEdge = LinkEnd[Entity]
	// ParticipationConnection is a page of programs that stand in a relation to an entity.
	ParticipationConnection = LinkEnds[*Program]
	// ParticipationEdge is a row of a page of programs that stand in a relation to an entity.
	ParticipationEdge = LinkEnd[*Program]
	// NeighborConnection is a page of countries and territories that border an entity.
	NeighborConnection = LinkEnds[Polity]
	// NeighborEdge is a row of a page of countries and territories that border an entity.
	NeighborEdge = LinkEnd[Polity]
	// CapitalConnection is a page of capitals.
	CapitalConnection = LinkEnds[*City]
	// CapitalEdge is a row of a page of capitals.
	CapitalEdge = LinkEnd[*City]
)
