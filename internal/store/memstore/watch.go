package memstore

import (
	"context"
)

// checkEvery is how many rows a loop processes between two checks of its context: some tens of microseconds.
const checkEvery = 2048

// watch checks a context once every checkEvery rows.
type watch struct {
	ctx  context.Context
	rows int
}

// err counts a row; at every checkEvery-th it returns the error of the context.
func (w *watch) err() error {
	if w.rows++; w.rows%checkEvery != 0 {
		return nil
	}
	return w.ctx.Err()
}

// each returns one answer for each anchor, checking the context in between.
func each[A, T any](ctx context.Context, anchors []A, answer func(A) (T, error)) ([]T, error) {
	answers := make([]T, len(anchors))
	w := watch{ctx: ctx}
	for i, a := range anchors {
		if err := w.err(); err != nil {
			return nil, err
		}
		var err error
		if answers[i], err = answer(a); err != nil {
			return nil, err
		}
	}
	return answers, nil
}
