package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// maxProgram is what the image may weigh, but for its certificates, which are some 200 kB: 50 MB in all. What reads
// Parquet and XLSX files is ten of them.
const maxProgram = 49_700_000

func TestDockerfile_RunsTheProgramAloneAndNotAsRoot(t *testing.T) {
	all := instructions(t, "../../Dockerfile")
	image := map[string]string{}
	for _, i := range all {
		if i.name == "FROM" {
			clear(image)
		}
		image[i.name] = i.arguments
	}
	assert.Equal(t, "scratch", image["FROM"])
	assert.Equal(t, "65532:65532", image["USER"])
	assert.Equal(t, []string{"/entente"}, words(t, image["ENTRYPOINT"]))
	for _, subcommand := range words(t, image["CMD"]) {
		assert.Equal(t, exitOK, entente(t, "help", subcommand).status)
	}
	options, check, ok := strings.Cut(image["HEALTHCHECK"], " CMD ")
	require.True(t, ok)
	assert.Equal(t, []string{"/entente", "health"}, words(t, check))
	for option := range strings.FieldsSeq(options) {
		assert.Regexp(t, `^--(interval|timeout|start-period)=\d+s$`, option)
	}
	assert.Equal(t, "ENTENTE_ADDR=:8080", image["ENV"])
	assert.NotContains(t, image, "RUN", "there is nothing there to run it")
	for _, i := range all {
		if from, ok := strings.CutPrefix(i.arguments, "--from="); ok {
			assert.True(t, strings.HasPrefix(from, "build "), "%s is of a stage that there is", i.arguments)
		}
	}
}

// TestDockerfile_StripsTheProgram holds that the image has the program that TestImage weighs.
func TestDockerfile_StripsTheProgram(t *testing.T) {
	for _, i := range instructions(t, "../../Dockerfile") {
		if i.name == "RUN" && strings.Contains(i.arguments, "go build") {
			assert.Contains(t, i.arguments, "CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /out/entente ./cmd/entente")
			return
		}
	}
	assert.Fail(t, "nothing is built")
}

func TestImage_WeighsLessThan50MB(t *testing.T) {
	program := filepath.Join(t.TempDir(), "entente")
	cmd := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", program, ".")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	output, err := cmd.CombinedOutput()
	require.NoError(t, err, string(output))
	info, err := os.Stat(program)
	require.NoError(t, err)
	t.Logf("the program: %d bytes", info.Size())
	assert.Less(t, info.Size(), int64(maxProgram))
}

// instruction is a line of a Dockerfile.
type instruction struct{ name, arguments string }

// instructions reads the part of Dockerfile's syntax that ours uses: comments, and instructions of one line that Docker knows, in capitals,
// the first of which is FROM.
func instructions(t *testing.T, file string) []instruction {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	known := []string{"FROM", "WORKDIR", "COPY", "RUN", "USER", "ENV", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD"}
	var all []instruction
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		name, arguments, ok := strings.Cut(line, " ")
		require.True(t, ok, line)
		require.Contains(t, known, name, line)
		require.False(t, strings.HasSuffix(line, `\`), "an instruction of more lines than one: %s", line)
		all = append(all, instruction{name, strings.TrimSpace(arguments)})
	}
	require.NotEmpty(t, all)
	require.Equal(t, "FROM", all[0].name)
	return all
}

// words are the words of a command in the form that needs no shell, a list in JSON: Docker takes what is no list for a line for the shell,
// of which the image has none.
func words(t *testing.T, list string) (all []string) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(list), &all), list)
	require.NotEmpty(t, all)
	return all
}
