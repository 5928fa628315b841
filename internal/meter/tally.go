package meter

import "context"

// batch is how many of a kind a Tally gathers before it spends for them.
const batch = 512

// Tally spends for work that is done one by one. It belongs to one goroutine; the zero Tally spends nothing.
type Tally struct {
	meter *Meter
	kind  Kind
	n     int
}

// NewTally returns a tally of a kind for the meter of a context.
func NewTally(ctx context.Context, kind Kind) Tally { return Tally{meter: From(ctx), kind: kind} }

// Add counts n, and spends for a batch once there are enough. Its errors are those of Meter.Spend.
func (t *Tally) Add(n int) error {
	if t.n += n; t.n < batch {
		return nil
	}
	return t.Flush()
}

// Flush spends for what is counted.
func (t *Tally) Flush() error {
	n := t.n
	t.n = 0
	return t.meter.Spend(t.kind, n)
}
