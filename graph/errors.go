package graph

import (
	"context"
	"errors"
	"log/slog"
	"runtime/debug"
	"strconv"

	"entente/internal/admission"
	"entente/internal/execute"
	"entente/internal/knowledge"
	"entente/internal/meter"
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// internalCode is the code of errors whose text is only logged.
const internalCode = "INTERNAL"

// Limits of the errors in an answer.
const (
	maxErrors       = 20
	maxErrorMessage = 500
)

// presenter returns the function that converts an error for the client. Only errors of this project and of GraphQL about the
// request are shown; all others, including panics, are logged and shown as internal.
func presenter(log *slog.Logger) graphql.ErrorPresenterFunc {
	return func(ctx context.Context, err error) *gqlerror.Error {
		out := graphql.DefaultErrorPresenter(ctx, err)
		var known *knowledge.Error
		var protocol *gqlerror.Error
		var limit *execute.LimitError
		var spent *meter.Error
		var refused *admission.Refusal
		switch {
		case errors.As(err, &spent):
			withCode(out, knowledge.Errorf(knowledge.LimitExceeded, "%s", spent.Error()))
		case errors.As(err, &refused):
			withCode(out, knowledge.Errorf(knowledge.Unavailable, "%s", refused.Error()))
		case errors.As(err, &limit):
			withCode(out, knowledge.Errorf(knowledge.LimitExceeded, "%s", limit.Error()))
		case errors.As(err, &known):
			withCode(out, known)
		case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
			withCode(out, knowledge.Errorf(knowledge.Timeout, "the request took longer than it may, or was given up"))
		case errors.As(err, &protocol) && protocol.Err == nil:
			// What GraphQL itself says: syntax, validation, coercion.
		default:
			log.ErrorContext(ctx, "internal error", "path", out.Path.String(), "error", err)
			out.Message = "internal error"
			out.Extensions = map[string]any{"code": internalCode}
		}
		out.Message = truncate(out.Message, maxErrorMessage)
		return out
	}
}

// withCode sets the message, code and remedy of an error.
func withCode(out *gqlerror.Error, known *knowledge.Error) {
	out.Message = known.Message
	out.Extensions = map[string]any{"code": string(known.Code), "remedy": known.Code.Remedy()}
	for k, v := range known.Details {
		out.Extensions[k] = v
	}
}

// truncate truncates a text to a number of bytes, at a code point, and adds an ellipsis.
func truncate(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	end := 0
	for i := range s {
		if i > limit-len("…") {
			break
		}
		end = i
	}
	return s[:end] + "…"
}

// recoverer logs a panic with its stack and makes it an internal error.
func recoverer(log *slog.Logger) graphql.RecoverFunc {
	return func(ctx context.Context, p any) error {
		log.ErrorContext(ctx, "panic", "panic", p, "stack", string(debug.Stack()))
		return errPanic
	}
}

var errPanic = errors.New("a resolver panicked")

// limitErrors limits the number of errors of a rejected request; the last one says how many are left out. The executor limits
// those of executed ones.
func limitErrors(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	response := next(ctx)
	if response == nil || len(response.Errors) <= maxErrors {
		return response
	}
	left := len(response.Errors) - maxErrors + 1
	response.Errors = append(response.Errors[:maxErrors-1:maxErrors-1], &gqlerror.Error{
		Message:    "and " + strconv.Itoa(left) + " more errors",
		Extensions: map[string]any{"code": string(knowledge.LimitExceeded)},
	})
	return response
}
