package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"entente/internal/config"
	"entente/internal/neo4jtest"

	"github.com/itchyny/gojq"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestMain keeps the settings of who runs the tests out of them.
func TestMain(m *testing.M) {
	for _, name := range []string{"ENTENTE_ADDR", "ENTENTE_METRICS_ADDR", "ENTENTE_DRAIN", "ENTENTE_ALLOW_ORIGIN", "ENTENTE_CONNECTIONS", "ENTENTE_CLIENT_CONNECTIONS", "ENTENTE_DATA", "ENTENTE_STORE", "NEO4J_DATABASE"} {
		if err := os.Unsetenv(name); err != nil {
			panic(err)
		}
	}
	var err error
	if programDir, err = os.MkdirTemp("", "entente-program-"); err != nil {
		panic(err)
	}
	neo4jtest.Main(m)
	if err := os.RemoveAll(programDir); err != nil {
		panic(err)
	}
}

// started is the real program on a free port.
type started struct {
	url  string
	stop func() (status int, out string)
}

// start runs the program as a person would, but for the port, until the test ends. Its graph in memory is that of all tests.
func start(t *testing.T, args ...string) started {
	t.Helper()
	return startProgram(t, tested(), args...)
}

func startProgram(t *testing.T, p program, args ...string) started {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	s, err := serveUntil(ctx, cancel, p, args...)
	require.NoError(t, err)
	return s
}

// asking is a server with the built-in datasets for tests that only ask. It runs until the last of them has ended.
func asking(t *testing.T) started {
	t.Helper()
	s, err := onceAsking()
	require.NoError(t, err)
	return s
}

var onceAsking = sync.OnceValues(func() (started, error) {
	ctx, cancel := context.WithCancel(context.Background())
	return serveUntil(ctx, cancel, tested())
})

// serveUntil runs the server until the context ends, and waits until it says where it listens.
func serveUntil(ctx context.Context, cancel func(), p program, args ...string) (started, error) {
	reader, writer := io.Pipe()
	ended := make(chan int, 1)
	var log bytes.Buffer
	go func() {
		ended <- p.run(ctx, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...), writer, &log)
		writer.Close()
	}()
	var out strings.Builder
	lines := bufio.NewScanner(reader)
	for lines.Scan() {
		out.WriteString(lines.Text() + "\n")
		if url, ok := strings.CutPrefix(lines.Text(), "listening on "); ok {
			rest := make(chan string, 1)
			go func() {
				more, _ := io.ReadAll(reader)
				rest <- string(more)
			}()
			stop := func() (int, string) {
				cancel()
				status := <-ended
				return status, out.String() + <-rest
			}
			return started{url: url, stop: stop}, nil
		}
	}
	cancel()
	return started{}, fmt.Errorf("the program ended with status %d and did not say where it listens:\n%s%s", <-ended, out.String(), log.String())
}

// ask sends a query by POST and gives the answer's bytes.
func (s started) ask(t *testing.T, query string) []byte {
	t.Helper()
	body, err := json.Marshal(map[string]string{"query": query})
	require.NoError(t, err)
	response, err := http.Post(s.url, "application/json", bytes.NewReader(body))
	require.NoError(t, err)
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return answer
}

func TestServe_AnswersTheExamples(t *testing.T) {
	s := asking(t)
	files, err := filepath.Glob("../../docs/examples/*.graphql")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			query, err := os.ReadFile(file)
			require.NoError(t, err)
			answer := s.ask(t, string(query))
			assert.NotContains(t, string(answer), `"errors"`)
			assert.True(t, holds(t, strings.TrimSuffix(file, ".graphql")+".jq", answer), "%s", answer)
		})
	}
}

// holds says whether a jq program finds the answer true.
func holds(t *testing.T, file string, answer []byte) bool {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	program, err := gojq.Parse(string(text))
	require.NoError(t, err)
	var value any
	require.NoError(t, json.Unmarshal(answer, &value))
	result, ok := program.Run(value).Next()
	if err, failed := result.(error); failed {
		t.Errorf("%s: %v", file, err)
	}
	return ok && result == true
}

