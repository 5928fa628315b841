package question_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"entente/internal/edtf"
	"entente/internal/explore"
	"entente/internal/knowledge"
	"entente/internal/question"
	"entente/internal/search"
	"entente/internal/seedtest"
	"entente/internal/store"
)

// interpreters keeps the interpreter over the built-in datasets, whose index takes a second.
var interpreters struct {
	sync.Mutex
	seeded *question.Interpreter
}

// seeded returns an interpreter over the built-in datasets.
func seeded(t *testing.T) *question.Interpreter {
	t.Helper()
	interpreters.Lock()
	defer interpreters.Unlock()
	if interpreters.seeded == nil {
		interpreters.seeded = over(seedtest.Shared(t))
	}
	return interpreters.seeded
}

func over(reader store.Reader) *question.Interpreter {
	return question.NewInterpreter(reader, search.NewCache(reader))
}

func date(t *testing.T, text string) edtf.Date {
	t.Helper()
	d, err := edtf.ParseDate(text)
	require.NoError(t, err)
	return d
}

func ref[T any](v T) *T { return &v }

// all is the scope of all statements.
func all(t *testing.T, q *question.Request) *question.Scope {
	t.Helper()
	s, err := q.Scope(t.Context(), nil)
	require.NoError(t, err)
	return s
}

func assertError(t *testing.T, err error, code knowledge.Code, says string) {
	t.Helper()
	require.Error(t, err)
	assert.Equal(t, code, knowledge.CodeOf(err))
	assert.Contains(t, err.Error(), says)
}

func TestScope_OfNothing_IsTheNewestRevision(t *testing.T) {
	q := seeded(t).NewRequest()
	s := all(t, q)
	assert.Equal(t, 1, s.Revision)
	assert.True(t, s.IsAll())
	same, err := q.Scope(t.Context(), &question.ScopeInput{Certainty: knowledge.Presumed})
	require.NoError(t, err)
	assert.Same(t, s, same, "the default level is no other scope")
	named, err := q.Scope(t.Context(), &question.ScopeInput{Revision: ref(1)})
	require.NoError(t, err)
	assert.Equal(t, s.Scope.Revision, named.Scope.Revision)
	assert.NotEqual(t, s.CursorKey(), named.CursorKey(), "a cursor of the newest revision outlives it")
}

func TestScope_TakesAllThatIsAskedFor(t *testing.T) {
	in := &question.ScopeInput{
		AsOf: date(t, "1994"), KnownBy: ref(edtf.Day(20_000)), KnownAfter: ref(edtf.Day(10)), Certainty: knowledge.Certain,
		Datasets: []knowledge.ID{"dataset:reference"}, MinReliability: knowledge.ReliabilityB, Revision: ref(1),
	}
	s, err := seeded(t).NewRequest().Scope(t.Context(), in)
	require.NoError(t, err)
	assert.Equal(t, knowledge.Scope{
		AsOf: in.AsOf, KnownBy: in.KnownBy, KnownAfter: in.KnownAfter, Certainty: in.Certainty, Datasets: in.Datasets,
		MinReliability: in.MinReliability, Revision: 1,
	}, s.Scope)
}

func TestScope_ThatThereIsNot_IsAnError(t *testing.T) {
	for name, c := range map[string]struct {
		in   question.ScopeInput
		code knowledge.Code
		says string
	}{
		"a negative revision": {question.ScopeInput{Revision: ref(-1)}, knowledge.UnknownRevision, "counted from 1"},
		"revision 0":          {question.ScopeInput{Revision: ref(0)}, knowledge.UnknownRevision, "there is no revision 0: revisions are counted from 1"},
		"a later revision":    {question.ScopeInput{Revision: ref(7)}, knowledge.UnknownRevision, "7"},
		"an unknown dataset":  {question.ScopeInput{Datasets: []knowledge.ID{"dataset:refrence"}}, knowledge.UnknownDataset, "did you mean dataset:reference?"},
		"an unknown level":    {question.ScopeInput{Certainty: "certain"}, knowledge.BadInput, `there is no certainty "certain"; did you mean CERTAIN?`},
		"an unknown grade":    {question.ScopeInput{MinReliability: "G"}, knowledge.BadInput, `there is no minReliability "G"`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := seeded(t).NewRequest().Scope(t.Context(), &c.in)
			assertError(t, err, c.code, c.says)
		})
	}
}

