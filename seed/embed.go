// Package seed holds the datasets that Entente comes with, embedded, so that the program needs no file to begin with.
//
// Each folder is a dataset, as docs/datasets.md has them: vocabulary (the relations to start from), reference (names, codes,
// capitals and borders of the world's countries), south-caucasus (what a news page says of NATO's partnerships) and memberships
// (who belonged to what, from when to when, according to whom).
package seed

import "embed"

// Files are the folders of all datasets.
//
//go:embed vocabulary reference south-caucasus memberships
var Files embed.FS

// Names are the datasets in load order: what the others rest on comes first.
func Names() []string { return []string{"vocabulary", "reference", "south-caucasus", "memberships"} }
