package storewrap

import (
	"context"
	"time"
)

// Timeout limits the duration of calls that are not Long.
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

// Measure calls observe with the method, the duration and the error of each call.
func Measure(observe func(method string, took time.Duration, err error)) Around {
	return func(ctx context.Context, call Call, next func(context.Context) error) error {
		began := time.Now()
		err := next(ctx)
		observe(call.Method, time.Since(began), err)
		return err
	}
}
