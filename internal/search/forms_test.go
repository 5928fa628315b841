package search_test

import (
	"strings"
	"testing"

	"entente/internal/knowledge"
	"entente/internal/search"
	"entente/internal/search/toponym"
	"entente/internal/store"
	"entente/internal/store/storetest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSearch_Highlight_MarksWithinARun(t *testing.T) {
	for text, want := range map[string]string{
		"サウスジョージア":      "<mark>サウスジョージア</mark>・サウスサンドウィッチ諸島",
		"ประเทศฮังการี": "<mark>ฮังการี</mark>",
		"格魯吉亞共和國":       "<mark>格鲁吉亚</mark>",
		"الکویت":        "<mark>الكويت</mark>",
	} {
		found, err := ofSeed(t).Search(t.Context(), search.Query{Text: text}, store.Page{Limit: 1})
		require.NoError(t, err)
		require.Len(t, found.Rows, 1, text)
		assert.Equal(t, want, found.Rows[0].Highlight(), text)
	}
}

func TestSearch_WordLimit_CountsWordsAsPeopleDo(t *testing.T) {
	for name, tt := range map[string]struct {
		text  string
		words string // that the error counts; empty where there is none
	}{
		"a sentence in Thai":            {strings.Repeat("เกาะเซาท์จอร์เจีย", 18), ""},
		"a sentence in Chinese":         {strings.Repeat("中华人民共和国", 40), ""},
		"syllables of Tibetan":          {strings.Repeat("འབྲུག་", 40), ""},
		"words with apostrophes":        {strings.Repeat("l'Allemagne ", search.MaxWords-1), ""},
		"as many as may be":             {strings.Repeat("Georgia ", search.MaxWords), ""},
		"one more":                      {strings.Repeat("Georgia ", search.MaxWords+1), "33 words"},
		"one word of many apostrophes":  {strings.Repeat("a'", 200) + "a", "words"},
		"Thai with spaces between them": {strings.Repeat("ไทย ", search.MaxWords+1), "33 words"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ofSeed(t).Search(t.Context(), search.Query{Text: tt.text}, store.Page{Limit: 1})
			if tt.words == "" {
				assert.NoError(t, err)
				return
			}
			assert.Equal(t, knowledge.LimitExceeded, knowledge.CodeOf(err))
			assert.ErrorContains(t, err, tt.words)
		})
	}
}

func TestSearch_DocumentByItsAddress(t *testing.T) {
	const page = "document:natos-relations-with-georgia"
	s := empty(t)
	apply(t, s, storetest.Put(&knowledge.Dataset{ID: "dataset:d", Title: "D", License: "CC0-1.0", Version: "1"}),
		storetest.Put(&knowledge.Document{ID: page, Title: "A page", URL: "https://www.example.org/topics/38988.htm?lang=en", Dataset: "dataset:d",
			Publisher: "A publisher", RetrievedOn: mustDate(t, "2026-01-01"), Reliability: knowledge.ReliabilityB, Language: "en"}))
	x := newest(t, s)
	assert.Equal(t, []knowledge.ID{page}, find(t, x, "https://www.example.org/topics/38988.htm?lang=en"))
	assert.Empty(t, find(t, x, "www"), "the words of an address say nothing")
}

func TestNearest_HasSomethingForAnyWord(t *testing.T) {
	x := ofSeed(t)
	for _, text := range []string{"xyzzyplugh", "Ⴟ", "жщъ", "ჯჯჯჯ", "ฮฮฮ", "彁彁", "12345678", "cow:9999", "nonsense:ჯჯ", "🇬🇪 z", "https://example.invalid/qqqq"} {
		assert.NotEmpty(t, x.Nearest(text, nil, 5), text)
		assert.Len(t, x.Nearest(text, []knowledge.EntityKind{knowledge.KindAlliance}, 1), 1, text)
	}
	assert.Empty(t, x.Nearest("???", nil, 5), "it has no word")
	assert.Equal(t, x.Nearest("Gruzja!", nil, 5), newest(t, seeded(t)).Nearest("Gruzja!", nil, 5), "the order is the same each time")
}

func TestToponyms_AreWellFormed(t *testing.T) {
	for code, want := range map[string]string{"US": "США", "TH": "ราชอาณาจักรไทย", "GR": "Ελληνική Δημοκρατία", "XK": "Косово", "150": "Europa", "EU": "Европейский союз", "NA": "جمهورية ناميبيا", "ES": "Reino de España"} {
		assert.Contains(t, toponym.Names(code), want)
	}
	assert.Nil(t, toponym.Names("SU"))
	assert.NotContains(t, toponym.Names("FR"), "la République française", "articles are left out")
}
