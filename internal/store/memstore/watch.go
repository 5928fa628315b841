package memstore

import (
	"cmp"
	"context"

	"entente/internal/meter"
)

// checkEvery is how many rows a loop processes between two checks of its context: some hundred microseconds.
const checkEvery = 1024

// watch checks a context once every checkEvery rows, and spends for them. It belongs to one goroutine.
type watch struct {
	ctx   context.Context
	meter *meter.Meter
	// looked and keyed count the rows that were looked at and those that were sorted since the last check.
	looked, keyed int
	// conditions is how many conditions on qualifiers each row is held against, each of which takes about as long as a row.
	conditions int
	// failed is the error of the first check that failed.
	failed error
}

// newWatch returns a watch of a call, which spends from the meter of its context.
func newWatch(ctx context.Context) *watch { return &watch{ctx: ctx, meter: meter.From(ctx)} }

// err counts a row that is looked at; it returns the error of the context or of the budget since at most checkEvery rows.
func (w *watch) err() error {
	if w.looked += 1 + w.conditions; w.looked < checkEvery {
		return w.failed
	}
	return w.flush()
}

// longKey is the length of a key, in bytes, from which on it counts as several: that of a long text takes as long to make.
const longKey = 200

// sorted counts a row that is put in order by a key of this length.
func (w *watch) sorted(length int) error {
	if w.keyed += 1 + length/longKey; w.keyed < checkEvery {
		return w.failed
	}
	return w.flush()
}

// flush checks the context, and spends for what is counted.
func (w *watch) flush() error {
	looked, keyed := w.looked, w.keyed
	w.looked, w.keyed = 0, 0
	if w.failed == nil {
		w.failed = cmp.Or(w.ctx.Err(), w.meter.Spend(meter.Rows, looked), w.meter.Spend(meter.Keys, keyed))
	}
	return w.failed
}

// each returns one answer for each anchor, and checks the watch in between and at the end.
func each[A, T any](w *watch, anchors []A, answer func(A) (T, error)) ([]T, error) {
	answers := make([]T, len(anchors))
	for i, a := range anchors {
		if err := w.err(); err != nil {
			return nil, err
		}
		var err error
		if answers[i], err = answer(a); err != nil {
			return nil, err
		}
	}
	return answers, w.flush()
}
