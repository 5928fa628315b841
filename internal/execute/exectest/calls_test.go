package exectest

import (
	"fmt"
	"strings"
	"testing"

	"entente/internal/execute"
	"github.com/stretchr/testify/assert"
)

// TestCalls checks the number of calls of each query, which does not depend on the lengths of its lists.
func TestCalls(t *testing.T) {
	deep := `{ entities(first: %d) { statements(first: %d) { nodes { object { statements(first: %[2]d) { nodes { subject { neighbors(first: %[2]d) { id } } } } } } } } }`
	for name, c := range map[string]struct {
		query            string
		perType, joining int64
	}{
		"a point":               {`{ entity(id: "E7") { id name } }`, 1, 1},
		"plain fields only":     {`{ people(first: 5) { name home { town { mayor { name } } } } }`, 1, 1},
		"a list and its field":  {fmt.Sprintf(`{ people(first: %d) { employer { id } } }`, 20), 2, 2},
		"an interface's field":  {`{ entities(first: 9) { statements(first: 2) { totalCount } } }`, 4, 2},
		"five levels, small":    {fmt.Sprintf(deep, 10, 2), 1 + 3 + 1 + 3 + 1 + 3, 1 + 1 + 1 + 1 + 1 + 1},
		"five levels, large":    {fmt.Sprintf(deep, 60, 9), 1 + 3 + 1 + 3 + 1 + 3, 1 + 1 + 1 + 1 + 1 + 1},
		"fields side by side":   {`{ people(first: 5) { employer { id } spouse { id } risky } }`, 4, 4},
		"equal aliases":         {`{ people(first: 5) { a: employer { id } b: employer { name } } }`, 2, 2},
		"equal arguments":       {`{ people(first: 5) { a: statements(first: 2) { totalCount } b: statements(first: 2, after: null) { totalCount } c: statements(first: 3) { totalCount } } }`, 4, 4},
		"defaults spelled out":  {`{ people(first: 5) { a: statements { totalCount } b: statements(first: 10) { totalCount } } }`, 2, 2},
		"equal input objects":   {`{ people(first: 5) { a: statements(filter: {minRank: NORMAL, range: {to: 5}}) { totalCount } b: statements(filter: {range: {to: 5, from: 0}, minRank: NORMAL}) { totalCount } } }`, 2, 2},
		"look-ups":              {`{ a: entity(id: "E1") { id } b: entity(id: "E2") { id } c: entity(id: "E3") { id } }`, 3, 1},
		"a fragment in places":  {`{ a: people(first: 2) { ...F spouse { ...F } } } fragment F on Person { employer { id } }`, 4, 4},
		"fields of two aliases": {`{ a: people(first: 2) { employer { id } } b: people(first: 3) { employer { name } } }`, 3, 3},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFixture(t, execute.Options{})
			want := ask(t, newServer(f.generated), c.query, nil)
			f.world.Calls.Store(0)
			assert.Equal(t, want, ask(t, f.server, c.query, nil))
			assert.Equal(t, c.perType, f.world.Calls.Load(), "calls, each type by its own resolver")
			assert.Equal(t, c.perType, f.Stats().Calls)
			f = newJoiningFixture(t, execute.Options{})
			assert.Equal(t, want, ask(t, f.server, c.query, nil))
			assert.Equal(t, c.joining, f.world.Calls.Load(), "calls, joined")
		})
	}
}

// TestBranches checks that the branch argument reaches all fields below its root field, and that equal ones share calls.
func TestBranches(t *testing.T) {
	for name, c := range map[string]struct {
		query string
		calls int64 // of World
		data  string
	}{
		"none": {`{ entities(ids: ["E0"]) { world } }`, 1, `{"entities":[{"world":null}]}`},
		"null": {`{ entities(ids: ["E0"], scope: null) { world } }`, 1, `{"entities":[{"world":null}]}`},
		"deep": {
			`{ entities(ids: ["E3"], scope: {world: "x"}) { ... on Person { spouse { home { town { world } } } } } }`, 1,
			`{"entities":[{"spouse":{"home":{"town":{"world":"x"}}}}]}`,
		},
		"equal": {
			`query($s: Scope) { a: entity(id: "E0", scope: {world: "x"}) { world } b: entity(id: "E3", scope: {depth: 1, world: "x"}) { world } c: entity(id: "E6", scope: $s) { world } }`,
			1, `{"a":{"world":"x"},"b":{"world":"x"},"c":{"world":"x"}}`,
		},
		"different": {
			`{ a: entity(id: "E0", scope: {world: "x"}) { ...F } b: entity(id: "E3", scope: {world: "y"}) { ...F } c: entity(id: "E6") { ...F } } fragment F on Person { world }`,
			3, `{"a":{"world":"x"},"b":{"world":"y"},"c":{"world":null}}`,
		},
		"lists": {
			`{ a: entity(id: "E0", scope: {tags: "t"}) { world } b: entity(id: "E3", scope: {tags: ["t"]}) { world } c: entity(id: "E6", scope: {tags: ["u"]}) { world } }`,
			2, `{"a":{"world":"this"},"b":{"world":"this"},"c":{"world":"this"}}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			for kind, f := range map[string]fixture{"per type": newFixture(t, execute.Options{}), "joining": newJoiningFixture(t, execute.Options{})} {
				variables := map[string]any{"s": map[string]any{"world": "x"}}
				got := ask(t, f.server, c.query, variables)
				assert.Equal(t, answer{c.data, []string{}}, got, kind)
				assert.Equal(t, ask(t, newServer(f.generated), c.query, variables), got, kind)
				f.world.Calls.Store(0)
				f.Purge()
				ask(t, f.server, strings.ReplaceAll(c.query, "world }", "id }"), variables)
				without := f.world.Calls.Swap(0)
				ask(t, f.server, c.query, variables)
				assert.Equal(t, c.calls, f.world.Calls.Load()-without, kind)
			}
		})
	}
}

// TestKeysOfVariablesAreNotKept runs a query with equal values for two variables, then with different ones.
func TestKeysOfVariablesAreNotKept(t *testing.T) {
	f := newFixture(t, execute.Options{})
	const query = `query($a: Int!, $b: Int!) { people(first: 3) { a: statements(first: $a) { nodes { id } } b: statements(first: $b) { nodes { id } } } }`
	for b, calls := range map[int]int64{1: 2, 2: 3, 3: 3} {
		variables := map[string]any{"a": 1, "b": b}
		want := ask(t, newServer(f.generated), query, variables)
		f.world.Calls.Store(0)
		assert.Equal(t, want, ask(t, f.server, query, variables))
		assert.Equal(t, calls, f.world.Calls.Load())
		f.Purge()
		ask(t, f.server, query, map[string]any{"a": 1, "b": 1})
	}
}

// TestBatchOnlyJoinsBranches checks that look-ups of different branches are separate calls.
func TestBatchOnlyJoinsBranches(t *testing.T) {
	f := newJoiningFixture(t, execute.Options{})
	ask(t, f.server, `{ a: entity(id: "E1", scope: {world: "x"}) { id } b: entity(id: "E2", scope: {world: "x"}) { id } c: entity(id: "E3") { id } d: entity(id: "E4") { id } }`, nil)
	assert.EqualValues(t, 2, f.world.Calls.Load())
	got := ask(t, f.server, `{ a: entity(id: "E1") { id } b: entity(id: "X2") { id } c: entity(id: "none") { id } }`, nil)
	assert.Equal(t, answer{`{"a":{"id":"E1"},"b":null,"c":null}`, []string{"b: bad id X2"}}, got)
}
