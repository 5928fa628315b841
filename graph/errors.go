package graph

import (
	"context"
	"errors"
	"log/slog"
	"runtime/debug"

	"entente/internal/execute"
	"entente/internal/knowledge"
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// internalCode is the code of errors whose text is for the log only.
const internalCode = "INTERNAL"

// The bounds of what an answer says of errors.
const (
	maxErrors       = 20
	maxErrorMessage = 500
)

// presenter makes of an error what a client sees. Only what this project or GraphQL itself says of a request is shown; all
// else, a panic too, is logged and shown as internal.
func presenter(log *slog.Logger) graphql.ErrorPresenterFunc {
	return func(ctx context.Context, err error) *gqlerror.Error {
		shown := graphql.DefaultErrorPresenter(ctx, err)
		var known *knowledge.Error
		var protocol *gqlerror.Error
		var limit *execute.LimitError
		switch {
		case errors.As(err, &limit):
			explain(shown, knowledge.Errorf(knowledge.LimitExceeded, "%s", limit.Error()))
		case errors.As(err, &known):
			explain(shown, known)
		case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
			explain(shown, knowledge.Errorf(knowledge.Timeout, "the request took longer than it may, or was given up"))
		case errors.As(err, &protocol) && protocol.Err == nil:
			// What GraphQL itself says: syntax, validation, coercion.
		default:
			log.ErrorContext(ctx, "internal error", "path", shown.Path.String(), "error", err)
			shown.Message = "internal error"
			shown.Extensions = map[string]any{"code": internalCode}
		}
		shown.Message = cut(shown.Message, maxErrorMessage)
		return shown
	}
}

func explain(shown *gqlerror.Error, known *knowledge.Error) {
	shown.Message = known.Message
	shown.Extensions = map[string]any{"code": string(known.Code), "remedy": known.Code.Remedy()}
	for k, v := range known.Details {
		shown.Extensions[k] = v
	}
}

// cut keeps a text within a number of bytes, whole code points, and says so where it does not fit.
func cut(s string, limit int) string {
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

// boundErrors keeps the number of errors of a refused request within bounds; the last one says how many are left out. The
// errors of an executed one are bounded where they arise.
func boundErrors(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	response := next(ctx)
	if response == nil || len(response.Errors) <= maxErrors {
		return response
	}
	left := len(response.Errors) - maxErrors + 1
	response.Errors = append(response.Errors[:maxErrors-1:maxErrors-1], &gqlerror.Error{
		Message:    "and " + itoa(left) + " more errors",
		Extensions: map[string]any{"code": string(knowledge.LimitExceeded)},
	})
	return response
}
