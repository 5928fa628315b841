package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// relationsPage is the page of the built-in relations, as the command has them.
func relationsPage(all []relation) string {
	var b strings.Builder
	b.WriteString(`# The built-in relations

What there is to choose from for the ` + "`relation`" + ` of a statement, and for ` + "`relations`" + ` in a query's filter. ` + "`entente relations`" + ` lists those of any
graph. A dataset may bring more ([datasets.md](datasets.md)). This page is written by ` + "`go test ./cmd/entente -run TestDocs_Relations -update`" + `.
`)
	category := ""
	for _, r := range all {
		if r.Category != category {
			category = r.Category
			fmt.Fprintf(&b, "\n## %s\n\n| relation | reads | of | to | what it means, and an example |\n|---|---|---|---|---|\n", strings.ToLower(strings.ReplaceAll(category, "_", " ")))
		}
		reads := r.Label
		if !r.Symmetric {
			reads += "; " + r.InverseLabel
		}
		means := r.Description
		if r.Example != "" {
			means += " *" + r.Example + "*"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", r.Name, reads, kindsInWords(r.SubjectKinds), kindsInWords(r.ObjectKinds), strings.ReplaceAll(means, "|", `\|`))
	}
	return b.String()
}

func TestDocs_Relations_AreThoseThatThereAre(t *testing.T) {
	const file = "../../docs/relations.md"
	var listed struct{ Relations []relation }
	require.NoError(t, json.Unmarshal([]byte(do(t, program{openStore: openStore}, "relations", "--json")), &listed))
	require.Greater(t, len(listed.Relations), 50)
	examples := 0
	for _, r := range listed.Relations {
		assert.Equal(t, r.StatementCount > 0, r.Example != "", r.Name)
		if r.Example != "" {
			examples++
		}
	}
	assert.Greater(t, examples, 30)
	want := relationsPage(listed.Relations)
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(want), 0o644))
	}
	page, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, want, string(page), "go test ./cmd/entente -run TestDocs_Relations -update writes the page")
}

func TestRelations_PrintsThoseThatFit(t *testing.T) {
	p, _ := kept(t)
	do(t, p, "load", "--apply", write(t, "treaties", treaties()))
	want := `AFFILIATION
  MEMBER_OF: is a member of, has as a member
      country, territory, alliance, organization, person, group, actor -> alliance, organization, group; 1 statement
      Belongs to the object with a member's rights and duties, by the object's own rules.
      as: Norland is a member of Northern Pact (1990/..)
`
	assert.Equal(t, want, do(t, p, "relations", "member's", "DUTIES"))
	got := runProgram(t.Context(), p, "relations", "membr_of")
	assert.Equal(t, result{exitOK, "", "no relation fits \"membr_of\"; did you mean MEMBER_OF?\n"}, got)
	got = runProgram(t.Context(), p, "relations", "--json", "xyzzyplugh")
	assert.JSONEq(t, `{"relations": []}`, got.out)
	empty, _ := kept(t)
	assert.Equal(t, result{exitOK, "", "the graph has no relations\n"}, runProgram(t.Context(), empty, "relations"))
}
