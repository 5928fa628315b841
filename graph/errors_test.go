package graph

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"entente/internal/knowledge"
	"entente/internal/store"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestErrors_SayWhatIsWrongAndWhatWasMeant(t *testing.T) {
	e := over(t, seeded(t))
	for name, c := range map[string]struct{ query, code, says string }{
		"unknown relation":       {`{ statements(where: {relations: ["MEMBR_OF"]}) { totalCount } }`, "UNKNOWN_RELATION", "did you mean MEMBER_OF?"},
		"the word of a relation": {`{ statements(where: {relations: ["ALLIED"]}) { totalCount } }`, "UNKNOWN_RELATION", "did you mean ALLIED_WITH?"},
		"a code of nobody":       {`{ country(ref: "cow:9999", scope: {asOf: "1990"}) { id } }`, "NOT_FOUND", `no country has the code "cow:9999" as of 1990`},
		"a view of no scope":     {`{ node(id: "alliance:nato@") { id } }`, "BAD_ID", "asOf=1960"},
		"a view in small":        {`{ node(id: "alliance:nato@asof=1960") { id } }`, "BAD_ID", "did you mean asOf?"},
		"a view of no day":       {`{ node(id: "alliance:nato@asOf=1960-13") { id } }`, "BAD_ID", "there is no month 13"},
		"a view of no dataset":   {`{ node(id: "alliance:nato@datasets=dataset:refrence") { id } }`, "UNKNOWN_DATASET", "did you mean dataset:reference?"},
		"a view of no revision":  {`{ node(id: "alliance:nato@revision=7") { id } }`, "UNKNOWN_REVISION", "7"},
		"a view among ids":       {`{ nodes(ids: ["alliance:nato@asOf=1960"]) { id } }`, "BAD_ID", "node takes"},
		"unknown dataset":        {`{ statements(scope: {datasets: ["dataset:refrence"]}) { totalCount } }`, "UNKNOWN_DATASET", "did you mean dataset:reference?"},
		"unknown revision":       {`{ statements(scope: {revision: 7}) { totalCount } }`, "UNKNOWN_REVISION", "7"},
		"negative revision":      {`{ statements(scope: {revision: -1}) { totalCount } }`, "UNKNOWN_REVISION", "counted from 1"},
		"revision zero":          {`{ statements(scope: {revision: 0}) { totalCount } }`, "UNKNOWN_REVISION", "counted from 1"},
		"a diff from zero":       {`{ diff(from: {revision: 0}, to: {revision: 1}) { added } }`, "UNKNOWN_REVISION", "counted from 1"},
		"unknown entity":         {`{ statements(where: {with: ["country:gorgia"]}) { totalCount } }`, "NOT_FOUND", "country:gorgia"},
		"unknown document":       {`{ statements(where: {document: ["document:x"]}) { totalCount } }`, "NOT_FOUND", "document:x"},
		"unknown end":            {`{ countries(where: {relatedTo: {entity: "country:x"}}) { totalCount } }`, "NOT_FOUND", "country:x"},
		"unknown participant":    {`{ events(where: {participant: "country:x"}) { totalCount } }`, "NOT_FOUND", "country:x"},
		"unknown dataset filter": {`{ documents(where: {dataset: "dataset:x"}) { totalCount } }`, "UNKNOWN_DATASET", "dataset:x"},
		"a name of nobody":       {`{ statements(where: {subject: ["Gorgia"]}) { totalCount } }`, "NOT_FOUND", "did you mean country:georgia"},
		"a name of several":      {`{ statements(where: {with: ["Congo"]}) { totalCount } }`, "AMBIGUOUS", "country:democratic-republic-of-the-congo"},
		"an id of no kind":       {`{ statements(where: {subject: ["contry:georgia"]}) { totalCount } }`, "BAD_ID", "did you mean country?"},
		"an id of another kind":  {`{ document(id: "dataset:reference") { id } }`, "BAD_ID", "a document is asked for"},
		"no such month":          {`{ statements(scope: {asOf: "1994-13"}) { totalCount } }`, "BAD_DATE", "there is no month 13"},
		"a partial known-by":     {`{ statements(scope: {knownBy: "1994"}) { totalCount } }`, "BAD_DATE", "1994"},
		"an empty ref":           {`{ country(ref: " ") { id } }`, "BAD_INPUT", "empty"},
		"a long ref":             {`{ country(ref: "` + strings.Repeat("x", 301) + `") { id } }`, "BAD_INPUT", "300 bytes"},
		"a page too large":       {`{ statements(first: 501) { totalCount } }`, "LIMIT_EXCEEDED", "500"},
		"a negative page":        {`{ statements(last: -1) { totalCount } }`, "BAD_INPUT", "-1"},
		"two ends of a page":     {`{ statements(first: 1, last: 1) { totalCount } }`, "BAD_INPUT", "together"},
		"no cursor":              {`{ statements(after: "xx") { totalCount } }`, "BAD_CURSOR", "no cursor"},
		"a turned range":         {`{ events(where: {during: {from: "2010", to: "2009"}}) { totalCount } }`, "BAD_INPUT", "wrong way round"},
		"another turned range":   {`{ statements(where: {begins: {from: "2010", to: "2009"}}) { totalCount } }`, "BAD_INPUT", "wrong way round"},
		"a blank to look for":    {`{ countries(where: {nameContains: " "}) { totalCount } }`, "BAD_INPUT", "nameContains"},
		"too many hops":          {`{ subgraph(around: ["country:georgia"], hops: 9) { totalNodes } }`, "LIMIT_EXCEEDED", "3"},
		"around nobody":          {`{ subgraph(around: []) { totalNodes } }`, "BAD_INPUT", "around"},
		"a path from nowhere":    {`{ paths(from: "country:x", to: "alliance:nato") { length } }`, "NOT_FOUND", "country:x"},
		"levels of links":        {`{ country(ref: "GE") { links(where: {corroboration: [DISPUTED]}) { totalCount } } }`, "BAD_INPUT", "corroboration"},
		"an unknown side":        {`{ diff(from: {revision: 1}, to: {revision: 9}) { added } }`, "UNKNOWN_REVISION", "9"},
		"unknown field":          {`{ countrys { totalCount } }`, "GRAPHQL_VALIDATION_FAILED", "countries"},
	} {
		t.Run(name, func(t *testing.T) {
			a := e.ask(t, c.query)
			require.Len(t, a.Errors, 1)
			assert.Equal(t, c.code, a.Errors[0].Extensions["code"])
			assert.Contains(t, a.Errors[0].Message, c.says)
			if !strings.HasPrefix(c.code, "GRAPHQL") {
				assert.NotEmpty(t, a.Errors[0].Extensions["remedy"])
				assert.NotEmpty(t, a.Errors[0].Path)
			}
		})
	}
}

