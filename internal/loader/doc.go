// Package loader loads datasets into a store and removes them: it plans what would change, describes the plan, and applies it as one
// revision.
//
// Start at Read, which reads folders that are to be loaded into a graph and checks them against domain rules, and NewPlan, which compares
// their content with the graph. Loading unchanged datasets plans nothing; rows that left a dataset are removed, and rows of other datasets
// are not touched. NewUndo and NewDrop return plans of the same type. Plan.Sample describes the first rows of a plan; Plan.Apply makes the
// plan a revision, wholly or not at all.
package loader
