// Package store is the contract that every store of the graph keeps: what can be asked, in which order answers come, what
// absent looks like, which errors there are and how a change is applied.
//
// Start at Store. Its roles are small interfaces, so that what needs only statements asks for only those. The embedded store
// is memstore; storetest holds the suite that every store passes.
package store
