// Package knowledge is the domain of Entente: the relations between international actors, with their time and their sources.
//
// It defines the types of the domain (Entity, Statement, Link, Relation, Document, Dataset, Scope, Revision) and the rules on them, as
// plain functions: what the four bounds of a validity are (ResolveValidity), which statements a scope admits (Scope.Admits), when a link is
// held (Statement.Affirms), how rows are ordered (StatementKey and related functions), how ids are made (StatementID, LinkID), what a
// reference means (Ref), how the parts of an entity merge (MergeEntity) and how equal content gets an equal hash (Hash).
//
// It does no input or output and depends on no technology: no store, no GraphQL, no files. Start at Statement and Scope.
package knowledge
