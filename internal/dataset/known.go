package dataset

import (
	"slices"

	"entente/internal/knowledge"
)

// Known is what a folder may refer to outside itself: the relations and entities of the vocabulary, of a store, of the datasets that it is
// read with. The zero Known is empty and ready to use. It is not safe for concurrent changes; any number of folders may be read with it at
// once.
//
// Rows of the dataset that is being read are ignored: they are its previous version.
type Known struct {
	// Each name and id leads to all that have it, by dataset.
	relations map[string][]*knowledge.Relation
	entities  map[knowledge.ID][]knowledge.ID
	called    map[string][]entityName
	documents map[knowledge.ID][]knowledge.ID
	// words are the ids and names that a hint may suggest, the first maxWords of them.
	words []string
}

// entityName is an entity that a dataset calls by some name.
type entityName struct{ entity, dataset knowledge.ID }

// maxWords limits what a mistaken word is compared with: a hint costs an edit distance for each.
const maxWords = 5000

// Add adds relations, documents and parts of entities. Other rows cannot be referred to and are ignored.
func (k *Known) Add(rows ...knowledge.Row) {
	if k.relations == nil {
		k.relations = map[string][]*knowledge.Relation{}
		k.entities = map[knowledge.ID][]knowledge.ID{}
		k.called = map[string][]entityName{}
		k.documents = map[knowledge.ID][]knowledge.ID{}
	}
	for _, row := range rows {
		switch r := row.(type) {
		case *knowledge.Relation:
			k.relations[r.Name] = append(k.relations[r.Name], r)
		case *knowledge.Document:
			k.documents[r.ID] = append(k.documents[r.ID], r.Dataset)
		case *knowledge.EntityPart:
			k.addEntity(r)
		}
	}
}

// addEntity makes an entity known by its id and its names.
func (k *Known) addEntity(part *knowledge.EntityPart) {
	k.entities[part.ID] = append(k.entities[part.ID], part.Dataset)
	names := []string{part.Name, string(part.Abbreviation)}
	for _, n := range part.Names {
		// A demonym names the people: "Georgian" is not Georgia.
		if n.Kind != knowledge.NameDemonym {
			names = append(names, n.Text)
		}
	}
	one := entityName{part.ID, part.Dataset}
	for _, name := range names {
		// Only the last can be the same: many entities may have one name, and looking through all would cost their square.
		key := knowledge.Fold(name)
		if all := k.called[key]; key != "" && (len(all) == 0 || all[len(all)-1] != one) {
			k.called[key] = append(all, one)
		}
	}
	for _, word := range append(names, part.ID) {
		if word != "" && len(k.words) < maxWords {
			k.words = append(k.words, word)
		}
	}
}

// find returns the ids of the entities that a text means, sorted: an id means itself, anything else all entities of that name. Entities
// that only the dataset except has are left out.
func (k *Known) find(text string, except knowledge.ID) []knowledge.ID {
	if hasOther(k.entities[text], except) {
		return []knowledge.ID{text}
	}
	var ids []knowledge.ID
	for _, one := range k.called[knowledge.Fold(text)] {
		if one.dataset != except {
			ids = append(ids, one.entity)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// relation returns the relation of a name as the first other dataset defines it; nil for none.
func (k *Known) relation(name string, except knowledge.ID) *knowledge.Relation {
	for _, r := range k.relations[name] {
		if r.Dataset != except {
			return r
		}
	}
	return nil
}

// document returns another dataset that has a document of this id, or "".
func (k *Known) document(id, except knowledge.ID) knowledge.ID {
	for _, dataset := range k.documents[id] {
		if dataset != except {
			return dataset
		}
	}
	return ""
}

func (k *Known) relationNames() []string {
	var names []string
	for name := range k.relations {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func hasOther(datasets []knowledge.ID, except knowledge.ID) bool {
	return slices.ContainsFunc(datasets, func(d knowledge.ID) bool { return d != except })
}
