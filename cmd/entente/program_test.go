package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// programDir is where the program is built for the tests; TestMain makes and removes it.
var programDir string

// built is the program as people run it, built once for all tests.
var built = sync.OnceValues(func() (string, error) {
	name := filepath.Join(programDir, "entente")
	if output, err := exec.Command("go", "build", "-o", name, ".").CombinedOutput(); err != nil {
		return "", errors.New(string(output))
	}
	return name, nil
})

// command is the built program, not started. It is killed when the test ends.
func command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	name, err := built()
	require.NoError(t, err)
	return exec.CommandContext(t.Context(), name, args...)
}

// execute runs the built program to its end.
func execute(t *testing.T, args ...string) result {
	t.Helper()
	return finish(t, command(t, args...))
}

// finish runs a command and gives what it did.
func finish(t *testing.T, cmd *exec.Cmd) result {
	t.Helper()
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	var ended *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &ended) {
		t.Fatal(err)
	}
	return result{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
}

// serving is the built program while it serves.
type serving struct {
	url string
	cmd *exec.Cmd
	// out and errs are what it has printed; they are whole once it has ended.
	out, errs *bytes.Buffer
	ended     chan struct{}
}

// startServing starts the built program's server on a free port and waits until it says where it listens.
func startServing(t *testing.T, args ...string) *serving {
	t.Helper()
	s := &serving{cmd: command(t, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)...), out: &bytes.Buffer{}, errs: &bytes.Buffer{}, ended: make(chan struct{})}
	s.cmd.Stderr = s.errs
	stdout, err := s.cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, s.cmd.Start())
	lines := bufio.NewReader(stdout)
	for {
		line, err := lines.ReadString('\n')
		s.out.WriteString(line)
		if url, ok := strings.CutPrefix(line, "listening on "); ok {
			s.url = strings.TrimSpace(url)
			break
		}
		if err != nil {
			_ = s.cmd.Wait()
			t.Fatalf("the program did not say where it listens:\n%s%s", s.out, s.errs)
		}
	}
	go func() {
		_, _ = io.Copy(s.out, lines)
		_ = s.cmd.Wait()
		close(s.ended)
	}()
	return s
}

// stop sends a signal and gives the exit status.
func (s *serving) stop(t *testing.T, signal os.Signal) int {
	t.Helper()
	require.NoError(t, s.cmd.Process.Signal(signal))
	<-s.ended
	return s.cmd.ProcessState.ExitCode()
}

func TestData_ThatIsServed_IsReadBesideAndNotWritten(t *testing.T) {
	data, dir := filepath.Join(t.TempDir(), "graph"), write(t, "treaties", treaties())
	require.Equal(t, exitOK, execute(t, "load", "--data", data, "--apply", dir).status)
	s := startServing(t, "--data", data)
	url := strings.TrimSuffix(s.url, "/graphql")
	for name, args := range map[string][]string{
		"check": {"check", dir}, "find": {"find", "norland"}, "query": {"query", file(t, countries)}, "revisions": {"revisions"}, "relations": {"relations"},
		"plan of a load": {"load", dir}, "plan of an undo": {"undo", "1"}, "plan of a drop": {"drop", "treaties"},
	} {
		t.Run(name, func(t *testing.T) {
			got := execute(t, append(args, "--data", data)...)
			assert.Equal(t, exitOK, got.status, got.errs)
			assert.NotEmpty(t, got.out)
		})
	}
	for name, args := range map[string][]string{"load": {"load", "--apply", dir}, "undo": {"undo", "--apply", "1"}, "drop": {"drop", "--apply", "treaties"}} {
		t.Run(name, func(t *testing.T) {
			got := execute(t, append(args, "--data", data)...)
			assert.Equal(t, exitFailed, got.status)
			assert.Regexp(t, `^entente: the data directory `+data+` is in use by process \d+, which serves it at `+url+`; without --apply the plan is shown beside it; to write, stop the server \(kill \d+\), run this again, and start the server again\n$`, got.errs)
		})
	}
	got := execute(t, "serve", "--addr", "127.0.0.1:0", "--data", data)
	assert.Equal(t, exitFailed, got.status)
	assert.Regexp(t, url+`; ask that server, or stop it first\n$`, got.errs)
	require.NoError(t, s.cmd.Process.Kill())
	<-s.ended
	got = execute(t, "undo", "--apply", "1", "--data", data)
	assert.Equal(t, exitOK, got.status, "who was killed holds nobody up: %s", got.errs)
}

// lines starts a command whose output the test reads, from a pipe as of a shell.
func lines(t *testing.T, cmd *exec.Cmd) (*bufio.Reader, *os.File) {
	t.Helper()
	reader, writer, err := os.Pipe()
	require.NoError(t, err)
	cmd.Stdout = writer
	require.NoError(t, cmd.Start())
	require.NoError(t, writer.Close())
	return bufio.NewReader(reader), reader
}

