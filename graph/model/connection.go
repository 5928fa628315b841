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

// Edge is a row of a page, with its place.
type Edge[N any] struct {
	Place
	Node N
}

// Connection is a page of a list.
type Connection[N any] struct {
	List
	Edges []*Edge[N]
}

// Nodes are the rows of the page.
func (c *Connection[N]) Nodes() []N {
	nodes := make([]N, len(c.Edges))
	for i, e := range c.Edges {
		nodes[i] = e.Node
	}
	return nodes
}

// NewConnection makes the page of the list of an anchor. node gives a row the type that the page shows.
func NewConnection[R, N any](rows store.List[R], of knowledge.ID, asked *Asked, node func(R) N) *Connection[N] {
	c := &Connection[N]{List: newList(rows, of, asked), Edges: make([]*Edge[N], len(rows.Rows))}
	edges := make([]Edge[N], len(rows.Rows))
	for i, row := range rows.Rows {
		edges[i] = Edge[N]{Place{rows.Keys[i], asked}, node(row)}
		c.Edges[i] = &edges[i]
	}
	return c
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

// SearchConnection is a page of what a search found.
type SearchConnection struct {
	*Connection[*search.Hit]
	// Kinds counts the whole list by what its rows are.
	Kinds []*search.Facet
}

// NewSearchConnection makes the page of what a search found.
func NewSearchConnection(found *search.Result, asked *Asked) *SearchConnection {
	c := &SearchConnection{NewConnection(found.List, "", asked, func(h *search.Hit) *search.Hit { return h }), found.Kinds}
	c.Know(found.Total)
	return c
}

// TotalCount is how many rows the whole list has.
func (c *SearchConnection) TotalCount() int { return *c.known }

// LinkEnd is a link seen from one of its ends; N is the type of the other, which is looked up when it is asked for.
type LinkEnd[N any] struct {
	Place
	Link *knowledge.Link
	// Other is the id of the end that is not the one asked from.
	Other knowledge.ID
}

// LinkEnds is a page of an entity's links.
type LinkEnds[N any] struct {
	List
	Edges []*LinkEnd[N]
}

// NewLinkEnds makes the page of the links of an entity.
func NewLinkEnds[N any](rows store.List[*knowledge.Link], of knowledge.ID, asked *Asked) *LinkEnds[N] {
	c := &LinkEnds[N]{List: newList(rows, of, asked), Edges: make([]*LinkEnd[N], len(rows.Rows))}
	edges := make([]LinkEnd[N], len(rows.Rows))
	for i, link := range rows.Rows {
		edges[i] = LinkEnd[N]{Place{rows.Keys[i], asked}, link, link.Other(of)}
		c.Edges[i] = &edges[i]
	}
	return c
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
)
