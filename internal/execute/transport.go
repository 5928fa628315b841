package execute

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// HTTP is the transport of GET and POST requests, by the draft GraphQL over HTTP. It writes the answers of an Executor unchanged:
// gqlgen's own transports encode and check them once more, which costs more than their execution. Answers of other executors work
// too.
//
// It accepts every request that no earlier transport supports, except upgrades and OPTIONS, and answers those that it cannot serve
// with the appropriate status. It only calls Header, WriteHeader and Write, so compression, ETags and limits on the body work as
// ordinary middleware.
type HTTP struct{}

var _ graphql.Transport = HTTP{}

// Supports reports whether the request is for this transport.
func (HTTP) Supports(r *http.Request) bool {
	return r.Header.Get("Upgrade") == "" && r.Method != http.MethodOptions
}

// Do answers a request.
func (HTTP) Do(w http.ResponseWriter, r *http.Request, server graphql.GraphExecutor) {
	x := &exchange{w: w, media: negotiate(r.Header.Values("Accept")), server: server}
	ctx := r.Context()
	if x.media == "" {
		x.media = mediaJSON
		x.reject(ctx, &requestError{unacceptable, "answers are " + mediaResponse + " or " + mediaJSON})
		return
	}
	params, err := readRequest(r)
	if err != nil {
		x.reject(ctx, err)
		return
	}
	x.run(ctx, r.Method, params)
}

// exchange is one request and its answer.
type exchange struct {
	w      http.ResponseWriter
	media  string
	server graphql.GraphExecutor
	lease  lease
}

// run executes the operation of a request and answers it.
func (x *exchange) run(ctx context.Context, method string, params *graphql.RawParams) {
	operation, errs := x.server.CreateOperationContext(ctx, params)
	if errs != nil {
		x.answer(rejected, x.server.DispatchError(graphql.WithOperationContext(ctx, operation), errs))
		return
	}
	if method == http.MethodGet && operation.Operation.Operation != ast.Query {
		// Section 5.3: GET must not change anything.
		x.w.Header().Set("Allow", http.MethodPost)
		x.reject(graphql.WithOperationContext(ctx, operation), &requestError{notReadOnly, "GET is for queries: send a mutation by POST"})
		return
	}
	defer x.lease.release()
	respond, ctx := x.server.DispatchOperation(withLease(ctx, &x.lease), operation)
	response := respond(ctx)
	if response == nil {
		x.answerMissing(ctx)
		return
	}
	o := executed
	if wait, ok := retryAfter(response.Errors); ok {
		x.w.Header().Set("Retry-After", strconv.Itoa(int(wait.Seconds())))
		o, response.Data = overloaded, nil
	} else if response.Data == nil {
		// Middleware has answered instead of the operation.
		o = rejected
	}
	x.answer(o, response)
}

// retryAfter returns when to ask again, if a request was not run because the server has too much to do: the error says it by its method
// RetryAfter.
func retryAfter(errs gqlerror.List) (time.Duration, bool) {
	var busy interface{ RetryAfter() time.Duration }
	for _, err := range errs {
		if errors.As(err, &busy) {
			return busy.RetryAfter(), true
		}
	}
	return 0, false
}

// answerMissing answers if there is no response: the context ended before the operation ran, or middleware returned none.
func (x *exchange) answerMissing(ctx context.Context) {
	o, err := expired, context.Cause(ctx)
	if err == nil {
		o, err = serverError, errNoResponse
	}
	x.answer(o, x.server.DispatchError(ctx, gqlerror.List{gqlerror.Wrap(err)}))
}

var errNoResponse = errors.New("the server has no answer")

// reject answers a request that has no valid operation.
func (x *exchange) reject(ctx context.Context, err error) {
	o := malformed
	var r *requestError
	if errors.As(err, &r) {
		o = r.outcome
	}
	if o == wrongMethod {
		x.w.Header().Set("Allow", http.MethodGet+", "+http.MethodPost)
	}
	x.answer(o, x.server.DispatchError(ctx, gqlerror.List{{Message: err.Error()}}))
}

func (x *exchange) header(o outcome) {
	x.w.Header().Set("Content-Type", x.media+charset)
	x.w.Header().Add("Vary", "Accept")
	x.w.WriteHeader(statusOf(o, x.media))
}

// answer writes a response. A write error means that the client has disconnected, so it is ignored.
func (x *exchange) answer(o outcome, response *graphql.Response) {
	if x.lease.ownsData(response) {
		x.finish(o, response)
		return
	}
	body, err := encode(response)
	if err != nil {
		o, body = serverError, []byte(`{"errors":[{"message":"the answer could not be encoded"}]}`)
	}
	x.write(o, body)
}

// finish writes what is in the buffer of the answer, with errors and extensions after the data.
func (x *exchange) finish(o outcome, response *graphql.Response) {
	b := x.lease.buffer
	for _, part := range []struct {
		name  string
		value any
		there bool
	}{{"errors", response.Errors, len(response.Errors) > 0}, {"extensions", response.Extensions, len(response.Extensions) > 0}} {
		if !part.there {
			continue
		}
		text, err := json.Marshal(part.value)
		if err != nil {
			if text = []byte(null); part.name == "errors" {
				text = []byte(`[{"message":"the errors could not be encoded"}]`)
			}
		}
		b.B = append(append(append(b.B, `,"`...), part.name...), `":`...)
		b.B = append(b.B, text...)
	}
	b.B = append(b.B, '}')
	x.write(o, b.B)
}

func (x *exchange) write(o outcome, body []byte) {
	x.w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	x.header(o)
	_, _ = x.w.Write(body)
}

// encode encodes a response, without the data entry if it has none (section 7.1 of GraphQL's specification: if the request failed
// before execution, data must not be present).
func encode(r *graphql.Response) ([]byte, error) {
	if r.Data != nil {
		return json.Marshal(r)
	}
	return json.Marshal(struct {
		Errors     gqlerror.List  `json:"errors"`
		Extensions map[string]any `json:"extensions,omitempty"`
	}{r.Errors, r.Extensions})
}
