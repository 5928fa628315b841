// Package toponym has the names of countries, territories and regions in the languages of the world: those of Unicode's Common
// Locale Data Repository with its short and variant forms, the short and formal names of the United Nations' terminology in its six
// languages, and those that states have in their own languages, as the United Nations Group of Experts on Geographical Names lists
// them. They are names to find things by, and no claims.
//
// Start at Names. The names are made by its generate command from these sources, each under a licence that allows it:
//
//   - npm cldr-localenames-full 48.2.0, all locales; Unicode-3.0, see LICENSE-unicode.txt
//   - the data package country-codes, commit caa72d1e0e5af8876c170bb36a9e4d64a01bba88, its columns UNTERM and official_name; Open
//     Data Commons Public Domain Dedication
//   - endonyms.tsv, written down from the United Nations' document E/CONF.105/13/CRP.13 (2017), "UNGEGN List of Country Names", its
//     rows "National Official", as read in the text of EvanCarroll/UNGEGN_PDF_PARSER on GitHub (commit
//     1dbe603ef016bb8f9b80ce8c95f79f15c88e2fa8). Left out is what that text has only as pictures or with its letters out of order,
//     which is most names in the scripts of Arabic, Burmese, Ethiopic, Khmer, Sinhala and Thaana; three names in Arabic and Hebrew
//     script (Iran, Israel, Pakistan) are added from common usage. North Macedonia's name there is out of date, and left out
package toponym

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"strings"
	"sync"
)

// packed is a line for each code: the code and its names, separated by tabs, in the order of codes. It is made anew, from CLDR and a table
// of country codes that are fetched by hand, by
//
//	go run ./generate -cldr DIR -codes FILE
//
//go:embed names.tsv.gz
var packed []byte

// Names returns the names of a country or territory by its letters of ISO 3166-1 (`GE`) or those that users assign (`XK`), of a
// region by its number of UN M49 (`150`), and of the European Union and the United Nations (`EU`, `UN`): the official names first,
// then the others in the order of their locales' tags, in NFC, each once. It returns nil for other codes. The first call unpacks all
// names, which takes some milliseconds. The slice must not be changed.
func Names(code string) []string { return unpacked()[code] }

var unpacked = sync.OnceValue(func() map[string][]string {
	names, err := unpack(packed)
	if err != nil {
		panic(fmt.Sprintf("toponym: the embedded names: %v", err))
	}
	return names
})

// unpack reads the lines of a packed file.
func unpack(data []byte) (map[string][]string, error) {
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	names := map[string][]string{}
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		names[cells[0]] = cells[1:]
	}
	return names, nil
}
