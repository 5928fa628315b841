package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
)

// find runs the subcommand.
func find(t *testing.T, args ...string) (status int, out, errs string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	status = tested().run(t.Context(), append([]string{"find"}, args...), &stdout, &stderr)
	return status, stdout.String(), stderr.String()
}

func TestFind_PrintsWhatMatchedAndWhereItStands(t *testing.T) {
	status, out, errs := find(t, "--first", "1", "interoperability", "of", "Georgian", "forces")
	assert.Equal(t, exitOK, status, errs)
	assert.Equal(t, `document:natos-south-caucasus-partnerships-evolve  NATO’s South Caucasus Partnerships Evolve
    Measures to improve the interoperability of Georgian forces with NATO standards.  (text, characters 1733 to 1813)
`, out)
}

func TestFind_TellsOfMore(t *testing.T) {
	status, out, _ := find(t, "--first", "1", "nato")
	assert.Equal(t, exitOK, status)
	assert.Regexp(t, `^alliance:nato  NATO\n    NATO  \(name\)\nand \d+ more; --first shows more of them\n$`, out)
}

func TestFind_OfAKind(t *testing.T) {
	status, out, _ := find(t, "--kind", "Program", "nato georgia")
	assert.Equal(t, exitOK, status)
	assert.Equal(t, "program:sngp  Substantial NATO-Georgia Package\n    Substantial NATO-Georgia Package  (name)\n", out)
}

func TestFind_Nothing_SaysSo(t *testing.T) {
	status, out, errs := find(t, "xyzzyplugh")
	assert.Equal(t, exitFailed, status)
	assert.Empty(t, out)
	assert.Equal(t, "entente: nothing fits \"xyzzyplugh\"\n", errs)
}

func TestFind_WrongUse(t *testing.T) {
	for name, tt := range map[string]struct {
		args []string
		says string
	}{
		"nothing to find":   {nil, "name what to find"},
		"no kind":           {[]string{"--kind", "countri", "x"}, "did you mean country?"},
		"none to be shown":  {[]string{"--first", "0", "x"}, "--first is 0; from 1 to 500"},
		"more than can be":  {[]string{"--first", "501", "x"}, "--first is 501; from 1 to 500"},
		"an unknown option": {[]string{"--kid", "x"}, "unknown flag"},
	} {
		t.Run(name, func(t *testing.T) {
			status, _, errs := find(t, tt.args...)
			assert.Equal(t, exitUsage, status)
			assert.Contains(t, errs, tt.says)
		})
	}
}
