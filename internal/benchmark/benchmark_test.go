package benchmark

import (
	"io"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"entente/graph"
	"entente/internal/edtf"
	"entente/internal/knowledge"
	"entente/internal/store/memstore"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDraw_HasTheShapeOfICEWS(t *testing.T) {
	facts := Draw()
	assert.Len(t, facts.Entities, drawnEntities)
	assert.Len(t, facts.Relations, drawnRelations)
	assert.Len(t, facts.Facts, drawnFacts)
	assert.Equal(t, facts.Facts, Draw().Facts, "always the same")
}

// few are facts of which one says the same as another, and two entities whose names make the same words.
func few(t testing.TB) *Facts {
	day, err := edtf.ParseDate("2014-03-18")
	require.NoError(t, err)
	return &Facts{
		Source:    "few",
		Entities:  []Entity{{"Türkiye", true}, {"Turkiye", false}, {"NATO (the alliance)", false}},
		Relations: []string{"Make statement", "Express intent to engage in diplomatic cooperation (such as policy support, and much else)"},
		Facts:     []Fact{{0, 0, 1, day, "line 2"}, {0, 0, 1, day, "line 3"}, {1, 1, 2, day, "line 4"}},
	}
}

func TestLoad_DropsAndCountsDuplicates(t *testing.T) {
	s := memstore.New()
	loaded, err := Load(t.Context(), s, few(t))
	require.NoError(t, err)
	assert.Equal(t, Loaded{Entities: 3, Relations: 2, Statements: 2, Duplicates: 1}, loaded)
	found, err := s.Entities(t.Context(), 0, []knowledge.ID{"country:turkiye-0", "actor:turkiye-1", "actor:nato-the-alliance-2"})
	require.NoError(t, err)
	for i, e := range found {
		require.NotNil(t, e, i)
		assert.Equal(t, few(t).Entities[i].Name, e.Name)
	}
	relations, err := s.Relations(t.Context(), 0)
	require.NoError(t, err)
	assert.Equal(t, "EXPRESS_INTENT_TO_ENGAGE_IN_DIPLOMATIC_COOPERATION", relations[0].Name)
	assert.Equal(t, "MAKE_STATEMENT", relations[1].Name)
}

func TestLoad_RefusesLabelsOfOneName(t *testing.T) {
	facts := few(t)
	facts.Relations[1] = "make: statement!"
	_, err := Load(t.Context(), memstore.New(), facts)
	require.ErrorContains(t, err, `"make: statement!" and "Make statement" make one name`)
}

func TestRead_SaysWhichLineIsWrong(t *testing.T) {
	folder := t.TempDir()
	_, err := Read(folder)
	require.ErrorContains(t, err, entitiesFile)
	require.NoError(t, os.WriteFile(filepath.Join(folder, entitiesFile), []byte("0\tChina\n2\tIran\n"), 0o600))
	_, err = Read(folder)
	require.ErrorContains(t, err, entitiesFile+", line 2: number 2 where 1 is due")
}

// TestRead_TheFactsOfICEWS reads them where somebody has them.
func TestRead_TheFactsOfICEWS(t *testing.T) {
	const folder = "../../../shared/data/icews14"
	if _, err := os.Stat(folder); err != nil {
		t.Skip("needs the facts of ICEWS 2014 in " + folder)
	}
	facts, err := Read(folder)
	require.NoError(t, err)
	assert.Len(t, facts.Entities, drawnEntities)
	assert.Len(t, facts.Relations, drawnRelations)
	assert.Len(t, facts.Facts, drawnFacts)
	countries := 0
	for _, e := range facts.Entities {
		if e.IsCountry {
			countries++
		}
	}
	assert.Equal(t, drawnCountries, countries)
}

// TestAsks_AreAnswered asks every question with the values of its pool: none has an error, and each has its rows.
func TestAsks_AreAnswered(t *testing.T) {
	s, facts := memstore.New(), Draw()
	_, err := Load(t.Context(), s, facts)
	require.NoError(t, err)
	h, err := graph.NewHandler(s, graph.DefaultLimits(), slog.New(slog.NewTextHandler(io.Discard, nil)))
	require.NoError(t, err)
	server := httptest.NewServer(h)
	defer server.Close()
	busiest, err := facts.Busiest(12)
	require.NoError(t, err)
	var names []any
	for _, name := range busiest {
		names = append(names, name)
	}
	plan := Plan{Point: {"other": {Pool: map[string][]any{"n": names}}}}
	assert.Equal(t, names, plan.Names())
	asks, err := Asks(t.Context(), server.URL, names)
	require.NoError(t, err)
	plan.Merge(asks)
	require.Len(t, plan, 4)
	assert.Len(t, plan[Point], 3, "the other's, and both of this project")
	for question, rows := range map[string]int{Point: 0, Recent: 50, TwoHop: 20 + 20*20, List: 1000} {
		for _, name := range []string{Server, BothEnds} {
			a := plan[question][name]
			for variable, values := range a.Pool {
				require.Len(t, values, len(names))
				a.Variables = map[string]any{variable: values[0]}
				var data any
				require.NoError(t, ask(t.Context(), a, &data), question)
				assert.Equal(t, rows, count(data, "validFrom"), question)
			}
		}
	}
	first, second := plan[List][Server].Pool["after"][0], plan[List][Server].Pool["after"][1]
	assert.Nil(t, first, "the front of the list")
	assert.NotEmpty(t, second)
}

// count counts a key in an answer.
func count(data any, key string) (n int) {
	switch v := data.(type) {
	case map[string]any:
		for k, below := range v {
			if k == key {
				n++
			}
			n += count(below, key)
		}
	case []any:
		for _, below := range v {
			n += count(below, key)
		}
	}
	return n
}
