package admission

import (
	"context"
	"net/netip"
	"runtime"
	"runtime/debug"
	"sync"
	"time"
)

// Options bound a Gate. All must be one or more.
type Options struct {
	// Requests is how many requests may be in progress, PerClient how many of one client.
	Requests, PerClient int
	// Slots is how many requests may do more than light work at a time.
	Slots int
	// Queue is how many may wait for a slot, and Wait how long.
	Queue int
	Wait  time.Duration
}

// slotBytes is the memory that is set aside for a slot: what a request may hold, and as much garbage.
const slotBytes = 128 << 20

// DefaultOptions returns options for this machine: a slot for each processor but one, which is left to light requests, and for no more than a
// quarter of the memory that the process may use. There is one slot at least.
func DefaultOptions() Options {
	slots := max(runtime.GOMAXPROCS(0)-1, 1)
	if limit := debug.SetMemoryLimit(-1); limit > 0 {
		slots = int(min(int64(slots), max(limit/4/slotBytes, 1)))
	}
	return Options{Requests: 512, PerClient: 128, Slots: slots, Queue: 16 * slots, Wait: 3 * time.Second}
}

// Gate bounds the requests in progress. It is safe for concurrent use.
type Gate struct {
	options Options
	mu      sync.Mutex
	clients map[string]*client
	// requests, running and waiting count the tickets in progress, those with a slot and those in the queue.
	requests, running int
	waiting           []*waiter
	// grants counts the slots that were given.
	grants int64
	shed   map[Reason]int64
}

// client is what one client has in progress; it is forgotten once it has nothing.
type client struct {
	requests, running, waiting int
	// granted is when it last got a slot, as a number of Gate.grants.
	granted int64
}

// waiter is a request that waits for a slot.
type waiter struct {
	ticket *Ticket
	cost   int
	// done receives nil for a slot, or the refusal; it has room for it.
	done chan error
}

// New returns a gate.
func New(o Options) *Gate {
	return &Gate{options: o, clients: map[string]*client{}, shed: map[Reason]int64{}}
}

// Enter begins a request of a client. The error is a *Refusal. The ticket must be left.
func (g *Gate) Enter(of string) (*Ticket, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	c := g.clients[of]
	switch {
	case g.requests >= g.options.Requests:
		return nil, g.refuse(TooManyRequests)
	case c == nil:
		c = &client{}
		g.clients[of] = c
	case c.requests >= g.options.PerClient:
		return nil, g.refuse(TooManyOfClient)
	}
	g.requests++
	c.requests++
	return &Ticket{gate: g, name: of, client: c}, nil
}

// refuse counts a refusal and returns it. The caller holds the mutex.
func (g *Gate) refuse(r Reason) *Refusal {
	g.shed[r]++
	return &Refusal{Reason: r}
}

// admit gives a ticket a slot, or has it wait for one.
func (g *Gate) admit(ctx context.Context, t *Ticket, cost int) error {
	w := g.join(t, cost)
	if w == nil {
		return nil
	}
	timeout := time.NewTimer(g.options.Wait)
	defer timeout.Stop()
	select {
	case err := <-w.done:
		return err
	case <-timeout.C:
		return g.giveUp(w, func() error { return g.refuse(TooLong) })
	case <-ctx.Done():
		return g.giveUp(w, ctx.Err)
	}
}

// join takes a free slot and returns nil, or puts the ticket into the queue, from which another is refused if it is full.
func (g *Gate) join(t *Ticket, cost int) *waiter {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.running < g.options.Slots {
		g.grant(t)
		return nil
	}
	w := &waiter{t, cost, make(chan error, 1)}
	g.waiting = append(g.waiting, w)
	t.client.waiting++
	if len(g.waiting) > g.options.Queue {
		v := g.victim()
		g.drop(v)
		v.done <- g.refuse(QueueFull)
	}
	return w
}

// grant gives a ticket a slot. The caller holds the mutex.
func (g *Gate) grant(t *Ticket) {
	g.grants++
	g.running++
	t.client.running++
	t.client.granted = g.grants
	t.hasSlot = true
}

// victim is the dearest waiting request of the client that has the most; of equals the last that came.
func (g *Gate) victim() (v *waiter) {
	for _, w := range g.waiting {
		if v == nil || w.ticket.client.waiting > v.ticket.client.waiting ||
			w.ticket.client.waiting == v.ticket.client.waiting && w.cost >= v.cost {
			v = w
		}
	}
	return v
}

// next is the waiting request that gets the next slot: of the client that has the fewest slots, and of these the one that has waited longest
// for its last.
func (g *Gate) next() (n *waiter) {
	for _, w := range g.waiting {
		if n == nil || w.ticket.client.running < n.ticket.client.running ||
			w.ticket.client.running == n.ticket.client.running && w.ticket.client.granted < n.ticket.client.granted {
			n = w
		}
	}
	return n
}

// drop removes a request from the queue, and reports whether it was there. The caller holds the mutex.
func (g *Gate) drop(w *waiter) bool {
	for i, other := range g.waiting {
		if other == w {
			g.waiting = append(g.waiting[:i], g.waiting[i+1:]...)
			w.ticket.client.waiting--
			return true
		}
	}
	return false
}

// giveUp removes a request from the queue and returns the error of why; the answer that it has got meanwhile, if it has.
func (g *Gate) giveUp(w *waiter, why func() error) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.drop(w) {
		return <-w.done
	}
	return why()
}

// free takes a slot back and gives it to the next.
func (g *Gate) free(t *Ticket) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !t.hasSlot {
		return
	}
	t.hasSlot = false
	g.running--
	t.client.running--
	if n := g.next(); n != nil {
		g.drop(n)
		g.grant(n.ticket)
		n.done <- nil
	}
}

// leave ends a request.
func (g *Gate) leave(t *Ticket) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.requests--
	if t.client.requests--; t.client.requests == 0 {
		delete(g.clients, t.name)
	}
}

// Stats are what a gate has in progress, and what it has refused since it was made.
type Stats struct {
	Requests, Running, Waiting int
	Shed                       map[Reason]int64
}

// Stats returns them.
func (g *Gate) Stats() Stats {
	g.mu.Lock()
	defer g.mu.Unlock()
	s := Stats{g.requests, g.running, len(g.waiting), make(map[Reason]int64, len(Reasons()))}
	for _, r := range Reasons() {
		s.Shed[r] = g.shed[r]
	}
	return s
}

// ipv6Client is the length of the prefix that one client has in IPv6.
const ipv6Client = 64

// ClientOf names the client of a remote address, host:port: the address, of IPv6 its first 64 bits, since one client has all of these. What is no
// address is its own client.
func ClientOf(remote string) string {
	at, err := netip.ParseAddrPort(remote)
	if err != nil {
		return remote
	}
	address := at.Addr().Unmap()
	if address.Is4() {
		return address.String()
	}
	prefix, err := address.WithZone("").Prefix(ipv6Client)
	if err != nil {
		return remote
	}
	return prefix.String()
}
