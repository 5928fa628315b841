package dataset

import (
	"regexp"
	"slices"
	"strings"

	"entente/internal/knowledge"

	"github.com/agnivade/levenshtein"
	"github.com/github/go-spdx/v2/spdxexp"
	"github.com/github/go-spdx/v2/spdxexp/spdxlicenses"
)

// license gives an SPDX licence expression, as written.
func (r *record) license(key string) string {
	expression := r.text(key, MaxName)
	if expression == "" {
		return ""
	}
	if ok, _ := spdxexp.ValidateLicenses([]string{expression}); ok {
		return expression
	}
	message := quoted(expression) + " is no SPDX licence expression"
	hint := licenseHint(expression)
	if word := unknownLicense(expression); hint == "" && word != "" && word != expression {
		message += ": " + quoted(word) + " is no licence"
		hint = licenseHint(word)
	}
	if hint == "" {
		hint = "https://spdx.org/licenses lists them; a licence of your own is LicenseRef-name"
	}
	r.fail(r.valueAt(key), UnknownLicense, message, hint)
	return ""
}

// unknownLicense gives the first word of an expression that is neither a licence nor an operator; "" where there is none.
func unknownLicense(expression string) string {
	for _, word := range strings.FieldsFunc(expression, func(c rune) bool { return c == '(' || c == ')' || c == ' ' }) {
		if !isLicenseWord(word) {
			return word
		}
	}
	return ""
}

// isLicenseWord reports whether a word may be part of an expression: a licence, an exception, an operator.
func isLicenseWord(word string) bool {
	if exception, _ := spdxlicenses.IsException(word); exception || word == "AND" || word == "OR" || word == "WITH" {
		return true
	}
	ok, _ := spdxexp.ValidateLicenses([]string{word})
	return ok
}

// maxVersions is how many versions of a licence a hint names.
const maxVersions = 4

// licenseHint names the licences that a text is likely meant to be, "" where none is. Another licence, or another version of one, is a mistake
// that nobody would see, so a text that names no version is answered with those that there are, and one with a version only with that.
func licenseHint(text string) string {
	if address := creativeCommons.FindStringSubmatch(strings.ToLower(text)); address != nil {
		text = "cc-" + address[1] + "-" + address[2]
	}
	plain, version := plainLicense(text)
	var same, versions, family, near []string
	for _, id := range spdxlicenses.GetLicenses() {
		other, itsVersion := plainLicense(id)
		switch {
		case other == plain && sameVersion(version, itsVersion):
			same = append(same, id)
		case other == plain && version == "":
			versions = append(versions, id)
		case strings.HasPrefix(strings.ToLower(id), strings.ToLower(text)+"-"):
			family = append(family, id)
		case version == itsVersion && isNearly(plain, other):
			near = append(near, id)
		}
	}
	newestFirst := func(ids []string) []string {
		slices.SortFunc(ids, func(a, b string) int { return strings.Compare(b, a) })
		return ids[:min(len(ids), maxVersions)]
	}
	switch {
	case len(same) == 1:
		return "did you mean " + same[0] + "?"
	case len(same) > 1:
		return "did you mean " + listed(newestFirst(same), "or") + "?"
	case len(versions) == 1:
		return "did you mean " + versions[0] + "?"
	case len(versions) > 0:
		return "say which version: " + listed(newestFirst(versions), "or")
	case len(family) > 0:
		return "say which: " + listed(newestFirst(family), "or")
	case len(near) == 1:
		return "did you mean " + near[0] + "?"
	}
	return wordsForLicenses(knowledge.Fold(text))
}

// wordsForLicenses says what to write for what people say where there is no licence of that name.
func wordsForLicenses(text string) string {
	switch strings.Trim(text, " .") {
	case "public domain", "pd", "in the public domain":
		return "write CC0-1.0 or PDDL-1.0 where it was given to the public domain, else LicenseRef-public-domain"
	case "proprietary", "all rights reserved", "copyright", "unknown", "none", "n/a", "no license", "no licence", "closed", "restricted", "?":
		return "a licence of your own, or none, is LicenseRef-name, as LicenseRef-all-rights-reserved"
	}
	if strings.ContainsAny(text, ",;/+&") {
		return "write A AND B where both hold, A OR B where one may choose"
	}
	return ""
}

// creativeCommons matches the address of a licence, with its name and its version.
var creativeCommons = regexp.MustCompile(`creativecommons\.org/(?:licenses|publicdomain)/([a-z-]+)/(\d\.\d)`)

var (
	licenseVersion = regexp.MustCompile(`[^0-9a-z]v?(\d+(?:\.\d+)*)|([a-z])v?(\d+(?:\.\d+)*)$`)
	notInLicense   = regexp.MustCompile(`[^a-z0-9]+`)
)

// plainLicense takes a licence's name apart: its letters, without what its versions and variants have in their names and people leave out,
// and the version, "" where it has none.
func plainLicense(text string) (letters, version string) {
	text = strings.ToLower(text)
	for _, w := range [][2]string{
		{"creative commons", "cc"}, {"attribution", "by"}, {"noncommercial", "nc"}, {"non-commercial", "nc"}, {"sharealike", "sa"}, {"share-alike", "sa"},
		{"share alike", "sa"}, {"noderivatives", "nd"}, {"noderivs", "nd"}, {"no derivatives", "nd"}, {"international", ""}, {"unported", ""}, {"gnu ", ""},
		{"general public", "gpl"}, {"licence", ""}, {"license", ""}, {"version", ""}, {"the ", ""}, {"cc-zero", "cc0"}, {"cc zero", "cc0"}, {"cc-0", "cc0"}, {"cc 0", "cc0"},
		{"-only", ""}, {"-or-later", ""}, {"universal", ""}, {"public domain dedication", ""},
	} {
		text = strings.ReplaceAll(text, w[0], w[1])
	}
	text = strings.TrimSuffix(strings.TrimSpace(text), "+")
	if m := licenseVersion.FindStringSubmatchIndex(strings.Replace(text, "cc0", "ccz", 1)); m != nil {
		from, to := m[2], m[3]
		if from < 0 {
			from, to = m[6], m[7]
		}
		version = text[from:to]
		text = strings.TrimSuffix(text[:from], "v") + text[to:]
	}
	return notInLicense.ReplaceAllString(text, ""), version
}

// sameVersion says whether two versions are one: 4 is 4.0.
func sameVersion(a, b string) bool {
	return strings.TrimSuffix(a, ".0") == strings.TrimSuffix(b, ".0")
}

// isNearly says whether two names of licences differ by a letter, or two of a long one.
func isNearly(a, b string) bool {
	const short, long = 4, 10
	if len(a) < short || len(b) < short {
		return false
	}
	d := levenshtein.ComputeDistance(a, b)
	return d == 1 || d == 2 && len(a) >= long
}
