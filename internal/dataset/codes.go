package dataset

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"entente/internal/knowledge"
)

// withScheme says how a code is written.
const withScheme = "a code stands with its scheme, as cow:372"

// isCode says whether a text is a code with a scheme that all graphs know.
func isCode(text string) bool {
	scheme, _, found := strings.Cut(text, ":")
	return found && knowledge.IsScheme(scheme)
}

// codeHint names the codes that a text is likely meant to be, written with their schemes, each with who has it; "" where there is none.
func (r *reader) codeHint(text string) string {
	var likely []string
	for _, code := range likelyCodes(text) {
		found := r.lookUp(code)
		if len(found) == 0 || slices.ContainsFunc(likely, func(l string) bool { return strings.HasPrefix(l, code+" ") }) {
			continue
		}
		likely = append(likely, code+" for "+firstOf(entitiesOf(found, always())))
	}
	if likely == nil {
		return ""
	}
	return "write " + listed(likely, "or")
}

// likelyCodes gives the codes with their schemes that a text may be: one in another form, an address of Wikidata, or a bare code.
func likelyCodes(text string) []string {
	if q := wikidataID(text); q != "" {
		return []string{knowledge.SchemeWikidata + ":" + q}
	}
	if scheme, value, found := strings.Cut(text, ":"); found {
		scheme, value = strings.ToLower(strings.TrimSpace(scheme)), strings.TrimSpace(value)
		if !knowledge.IsScheme(scheme) {
			return nil
		}
		return []string{scheme + ":" + value, scheme + ":" + padded(value), scheme + ":" + strings.TrimLeft(value, "0")}
	}
	var all []string
	for _, form := range schemeForms {
		for _, value := range []string{text, padded(text)} {
			if form.form.MatchString(value) {
				all = append(all, form.scheme+":"+value)
			}
		}
	}
	return all
}

// padded gives a number of one or two digits with three, as ISO and the UN write it, and without the .0 that some tables write.
func padded(value string) string {
	value = strings.TrimSuffix(value, ".0")
	if isDigits(value) && len(value) < 3 {
		return strings.Repeat("0", 3-len(value)) + value
	}
	return value
}

// wikidataID gives the id of Wikidata that its address, or the id in small letters, stands for; "" for any other text.
func wikidataID(text string) string {
	if u, err := url.Parse(text); err == nil && strings.HasSuffix(u.Host, "wikidata.org") {
		text = path.Base(u.Path)
	}
	if text = strings.ToUpper(text); len(text) > 1 && text[0] == 'Q' && isDigits(text[1:]) {
		return text
	}
	return ""
}

// formHint writes a code in the form of its scheme where it is clear which is meant, else "".
func formHint(form schemeForm, value string) string {
	for _, likely := range []string{strings.ToUpper(strings.TrimSpace(value)), padded(value), strings.TrimSuffix(value, ".0"), strings.TrimLeft(value, "0"), wikidataID(value)} {
		if likely != value && form.form.MatchString(likely) {
			return "write " + likely
		}
	}
	return ""
}

// schemeHint names the scheme that another name is likely meant to be, else it lists those that there are.
func schemeHint(name string) string {
	var known []string
	for _, s := range schemeForms {
		known = append(known, s.scheme)
	}
	plain := strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(name))
	if slices.Contains(known, plain) {
		return fmt.Sprintf("did you mean %s?", plain)
	}
	if hint := didYouMean(name, known); hint != "" {
		return hint
	}
	return "those that it knows are " + listed(known, "and")
}
