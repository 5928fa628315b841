package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"
	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// maxProgram is what the image may weigh, but for its certificates, which are some 200 kB: 40 MB in all.
const maxProgram = 39_700_000

func TestDockerfile_RunsTheProgramAloneAndNotAsRoot(t *testing.T) {
	file, err := os.Open("../../Dockerfile")
	require.NoError(t, err)
	defer file.Close()
	parsed, err := parser.Parse(file)
	require.NoError(t, err)
	assert.Empty(t, parsed.Warnings)
	lint := linter.New(&linter.Config{Warn: func(name, _, _, message string, _ []parser.Range) {
		assert.Fail(t, name, message)
	}})
	stages, _, err := instructions.Parse(parsed.AST, lint)
	require.NoError(t, err)

	image := stages[len(stages)-1]
	assert.Equal(t, "scratch", image.BaseName)
	said := map[string]string{}
	for _, command := range image.Commands {
		said[command.Name()] = strings.TrimSpace(strings.TrimPrefix(commandText(command), command.Name()))
	}
	assert.Equal(t, "65532:65532", said["USER"])
	assert.Equal(t, `["/entente"]`, said["ENTRYPOINT"])
	subcommand := strings.Trim(said["CMD"], `[]"`)
	assert.Equal(t, exitOK, entente(t, "help", subcommand).status)
	assert.Contains(t, said["HEALTHCHECK"], `CMD ["/entente", "health"]`)
	assert.Contains(t, said["ENV"], "ENTENTE_ADDR=:8080")
	assert.NotContains(t, said, "RUN", "there is nothing there to run it")
}

func commandText(command instructions.Command) string {
	if c, ok := command.(interface{ String() string }); ok {
		return c.String()
	}
	return ""
}

func TestImage_WeighsLessThan40MB(t *testing.T) {
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

func TestCompose_StartsNeo4jFirstAndHidesThePassword(t *testing.T) {
	text, err := os.ReadFile("../../compose.yaml")
	require.NoError(t, err)
	project, err := loader.LoadWithContext(t.Context(), types.ConfigDetails{
		WorkingDir: "../..", ConfigFiles: []types.ConfigFile{{Filename: "compose.yaml", Content: text}},
	})
	require.NoError(t, err)
	require.NoError(t, project.CheckContainerNameUnicity())

	entente, neo4j := project.Services["entente"], project.Services["neo4j"]
	assert.Equal(t, types.ServiceConditionHealthy, entente.DependsOn["neo4j"].Condition)
	assert.True(t, entente.ReadOnly)
	assert.Equal(t, []string{"ALL"}, entente.CapDrop)
	for _, s := range project.Services {
		assert.NotNil(t, s.HealthCheck, s.Name)
		for _, p := range s.Ports {
			assert.Equal(t, "127.0.0.1", p.HostIP, s.Name)
		}
		for name, value := range s.Environment {
			if strings.Contains(name, "PASSWORD") || strings.Contains(name, "AUTH") {
				assert.True(t, strings.HasSuffix(name, "_FILE"), "%s is for a file's name", name)
				_, secret, _ := strings.Cut(*value, "/run/secrets/")
				assert.Contains(t, project.Secrets, secret)
			}
		}
	}
	require.Len(t, neo4j.Volumes, 1)
	assert.Contains(t, project.Volumes, neo4j.Volumes[0].Source)
	assert.Contains(t, string(text), "mkdir -m 700 .secrets")
}
