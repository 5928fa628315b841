package server_test

import (
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"entente/internal/admission"
	"entente/internal/server"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// flood is how many connections the attackers open.
const flood = 3000

// bounded is a server whose connections are bounded; /graphql says hello.
func bounded(t *testing.T, limits admission.ConnectionLimits) (*running, *admission.Connections) {
	t.Helper()
	connections := admission.NewConnections(limits)
	return runWith(t, server.Options{Connections: connections, GraphQL: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("hello"))
	})}), connections
}

// dialFrom opens a connection from an address of the loopback network, and sends a text. Where the system has only one such address (macOS),
// the test is skipped.
func dialFrom(t *testing.T, address string, r *running, text string) net.Conn {
	t.Helper()
	dialer := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(address)}, Timeout: 10 * time.Second}
	conn, err := dialer.DialContext(t.Context(), "tcp", strings.TrimPrefix(r.url, "http://"))
	if err != nil && strings.Contains(err.Error(), "assign requested address") {
		t.Skip("needs several addresses: ", err)
	}
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	// The server may have closed it already.
	_, _ = conn.Write([]byte(text))
	return conn
}

// attackers open many connections from some addresses, each of which begins a request and does not end it.
func attackers(t *testing.T, r *running, addresses int, begins ...string) {
	t.Helper()
	var all sync.WaitGroup
	for i := range addresses {
		address := fmt.Sprintf("127.0.1.%d", 1+i)
		dialFrom(t, address, r, "")
		all.Go(func() {
			for n := range flood / addresses {
				dialFrom(t, address, r, begins[n%len(begins)])
			}
		})
	}
	all.Wait()
}

func begins() []string {
	return []string{
		"", // nothing at all
		"GET /graphql HTT",
		"GET /graphql HTTP/1.1\r\nHost: x\r\nA: ",
		"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"query\": ",
		"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", // answered, and idle
	}
}

func TestConnections_AFloodOfOneOrManyAddresses_ShutsNobodyOut(t *testing.T) {
	for _, addresses := range []int{1, 10, 250} {
		t.Run(fmt.Sprint(addresses), func(t *testing.T) {
			r, connections := bounded(t, admission.DefaultConnectionLimits())
			mine := dialFrom(t, "127.0.0.1", r, "")
			ask(t, mine)
			attackers(t, r, addresses, begins()...)
			for range 20 {
				began := time.Now()
				ask(t, mine) // kept alive through the flood
				ask(t, dialFrom(t, "127.0.0.1", r, ""))
				assert.Less(t, time.Since(began), 5*time.Second)
			}
			s := connections.Stats()
			limits := admission.DefaultConnectionLimits()
			assert.LessOrEqual(t, s.Open, limits.Connections)
			closed := s.Closed[admission.TooManyConnections] + s.Closed[admission.TooManyConnectionsOfClient]
			assert.GreaterOrEqual(t, int(closed), flood-min(limits.Connections, addresses*limits.PerClient))
		})
	}
}

// ask asks by a connection that stays open.
func ask(t *testing.T, conn net.Conn) {
	t.Helper()
	require.NoError(t, conn.SetDeadline(time.Now().Add(10*time.Second)))
	_, err := conn.Write([]byte("GET /graphql HTTP/1.1\r\nHost: x\r\n\r\n"))
	require.NoError(t, err)
	answer := make([]byte, 4096)
	n, err := conn.Read(answer)
	require.NoError(t, err)
	assert.Contains(t, string(answer[:n]), "hello")
}

func TestConnections_UnfinishedRequests_HoldNoMoreThanTheLimit(t *testing.T) {
	limits := admission.ConnectionLimits{Connections: 100, PerClient: 100, Unfinished: 1 << 20}
	r, connections := bounded(t, limits)
	honest := dialFrom(t, "127.0.0.1", r, "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n12345")
	body := "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n\r\n" + strings.Repeat("x", 150_000)
	for range 20 {
		dialFrom(t, "127.0.1.1", r, body)
	}
	require.Eventually(t, func() bool { return connections.Stats().Closed[admission.TooManyUnfinished] >= 14 }, 5*time.Second, time.Millisecond)
	assert.LessOrEqual(t, connections.Stats().Unfinished, limits.Unfinished)
	_, err := honest.Write([]byte("67890"))
	require.NoError(t, err)
	require.NoError(t, honest.SetDeadline(time.Now().Add(10*time.Second)))
	answer := make([]byte, 4096)
	n, err := honest.Read(answer)
	require.NoError(t, err)
	assert.Contains(t, string(answer[:n]), "hello")
}

// A client that sends more than a request may have reads why, and not that the connection was reset.
func TestConnections_ARefusalIsReadBeforeTheEnd(t *testing.T) {
	r, _ := bounded(t, admission.DefaultConnectionLimits())
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, r.url+"/graphql", nil)
	require.NoError(t, err)
	request.Header.Set("X-Long", strings.Repeat("x", 100<<10))
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	assert.Equal(t, http.StatusRequestHeaderFieldsTooLarge, response.StatusCode)
}
