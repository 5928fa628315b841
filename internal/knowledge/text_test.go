package knowledge_test

import (
	"strings"
	"testing"
	"unicode"

	"entente/internal/knowledge"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"Türkiye": "turkiye", "TURKIYE": "turkiye", "turkiye": "turkiye", "TÜRKİYE": "turkiye", "İstanbul": "istanbul", "ISTANBUL": "istanbul",
		"Iğdır": "igdir", "IĞDIR": "igdir", "Azərbaycan": "azərbaycan", "AZƏRBAYCAN": "azərbaycan",
		"ΑΘΗΝΑ": "αθηνα", "Αθήνα": "αθηνα", "Κύπρος": "κυπροσ", "ΚΎΠΡΟΣ": "κυπροσ",
		"Հայաստան": "հայաստան", "ՀԱՅԱՍՏԱՆ": "հայաստան", "Երևան": "երեւան", "ԵՐԵՒԱՆ": "երեւան",
		"საქართველო": "საქართველო", "ᲡᲐᲥᲐᲠᲗᲕᲔᲚᲝ": "საქართველო",
		"Straße": "strasse", "STRASSE": "strasse", "STRAẞE": "strasse",
		"Россия": "россия", "РОССИЯ": "россия", "Україна": "украіна", "Йемен": "иемен",
		"Côte": "cote", "Co\u0302te": "cote", "Łódź": "łodz", "ﬁn": "fin", "ＮＡＴＯ": "nato", "Ⅳ": "iv",
		"ᏣᎳᎩ": "ꮳꮃꭹ", "ꮳꮃꭹ": "ꮳꮃꭹ", "中国": "中国", "대한민국": "대한민국",
		"": "", " ": "", "  New \t York\u00a0\n": "new york", "nato": "nato", "a  b": "a b", " a": "a", "a ": "a",
	} {
		assert.Equal(t, want, knowledge.Fold(text), "%q", text)
	}
}

func TestFoldedStaysFolded(t *testing.T) {
	r := newRand(t)
	var letters []rune
	for c := rune(1); c <= unicode.MaxRune; c++ {
		if unicode.IsLetter(c) && (unicode.IsUpper(c) || unicode.IsLower(c) || r.IntN(50) == 0) {
			letters = append(letters, c)
		}
	}
	for _, c := range letters {
		folded := knowledge.Fold("a" + string(c))
		require.Equal(t, folded, knowledge.Fold(folded), "%U", c)
		require.Equal(t, folded, knowledge.Fold("A"+strings.ToUpper(string(c))), "%U and its capital", c)
		require.Equal(t, folded, knowledge.Fold(strings.ToLower("A"+string(c))), "%U and its small letter", c)
	}
	for range 2000 {
		text := strings.Map(func(c rune) rune { return pick(r, c, 'ı', ' ', '\t', '\u0301', 0xfffd, 'x', '-') }, "abcdef")
		folded := knowledge.Fold(text)
		require.Equal(t, folded, knowledge.Fold(folded), "%q", text)
		require.Equal(t, folded, knowledge.Fold(strings.ToUpper(text)), "%q", text)
	}
}

func TestFoldInvalidUTF8DoesNotPanic(t *testing.T) {
	assert.Equal(t, "a\ufffdb", knowledge.Fold("A\xffb"))
}

func TestNFC(t *testing.T) {
	for text, want := range map[string]string{"Co\u0302te": "Côte", "\u212b": "Å"} {
		got, changed := knowledge.NFC(text)
		assert.Equal(t, want, got)
		assert.True(t, changed)
	}
	for _, text := range []string{"", "Côte", "ﬁn", "საქართველო"} {
		got, changed := knowledge.NFC(text)
		assert.Equal(t, text, got, "kept as given")
		assert.False(t, changed)
	}
}

func TestSlice(t *testing.T) {
	const text = "ab😀é"
	for _, tt := range []struct {
		start, end int
		want       string
		ok         bool
	}{
		{0, 4, text, true}, {0, 0, "", true}, {4, 4, "", true}, {2, 3, "😀", true}, {3, 4, "é", true}, {2, 2, "", true}, {0, 1, "a", true},
		{0, 5, "", false}, {5, 5, "", false}, {-1, 2, "", false}, {3, 2, "", false}, {-2, -1, "", false},
	} {
		got, ok := knowledge.Slice(text, tt.start, tt.end)
		assert.Equal(t, tt.ok, ok, "%d to %d", tt.start, tt.end)
		assert.Equal(t, tt.want, got, "%d to %d", tt.start, tt.end)
	}
	empty, ok := knowledge.Slice("", 0, 0)
	assert.True(t, ok)
	assert.Empty(t, empty)
}

func TestSliceCountsCodePoints(t *testing.T) {
	r := newRand(t)
	for range 500 {
		all := make([]rune, r.IntN(8))
		for i := range all {
			all[i] = pick(r, 'a', 'é', 'ქ', '😀', '\u0301')
		}
		start, end := r.IntN(10)-1, r.IntN(10)-1
		got, ok := knowledge.Slice(string(all), start, end)
		require.Equal(t, 0 <= start && start <= end && end <= len(all), ok, "%q %d %d", string(all), start, end)
		if ok {
			require.Equal(t, string(all[start:end]), got)
		}
	}
}

func TestFoldJoinsApostrophesAndKeepsMarksThatAreLetters(t *testing.T) {
	assert.Equal(t, knowledge.Fold("Cote d'Ivoire"), knowledge.Fold("CÔTE D’IVOIRE"))
	assert.NotEqual(t, knowledge.Fold("か"), knowledge.Fold("が"), "a voicing mark makes another letter")
	assert.NotEqual(t, knowledge.Fold("हिन्द"), knowledge.Fold("हन्द"), "a vowel sign is a letter")
	assert.Equal(t, knowledge.Fold("مُحَمَّد"), knowledge.Fold("محمد"), "vowel points are often left out")
}

// What is ASCII folds as it would with a letter beside it that is not.
func TestFoldOfASCII_IsThatOfAllElse(t *testing.T) {
	for c := range 128 {
		text := "A " + string(rune(c)) + " b"
		assert.Equal(t, strings.TrimSuffix(knowledge.Fold(text+" ж"), " ж"), knowledge.Fold(text), "%q", text)
	}
}

func TestPlainKeepsCaseAndBlanks(t *testing.T) {
	assert.Equal(t, "Turkiye  d'Ivoire fi", knowledge.Plain("Türkiye  d’Ivoire ﬁ"))
}
