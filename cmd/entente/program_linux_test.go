package main

import (
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestServe_OfAReadOnlyDirectory(t *testing.T) {
	mount := t.TempDir()
	if err := syscall.Mount("tmpfs", mount, "tmpfs", 0, "size=16m"); err != nil {
		t.Skipf("only root may mount a file system: %v", err)
	}
	defer func() { require.NoError(t, syscall.Unmount(mount, syscall.MNT_DETACH)) }()
	data := filepath.Join(mount, "graph")
	dir := write(t, "treaties", treaties())
	require.Equal(t, exitOK, execute(t, "load", "--data", data, "--apply", dir).status)
	require.NoError(t, syscall.Mount("tmpfs", mount, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""))
	s := startServing(t, "--data", data)
	assert.Contains(t, string(started{url: s.url}.ask(t, `{ country(ref: "Norland") { id } }`)), "country:norland")
	assert.Equal(t, exitOK, s.stop(t, syscall.SIGTERM))
	assert.Contains(t, s.errs.String(), "the data directory "+data+" may only be read here: it is served as it is now\n")
	got := execute(t, "load", "--data", data, "--apply", dir)
	assert.Equal(t, result{exitFailed, "", "entente: the data directory " + data +
		" cannot be written: read-only file system; run this as its owner, or name another directory with --data\n"}, got)
	assert.Equal(t, exitOK, execute(t, "load", "--data", data, dir).status)
}
