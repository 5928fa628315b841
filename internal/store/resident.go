package store

// Resident is a Reader that may keep its statements in memory as long as the graph is there, and give the same ones at each call: who holds one
// holds no memory by it.
type Resident interface {
	// IsResident reports whether it does.
	IsResident() bool
}

// IsResident reports whether a reader does. One that does not say so does not.
func IsResident(r Reader) bool {
	resident, ok := r.(Resident)
	return ok && resident.IsResident()
}
