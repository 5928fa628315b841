package archtest

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const module = "entente/"

// allowed says for each package which packages of this module it may import. What is not named may import none.
var allowed = map[string][]string{
	// The domain knows no technology.
	"internal/edtf":      nil,
	"internal/knowledge": {"internal/edtf"},
	// The written form of the domain's rows.
	"internal/wire": {"internal/edtf", "internal/knowledge"},
	// The contract of stores, and what keeps it. A store never knows another.
	"internal/store":           {"internal/cache", "internal/edtf", "internal/knowledge", "internal/meter"},
	"internal/store/integrity": {"internal/knowledge"},
	"internal/cache":           nil,
	// What a change does is decided once, for all stores.
	"internal/store/changeset": {"internal/edtf", "internal/knowledge", "internal/store", "internal/store/integrity"},
	"internal/store/memstore":  {"internal/edtf", "internal/knowledge", "internal/meter", "internal/store", "internal/store/changeset", "internal/store/integrity"},
	// boltstore is memstore kept in a file, and no store beside it.
	"internal/store/boltstore":  {"internal/edtf", "internal/knowledge", "internal/store", "internal/store/memstore", "internal/wire"},
	"internal/store/storewrap":  {"internal/knowledge", "internal/store"},
	"internal/store/neo4jstore": {"internal/cache", "internal/edtf", "internal/knowledge", "internal/meter", "internal/store", "internal/store/changeset", "internal/wire"},
	"internal/store/storetest":  {"internal/edtf", "internal/knowledge", "internal/store"},
	"internal/mention":          {"internal/knowledge", "internal/meter", "internal/store"},
	"internal/explore":          {"internal/cache", "internal/edtf", "internal/knowledge", "internal/meter", "internal/store"},
	// A graph in which entities that are the same are one, over any store.
	"internal/merge": {"internal/knowledge", "internal/store"},
	// The index of all words over any store.
	"internal/search":                  {"internal/edtf", "internal/knowledge", "internal/meter", "internal/search/toponym", "internal/store"},
	"internal/search/searchtest":       {"internal/knowledge", "internal/search", "internal/store"},
	"internal/search/toponym":          nil,
	"internal/search/toponym/generate": nil,
	// What a question means, for all who ask: it knows no GraphQL.
	"internal/question": {"internal/edtf", "internal/explore", "internal/knowledge", "internal/search", "internal/store", "internal/cache", "internal/merge"},
	// The same questions asked by another protocol, of which GraphQL knows nothing.
	"internal/reconcile": {"internal/admission", "internal/edtf", "internal/httperror", "internal/knowledge", "internal/meter", "internal/question", "internal/store"},
	// Reading a folder needs no store; loading needs both.
	"internal/dataset/rules": {"internal/knowledge"},
	// What a file says, in a form that no resolver can tell the kind of file by.
	"internal/dataset/input":    nil,
	"internal/dataset/yamlfile": {"internal/dataset/input"},
	"internal/dataset/quote":    {"internal/knowledge"},
	"internal/dataset":          {"internal/dataset/input", "internal/dataset/quote", "internal/dataset/rules", "internal/dataset/yamlfile", "internal/edtf", "internal/knowledge", "internal/mapping", "internal/mapping/table", "internal/wire"},
	// A mapping gives the plain values that a folder's files give: it knows no resolver and no store.
	"internal/mapping/table":  {"internal/knowledge"},
	"internal/mapping":        {"internal/dataset/input", "internal/edtf", "internal/knowledge", "internal/mapping/table"},
	"internal/mapping/preset": nil,
	"internal/loader":         {"internal/dataset", "internal/dataset/rules", "internal/knowledge", "internal/store"},
	// The built-in datasets in a store, for tests.
	"internal/seedtest": {"internal/dataset", "internal/loader", "internal/store", "internal/store/memstore", "seed"},
	// GraphQL: the only place that knows gqlgen.
	"graph/scalar": {"internal/edtf", "internal/execute", "internal/knowledge"},
	"graph/model":  {"internal/edtf", "internal/explore", "internal/knowledge", "internal/search", "internal/store"},
	// gqlgen's executor, for tests.
	"graph/generated/reference": {"graph/generated", "graph/model", "graph/scalar", "internal/edtf", "internal/explore", "internal/knowledge", "internal/question", "internal/search"},
	"graph/generated":           {"graph/model", "graph/scalar", "internal/edtf", "internal/execute", "internal/explore", "internal/knowledge", "internal/question", "internal/search"},
	"graph":                     {"graph/generated", "graph/model", "internal/admission", "internal/edtf", "internal/execute", "internal/explore", "internal/export", "internal/httperror", "internal/knowledge", "internal/mention", "internal/meter", "internal/question", "internal/search", "internal/store", "internal/cache"},
	// What a request may do, counted where it is done. It knows nobody.
	"internal/meter": nil,
	// Who may do it now.
	"internal/admission": nil,
	// The executor knows GraphQL and nothing of this project.
	"internal/execute":                    {"internal/meter"},
	"internal/execute/difftest":           nil,
	"internal/execute/plugin":             {"internal/execute"},
	"internal/execute/generate":           {"internal/execute/plugin"},
	"internal/execute/exectest":           {"internal/execute", "internal/execute/exectest/generated", "internal/execute/exectest/world"},
	"internal/execute/exectest/generated": {"internal/execute", "internal/execute/exectest/world"},
	"internal/execute/exectest/world":     {"internal/execute"},
	"internal/httperror":                  {"internal/admission", "internal/knowledge", "internal/meter"},
	"internal/server":                     {"internal/admission", "internal/httperror"},
	"internal/webui":                      nil,
	"internal/config":                     nil,
	"internal/export":                     {"internal/edtf", "internal/knowledge", "internal/store"},
	"internal/telemetry":                  {"internal/admission", "internal/knowledge"},
	// A real Neo4j for tests, of which only tests may know.
	"internal/neo4jtest":      nil,
	"internal/neo4jtest/lend": {"internal/neo4jtest"},
	// Runs the whole program, from outside.
	"internal/faults": nil,
	"seed":            nil,
	// Measures the whole beside others.
	"internal/benchmark":        {"graph", "graph/generated", "graph/model", "internal/edtf", "internal/execute", "internal/knowledge", "internal/store", "internal/store/memstore", "internal/store/storetest"},
	"internal/benchmark/serve":  {"graph", "internal/admission", "internal/benchmark", "internal/server", "internal/store", "internal/store/memstore", "internal/store/neo4jstore"},
	"internal/benchmark/cypher": {"internal/benchmark"},
	// Looks for what costs the most.
	"internal/benchmark/dearest": {"graph", "internal/benchmark", "internal/meter", "internal/store"},
	"internal/benchmark/dear":    {"internal/benchmark", "internal/benchmark/dearest", "internal/store", "internal/store/memstore", "internal/store/neo4jstore"},
	// Sends what costs the most, as a client: it knows an address.
	"internal/benchmark/attack": {"internal/benchmark"},
	// Asks the API as its clients do: it knows GraphQL, and nothing of what the graph is about.
	"internal/client": nil,
	// The command joins all, and alone names the stores.
	"cmd/entente": {"graph", "internal/admission", "internal/client", "internal/config", "internal/dataset", "internal/export", "internal/knowledge", "internal/loader", "internal/mapping", "internal/mapping/preset", "internal/mapping/table", "internal/meter", "internal/reconcile", "internal/server", "internal/store", "internal/store/boltstore", "internal/store/memstore", "internal/store/neo4jstore", "internal/store/storewrap", "internal/telemetry", "internal/webui", "seed"},
}

