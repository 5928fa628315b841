package execute

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// checkKeys returns an error for the first key that stands twice in one object of a JSON text, which must be valid. encoding/json takes the
// last value of such a key without a word, though the client meant one of them.
func checkKeys(text []byte) error {
	d := json.NewDecoder(bytes.NewReader(text))
	// The keys of the objects that are open, nil for a list, and whether the next token is a key.
	var open []map[string]bool
	isKey := false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch token {
		case json.Delim('{'):
			open = append(open, map[string]bool{})
			isKey = true
			continue
		case json.Delim('['):
			open = append(open, nil)
			isKey = false
			continue
		case json.Delim('}'), json.Delim(']'):
			open = open[:len(open)-1]
		default:
			if name, isText := token.(string); isText && isKey {
				keys := open[len(open)-1]
				if keys[name] {
					return errors.New("the key " + shown(name) + " stands twice in one object")
				}
				keys[name], isKey = true, false
				continue
			}
		}
		// A value has ended: in an object, a key comes next.
		isKey = len(open) > 0 && open[len(open)-1] != nil
	}
}
