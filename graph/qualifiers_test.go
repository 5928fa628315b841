package graph

import (
	"fmt"
	"testing"

	"entente/internal/knowledge"
	"entente/internal/store/memstore"
	"entente/internal/store/storetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// battles is a graph of claims with qualifiers of every type.
func battles(t *testing.T) endpoint {
	t.Helper()
	g := storetest.NewGraph(t)
	g.Dataset("war").Order(1)
	g.Relation("FOUGHT", knowledge.CategoryConflict, "country", "country").
		Qualifier("deathsBest", knowledge.QualifierInteger).Bounds("0", "").Qualifier("intensity", knowledge.QualifierDecimal).
		Qualifier("kind", knowledge.QualifierCode, "war", "raid").Qualifier("told", knowledge.QualifierDate).
		Qualifier("under", knowledge.QualifierEntity).Qualifier("words", knowledge.QualifierText)
	g.Relation("MET", knowledge.CategoryOther, "country", "country")
	g.Document("book").Published("2001")
	g.Entity("country:a", "Aland").Code("iso2", "AX", "")
	g.Entity("country:b", "Bland")
	g.Entity("agreement:truce", "Truce of the Lakes")
	g.Claim("country:a", "FOUGHT", "country:b").Valid("1990").With("deathsBest", "12").With("intensity", "0.1").With("kind", "war").With("told", "1991~").
		With("under", "agreement:truce").With("words", "a <b>")
	g.Claim("country:a", "FOUGHT", "country:b").Valid("1990").With("deathsBest", "3").With("intensity", "0.2").With("kind", "raid")
	g.Claim("country:a", "FOUGHT", "country:b").Valid("1991")
	g.Claim("country:a", "MET", "country:b").Valid("1991")
	s := memstore.New()
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	_, err := s.Apply(t.Context(), storetest.ChangeSet(0, storetest.Put(g.Rows()...)))
	require.NoError(t, err)
	return over(t, s)
}

func TestQualifiers_AreTyped(t *testing.T) {
	e := battles(t)
	assert.JSONEq(t, `{"statements": {"nodes": [{"qualifiers": [
		{"name": "deathsBest", "label": "deaths best", "type": "INTEGER", "value": "12", "text": "12", "number": 12, "date": null, "unit": null, "entity": null},
		{"name": "intensity", "label": "intensity", "type": "DECIMAL", "value": "0.1", "text": "0.1", "number": 0.1, "date": null, "unit": null, "entity": null},
		{"name": "kind", "label": "kind", "type": "CODE", "value": "war", "text": "of war", "number": null, "date": null, "unit": null, "entity": null},
		{"name": "told", "label": "told", "type": "DATE", "value": "1991~", "text": "1991~", "number": null, "date": "1991~", "unit": null, "entity": null},
		{"name": "under", "label": "under", "type": "ENTITY", "value": "agreement:truce", "text": "Truce of the Lakes", "number": null, "date": null, "unit": null, "entity": {"name": "Truce of the Lakes"}},
		{"name": "words", "label": "words", "type": "TEXT", "value": "a <b>", "text": "a <b>", "number": null, "date": null, "unit": null, "entity": null}
	]}]}}`, e.data(t, `{ statements(where: {qualifiers: [{name: "deathsBest", min: 10}]}) {
		nodes { qualifiers { name label type value text number date unit entity { name } } } } }`))
	assert.JSONEq(t, `{"relations": [{"qualifiers": [
		{"name": "deathsBest", "label": "deaths best", "type": "INTEGER", "unit": null, "description": null, "min": "0", "max": null, "codes": []},
		{"name": "intensity", "label": "intensity", "type": "DECIMAL", "unit": null, "description": null, "min": null, "max": null, "codes": []},
		{"name": "kind", "label": "kind", "type": "CODE", "unit": null, "description": null, "min": null, "max": null, "codes": [{"code": "war", "label": "of war"}, {"code": "raid", "label": "of raid"}]},
		{"name": "told", "label": "told", "type": "DATE", "unit": null, "description": null, "min": null, "max": null, "codes": []},
		{"name": "under", "label": "under", "type": "ENTITY", "unit": null, "description": null, "min": null, "max": null, "codes": []},
		{"name": "words", "label": "words", "type": "TEXT", "unit": null, "description": null, "min": null, "max": null, "codes": []}
	]}, {"qualifiers": []}]}`, e.data(t, `{ relations { qualifiers { name label type unit description min max codes { code label } } } }`))
}

func TestQualifiers_Filter(t *testing.T) {
	e := battles(t)
	for filter, n := range map[string]string{
		`{name: "kind"}`:                                       "2",
		`{name: "deathsBest", min: 4}`:                         "1",
		`{name: "deathsBest", max: "12.0"}`:                    "2",
		`{name: "intensity", min: 0.1, max: 0.1}`:              "1",
		`{name: "intensity", in: [0.2, "0.10", -5]}`:           "2",
		`{name: "kind", in: ["raid"]}`:                         "1",
		`{name: "kind", in: []}`:                               "0",
		`{name: "told", min: "1992"}`:                          "1",
		`{name: "told", min: 1993}`:                            "0",
		`{name: "under", in: ["Truce of the Lakes"]}`:          "1",
		`{name: "under", in: ["agreement:truce"]}`:             "1",
		`{name: "words", in: ["a <b>"]}`:                       "1",
		`{name: "kind", in: ["war"]}, {name: "told"}`:          "1",
		`{name: "kind", in: ["raid"]}, {name: "told"}`:         "0",
		`{name: "deathsBest", in: ["999999999999999", "3e0"]}`: "1",
		`{name: "deathsBest", min: -1, max: null, in: null}`:   "2",
		`{name: "deathsBest", min: 1e2}`:                       "0",
	} {
		query := `{ statements(where: {qualifiers: [` + filter + `]}) { totalCount } }`
		assert.JSONEq(t, `{"statements": {"totalCount": `+n+`}}`, e.data(t, query), filter)
	}
	assert.JSONEq(t, `{"statements": {"totalCount": 1}}`, e.data(t, `query ($q: [QualifierFilter!]) { statements(where: {qualifiers: $q}) { totalCount } }`,
		map[string]any{"q": []any{map[string]any{"name": "intensity", "min": 0.15, "in": []any{"0.2"}}}}))
	assert.JSONEq(t, `{"country": {"links": {"totalCount": 1}}, "subgraph": {"edges": [{"statementCount": 3}]}}`,
		e.data(t, `{ country(ref: "AX") { links(where: {qualifiers: [{name: "kind"}]}) { totalCount } } subgraph(around: ["AX"], where: {qualifiers: [{name: "kind"}]}) { edges { statementCount } } }`))
	assert.JSONEq(t, `{"statements": {"totalCount": 1}}`, e.data(t, `{ statements(where: {with: ["Truce of the Lakes"]}) { totalCount } }`))
}

func TestQualifiers_OrderAndMeasure(t *testing.T) {
	e := battles(t)
	var v struct {
		Statements struct {
			Nodes []struct{ Qualifiers []struct{ Value string } }
		}
	}
	decode(t, e.data(t, `{ statements(where: {relations: ["FOUGHT"]}, orderBy: {by: QUALIFIER, qualifier: "deathsBest", direction: DESC}) { nodes { qualifiers { value } } } }`), &v)
	require.Len(t, v.Statements.Nodes, 3)
	assert.Equal(t, "12", v.Statements.Nodes[0].Qualifiers[0].Value)
	assert.Equal(t, "3", v.Statements.Nodes[1].Qualifiers[0].Value)
	assert.Empty(t, v.Statements.Nodes[2].Qualifiers)
	assert.JSONEq(t, `{"count": {"statementCount": 3, "measure": {"count": 2, "sum": 0.3, "exactSum": "0.3", "mean": 0.15, "min": 0.1, "max": 0.2}, "values": [
		{"value": "1990", "count": 2, "measure": {"count": 2, "sum": 0.3, "exactSum": "0.3", "mean": 0.15, "min": 0.1, "max": 0.2}},
		{"value": "1991", "count": 1, "measure": {"count": 0, "sum": 0, "exactSum": "0", "mean": null, "min": null, "max": null}}]}}`,
		e.data(t, `{ count(by: YEAR, measure: "intensity", where: {relations: ["FOUGHT"]}, years: {from: "1990", to: "1991"}) {
			statementCount measure { count sum exactSum mean min max } values { value count measure { count sum exactSum mean min max } } } }`))
	assert.JSONEq(t, `{"count": {"measure": null, "values": [{"measure": null}, {"measure": null}]}}`,
		e.data(t, `{ count(by: RELATION) { measure { sum } values { measure { sum } } } }`))
}

func TestQualifiers_ThatThereAreNot(t *testing.T) {
	e := battles(t)
	for query, words := range map[string]string{
		`{ statements(where: {qualifiers: [{name: "deaths"}]}) { totalCount } }`:                            "did you mean deathsBest?",
		`{ statements(where: {qualifiers: [{name: ""}]}) { totalCount } }`:                                  "is empty; write a text",
		`{ statements(where: {relations: ["MET"], qualifiers: [{name: "kind"}]}) { totalCount } }`:          "FOUGHT has it",
		`{ statements(where: {qualifiers: [{name: "kind", in: ["wars"]}]}) { totalCount } }`:                "did you mean war?",
		`{ statements(where: {qualifiers: [{name: "kind", min: 1}]}) { totalCount } }`:                      "no order for min and max",
		`{ statements(where: {qualifiers: [{name: "deathsBest", min: "few"}]}) { totalCount } }`:            "is no number",
		`{ statements(where: {qualifiers: [{name: "deathsBest", min: ""}]}) { totalCount } }`:               "a text that is not empty",
		`{ statements(where: {qualifiers: [{name: "deathsBest", min: true}]}) { totalCount } }`:             "QualifierValue",
		`{ statements(where: {qualifiers: [{name: "deathsBest", min: 1e400}]}) { totalCount } }`:            "1e400",
		`{ statements(where: {qualifiers: [{name: "under", in: ["Truce of the Leaks"]}]}) { totalCount } }`: "Truce of the Lakes",
		`{ statements(where: {qualifiers: [{name: "told", min: "1994", max: "1990"}]}) { totalCount } }`:    "the wrong way round",
		`{ statements(orderBy: {by: QUALIFIER}) { totalCount nodes { id } } }`:                              "names the qualifier",
		`{ statements(orderBy: {by: QUALIFIER, qualifier: "kinds"}) { nodes { id } } }`:                     "did you mean kind?",
		`{ statements(orderBy: {by: RELATION, qualifier: "kind"}) { nodes { id } } }`:                       "write by: QUALIFIER",
		`{ count(by: RELATION, measure: "kind") { statementCount } }`:                                       "cannot be summed up",
		`{ count(by: RELATION, measure: "") { statementCount } }`:                                           `no relation has a qualifier ""`,
	} {
		a := e.ask(t, query)
		require.NotEmpty(t, a.Errors, query)
		assert.Contains(t, a.Errors[0].Message+fmt.Sprint(a.Errors[0].Extensions), words, query)
		assert.NotEqual(t, "INTERNAL", a.Errors[0].Extensions["code"], query)
	}
	assert.Empty(t, e.log.String())
}
