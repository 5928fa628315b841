// Package model has the types that only GraphQL needs: one Go type for each kind of entity, since the types of a GraphQL interface
// are distinguished by their Go types, and the pages of lists.
//
// Start at Wrap, which converts an entity to the type of its kind, and at List, which every connection embeds.
package model
