// Package loader takes datasets into a store and out again: it plans what would change, shows the plan in words, and applies it
// as one revision.
//
// Start at Read, which reads folders that are to be loaded into a graph and holds them against rules of the domain, and NewPlan,
// which compares what they say with what the graph has. Loading what is already there plans nothing; what left a dataset is
// removed with it, and no other dataset's rows are touched. NewUndo and NewDrop give plans of the same type. Plan.Sample puts
// the first rows of a plan into words; Plan.Apply makes the plan a revision, wholly or not at all.
package loader
