package search

import (
	"slices"
	"strings"
	"sync"

	"entente/internal/knowledge"
	"github.com/blevesearch/bleve/v2/analysis"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/ar" // each brings a language's stemmer and stop words
	_ "github.com/blevesearch/bleve/v2/analysis/lang/bg"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/ckb"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/da"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/de"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/en"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/es"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/fa"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/fi"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/fr"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/hi"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/hr"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/hu"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/it"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/nl"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/no"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/pt"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/ro"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/ru"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/sv"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/tr"
	"github.com/blevesearch/bleve/v2/registry"
)

// english is the language of names and descriptions where nothing else is said.
const english = "en"

// languages gives the analyzer of each language, made when it is first asked for. Polish is left out: its table would be a
// twentieth of the whole program.
type languages struct {
	mu    sync.Mutex
	cache *registry.Cache
	made  map[string]analysis.Analyzer
}

func newLanguages() *languages {
	return &languages{cache: registry.NewCache(), made: map[string]analysis.Analyzer{}}
}

// base is the language that a BCP 47 tag begins with: `en` for `en-GB`.
func base(tag string) string {
	language, _, _ := strings.Cut(strings.ToLower(tag), "-")
	return language
}

// analyzer gives a language's analyzer; nil where there is none.
func (l *languages) analyzer(language string) analysis.Analyzer {
	l.mu.Lock()
	defer l.mu.Unlock()
	made, ok := l.made[language]
	if !ok {
		// A language without an analyzer has its words, and no stems.
		made, _ = l.cache.AnalyzerNamed(language)
		l.made[language] = made
	}
	return made
}

// stems are the stems of a text's words that carry meaning, each once.
func (l *languages) stems(language, text string) []string {
	a := l.analyzer(language)
	if a == nil {
		return nil
	}
	var out []string
	for _, token := range a.Analyze([]byte(text)) {
		if stem := knowledge.Fold(string(token.Term)); stem != "" {
			out = append(out, stem)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// stem gives a word's stem. ok is false where the language has no analyzer; a stop word has none.
func (l *languages) stem(language, word string) (stem string, ok bool) {
	if l.analyzer(language) == nil {
		return "", false
	}
	if stems := l.stems(language, word); len(stems) > 0 {
		return stems[0], true
	}
	return "", true
}
