package reconcile

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"entente/internal/knowledge"
)

// pageSize is how many suggestions there are at once, and maxCursor how many a client may pass over.
const (
	pageSize  = 10
	maxCursor = 200
)

// suggestion is an entity that is suggested.
type suggestion struct {
	object
	Notable []object `json:"notable"`
}

// cursor reads how many suggestions are passed over.
func cursor(r *http.Request) (int, error) {
	text := r.Form.Get("cursor")
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > maxCursor {
		return 0, knowledge.Errorf(knowledge.BadInput, "cursor is a whole number from 0 to %d", maxCursor)
	}
	return n, nil
}

// suggestEntities answers with the entities that a text may be the beginning of.
func (s *Service) suggestEntities(w http.ResponseWriter, r *http.Request) error {
	if err := parseForm(r); err != nil {
		return err
	}
	skip, err := cursor(r)
	if err != nil {
		return err
	}
	m := &meaning{text: strings.TrimSpace(r.Form.Get("prefix")), limit: skip + pageSize}
	for _, id := range r.Form["type"] {
		kind, err := parseKind(id)
		if err != nil {
			return err
		}
		m.kinds = append(m.kinds, kind)
	}
	found := result{}
	if m.text != "" {
		all, err := s.find(r.Context(), map[string]*meaning{"": m})
		if err != nil {
			return err
		}
		found = all[""]
	}
	suggestions := []suggestion{}
	for _, c := range found.Result[min(skip, len(found.Result)):] {
		suggestions = append(suggestions, suggestion{object{c.ID, c.Name, c.Description}, c.Type})
	}
	return answer(w, map[string]any{"result": suggestions})
}

// suggestTypes answers with the kinds that a text is the beginning of.
func (s *Service) suggestTypes(w http.ResponseWriter, r *http.Request) error {
	return suggestObjects(w, r, kinds())
}

// suggestProperties answers with the properties that a text is the beginning of: those that queries match by, and those that an extension gives.
func (s *Service) suggestProperties(w http.ResponseWriter, r *http.Request) error {
	return suggestObjects(w, r, properties())
}

// suggestObjects answers with those whose id, or a word of whose name, begins with the prefix.
func suggestObjects(w http.ResponseWriter, r *http.Request, all []object) error {
	if err := parseForm(r); err != nil {
		return err
	}
	skip, err := cursor(r)
	if err != nil {
		return err
	}
	prefix := strings.ToLower(strings.TrimSpace(r.Form.Get("prefix")))
	found := slices.DeleteFunc(all, func(o object) bool {
		return !strings.HasPrefix(strings.ToLower(o.ID), prefix) && !strings.Contains(" "+strings.ToLower(o.Name), " "+prefix)
	})
	return answer(w, map[string]any{"result": found[min(skip, len(found)):]})
}
