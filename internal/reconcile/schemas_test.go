package reconcile_test

import (
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
)

// conforms holds JSON against a part of the schemas: what the specification says of it.
func conforms(t *testing.T, part, text string) {
	t.Helper()
	file, err := os.Open("testdata/schemas.json")
	require.NoError(t, err)
	defer func() { require.NoError(t, file.Close()) }()
	document, err := jsonschema.UnmarshalJSON(file)
	require.NoError(t, err)
	compiler := jsonschema.NewCompiler()
	require.NoError(t, compiler.AddResource("schemas.json", document))
	schema, err := compiler.Compile("schemas.json#/$defs/" + part)
	require.NoError(t, err)
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	require.NoError(t, err, text)
	require.NoError(t, schema.Validate(value), text)
}
