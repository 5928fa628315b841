package graph

import (
	"entente/graph/generated"
	"entente/graph/model"
	"entente/internal/explore"
	"entente/internal/knowledge"
)

// What follows names, for gqlgen, the resolver of each GraphQL type that has fields of its own; the kinds of entities are in
// kinds.go.

// EntityFields resolves what entities of every kind have in common, for all kinds of a level in one call.
func (r *Resolver) EntityFields() generated.EntityFieldsResolver { return entity[model.Entity]{r} }

var _ generated.EntityFieldsRoot = (*Resolver)(nil)

// Query resolves the root fields.
func (r *Resolver) Query() generated.QueryResolver { return query{r} }

// Statement resolves the fields of GraphQL's type of this name.
func (r *Resolver) Statement() generated.StatementResolver { return statement{r} }

// Evidence resolves the fields of GraphQL's type of this name.
func (r *Resolver) Evidence() generated.EvidenceResolver { return evidence{r} }

// Relation resolves the fields of GraphQL's type of this name.
func (r *Resolver) Relation() generated.RelationResolver { return relation{r} }

// Qualifier resolves the fields of GraphQL's type of this name.
func (r *Resolver) Qualifier() generated.QualifierResolver { return qualifier{r} }

// Link resolves the fields of GraphQL's type of this name.
func (r *Resolver) Link() generated.LinkResolver { return link{r} }

// Document resolves the fields of GraphQL's type of this name.
func (r *Resolver) Document() generated.DocumentResolver { return document{r} }

// Mention resolves the fields of GraphQL's type of this name.
func (r *Resolver) Mention() generated.MentionResolver { return mentionFields{r} }

// Dataset resolves the fields of GraphQL's type of this name.
func (r *Resolver) Dataset() generated.DatasetResolver { return dataset{r} }

// Revision resolves the fields of GraphQL's type of this name.
func (r *Resolver) Revision() generated.RevisionResolver { return revision{r} }

// CountryConnection counts lists of them.
func (r *Resolver) CountryConnection() generated.CountryConnectionResolver {
	return totalCounts[*model.Country]{}
}

// AllianceConnection counts lists of them.
func (r *Resolver) AllianceConnection() generated.AllianceConnectionResolver {
	return totalCounts[*model.Alliance]{}
}

// OrganizationConnection counts lists of them.
func (r *Resolver) OrganizationConnection() generated.OrganizationConnectionResolver {
	return totalCounts[*model.Organization]{}
}

// AgreementConnection counts lists of them.
func (r *Resolver) AgreementConnection() generated.AgreementConnectionResolver {
	return totalCounts[*model.Agreement]{}
}

// TerritoryConnection counts lists of them.
func (r *Resolver) TerritoryConnection() generated.TerritoryConnectionResolver {
	return totalCounts[*model.Territory]{}
}

// ProgramConnection counts lists of them.
func (r *Resolver) ProgramConnection() generated.ProgramConnectionResolver {
	return totalCounts[*model.Program]{}
}

// EventConnection counts lists of them.
func (r *Resolver) EventConnection() generated.EventConnectionResolver {
	return totalCounts[*model.Event]{}
}

// EntityConnection counts lists of them.
func (r *Resolver) EntityConnection() generated.EntityConnectionResolver {
	return totalCounts[model.Entity]{}
}

// StatementConnection counts lists of them.
func (r *Resolver) StatementConnection() generated.StatementConnectionResolver {
	return totalCounts[*knowledge.Statement]{}
}

// LinkConnection counts lists of them.
func (r *Resolver) LinkConnection() generated.LinkConnectionResolver {
	return totalCounts[*knowledge.Link]{}
}

// DocumentConnection counts lists of them.
func (r *Resolver) DocumentConnection() generated.DocumentConnectionResolver {
	return totalCounts[*knowledge.Document]{}
}

// MentionConnection counts lists of them.
func (r *Resolver) MentionConnection() generated.MentionConnectionResolver {
	return totalCounts[*knowledge.Mention]{}
}

