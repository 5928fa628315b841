// Package explore answers the questions that take more than one look into a store: what lies around an entity (Subgraph), how
// two are joined (Paths), what happened when (Timeline), what several have in common (Compare), what differs between two
// scopes (Diff), how a claim stands against those of other sources (Corroborate, Levels, Summaries), and what rests on one
// source alone (OnlySourceOf).
//
// Start at Explorer, which a server keeps one of. Every answer follows from the statements of one revision and a scope, in
// an order that is the same on every call and in every store. Every question is bounded (bounds.go): what asks for more is an
// error with the code knowledge.LimitExceeded that names the number that passes.
//
// What was read of a revision is kept for the next question, as revisions never change: see atlas.
package explore
