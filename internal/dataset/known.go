package dataset

import (
	"iter"
	"slices"

	"entente/internal/edtf"
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
	// called has the holders of a name or a code, by the keys of nameKeys and codeKeys.
	called    map[string][]holder
	documents map[knowledge.ID][]knowledge.ID
	// spelled has names by half of their letters, for nearly equal ones.
	spelled map[string][]spelling
	// places are where rows stand that a folder being read defines.
	places map[knowledge.RowKey]string
	// words are the ids and names that a hint may suggest, the first maxWords of them.
	words []string
}

// holder is an entity that a dataset gives a name or a code, for some time.
type holder struct {
	entity, dataset knowledge.ID
	from, to        edtf.Date
}

// on says whether it may have been so on a day of a span.
func (h holder) on(span edtf.Span) bool {
	return (h.from.IsZero() || h.from.Span().First <= span.Last) && (h.to.IsZero() || h.to.Span().Last >= span.First)
}

// maxWords limits what a mistaken word is compared with: a hint costs an edit distance for each.
const maxWords = 5000

// Add adds relations, documents and parts of entities. Other rows cannot be referred to and are ignored.
func (k *Known) Add(rows ...knowledge.Row) {
	if k.relations == nil {
		k.relations = map[string][]*knowledge.Relation{}
		k.entities = map[knowledge.ID][]knowledge.ID{}
		k.called = map[string][]holder{}
		k.documents = map[knowledge.ID][]knowledge.ID{}
		k.spelled = map[string][]spelling{}
		k.places = map[knowledge.RowKey]string{}
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

// addEntity makes an entity known by its id, its names and its codes.
func (k *Known) addEntity(part *knowledge.EntityPart) {
	k.entities[part.ID] = append(k.entities[part.ID], part.Dataset)
	var words []string
	for name := range namesOf(part) {
		words = append(words, name.Text)
		k.call(part, name.ValidFrom, name.ValidTo, nameKeys(part.ID, name))
		k.spell(part, name)
	}
	for _, i := range part.Identifiers {
		k.call(part, i.ValidFrom, i.ValidTo, codeKeys(i))
	}
	for _, word := range append(words, part.ID) {
		if word != "" && len(k.words) < maxWords {
			k.words = append(k.words, word)
		}
	}
}

// namesOf gives the name of an entity, its abbreviation and its further names.
func namesOf(part *knowledge.EntityPart) iter.Seq[knowledge.Name] {
	return func(yield func(knowledge.Name) bool) {
		if !yield(knowledge.Name{Text: part.Name}) || part.Abbreviation != "" && !yield(knowledge.Name{Text: string(part.Abbreviation)}) {
			return
		}
		for _, n := range part.Names {
			if n.Kind != knowledge.NameDemonym && !yield(n) {
				return
			}
		}
	}
}

func (k *Known) call(part *knowledge.EntityPart, from, to edtf.Date, keys []string) {
	one := holder{part.ID, part.Dataset, from, to}
	for _, key := range keys {
		// Only the last can be the same: many entities may have one name, and looking through all would cost their square.
		if all := k.called[key]; len(all) == 0 || all[len(all)-1] != one {
			k.called[key] = append(all, one)
		}
	}
}

// find returns the holders of an id, which means itself, of a code with its scheme, of a name, or of a code that needs no scheme: of the
// first of these that there is. Those that only the dataset except has are left out.
func (k *Known) find(text string, except knowledge.ID) []holder {
	if hasOther(k.entities[text], except) {
		return []holder{{entity: text}}
	}
	ref, err := knowledge.ParseRef(text)
	if err != nil {
		return nil
	}
	keys := ref.Keys()
	slices.Reverse(keys)
	for _, key := range append(keys, bareCode+ref.Keys()[0]) {
		if found := k.holders(key, except); len(found) > 0 {
			return found
		}
	}
	return nil
}

// holders returns the holders of a key but for those that only the dataset except has.
func (k *Known) holders(key string, except knowledge.ID) []holder {
	all := k.called[key]
	if !slices.ContainsFunc(all, func(h holder) bool { return h.dataset == except }) {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(h holder) bool { return h.dataset == except })
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
