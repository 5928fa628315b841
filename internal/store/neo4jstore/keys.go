package neo4jstore

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math"
	"strings"

	"entente/internal/edtf"
	"entente/internal/knowledge"
)

// The orders of the contract are orders of bytes (knowledge.SortKey). The functions below give each key a text of ASCII letters that the
// database can index, shorter if the key allows it. They also convert any bound of a page to its position among those texts: a row is
// before the bound by its key exactly if it is by its key text. Different keys have different key texts.

// The first letters of key texts that begin with a date.
const (
	knownDate   = "a"
	unknownDate = "b"
	afterDates  = "c"
	// afterAll sorts after every key text.
	afterAll = "~"
	// keyAfterAll sorts after every key, whose first byte is 0 or 1.
	keyAfterAll knowledge.SortKey = "\x02"
)

// keyHeadLength is how much of a key text is indexed: an index holds no long texts.
const keyHeadLength = 200

func keyHead(text string) string { return text[:min(len(text), keyHeadLength)] }

// hexKeyText is the key text of a key that may hold any bytes.
func hexKeyText(k knowledge.SortKey) string { return hex.EncodeToString([]byte(k)) }

// dateLength is the length of the date in a date key text.
const dateLength = 1 + 8 + 8

// The first day and the greatest width, in days, that a date key text can represent.
const (
	minDay   int64  = math.MinInt32
	maxWidth uint32 = math.MaxUint32
)

// dateKeyText is the key text of knowledge.DateKey for dates of claims, whose years have four digits.
func dateKeyText(known bool, first, last edtf.Day, tail string) string {
	if !known {
		return unknownDate + tail
	}
	return fmt.Sprintf("%s%08x%08x%s", knownDate, uint32(int64(first)-minDay), maxWidth-uint32(last-first), tail)
}

// dateBound converts a bound to its position among date key texts. tail converts what follows the date.
func dateBound(k string, tail func(string) string) string {
	switch {
	case k == "":
		return ""
	case k[0] == 1:
		return unknownDate + tail(k[1:])
	case k[0] > 1:
		return afterDates
	}
	var days [16]byte
	n := copy(days[:], k[1:])
	first := int64(binary.BigEndian.Uint64(days[:8]) ^ (1 << 63))
	narrow := binary.BigEndian.Uint64(days[8:])
	switch {
	case first < minDay:
		return knownDate
	case first > math.MaxInt32:
		return knownDate + afterAll
	case narrow < math.MaxUint64-math.MaxUint32:
		return fmt.Sprintf("%s%08x", knownDate, uint32(first-minDay))
	}
	return fmt.Sprintf("%s%08x%08x%s", knownDate, uint32(first-minDay), uint32(narrow), tail(k[1+n:]))
}

// plainText converts bytes to their position among texts of letters, digits, - : and _ in which a space stands for a NUL.
func plainText(k string) string {
	for i := range len(k) {
		switch c := k[i]; {
		case c == 0, c >= '-' && c < '~':
		case c < '-':
			return strings.ReplaceAll(k[:i], "\x00", " ") + "!"
		default:
			return strings.ReplaceAll(k[:i], "\x00", " ") + afterAll
		}
	}
	return strings.ReplaceAll(k, "\x00", " ")
}

const statementPrefix = knowledge.StatementPrefix + ":"

// statementTail is a statement's id without the prefix that all statement ids share.
func statementTail(id knowledge.ID) string { return strings.TrimPrefix(id, statementPrefix) }

// tailBound converts bytes to their position among statement tails.
func tailBound(k string) string {
	rest, ok := strings.CutPrefix(k, statementPrefix)
	switch {
	case ok:
		return plainText(rest)
	case k < statementPrefix:
		return ""
	}
	return afterAll
}

func beginKeyText(st *knowledge.Statement) string {
	v := &st.Validity
	return dateKeyText(v.Begin == knowledge.BoundKnown, v.EarliestBegin, v.LatestBegin, statementTail(st.ID))
}

func endKeyText(st *knowledge.Statement) string {
	v := &st.Validity
	return dateKeyText(v.End == knowledge.BoundKnown, v.EarliestEnd, v.LatestEnd, statementTail(st.ID))
}

func beginBound(k knowledge.SortKey) string { return dateBound(string(k), tailBound) }

// relationBound is for the order by relation: relation, a space, beginKeyText.
func relationBound(k knowledge.SortKey) string {
	switch {
	case k == "":
		return ""
	case k[0] > 0:
		return afterAll
	}
	relation, begin, found := strings.Cut(string(k[1:]), "\x00")
	if !found {
		return plainText(relation)
	}
	return plainText(relation) + " " + dateBound(begin, tailBound)
}

// positionKeyText is the key text of the position of a statement in its document.
func positionKeyText(st *knowledge.Statement) string {
	if at := st.Evidence[0].Place; at != nil {
		return fmt.Sprintf("0%08x%s", min(at.Start, math.MaxUint32), statementTail(st.ID))
	}
	return "1" + hex.EncodeToString([]byte(string(st.Evidence[0].Locator)+"\x00"+st.ID))
}

// positionBound converts the part of a key after its document to its position among position key texts.
func positionBound(k string) string {
	switch {
	case k == "":
		return ""
	case k[0] == 1:
		return "1" + hex.EncodeToString([]byte(k[1:]))
	case k[0] > 1:
		return afterAll
	}
	var start [8]byte
	n := copy(start[:], k[1:])
	at, id := binary.BigEndian.Uint64(start[:]), k[1+n:]
	switch {
	case at > math.MaxUint32:
		return "0" + afterAll
	case id != "" && id[0] != 0:
		return fmt.Sprintf("0%08x%s", at, afterAll)
	case id != "":
		id = tailBound(id[1:])
	}
	return fmt.Sprintf("0%08x%s", at, id)
}

// documentPositionBound is for the order by position over several documents: document, a space, positionKeyText.
func documentPositionBound(k knowledge.SortKey) string {
	switch {
	case k == "":
		return ""
	case k[0] > 0:
		return afterAll
	}
	document, position, found := strings.Cut(string(k[1:]), "\x00")
	if !found {
		return plainText(document)
	}
	return plainText(document) + " " + positionBound(position)
}

// positionBoundIn is for the order by position within one document.
func positionBoundIn(document knowledge.ID) func(knowledge.SortKey) string {
	prefix := knowledge.SortKey("\x00" + document + "\x00")
	return func(k knowledge.SortKey) string {
		rest, ok := strings.CutPrefix(string(k), string(prefix))
		switch {
		case ok:
			return positionBound(rest)
		case k < prefix:
			return ""
		}
		return afterAll
	}
}

// linkKeyText is the key text of a link among the links of one of its ends, in the order of knowledge.LinkKey.
func linkKeyText(relation string, other knowledge.ID, way string) string {
	return relation + " " + other + " " + way
}

// idBound is for keys of known letters after their first byte: ids, and links.
func idBound(k knowledge.SortKey) string {
	switch {
	case k == "":
		return ""
	case k[0] > 0:
		return afterAll
	}
	return plainText(string(k[1:]))
}

// entityDateBound is for entities by date: a date key text with the whole id.
func entityDateBound(k knowledge.SortKey) string { return dateBound(string(k), plainText) }
