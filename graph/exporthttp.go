package graph

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"sync"

	"entente/internal/admission"
	"entente/internal/export"
	"entente/internal/httperror"
	"entente/internal/knowledge"
	"entente/internal/meter"
)

// MaxServedExport is how many statements an export of a public server may have. The command line exports all.
const MaxServedExport = 100_000

// Export returns the endpoint for files of at most so many statements: GET /export?format=csv&asOf=2007. Its parameters are those of
// ExportParameters, and format. What cannot be answered is an error as of GraphQL, with a status; an answer that breaks off is not whole.
func (h *Handler) Export(most int) http.Handler {
	x := newExporter(h.resolver)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := x.serve(w, r, h.limits, most); err != nil {
			httperror.Write(w, r, err, h.log)
		}
	})
}

// serve answers a request, or returns an error before anything is written. To find what is asked for has the budget of a question; to write it is
// bounded by how many statements there are.
func (x *Exporter) serve(w http.ResponseWriter, r *http.Request, limits meter.Limits, most int) error {
	parameters, err := parametersOf(r.URL.RawQuery)
	if err != nil {
		return err
	}
	format, err := export.Named(parameters["format"])
	if err != nil {
		return err
	}
	delete(parameters, "format")
	ticket := admission.From(r.Context())
	admit := sync.OnceValue(func() error { return ticket.Admit(r.Context(), most) })
	selection, err := x.bounded(meter.With(r.Context(), limits, admit), parameters, most)
	if err != nil {
		return err
	}
	if err := admit(); err != nil {
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

// bounded is a Selection of at most so many statements. That of a neighbourhood is bounded by its links.
func (x *Exporter) bounded(ctx context.Context, parameters map[string]string, most int) (export.Selection, error) {
	s, err := x.Selection(ctx, parameters)
	if err != nil || s.Around != nil {
		return s, err
	}
	counts, err := x.reader.CountStatements(ctx, &s.Scope, []knowledge.ID{""}, s.Where)
	if err == nil && counts[0] > most {
		err = knowledge.Errorf(knowledge.LimitExceeded, "%d statements are asked for, and at most %d are exported over HTTP; ask for less by where, around or datasets, or export with the command line", counts[0], most)
	}
	return s, err
}