// testsMayAlso are imports that only tests need.
var testsMayAlso = map[string][]string{
	"internal/dataset/rules":     {"internal/edtf"},
	"internal/store/memstore":    {"internal/store/storetest"},
	"internal/wire":              {"internal/store/storetest"},
	"internal/store/neo4jstore":  {"internal/benchmark", "internal/neo4jtest", "internal/store/memstore", "internal/store/storetest", "internal/seedtest"},
	"internal/store/boltstore":   {"internal/store/storetest"},
	"internal/store/storetest":   {"internal/store/changeset", "internal/store/integrity"},
	"internal/store/storewrap":   {"internal/store/memstore", "internal/store/storetest"},
	"internal/dataset":           {"seed", "internal/store"},
	"seed":                       {"internal/seedtest", "internal/dataset", "internal/edtf", "internal/knowledge", "internal/loader", "internal/store", "internal/store/memstore"},
	"internal/mention":           {"internal/edtf", "internal/seedtest", "internal/store/memstore"},
	"internal/search":            {"internal/search/searchtest", "internal/store/boltstore", "internal/store/memstore", "internal/store/storetest", "internal/seedtest"},
	"internal/explore":           {"internal/store/memstore", "internal/store/storetest", "internal/seedtest"},
	"internal/question":          {"internal/seedtest", "internal/store/memstore", "internal/store/storetest"},
	"internal/reconcile":         {"internal/search", "internal/seedtest", "internal/store/memstore"},
	"internal/merge":             {"internal/edtf", "internal/store/memstore", "internal/store/storetest"},
	"internal/execute/exectest":  {"internal/execute/difftest"},
	"internal/faults":            {"internal/neo4jtest"},
	"internal/export":            {"internal/benchmark", "internal/loader", "internal/neo4jtest", "internal/seedtest", "internal/store/memstore"},
	"internal/benchmark/dearest": {"internal/seedtest", "internal/store/memstore"},
	"internal/loader":            {"internal/edtf", "internal/store/memstore", "internal/store/storetest", "seed"},
	"graph":                      {"graph/generated/reference", "internal/benchmark", "internal/execute/difftest", "internal/neo4jtest", "internal/search/searchtest", "internal/store/memstore", "internal/store/neo4jstore", "internal/store/storetest", "internal/server", "internal/seedtest"},
	"cmd/entente":                {"internal/neo4jtest", "internal/search", "internal/store/storetest"},
	"internal/client":            {"graph", "internal/knowledge", "internal/store", "internal/store/memstore", "internal/store/storetest"},
	"internal/mapping":           {"internal/dataset/yamlfile"},
	"internal/mapping/preset":    {"internal/dataset", "internal/loader", "internal/seedtest", "internal/store", "internal/store/memstore"},
}

