package knowledge

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// ID is a global, stable and readable identifier of the form `kind:slug`, both of [a-z0-9-]: `country:georgia`,
// `dataset:south-caucasus`, `relation:member-of`. Statements, links and mentions have a hash or a place for a slug.
// An id never changes once it was given.
type ID = string

// The prefixes of ids that are not entities'. Entity ids begin with their kind (see EntityKind).
const (
	DatasetPrefix   = "dataset"
	DocumentPrefix  = "document"
	RelationPrefix  = "relation"
	StatementPrefix = "statement"
	LinkPrefix      = "link"
	MentionPrefix   = "mention"
	RevisionPrefix  = "revision"
)

// MaxIDLength bounds an id, in bytes, so that no request can make a store carry a huge key.
const MaxIDLength = 200

// SplitID takes an id apart. ok is false where it is not of the form `kind:slug`.
func SplitID(id ID) (prefix, slug string, ok bool) {
	prefix, slug, ok = strings.Cut(id, ":")
	return prefix, slug, ok && len(id) <= MaxIDLength && isSlug(prefix) && isSlug(slug)
}

// CheckID says what is wrong with an id that should have one of the prefixes; with none given, any prefix passes.
// The error is a *Error with the code BadID.
func CheckID(id ID, prefixes ...string) error {
	prefix, _, ok := SplitID(id)
	switch {
	case !ok:
		return Errorf(BadID, "%s is no id: an id is kind:slug, of the letters a-z, digits and -, as country:georgia", Quote(id))
	case len(prefixes) > 0 && !slices.Contains(prefixes, prefix):
		return Errorf(BadID, "%s is the id of a %s, where a %s is asked for", Quote(id), prefix, strings.Join(prefixes, " or "))
	}
	return nil
}

func isSlug(s string) bool {
	if s == "" || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	for i := range len(s) {
		if c := s[i]; c != '-' && (c < '0' || c > '9') && (c < 'a' || c > 'z') {
			return false
		}
	}
	return true
}

// RelationID is the id of a relation of this name: MEMBER_OF is `relation:member-of`.
func RelationID(name string) ID {
	return RelationPrefix + ":" + strings.ReplaceAll(strings.ToLower(name), "_", "-")
}

// RelationNameOf is RelationID's inverse. ok is false where the id is no relation's.
func RelationNameOf(id ID) (name string, ok bool) {
	prefix, slug, ok := SplitID(id)
	return strings.ToUpper(strings.ReplaceAll(slug, "-", "_")), ok && prefix == RelationPrefix
}

// RevisionID is the id of the revision with this number.
func RevisionID(number int) ID { return RevisionPrefix + ":" + strconv.Itoa(number) }

// RevisionNumberOf is RevisionID's inverse. ok is false where the id is no revision's.
func RevisionNumberOf(id ID) (number int, ok bool) {
	prefix, slug, ok := SplitID(id)
	if !ok || prefix != RevisionPrefix {
		return 0, false
	}
	number, err := strconv.Atoi(slug)
	return number, err == nil && number > 0 && RevisionID(number) == id
}

// MentionID is the id of the mention that stands from start to end, in code points, in the document's text.
func MentionID(document ID, start, end int) ID {
	_, slug, _ := strings.Cut(document, ":")
	return fmt.Sprintf("%s:%s-%d-%d", MentionPrefix, slug, start, end)
}

// MentionPlaceOf is MentionID's inverse. ok is false where the id is no mention's.
func MentionPlaceOf(id ID) (document ID, start, end int, ok bool) {
	prefix, slug, ok := SplitID(id)
	if !ok || prefix != MentionPrefix {
		return "", 0, 0, false
	}
	parts := strings.Split(slug, "-")
	if len(parts) < 3 {
		return "", 0, 0, false
	}
	n := len(parts) - 2
	start, err1 := strconv.Atoi(parts[n])
	end, err2 := strconv.Atoi(parts[n+1])
	document = DocumentPrefix + ":" + strings.Join(parts[:n], "-")
	_, _, ok = SplitID(document)
	return document, start, end, ok && err1 == nil && err2 == nil && start < end && MentionID(document, start, end) == id
}

// HashLength is how many letters the hash has that ends the ids of statements and links.
const HashLength = 26

// hashID makes an id of parts. A separator that no part may hold keeps ("a","bc") and ("ab","c") apart. 130 bits of
// SHA-256 make a collision within 10^12 rows less likely than one in 10^14.
func hashID(prefix string, parts ...string) ID {
	// Room for what nearly all claims have, so that a large load makes nothing but the id itself.
	text := make([]byte, 0, 512)
	for i, part := range parts {
		if i > 0 {
			text = append(text, 0x1f)
		}
		text = append(text, part...)
	}
	sum := sha256.Sum256(text)
	id := append(append(text[:0], prefix...), ':')
	return ID(idEncoding.AppendEncode(id, sum[:])[:len(id)+HashLength])
}

// idEncoding writes hashes in digits and small letters.
var idEncoding = base32.NewEncoding("0123456789abcdefghijklmnopqrstuv").WithPadding(base32.NoPadding)

// LinkID is the id of the link between two ends under a relation: a hash of the three, with the ends sorted where the
// relation is symmetric, so that it is the same read from either end.
func LinkID(subject ID, relation string, object ID, symmetric bool) ID {
	subject, object = Ends(subject, object, symmetric)
	return hashID(LinkPrefix, subject, relation, object)
}

// Ends gives the two ends in their canonical order: sorted where the relation is symmetric, as they are elsewhere.
func Ends(subject, object ID, symmetric bool) (ID, ID) {
	if symmetric && object < subject {
		return object, subject
	}
	return subject, object
}
