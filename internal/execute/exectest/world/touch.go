package world

// Touch is one change of a world: what mutations do.
type Touch struct {
	// Number counts the changes from 1.
	Number int
	// ID is the entity's.
	ID string
}

// Touch changes the world.
func (w *World) Touch(id string) *Touch { return &Touch{int(w.touches.Add(1)), id} }

// Touches is how many changes there have been.
func (w *World) Touches() int { return int(w.touches.Load()) }

// Forget makes the world as it was before the first change.
func (w *World) Forget() { w.touches.Store(0) }