func TestOutput_ThatNobodyReadsAnyMore_IsNoFailure(t *testing.T) {
	data, dir := filepath.Join(t.TempDir(), "graph"), write(t, "treaties", treaties())
	var many strings.Builder
	for i := range 3000 {
		many.WriteString("- {id: city:c" + thousandsless(i) + ", name: C" + thousandsless(i) + "}\n")
	}
	rewrite(t, dir, map[string]string{"entities.yaml": treaties()["entities.yaml"] + many.String()})
	run := func(args ...string) {
		t.Helper()
		cmd := command(t, append(args, "--data", data)...)
		var errs bytes.Buffer
		cmd.Stderr = &errs
		out, pipe := lines(t, cmd)
		_, err := out.ReadByte()
		require.NoError(t, err)
		require.NoError(t, pipe.Close())
		require.NoError(t, cmd.Wait(), errs.String())
		assert.Empty(t, errs.String())
	}
	cmd := command(t, "load", "--apply", "--data", data, dir)
	_, pipe := lines(t, cmd)
	require.NoError(t, pipe.Close())
	require.NoError(t, cmd.Wait())
	assert.Contains(t, execute(t, "revisions", "--data", data).out, "load dataset:vocabulary, dataset:treaties", "the load is done all the same")
	run("query", "--csv", "--all", file(t, `{ entities(first: 20) { nodes { id name } } }`))
	run("relations")
}

func TestInterrupted_SaysSoAndExitsWith130(t *testing.T) {
	for _, args := range [][]string{{"query", "-"}} {
		cmd := command(t, args...)
		stdin, err := cmd.StdinPipe()
		require.NoError(t, err)
		var errs bytes.Buffer
		cmd.Stderr = &errs
		require.NoError(t, cmd.Start())
		// Its first byte is read once signals are heeded.
		_, err = stdin.Write(bytes.Repeat([]byte(" "), 1<<17))
		require.NoError(t, err)
		require.NoError(t, cmd.Process.Signal(os.Interrupt))
		_ = cmd.Wait()
		assert.Equal(t, exitInterrupted, cmd.ProcessState.ExitCode())
		assert.Equal(t, "entente: interrupted; nothing was changed\n", errs.String())
	}
}

func TestServe_OfAnAddressInUse_SaysWhatToDo(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	address := listener.Addr().String()
	got := execute(t, "serve", "--addr", address)
	want := "entente: the address " + address + " is in use by another program: stop that, or choose another address with --addr HOST:PORT; port 0 takes a free one\n"
	assert.Equal(t, result{exitFailed, "", want}, got)
	got = execute(t, "serve", "--addr", "8080")
	assert.Equal(t, exitUsage, got.status)
	assert.Contains(t, got.errs, `entente: --addr is HOST:PORT, as 127.0.0.1:8080, and not "8080"`)
}

func TestServe_OfWhatIsNoDirectoryOfItsOwn_SaysWhatToDo(t *testing.T) {
	foreign := t.TempDir()
	require.NoError(t, os.WriteFile(dataFile(foreign), []byte("hello"), 0o600))
	for name, tt := range map[string]struct{ data, says string }{
		"a file":         {dataFile(foreign), "not a directory; name another directory with --data"},
		"a foreign file": {foreign, "is no data file of Entente, or its beginning is damaged; it was left as it is; name another directory"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, args := range [][]string{{"serve", "--addr", "127.0.0.1:0"}, {"revisions"}} {
				got := execute(t, append(args, "--data", tt.data)...)
				assert.Equal(t, exitFailed, got.status)
				assert.Contains(t, got.errs, tt.says)
				assert.Equal(t, 1, strings.Count(got.errs, "\n"))
			}
		})
	}
}

func TestFindAndQuery_OfAServer(t *testing.T) {
	data, dir := filepath.Join(t.TempDir(), "graph"), write(t, "treaties", treaties())
	require.Equal(t, exitOK, execute(t, "load", "--data", data, "--apply", dir).status)
	s := startServing(t, "--data", data)
	url := strings.TrimSuffix(s.url, "/graphql")
	assert.Contains(t, execute(t, "find", "--url", url, "norlnad").out, "country:norland  Norland")
	assert.Contains(t, execute(t, "find", "--url", s.url, "--json", "norlnad").out, `"id": "country:norland"`)
	assert.Contains(t, execute(t, "relations", "--url", url, "member's").out, "Norland is a member of Northern Pact")
	got := execute(t, "query", "--url", url, "--csv", "--all", "--var", "kind=COUNTRY", file(t, `query($kind: EntityKind!) { entities(where: {kinds: [$kind]}, first: 1) { nodes { id name } } }`))
	assert.Equal(t, result{exitOK, "id,name\ncountry:norland,Norland\n", ""}, got)
	assert.Equal(t, exitOK, s.stop(t, os.Interrupt))
}
