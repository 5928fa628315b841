package server_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"entente/internal/admission"
	"entente/internal/server"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// large is an answer that no buffer of a connection holds.
const large = 32 << 20

// writesLarge answers a large answer, and tells how far it came.
func writesLarge(ended chan<- int) http.HandlerFunc {
	answer := []byte(strings.Repeat("x", large))
	return func(w http.ResponseWriter, _ *http.Request) {
		n, _ := w.Write(answer)
		ended <- n
	}
}

// askWithoutReading sends a request and reads nothing.
func (r *running) askWithoutReading(t *testing.T) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(r.url, "http://"))
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	_, err = fmt.Fprint(conn, "GET /graphql HTTP/1.1\r\nHost: x\r\n\r\n")
	require.NoError(t, err)
	return conn
}

func TestAnswer_ThatNobodyReads_IsCut(t *testing.T) {
	ended := make(chan int, 1)
	r := runWith(t, server.Options{GraphQL: writesLarge(ended), SendTimeout: 100 * time.Millisecond})
	r.askWithoutReading(t)
	assert.Less(t, <-ended, large)
	r.cancel(nil)
	require.NoError(t, <-r.ended)
	assert.NotContains(t, r.log.String(), "ERROR")
	assert.NotContains(t, r.log.String(), "panic")
}

func TestAnswer_ThatIsReadSlowly_IsSentWhole(t *testing.T) {
	ended := make(chan int, 1)
	r := runWith(t, server.Options{GraphQL: writesLarge(ended), SendTimeout: 2 * time.Second})
	conn := r.askWithoutReading(t)
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	require.NoError(t, err)
	defer func() { _ = response.Body.Close() }()
	read := int64(0)
	for range 8 {
		n, err := io.CopyN(io.Discard, response.Body, large/8)
		require.NoError(t, err)
		read += n
		time.Sleep(20 * time.Millisecond)
	}
	assert.EqualValues(t, large, read)
	assert.Equal(t, large, <-ended)
}

func TestAnswers_ThatNobodyReads_GiveWayToOthers(t *testing.T) {
	ended := make(chan int, 4)
	r := runWith(t, server.Options{GraphQL: writesLarge(ended), SendTimeout: time.Minute, MaxUnsent: large + large/2})
	r.askWithoutReading(t)
	status, body := r.get(t, "/graphql")
	assert.Equal(t, http.StatusOK, status)
	assert.Len(t, body, large)
	first, second := <-ended, <-ended
	assert.Less(t, min(first, second), large, "the one that is not read")
	assert.Equal(t, large, max(first, second))
}

func TestGate_RefusesWithAnAnswerOfGraphQL(t *testing.T) {
	begun, goOn := make(chan struct{}), make(chan struct{})
	gate := admission.New(admission.Options{Requests: 1, PerClient: 1, Slots: 1, Queue: 1, Wait: time.Second})
	r := runWith(t, server.Options{Gate: gate, GraphQL: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		assert.NotNil(t, admission.From(r.Context()))
		body, err := io.ReadAll(r.Body)
		assert.NoError(t, err)
		close(begun)
		<-goOn
		_, _ = w.Write(body)
	})})
	first := make(chan string, 1)
	go func() {
		response, err := http.Post(r.url+"/graphql", "application/json", strings.NewReader("the body"))
		if err != nil {
			first <- err.Error()
			return
		}
		text, _ := io.ReadAll(response.Body)
		_ = response.Body.Close()
		first <- string(text)
	}()
	<-begun
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, r.url+"/graphql", strings.NewReader("another"))
	require.NoError(t, err)
	request.Header.Set("Accept", "application/graphql-response+json")
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer func() { _ = response.Body.Close() }()
	assert.Equal(t, http.StatusServiceUnavailable, response.StatusCode)
	assert.Equal(t, "2", response.Header.Get("Retry-After"))
	assert.Equal(t, "application/graphql-response+json; charset=utf-8", response.Header.Get("Content-Type"))
	var answer struct {
		Errors []struct {
			Message    string
			Extensions map[string]string
		}
	}
	require.NoError(t, json.NewDecoder(response.Body).Decode(&answer))
	require.Len(t, answer.Errors, 1)
	assert.Equal(t, "UNAVAILABLE", answer.Errors[0].Extensions["code"])
	assert.Contains(t, answer.Errors[0].Message, "ask again in 2 s")
	status, _ := r.get(t, "/healthz")
	assert.Equal(t, http.StatusOK, status, "whatever is in progress")
	close(goOn)
	assert.Equal(t, "the body", <-first)
}
