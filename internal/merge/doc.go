// Package merge makes answers of entities that sources say are the same: a view of a graph in which each class of them is one entity. The graph is
// not changed, and every statement of the view knows the one that its source made (see knowledge.Statement.Original).
//
// Start at Find, which returns the classes that the claims in a scope make, and at New, which returns the view of a revision with such classes. The
// view is a store.Reader, so that whoever asks a store may ask it. What a claim's own time is, and what ends it, stays as the store has it.
package merge
