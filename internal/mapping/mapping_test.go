package mapping_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"entente/internal/dataset/input"
	"entente/internal/dataset/yamlfile"
	"entente/internal/mapping"
	"entente/internal/mapping/table"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// head is how every mapping of the tests begins.
const head = `table: t
source: {title: T, language: en, reliability: B, publishedOn: 2020, license: CC0-1.0, citation: T 2020}
`

// run gives what the rows of tables say by a mapping: entities, statements, then problems, each a line.
func run(t *testing.T, text string, tables map[string]string) []string {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, content := range tables {
		fsys["tables/"+name] = &fstest.MapFile{Data: []byte(content)}
	}
	var problems []string
	add := func(file string, p input.Problem) {
		problems = append(problems, fmt.Sprintf("%s:%d:%d: %s; %s [%s]", file, p.At.Line, p.At.Column, p.Message, p.Hint, p.Code))
	}
	v, ok := yamlfile.Parse(text, 1, func(p input.Problem) { add("", p) })
	require.True(t, ok, problems)
	m := mapping.Parse(*v, func(p input.Problem) { add("", p) })
	if m == nil {
		require.NotEmpty(t, problems)
		return problems
	}
	r := m.Open(t.Context(), table.Files{FS: fsys}, func(p mapping.Problem) { add(p.File, p.Problem) })
	if r == nil {
		require.NotEmpty(t, problems)
		return problems
	}
	var said []string
	sink := mapping.Sink{
		Take: func(one mapping.Record) {
			words := one.Words()
			for _, f := range one.Fields {
				if f.Key == "locator" {
					words += " <" + f.Value.Text + ">"
				}
			}
			said = append(said, words)
		},
		Problem: func(p mapping.Problem) { add(p.File, p.Problem) },
	}
	r.Entities(t.Context(), sink)
	r.Statements(t.Context(), sink)
	return append(said, problems...)
}

