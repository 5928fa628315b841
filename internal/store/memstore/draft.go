package memstore

import (
	"entente/internal/knowledge"
	"entente/internal/store/changeset"
)

// draft is a snapshot before it is published.
type draft struct {
	*snapshot
	*changeset.Draft
	watch watch
	base  *snapshot
	// dated are the ids of entities whose life may change; marked are the old definitions of relations that change how they date the life
	// of their ends; bounded are lists of statements whose horizon a redefinition may change.
	dated   map[knowledge.ID]bool
	marked  []*relationRow
	bounded []list
	// fresh are the new statements, by link.
	fresh []linkPosting
}
