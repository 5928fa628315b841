package reconcile

import (
	"errors"
	"log/slog"
	"net/http"

	"entente/internal/admission"
	"entente/internal/httperror"
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
			httperror.Write(w, r, err, s.log)
		}
	})
}

// answer writes what a request asked for.
func answer(w http.ResponseWriter, v any) error {
	httperror.WriteJSON(w, http.StatusOK, v)
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
		return httperror.Statusf(http.StatusRequestEntityTooLarge, knowledge.LimitExceeded, "the body has more than %d bytes, which would pass", MaxBody)
	}
	return knowledge.Errorf(knowledge.BadInput, "the request is no form: %s", err)
}
