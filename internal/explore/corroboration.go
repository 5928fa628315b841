package explore

import (
	"context"
	"maps"
	"slices"

	"entente/internal/knowledge"
	"entente/internal/store"
)

// CorroborationLevel says how a claim stands against those of other, independent documents.
type CorroborationLevel string

// The levels.
const (
	// Corroborated: some support it, none contradicts it.
	Corroborated CorroborationLevel = "CORROBORATED"
	// Uncorroborated: none does either.
	Uncorroborated CorroborationLevel = "UNCORROBORATED"
	// Contradicted: some contradict it, none supports it.
	Contradicted CorroborationLevel = "CONTRADICTED"
	// Disputed: some support and some contradict it.
	Disputed CorroborationLevel = "DISPUTED"
)

// CorroborationLevels are all levels, in the order of the contract.
func CorroborationLevels() []CorroborationLevel {
	return []CorroborationLevel{Corroborated, Uncorroborated, Contradicted, Disputed}
}

func levelOf(supported, contradicted bool) CorroborationLevel {
	switch {
	case supported && contradicted:
		return Disputed
	case supported:
		return Corroborated
	case contradicted:
		return Contradicted
	}
	return Uncorroborated
}

// Consensus says how far claims of independent documents agree on something.
type Consensus string

// The values of Consensus.
const (
	Agree    Consensus = "AGREE"
	Disagree Consensus = "DISAGREE"
	Mixed    Consensus = "MIXED"
	// Unknown: nobody else says anything of it.
	Unknown Consensus = "UNKNOWN"
)

func consensusOf(agree, disagree bool) Consensus {
	switch {
	case agree && disagree:
		return Mixed
	case agree:
		return Agree
	case disagree:
		return Disagree
	}
	return Unknown
}

// Corroboration is how one claim stands.
type Corroboration struct {
	Level CorroborationLevel
	// Claim is how far others agree that it is so, or not; Dates how far those who say the same agree with it on when it began and ended.
	Claim, Dates  Consensus
	supporting    []*knowledge.Statement
	contradicting []*knowledge.Statement
}

// Supporting gives a page of the claims that support it, by when they begin.
func (c *Corroboration) Supporting(page store.Page) store.List[*knowledge.Statement] {
	return store.Cut(c.supporting, byBegin, page)
}

// Contradicting gives a page of the claims that contradict it, by when they begin.
func (c *Corroboration) Contradicting(page store.Page) store.List[*knowledge.Statement] {
	return store.Cut(c.contradicting, byBegin, page)
}

// Counts says how many support and contradict it.
func (c *Corroboration) Counts() (supporting, contradicting int) {
	return len(c.supporting), len(c.contradicting)
}

func byBegin(st *knowledge.Statement) knowledge.SortKey {
	return knowledge.StatementKey(knowledge.OrderValidFrom, st)
}

// CorroborationSummary counts statements by level.
type CorroborationSummary struct {
	Corroborated   int
	Uncorroborated int
	Contradicted   int
	Disputed       int
}

func (s *CorroborationSummary) count(l CorroborationLevel) {
	switch l {
	case Corroborated:
		s.Corroborated++
	case Contradicted:
		s.Contradicted++
	case Disputed:
		s.Disputed++
	default:
		s.Uncorroborated++
	}
}

const weighRemedy = "ask for fewer statements at once"

// Corroborate gives for each statement how it stands against the claims in scope of independent documents; see vouches,
// supports and contradicts for what that means. It makes one call to the store for all links, one for the exclusive relations
// among them, and three for what documents and relations there are. At most MaxWeighed statements may be asked.
func (x *Explorer) Corroborate(ctx context.Context, scope *knowledge.Scope, statements []*knowledge.Statement) ([]*Corroboration, error) {
	c, err := x.court(ctx, scope, statements)
	if err != nil {
		return nil, err
	}
	out := make([]*Corroboration, len(statements))
	for i, st := range statements {
		verdict := &Corroboration{}
		supported, contradicted, sameDates, otherDates := false, false, false, false
		for w, supports := range c.witnesses(st) {
			if supports {
				verdict.supporting, supported = append(verdict.supporting, w), true
				agree, differ := datesOf(st, w)
				sameDates, otherDates = sameDates || agree, otherDates || differ
			} else {
				verdict.contradicting, contradicted = append(verdict.contradicting, w), true
			}
		}
		if c.err != nil {
			return nil, c.err
		}
		verdict.Level = levelOf(supported, contradicted)
		verdict.Claim, verdict.Dates = consensusOf(supported, contradicted), consensusOf(sameDates, otherDates)
		for _, list := range [][]*knowledge.Statement{verdict.supporting, verdict.contradicting} {
			sortBy(list, byBegin)
		}
		out[i] = verdict
	}
	return out, nil
}

// Levels gives for each statement how it stands; see Corroborate. It stops to look for more where the level is clear.
func (x *Explorer) Levels(ctx context.Context, scope *knowledge.Scope, statements []*knowledge.Statement) ([]CorroborationLevel, error) {
	c, err := x.court(ctx, scope, statements)
	if err != nil {
		return nil, err
	}
	levels := make([]CorroborationLevel, len(statements))
	for i, st := range statements {
		supported, contradicted := false, false
		for _, supports := range c.witnesses(st) {
			supported, contradicted = supported || supports, contradicted || !supports
			if supported && contradicted {
				break
			}
		}
		levels[i] = levelOf(supported, contradicted)
	}
	return levels, c.err
}

// court holds what claims are weighed with.
type court struct {
	scope     *knowledge.Scope
	relations map[string]*knowledge.Relation
	// links are the claims in scope of each link, by their documents; rivals those of exclusive relations at an entity.
	links   map[knowledge.ID]testimony
	rivals  map[knowledge.ID]testimony
	sources sources
	vouched map[[2]knowledge.ID]bool
	// weighed counts pairs of claims; err says that they were too many.
	weighed int
	err     error
}

