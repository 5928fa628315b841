package config

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// variable is one of the environment that sets something.
type variable struct {
	name string
	// flag overrules it; "" where nothing on a command line does.
	flag string
	// def is the default, as it would be set.
	def     string
	meaning string
	set     func(*Config, string) error
}

// variables are all there are, in the order of the documentation.
var variables = []variable{
	{"ENTENTE_ADDR", "--addr", Default().Addr, "where `serve` listens", func(c *Config, s string) error { c.Addr = s; return checkAddress(s) }},
	{"ENTENTE_METRICS_ADDR", "--metrics-addr", "", "where `serve` listens for Prometheus, on `/metrics`; none without it", func(c *Config, s string) error { c.MetricsAddr = s; return checkAddress(s) }},
	{"ENTENTE_DRAIN", "", Default().Drain.String(), "how long `serve`, once terminated, says that it is not ready before it takes no more requests; `15s` at most", setDrain},
	{"ENTENTE_ALLOW_ORIGIN", "--allow-origin", "", "the origins of web pages that may ask the API from a browser, as `https://example.org`, with spaces between; `*` for all; none without it", func(c *Config, s string) error { c.AllowOrigins = strings.Fields(s); return nil }},
	{"ENTENTE_CONNECTIONS", "--connections", strconv.Itoa(Default().Connections), "how many connections to `serve` may be open", func(c *Config, s string) (err error) { c.Connections, err = count(s); return err }},
	{"ENTENTE_CLIENT_CONNECTIONS", "--client-connections", strconv.Itoa(Default().ClientConnections), "how many of them one address may have; behind a proxy, as many as all", func(c *Config, s string) (err error) { c.ClientConnections, err = count(s); return err }},
	{"ENTENTE_DATA", "--data", "", "the data directory of the embedded store", func(c *Config, s string) error { c.Data = s; return nil }},
	{"ENTENTE_STORE", "--store", "", "the address of a Neo4j server, in place of the embedded store", func(c *Config, s string) error { c.Store = s; return nil }},
	{"NEO4J_USERNAME", "", Default().Neo4j.Username, "who signs in there", func(c *Config, s string) error { c.Neo4j.Username = s; return nil }},
	{"NEO4J_PASSWORD", "", "", "the password", func(c *Config, s string) error { c.Neo4j.Password = Secret(s); return nil }},
	{"NEO4J_PASSWORD_FILE", "", "", "the name of a file that has the password, in one line", func(c *Config, s string) (err error) { c.Neo4j.Password, err = readPassword(s); return err }},
	{"NEO4J_DATABASE", "", Default().Neo4j.Database, "which of the server's databases", func(c *Config, s string) error { c.Neo4j.Database = s; return nil }},
}

func setDrain(c *Config, text string) error {
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 || d > maxDrain {
		return fmt.Errorf("a time from 0s to %s is wanted, not %q", maxDrain, text)
	}
	c.Drain = d
	return nil
}

// count reads a number of connections.
func count(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, fmt.Errorf("a number is wanted, not %q", text)
	}
	return n, nil
}

// Table gives all settings as a table in Markdown: what the documentation says of them.
func Table() string {
	var b strings.Builder
	b.WriteString("| environment | flag | default | what it sets |\n|---|---|---|---|\n")
	for _, v := range variables {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", v.name, code(v.flag), code(v.def), v.meaning)
	}
	return b.String()
}

func code(text string) string {
	if text == "" {
		return ""
	}
	return "`" + text + "`"
}
