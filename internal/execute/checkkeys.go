package execute

import (
	"bytes"
	"encoding/json"
	"errors"
)

// checkKeys returns an error for the first key that stands twice in one object of a JSON text, which must be valid. encoding/json takes the
// last value of such a key without a word, though the client meant one of them. foldOuter says that the keys of the outermost object are equal
// whatever their case.
func checkKeys(text []byte, foldOuter bool) error {
	var room struct {
		open [8]openValue
		keys [2 * manyKeys][]byte
	}
	s := keyScanner{room.open[:0], room.keys[:0]}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '{', '[':
			s.open = append(s.open, openValue{keys: len(s.keys)})
		case '}', ']':
			s.close()
		case '"':
			end := endOfString(text, i)
			if isKey(text, end) {
				if err := s.add(text[i:end], foldOuter && len(s.open) == 1); err != nil {
					return err
				}
			}
			i = end - 1
		}
	}
	return nil
}

// keyScanner has the keys of the objects that are open while a text is scanned.
type keyScanner struct {
	open []openValue
	// keys are those of all open objects, as they stand in the text, without escapes.
	keys [][]byte
}

// openValue is an object or a list whose end is still to come.
type openValue struct {
	// keys is the index of its first key.
	keys int
	// seen has the keys of an object with many: comparing each with each takes too long.
	seen map[string]bool
}

// manyKeys is the number of keys from which an object keeps a map.
const manyKeys = 16

func (s *keyScanner) close() {
	last := len(s.open) - 1
	s.keys = s.keys[:s.open[last].keys]
	s.open = s.open[:last]
}

// add adds a key, in its quotation marks, to the innermost object.
func (s *keyScanner) add(quoted []byte, fold bool) error {
	key := quoted[1 : len(quoted)-1]
	if bytes.IndexByte(key, '\\') >= 0 {
		var plain string
		if err := json.Unmarshal(quoted, &plain); err != nil {
			return err
		}
		key = []byte(plain)
	}
	if fold {
		key = bytes.ToLower(key)
	}
	object := &s.open[len(s.open)-1]
	twice := object.seen[string(key)]
	if object.seen == nil {
		for _, other := range s.keys[object.keys:] {
			twice = twice || bytes.Equal(key, other)
		}
	}
	if twice {
		return errors.New("the key " + shown(string(key)) + " stands twice in one object")
	}
	s.keys = append(s.keys, key)
	if object.seen == nil && len(s.keys)-object.keys == manyKeys {
		object.seen = make(map[string]bool, 2*manyKeys)
		for _, other := range s.keys[object.keys:] {
			object.seen[string(other)] = true
		}
	} else if object.seen != nil {
		object.seen[string(key)] = true
	}
	return nil
}

// endOfString returns the index behind the string that begins at start.
func endOfString(text []byte, start int) int {
	for i := start + 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(text)
}

// isKey reports whether a string that ends at i is a key: behind it comes a colon.
func isKey(text []byte, i int) bool {
	for ; i < len(text); i++ {
		switch text[i] {
		case ' ', '\t', '\n', '\r':
		default:
			return text[i] == ':'
		}
	}
	return false
}
