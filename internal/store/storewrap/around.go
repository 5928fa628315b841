package storewrap

import (
	"context"
	"time"
)

// Timeout bounds how long a call may take that is not long by nature.
func Timeout(d time.Duration) Around {
	return func(ctx context.Context, call Call, next func(context.Context) error) error {
		if call.Long {
			return next(ctx)
		}
		ctx, cancel := context.WithTimeout(ctx, d)
		defer cancel()
		return next(ctx)
	}
}

// Measure tells observe of each call: its method, how long it took, and its error.
func Measure(observe func(method string, took time.Duration, err error)) Around {
	return func(ctx context.Context, call Call, next func(context.Context) error) error {
		began := time.Now()
		err := next(ctx)
		observe(call.Method, time.Since(began), err)
		return err
	}
}
