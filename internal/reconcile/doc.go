// Package reconcile is the Reconciliation Service API, version 0.2, of the W3C Entity Reconciliation Community Group
// (https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/): OpenRefine and other clients match the cells of a table
// against the entities of the graph by it.
//
// Start at New. A request is read in batch.go, and each query of its batch answered in candidates.go: what the words of package question
// mean exactly, and else what package search finds. Of these only an exact one is a match.
package reconcile
