package dataset

import (
	"slices"

	"entente/internal/knowledge"
)

// Known is what a folder may refer to beyond itself: the relations and entities of the start vocabulary, of a store, of the
// datasets that it is read with. The zero Known is empty and ready. It is not safe for concurrent changes; any number of
// folders may be read with it at once.
//
// Rows of the dataset that is being read are passed over: they are what the folder said before.
type Known struct {
	// Each name and id leads to all that have it, by dataset.
	relations map[string][]*knowledge.Relation
	entities  map[knowledge.ID][]knowledge.ID
	called    map[string][]owned
	documents map[knowledge.ID][]knowledge.ID
	// words are the ids and names that a hint may suggest, the first maxWords of them.
	words []string
}

// owned is an entity that a dataset gives some name.
type owned struct{ entity, dataset knowledge.ID }

// maxWords bounds what is compared with a mistaken word: a hint costs an edit distance for each.
const maxWords = 5000

// Add makes relations, documents and parts of entities known. Other rows are not referred to and count for nothing.
func (k *Known) Add(rows ...knowledge.Row) {
	if k.relations == nil {
		k.relations = map[string][]*knowledge.Relation{}
		k.entities = map[knowledge.ID][]knowledge.ID{}
		k.called = map[string][]owned{}
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

func (k *Known) addEntity(part *knowledge.EntityPart) {
	k.entities[part.ID] = append(k.entities[part.ID], part.Dataset)
	names := []string{part.Name, string(part.Abbreviation)}
	for _, n := range part.Names {
		// A demonym names the people: "Georgian" is not Georgia.
		if n.Kind != knowledge.NameDemonym {
			names = append(names, n.Text)
		}
	}
	one := owned{part.ID, part.Dataset}
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

// find gives the ids of the entities that a text means, sorted: an id means itself, anything else all entities of that
// name. What only the dataset except knows is passed over.
func (k *Known) find(text string, except knowledge.ID) []knowledge.ID {
	if others(k.entities[text], except) {
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

// relation gives the relation of a name as the first other dataset defines it; nil where none does.
func (k *Known) relation(name string, except knowledge.ID) *knowledge.Relation {
	for _, r := range k.relations[name] {
		if r.Dataset != except {
			return r
		}
	}
	return nil
}

// document gives another dataset that has a document of this id, or "".
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

func others(datasets []knowledge.ID, except knowledge.ID) bool {
	return slices.ContainsFunc(datasets, func(d knowledge.ID) bool { return d != except })
}
