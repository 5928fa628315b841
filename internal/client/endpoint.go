package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// The limits of one request.
const (
	maxAnswer      = 256 << 20
	requestTimeout = 30 * time.Second
)

// path is where a server of this project answers GraphQL.
const path = "/graphql"

// Endpoint is a GraphQL endpoint.
type Endpoint struct {
	client *http.Client
	url    string
}

// Remote returns the endpoint at a URL. The URL of a server alone is that of its endpoint. It is an error if it is no URL of HTTP, or has a
// password, which everybody on this machine could read on the command line.
func Remote(address string) (*Endpoint, error) {
	u, err := url.Parse(address)
	switch {
	case err == nil && u.User != nil:
		return nil, errors.New("the URL has a user name or a password in it, which everybody on this machine can read; leave it out")
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		return nil, fmt.Errorf("%q is no URL of a server; write it as http://127.0.0.1:8080", address)
	}
	if strings.Trim(u.Path, "/") == "" {
		u.Path = path
	}
	return &Endpoint{http.DefaultClient, u.String()}, nil
}

// InProcess returns the endpoint that a handler is, without a network.
func InProcess(handler http.Handler) *Endpoint {
	return &Endpoint{&http.Client{Transport: inProcess{handler}}, "http://in-process" + path}
}

// Request is a query with what it is asked with.
type Request struct {
	Query     string                     `json:"query"`
	Operation string                     `json:"operationName,omitempty"`
	Variables map[string]json.RawMessage `json:"variables,omitempty"`
}

// Answer is what an endpoint answers.
type Answer struct {
	// Text is the whole answer, which is JSON.
	Text   []byte          `json:"-"`
	Data   json.RawMessage `json:"data"`
	Errors []Error         `json:"errors"`
	// Extensions has what was suggested where nothing was found.
	Extensions struct {
		Suggestions []struct {
			Candidates []Candidate `json:"candidates"`
		} `json:"suggestions"`
	} `json:"extensions"`
}

// Candidate is an entity that may have been meant.
type Candidate struct {
	Ref  string `json:"ref"`
	Name string `json:"name"`
}

// Candidates returns all that may have been meant, in the answer's order.
func (a *Answer) Candidates() []Candidate {
	var all []Candidate
	for _, s := range a.Extensions.Suggestions {
		all = append(all, s.Candidates...)
	}
	return all
}

// Error is an error of an answer.
type Error struct {
	Message string `json:"message"`
}

// Ask sends a request and returns the answer, which may have errors. It takes 30 seconds at most.
func (e *Endpoint) Ask(ctx context.Context, request Request) (answer *Answer, err error) {
	ctx, cancel := context.WithTimeout(ctx, requestTimeout)
	defer cancel()
	body, err := json.Marshal(request)
	if err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, e.url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/graphql-response+json, application/json")
	response, err := e.client.Do(r)
	if err != nil {
		return nil, withoutMethod(err)
	}
	defer func() { err = errors.Join(err, response.Body.Close()) }()
	text, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer+1))
	if err != nil {
		return nil, withoutMethod(err)
	}
	answer = &Answer{Text: text}
	if len(text) > maxAnswer {
		return nil, fmt.Errorf("the answer of %s is larger than %d MiB; ask for less at a time", e.url, maxAnswer>>20)
	}
	if err := json.Unmarshal(text, answer); err != nil || answer.Data == nil && answer.Errors == nil {
		return nil, fmt.Errorf("%s answered %s, and no answer of GraphQL; is it the address of an Entente server?", e.url, response.Status)
	}
	return answer, nil
}

// withoutMethod says of a failed request what matters to people: the URL and the reason.
func withoutMethod(err error) error {
	var failed *url.Error
	switch {
	case !errors.As(err, &failed):
		return err
	case failed.Timeout() && !errors.Is(err, context.Canceled):
		return fmt.Errorf("%s did not answer within %v", failed.URL, requestTimeout)
	}
	return fmt.Errorf("no server answers at %s: %w; entente serve starts one", failed.URL, failed.Err)
}

// inProcess is an http.RoundTripper that calls a handler, without a network.
type inProcess struct{ http.Handler }

// RoundTrip handles one request.
func (h inProcess) RoundTrip(r *http.Request) (*http.Response, error) {
	w := &memoryResponse{header: http.Header{}, status: http.StatusOK}
	h.ServeHTTP(w, r)
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	return &http.Response{
		StatusCode: w.status, Status: http.StatusText(w.status), Header: w.header, Request: r,
		Body: io.NopCloser(&w.body), ContentLength: int64(w.body.Len()), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}, nil
}

// memoryResponse records a response.
type memoryResponse struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header is the response's header.
func (w *memoryResponse) Header() http.Header { return w.header }

// WriteHeader sets the status.
func (w *memoryResponse) WriteHeader(status int) { w.status = status }

// Write appends to the body.
func (w *memoryResponse) Write(b []byte) (int, error) { return w.body.Write(b) }
