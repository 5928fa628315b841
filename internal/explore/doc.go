// Package explore answers the questions that need more than one look-up in a store: the neighbourhood of an entity (Subgraph), how
// two entities are connected (Paths), what happened when (Timeline), what several entities have in common (Compare), what differs
// between two scopes (Diff), how a claim stands against those of other sources (Corroborate, Levels, Summaries), how many
// statements there are by some property (Count), and what rests on one source alone (OnlySourceOf).
//
// Start at Explorer; a server keeps one. Every answer depends only on the statements of one revision and on a scope, and has the
// same order on every call and in every store. Every question is bounded (bounds.go): one that asks for more is an error with the
// code knowledge.LimitExceeded that names the limit.
//
// Revisions never change, so what is read of one is cached for the next question; see adjacency.
package explore