func TestMapping_SaysWhatRowsSay(t *testing.T) {
	for name, one := range map[string]struct {
		mapping, table string
		want           []string
	}{
		"qualifiers": {
			`statements: [{subject: "{c}", relation: R, object: x, qualifiers: {share: {column: s, missing: ["-9", NA], decimal: ","}, topics: "{o}", rank: {column: o, map: {f: full}, otherwise: ""}, kind: war}}]`,
			"c,s,o\na,\"4,50\",f\nb,-9,\nc,\"-1.000,5\",g\n",
			[]string{
				"subject a, relation R, object x, qualifiers {share 4.50, topics f, rank full, kind war} <row 2: c=a; s=4,50; o=f>",
				"subject b, relation R, object x, qualifiers {kind war} <row 3: c=b; s=-9; o=>",
				"subject c, relation R, object x, qualifiers {share -1000.5, topics g, kind war} <row 4: c=c; s=-1.000,5; o=g>",
			},
		},
		"templates and constants": {
			`statements: [{subject: "cow:{c}", relation: MEMBER_OF, object: "organization:x-{o}", note: "{{as}} written", valid: "{y}/.."}]`,
			"c,o,y\n2,Côte d'Or Club,1999\n",
			[]string{`subject cow:2, relation MEMBER_OF, object organization:x-cote-d-or-club, note {as} written, valid 1999/.. <row 2: c=2; o=Côte d'Or Club; y=1999>`},
		},
		"several statements a row, with filters": {
			"where: skip != \"1\"\nstatements:\n  - {subject: \"{a}\", relation: R, object: X, where: int(y) > 1990}\n  - {subject: \"{b}\", relation: S, object: X}",
			"a,b,y,skip\nA,B,1980,\nC,D,1999,0\nE,F,1999,1\n",
			[]string{"subject B, relation S, object X <row 2: b=B>", "subject C, relation R, object X <row 3: y=1999; a=C>", "subject D, relation S, object X <row 3: b=D>"},
		},
		"roles in brackets": {
			"let: {who: {column: n, match: '^(?<role>.+) \\((?<place>[^()]+)\\)$'}}\nstatements: [{subject: \"{who.role}\", relation: R, object: \"{who.place}\", where: who.role != \"\"}]",
			"n\nCitizen (Georgia)\nNATO\n",
			[]string{"subject Citizen, relation R, object Georgia <row 2: n=Citizen (Georgia)>"},
		},
		"lists in a cell": {
			`statements: [{subject: {column: a, split: ",", prefix: "gw:"}, relation: {flags: {p: P, q: Q}}, object: X, topics: {column: k, split: ";"}}]`,
			"a,p,q,k\n\"2, 20\",1,1,x; y\n",
			[]string{"subject [gw:2, gw:20], relation P, object X, topics [x, y] <row 2: a=2, 20; p=1; q=1; k=x\\; y>", "subject [gw:2, gw:20], relation Q, object X, topics [x, y] <row 2: a=2, 20; p=1; q=1; k=x\\; y>"},
		},
		"value maps, missing and default": {
			`statements: [{subject: {column: a, missing: ["-9"], default: Nobody}, relation: {column: k, map: {1: ALLIED_WITH, 031: Z}, otherwise: OTHER}, object: X}]`,
			"a,k\n-9,1\nA,031\nB,31\n",
			[]string{"subject Nobody, relation ALLIED_WITH, object X <row 2: a=-9; k=1>", "subject A, relation Z, object X <row 3: a=A; k=031>", "subject B, relation OTHER, object X <row 4: a=B; k=31>"},
		},
		"dates": {
			`statements:
  - {subject: A, relation: R, object: X, valid: {from: {column: a, unknown: ["-9", ""]}, to: {column: b, open: [9999-12-31]}}}
  - {subject: B, relation: R, object: X, valid: {on: {column: a, precision: {column: p, map: {1: day, 2: month, 3: year~, 4: decade}}}}, where: p != ""}
  - {subject: C, relation: R, object: X, valid: {on: {year: "{y}", month: {column: m, missing: ["0"]}, day: "{d}"}}, where: y != ""}`,
			"a,b,p,y,m,d\n1994-05-04,9999-12-31,2,1994,5,4\n-9,1999-01-02T10:00:00Z,,1994,0,4\n1994-05-04,2001,3,,,\n1994-05-04,2001,4,,,\n",
			[]string{
				"subject A, relation R, object X, valid 1994-05-04/.. <row 2: a=1994-05-04; b=9999-12-31>", "subject B, relation R, object X, valid 1994-05 <row 2: p=2; a=1994-05-04>",
				"subject C, relation R, object X, valid 1994-05-04 <row 2: y=1994; m=5; d=4>",
				"subject A, relation R, object X, valid /1999-01-02 <row 3: a=-9; b=1999-01-02T10:00:00Z>", "subject C, relation R, object X, valid 1994 <row 3: y=1994; m=0; d=4>",
				"subject A, relation R, object X, valid 1994-05-04/2001 <row 4: a=1994-05-04; b=2001>", "subject B, relation R, object X, valid 1994~ <row 4: p=3; a=1994-05-04>",
				"subject A, relation R, object X, valid 1994-05-04/2001 <row 5: a=1994-05-04; b=2001>", "subject B, relation R, object X, valid 199X <row 5: p=4; a=1994-05-04>",
			},
		},
		"dates of other forms, and decimal commas": {
			`entities: [{id: "city:{n}", name: "{n}", location: {latitude: {column: lat, decimal: ","}, longitude: {column: lon, decimal: ","}}}]
statements: [{subject: A, relation: R, object: X, valid: {on: {column: d, format: D.M.YYYY}}}]`,
			"n;d;lat;lon\nTbilisi;4.5.1994;41,7;-1.044,8\n",
			[]string{"id city:tbilisi, name Tbilisi, location {latitude 41.7, longitude -1044.8}", "subject A, relation R, object X, valid 1994-05-04 <row 2: d=4.5.1994>"},
		},
		"between two observations": {
			`statements: [{subject: A, relation: R, object: X, valid: {from: {between: ["{a}", "{b}"]}}}, {subject: B, relation: R, object: X, valid: {on: {between: ["{a}", "{b}"]}}}, {subject: C, relation: R, object: X, valid: {on: {column: r, range: ..}}}]`,
			"a,b,r\n1946,1950,1992-05..1992-06\n1993,1994,1994\n",
			[]string{
				"subject A, relation R, object X, valid 1950?/.. <row 2: a=1946; b=1950>", "subject B, relation R, object X, valid 194X~ <row 2: a=1946; b=1950>", "subject C, relation R, object X, valid 1992-05~ <row 2: r=1992-05..1992-06>",
				"subject A, relation R, object X, valid 1994~/.. <row 3: a=1993; b=1994>", "subject B, relation R, object X, valid 1994~ <row 3: a=1993; b=1994>", "subject C, relation R, object X, valid 1994 <row 3: r=1994>",
			},
		},
		"entities, each once": {
			`entities: [{id: "organization:{o}", name: "{n}", names: [{text: {column: k, split: "|"}, kind: alias}], identifiers: [{scheme: own, value: "{o}", from: "{y}"}, {scheme: none, value: "{e}"}]}]`,
			"o,n,k,y,e\nA,An A,x|y,1990,\nA,An A,x|y,1990,\n",
			[]string{"id organization:a, name An A, names [{text x, kind alias}, {text y, kind alias}], identifiers [{scheme own, value A, from 1990}]"},
		},
		"the first that there is": {
			`statements: [{subject: {first: ["iso2:{c}", "{n}"]}, relation: R, object: X}]`,
			"c,n\nNA,Namibia\n,Zanzibar\n",
			[]string{"subject iso2:NA, relation R, object X <row 2: c=NA; n=Namibia>", "subject Zanzibar, relation R, object X <row 3: c=; n=Zanzibar>"},
		},
		"columns whose names are no identifiers": {
			`statements: [{subject: "{Country Name}", relation: R, object: X, where: 'row["Country Name"] matches "^G" && int(row["A %"]) > 1'}]`,
			"Country Name,A %\nGeorgia,2\nGeorgia,1\nArmenia,2\n",
			[]string{"subject Georgia, relation R, object X <row 2: Country Name=Georgia; A %=2>"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			text := head
			if strings.Contains(one.table, ";d;") {
				text = strings.Replace(head, "table: t", `table: {name: t, delimiter: ";"}`, 1)
			}
			assert.Equal(t, one.want, run(t, text+one.mapping, map[string]string{"t.csv": one.table}))
		})
	}
}

