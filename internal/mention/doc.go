// Package mention finds where documents name entities: by a name, alias, abbreviation or demonym, the longest first.
//
// Mentions are no rows of a store: they follow from its names and texts, and are found anew for each revision that is asked.
// Start at Cache, which a server keeps one of, and at Index, which answers for one revision.
package mention
