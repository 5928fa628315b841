package dataset

import (
	"context"
	"fmt"

	"entente/internal/knowledge"
)

func relationShape() shape {
	return shape{
		what:     "a relation",
		required: []string{"name", "label", "category", "subjectKinds", "objectKinds", "description"},
		optional: []string{"inverseLabel", "symmetric", "exclusive", "ends", "existence", "beginTolerance", "qualifiers"},
	}
}

// maxTolerance bounds the days by which begins may differ: a hundred years.
const maxTolerance = 36_525

func existenceShape() shape {
	return shape{what: "an existence", optional: []string{"subject", "object"}}
}

func (r *reader) readRelations(ctx context.Context) {
	r.file(relationsFile).list(ctx, relationShape(), func(rec *record) {
		relation := r.decodeRelation(rec)
		if knowledge.IsRelationName(relation.Name) && r.define(rec, "name", relation) {
			r.folder.Relations = append(r.folder.Relations, relation)
		}
	})
}

// decodeRelation reads a relation and checks that it reads well in both directions.
func (r *reader) decodeRelation(rec *record) *knowledge.Relation {
	relation := &knowledge.Relation{
		Name:         rec.text("name", MaxName),
		Label:        rec.text("label", MaxName),
		InverseLabel: rec.text("inverseLabel", MaxName),
		Category:     choice(rec, "category", knowledge.RelationCategories(), ""),
		Symmetric:    rec.boolean("symmetric"),
		Exclusive:    choice(rec, "exclusive", knowledge.Exclusives(), knowledge.ExclusiveNone),
		SubjectKinds: kinds(rec, "subjectKinds"),
		ObjectKinds:  kinds(rec, "objectKinds"),
		Description:  rec.prose("description"),
		Dataset:      r.folder.Dataset.ID,
		// An invalid value is reported, and replaced by 0.
		BeginTolerance: max(rec.count("beginTolerance", maxTolerance), 0),
		Qualifiers:     qualifierDefinitions(rec),
	}
	for _, name := range rec.texts("ends") {
		relation.Ends = append(relation.Ends, name.text)
	}
	if e := rec.mapping("existence", existenceShape()); e != nil {
		relation.SubjectExistence = choice(e, "subject", knowledge.Existences(), "")
		relation.ObjectExistence = choice(e, "object", knowledge.Existences(), "")
	}
	if relation.Name != "" && !knowledge.IsRelationName(relation.Name) {
		rec.fail(rec.valueAt("name"), BadValue, fmt.Sprintf("%s is no name of a relation: it has capital letters, digits and _, as MEMBER_OF, and at most 64 of them", quoted(relation.Name)), "")
	}
	checkInverse(rec, relation)
	return relation
}

// checkInverse checks that the relation reads well in both directions.
func checkInverse(rec *record, relation *knowledge.Relation) {
	switch {
	case relation.Symmetric && !rec.has("inverseLabel"):
		relation.InverseLabel = relation.Label
	case relation.Symmetric && relation.InverseLabel != relation.Label:
		rec.fail(rec.valueAt("inverseLabel"), BadValue, "a symmetric relation reads the same from either end: its inverseLabel is its label", "leave inverseLabel out")
	case !rec.has("inverseLabel"):
		rec.fail(rec.at, MissingKey, "a relation has no inverseLabel, which it must have unless it is symmetric", "")
	}
}

func kinds(rec *record, key string) []knowledge.EntityKind {
	var all []knowledge.EntityKind
	for _, word := range rec.texts(key) {
		if kind := pick(rec, word, key, knowledge.EntityKinds(), ""); kind != "" {
			all = append(all, kind)
		}
	}
	return all
}

// checkRelations compares the folder's relations with those of the same name elsewhere.
func (r *reader) checkRelations() {
	f := r.file(relationsFile)
	for _, relation := range r.folder.Relations {
		r.checkEnded(f, relation)
		for _, where := range []*Known{r.together, r.known} {
			other := where.relation(relation.Name, relation.Dataset)
			if other == nil {
				continue
			}
			if err := other.SameDefinition(relation); err != nil {
				f.fail(r.rowPositions[relation.Key()], RelationDiffers, err.Error(), "give it another name, or leave it out")
				break
			}
		}
	}
}

// checkEnded checks that the relations exist that a relation ends.
func (r *reader) checkEnded(f *file, relation *knowledge.Relation) {
	for _, name := range relation.Ends {
		switch {
		case name == relation.Name:
			f.fail(r.rowPositions[relation.Key()], BadValue, fmt.Sprintf("%s cannot end itself", name), "name the relations that are over once one of it begins")
		case r.lookUpRelation(name) == nil:
			f.fail(r.rowPositions[relation.Key()], UnknownRelation, fmt.Sprintf("%s ends a relation that there is not: %s", relation.Name, quoted(name)), r.relationHint(name))
		}
	}
}
