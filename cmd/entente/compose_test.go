package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// composition is what of a Compose file ours uses, by the names of the Compose Specification: another key is an error.
type composition struct {
	Name     string
	Services map[string]service
	Secrets  map[string]struct{ File string }
	Volumes  map[string]*struct{}
}

type service struct {
	Build, Image, Restart string
	Command               []string
	Environment           map[string]string
	Secrets               []string
	Volumes               []string
	Ports                 []string
	DependsOn             map[string]struct{ Condition string } `yaml:"depends_on"`
	Healthcheck           *struct {
		Test              []string
		Interval, Timeout time.Duration
		StartPeriod       time.Duration `yaml:"start_period"`
		Retries           int
	}
	ReadOnly        bool          `yaml:"read_only"`
	CapDrop         []string      `yaml:"cap_drop"`
	SecurityOpt     []string      `yaml:"security_opt"`
	StopGracePeriod time.Duration `yaml:"stop_grace_period"`
}

func TestCompose_StartsNeo4jFirstAndHidesThePassword(t *testing.T) {
	text, err := os.ReadFile("../../compose.yaml")
	require.NoError(t, err)
	var project composition
	require.NoError(t, yaml.NewDecoder(bytes.NewReader(text), yaml.Strict()).Decode(&project))
	require.Len(t, project.Services, 2)
	entente, neo4j := project.Services["entente"], project.Services["neo4j"]
	assert.Equal(t, "service_healthy", entente.DependsOn["neo4j"].Condition)
	assert.True(t, entente.ReadOnly)
	assert.Equal(t, []string{"ALL"}, entente.CapDrop)
	assert.Equal(t, []string{"no-new-privileges:true"}, entente.SecurityOpt)
	for name, s := range project.Services {
		t.Run(name, func(t *testing.T) { project.holds(t, s) })
	}
	require.Len(t, neo4j.Volumes, 1)
	assert.Contains(t, string(text), "mkdir -m 700 .secrets")
}

// holds checks a service: what it names is there, it tells how it is, and it is for this machine alone.
func (c composition) holds(t *testing.T, s service) {
	assert.NotEmpty(t, s.Image)
	for other := range s.DependsOn {
		assert.Contains(t, c.Services, other)
	}
	for _, secret := range s.Secrets {
		assert.Contains(t, c.Secrets, secret)
		assert.True(t, strings.HasPrefix(c.Secrets[secret].File, ".secrets/"), secret)
	}
	for _, v := range s.Volumes {
		volume, _, _ := strings.Cut(v, ":")
		assert.Contains(t, c.Volumes, volume)
	}
	if assert.NotNil(t, s.Healthcheck) && assert.Greater(t, len(s.Healthcheck.Test), 1) {
		assert.Equal(t, "CMD", s.Healthcheck.Test[0])
		assert.Positive(t, s.Healthcheck.Interval)
		assert.Positive(t, s.Healthcheck.Timeout)
	}
	for _, port := range s.Ports {
		assert.Regexp(t, `^127\.0\.0\.1:\d+:\d+$`, port)
	}
	for name, value := range s.Environment {
		if strings.Contains(name, "PASSWORD") || strings.Contains(name, "AUTH") {
			assert.True(t, strings.HasSuffix(name, "_FILE"), "%s is for a file's name", name)
			_, secret, _ := strings.Cut(value, "/run/secrets/")
			assert.Contains(t, s.Secrets, secret)
		}
	}
}
