package neo4jstore

import (
	"hash/maphash"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store/changeset"
)

func (p *horizonTargets) add(link knowledge.ID, least int) {
	if known, found := p.links[link]; !found || least < known {
		p.links[link] = least
	}
}

// note adds the links whose statements this one may end: those of the relations that its own ends, and its rivals.
func (p *horizonTargets) note(st *knowledge.Statement, relation func(string) *knowledge.Relation) {
	r := relation(st.Relation)
	if r == nil || !st.Affirms() {
		return
	}
	for _, link := range changeset.LinksBetween(changeset.RelationsEnded(r, relation), st) {
		p.add(link, 1)
	}
	p.noteEnds(r, st)
}

func (p *horizonTargets) noteEnds(r *knowledge.Relation, st *knowledge.Statement) {
	for _, id := range r.ExclusiveEnds(st) {
		p.ends[exclusiveEnd{id, st.Relation}] = true
	}
}

// noteRemoved notes the statements that a removed statement may have bounded, by the definition of its relation at that time.
func (d *draft) noteRemoved(st *knowledge.Statement) {
	d.removedTargets.add(st.Link, 1)
	d.removedTargets.note(st, d.base.Relation)
}

// noteLink notes that a statement of the link is added.
func (d *draft) noteLink(st *knowledge.Statement) {
	d.linkHashes = append(d.linkHashes, maphash.String(d.linkSeed, st.Link))
}

// isShared reports whether a link may have other statements than this new one.
func (d *draft) isShared(st *knowledge.Statement) bool {
	if d.base.counts.Relations[st.Relation] > 0 {
		return true
	}
	hash := maphash.String(d.linkSeed, st.Link)
	at, _ := slices.BinarySearch(d.linkHashes, hash)
	return at+1 < len(d.linkHashes) && d.linkHashes[at+1] == hash
}
