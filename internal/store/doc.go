// Package store is the contract of every store of the graph: which queries there are, how results are ordered, what stands for missing
// rows, which errors there are and how a change is applied.
//
// Start at Store. It is composed of small interfaces, so that a function that reads only statements takes only those. The embedded store is
// memstore; storetest holds the test suite that every store passes.
package store