func TestServe_AnswersGET(t *testing.T) {
	s := asking(t)
	response, err := http.Get(s.url + "?query=" + "%7Bcountry(ref%3A%22GEO%22)%7Bid%20flag%7D%7D")
	require.NoError(t, err)
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	assert.JSONEq(t, `{"data":{"country":{"id":"country:georgia","flag":"🇬🇪"}}}`, string(answer))
}

// TestServe_SaysWhatItLoadedAndStopsCleanly loads the graph in memory itself, as a person's server does.
func TestServe_SaysWhatItLoadedAndStopsCleanly(t *testing.T) {
	s := startProgram(t, program{openStore: openStore})
	assert.Eventually(t, func() bool {
		response, err := http.Get(strings.Replace(s.url, "/graphql", "/readyz", 1))
		if err == nil {
			response.Body.Close()
		}
		return err == nil && response.StatusCode == http.StatusOK
	}, 30*time.Second, 5*time.Millisecond, "ready when the index of search is made")

	status, out := s.stop()
	assert.Equal(t, exitOK, status)
	assert.Regexp(t, `dataset:vocabulary: \d+ relations`, out)
	assert.Regexp(t, `dataset:south-caucasus: \d+ entities, \d+ statements, 1 document`, out)
	assert.True(t, strings.HasSuffix(out, "stopped\n"), out)
}

func TestServe_AddressInUse_FailsWithAHint(t *testing.T) {
	s := asking(t)
	address := strings.TrimSuffix(strings.TrimPrefix(s.url, "http://"), "/graphql")
	var out, errs bytes.Buffer
	assert.Equal(t, exitFailed, tested().run(t.Context(), []string{"serve", "--addr", address}, &out, &errs))
	assert.Contains(t, errs.String(), "--addr HOST:PORT")
}

func TestRun_WrongUse_ExitsWithTwo(t *testing.T) {
	for name, args := range map[string][]string{
		"unknown subcommand": {"serv"},
		"unknown flag":       {"serve", "--port", "1"},
		"an argument":        {"serve", "here"},
		"no folder":          {"check"},
		"nothing to load":    {"load", "--apply"},
		"no name":            {"new"},
		"two datasets":       {"drop", "a", "b"},
		"no number":          {"undo", "first"},
		"revisions of what":  {"revisions", "1"},
		"no origin":          {"serve", "--allow-origin", "https://a.example/path"},
	} {
		t.Run(name, func(t *testing.T) {
			var out, errs bytes.Buffer
			assert.Equal(t, exitUsage, run(t.Context(), args, &out, &errs))
			assert.NotEmpty(t, errs.String())
		})
	}
}

func TestRun_WithoutItsArgument_SaysWhatIsMissing(t *testing.T) {
	for command, says := range map[string]string{
		"check": "entente: name a dataset folder: entente check DIR... [flags]\n", "load": "entente: name a dataset folder, or --seed for the built-in ones: entente load [--seed] DIR|FILE.jsonl... [flags]\n",
		"drop": "entente: name a dataset, and nothing besides: entente drop DATASET [flags]\n",
	} {
		var out, errs bytes.Buffer
		assert.Equal(t, exitUsage, run(t.Context(), []string{command}, &out, &errs))
		assert.Contains(t, errs.String(), says)
	}
}

func TestRun_UnknownCommand_NamesTheLikelyOne(t *testing.T) {
	for _, args := range [][]string{{"serv"}, {"help", "serv"}, {"serv", "--data", "x"}} {
		got := entente(t, args...)
		assert.Equal(t, result{exitUsage, "", "entente: there is no command \"serv\"; did you mean serve?\nRun 'entente --help' for what there is.\n"}, got, args)
	}
}

func TestRun_UnknownFlag_NamesTheLikelyOne(t *testing.T) {
	got := entente(t, "load", "--aply", "x")
	assert.Equal(t, exitUsage, got.status)
	assert.Contains(t, got.errs, "entente: unknown flag: --aply; did you mean --apply?\n")
	assert.NotContains(t, entente(t, "load", "--zzzzzz", "x").errs, "did you mean")
}

