// Package export writes the claims of a scope as files that other tools read: tables for spreadsheets and data frames, graphs for network
// analysis, linked data, a script for Neo4j, a map, and rows that load back into the same graph.
//
// Start at Write, and at Formats, which lists what there is. A Selection says what of a graph is written. Files are written as they are read:
// memory grows with the number of the ids at the ends of the claims, not with the claims. What a format cannot hold is said in the file
// itself, or beside it; see Format.Leaves.
//
// Datasets whose licence is not known to permit redistribution are left out and named, unless the selection includes them.
package export
