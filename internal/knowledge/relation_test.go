package knowledge_test

import (
	"strings"
	"testing"

	"entente/internal/knowledge"

	"github.com/stretchr/testify/assert"
)

type kinds = []knowledge.EntityKind

func TestIsRelationName(t *testing.T) {
	for _, name := range []string{"MEMBER_OF", "RUNS", "A", "G7_MEMBER", "A_1", strings.Repeat("A", 64)} {
		assert.True(t, knowledge.IsRelationName(name), name)
	}
	for _, name := range []string{"", "member_of", "_A", "A_", "A__B", "1A", "A-B", "A B", "É", "A\n", strings.Repeat("A", 65)} {
		assert.False(t, knowledge.IsRelationName(name), "%q", name)
	}
}

func TestRelationJoins(t *testing.T) {
	member := &knowledge.Relation{Name: "MEMBER_OF", SubjectKinds: kinds{"COUNTRY"}, ObjectKinds: kinds{"ALLIANCE", "ORGANIZATION"}}
	ties := &knowledge.Relation{Name: "COOPERATES_WITH", Symmetric: true, SubjectKinds: kinds{"COUNTRY"}, ObjectKinds: kinds{"COUNTRY", "ALLIANCE"}}
	tests := []struct {
		name            string
		relation        *knowledge.Relation
		subject, object knowledge.EntityKind
		message         string
	}{
		{"forward", member, "COUNTRY", "ALLIANCE", ""},
		{"turned", member, "ALLIANCE", "COUNTRY", "subject and object seem to be the wrong way round"},
		{"subject", member, "CITY", "ALLIANCE", "the subject of MEMBER_OF is a country, not a city"},
		{"object", member, "COUNTRY", "CITY", "the object of MEMBER_OF is an alliance or an organization, not a city"},
		{"symmetric, forward", ties, "COUNTRY", "ALLIANCE", ""},
		{"symmetric, from the other end", ties, "ALLIANCE", "COUNTRY", ""},
		{"symmetric, neither", ties, "ALLIANCE", "ALLIANCE", "the subject of COOPERATES_WITH is a country, not an alliance"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := tt.relation.Joins(tt.subject, tt.object)
			if tt.message == "" {
				assert.NoError(t, err)
				return
			}
			assert.ErrorContains(t, err, tt.message)
			assert.Equal(t, knowledge.Invalid, knowledge.CodeOf(err))
		})
	}
}

func TestRelationSameDefinition(t *testing.T) {
	make := func(change func(*knowledge.Relation)) *knowledge.Relation {
		r := &knowledge.Relation{
			Name: "MEMBER_OF", Label: "is a member", InverseLabel: "of it", Category: "AFFILIATION", Exclusive: "NONE",
			SubjectKinds: kinds{"COUNTRY"}, ObjectKinds: kinds{"ALLIANCE"}, Dataset: "dataset:a",
		}
		if change != nil {
			change(r)
		}
		return r
	}
	a := make(nil)
	assert.NoError(t, a.SameDefinition(make(func(r *knowledge.Relation) { r.Description, r.Dataset = "Told otherwise.", "dataset:b" })))
	for name, change := range map[string]func(*knowledge.Relation){
		"label": func(r *knowledge.Relation) { r.Label = "belongs to" }, "category": func(r *knowledge.Relation) { r.Category = "OTHER" },
		"labels with the words elsewhere": func(r *knowledge.Relation) { r.Label, r.InverseLabel = "is a", "member of it" },
		"symmetric":                       func(r *knowledge.Relation) { r.Symmetric = true }, "kinds": func(r *knowledge.Relation) { r.ObjectKinds = kinds{"CITY"} },
		"exclusive": func(r *knowledge.Relation) { r.Exclusive = knowledge.ExclusiveObject },
	} {
		err := a.SameDefinition(make(change))
		assert.Equal(t, knowledge.Invalid, knowledge.CodeOf(err), name)
		assert.ErrorContains(t, err, "MEMBER_OF is already defined by dataset:a with another ")
	}
	assert.Equal(t, knowledge.ID("dataset:a"), a.Dataset, "neither is changed")
}

func TestEnumerationsAreWhole(t *testing.T) {
	assert.Len(t, knowledge.RelationCategories(), 8)
	assert.Equal(t, []knowledge.Exclusive{"NONE", "SUBJECT", "OBJECT"}, knowledge.Exclusives())
	assert.Equal(t, []knowledge.Certainty{"CERTAIN", "PRESUMED", "POSSIBLE"}, knowledge.Certainties())
	assert.Len(t, knowledge.NameKinds(), 7)
}
