package plugin

import (
	"io"
	"log"
	"os"
	"path/filepath"
	"testing"

	"github.com/99designs/gqlgen/codegen"
	"github.com/99designs/gqlgen/codegen/config"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"
)

const models = "entente/internal/execute/plugin/testdata/odd"

// bind lets gqlgen bind a schema to the models of testdata.
func bind(t *testing.T, schema string, change func(*config.Config)) *codegen.Data {
	t.Helper()
	log.SetOutput(io.Discard)
	t.Cleanup(func() { log.SetOutput(os.Stderr) })
	c := config.DefaultConfig()
	c.SkipModTidy, c.SkipValidation = true, true
	c.Exec.Filename = filepath.Join("testdata", "generated", "generated.go")
	c.Exec.Package = "generated"
	c.Resolver.Batch.Enabled = true
	c.AutoBind = []string{models}
	c.Sources = []*ast.Source{{Name: "schema.graphql", Input: schema}}
	if change != nil {
		change(c)
	}
	require.NoError(t, config.CompleteConfig(c))
	require.NoError(t, c.LoadSchema())
	require.NoError(t, c.Init())
	data, err := codegen.BuildData(c)
	require.NoError(t, err)
	return data
}

func TestRefusals(t *testing.T) {
	const directives = `directive @guard on FIELD_DEFINITION `
	for name, c := range map[string]struct {
		schema  string
		change  func(*config.Config)
		message string
	}{
		"value and ok":     {`type Query { thing: Thing } type Thing { maybe: String }`, nil, "Thing.maybe: its method returns (value, bool)"},
		"directive":        {directives + `type Query { thing: Thing } type Thing { name: String! @guard }`, nil, "Thing.name: it has a directive that runs with the field"},
		"two pointers":     {`type Query { thing: Thing } type Thing { other: Thing }`, nil, "Thing.other: **" + models + ".Thing is a pointer too many"},
		"pointer to slice": {`type Query { thing: Thing } type Thing { numbers: [Int!] }`, nil, "Thing.numbers: [Int!] is a list, but *[]int is no slice"},
		"map": {
			`type Query { thing: Bag } type Bag { name: String! }`,
			func(c *config.Config) {
				c.Models["Bag"] = config.TypeMapEntry{Model: config.StringList{"map[string]any"}}
			},
			"Bag: the model is a map",
		},
		"one parent at a time": {
			`type Query { thing: Thing } type Thing { lookup: String }`,
			func(c *config.Config) { c.Resolver.Batch.Enabled = false }, "Thing.lookup: its resolver takes one parent at a time",
		},
		"has and get": {
			`type Query { thing: Thing } type Thing { had: String }`,
			func(c *config.Config) { c.AutobindGetterHaser = true }, "Thing.had: it has a Has method",
		},
		"enum bound by values": {
			`type Query { color: Color! } enum Color { RED GREEN }`,
			func(c *config.Config) {
				c.Models["Color"] = config.TypeMapEntry{Model: config.StringList{models + ".Color"}, EnumValues: map[string]config.EnumValue{
					"RED": {Value: models + ".Red"}, "GREEN": {Value: models + ".Green"},
				}}
			}, "Query.color: its enum's values are bound one by one",
		},
		"function syntax": {
			`type Query { name: String }`, func(c *config.Config) { c.UseFunctionSyntaxForExecutionContext = true }, "use_function_syntax_for_execution_context",
		},
		"contexts of events": {
			`type Query { name: String }`, func(c *config.Config) { c.SubscriptionContextField = true }, "subscription_context_field",
		},
	} {
		t.Run(name, func(t *testing.T) {
			err := Plugin{}.GenerateCode(bind(t, c.schema, c.change))
			assert.ErrorContains(t, err, c.message)
		})
	}
}

func TestAllProblemsAreNamed(t *testing.T) {
	err := Plugin{}.GenerateCode(bind(t, `type Query { thing: Thing } type Thing { name: String! maybe: String other: Thing }`, nil))
	assert.ErrorContains(t, err, "Thing.maybe")
	assert.ErrorContains(t, err, "Thing.other")
	assert.NotContains(t, err.Error(), "Thing.name")
}

// TestTableOfASmallSchema writes a table; that such tables compile and run is for the tests of exectest.
func TestTableOfASmallSchema(t *testing.T) {
	folder := t.TempDir()
	data := bind(t, `type Query { thing: Thing } type Thing { name: String! late: String! }`, nil)
	data.Config.Exec.Filename = filepath.Join(folder, "generated.go")
	require.NoError(t, Plugin{}.GenerateCode(data))
	text, err := os.ReadFile(filepath.Join(folder, FileName))
	require.NoError(t, err)
	assert.Contains(t, string(text), `func NewTable(cfg Config) *execute.Table`)
	assert.Contains(t, string(text), `w.String(string(row.(*odd.Thing).Name))`)
	assert.Contains(t, string(text), `execute.Each(rows, func(row any) (string, error) { return row.(*odd.Thing).Late(ctx) })`)
	data.Config.Exec.Layout, data.Config.Exec.DirName = config.ExecLayoutFollowSchema, "elsewhere"
	assert.Equal(t, filepath.Join("elsewhere", FileName), TableFile(data.Config))
	assert.Equal(t, "execute", Plugin{}.Name())
}

// TestCommittedTableIsCurrent writes the table of the schema of exectest anew: it is the one that is committed.
func TestCommittedTableIsCurrent(t *testing.T) {
	log.SetOutput(io.Discard)
	t.Cleanup(func() { log.SetOutput(os.Stderr) })
	t.Chdir(filepath.Join("..", "exectest"))
	c, err := config.LoadConfigFromDefaultLocations()
	require.NoError(t, err)
	require.NoError(t, c.LoadSchema())
	require.NoError(t, c.Init())
	data, err := codegen.BuildData(c)
	require.NoError(t, err)
	want, err := os.ReadFile(TableFile(c))
	require.NoError(t, err)
	c.Exec.Filename = filepath.Join(t.TempDir(), "generated.go")
	require.NoError(t, Plugin{}.GenerateCode(data))
	got, err := os.ReadFile(TableFile(c))
	require.NoError(t, err)
	assert.Equal(t, string(want), string(got), "run go generate ./internal/execute/exectest")
}
