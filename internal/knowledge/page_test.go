package knowledge_test

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"entente/internal/edtf"
	"entente/internal/knowledge"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// table is one table of docs/semantics.md: rows of cells by the name of their column, without backquotes.
type table struct {
	line    int
	columns []string
	rows    []map[string]string
}

func (tb table) has(columns ...string) bool {
	return !slices.ContainsFunc(columns, func(c string) bool { return !slices.Contains(tb.columns, c) })
}

func pageTables(t *testing.T) []table {
	page, err := os.ReadFile("../../docs/semantics.md")
	require.NoError(t, err)
	var tables []table
	inTable := false
	for i, line := range strings.Split(string(page), "\n") {
		if !strings.HasPrefix(line, "|") {
			inTable = false
			continue
		}
		cells := strings.Split(strings.TrimSuffix(strings.TrimPrefix(line, "|"), "|"), "|")
		for c, text := range cells {
			cells[c] = strings.Trim(strings.TrimSpace(text), "`")
		}
		switch {
		case !inTable:
			tables, inTable = append(tables, table{line: i + 1, columns: cells}), true
		case strings.HasPrefix(line, "|--"):
		default:
			last := &tables[len(tables)-1]
			require.Len(t, cells, len(last.columns), "line %d", i+1)
			row := map[string]string{}
			for c, text := range cells {
				row[last.columns[c]] = text
			}
			last.rows = append(last.rows, row)
		}
	}
	return tables
}

// TestSemanticsPage holds every row of every table of the page against the code. A table that no check knows is a failure.
func TestSemanticsPage(t *testing.T) {
	checks := []struct {
		name    string
		columns []string
		check   func(t *testing.T, tb table)
		tables  int
	}{
		{"bounds", []string{"claim", "published", "earliestBegin", "latestBegin", "earliestEnd", "latestEnd"}, eachRow(checkBounds), 4},
		{"refused", []string{"claim", "published", "refused, for"}, eachRow(checkRefused), 1},
		{"asOf", []string{"claim", "published", "asOf", "answer"}, eachRow(checkAsOf), 1},
		{"words", []string{"claim", "published", "the other", "says", "published then", "asOf", "the claim is"}, eachRow(checkWord), 2},
		// The lives are read by the check of claims of them.
		{"lives", []string{"entity", "lives"}, func(*testing.T, table) {}, 1},
		{"alive", []string{"subject", "relation", "object", "claim", "published", "asOf", "is then"}, checkAlive, 1},
		{"knownBy", []string{"published", "knownBy", "PRESUMED", "POSSIBLE", "CERTAIN"}, eachRow(checkKnownBy), 1},
		{"knownAfter", []string{"published", "knownAfter", "PRESUMED", "POSSIBLE", "CERTAIN"}, eachRow(checkKnownAfter), 1},
		{"filter", []string{"claim", "published", "filter", "from", "to", "fits"}, eachRow(checkFilter), 1},
		{"held", []string{"polarity", "modality", "held"}, eachRow(checkHeld), 1},
		{"reliability", []string{"minReliability", "counts"}, eachRow(checkReliability), 1},
		{"order", []string{"claim", "published", "ascending", "descending"}, checkOrder, 1},
		{"fold", []string{"written", "compared as"}, eachRow(checkFold), 1},
		// The entities are read by the check of references.
		{"entities", []string{"id", "names", "codes"}, func(*testing.T, table) {}, 1},
		{"ref", []string{"ref", "answer"}, eachRow(checkRef), 1},
		{"qualifiers", []string{"qualifier", "min", "max", "in", "fit", "do not fit"}, eachRow(checkQualifierFilter), 1},
	}
	seen := map[string]int{}
	for _, tb := range pageTables(t) {
		require.NotEmpty(t, tb.rows, "line %d", tb.line)
		known := false
		for _, c := range checks {
			if tb.has(c.columns...) {
				known = true
				seen[c.name]++
				t.Run(c.name, func(t *testing.T) { c.check(t, tb) })
				break
			}
		}
		assert.True(t, known, "line %d: no check knows the table of %q", tb.line, tb.columns)
	}
	for _, c := range checks {
		assert.Equal(t, c.tables, seen[c.name], "tables of %s", c.name)
	}
}

