package search

import (
	"net/url"
	"path"
	"regexp"
	"strings"
)

// address matches a text that is a web address, with or without its scheme.
var address = regexp.MustCompile(`^(?i)(?:https?://|www\.|[a-z0-9-]+(?:\.[a-z0-9-]+)+/)\S+$`)

// code matches a text that is a scheme, a colon and a value: `wd:Q230`, `country:South Ossetia`.
var code = regexp.MustCompile(`^(?i)\s*([a-z][a-z0-9_-]*):(\S.*)$`)

// meanings returns the texts that a query's text may stand for, the likeliest first: itself; and the parts of a web address that may name
// a thing, or the value of a code whose scheme is unknown. The last is to be searched for if none of them is known.
func meanings(text string) []string {
	trimmed := strings.Trim(strings.TrimSpace(text), "<>\"'“”«»()[],;")
	if address.MatchString(trimmed) {
		return append([]string{text}, addressParts(trimmed)...)
	}
	if m := code.FindStringSubmatch(text); m != nil {
		return []string{text, m[2]}
	}
	return []string{text}
}

// addressParts returns the parts of a web address that may name a thing: those of its query and its path, the last first, each as
// words; the host without its first and last part where there are no others.
func addressParts(text string) []string {
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	if err != nil {
		return nil
	}
	var parts []string
	segments := strings.Split(strings.Trim(u.Path, "/"), "/")
	for i := len(segments) - 1; i >= 0; i-- {
		if s := segments[i]; s != "" {
			_, value, ok := strings.Cut(s, ":") // a namespace, as in Special:EntityData
			if stem := strings.TrimSuffix(s, path.Ext(s)); stem != s && stem != "" {
				parts = append(parts, asWords(stem))
			}
			parts = append(parts, asWords(s))
			if ok {
				parts = append(parts, asWords(value))
			}
		}
	}
	for _, key := range []string{"id", "ids", "title", "q", "search", "entity", "code"} {
		if value := u.Query().Get(key); value != "" {
			parts = append([]string{asWords(value)}, parts...)
		}
	}
	if len(parts) == 0 {
		labels := strings.Split(strings.TrimPrefix(u.Hostname(), "www."), ".")
		parts = append(parts, strings.Join(labels[:max(1, len(labels)-1)], " "))
	}
	return parts
}

// asWords writes a part of an address as words.
func asWords(part string) string { return strings.NewReplacer("_", " ", "+", " ").Replace(part) }