// onlyHere are outside packages that one part of the module, or one file, keeps to itself.
var onlyHere = map[string][]string{
	"github.com/99designs/gqlgen": {"graph", "internal/execute"},
	"github.com/vektah/gqlparser": {"graph", "internal/client", "internal/execute"},
	"github.com/blevesearch/":     {"internal/search"},
	"github.com/tidwall/btree":    {"internal/store/memstore"},
	"go.etcd.io/bbolt":            {"internal/store/boltstore"},
	"github.com/fxamacker/cbor":   {"internal/wire"},
	// The test holds the reader against one that knows nothing of it.
	"github.com/goccy/go-yaml":              {"internal/dataset/yamlfile", "internal/dataset/schema_test.go", "cmd/entente/compose_test.go"},
	"github.com/expr-lang/expr":             {"internal/mapping"},
	"github.com/parquet-go/parquet-go":      {"internal/export", "internal/mapping/table"},
	"github.com/xuri/excelize":              {"internal/export", "internal/mapping/table"},
	"github.com/klauspost/compress":         {"internal/mapping/table", "internal/server"},
	"github.com/spf13/cobra":                {"cmd/entente"},
	"github.com/spf13/pflag":                {"cmd/entente"},
	"github.com/schollz/progressbar":        {"cmd/entente"},
	"github.com/santhosh-tekuri/jsonschema": {"internal/dataset", "internal/mapping/docs_test.go", "internal/reconcile/schemas_test.go"},
	"github.com/prometheus/":                {"internal/telemetry"},
	"github.com/sony/gobreaker/":            {"internal/store/storewrap"},
	"github.com/gofrs/flock":                {"internal/neo4jtest", "internal/store/boltstore"},
	"github.com/neo4j/neo4j-go-driver/":     {"internal/store/neo4jstore", "internal/neo4jtest", "internal/benchmark/cypher"},
}

func TestImports_GoOnlyDownwards(t *testing.T) {
	imports := map[string]map[string]bool{}
	root := filepath.Join("..", "..")
	require.NoError(t, filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (strings.HasPrefix(entry.Name(), ".") && entry.Name() != ".." || entry.Name() == "testdata" || entry.Name() == "node_modules") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(file, ".go") {
			return nil
		}
		relative, err := filepath.Rel(root, file)
		require.NoError(t, err)
		check(t, filepath.ToSlash(relative), imports)
		return nil
	}))
	assert.Greater(t, len(imports), 10, "the walk found the packages")
	for pkg := range allowed {
		assert.Contains(t, imports, pkg, "a rule for a package that is no more")
	}
}

func check(t *testing.T, file string, seen map[string]map[string]bool) {
	t.Helper()
	pkg, isTest := path.Dir(file), strings.HasSuffix(file, "_test.go")
	if pkg == "internal/archtest" {
		return
	}
	rules, known := allowed[pkg]
	if !assert.True(t, known, "%s: package %s has no rule here; say whom it may import, and why", file, pkg) {
		return
	}
	if isTest {
		rules = slices.Concat(rules, testsMayAlso[pkg], []string{pkg})
	}
	if seen[pkg] == nil {
		seen[pkg] = map[string]bool{}
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", "..", file), nil, parser.ImportsOnly)
	require.NoError(t, err)
	for _, spec := range parsed.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		require.NoError(t, err)
		if own, ok := strings.CutPrefix(name, module); ok {
			assert.Contains(t, rules, own, "%s may not import %s", file, own)
			seen[pkg][own] = true
		}
		for outside, homes := range onlyHere {
			if !strings.HasPrefix(name, outside) {
				continue
			}
			at := slices.ContainsFunc(homes, func(h string) bool { return pkg == h || file == h || strings.HasPrefix(pkg, h+"/") })
			assert.True(t, at, "%s: %s is for %v alone", file, outside, homes)
		}
	}
}
