package faults

import (
	"bufio"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"entente/internal/neo4jtest"

	"github.com/stretchr/testify/require"
)

// build builds the program.
func build(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "entente")
	output, err := exec.Command("go", "build", "-o", program, "entente/cmd/entente").CombinedOutput()
	require.NoError(t, err, string(output))
	return program
}

// command is the program with a database, not started.
func command(program string, c neo4jtest.Connection, args ...string) *exec.Cmd {
	cmd := exec.Command(program, args...)
	cmd.Env = append(os.Environ(), "ENTENTE_STORE="+c.URI, "NEO4J_USERNAME="+c.Username, "NEO4J_PASSWORD="+c.Password, "ENTENTE_DRAIN=100ms")
	return cmd
}

// served is the program while it serves.
type served struct {
	process      *os.Process
	url, metrics string
}

var metricsURL = regexp.MustCompile(`msg=metrics url=(\S+)`)

// serve starts the program and waits until it says where it listens. It must stop cleanly when the test ends.
func serve(t *testing.T, program string, c neo4jtest.Connection) *served {
	t.Helper()
	cmd := command(program, c, "serve", "--addr", "127.0.0.1:0", "--metrics-addr", "127.0.0.1:0")
	stdout, err := cmd.StdoutPipe()
	require.NoError(t, err)
	stderr, err := cmd.StderrPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	s := &served{process: cmd.Process}
	t.Cleanup(func() {
		require.NoError(t, cmd.Process.Signal(syscall.SIGTERM))
		require.NoError(t, cmd.Wait(), "it stops cleanly")
	})
	for log := bufio.NewScanner(stderr); s.metrics == "" && log.Scan(); {
		if m := metricsURL.FindStringSubmatch(log.Text()); m != nil {
			s.metrics = m[1]
		}
	}
	for out := bufio.NewScanner(stdout); s.url == "" && out.Scan(); {
		s.url, _ = strings.CutPrefix(out.Text(), "listening on ")
		if !strings.HasPrefix(s.url, "http") {
			s.url = ""
		}
	}
	require.NotEmpty(t, s.url, "it says where it listens")
	go func() { _, _ = io.Copy(io.Discard, stderr) }()
	go func() { _, _ = io.Copy(io.Discard, stdout) }()
	return s
}

// status asks one of the operators' routes.
func (s *served) status(path string) int {
	client := http.Client{Timeout: 2 * time.Second}
	response, err := client.Get(strings.TrimSuffix(s.url, "/graphql") + path)
	if err != nil {
		return 0
	}
	_ = response.Body.Close()
	return response.StatusCode
}

// measure reads a metric without labels.
func (s *served) measure(t *testing.T, name string) float64 {
	t.Helper()
	response, err := http.Get(s.metrics)
	require.NoError(t, err)
	defer response.Body.Close()
	for lines := bufio.NewScanner(response.Body); lines.Scan(); {
		if value, ok := strings.CutPrefix(lines.Text(), name+" "); ok {
			n, err := strconv.ParseFloat(value, 64)
			require.NoError(t, err)
			return n
		}
	}
	t.Fatalf("no metric %s", name)
	return 0
}
