package edtf

import (
	"bytes"
	"context"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestOracle holds this package against edtf.js, the implementation of the
// npm package "edtf", on the specification's examples and on random texts: both
// accept the same texts, and give them the same first and last day.
func TestOracle(t *testing.T) {
	texts := append(append(append(append([]string{}, specDates...), specIntervals...), specLevel2...), moreValid...)
	g := generator{rand.New(rand.NewPCG(randomSeed(t), 3))}
	for range 2000 {
		texts = append(texts, g.text())
	}
	verdicts := askOracle(t, texts)
	require.Len(t, verdicts, len(texts))
	accepted, compared := 0, 0
	for i, text := range texts {
		interval, err := ParseInterval(text)
		ours, theirs := err == nil, verdicts[i]
		if agreedLevel2(err, theirs) {
			continue
		}
		if ours != (theirs != nil) {
			if !known(text, acceptedBy(ours)) {
				t.Errorf("%q: accepted here %t (%v), by edtf.js %t", text, ours, err, theirs != nil)
			}
			continue
		}
		if !ours {
			continue
		}
		accepted++
		if known(text, bounds) || interval.Approximate() {
			continue
		}
		compared++
		if want := interval.Span(); !sameDay(theirs.Min, want.First) || !sameDay(theirs.Max, want.Last) {
			t.Errorf("%q: %s here, %s to %s by edtf.js", text, want, theirs.Min, theirs.Max)
		}
	}
	t.Logf("%d texts, %d accepted by both, the bounds of %d compared", len(texts), accepted, compared)
	require.Greater(t, accepted, 500)
	require.Greater(t, compared, 250)
}

// agreedLevel2 reports whether edtf.js accepts a text as level 2, or as its own
// level 3, and the error here says level 2 too.
func agreedLevel2(err error, theirs *verdict) bool {
	return err != nil && theirs != nil && theirs.Level >= 2 && strings.Contains(err.Error(), "level 2")
}

// verdict is what oracle.mjs prints for an accepted text.
type verdict struct {
	Level    int             `json:"level"`
	Min, Max json.RawMessage // a number of days, null, or "open"
}

func sameDay(theirs json.RawMessage, ours Day) bool {
	var n int64
	if string(theirs) == "null" || string(theirs) == `"open"` {
		return !ours.IsBounded()
	}
	return json.Unmarshal(theirs, &n) == nil && Day(n) == ours
}

func TestOracleLetterYears(t *testing.T) {
	texts := []string{"Y10000", "Y-10000", "Y12345", "Y-12345", "Y99999", "Y17E3", "Y-17E3", "Y270000", "Y-270000"}
	for i, v := range askOracle(t, texts) {
		require.NotNil(t, v, texts[i])
		span := mustInterval(t, texts[i]).Span()
		require.True(t, sameDay(v.Min, span.First) && sameDay(v.Max, span.Last), "%s: %s here, %s to %s", texts[i], span, v.Min, v.Max)
	}
}

// askOracle runs edtf.js in a temporary copy of testdata/oracle.
func askOracle(t *testing.T, texts []string) []*verdict {
	t.Helper()
	for _, program := range []string{"node", "npm"} {
		if _, err := exec.LookPath(program); err != nil {
			withoutOracle(t, "install Node.js 20 or later, with npm, to compare with edtf.js: "+err.Error())
		}
	}
	folder := t.TempDir()
	require.NoError(t, os.CopyFS(folder, os.DirFS("testdata/oracle")))
	if out, err := runIn(t.Context(), folder, nil, "npm", "ci", "--no-audit", "--no-fund"); err != nil {
		withoutOracle(t, "let npm reach its registry, or fill its cache, to compare with edtf.js: "+err.Error()+"\n"+string(out))
	}
	input, err := json.Marshal(texts)
	require.NoError(t, err)
	out, err := runIn(t.Context(), folder, input, "node", "oracle.mjs")
	require.NoError(t, err, string(out))
	var verdicts []*verdict
	require.NoError(t, json.Unmarshal(out, &verdicts))
	return verdicts
}

func runIn(ctx context.Context, folder string, input []byte, name string, args ...string) ([]byte, error) {
	command := exec.CommandContext(ctx, name, args...)
	command.Dir = folder
	command.Env = append(os.Environ(), "TZ=UTC")
	command.Stdin = bytes.NewReader(input)
	var errors strings.Builder
	command.Stderr = &errors
	out, err := command.Output()
	if err != nil {
		return []byte(errors.String()), err
	}
	return out, nil
}

// withoutOracle skips at home, and fails where the oracle has to be there.
func withoutOracle(t *testing.T, instruction string) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatal(instruction)
	}
	t.Skip(instruction)
}
