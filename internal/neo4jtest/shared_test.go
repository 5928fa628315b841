package neo4jtest

import (
	"bufio"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// userOf names the folder of the server that TestUser is to join; it is set in programs that a test starts.
const userOf = "ENTENTE_NEO4JTEST_USER_OF"

// TestUser is a test program that joins a server, says where it is, and stays until it is killed.
func TestUser(t *testing.T) {
	dir := os.Getenv(userOf)
	if dir == "" {
		return
	}
	c, err := placeAt(dir).join(t.Context())
	require.NoError(t, err)
	fmt.Println("joined", c.URI)
	<-t.Context().Done()
}

// user starts a program that joins a server.
func user(t *testing.T, dir string) (uri string, kill func()) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestUser$", "-test.v")
	cmd.Env = append(os.Environ(), userOf+"="+dir)
	cmd.Stderr = os.Stderr
	output, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	kill = func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}
	t.Cleanup(kill)
	for lines := bufio.NewScanner(output); lines.Scan(); {
		if _, err := fmt.Sscanf(lines.Text(), "joined %s", &uri); err == nil {
			return uri, kill
		}
	}
	t.Fatal("the user ended")
	return "", nil
}

func TestServer_IsSharedAndEndsWithItsLastUser_EvenWhenThatIsKilled(t *testing.T) {
	skipIfShort(t)
	skipOrFail(t, canStart(t.Context()))
	dir := t.TempDir()
	uri, killFirst := user(t, dir)
	same, killSecond := user(t, dir)
	assert.Equal(t, uri, same)
	parsed, err := url.Parse(uri)
	require.NoError(t, err)
	listens := func() bool {
		conn, err := net.Dial("tcp", parsed.Host)
		if err != nil {
			return false
		}
		return conn.Close() == nil
	}
	killFirst()
	assert.True(t, listens())
	killSecond()
	// The users were started by this program, which lives on: without its mark it is as if it had ended.
	require.NoError(t, os.RemoveAll(placeAt(dir).runs()))
	assert.Eventually(t, func() bool { return !listens() }, 20*time.Second, 50*time.Millisecond)
	assert.Eventually(t, func() bool { _, err := os.Stat(placeAt(dir).home()); return os.IsNotExist(err) }, 20*time.Second, 50*time.Millisecond)
}
