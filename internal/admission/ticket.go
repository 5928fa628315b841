package admission

import (
	"context"
	"fmt"
	"time"
)

// Ticket is one request in progress. All methods of a nil ticket do nothing.
type Ticket struct {
	gate   *Gate
	name   string
	client *client
	// hasSlot is guarded by the gate's mutex.
	hasSlot bool
}

// Admit waits for a slot. cost is what the request may cost: when there is no room to wait, the dearest is refused. The error is a *Refusal, or
// that of the context. It is called at most once, and Free ends it.
func (t *Ticket) Admit(ctx context.Context, cost int) error {
	if t == nil {
		return nil
	}
	return t.gate.admit(ctx, t, cost)
}

// Free gives the slot back, if the request has one. The request is still in progress.
func (t *Ticket) Free() {
	if t != nil {
		t.gate.free(t)
	}
}

// Leave ends the request, and frees its slot.
func (t *Ticket) Leave() {
	if t != nil {
		t.gate.free(t)
		t.gate.leave(t)
	}
}

type contextKey struct{}

// With returns a context with a ticket.
func With(ctx context.Context, t *Ticket) context.Context {
	return context.WithValue(ctx, contextKey{}, t)
}

// From returns the ticket of a context, nil if it has none.
func From(ctx context.Context) *Ticket {
	t, _ := ctx.Value(contextKey{}).(*Ticket)
	return t
}

// Reason says why a request was refused.
type Reason string

// The reasons.
const (
	// TooManyRequests: so many are in progress.
	TooManyRequests Reason = "requests"
	// TooManyOfClient: the client has so many in progress.
	TooManyOfClient Reason = "client"
	// QueueFull: so many wait for a slot, and this was the dearest.
	QueueFull Reason = "queue"
	// TooLong: it got no slot in time.
	TooLong Reason = "wait"
)

// Reasons returns all reasons.
func Reasons() []Reason { return []Reason{TooManyRequests, TooManyOfClient, QueueFull, TooLong} }

// Refusal is the error of a request that was refused because the server has too much to do.
type Refusal struct{ Reason Reason }

// Error says what there is too much of, and when to ask again.
func (r *Refusal) Error() string {
	what := "the server has too much work in progress"
	if r.Reason == TooManyOfClient {
		what = "this client has too many requests in progress"
	}
	return fmt.Sprintf("%s; ask again in %d s", what, int(r.RetryAfter().Seconds()))
}

// RetryAfter is when to ask again.
func (*Refusal) RetryAfter() time.Duration { return 2 * time.Second }

// OfRequest marks an error that says nothing of what was asked for, only of the request that asked: another may get an answer.
func (*Refusal) OfRequest() bool { return true }
