package storewrap

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"entente/internal/knowledge"

	"github.com/sony/gobreaker/v2"
)

// How a Breaker judges. A database that goes silent is found out by the watch within 4.5 s, long before the deadlines of those
// who wait for it; one that is back, within a second.
const (
	// tripAfter is how many of the watch's questions in a row must fail to open the breaker.
	tripAfter = 2
	// watchInterval is how often the database is asked, and watchTimeout how long it may take to answer: several trips over a
	// slow line, where the connection must be made first.
	watchInterval = 500 * time.Millisecond
	watchTimeout  = 2 * time.Second
	// retryAfter is how long an open breaker waits before the watch may ask again.
	retryAfter = watchInterval / 2
)

// errOpen is what refused calls get, and errSilent what a question of the watch comes to that is not answered in time.
var (
	errOpen   error = knowledge.Errorf(knowledge.Unavailable, "the database does not answer; questions are refused until it does")
	errSilent error = knowledge.Errorf(knowledge.Unavailable, "the database does not answer within %s", watchTimeout)
)

// Breaker is a circuit breaker: closed while the database answers, open while it does not. It is safe for concurrent use.
type Breaker struct {
	circuit *gobreaker.CircuitBreaker[struct{}]
	ping    func(context.Context) error
}

// NewBreaker makes a closed breaker. ping asks the database for a small answer. Every change of state is logged.
func NewBreaker(ping func(context.Context) error, log *slog.Logger) *Breaker {
	return &Breaker{ping: ping, circuit: gobreaker.NewCircuitBreaker[struct{}](gobreaker.Settings{
		Timeout:     retryAfter,
		ReadyToTrip: func(c gobreaker.Counts) bool { return c.ConsecutiveFailures >= tripAfter },
		// An error that the database gave is an answer.
		IsSuccessful: func(err error) bool { return knowledge.CodeOf(err) != knowledge.Unavailable },
		// The end of the watch is none.
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

// Closed says whether the database answers, as far as was seen lately. It costs next to nothing.
func (b *Breaker) Closed() bool { return b.circuit.State() == gobreaker.StateClosed }

// Around refuses calls while the breaker is not closed, with the code knowledge.Unavailable. It learns nothing from those that it
// lets pass, for one lost connection fails many at once; and none of them tries whether the database is back, for it would wait
// for its whole deadline. Both are the watch's.
func (b *Breaker) Around(ctx context.Context, _ Call, next func(context.Context) error) error {
	if !b.Closed() {
		return errOpen
	}
	return next(ctx)
}

// Watch asks the database until the context ends: it opens the breaker where the database goes silent, and closes it once it
// answers again.
func (b *Breaker) Watch(ctx context.Context) {
	tick := time.NewTicker(watchInterval)
	defer tick.Stop()
	for {
		// What comes of it is seen in the breaker's state.
		_, _ = b.circuit.Execute(func() (struct{}, error) { return struct{}{}, b.ask(ctx) })
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// ask asks the database once.
func (b *Breaker) ask(ctx context.Context) error {
	bounded, cancel := context.WithTimeout(ctx, watchTimeout)
	defer cancel()
	err := b.ping(bounded)
	if err != nil && bounded.Err() != nil && ctx.Err() == nil {
		return errSilent
	}
	return err
}
