package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// manyRows is a table of memberships, long enough that a signal finds its reading, planning or writing under way.
func manyRows(rows int) string {
	var b strings.Builder
	b.WriteString("state,code,league,since,until\n")
	for i := range rows {
		_, _ = fmt.Fprintf(&b, "%d,l%d,League %d,%d,%d\n", 372+i%2, i/100, i/100, 1992+i%20, 2012+i%10)
	}
	return b.String()
}

// TestInterrupted_LeavesNothingHalfDone sends SIGINT to the program at random moments of a preview, a check and a load of a large table: the
// program ends soon, with its status, and the graph is as it was or wholly loaded.
func TestInterrupted_LeavesNothingHalfDone(t *testing.T) {
	if testing.Short() {
		t.Skip("it loads a large table several times")
	}
	data := filepath.Join(t.TempDir(), "graph")
	require.Equal(t, exitOK, execute(t, "load", "--data", data, "--seed", "--apply").status)
	dir := write(t, "leagues", with(pacts(), "tables/leagues.csv", manyRows(20_000)))
	began := time.Now()
	require.Equal(t, exitOK, execute(t, "check", "--data", data, dir).status)
	whole := time.Since(began)
	before := execute(t, "revisions", "--data", data).out
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d; a check takes %v", seed, whole)
	random := rand.New(rand.NewPCG(seed, 0))
	stopped := 0
	for _, args := range [][]string{
		{"preview"}, {"check"}, {"check", "--json"}, {"load"}, {"load", "--apply"}, {"load", "--apply"}, {"load", "--apply"},
	} {
		cmd := command(t, append(append(args, "--data", data), dir)...)
		var out, errs bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &errs
		require.NoError(t, cmd.Start())
		time.Sleep(time.Duration(random.Int64N(int64(whole) * 5 / 4)))
		_ = cmd.Process.Signal(os.Interrupt) // it may have ended
		told := time.Now()
		_ = cmd.Wait()
		status := shellStatus(cmd.ProcessState)
		require.Contains(t, []int{exitOK, exitInterrupted}, status, "%v: %s", args, errs.String())
		after := execute(t, "revisions", "--data", data)
		require.Equal(t, exitOK, after.status, after.errs)
		switch {
		case status == exitInterrupted:
			stopped++
			assert.Equal(t, before, after.out, "%v: what was interrupted has written nothing", args)
			assert.Less(t, time.Since(told), 30*time.Second)
		case len(args) == 2 && args[1] == "--apply":
			assert.Contains(t, out.String(), "Written as revision")
			require.Equal(t, exitOK, execute(t, "undo", "--data", data, "--apply", "2").status)
			return
		}
	}
	assert.Positive(t, stopped, "a signal came in time")
}

// shellStatus is the status that a shell gives for a process that has ended. Of one that a signal has ended it is 128 and the signal's number: so ends
// the program itself when it is interrupted, and so does a process that was interrupted before the program in it began.
func shellStatus(s *os.ProcessState) int {
	if ended, ok := s.Sys().(syscall.WaitStatus); ok && ended.Signaled() {
		return 128 + int(ended.Signal())
	}
	return s.ExitCode()
}

func TestCheck_ShowsSoManyErrors_AndAllInJSON(t *testing.T) {
	var rows strings.Builder
	rows.WriteString("state,code,league,since,until\n")
	const wrong = 1200
	for i := range wrong {
		_, _ = fmt.Fprintf(&rows, "%d,nl,Northern League,1995,2001\n", 20_000+i)
	}
	for range 50 {
		rows.WriteString("nobody,nl,Northern League,1995,2001\n")
	}
	dir := write(t, "leagues", with(pacts(), "tables/leagues.csv", rows.String()))
	got := entente(t, "check", "--max-errors", "3", dir)
	assert.Equal(t, exitFailed, got.status)
	assert.Equal(t, 3, strings.Count(got.out, ": error: "))
	assert.Contains(t, got.out, "and 1,198 errors more")
	assert.Contains(t, entente(t, "check", dir).out, "and 201 errors more", "a thousand where nothing is said")
	loaded := entente(t, "load", "--max-errors", "2", dir)
	assert.Equal(t, exitFailed, loaded.status)
	assert.Equal(t, 2, strings.Count(loaded.errs, ": error: "))
	assert.Equal(t, exitUsage, entente(t, "check", "--max-errors", "0", dir).status)
	var all report
	require.NoError(t, json.Unmarshal([]byte(entente(t, "check", "--json", "--max-errors", "3", dir).out), &all))
	problems := all.Datasets[0].Problems
	require.Len(t, problems, wrong+1, "a word that is wrong in many rows is one error")
	assert.Len(t, problems[wrong].Lines, 49, "with all of its lines")
}
