package mention

import (
	"testing"

	"entente/internal/knowledge"
	"github.com/stretchr/testify/assert"
)

func trieOf(byName map[string]knowledge.ID) *nameTrie {
	var trie nameTrie
	for name, id := range byName {
		trie.add(name, id)
	}
	return &trie
}

// found returns the mentions of a text as pairs of spelling and entity.
func found(trie *nameTrie, text string, spoken ...knowledge.ID) [][2]string {
	about := map[knowledge.ID]bool{}
	for _, id := range spoken {
		about[id] = true
	}
	var out [][2]string
	for _, m := range find(trie, &knowledge.Document{ID: "document:d", Text: knowledge.Text(text)}, about) {
		out = append(out, [2]string{m.Text, m.Entity})
	}
	return out
}

func TestFind(t *testing.T) {
	trie := trieOf(map[string]knowledge.ID{
		"Georgia": "country:georgia", "Georgian": "country:georgia", "NATO": "alliance:nato", "MAP": "program:map",
		"Turkey": "country:turkey", "Türkiye": "country:turkey", "South Ossetia": "territory:south-ossetia",
		"NATO-Georgia Joint Training and Evaluation Centre": "facility:jtec", "Côte d’Ivoire": "country:ivory-coast",
		"Հայաստան": "country:armenia", "საქართველო": "country:georgia", "U.S.": "country:united-states",
	})
	for name, c := range map[string]struct {
		text string
		want [][2]string
	}{
		"a name":                        {"Georgia aspires.", [][2]string{{"Georgia", "country:georgia"}}},
		"the longest wins":              {"A NATO-Georgia Joint Training and Evaluation Centre opened.", [][2]string{{"NATO-Georgia Joint Training and Evaluation Centre", "facility:jtec"}}},
		"parts where the whole is not":  {"A NATO-Georgia Commission met.", [][2]string{{"NATO", "alliance:nato"}, {"Georgia", "country:georgia"}}},
		"a possessive":                  {"Georgia’s path, NATO's door", [][2]string{{"Georgia", "country:georgia"}, {"NATO", "alliance:nato"}}},
		"a demonym":                     {"Georgian forces", [][2]string{{"Georgian", "country:georgia"}}},
		"case counts":                   {"The map shows a turkey.", nil},
		"no part of a word":             {"Georgians in NATOlike dress", nil},
		"diacritics do not count":       {"Turkiye and Türkiye", [][2]string{{"Turkiye", "country:turkey"}, {"Türkiye", "country:turkey"}}},
		"an apostrophe within":          {"In Cote d'Ivoire", [][2]string{{"Cote d'Ivoire", "country:ivory-coast"}}},
		"other scripts":                 {"Հայաստան, საქართველო", [][2]string{{"Հայաստան", "country:armenia"}, {"საქართველო", "country:georgia"}}},
		"an abbreviation with dots":     {"The U.S. agreed.", [][2]string{{"U.S", "country:united-states"}}},
		"a name is not over a comma":    {"In the South, Ossetia", nil},
		"a name is not over a line end": {"South\nOssetia", nil},
		"a name over a no-break space":  {"South\u00a0Ossetia", [][2]string{{"South\u00a0Ossetia", "territory:south-ossetia"}}},
		"nothing":                       {"", nil},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, c.want, found(trie, c.text)) })
	}
}

func TestFind_ANameOfSeveral_IsTheOneThatTheDocumentSpeaksOf(t *testing.T) {
	var trie nameTrie
	trie.add("Georgia", "country:georgia")
	trie.add("Georgia", "territory:georgia-us")
	assert.Nil(t, found(&trie, "Georgia"), "nobody is said to be named")
	assert.Equal(t, [][2]string{{"Georgia", "country:georgia"}}, found(&trie, "Georgia", "country:georgia"))
	assert.Nil(t, found(&trie, "Georgia", "country:georgia", "territory:georgia-us"))
}

func TestFind_PlacesAreCodePoints(t *testing.T) {
	trie := trieOf(map[string]knowledge.ID{"NATO": "alliance:nato"})
	mentions := find(trie, &knowledge.Document{ID: "document:d", Text: "ö🇬🇪 NATO – NATO"}, nil)
	text := knowledge.Text("ö🇬🇪 NATO – NATO")
	assert.Len(t, mentions, 2)
	for _, m := range mentions {
		cut, ok := knowledge.Slice(string(text), m.Start, m.End)
		assert.True(t, ok)
		assert.Equal(t, m.Text, cut)
		assert.Equal(t, knowledge.MentionID("document:d", m.Start, m.End), m.ID)
	}
}