func TestMapping_JoinsTables(t *testing.T) {
	text := head + `join: {call: {table: calls, on: {id: rc}}, kind: {table: {name: kinds, columns: [code, text]}, on: {call.k: code}}}
entities: [{of: call, id: "event:{call.rc}", name: "{call.title}"}]
statements: [{subject: "{who}", relation: R, object: "event:{id}", valid: "{call.date}", note: "{kind.text}"}]`
	got := run(t, text, map[string]string{
		"t.csv": "id,who\n1,A\n2,B\n3,C\n", "calls.csv": "rc,date,k,title\n1,1990,x,One\n3,1991,y,Three\n3,1992,y,Three\n", "kinds.csv": "x,of peace\n",
	})
	assert.Equal(t, []string{
		"id event:1, name One", "id event:3, name Three", "id event:3, name Three",
		"subject A, relation R, object event:1, valid 1990, note of peace <row 2: who=A; id=1; call.date=1990; kind.text=of peace>",
		`tables/t.csv:3:1: calls has no row with "2";  [no-joined-row]`,
		`tables/t.csv:4:1: calls has several rows with "3"; join by columns that tell its rows apart [no-joined-row]`,
	}, got)
}

func TestMapping_WhatItDoesNotSayIsAProblem(t *testing.T) {
	statement := func(subject string) string { return `statements: [{subject: ` + subject + `, relation: R, object: X}]` }
	for name, one := range map[string]struct{ mapping, table, want string }{
		"an empty cell":               {statement(`"{a}"`), "a,b\n,1\n", "tables/t.csv:2:1: there is no subject: the cell is empty"},
		"a value without a map":       {statement(`{column: a, map: {x: Y}}`), "b,a\n1,z\n", `tables/t.csv:2:2: map does not have "z"`},
		"a pattern that does not fit": {statement(`{column: a, match: "^[0-9]+$"}`), "a\nx\n", `"x" does not fit the pattern`},
		"1-Mar":                       {statement(`"{a}"`), "a\n1-Mar\n", `"1-Mar" is how a spreadsheet shows what it took for a date`},
		"Mar-94":                      {statement(`"cow:{a}"`), "a\nMar-94\n", `"Mar-94" is how a spreadsheet shows`},
		"a shortened number":          {statement(`"{a}"`), "a\n1.23457E+12\n", "how a spreadsheet shortens a long number"},
		"an error of a formula":       {statement(`"{a}"`), "a\n#N/A\n", "the error of a spreadsheet's formula"},
		"an empty date":               {`statements: [{subject: A, relation: R, object: X, valid: {from: "{a}"}}]`, "a,b\n,1\n", `there is no date; say what an empty cell means: unknown: [""]`},
		"another form of date":        {`statements: [{subject: A, relation: R, object: X, valid: {on: {column: a, format: DD.MM.YYYY}}}]`, "a\n1994/5/4\n", `"1994/5/4" is not written as DD.MM.YYYY`},
		"a flag that is none":         {statement(`{flags: {a: X}}`), "a\n-9\n", `"-9" is neither 1 nor 0`},
		"no number":                   {statement(`{column: a, decimal: ","}`), "a\n\"1,2,3\"\n", "is no number with decimals"},
		"an expression that fails":    {statement(`{expr: string(int(a) + 1)}`), "a\nx\n", "the expression string(int(a) + 1) fails"},
		"a broken row":                {statement(`"{a}"`), "a,b\n1\n", "tables/t.csv:2:1: the row has 1 cells, the table 2 columns"},
		"an unknown column":           {statement(`"{coutry}"`), "country\n1\n", `:3:24: the table has no column "coutry"; did you mean country?`},
		"no table":                    {statement(`"{a}"`), "", `there is no table "t"`},
		"a column of an expression":   {statement(`{expr: aa}`), "a\n1\n", `the table has no column "aa"`},
		"a template out of quotes":    {statement(`{a}`), "a\n1\n", `a template stands in quotes: "{a}"`},
		"no expression":               {`where: a ==` + "\n" + statement(`"{a}"`), "a\n1\n", "the expression cannot be read"},
		"no condition":                {`where: a` + "\n" + statement(`"{a}"`), "a\n1\n", "the expression cannot be read: expected bool, but got string"},
		"an unknown key":              {statement(`{colum: a}`), "a\n1\n", `"colum" is no key of a value; did you mean column?`},
		"two beginnings":              {statement(`{column: a, text: b}`), "a\n1\n", "a value has one of column, text"},
		"no column at all":            {statement(`A`), "a\n1\n", "the statement is made of no column, so that no row says it"},
		"an unknown code":             {statement(`"{a}"`) + "\nleaveOut: [unknown-entities]", "a\n1\n", "did you mean unknown-entity?"},
		"a file for a table":          {strings.Replace(head, "table: t", "table: tables/t.csv", 1) + statement(`"{a}"`), "a\n1\n", "write t"},
		"no regular expression":       {statement(`{column: a, match: "("}`), "a\n1\n", "this is no regular expression"},
		"no source":                   {"table: t\n" + statement(`"{a}"`), "a\n1\n", "a mapping has no source"},
		"a brace":                     {statement(`"{a"`), "a\n1\n", "has a brace without a column's name"},
		"too much memory":             {`where: len(repeat(a, 1000000)) > 0` + "\n" + statement(`"{a}"`), "a\n1\n", "memory budget exceeded"},
	} {
		t.Run(name, func(t *testing.T) {
			text := one.mapping
			if !strings.Contains(text, "table:") {
				text = head + text
			}
			tables := map[string]string{"t.csv": one.table}
			if one.table == "" {
				tables = map[string]string{}
			}
			got := run(t, text, tables)
			assert.Contains(t, strings.Join(got, "\n"), one.want)
		})
	}
}
