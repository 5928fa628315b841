package graph

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"entente/internal/admission"
	"entente/internal/export"
	"entente/internal/knowledge"
)

// MaxServedExport is how many statements an export of a public server may have. The command line exports all.
const MaxServedExport = 100_000

// Export returns the endpoint for files of at most so many statements: GET /export?format=csv&asOf=2007. Its parameters are those of ExportParameters, and format. What
// cannot be answered is an error as of GraphQL, with a status; an answer that breaks off is not whole.
func (h *Handler) Export(most int) http.Handler {
	x := newExporter(h.resolver)
	x.most = most
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := x.serve(w, r); err != nil {
			refuseExport(w, err)
		}
	})
}

// serve answers a request, or returns an error before anything is written.
func (x *Exporter) serve(w http.ResponseWriter, r *http.Request) error {
	parameters, err := parametersOf(r.URL.RawQuery)
	if err != nil {
		return err
	}
	format, err := export.Named(parameters["format"])
	if err != nil {
		return err
	}
	delete(parameters, "format")
	selection, err := x.Selection(r.Context(), parameters)
	if err != nil {
		return err
	}
	if err := x.checkSize(r, &selection); err != nil {
		return err
	}
	w.Header().Set("Content-Type", format.MediaType)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Content-Disposition", `attachment; filename="entente-`+strconv.Itoa(selection.Scope.Revision)+format.Extension+`"`)
	if _, err := export.Write(r.Context(), x.reader, selection, format, w); err != nil {
		// The client learns by a connection that breaks off that the file is not whole.
		panic(http.ErrAbortHandler)
	}
	return nil
}

// parametersOf reads parameters, each of which is given once.
func parametersOf(query string) (map[string]string, error) {
	values, err := url.ParseQuery(query)
	if err != nil {
		return nil, knowledge.Errorf(knowledge.BadInput, "the address is malformed: %v", err)
	}
	parameters := map[string]string{}
	for name, all := range values {
		if len(all) > 1 {
			return nil, knowledge.Errorf(knowledge.BadInput, "%s is given %d times; write lists with commas", knowledge.Quote(name), len(all))
		}
		parameters[name] = all[0]
	}
	return parameters, nil
}

// checkSize returns an error if a selection has more statements than are served, and takes a slot for the rest.
func (x *Exporter) checkSize(r *http.Request, s *export.Selection) error {
	if s.Around != nil {
		return admission.From(r.Context()).Admit(r.Context(), len(s.Around.Links)) // bounded by its links
	}
	counts, err := x.reader.CountStatements(r.Context(), &s.Scope, []knowledge.ID{""}, s.Where)
	if err != nil {
		return err
	}
	if err := admission.From(r.Context()).Admit(r.Context(), counts[0]); err != nil {
		return err
	}
	if counts[0] > x.most {
		return knowledge.Errorf(knowledge.LimitExceeded, "%d statements are asked for, and at most %d are exported over HTTP; ask for less by where, around or datasets, or export with the command line", counts[0], x.most)
	}
	return nil
}

// refuseExport answers with an error.
func refuseExport(w http.ResponseWriter, err error) {
	code, message := knowledge.CodeOf(err), err.Error()
	status := http.StatusBadRequest
	var known *knowledge.Error
	var refusal *admission.Refusal
	switch {
	case errors.As(err, &refusal):
		status, code = http.StatusServiceUnavailable, knowledge.Unavailable
		w.Header().Set("Retry-After", strconv.Itoa(int(refusal.RetryAfter().Seconds())))
	case code == knowledge.NotFound:
		status = http.StatusNotFound
	case code == knowledge.Unavailable:
		status = http.StatusServiceUnavailable
	case !errors.As(err, &known):
		status, code, message = http.StatusInternalServerError, "INTERNAL", "the export failed"
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	extensions := map[string]any{"code": code}
	if remedy := code.Remedy(); remedy != "" {
		extensions["remedy"] = remedy
	}
	// The client may have disconnected.
	_ = json.NewEncoder(w).Encode(map[string]any{"errors": []any{map[string]any{"message": strings.TrimSpace(message), "extensions": extensions}}})
}