func TestResolve_GivesEachReferenceItsMeaning(t *testing.T) {
	countries := []knowledge.EntityKind{knowledge.KindCountry}
	before := &question.ScopeInput{AsOf: date(t, "1985")}
	got, err := seeded(t).NewRequest().Resolve(t.Context(), []question.Reference{
		{Text: "Georgia", Kinds: countries},
		{Text: "alliance:nato"},
		{Text: "gw:345", Scope: before},
		{Text: "Gerogia", Kinds: countries},
		{Text: "NATO", Kinds: countries},
		{Text: "cow:9999"},
		{Text: "Congo"},
		{Text: " "},
		{Text: "GE", Scope: &question.ScopeInput{Revision: ref(9)}},
	})
	require.NoError(t, err)
	for i, id := range []knowledge.ID{"country:georgia", "alliance:nato", "country:yugoslavia"} {
		require.NotNil(t, got[i].Entity, id)
		assert.Equal(t, id, got[i].Entity.ID)
	}
	for i, id := range map[int]knowledge.ID{3: "country:georgia", 4: "alliance:nato"} {
		assert.Nil(t, got[i].Entity)
		assertError(t, got[i].Err, knowledge.NotFound, "did you mean "+id)
	}
	assert.Equal(t, "Gerogia", got[3].Ref.String())
	assertError(t, got[5].Err, knowledge.NotFound, `nothing has the code "cow:9999"`)
	assert.Contains(t, got[5].Err.Error(), "did you mean", "the nearest codes of the scheme")
	assertError(t, got[6].Err, knowledge.Ambiguous, "country:republic-of-the-congo")
	assertError(t, got[7].Err, knowledge.BadInput, "empty")
	assertError(t, got[8].Err, knowledge.UnknownRevision, "9")
}

func TestEntities_ReplacesReferencesByIDs(t *testing.T) {
	q := seeded(t).NewRequest()
	given := []knowledge.ID{"iso3:GEO", "country:armenia"}
	var none []knowledge.ID
	a, b, empty := given, []knowledge.ID{"NATO"}, []knowledge.ID{}
	require.NoError(t, q.Entities(t.Context(), all(t, q), &a, &none, &b, &empty))
	assert.Equal(t, []knowledge.ID{"country:georgia", "country:armenia"}, a)
	assert.Equal(t, []knowledge.ID{"iso3:GEO", "country:armenia"}, given, "what the client wrote is not changed")
	assert.Nil(t, none)
	assert.Equal(t, []knowledge.ID{"alliance:nato"}, b)
	assert.Equal(t, []knowledge.ID{}, empty, "an empty list keeps nothing, which is not a list that is not given")
	for text, c := range map[string]struct {
		code knowledge.Code
		says string
	}{
		"Gorgia":         {knowledge.NotFound, `nothing is called "Gorgia"; did you mean country:georgia`},
		"country:gorgia": {knowledge.NotFound, `nothing has the id "country:gorgia"; did you mean country:georgia`},
		"contry:georgia": {knowledge.BadID, "did you mean country?"},
		"iso3:XXX":       {knowledge.NotFound, `nothing has the code "iso3:XXX"`},
		"Congo":          {knowledge.Ambiguous, "country:democratic-republic-of-the-congo"},
		"":               {knowledge.BadInput, "empty"},
	} {
		wrong := []knowledge.ID{"iso3:GEO", text}
		assertError(t, q.Entities(t.Context(), all(t, q), &wrong), c.code, c.says)
	}
}

func TestEntitiesAsked_LeavesIDsToTheQuestion(t *testing.T) {
	q := seeded(t).NewRequest()
	asked := []knowledge.ID{"country:nowhere", "iso3:GEO"}
	require.NoError(t, q.EntitiesAsked(t.Context(), all(t, q), &asked))
	assert.Equal(t, []knowledge.ID{"country:nowhere", "country:georgia"}, asked)
}

func TestFilters_AreCheckedAndResolved(t *testing.T) {
	q := seeded(t).NewRequest()
	s := all(t, q)
	f, err := q.StatementFilter(t.Context(), s, &question.StatementFilter{StatementFilter: knowledge.StatementFilter{
		With: []knowledge.ID{"iso3:GEO"}, Between: [][]knowledge.ID{{"iso3:ARM"}, {"NATO"}},
		Document: []knowledge.ID{"document:natos-south-caucasus-partnerships-evolve"},
	}})
	require.NoError(t, err)
	assert.Equal(t, []knowledge.ID{"country:georgia"}, f.With)
	assert.Equal(t, [][]knowledge.ID{{"country:armenia"}, {"alliance:nato"}}, f.Between)
	_, err = q.StatementFilter(t.Context(), s, &question.StatementFilter{StatementFilter: knowledge.StatementFilter{Document: []knowledge.ID{"document:x"}}})
	assertError(t, err, knowledge.NotFound, `nothing has the id "document:x"`)
	for _, lists := range [][][]knowledge.ID{{}, {{"NATO"}}, {{"NATO"}, {"NATO"}, {"NATO"}}} {
		_, err = q.StatementFilter(t.Context(), s, &question.StatementFilter{StatementFilter: knowledge.StatementFilter{Between: lists}})
		assertError(t, err, knowledge.BadInput, "between takes two lists of entities")
	}
	_, err = q.LinkFilter(t.Context(), s, &question.StatementFilter{Corroboration: []explore.CorroborationLevel{}})
	assertError(t, err, knowledge.BadInput, "corroboration")

	e, err := q.EntityFilter(t.Context(), s, question.EntityFilter{Region: "Asia"})
	require.NoError(t, err)
	assert.Contains(t, e.Regions, "Western Asia")
	_, err = q.EntityFilter(t.Context(), s, question.EntityFilter{Region: "Westeros"})
	assertError(t, err, knowledge.NotFound, "Westeros")
	_, err = q.EntityFilter(t.Context(), s, (&question.EventFilter{Participant: ref("nobody at all")}).Entities())
	assertError(t, err, knowledge.NotFound, "nobody at all")
	_, err = q.EntityFilter(t.Context(), s, question.EntityFilter{EntityFilter: knowledge.EntityFilter{NameContains: " "}})
	assertError(t, err, knowledge.BadInput, "nameContains")
	assertError(t, q.CheckDocumentFilter(t.Context(), s, knowledge.DocumentFilter{Dataset: "dataset:x"}), knowledge.UnknownDataset, "dataset:x")
}

