package storewrap

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"entente/internal/knowledge"

	"github.com/sony/gobreaker/v2"
)

// The parameters of a Breaker. The watch detects a silent database within 4.5 s, long before the deadlines of callers that wait for it, and
// its return within a second.
const (
	// tripAfter is how many consecutive pings must fail to open the breaker.
	tripAfter = 2
	// watchInterval is the interval of pings, and watchTimeout the time that one may take: several round trips over a slow line, on which
	// the connection is opened first.
	watchInterval = 500 * time.Millisecond
	watchTimeout  = 2 * time.Second
	// retryAfter is how long an open breaker waits before the watch may ping again.
	retryAfter = watchInterval / 2
)

// errBreakerOpen is returned for rejected calls, and errSilent for a ping that is not answered in time.
var (
	errBreakerOpen error = knowledge.Errorf(knowledge.Unavailable, "the database does not answer; questions are refused until it does")
	errSilent      error = knowledge.Errorf(knowledge.Unavailable, "the database does not answer within %s", watchTimeout)
)

// Breaker is a circuit breaker: closed while the database answers, open while it does not. It is safe for concurrent use.
type Breaker struct {
	circuit *gobreaker.CircuitBreaker[struct{}]
	ping    func(context.Context) error
}

// NewBreaker returns a closed breaker. ping requests a small answer from the database. Every change of state is logged.
func NewBreaker(ping func(context.Context) error, log *slog.Logger) *Breaker {
	return &Breaker{ping: ping, circuit: gobreaker.NewCircuitBreaker[struct{}](gobreaker.Settings{
		Timeout:     retryAfter,
		ReadyToTrip: func(c gobreaker.Counts) bool { return c.ConsecutiveFailures >= tripAfter },
		// An error that the database returned is an answer.
		IsSuccessful: func(err error) bool { return knowledge.CodeOf(err) != knowledge.Unavailable },
		// The end of the watch is not a failure.
		IsExcluded: func(err error) bool { return errors.Is(err, context.Canceled) },
		OnStateChange: func(_ string, from, to gobreaker.State) {
			switch {
			case to == gobreaker.StateClosed:
				log.Info("the database answers again")
			case from == gobreaker.StateClosed:
				log.Error("the database does not answer; questions are refused until it does")
			}
		},
	})}
}

// Closed reports whether the database answered the last pings. It costs next to nothing.
func (b *Breaker) Closed() bool { return b.circuit.State() == gobreaker.StateClosed }

// Around rejects calls while the breaker is not closed, with the code knowledge.Unavailable. Only the watch changes the state: a single
// lost connection fails many calls at once, and a call that tested an open breaker would wait for its whole deadline.
func (b *Breaker) Around(ctx context.Context, _ Call, next func(context.Context) error) error {
	if !b.Closed() {
		return errBreakerOpen
	}
	return next(ctx)
}

// Watch pings the database until the context ends. It opens the breaker if the database is silent, and closes it once it answers again.
func (b *Breaker) Watch(ctx context.Context) {
	tick := time.NewTicker(watchInterval)
	defer tick.Stop()
	for {
		// The result is in the state of the breaker.
		_, _ = b.circuit.Execute(func() (struct{}, error) { return struct{}{}, b.ask(ctx) })
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// ask pings the database once.
func (b *Breaker) ask(ctx context.Context) error {
	bounded, cancel := context.WithTimeout(ctx, watchTimeout)
	defer cancel()
	err := b.ping(bounded)
	if err != nil && bounded.Err() != nil && ctx.Err() == nil {
		return errSilent
	}
	return err
}
