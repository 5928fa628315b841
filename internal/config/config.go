package config

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"strings"
	"time"
)

// Config is the configuration.
type Config struct {
	// Addr is where the API listens, host:port.
	Addr string
	// MetricsAddr is where the metrics listen, apart from the API; "" for no metrics.
	MetricsAddr string
	// Data is the data directory of the embedded store; "" for none.
	Data string
	// Store is the address of a Neo4j server; "" for the embedded store.
	Store string
	// Neo4j says how to sign in at Store, and which of its databases.
	Neo4j Neo4j
	// Drain is how long a terminated server reports that it is not ready before it stops accepting requests: at least the time that a load
	// balancer needs to notice.
	Drain time.Duration
	// AllowOrigins are the origins of web pages that may call the API: https://example.org, or * for all. If it is empty, only pages of
	// this server may. Browsers send no credentials.
	AllowOrigins []string
	// Connections is how many connections may be open, and ClientConnections how many of one address.
	Connections, ClientConnections int
}

// Neo4j holds the credentials and the database name for a server.
type Neo4j struct {
	Username string
	Password Secret
	Database string
}

// Secret is a text that prints as ***, so that no log and no error message has it.
type Secret string

// String is ***.
func (Secret) String() string { return "***" }

// GoString is ***.
func (Secret) GoString() string { return "***" }

// MarshalText is ***.
func (Secret) MarshalText() ([]byte, error) { return []byte("***"), nil }

// The bounds of settings.
const (
	maxDrain        = 15 * time.Second
	maxPasswordFile = 4096
	maxConnections  = 1_000_000
)

// Default gives the settings of an empty environment.
func Default() Config {
	return Config{
		Addr: "127.0.0.1:8080", Neo4j: Neo4j{Username: "neo4j", Database: "neo4j"}, Drain: 2 * time.Second,
		Connections: 2048, ClientConnections: 256,
	}
}

// FromEnvironment returns the defaults, overridden by the environment; an empty variable sets nothing. getenv is os.Getenv except in tests.
// The error names a variable that cannot be parsed; Verify checks the settings together.
func FromEnvironment(getenv func(string) string) (Config, error) {
	c := Default()
	for _, v := range variables {
		text := getenv(v.name)
		if text == "" {
			continue
		}
		if err := v.set(&c, text); err != nil {
			return c, fmt.Errorf("%s: %w", v.name, err)
		}
	}
	if getenv("NEO4J_PASSWORD") != "" && getenv("NEO4J_PASSWORD_FILE") != "" {
		return c, errors.New("NEO4J_PASSWORD and NEO4J_PASSWORD_FILE are both set; leave one out")
	}
	return c, nil
}

// Verify returns an error for the first invalid setting, with what to do about it.
func (c Config) Verify() error {
	for _, n := range []int{c.Connections, c.ClientConnections} {
		if n < 1 || n > maxConnections {
			return fmt.Errorf("a number of connections (--connections, --client-connections) is from 1 to %d, not %d", maxConnections, n)
		}
	}
	for _, origin := range c.AllowOrigins {
		if err := verifyOrigin(origin); err != nil {
			return err
		}
	}
	if c.Store == "" {
		return nil
	}
	if c.Data != "" {
		return errors.New("a graph is in a data directory or at a Neo4j server: leave out --data (ENTENTE_DATA) or --store (ENTENTE_STORE)")
	}
	if err := verifyStore(c.Store); err != nil {
		return err
	}
	if c.Neo4j.Password == "" {
		return fmt.Errorf("no password for %s: set NEO4J_PASSWORD, or NEO4J_PASSWORD_FILE to the name of a file that has it", c.Store)
	}
	return nil
}

// verifyOrigin checks an origin, which is compared literally with what browsers send.
func verifyOrigin(origin string) error {
	if origin == "*" {
		return nil
	}
	parsed, err := url.Parse(origin)
	if err != nil || parsed.Scheme != "http" && parsed.Scheme != "https" || parsed.Host == "" || strings.Contains(parsed.Host, "*") ||
		strings.ToLower(parsed.Scheme+"://"+parsed.Host) != origin {
		return fmt.Errorf("an origin (--allow-origin, ENTENTE_ALLOW_ORIGIN) is https://HOST or http://HOST:PORT in lower case, without a path, or * for all; not %q", origin)
	}
	return nil
}

// schemes are those that Neo4j's drivers know: with routing or to one server; without TLS, with, or with any certificate.
var schemes = []string{"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"}

// verifyStore checks the address of a server. Its errors repeat nothing that may be a password.
func verifyStore(address string) error {
	const form = "the store is named as neo4j://HOST:PORT, or neo4j+s:// with TLS"
	parsed, err := url.Parse(address)
	switch {
	case strings.Contains(address, "@"):
		return errors.New("the store's address has a user or a password in it, which everybody on this machine could read in the list of processes; " +
			"leave them out (neo4j://HOST:PORT) and set NEO4J_USERNAME and NEO4J_PASSWORD")
	case err != nil:
		// The reason contains the address.
		return fmt.Errorf("%s; what stands there is no address", form)
	case !isScheme(parsed.Scheme):
		return fmt.Errorf("%s; %q is none of %s%s", form, parsed.Scheme, strings.Join(schemes, ", "), schemeHint(parsed.Scheme))
	case parsed.Hostname() == "":
		return fmt.Errorf("%s; a host is missing in %q", form, address)
	case parsed.Path != "" && parsed.Path != "/":
		return fmt.Errorf("%s; a database is named by NEO4J_DATABASE=%s, not in the address", form, strings.Trim(parsed.Path, "/"))
	}
	return nil
}

func isScheme(name string) bool {
	for _, s := range schemes {
		if s == name {
			return true
		}
	}
	return false
}

// schemeHint returns a hint for the address of Neo4j's browser.
func schemeHint(scheme string) string {
	if scheme == "http" || scheme == "https" {
		return "; programs reach Neo4j by Bolt, most often on port 7687"
	}
	return ""
}

// readPassword reads a password file: its text without the line end.
func readPassword(file string) (Secret, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	if len(text) > maxPasswordFile {
		return "", fmt.Errorf("%s is larger than %d bytes", file, maxPasswordFile)
	}
	password := strings.TrimRight(string(text), "\r\n")
	if password == "" || strings.ContainsAny(password, "\r\n") {
		return "", fmt.Errorf("%s must have the password in one line, and nothing else", file)
	}
	return Secret(password), nil
}

// checkAddress checks a host:port.
func checkAddress(text string) error {
	if _, _, err := net.SplitHostPort(text); err != nil {
		return errors.New("an address is host:port, or :port for all of this machine's addresses")
	}
	return nil
}