func TestLinkQuery_KeepsWhatTraversalAndFilterHaveInCommon(t *testing.T) {
	q := seeded(t).NewRequest()
	s := all(t, q)
	query, err := q.LinkQuery(t.Context(), s, question.Participants(), knowledge.StatementFilter{Categories: []knowledge.RelationCategory{knowledge.CategoryParticipation, knowledge.CategoryLeadership}})
	require.NoError(t, err)
	assert.Equal(t, store.AsObject, query.Side)
	assert.Equal(t, []knowledge.RelationCategory{knowledge.CategoryParticipation}, query.Filter.Categories)
	assert.Equal(t, knowledge.Affirmed, query.Filter.Polarity, "what is held, unless the filter says")
	assert.Contains(t, query.Filter.Relations, knowledge.RelationParticipatesIn)
	known, err := q.Relations(t.Context(), s)
	require.NoError(t, err)
	for _, name := range query.Filter.Relations {
		assert.NotContains(t, known[name].Ends, knowledge.RelationParticipatesIn)
	}
	denied, err := q.LinkQuery(t.Context(), s, question.Capitals(), knowledge.StatementFilter{Polarity: knowledge.Denied, Relations: []string{"MEMBER_OF"}})
	require.NoError(t, err)
	assert.Equal(t, knowledge.Denied, denied.Filter.Polarity)
	assert.Equal(t, []string{}, denied.Filter.Relations, "nothing is a capital by a membership")
	links, err := q.LinkQuery(t.Context(), s, question.AllLinks(), knowledge.StatementFilter{})
	require.NoError(t, err)
	assert.True(t, links.Filter.IsAll())
}

func TestPage_IsReadFromEitherEnd(t *testing.T) {
	key := func(cursor string) (knowledge.SortKey, error) {
		if cursor == "" {
			return "", knowledge.Errorf(knowledge.BadCursor, "empty")
		}
		return knowledge.SortKey(cursor), nil
	}
	page, err := question.Page{}.Read(question.PageSize, key)
	require.NoError(t, err)
	assert.Equal(t, store.Page{Limit: 50}, page)
	page, err = question.Page{Last: ref(int32(3)), After: ref("a"), Before: ref("b")}.Read(question.PageSize, key)
	require.NoError(t, err)
	assert.Equal(t, store.Page{Limit: 3, After: "a", Before: "b", Backward: true}, page)
	for name, c := range map[string]struct {
		page question.Page
		code knowledge.Code
	}{
		"both ends":    {question.Page{First: ref(int32(1)), Last: ref(int32(1))}, knowledge.BadInput},
		"fewer than 0": {question.Page{First: ref(int32(-1))}, knowledge.BadInput},
		"too many":     {question.Page{Last: ref(int32(question.MaxPageSize + 1))}, knowledge.LimitExceeded},
		"no cursor":    {question.Page{Before: ref("")}, knowledge.BadCursor},
	} {
		_, err := c.page.Read(question.PageSize, key)
		assert.Equal(t, c.code, knowledge.CodeOf(err), name)
	}
}

func TestResolve_OfAReferenceInAnotherForm_SuggestsWhatIsMeant(t *testing.T) {
	q := seeded(t).NewRequest()
	for ref, id := range map[string]string{
		"country:Georgia": "country:georgia", "Country: georgia": "country:georgia", "https://www.wikidata.org/wiki/Q230": "country:georgia",
		"http://www.wikidata.org/entity/Q230": "country:georgia", "COW:372": "country:georgia", "isonum:4": "country:afghanistan", "cow:0372": "country:georgia",
	} {
		meant, err := q.Resolve(t.Context(), []question.Reference{{Text: ref}})
		require.NoError(t, err)
		assert.Nil(t, meant[0].Entity, ref)
		assertError(t, meant[0].Err, knowledge.NotFound, "did you mean "+id)
	}
}