func eachRow(check func(*testing.T, map[string]string)) func(*testing.T, table) {
	return func(t *testing.T, tb table) {
		for i, row := range tb.rows {
			t.Run("line "+strconv.Itoa(tb.line+2+i), func(t *testing.T) { check(t, row) })
		}
	}
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

func rowValidity(t *testing.T, row map[string]string) knowledge.Validity {
	return validity(t, row["claim"], row["published"], row["coverage to"])
}

func checkBounds(t *testing.T, row map[string]string) {
	v := rowValidity(t, row)
	for column, got := range map[string]edtf.Day{
		"earliestBegin": v.EarliestBegin, "latestBegin": v.LatestBegin, "earliestEnd": v.EarliestEnd, "latestEnd": v.LatestEnd,
	} {
		text := "none"
		if got.IsBounded() {
			text = got.String()
		}
		assert.Equal(t, row[column], text, column)
	}
	if want, ok := row["begin"]; ok {
		assert.Equal(t, want, string(v.Begin), "begin")
		assert.Equal(t, row["end"], string(v.End), "end")
	}
}

func checkRefused(t *testing.T, row map[string]string) {
	i, err := edtf.ParseInterval(row["claim"])
	if err == nil {
		_, err = knowledge.ResolveValidity(i, date(t, row["published"]).Span(), edtf.Date{})
	}
	assert.ErrorContains(t, err, row["refused, for"])
}

func checkAsOf(t *testing.T, row map[string]string) {
	v := rowValidity(t, row)
	assert.Equal(t, row["answer"], answerOf(v.CertaintyAt(date(t, row["asOf"]).Span())))
	st := claim(t, "/..", func(s *knowledge.Statement) { s.Validity = v })
	checkLevels(t, st, row["asOf"], row["answer"])
}

func answerOf(c knowledge.Certainty) string {
	if c == "" {
		return "no"
	}
	return string(c)
}

// checkLevels says that a statement counts at a level and at all that ask for less, and at no other.
func checkLevels(t *testing.T, st *knowledge.Statement, asOf, answer string) {
	least := slices.Index(knowledge.Certainties(), knowledge.Certainty(answer))
	for i, certainty := range knowledge.Certainties() {
		scope := knowledge.Scope{AsOf: date(t, asOf), Certainty: certainty}
		assert.Equal(t, least >= 0 && i >= least, scope.Admits(st), "in a scope with %s", certainty)
	}
	scope := knowledge.Scope{AsOf: date(t, asOf)}
	assert.Equal(t, answer, answerOf(scope.CertaintyOf(st)))
}

func checkWord(t *testing.T, row map[string]string) {
	st := claim(t, row["claim"], func(s *knowledge.Statement) {
		s.Validity, s.Published = validity(t, row["claim"], row["published"], ""), date(t, row["published"]).Span()
	})
	relation, how, _ := strings.Cut(row["the other"], ", ")
	other := claim(t, row["says"], func(s *knowledge.Statement) {
		s.Relation, s.Document = relation, "document:other"
		s.Validity, s.Published = validity(t, row["says"], row["published then"], ""), date(t, row["published then"]).Span()
		switch how {
		case "denied":
			s.Polarity = knowledge.Denied
		case "planned":
			s.Modality = knowledge.Planned
		}
	})
	h := knowledge.NewHorizon(st)
	if relation == st.Relation {
		h.AddSameLink(other)
	} else {
		h.AddEnder(other)
	}
	st.Horizon = h.Horizon(nil)
	checkLevels(t, st, row["asOf"], row["the claim is"])
	unknowing := knowledge.Scope{AsOf: date(t, row["asOf"]), Datasets: []knowledge.ID{"dataset:none"}}
	assert.Equal(t, st.Validity.CertaintyAt(date(t, row["asOf"]).Span()), unknowing.CertaintyOf(st), "a word that the scope does not admit is none")
}

// checkAlive reads the table of lives, and holds claims of those entities against it.
func checkAlive(t *testing.T, tb table) {
	relations := map[string]*knowledge.Relation{
		"FOUNDED": {Name: "FOUNDED", ObjectExistence: knowledge.ExistenceBegins}, "DISSOLVED": {Name: "DISSOLVED", ObjectExistence: knowledge.ExistenceEnds},
		"MEMBER_OF": {Name: "MEMBER_OF"}, "PARTICIPATES_IN": {Name: "PARTICIPATES_IN", ObjectExistence: knowledge.ExistenceSpans},
		"SUCCESSOR_OF": {Name: "SUCCESSOR_OF", SubjectExistence: knowledge.ExistenceNotRequired, ObjectExistence: knowledge.ExistenceNotRequired},
	}
	relation := func(name string) *knowledge.Relation { return relations[name] }
	lives := map[knowledge.ID][]edtf.Span{}
	for _, lt := range pageTables(t) {
		if !lt.has("entity", "lives") {
			continue
		}
		for _, row := range lt.rows {
			e, marks := livesOf(t, row["entity"], row["lives"])
			lives[e.ID] = knowledge.Life(e, marks, relation)
			require.NotNil(t, lives[e.ID], row["entity"])
		}
	}
	eachRow(func(t *testing.T, row map[string]string) {
		st := claim(t, row["claim"], func(s *knowledge.Statement) {
			s.Subject, s.Relation, s.Object = row["subject"], row["relation"], row["object"]
			s.Validity, s.Published = rowValidity(t, row), date(t, row["published"]).Span()
		})
		alive := relations[st.Relation].Alive(st, func(id knowledge.ID) []edtf.Span { return lives[id] })
		st.Horizon = knowledge.NewHorizon(st).Horizon(alive)
		checkLevels(t, st, row["asOf"], row["is then"])
	})(t, tb)
}

// livesOf makes an entity of a row of lives: spells are dated codes, "founded" and "dissolved" claims.
func livesOf(t *testing.T, id knowledge.ID, text string) (*knowledge.Entity, []*knowledge.Statement) {
	e := &knowledge.Entity{ID: id}
	var marks []*knowledge.Statement
	for part := range strings.SplitSeq(strings.ReplaceAll(text, "`", ""), ", ") {
		verb, valid, isClaim := strings.Cut(part, " ")
		if isClaim {
			marks = append(marks, claim(t, valid, func(s *knowledge.Statement) {
				s.Relation, s.Object = strings.ToUpper(verb), id
			}))
			continue
		}
		spell := interval(t, verb)
		e.Identifiers = append(e.Identifiers, knowledge.Identifier{
			Scheme: knowledge.SchemeCOW, Value: "1", ValidFrom: spell.Begin().Date, ValidTo: spell.End().Date,
		})
	}
	return e, marks
}

func checkKnownBy(t *testing.T, row map[string]string) {
	st := claim(t, "1994/..", publishedOn(t, row["published"]))
	for _, certainty := range knowledge.Certainties() {
		scope := knowledge.Scope{KnownBy: knownBy(t, row["knownBy"]), Certainty: certainty}
		assert.Equal(t, row[string(certainty)], yesNo(scope.Admits(st)), certainty)
	}
}

func checkKnownAfter(t *testing.T, row map[string]string) {
	st := claim(t, "1994/..", publishedOn(t, row["published"]))
	for _, certainty := range knowledge.Certainties() {
		scope := knowledge.Scope{KnownAfter: knownBy(t, row["knownAfter"]), Certainty: certainty}
		assert.Equal(t, row[string(certainty)], yesNo(scope.Admits(st)), certainty)
	}
}

func checkFilter(t *testing.T, row map[string]string) {
	var f filter
	span := between(t, row["from"], row["to"])
	switch row["filter"] {
	case "during":
		f.During = span
	case "begins":
		f.Begins = span
	case "ends":
		f.Ends = span
	default:
		t.Fatalf("no filter is called %q", row["filter"])
	}
	m, err := f.Matcher(nil)
	require.NoError(t, err)
	st := claim(t, "/..", func(s *knowledge.Statement) { s.Validity = rowValidity(t, row) })
	assert.Equal(t, row["fits"], yesNo(m.Match(st, "")))
}

func checkHeld(t *testing.T, row map[string]string) {
	require.Contains(t, texts(knowledge.Polarities()), row["polarity"])
	require.Contains(t, texts(knowledge.Modalities()), row["modality"])
	st := claim(t, "1994/..", say(knowledge.Polarity(row["polarity"]), knowledge.Modality(row["modality"])))
	assert.Equal(t, row["held"], yesNo(knowledge.MakeLink(&knowledge.Scope{}, []*knowledge.Statement{st}).Held))
}

func checkReliability(t *testing.T, row map[string]string) {
	var counts []string
	for _, grade := range knowledge.Reliabilities() {
		if grade.AtLeast(knowledge.Reliability(row["minReliability"])) {
			counts = append(counts, string(grade))
		}
	}
	assert.Equal(t, row["counts"], strings.Join(counts, " "))
}

func checkOrder(t *testing.T, tb table) {
	valid := make([]string, len(tb.rows))
	for i, row := range tb.rows {
		require.Equal(t, published, row["published"])
		valid[i] = row["claim"]
	}
	list := claims(t, valid...)
	for column, direction := range map[string]knowledge.SortDirection{"ascending": asc, "descending": desc} {
		ordered := sorted(list, statementKey(knowledge.OrderValidFrom), direction)
		for i, row := range tb.rows {
			assert.Equal(t, row[column], strconv.Itoa(slices.Index(ordered, list[i])+1), "%s, %s", row["claim"], column)
		}
	}
}

func checkFold(t *testing.T, row map[string]string) {
	assert.Equal(t, row["compared as"], knowledge.Fold(row["written"]))
}

// pageEntities are the entities that the page's references are about.
func pageEntities(t *testing.T) []*knowledge.Entity {
	var all []*knowledge.Entity
	for _, tb := range pageTables(t) {
		if !tb.has("id", "names", "codes") {
			continue
		}
		for _, row := range tb.rows {
			require.NoError(t, knowledge.CheckEntityID(row["id"]))
			texts := strings.Split(row["names"], ", ")
			var names []knowledge.Name
			for _, text := range texts[1:] {
				names = append(names, knowledge.Name{Text: text, Kind: knowledge.NameAlias})
			}
			var codes []knowledge.Identifier
			for c := range strings.FieldsSeq(row["codes"]) {
				scheme, value, ok := strings.Cut(c, ":")
				require.True(t, ok, c)
				codes = append(codes, code(scheme, value))
			}
			all = append(all, named(row["id"], texts[0], names, codes...))
		}
	}
	require.NotEmpty(t, all)
	return all
}

func checkRef(t *testing.T, row map[string]string) {
	e, err := lookUp(t, pageEntities(t), row["ref"], nil, "")
	got := "null"
	switch {
	case err != nil:
		_, forms, _ := strings.Cut(err.Error(), "fits several: ")
		got = string(knowledge.CodeOf(err)) + ": " + forms
	case e != nil:
		got = e.ID
	}
	assert.Equal(t, row["answer"], got)
}

// checkQualifierFilter holds which values a filter by a qualifier keeps.
func checkQualifierFilter(t *testing.T, row map[string]string) {
	list := func(column string) (values []string) {
		for value := range strings.SplitSeq(row[column], ", ") {
			if value != "" {
				values = append(values, value)
			}
		}
		return values
	}
	name, kind, _ := strings.Cut(row["qualifier"], ": ")
	definition := &knowledge.QualifierDefinition{Name: name, Type: knowledge.QualifierType(kind)}
	if definition.Type == knowledge.QualifierCode {
		definition.Codes = []knowledge.CodeLabel{{Code: "for"}, {Code: "against"}, {Code: "abstained"}}
	}
	relations := []*knowledge.Relation{{Name: "PARTICIPATES_IN", Qualifiers: []*knowledge.QualifierDefinition{definition}}}
	filter := knowledge.StatementFilter{Qualifiers: []knowledge.QualifierFilter{{Name: name, Min: row["min"], Max: row["max"], In: list("in")}}}
	m, err := filter.Matcher(relations)
	require.NoError(t, err)
	for column, fits := range map[string]bool{"fit": true, "do not fit": false} {
		for _, value := range list(column) {
			read, err := definition.Read(value)
			require.NoError(t, err)
			s := claim(t, "1994/..", func(s *knowledge.Statement) {
				s.Qualifiers = []knowledge.Qualifier{{Name: name, Type: definition.Type, Value: read}}
			})
			assert.Equal(t, fits, m.Match(s, ""), value)
		}
	}
	assert.False(t, m.Match(claim(t, "1994/.."), ""), "what does not give the qualifier")
}
