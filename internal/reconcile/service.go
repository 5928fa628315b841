package reconcile

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
	"entente/internal/question"
)

// Path is the address of the service; what else it offers lies below.
const Path = "/reconcile"

// The addresses of the service.
const (
	entityPath    = Path + "/suggest/entity"
	propertyPath  = Path + "/suggest/property"
	typePath      = Path + "/suggest/type"
	flyoutPath    = Path + "/flyout"
	previewPath   = Path + "/preview"
	proposalsPath = Path + "/properties"
)

// MaxBody is the maximum size of a request's body in bytes.
const MaxBody = 256 << 10

// Service answers reconciliation queries over a graph. It is safe for concurrent use.
type Service struct {
	interpreter *question.Interpreter
	version     string
	limits      meter.Limits
	log         *slog.Logger
	mux         *http.ServeMux
}

// New returns the service over the graph of an interpreter, for the addresses from Path on. version is that of the program, limits the
// budget of one request.
func New(interpreter *question.Interpreter, version string, limits meter.Limits, log *slog.Logger) *Service {
	s := &Service{interpreter: interpreter, version: version, limits: limits, log: log, mux: http.NewServeMux()}
	s.handle("GET "+Path, s.root)
	s.handle("POST "+Path, s.root)
	s.handle("GET "+entityPath, s.suggestEntities)
	s.handle("GET "+propertyPath, s.suggestProperties)
	s.handle("GET "+typePath, s.suggestTypes)
	s.handle("GET "+flyoutPath, s.flyout)
	s.handle("GET "+previewPath, s.preview)
	s.handle("GET "+proposalsPath, s.proposeProperties)
	return s
}

// ServeHTTP answers a request.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }

// handle registers an answer. A request has a budget; one that is more than light work is admitted by the ticket of its context.
func (s *Service) handle(pattern string, answer func(http.ResponseWriter, *http.Request) error) {
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, MaxBody)
		ticket := admission.From(r.Context())
		defer ticket.Free()
		ctx := r.Context()
		ctx = meter.With(ctx, s.limits, func() error { return ticket.Admit(ctx, MaxBatch) })
		if err := answer(w, r.WithContext(ctx)); err != nil {
			s.refuse(w, r, err)
		}
	})
}

// status is an error with the HTTP status that it is answered with.
type status struct {
	code  int
	known *knowledge.Error
}

// Error is what the error says.
func (s status) Error() string { return s.known.Message }

// Unwrap gives the error without its status.
func (s status) Unwrap() error { return s.known }

func statusf(code int, of knowledge.Code, format string, args ...any) error {
	return status{code, knowledge.Errorf(of, format, args...)}
}

// refuse answers with an error, in the form of GraphQL's. What this project does not say itself is logged, and shown as internal.
func (s *Service) refuse(w http.ResponseWriter, r *http.Request, err error) {
	code, known := statusOf(err)
	if known == nil {
		s.log.ErrorContext(r.Context(), "internal error", "path", r.URL.Path, "error", err)
		known = knowledge.Errorf("INTERNAL", "internal error")
	}
	var refused *admission.Refusal
	if errors.As(err, &refused) {
		w.Header().Set("Retry-After", strconv.Itoa(int(refused.RetryAfter().Seconds())))
	}
	extensions := map[string]any{"code": known.Code}
	if remedy := known.Code.Remedy(); remedy != "" {
		extensions["remedy"] = remedy
	}
	writeJSON(w, code, map[string]any{"errors": []any{map[string]any{"message": known.Message, "extensions": extensions}}})
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

func writeJSON(w http.ResponseWriter, code int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(code)
	// The client may have disconnected.
	_ = json.NewEncoder(w).Encode(v)
}

// answer writes what a request asked for.
func answer(w http.ResponseWriter, v any) error {
	writeJSON(w, http.StatusOK, v)
	return nil
}

// root answers at the address of the service: with the manifest where nothing is asked.
func (s *Service) root(w http.ResponseWriter, r *http.Request) error {
	if err := parseForm(r); err != nil {
		return err
	}
	switch {
	case r.Form.Has("queries"):
		return s.reconcile(w, r, r.Form.Get("queries"))
	case r.Form.Has("extend"):
		return s.extend(w, r, r.Form.Get("extend"))
	case r.Method == http.MethodGet && len(r.Form) == 0:
		return answer(w, s.manifest(r))
	}
	return knowledge.Errorf(knowledge.BadInput, "the request has neither queries nor extend, a form's field with JSON; without any field GET gives the manifest")
}

// parseForm reads the fields of a query string or a form of either kind.
func parseForm(r *http.Request) error {
	err := r.ParseForm()
	if err == nil {
		err = r.ParseMultipartForm(MaxBody)
	}
	var large *http.MaxBytesError
	switch {
	case err == nil, errors.Is(err, http.ErrNotMultipart):
		return nil
	case errors.As(err, &large):
		return statusf(http.StatusRequestEntityTooLarge, knowledge.LimitExceeded, "the body has more than %d bytes, which would pass", MaxBody)
	}
	return knowledge.Errorf(knowledge.BadInput, "the request is no form: %s", err)
}
