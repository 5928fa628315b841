// Package httperror answers requests of HTTP that are not GraphQL's with errors in the form of GraphQL's: a message, a code and a remedy, with
// the status that fits. Start at Write.
package httperror

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strconv"

	"entente/internal/admission"
	"entente/internal/knowledge"
	"entente/internal/meter"
)

// Internal is the code of what this project does not say itself: the log has the reason.
const Internal knowledge.Code = "INTERNAL"

// status is an error with the HTTP status that it is answered with.
type status struct {
	code  int
	known *knowledge.Error
}

// Error is what the error says.
func (s status) Error() string { return s.known.Message }

// Unwrap gives the error without its status.
func (s status) Unwrap() error { return s.known }

// Statusf makes an error that is answered with a status of its own.
func Statusf(code int, of knowledge.Code, format string, args ...any) error {
	return status{code, knowledge.Errorf(of, format, args...)}
}

// Write answers with an error. What this project does not say itself is logged, and shown as internal. A Content-Type that is set is kept.
func Write(w http.ResponseWriter, r *http.Request, err error, log *slog.Logger) {
	code, known := statusOf(err)
	if known == nil {
		log.ErrorContext(r.Context(), "internal error", "path", r.URL.Path, "error", err)
		known = knowledge.Errorf(Internal, "internal error")
	}
	var refused *admission.Refusal
	if errors.As(err, &refused) {
		w.Header().Set("Retry-After", strconv.Itoa(int(refused.RetryAfter().Seconds())))
	}
	extensions := map[string]any{"code": known.Code}
	if remedy := known.Code.Remedy(); remedy != "" {
		extensions["remedy"] = remedy
	}
	WriteJSON(w, code, map[string]any{"errors": []any{map[string]any{"message": known.Message, "extensions": extensions}}})
}

// WriteJSON answers with a status and a value. A Content-Type that is set is kept.
func WriteJSON(w http.ResponseWriter, code int, v any) {
	if w.Header().Get("Content-Type") == "" {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
	}
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(code)
	// The client may have disconnected.
	_ = json.NewEncoder(w).Encode(v)
}

// statusOf returns the HTTP status of an error and what of it is shown; nil for an internal one.
func statusOf(err error) (int, *knowledge.Error) {
	var own status
	var known *knowledge.Error
	var spent *meter.Error
	var refused *admission.Refusal
	switch {
	case errors.As(err, &own):
		return own.code, own.known
	case errors.As(err, &spent):
		return http.StatusRequestEntityTooLarge, knowledge.Errorf(knowledge.LimitExceeded, "%s", spent.Error())
	case errors.As(err, &refused):
		return http.StatusServiceUnavailable, knowledge.Errorf(knowledge.Unavailable, "%s", refused.Error())
	case errors.As(err, &known) && known.Code == knowledge.Unavailable:
		return http.StatusServiceUnavailable, known
	case errors.As(err, &known) && known.Code == knowledge.NotFound:
		return http.StatusNotFound, known
	case errors.As(err, &known):
		return http.StatusBadRequest, known
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return http.StatusGatewayTimeout, knowledge.Errorf(knowledge.Timeout, "the request took longer than it may, or was given up")
	}
	return http.StatusInternalServerError, nil
}
