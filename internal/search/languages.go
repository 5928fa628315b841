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

// english is the default language of descriptions.
const english = "en"

// languages creates and caches the analyzers of languages. Polish is left out: its table would be a twentieth of the whole
// program.
type languages struct {
	mu        sync.Mutex
	cache     *registry.Cache
	analyzers map[string]analysis.Analyzer
}

func newLanguages() *languages {
	return &languages{cache: registry.NewCache(), analyzers: map[string]analysis.Analyzer{}}
}

// baseLanguage returns the language of a BCP 47 tag: `en` for `en-GB`.
func baseLanguage(tag string) string {
	language, _, _ := strings.Cut(strings.ToLower(tag), "-")
	return language
}

// analyzer returns the analyzer of a language; nil if there is none.
func (l *languages) analyzer(language string) analysis.Analyzer {
	l.mu.Lock()
	defer l.mu.Unlock()
	a, ok := l.analyzers[language]
	if !ok {
		// A language without an analyzer has its words, and no stems.
		a, _ = l.cache.AnalyzerNamed(language)
		l.analyzers[language] = a
	}
	return a
}

// stems returns the distinct stems of a text's words, without stop words.
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

// stem returns the stem of a word; it is empty for a stop word. ok is false if the language has no analyzer.
func (l *languages) stem(language, word string) (stem string, ok bool) {
	if l.analyzer(language) == nil {
		return "", false
	}
	if stems := l.stems(language, word); len(stems) > 0 {
		return stems[0], true
	}
	return "", true
}
