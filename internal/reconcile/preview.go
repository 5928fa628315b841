package reconcile

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"net/http"
	"strings"

	"entente/internal/edtf"
	"entente/internal/knowledge"
)

var (
	//go:embed preview.html
	previewHTML string
	//go:embed preview.css
	previewCSS string
)

// maxPreviewNames is how many names a preview shows.
const maxPreviewNames = 12

// shown is an entity in a preview.
type shown struct {
	ID, Name, Kind, Description, Map string
	Names                            []string
	Codes                            []string
	Style                            template.CSS
}

// entityOf returns the entity of the id that a request names.
func (s *Service) entityOf(r *http.Request) (*knowledge.Entity, error) {
	if err := parseForm(r); err != nil {
		return nil, err
	}
	id := r.Form.Get("id")
	if err := knowledge.CheckEntityID(id); err != nil {
		return nil, err
	}
	request := s.interpreter.NewRequest()
	scope, err := request.Scope(r.Context(), nil)
	if err != nil {
		return nil, err
	}
	found, err := request.EntitiesOf(r.Context(), scope, []knowledge.ID{id})
	if err != nil {
		return nil, err
	}
	if found[0] == nil {
		return nil, knowledge.Errorf(knowledge.NotFound, "there is no entity %s", knowledge.Quote(id))
	}
	return found[0], nil
}

// render writes an entity by a part of the template, with all that it says escaped.
func render(part string, r *http.Request, e *knowledge.Entity) (string, error) {
	page, err := template.New("").Parse(previewHTML)
	if err != nil {
		return "", err
	}
	v := shown{
		ID: e.ID, Name: e.Name, Kind: kindOf(e.Kind).Name, Description: string(e.Description),
		Map: baseOf(r) + "/map/?sel=" + e.ID, Style: template.CSS(previewCSS), //nolint:gosec // the style is this package's own
	}
	if names := namesAt(e, edtf.Date{})[1:]; len(names) > 0 {
		v.Names = names[:min(len(names), maxPreviewNames)]
	}
	for _, scheme := range matchable()[1:] {
		if code := e.Code(scheme, edtf.Date{}); code != "" {
			v.Codes = append(v.Codes, scheme+":"+string(code))
		}
	}
	var out strings.Builder
	err = page.ExecuteTemplate(&out, part, v)
	return out.String(), err
}

// preview answers with a page about an entity, made to stand in the page of a client. It runs no scripts and loads nothing.
func (s *Service) preview(w http.ResponseWriter, r *http.Request) error {
	e, err := s.entityOf(r)
	if err != nil {
		return err
	}
	page, err := render("page", r, e)
	if err != nil {
		return err
	}
	style := sha256.Sum256([]byte(previewCSS))
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'sha256-"+base64.StdEncoding.EncodeToString(style[:])+
		"'; base-uri 'none'; form-action 'none'; frame-ancestors *")
	// The client may have disconnected.
	_, _ = w.Write([]byte(page))
	return nil
}

// flyout answers with a piece of HTML about an entity that is suggested.
func (s *Service) flyout(w http.ResponseWriter, r *http.Request) error {
	e, err := s.entityOf(r)
	if err != nil {
		return err
	}
	text, err := render("about", r, e)
	if err != nil {
		return err
	}
	return answer(w, map[string]string{"id": e.ID, "html": text})
}
