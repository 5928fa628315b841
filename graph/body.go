package graph

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"

	"entente/internal/knowledge"
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// MaxBody is how large the body of a request may be, in bytes.
const MaxBody = 256 << 10

// boundBody refuses a body that is too large, with status 413, before anything reads it.
func boundBody(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxBody))
		var tooLarge *http.MaxBytesError
		switch {
		case errors.As(err, &tooLarge):
			refuse(w, http.StatusRequestEntityTooLarge, knowledge.Errorf(knowledge.LimitExceeded, "the body is larger than %d bytes", MaxBody))
			return
		case err != nil:
			refuse(w, http.StatusBadRequest, knowledge.Errorf(knowledge.BadInput, "the body ended before it was read"))
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		next.ServeHTTP(w, r)
	})
}

// refuse answers a request that never became an operation.
func refuse(w http.ResponseWriter, status int, err *knowledge.Error) {
	shown := &gqlerror.Error{}
	explain(shown, err)
	body, marshalError := json.Marshal(graphql.Response{Errors: gqlerror.List{shown}})
	if marshalError != nil {
		status, body = http.StatusInternalServerError, nil
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	// The client may be gone; there is nobody else to tell.
	_, _ = w.Write(body)
}