func TestErrors_OneRootFieldThatFails_LeavesTheOthers(t *testing.T) {
	a := over(t, seeded(t)).ask(t, `{ bad: country(ref: "") { id } good: country(ref: "GE") { id } }`)
	assert.Len(t, a.Errors, 1)
	assert.JSONEq(t, `{"bad": null, "good": {"id": "country:georgia"}}`, string(a.Data))
}

func TestErrors_OfACursorFromAnotherList(t *testing.T) {
	e := over(t, seeded(t))
	var page struct {
		Statements struct {
			PageInfo struct{ EndCursor string }
		}
	}
	decode(t, e.data(t, `{ statements(first: 1) { pageInfo { endCursor } } }`), &page)
	for name, query := range map[string]string{
		"another order":  `query($c: String) { statements(after: $c, orderBy: {by: VALID_TO}) { totalCount } }`,
		"another filter": `query($c: String) { statements(after: $c, where: {polarity: DENIED}) { totalCount } }`,
		"another scope":  `query($c: String) { statements(after: $c, scope: {asOf: "1994"}) { totalCount } }`,
		"another field":  `query($c: String) { documents(after: $c) { totalCount } }`,
	} {
		t.Run(name, func(t *testing.T) {
			a := e.ask(t, query, map[string]any{"c": page.Statements.PageInfo.EndCursor})
			require.Len(t, a.Errors, 1)
			assert.Equal(t, "BAD_CURSOR", a.Errors[0].Extensions["code"])
		})
	}
}

// broken is a store some of whose methods fail.
type broken struct {
	store.Reader
	fail func() error
}

func (b broken) Lookup(context.Context, int, []string) ([][]*knowledge.Entity, error) {
	return nil, b.fail()
}

func TestErrors_OfTheMachine_AreLoggedAndNotShown(t *testing.T) {
	const secret = "dial tcp 10.1.2.3: password hunter2"
	for name, c := range map[string]struct {
		fail func() error
		code string
		log  string
	}{
		"an error":  {func() error { return errors.New(secret) }, "INTERNAL", secret},
		"a panic":   {func() error { panic(secret) }, "INTERNAL", secret},
		"a timeout": {func() error { return context.DeadlineExceeded }, "TIMEOUT", ""},
		"no store":  {func() error { return store.ErrClosed }, "UNAVAILABLE", ""},
	} {
		t.Run(name, func(t *testing.T) {
			e := over(t, broken{seeded(t), c.fail})
			a := e.ask(t, `{ country(ref: "Georgia") { id } }`)
			require.Len(t, a.Errors, 1)
			assert.Equal(t, c.code, a.Errors[0].Extensions["code"])
			assert.NotContains(t, a.Errors[0].Message, "hunter2")
			assert.Contains(t, e.log.String(), c.log)
		})
	}
}

func TestErrors_AreBoundedInNumberAndLength(t *testing.T) {
	var query strings.Builder
	query.WriteString("{")
	for i := range 29 {
		query.WriteString(" a" + strconv.Itoa(i) + `: country(ref: "") { id }`)
	}
	query.WriteString("}")
	a := over(t, seeded(t)).ask(t, query.String())
	require.Len(t, a.Errors, maxErrors)
	assert.Equal(t, "and 10 more errors", a.Errors[maxErrors-1].Message)

	long := over(t, seeded(t)).ask(t, `{ `+strings.Repeat("x", 5000)+` }`)
	require.NotEmpty(t, long.Errors)
	assert.LessOrEqual(t, len(long.Errors[0].Message), maxErrorMessage)
}

func TestBody_TooLarge_Is413(t *testing.T) {
	e := over(t, seeded(t))
	fits := append([]byte(`{"query":"{ revision { number } }"}`), bytes.Repeat([]byte(" "), MaxBody-35)...)
	assert.Equal(t, http.StatusOK, e.post(t, fits).status)
	a := e.post(t, append(fits, ' '))
	assert.Equal(t, http.StatusRequestEntityTooLarge, a.status)
	assert.Contains(t, a.Errors[0].Message, "262144 bytes")
}

func TestTokens_TooMany_AreRefused(t *testing.T) {
	a := over(t, seeded(t)).ask(t, "{ revision { "+strings.Repeat("number ", 5000)+"} }")
	require.NotEmpty(t, a.Errors)
	assert.Contains(t, a.Errors[0].Message, "5000")
}
