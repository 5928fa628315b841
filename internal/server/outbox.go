package server

import (
	"cmp"
	"net/http"
	"sync"
	"time"
)

// The limits of answers that are being sent.
const (
	sendTimeout = 5 * time.Second
	sendChunk   = 64 << 10
	maxUnsent   = 64 << 20
)

// outbox sends answers, and bounds what those hold that nobody reads. It is safe for concurrent use.
type outbox struct {
	// limit is how many bytes may wait for their readers, but for answers of one chunk. Beyond, the one that has waited longest is cut.
	limit int
	// timeout is how long a client may take for each chunk.
	timeout time.Duration
	mu      sync.Mutex
	unsent  int
	sending map[*sending]bool
}

// sending is one answer that is being sent.
type sending struct {
	left     int
	progress time.Time
	cut      func()
}

func newOutbox(limit int, timeout time.Duration) *outbox {
	return &outbox{limit: cmp.Or(limit, maxUnsent), timeout: cmp.Or(timeout, sendTimeout), sending: map[*sending]bool{}}
}

// write writes an answer chunk by chunk, and gives the client time for each.
func (o *outbox) write(w http.ResponseWriter, b []byte) (n int, err error) {
	if len(b) <= sendChunk {
		return w.Write(b)
	}
	controller := http.NewResponseController(w)
	s := &sending{left: len(b), progress: time.Now(), cut: func() { _ = controller.SetWriteDeadline(time.Unix(1, 0)) }}
	o.add(s)
	defer o.remove(s)
	for n < len(b) && err == nil {
		if !o.begin(s, func() { o.extend(controller) }) {
			return n, http.ErrHandlerTimeout
		}
		var written int
		written, err = w.Write(b[n:min(n+sendChunk, len(b))])
		n += written
		o.advance(s, written)
	}
	return n, err
}

// extend gives the client of a response time for more. A connection without deadlines has those of the server.
func (o *outbox) extend(controller *http.ResponseController) {
	_ = controller.SetWriteDeadline(time.Now().Add(o.timeout))
}

// add adds an answer, and cuts others if there are too many bytes.
func (o *outbox) add(s *sending) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.sending[s] = true
	o.unsent += s.left
	for o.unsent > o.limit && len(o.sending) > 1 {
		var slowest *sending
		for other := range o.sending {
			if other != s && (slowest == nil || other.progress.Before(slowest.progress)) {
				slowest = other
			}
		}
		o.drop(slowest)
		slowest.cut()
	}
}

// begin extends the time for an answer, unless it was cut. A cut sets the deadline under the same mutex, so that it stays.
func (o *outbox) begin(s *sending, extend func()) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.sending[s] {
		return false
	}
	extend()
	return true
}

// advance notes that bytes were sent.
func (o *outbox) advance(s *sending, n int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.sending[s] {
		s.left -= n
		o.unsent -= n
		s.progress = time.Now()
	}
}

// remove removes an answer that is sent, or was not read.
func (o *outbox) remove(s *sending) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.drop(s)
}

// drop removes an answer. The caller holds the mutex.
func (o *outbox) drop(s *sending) {
	if o.sending[s] {
		delete(o.sending, s)
		o.unsent -= s.left
	}
}
