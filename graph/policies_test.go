package graph

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"entente/graph/generated"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"
)

// The policies for clients to copy name every type that has a view id, and no other.
func TestPolicies_NameEveryTypeWithAViewID(t *testing.T) {
	text, err := os.ReadFile("../docs/clients/policies.mjs")
	require.NoError(t, err)
	list := regexp.MustCompile(`(?s)viewTypes = \[(.*?)\]`).FindSubmatch(text)
	require.NotNil(t, list)
	var listed, want []string
	for _, name := range regexp.MustCompile(`'(\w+)'`).FindAllSubmatch(list[1], -1) {
		listed = append(listed, string(name[1]))
	}
	for _, definition := range generated.Schema().Types {
		if definition.Kind == ast.Object && definition.Fields.ForName("id") != nil {
			assert.NotNil(t, definition.Fields.ForName("viewId"), definition.Name)
			want = append(want, definition.Name)
		}
	}
	slices.Sort(want)
	assert.Equal(t, want, listed)
}
