// Package loader takes datasets into a store: it plans what would change, and applies the plan as one revision.
//
// Start at NewPlan. Loading what is already there plans nothing; what left a dataset is removed with it, and no other dataset's
// rows are touched.
package loader
