// Package client asks a GraphQL API as its clients do: a server by its URL, or a handler in this process. It knows GraphQL, and nothing of what
// the graph is about.
//
// Start at Endpoint, which sends a Request. A Document is a query that was held against the schema: it types variables that are given as
// words, finds the first list that the query asks for with its columns (Table), and follows the pages of that list (Table.Pages), one in
// memory at a time.
package client