func TestRun_Help_NamesTheExitStatuses(t *testing.T) {
	names := []string{""}
	for _, c := range (program{}).newRoot().Commands() {
		names = append(names, c.Name())
	}
	require.Greater(t, len(names), 12)
	for _, name := range names {
		got := entente(t, strings.Fields("help "+name)...)
		assert.Equal(t, exitOK, got.status)
		assert.Contains(t, got.out, "Exit status", name)
		assert.Contains(t, got.out, "Examples:", name)
		assert.Equal(t, got.out, entente(t, strings.Fields(name+" --help")...).out)
	}
}

func TestVersion_IsPrinted(t *testing.T) {
	var out, errs bytes.Buffer
	assert.Equal(t, exitOK, run(t.Context(), []string{"version"}, &out, &errs))
	assert.Regexp(t, regexp.MustCompile(`^entente \S+`), out.String())
}

// TestREADME_QueryHasItsRealAnswer holds the first query of the README against the program's answer.
func TestREADME_QueryHasItsRealAnswer(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	query := block(t, string(readme), "graphql")
	want := block(t, string(readme), "json")
	assert.JSONEq(t, want, string(asking(t).ask(t, query)))
}

func TestREADME_NamesTheCommandsThatWork(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	commands := block(t, string(readme), "sh")
	assert.Contains(t, commands, "go run ./cmd/entente serve")
	assert.Contains(t, commands, "go test ./...")
	assert.Contains(t, string(readme), config.Default().Addr)
}

// block gives the first fenced block of a language.
func block(t *testing.T, text, language string) string {
	t.Helper()
	_, after, ok := strings.Cut(text, "```"+language+"\n")
	require.True(t, ok, "no block of %s", language)
	inside, _, ok := strings.Cut(after, "```")
	require.True(t, ok)
	return inside
}

func TestServe_Metrics_HaveAnAddressOfTheirOwn(t *testing.T) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	addr := free.Addr().String()
	require.NoError(t, free.Close())
	s := start(t, "--metrics-addr", addr)
	s.ask(t, `{ country(ref: "GE") { id } }`)
	response, err := http.Get("http://" + addr + "/metrics")
	require.NoError(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	assert.Contains(t, string(text), "entente_ready ")
	assert.Contains(t, string(text), `entente_request_duration_seconds_count{route="/graphql",status="200"} 1`)
	assert.Regexp(t, `entente_store_call_duration_seconds_count\{code="ok",method="Lookup"\} \d`, string(text))
	assert.Regexp(t, `entente_connections_open \d`, string(text))
	status, _ := s.stop()
	assert.Equal(t, exitOK, status)
}

func TestRun_WrongSettings_ExitWithTwoAndNameThem(t *testing.T) {
	for _, one := range []struct{ name, value, says string }{
		{"ENTENTE_DRAIN", "soon", "ENTENTE_DRAIN: a time from 0s to 15s is wanted"},
		{"ENTENTE_CONNECTIONS", "many", "ENTENTE_CONNECTIONS: a number is wanted"},
		{"ENTENTE_STORE", "neo4j://neo4j:hunter2@localhost", "NEO4J_PASSWORD"},
		{"ENTENTE_STORE", "neo4j://localhost", "no password for neo4j://localhost"},
	} {
		t.Run(one.name, func(t *testing.T) {
			// Those of the server that the tests may have been given.
			t.Setenv("NEO4J_USERNAME", "")
			t.Setenv("NEO4J_PASSWORD", "")
			t.Setenv(one.name, one.value)
			got := entente(t, "revisions")
			assert.Equal(t, exitUsage, got.status)
			assert.Contains(t, got.errs, one.says)
			assert.NotContains(t, got.errs, "hunter2")
			assert.Equal(t, exitOK, entente(t, "version").status)
		})
	}
}
