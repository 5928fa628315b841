package reconcile

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/question"
	"entente/internal/store"
)

// candidate is an entity that a query may mean.
type candidate struct {
	ID          string    `json:"id"`
	Name        string    `json:"name"`
	Description string    `json:"description,omitempty"`
	Type        []object  `json:"type"`
	Score       float64   `json:"score"`
	Match       bool      `json:"match"`
	Features    []feature `json:"features"`
	// exact: it has the name and the codes that are asked for, at the date.
	exact bool
}

// feature is what a candidate was judged by.
type feature struct {
	ID    string `json:"id"`
	Value bool   `json:"value"`
}

// The features of a candidate.
const (
	// exactName: the text is one of its names or codes, at the date where one is given.
	exactName = "exact_name"
	// sameCodes: it has the codes that are given, at the date.
	sameCodes = "same_codes"
)

// result is what is found for a query.
type result struct {
	Result []candidate `json:"result"`
	// Error says why there is none, where a value of the row cannot be read.
	Error string `json:"error,omitempty"`
}

// The scores: from 0 to 100. What has the name and the codes has the most, and all else at most half of it: what search finds has half of
// the score that it has there.
const (
	maxScore  = 100
	halfScore = maxScore / 2
)

// reconcile answers a batch of queries.
func (s *Service) reconcile(w http.ResponseWriter, r *http.Request, text string) error {
	batch, err := parseBatch(text)
	if err != nil {
		return err
	}
	found, err := s.find(r.Context(), batch)
	if err != nil {
		return err
	}
	return answer(w, found)
}

// find answers all queries of a batch at one revision: the references of all are looked up together, then each is searched for.
func (s *Service) find(ctx context.Context, batch map[string]*meaning) (map[string]result, error) {
	request := s.interpreter.NewRequest()
	keys := slices.Sorted(maps.Keys(batch))
	var references []question.Reference
	for _, key := range keys {
		references = append(references, batch[key].references()...)
	}
	meant, err := request.Exact(ctx, references)
	if err != nil {
		return nil, err
	}
	out := make(map[string]result, len(batch))
	for _, key := range keys {
		m := batch[key]
		n := len(m.references())
		if m.fault != nil {
			out[key] = result{[]candidate{}, m.fault.Error()}
		} else if out[key], err = m.answer(ctx, request, meant[:n]); err != nil {
			return nil, err
		}
		meant = meant[n:]
	}
	return out, nil
}

func (m *meaning) scope() *question.ScopeInput { return &question.ScopeInput{AsOf: m.at} }

// references are the text, where there is one that can be looked up, and all codes.
func (m *meaning) references() []question.Reference {
	var all []question.Reference
	if m.text != "" {
		all = append(all, question.Reference{Text: m.text, Kinds: m.kinds, Scope: m.scope()})
	}
	for _, codes := range m.codes {
		for _, code := range codes {
			all = append(all, question.Reference{Text: code, Kinds: m.kinds, Scope: m.scope()})
		}
	}
	return all
}

// answer finds the candidates of a query, of which the references mean what meant says.
func (m *meaning) answer(ctx context.Context, request *question.Request, meant []question.Meaning) (result, error) {
	scores := map[knowledge.ID]float64{}
	for _, id := range named(meant) {
		scores[id] = halfScore
	}
	scope, err := request.Scope(ctx, m.scope())
	if err != nil {
		return result{}, err
	}
	if m.text != "" {
		searched := m.kinds
		if searched == nil {
			searched = knowledge.EntityKinds()
		}
		found, err := request.Search(ctx, scope, m.text, searched, store.Page{Limit: m.limit})
		if err != nil {
			return m.refused(err)
		}
		for _, hit := range found.Rows {
			scores[hit.Entity] = max(scores[hit.Entity], maxScore*hit.Score)
		}
	}
	entities, err := request.EntitiesOf(ctx, scope, slices.Sorted(maps.Keys(scores)))
	if err != nil {
		return result{}, err
	}
	return result{Result: m.judge(entities, scores)}, nil
}

// refused answers a query whose text is too long to be searched for; the rest of its batch is answered.
func (m *meaning) refused(err error) (result, error) {
	if knowledge.CodeOf(err) == knowledge.LimitExceeded {
		return result{[]candidate{}, err.Error()}, nil
	}
	return result{}, err
}

// named are the entities that references mean, or may mean where they are ambiguous: all that are exactly so called.
func named(meant []question.Meaning) (ids []knowledge.ID) {
	for _, one := range meant {
		if one.Entity != nil {
			ids = append(ids, one.Entity.ID)
		}
		var ambiguous *knowledge.Error
		if !errors.As(one.Err, &ambiguous) {
			continue
		}
		fits, _ := ambiguous.Details["candidates"].([]map[string]any)
		for _, fit := range fits {
			if id, ok := fit["ref"].(string); ok {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// judge makes candidates of entities, the likeliest first. What did not exist at the date is none. One that alone has the name and the codes
// is a match.
func (m *meaning) judge(entities []*knowledge.Entity, scores map[knowledge.ID]float64) []candidate {
	all, exact := []candidate{}, 0
	for _, e := range entities {
		if existed, known := e.ExistedOn(m.at.Span()); known && !existed && !m.at.IsZero() {
			continue
		}
		c := m.candidate(e, scores[e.ID])
		if c.exact {
			exact++
		}
		all = append(all, c)
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(b.Score, a.Score) })
	if exact == 1 {
		all[0].Match = all[0].exact
	}
	return all[:min(len(all), m.limit)]
}

// candidate judges an entity with a score of the search.
func (m *meaning) candidate(e *knowledge.Entity, score float64) candidate {
	c := candidate{ID: e.ID, Name: e.Name, Description: string(e.Description), Type: []object{kindOf(e.Kind)}, Features: []feature{}}
	isCalled, hasCodes := m.isCalled(e), m.hasCodes(e)
	if m.text != "" {
		c.Features = append(c.Features, feature{exactName, isCalled})
	}
	if m.codes != nil {
		c.Features = append(c.Features, feature{sameCodes, hasCodes})
	}
	switch c.exact = isCalled && hasCodes; {
	case c.exact:
		c.Score = maxScore
	case isCalled, m.codes != nil && hasCodes:
		c.Score = halfScore
	default:
		c.Score = score / 2
	}
	return c
}

// isCalled says whether the text, where there is one, is a name or a code that an entity had at the date, or its id.
func (m *meaning) isCalled(e *knowledge.Entity) bool { return m.text == "" || m.fits(m.text, e) }

// hasCodes says whether an entity had one of the codes of each property at the date.
func (m *meaning) hasCodes(e *knowledge.Entity) bool {
	for _, codes := range m.codes {
		if !slices.ContainsFunc(codes, func(code string) bool { return m.fits(code, e) }) {
			return false
		}
	}
	return true
}

// fits says whether a reference may mean an entity.
func (m *meaning) fits(text string, e *knowledge.Entity) bool {
	ref, err := knowledge.ParseRef(text)
	if err != nil {
		return false
	}
	if id, isID := ref.ID(); isID {
		return id == e.ID
	}
	found, _ := ref.Resolve([]*knowledge.Entity{e}, nil, m.at)
	return found != nil
}
