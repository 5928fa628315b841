package dataset_test

import "testing"

// sameAs is the demo with a claim that two entities are the same.
func sameAs(subject, object string) map[string]string {
	files := statement("relation: SAME_AS", "subject: "+subject, "object: "+object)
	files["relations.yaml"] = demo()["relations.yaml"] + `- name: SAME_AS
  label: is the same as
  category: other
  symmetric: true
  subjectKinds: [country, alliance]
  objectKinds: [country, alliance]
  description: The two are one.
`
	return files
}

func TestProblems_OfEntitiesThatCannotBeTheSame(t *testing.T) {
	runProblems(t, []problemCase{
		{"two of a kind", sameAs("Georgia", "Armenia"), nil},
		{"itself", sameAs("Georgia", "Sakartvelo"), []string{
			`statements.yaml:3:11: error: this says that country:georgia is the same as itself; name the other entity, or remove the statement [bad-value]`,
		}},
		{"two kinds", sameAs("Georgia", "NATO"), []string{
			`statements.yaml:3:11: error: country:georgia and alliance:nato are of two kinds, and only entities of one kind can be the same; give both one kind, or say how they are related by another relation [kind-not-joined]`,
		}},
		{"two kinds in a list", sameAs("[Georgia, Armenia]", "[Armenia, NATO]"), []string{
			`statements.yaml:3:11: error: country:georgia and alliance:nato are of two kinds, and only entities of one kind can be the same; give both one kind, or say how they are related by another relation [kind-not-joined]`,
			`statements.yaml:3:11: error: this says that country:armenia is the same as itself; name the other entity, or remove the statement [bad-value]`,
			`statements.yaml:3:11: error: country:armenia and alliance:nato are of two kinds, and only entities of one kind can be the same; give both one kind, or say how they are related by another relation [kind-not-joined]`,
		}},
	})
}
