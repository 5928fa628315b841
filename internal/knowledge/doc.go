// Package knowledge is the domain of Entente: who stood how to whom, when, and according to whom.
//
// It holds the words as Go types (Entity, Statement, Link, Relation, Document, Dataset, Scope, Revision) and the rules
// that give them their meaning, as plain functions: what a validity's four bounds are (ResolveValidity), which
// statements a scope admits (Scope.Admits), when a link is held (Statement.Affirms), how rows are ordered
// (StatementKey and its kin), how ids are made (StatementID, LinkID), what a reference may mean (Ref), how entities of
// several datasets join (MergeEntity) and how equal content gets an equal hash (Row.Hash).
//
// It does no input or output and knows no technology: no store, no GraphQL, no files. Start at Statement and Scope.
package knowledge
