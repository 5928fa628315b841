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

// The orders of the contract are orders of bytes (knowledge.SortKey). What follows gives each key a form of ASCII letters that
// the database can keep in an index, shorter where the key allows it, and takes any bound of a page to where it stands among
// those forms: a row is before the bound by its key exactly where it is by its form. Two forms are never equal where keys differ.

// The first letters of forms that begin with a date.
const (
	knownDate   = "a"
	unknownDate = "b"
	behindDates = "c"
	// behindAll is behind every form.
	behindAll = "~"
	// keyBehindAll is behind every key, whose first byte is 0 or 1.
	keyBehindAll knowledge.SortKey = "\x02"
)

// headLength is how much of a form stands in an index, which holds no long texts.
const headLength = 200

func head(form string) string { return form[:min(len(form), headLength)] }

// hexForm is the form of a key that may hold any bytes.
func hexForm(k knowledge.SortKey) string { return hex.EncodeToString([]byte(k)) }

// dateLength is how long the part of a dateForm is that is the date.
const dateLength = 1 + 8 + 8

// The first day and the greatest width, in days, that a dateForm has room for.
const (
	minDay   int64  = math.MinInt32
	maxWidth uint32 = math.MaxUint32
)

// dateForm is the form of knowledge.DateKey for dates of claims, whose years have four digits.
func dateForm(known bool, first, last edtf.Day, tail string) string {
	if !known {
		return unknownDate + tail
	}
	return fmt.Sprintf("%s%08x%08x%s", knownDate, uint32(int64(first)-minDay), maxWidth-uint32(last-first), tail)
}

// dateBound takes a bound to where it stands among dateForms. tail does so for what stands behind the date.
func dateBound(k string, tail func(string) string) string {
	switch {
	case k == "":
		return ""
	case k[0] == 1:
		return unknownDate + tail(k[1:])
	case k[0] > 1:
		return behindDates
	}
	var days [16]byte
	n := copy(days[:], k[1:])
	first := int64(binary.BigEndian.Uint64(days[:8]) ^ (1 << 63))
	narrow := binary.BigEndian.Uint64(days[8:])
	switch {
	case first < minDay:
		return knownDate
	case first > math.MaxInt32:
		return knownDate + behindAll
	case narrow < math.MaxUint64-math.MaxUint32:
		return fmt.Sprintf("%s%08x", knownDate, uint32(first-minDay))
	}
	return fmt.Sprintf("%s%08x%08x%s", knownDate, uint32(first-minDay), uint32(narrow), tail(k[1+n:]))
}

// plain takes bytes to where they stand among texts of letters, digits, - : and _ in which a space stands for a NUL.
func plain(k string) string {
	for i := range len(k) {
		switch c := k[i]; {
		case c == 0, c >= '-' && c < '~':
		case c < '-':
			return strings.ReplaceAll(k[:i], "\x00", " ") + "!"
		default:
			return strings.ReplaceAll(k[:i], "\x00", " ") + behindAll
		}
	}
	return strings.ReplaceAll(k, "\x00", " ")
}

const statementPrefix = knowledge.StatementPrefix + ":"

// statementTail is a statement's id without what all their ids begin with.
func statementTail(id knowledge.ID) string { return strings.TrimPrefix(id, statementPrefix) }

// tailBound takes bytes to where they stand among statementTails.
func tailBound(k string) string {
	rest, ok := strings.CutPrefix(k, statementPrefix)
	switch {
	case ok:
		return plain(rest)
	case k < statementPrefix:
		return ""
	}
	return behindAll
}

func beginForm(st *knowledge.Statement) string {
	v := &st.Validity
	return dateForm(v.Begin == knowledge.BoundKnown, v.EarliestBegin, v.LatestBegin, statementTail(st.ID))
}

func endForm(st *knowledge.Statement) string {
	v := &st.Validity
	return dateForm(v.End == knowledge.BoundKnown, v.EarliestEnd, v.LatestEnd, statementTail(st.ID))
}

func beginBound(k knowledge.SortKey) string { return dateBound(string(k), tailBound) }

// relationBound is for the order by relation: relation, a space, beginForm.
func relationBound(k knowledge.SortKey) string {
	switch {
	case k == "":
		return ""
	case k[0] > 0:
		return behindAll
	}
	relation, begin, found := strings.Cut(string(k[1:]), "\x00")
	if !found {
		return plain(relation)
	}
	return plain(relation) + " " + dateBound(begin, tailBound)
}

// placeForm is where a statement stands in its document.
func placeForm(st *knowledge.Statement) string {
	if at := st.Evidence[0].Place; at != nil {
		return fmt.Sprintf("0%08x%s", min(at.Start, math.MaxUint32), statementTail(st.ID))
	}
	return "1" + hex.EncodeToString([]byte(string(st.Evidence[0].Locator)+"\x00"+st.ID))
}

// placeBound takes the part of a key behind its document to where it stands among placeForms.
func placeBound(k string) string {
	switch {
	case k == "":
		return ""
	case k[0] == 1:
		return "1" + hex.EncodeToString([]byte(k[1:]))
	case k[0] > 1:
		return behindAll
	}
	var start [8]byte
	n := copy(start[:], k[1:])
	at, id := binary.BigEndian.Uint64(start[:]), k[1+n:]
	switch {
	case at > math.MaxUint32:
		return "0" + behindAll
	case id != "" && id[0] != 0:
		return fmt.Sprintf("0%08x%s", at, behindAll)
	case id != "":
		id = tailBound(id[1:])
	}
	return fmt.Sprintf("0%08x%s", at, id)
}

// documentPlaceBound is for the order by place over several documents: document, a space, placeForm.
func documentPlaceBound(k knowledge.SortKey) string {
	switch {
	case k == "":
		return ""
	case k[0] > 0:
		return behindAll
	}
	document, place, found := strings.Cut(string(k[1:]), "\x00")
	if !found {
		return plain(document)
	}
	return plain(document) + " " + placeBound(place)
}

// placeIn is for the order by place within one document.
func placeIn(document knowledge.ID) func(knowledge.SortKey) string {
	prefix := knowledge.SortKey("\x00" + document + "\x00")
	return func(k knowledge.SortKey) string {
		rest, ok := strings.CutPrefix(string(k), string(prefix))
		switch {
		case ok:
			return placeBound(rest)
		case k < prefix:
			return ""
		}
		return behindAll
	}
}

// linkForm is a link's place among those of one of its ends, as knowledge.LinkKey has it.
func linkForm(relation string, other knowledge.ID, way string) string {
	return relation + " " + other + " " + way
}

// idBound is for keys of known letters behind their first byte: ids, and links.
func idBound(k knowledge.SortKey) string {
	switch {
	case k == "":
		return ""
	case k[0] > 0:
		return behindAll
	}
	return plain(string(k[1:]))
}

// entityDateBound is for entities by date: a dateForm with the whole id.
func entityDateBound(k knowledge.SortKey) string { return dateBound(string(k), plain) }
