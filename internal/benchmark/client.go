package benchmark

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"
)

// Addresses of the loopback network that questions come from: a server is fair by address.
const (
	OwnAddress      = "127.0.0.1"
	AttackerAddress = "127.0.0.2"
)

// Answered is what a question was answered, without its text.
type Answered struct {
	Status, Bytes int
	// RetryAfter is what a refusal says.
	RetryAfter time.Duration
}

// Post posts a question and reads all of its answer.
func Post(ctx context.Context, client *http.Client, url, query string) (Answered, error) {
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		return Answered{}, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return Answered{}, err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := client.Do(request)
	if err != nil {
		return Answered{}, err
	}
	defer response.Body.Close() //nolint:errcheck // only read
	seconds, _ := strconv.Atoi(response.Header.Get("Retry-After"))
	n, err := io.Copy(io.Discard, response.Body)
	return Answered{response.StatusCode, int(n), time.Duration(seconds) * time.Second}, err
}

// ClientFrom returns a client that sends from an address, or from any where the system has not that one (macOS).
func ClientFrom(address string) *http.Client {
	dialer := &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(address)}}
	if l, err := net.Listen("tcp", address+":0"); err != nil {
		dialer = &net.Dialer{}
	} else {
		_ = l.Close()
	}
	return &http.Client{Transport: &http.Transport{DialContext: dialer.DialContext}}
}
