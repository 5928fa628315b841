package reconcile

import (
	"net/http"
	"slices"
	"strings"

	"entente/internal/edtf"
	"entente/internal/httperror"
	"entente/internal/knowledge"
)

// extendQuery asks for properties of entities.
type extendQuery struct {
	IDs        []string `json:"ids"`
	Properties []struct {
		ID       string `json:"id"`
		Settings struct {
			AsOf string `json:"asOf"`
		} `json:"settings"`
	} `json:"properties"`
}

// cellValue is a value of a property.
type cellValue struct {
	Text string `json:"str"`
}

// extend answers with the properties of entities. An entity that there is not has none of them.
func (s *Service) extend(w http.ResponseWriter, r *http.Request, text string) error {
	var q extendQuery
	if err := decode(text, &q); err != nil {
		return knowledge.Errorf(knowledge.BadInput, "extend is {\"ids\": [...], \"properties\": [{\"id\": \"iso3\"}]}: %s", reasonOf(err))
	}
	if len(q.IDs) > MaxBatch || len(q.Properties) > MaxBatch {
		return httperror.Statusf(http.StatusRequestEntityTooLarge, knowledge.LimitExceeded, "an extension has at most %d ids and as many properties", MaxBatch)
	}
	all := extensions()
	meta, asked, dates := []object{}, []property{}, []edtf.Date{}
	for _, p := range q.Properties {
		i := slices.IndexFunc(all, func(known property) bool { return known.ID == p.ID })
		if i < 0 {
			return knowledge.Errorf(knowledge.BadInput, "there is no property %s%s", knowledge.Quote(p.ID), knowledge.DidYouMean(p.ID, idsOf(all)))
		}
		at, err := parseDate(texts(strings.TrimSpace(p.Settings.AsOf)))
		if err != nil {
			return err
		}
		meta = append(meta, object{ID: all[i].ID, Name: all[i].Name})
		asked, dates = append(asked, all[i]), append(dates, at)
	}
	request := s.interpreter.NewRequest()
	scope, err := request.Scope(r.Context(), nil)
	if err != nil {
		return err
	}
	entities, err := request.EntitiesOf(r.Context(), scope, q.IDs)
	if err != nil {
		return err
	}
	rows := map[string]map[string][]cellValue{}
	for i, e := range entities {
		row := map[string][]cellValue{}
		for k, p := range asked {
			row[p.ID] = []cellValue{}
			if e == nil {
				continue
			}
			for _, text := range p.values(e, dates[k]) {
				row[p.ID] = append(row[p.ID], cellValue{text})
			}
		}
		rows[q.IDs[i]] = row
	}
	return answer(w, map[string]any{"meta": meta, "rows": rows})
}

func idsOf(all []property) []string {
	ids := make([]string, len(all))
	for i, p := range all {
		ids[i] = p.ID
	}
	return ids
}

// proposeProperties answers with the properties that an extension gives, which are the same for all kinds.
func (s *Service) proposeProperties(w http.ResponseWriter, r *http.Request) error {
	if err := parseForm(r); err != nil {
		return err
	}
	proposed := []object{}
	for _, p := range extensions() {
		proposed = append(proposed, p.object)
	}
	return answer(w, map[string]any{"properties": proposed, "type": r.Form.Get("type")})
}
