package config_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"entente/internal/config"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func from(variables map[string]string) (config.Config, error) {
	return config.FromEnvironment(func(name string) string { return variables[name] })
}

func TestFromEnvironment_Empty_IsTheDefault(t *testing.T) {
	c, err := from(nil)
	require.NoError(t, err)
	assert.Equal(t, config.Default(), c)
	assert.NoError(t, c.Verify())
}

func TestFromEnvironment_SetsEach(t *testing.T) {
	c, err := from(map[string]string{
		"ENTENTE_ADDR": ":1", "ENTENTE_METRICS_ADDR": "localhost:2", "ENTENTE_DRAIN": "150ms", "ENTENTE_ALLOW_ORIGIN": " https://a.example  * ", "ENTENTE_DATA": "d", "ENTENTE_STORE": "bolt://h",
		"ENTENTE_CONNECTIONS": "500", "ENTENTE_CLIENT_CONNECTIONS": "50",
		"NEO4J_USERNAME": "u", "NEO4J_PASSWORD": "p", "NEO4J_DATABASE": "b",
	})
	require.NoError(t, err)
	assert.Equal(t, config.Config{Addr: ":1", MetricsAddr: "localhost:2", Drain: 150 * time.Millisecond, AllowOrigins: []string{"https://a.example", "*"}, Data: "d", Store: "bolt://h",
		Neo4j: config.Neo4j{Username: "u", Password: "p", Database: "b"}, Connections: 500, ClientConnections: 50}, c)
}

func TestFromEnvironment_Wrong_NamesTheVariable(t *testing.T) {
	for name, value := range map[string]string{"ENTENTE_ADDR": "8080", "ENTENTE_METRICS_ADDR": "here", "ENTENTE_DRAIN": "1m", "ENTENTE_CONNECTIONS": "many", "ENTENTE_CLIENT_CONNECTIONS": "1.5", "NEO4J_PASSWORD_FILE": "/no/such/file"} {
		_, err := from(map[string]string{name: value})
		assert.ErrorContains(t, err, name+": ")
	}
}

func TestPasswordFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "password")
	for text, want := range map[string]string{"s3cret\n": "s3cret", " with space ": " with space ", "crlf\r\n": "crlf"} {
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
		c, err := from(map[string]string{"NEO4J_PASSWORD_FILE": file})
		require.NoError(t, err)
		assert.Equal(t, config.Secret(want), c.Neo4j.Password)
	}
	for _, text := range []string{"", "\n", "two\nlines\n", string(make([]byte, 5000))} {
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
		_, err := from(map[string]string{"NEO4J_PASSWORD_FILE": file})
		assert.ErrorContains(t, err, "NEO4J_PASSWORD_FILE: "+file)
	}
	_, err := from(map[string]string{"NEO4J_PASSWORD": "x", "NEO4J_PASSWORD_FILE": file})
	assert.Error(t, err)
}

func TestVerify_SaysWhatIsWrong(t *testing.T) {
	good := config.Default()
	good.Store, good.Neo4j.Password = "neo4j://h:7687", "p"
	for _, store := range []string{"neo4j://h", "neo4j+s://a.databases.neo4j.io", "neo4j+ssc://h:1", "bolt://[::1]:7687/", "bolt+s://h", "neo4j://h?policy=eu"} {
		c := good
		c.Store = store
		assert.NoError(t, c.Verify(), store)
	}
	for _, one := range []struct{ store, says string }{
		{"neo4j://neo4j:hunter2@h", "NEO4J_PASSWORD"},
		{"neo4j://u:hunter2%zz@h", "NEO4J_PASSWORD"},
		{"neo4j://h:hunter2", "no address"},
		{"http://h:7474", "by Bolt, most often on port 7687"},
		{"neo4j", "neo4j://HOST:PORT"},
		{"localhost:7687", `"localhost" is none of`},
		{"neo4j://", "a host is missing"},
		{"neo4j://h/movies", "NEO4J_DATABASE=movies"},
	} {
		c := good
		c.Store = one.store
		err := c.Verify()
		require.Error(t, err, one.store)
		assert.Contains(t, err.Error(), one.says)
		assert.NotContains(t, err.Error(), "hunter2")
	}
	without := good
	without.Neo4j.Password = ""
	assert.ErrorContains(t, without.Verify(), "NEO4J_PASSWORD_FILE")
	both := good
	both.Data = "d"
	assert.ErrorContains(t, both.Verify(), "--data")
}

func TestVerify_Origins(t *testing.T) {
	for origin, right := range map[string]bool{
		"*": true, "https://a.example": true, "http://localhost:5173": true, "http://[::1]:80": true,
		"": false, "null": false, "a.example": false, "https://": false, "https://a.example/": false, "https://A.example": false,
		"HTTPS://a.example": false, "https://*.example": false, "https://u:p@a.example": false, "https://a.example?": false, "ftp://a.example": false, "https://a b": false,
	} {
		c := config.Default()
		c.AllowOrigins = []string{"https://fine.example", origin}
		err := c.Verify()
		if right {
			assert.NoError(t, err, origin)
		} else {
			assert.ErrorContains(t, err, "--allow-origin", origin)
		}
	}
}

func TestVerify_Connections(t *testing.T) {
	for n, right := range map[int]bool{1: true, 1_000_000: true, 0: false, -1: false, 1_000_001: false} {
		all, ofClient := config.Default(), config.Default()
		all.Connections, ofClient.ClientConnections = n, n
		if right {
			assert.NoError(t, all.Verify(), n)
			assert.NoError(t, ofClient.Verify(), n)
		} else {
			assert.ErrorContains(t, all.Verify(), "--connections", n)
			assert.ErrorContains(t, ofClient.Verify(), "--client-connections", n)
		}
	}
}

func TestSecret_IsNotPrinted(t *testing.T) {
	c := config.Config{Neo4j: config.Neo4j{Password: "hunter2"}}
	assert.NotContains(t, fmt.Sprintf("%v %+v %#v %s", c, c, c, c.Neo4j.Password), "hunter2")
}

func TestDocumentation_HasTheTable(t *testing.T) {
	text, err := os.ReadFile("../../docs/configuration.md")
	require.NoError(t, err)
	assert.Contains(t, string(text), config.Table())
}