// testimony is claims by document, with the documents in a fixed order.
type testimony struct {
	documents []knowledge.ID
	claims    map[knowledge.ID][]*knowledge.Statement
}

func testimonyOf(statements []*knowledge.Statement) testimony {
	t := testimony{claims: map[knowledge.ID][]*knowledge.Statement{}}
	for _, st := range statements {
		if !factual(st) {
			continue
		}
		if t.claims[st.Document] == nil {
			t.documents = append(t.documents, st.Document)
		}
		t.claims[st.Document] = append(t.claims[st.Document], st)
	}
	return t
}

// court calls all that may have a say on some statements.
func (x *Explorer) court(ctx context.Context, scope *knowledge.Scope, statements []*knowledge.Statement) (*court, error) {
	if err := bounded("the number of statements to weigh", len(statements), 0, MaxWeighed); err != nil {
		return nil, err
	}
	scope, err := x.settle(ctx, scope)
	if err != nil {
		return nil, err
	}
	c := &court{scope: scope, relations: map[string]*knowledge.Relation{}, vouched: map[[2]knowledge.ID]bool{}}
	relations, err := x.reader.Relations(ctx, scope.Revision)
	if err != nil {
		return nil, err
	}
	for _, r := range relations {
		c.relations[r.Name] = r
	}
	var links []knowledge.ID
	exclusive := map[knowledge.ID]bool{}
	names := map[string]bool{}
	documents := map[knowledge.ID]bool{}
	for _, st := range statements {
		documents[st.Document] = true
		if !factual(st) {
			continue
		}
		links = append(links, st.Link)
		for _, end := range c.relations[st.Relation].ExclusiveEnds(st) {
			exclusive[end], names[st.Relation] = true, true
		}
	}
	if c.links, err = x.testimonies(ctx, scope, unique(links), nil, documents); err != nil {
		return nil, err
	}
	if len(exclusive) > 0 {
		ends, relations := slices.Sorted(maps.Keys(exclusive)), slices.Sorted(maps.Keys(names))
		if c.rivals, err = x.testimonies(ctx, scope, ends, relations, documents); err != nil {
			return nil, err
		}
	}
	c.sources, err = x.sources(ctx, scope, documents)
	return c, err
}

// testimonies gives the claims in scope of each anchor, of some relations, or of all where these are nil, and notes their
// documents.
func (x *Explorer) testimonies(ctx context.Context, scope *knowledge.Scope, of []knowledge.ID, relations []string, documents map[knowledge.ID]bool) (map[knowledge.ID]testimony, error) {
	r := reading{x.reader, scope, store.StatementQuery{Filter: knowledge.StatementFilter{Relations: relations}}, MaxStatements, weighRemedy}
	lists, err := r.all(ctx, of)
	if err != nil {
		return nil, err
	}
	byAnchor := make(map[knowledge.ID]testimony, len(of))
	for i, statements := range lists {
		t := testimonyOf(statements)
		byAnchor[of[i]] = t
		for _, d := range t.documents {
			documents[d] = true
		}
	}
	return byAnchor, nil
}

// sources looks up documents, and then what they are based on.
func (x *Explorer) sources(ctx context.Context, scope *knowledge.Scope, documents map[knowledge.ID]bool) (sources, error) {
	all, err := x.documents(ctx, scope.Revision, slices.Sorted(maps.Keys(documents)))
	if err != nil {
		return nil, err
	}
	var further []knowledge.ID
	for _, d := range all {
		for _, id := range d.BasedOn {
			if all[id] == nil {
				further = append(further, id)
			}
		}
	}
	if further == nil {
		return all, nil
	}
	slices.Sort(further)
	beneath, err := x.documents(ctx, scope.Revision, further)
	maps.Copy(all, beneath)
	return all, err
}

func (c *court) vouches(witness, claimant knowledge.ID) bool {
	pair := [2]knowledge.ID{witness, claimant}
	v, known := c.vouched[pair]
	if !known {
		v = c.sources.vouches(witness, claimant)
		c.vouched[pair] = v
	}
	return v
}

// witnesses gives the claims that support a claim (true) or contradict it (false), each once.
func (c *court) witnesses(st *knowledge.Statement) func(func(*knowledge.Statement, bool) bool) {
	return func(yield func(*knowledge.Statement, bool) bool) {
		if !factual(st) {
			return
		}
		relation := c.relations[st.Relation]
		goOn := c.hear(c.links[st.Link], st, func(w *knowledge.Statement) bool {
			switch {
			case contradicts(relation, st, w):
				return yield(w, false)
			case supports(relation, st, w):
				return yield(w, true)
			}
			return true
		})
		heard := map[*knowledge.Statement]bool{}
		for _, end := range relation.ExclusiveEnds(st) {
			goOn = goOn && c.hear(c.rivals[end], st, func(w *knowledge.Statement) bool {
				if heard[w] || !rivals(relation, st, w) {
					return true
				}
				heard[w] = true
				return yield(w, false)
			})
		}
	}
}

// hear gives the claims of the documents that vouch for or against a claim; false where it was stopped.
func (c *court) hear(t testimony, st *knowledge.Statement, tell func(*knowledge.Statement) bool) bool {
	for _, d := range t.documents {
		if !c.vouches(d, st.Document) {
			continue
		}
		claims := t.claims[d]
		if c.weighed += len(claims); c.weighed > MaxWeighings {
			c.err = exhausted(MaxWeighings, "pairs of statements", weighRemedy)
			return false
		}
		for _, w := range claims {
			if !tell(w) {
				return false
			}
		}
	}
	return true
}