// RevisionConnection counts lists of them.
func (r *Resolver) RevisionConnection() generated.RevisionConnectionResolver {
	return totalCounts[*knowledge.Revision]{}
}

// AffiliationConnection resolves a page of links.
func (r *Resolver) AffiliationConnection() generated.AffiliationConnectionResolver {
	return linkEndPage[model.Entity]{r, identity[model.Entity]}
}

// AffiliationEdge resolves a link's other end.
func (r *Resolver) AffiliationEdge() generated.AffiliationEdgeResolver {
	return linkEnd[model.Entity]{r, identity[model.Entity]}
}

// ParticipationConnection resolves a page of links.
func (r *Resolver) ParticipationConnection() generated.ParticipationConnectionResolver {
	return linkEndPage[*model.Program]{r, asKind[*model.Program]}
}

// ParticipationEdge resolves a link's other end.
func (r *Resolver) ParticipationEdge() generated.ParticipationEdgeResolver {
	return linkEnd[*model.Program]{r, asKind[*model.Program]}
}

// NeighborConnection resolves a page of links.
func (r *Resolver) NeighborConnection() generated.NeighborConnectionResolver {
	return linkEndPage[model.Polity]{r, asKind[model.Polity]}
}

// NeighborEdge resolves a link's other end.
func (r *Resolver) NeighborEdge() generated.NeighborEdgeResolver {
	return linkEnd[model.Polity]{r, asKind[model.Polity]}
}

// CapitalConnection resolves a page of links.
func (r *Resolver) CapitalConnection() generated.CapitalConnectionResolver {
	return linkEndPage[*model.City]{r, asKind[*model.City]}
}

// CapitalEdge resolves a link's other end.
func (r *Resolver) CapitalEdge() generated.CapitalEdgeResolver {
	return linkEnd[*model.City]{r, asKind[*model.City]}
}

// Presumption resolves the claims that a presumption rests on.
func (r *Resolver) Presumption() generated.PresumptionResolver { return presumption{r} }

// Subgraph resolves the fields of GraphQL's type of this name.
func (r *Resolver) Subgraph() generated.SubgraphResolver { return subgraph{} }

// Path resolves the fields of GraphQL's type of this name.
func (r *Resolver) Path() generated.PathResolver { return path{} }

// PathStep resolves the fields of GraphQL's type of this name.
func (r *Resolver) PathStep() generated.PathStepResolver { return pathStep{} }

// TimelineEntry resolves the fields of GraphQL's type of this name.
func (r *Resolver) TimelineEntry() generated.TimelineEntryResolver { return timelineEntry{} }

// Comparison resolves the fields of GraphQL's type of this name.
func (r *Resolver) Comparison() generated.ComparisonResolver { return comparison{r} }

// ComparisonRow resolves the fields of GraphQL's type of this name.
func (r *Resolver) ComparisonRow() generated.ComparisonRowResolver { return comparisonRow{r} }

// ComparisonCell resolves the fields of GraphQL's type of this name.
func (r *Resolver) ComparisonCell() generated.ComparisonCellResolver { return comparisonCell{} }

// Diff resolves the fields of GraphQL's type of this name.
func (r *Resolver) Diff() generated.DiffResolver { return diff{r} }

// Corroboration resolves the fields of GraphQL's type of this name.
func (r *Resolver) Corroboration() generated.CorroborationResolver { return corroboration{r} }

// TimelineConnection counts lists of them.
func (r *Resolver) TimelineConnection() generated.TimelineConnectionResolver {
	return totalCounts[*explore.TimelineEntry]{}
}

// ComparisonRowConnection counts lists of them.
func (r *Resolver) ComparisonRowConnection() generated.ComparisonRowConnectionResolver {
	return totalCounts[*explore.ComparisonRow]{}
}

// ChangeConnection counts lists of them.
func (r *Resolver) ChangeConnection() generated.ChangeConnectionResolver {
	return totalCounts[*explore.Change]{}
}

// SearchHit resolves the fields of GraphQL's type of this name.
func (r *Resolver) SearchHit() generated.SearchHitResolver { return searchHit{r} }
