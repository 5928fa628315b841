package memstore

import (
	"hash/maphash"

	"github.com/tidwall/btree"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// snapshot is the graph at one revision. It never changes after it is published.
type snapshot struct {
	revision *knowledge.Revision
	// changes are the changes of the revision, in the order of rows.
	changes []store.RowChange

	// datasets are in load order; relationParts by id and dataset. Both are so small that a change copies them.
	datasets      []*datasetRow
	relationParts []*knowledge.Relation
	// relations are by name; relationList is the same as a list in the order of the contract.
	relations    map[string]*relationRow
	relationList []*knowledge.Relation

	documents      table[*documentRow]         // by id
	documentsByDay *btree.BTreeG[*documentRow] // by publication

	parts    *btree.BTreeG[*knowledge.EntityPart] // by id and dataset
	entities *hashTable[*entityRow]
	// livesKnown is the number of entities with a known life.
	livesKnown     int
	entitiesByID   *btree.BTreeG[*entityRow]
	entitiesByName *btree.BTreeG[*entityRow]
	lookups        *btree.BTreeG[lookup]

	// members are the documents and entities of each dataset, by id.
	members *btree.BTreeG[member]

	statements       table[*knowledge.Statement]    // by id
	postings         *btree.BTreeG[posting]         // of each list, by validFrom
	documentPostings *btree.BTreeG[documentPosting] // of each document, by place
	linkPostings     *btree.BTreeG[linkPosting]     // of each link, by validFrom
	linkEnds         *btree.BTreeG[linkEnd]         // the links of each entity, in the order of LinkKey

	// lengths holds the number of rows of each non-empty list.
	lengths *btree.Map[list, int32]
	// lists is the last number assigned to a list.
	lists list
	seed  maphash.Seed
}

// datasetRow is a dataset with its lists.
type datasetRow struct {
	*knowledge.Dataset
	statements, documents, entities list
}

// relationRow is a relation, as the first of its datasets defines it, with its list.
type relationRow struct {
	*knowledge.Relation
	statements list
	// endedBy are the relations that end it.
	endedBy []*knowledge.Relation
}

// documentRow is a document with its list, and its key in the order of publication.
type documentRow struct {
	*knowledge.Document
	statements list
	published  knowledge.SortKey
}

// entityRow is an entity, joined from its parts, with its lists, and its key in the order of names.
type entityRow struct {
	*knowledge.Entity
	// ends are the statements with it at an end, about those that are about it, attributed those attributed to it, and marks those that
	// date its life.
	ends, about, attributed, links, marks list
	name                                  knowledge.SortKey
}

// member is a row of a dataset: its list is the dataset's documents or entities.
type member struct {
	list list
	id   knowledge.ID
}

// lookup is an entity under one of its knowledge.LookupKeys.
type lookup struct {
	key string
	id  knowledge.ID
}

// newSnapshot returns an empty snapshot.
func newSnapshot() *snapshot {
	s := &snapshot{revision: &knowledge.Revision{}, lists: allStatements, seed: maphash.MakeSeed(), lengths: &btree.Map[list, int32]{}}
	s.documents = newTable(headOf, func(d *documentRow) knowledge.ID { return d.ID })
	s.documentsByDay = newTree(func(a, b *documentRow) bool { return a.published < b.published })
	s.parts = newTree(lessPart)
	s.entities = newHashTable(s.hash, func(e *entityRow) knowledge.ID { return e.ID })
	s.entitiesByID = newTree(func(a, b *entityRow) bool { return a.ID < b.ID })
	s.entitiesByName = newTree(func(a, b *entityRow) bool { return a.name < b.name })
	s.lookups = newTree(func(a, b lookup) bool { return a.key < b.key || a.key == b.key && a.id < b.id })
	s.members = newTree(func(a, b member) bool { return a.list < b.list || a.list == b.list && a.id < b.id })
	s.statements = newTable(headOf, func(s *knowledge.Statement) knowledge.ID { return s.ID })
	s.postings = newTree(lessPosting)
	s.documentPostings = newTree(lessDocumentPosting)
	s.linkPostings = newTree(lessLinkPosting)
	s.linkEnds = newTree(lessLinkEnd)
	return s
}

// fork returns a mutable snapshot of the same content, in constant time: the trees copy a node when they first change it.
//
// Copying a tree writes the mark by which it recognizes its own nodes, which reading does not access, so a published snapshot may be forked
// while it is read.
func (s *snapshot) fork() *snapshot {
	f := *s
	f.changes = nil
	f.documents, f.documentsByDay = s.documents.copy(), s.documentsByDay.Copy()
	f.parts, f.entities = s.parts.Copy(), s.entities.copy()
	f.entitiesByID, f.entitiesByName = s.entitiesByID.Copy(), s.entitiesByName.Copy()
	f.lookups, f.members = s.lookups.Copy(), s.members.Copy()
	f.statements, f.postings, f.documentPostings = s.statements.copy(), s.postings.Copy(), s.documentPostings.Copy()
	f.linkPostings, f.linkEnds = s.linkPostings.Copy(), s.linkEnds.Copy()
	f.lengths = s.lengths.Copy()
	return &f
}

// newList assigns a number to a new list.
func (s *snapshot) newList() list {
	s.lists++
	return s.lists
}

// length is how many rows a list has.
func (s *snapshot) length(l list) int {
	n, _ := s.lengths.Get(l)
	return int(n)
}

// grow adds to the length of a list.
func (s *snapshot) grow(l list, by int32) {
	n, _ := s.lengths.Get(l)
	if n+by == 0 {
		s.lengths.Delete(l)
		return
	}
	s.lengths.Set(l, n+by)
}

func (s *snapshot) dataset(id knowledge.ID) *datasetRow {
	for _, d := range s.datasets {
		if d.ID == id {
			return d
		}
	}
	return nil
}

func (s *snapshot) document(id knowledge.ID) *documentRow {
	row, _ := s.documents.get(id)
	return row
}

func (s *snapshot) entity(id knowledge.ID) *entityRow {
	row, _ := s.entities.get(id)
	return row
}

func (s *snapshot) hash(id knowledge.ID) uint64 { return maphash.String(s.seed, id) }

func lessPart(a, b *knowledge.EntityPart) bool {
	return a.ID < b.ID || a.ID == b.ID && a.Dataset < b.Dataset
}

func partOf(id, dataset knowledge.ID) *knowledge.EntityPart {
	return &knowledge.EntityPart{Entity: knowledge.Entity{ID: id}, Dataset: dataset}
}
