// Package odd has models that the plugin refuses, and some that it takes.
package odd

import "context"

// Thing is a model.
type Thing struct {
	Name    string
	Pointer **string
	Numbers *[]int
	Array   [2]string
	Other   **Thing
	Any     any
}

// Maybe returns a value or none.
func (Thing) Maybe() (string, bool) { return "", false }

// Late takes a context.
func (Thing) Late(context.Context) (string, error) { return "", nil }

// GetHad and HasHad are a getter and what says whether there is one.
func (Thing) GetHad() *string { return nil }

// HasHad says so.
func (Thing) HasHad() bool { return false }

// Color is an enum whose values are bound one by one.
type Color int

// The colors.
const (
	Red Color = iota
	Green
)
