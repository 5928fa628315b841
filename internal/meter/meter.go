package meter

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// Limits are the budget of one request.
type Limits struct {
	// Work is what it may take of a core, by the prices of the kinds.
	Work time.Duration
	// Held is how many bytes it may hold at once beyond the graph.
	Held int
	// Free is the work and FreeBytes what is held up to which a request is light: it goes on without being admitted.
	Free      time.Duration
	FreeBytes int
}

// DefaultLimits returns the budget of a request of the API.
func DefaultLimits() Limits {
	return Limits{Work: 400 * time.Millisecond, Held: 48 << 20, Free: 3 * time.Millisecond, FreeBytes: 1 << 20}
}

// Meter counts the work of one request. It is safe for concurrent use.
type Meter struct {
	limits Limits
	// admit is called once, when the request turns out not to be light; nil if all are admitted.
	admit      func() error
	work, held atomic.Int64
	counts     [kinds]atomic.Int64

	mu sync.Mutex
	// admitted says that admit was called, refused what it returned.
	admitted atomic.Bool
	refused  error
}

type contextKey struct{}

// metered is a context with its meter, in one piece of memory.
type metered struct {
	context.Context
	meter Meter
}

// Value gives the meter, or what the parent has.
func (m *metered) Value(key any) any {
	if _, ok := key.(contextKey); ok {
		return &m.meter
	}
	return m.Context.Value(key)
}

// With returns a context with a new meter. admit is called at most once, when the work exceeds Limits.Free or what is held FreeBytes; it may
// wait, and its error is returned to all who spend from then on. It may be nil.
func With(ctx context.Context, limits Limits, admit func() error) context.Context {
	m := &metered{Context: ctx}
	m.meter.limits, m.meter.admit = limits, admit
	m.meter.admitted.Store(admit == nil)
	return m
}

// Without returns a context without a meter, for work that is done for all and not for one request.
func Without(ctx context.Context) context.Context {
	return context.WithValue(ctx, contextKey{}, (*Meter)(nil))
}

// From returns the meter of a context, nil if it has none. Looking it up takes as long as the context is deep: call it once for many rows.
func From(ctx context.Context) *Meter {
	m, _ := ctx.Value(contextKey{}).(*Meter)
	return m
}

// Spend spends for n of a kind. The error is an *Error once the budget is spent, or what admit returned. Work beyond the light lets other
// goroutines go on first, so that short requests do not wait for long ones.
func (m *Meter) Spend(kind Kind, n int) error {
	if m == nil || n == 0 {
		return nil
	}
	m.counts[kind].Add(int64(n))
	work := m.work.Add(int64(n) * int64(kind.Price()))
	if work <= int64(m.limits.Free) {
		return nil
	}
	return m.spendMore(work > int64(m.limits.Work), kind)
}

// Hold spends for n bytes that are held until the request ends. Its errors are those of Spend.
func (m *Meter) Hold(n int) error {
	if m == nil || n == 0 {
		return nil
	}
	held := m.held.Add(int64(n))
	if held <= int64(m.limits.FreeBytes) {
		return nil
	}
	return m.spendMore(held > int64(m.limits.Held), kinds)
}

// spendMore is for a request that is not light.
func (m *Meter) spendMore(isSpent bool, on Kind) error {
	if isSpent {
		return m.spent(on)
	}
	if err := m.enter(); err != nil {
		return err
	}
	runtime.Gosched()
	return nil
}

// enter calls admit, once; others wait for it.
func (m *Meter) enter() error {
	if m.admitted.Load() {
		return m.refused
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.admitted.Load() {
		m.refused = m.admit()
		m.admitted.Store(true)
	}
	return m.refused
}

// Refused returns the error with which the request was not admitted; nil if it was, or did not need to be.
func (m *Meter) Refused() error {
	if m == nil || !m.admitted.Load() {
		return nil
	}
	return m.refused
}

// Err returns the error of Spend if the budget is spent already.
func (m *Meter) Err() error {
	switch {
	case m == nil:
		return nil
	case m.held.Load() > int64(m.limits.Held):
		return m.spent(kinds)
	case m.work.Load() > int64(m.limits.Work):
		return m.spent(m.dearest())
	}
	return m.Refused()
}

// Work returns what was spent, as time of a core.
func (m *Meter) Work() time.Duration {
	if m == nil {
		return 0
	}
	return time.Duration(m.work.Load())
}

// Held returns how many bytes are held.
func (m *Meter) Held() int {
	if m == nil {
		return 0
	}
	return int(m.held.Load())
}

// Count returns how many of a kind were spent for.
func (m *Meter) Count(kind Kind) int {
	if m == nil {
		return 0
	}
	return int(m.counts[kind].Load())
}

// dearest returns the kind that most work was of.
func (m *Meter) dearest() (dearest Kind) {
	most := int64(0)
	for _, k := range Kinds() {
		if work := m.counts[k].Load() * int64(k.Price()); work > most {
			dearest, most = k, work
		}
	}
	return dearest
}
