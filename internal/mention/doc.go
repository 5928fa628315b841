// Package mention finds where documents name entities: by a name, alias, abbreviation or demonym, the longest match first.
//
// Mentions are not rows of a store: they are derived from its names and texts, for each revision on demand. Start at Cache, of
// which a server keeps one, and at Index, which holds the mentions of one revision.
package mention
