// Package model holds the few types that GraphQL needs beside the domain's: one Go type for each kind of entity, since a
// GraphQL interface tells its objects apart by their Go types, and the pages of lists.
//
// Start at Wrap, which gives an entity the type of its kind, and at List, which every connection rests on.
package model
