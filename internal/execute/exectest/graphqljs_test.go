package exectest

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"entente/internal/execute"
	"entente/internal/execute/difftest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const scriptFolder = "testdata/graphqljs"

// needGraphQLJS skips the test if graphql-js cannot run, and says how to install it; in CI it fails.
func needGraphQLJS(t *testing.T) {
	missing := ""
	if _, err := exec.LookPath("node"); err != nil {
		missing = "node is not installed"
	} else if _, err := os.Stat(filepath.Join(scriptFolder, "node_modules", "graphql")); err != nil {
		missing = "graphql-js is not installed: run npm ci --prefix internal/execute/exectest/" + scriptFolder
	}
	if missing == "" {
		return
	}
	if os.Getenv("CI") != "" {
		t.Fatal(missing)
	}
	t.Skip(missing)
}

// jsAnswer is an answer of graphql-js.
type jsAnswer struct {
	Invalid string
	Data    json.RawMessage
	Errors  []struct {
		Message string
		Path    []any
	}
}

// texts returns the errors as texts. Nulls that the schema forbids get one text, since the two executors word it differently.
func (a jsAnswer) texts() []string {
	var texts []string
	for _, e := range a.Errors {
		message := strings.ToLower(e.Message)
		if strings.Contains(message, "cannot return null for non-null") {
			message = "null"
		}
		texts = append(texts, fmt.Sprint(e.Path, " ", message))
	}
	slices.Sort(texts)
	return texts
}

// TestGraphQLJS runs the same random questions with graphql-js, the reference implementation of the specification: the data must
// be equal, including the order of keys, and each of its errors must be reported here. The reverse does not hold: if a null
// propagates past several errors, graphql-js stops at the first.
func TestGraphQLJS(t *testing.T) {
	needGraphQLJS(t)
	f := newJoiningFixture(t, execute.Options{})
	g := difftest.NewQuestions(f.Schema(), rand.New(rand.NewPCG(randomSeed(t), 5)), difftest.Config{Samples: jsSamples(), Skip: jsSkipped(), Depth: 6})
	type question struct {
		Query     string         `json:"query"`
		Variables map[string]any `json:"variables"`
	}
	var list []question
	var ours []jsAnswer
	for n := questions(t); len(list) < n; {
		q := g.Next()
		r, errs := difftest.Ask(context.Background(), f.server, q)
		if errs != nil {
			continue
		}
		text, err := json.Marshal(r)
		require.NoError(t, err)
		var a jsAnswer
		require.NoError(t, json.Unmarshal(text, &a))
		ours, list = append(ours, a), append(list, question{q.Text, q.Variables})
	}
	schema, err := os.ReadFile("schema.graphql")
	require.NoError(t, err)
	input, err := json.Marshal(map[string]any{"schema": string(schema), "world": f.world.Dump(), "questions": list})
	require.NoError(t, err)
	command := exec.Command("node", "answer.mjs")
	command.Dir, command.Stdin, command.Stderr = scriptFolder, bytes.NewReader(input), os.Stderr
	output, err := command.Output()
	require.NoError(t, err)
	lines := bufio.NewScanner(bytes.NewReader(output))
	lines.Buffer(nil, 64<<20)
	invalid, withErrors, i := 0, 0, 0
	for ; lines.Scan(); i++ {
		var theirs jsAnswer
		require.NoError(t, json.Unmarshal(lines.Bytes(), &theirs))
		if theirs.Invalid != "" {
			invalid++
			continue
		}
		withErrors += min(1, len(theirs.Errors))
		require.Equal(t, canonical(t, theirs.Data), canonical(t, ours[i].Data), list[i].Query)
		require.Subset(t, append(ours[i].texts(), ""), append(theirs.texts(), ""), list[i].Query)
	}
	assert.Equal(t, len(list), i)
	t.Logf("%d questions, %d of them invalid to graphql-js, %d with errors", i, invalid, withErrors)
	assert.Less(t, invalid, len(list)/4)
	assert.Greater(t, withErrors, len(list)/10)
}

// canonical normalizes numbers, and keeps the order of keys.
func canonical(t *testing.T, data []byte) string {
	d := json.NewDecoder(bytes.NewReader(data))
	var b strings.Builder
	for {
		token, err := d.Token()
		if err != nil {
			return b.String()
		}
		fmt.Fprintf(&b, "%v ", token)
		require.Less(t, b.Len(), 64<<20)
	}
}

// jsSamples are values that both accept: they word errors of scalars differently.
func jsSamples() difftest.Samples {
	s := samples()
	for name, list := range s {
		s[name] = slices.DeleteFunc(slices.Clone(list), func(v any) bool { return v == "nonsense" || v == 5 && name == "Date" })
	}
	return s
}

// jsSkipped are fields that the graphql-js server does not implement.
func jsSkipped() map[string]bool {
	return map[string]bool{"Query.oddities": true, "Entity.world": true, "Person.world": true, "Org.world": true, "Place.world": true}
}
