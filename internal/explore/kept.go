package explore

import (
	"context"
	"sync"

	"github.com/hashicorp/golang-lru/v2"
)

// maxCounts is how many counts are kept: some kilobytes each, of the questions asked last.
const maxCounts = 256

// keptCounts keeps what was counted. Revisions never change, so it stays true.
type keptCounts struct {
	once sync.Once
	lru  *lru.Cache[string, *counting]
}

// counting is a count on its way; who asks for one that is being made waits for it.
type counting struct {
	ready chan struct{}
	value *wholeCount
	err   error
}

// get gives what is kept, or does the work for it. One that fails is not kept.
func (k *keptCounts) get(ctx context.Context, key string, work func(context.Context) (*wholeCount, error)) (*wholeCount, error) {
	k.once.Do(func() { k.lru, _ = lru.New[string, *counting](maxCounts) }) // fails for sizes below one alone
	mine := &counting{ready: make(chan struct{})}
	theirs, found, _ := k.lru.PeekOrAdd(key, mine)
	if !found {
		defer close(mine.ready)
		if mine.value, mine.err = work(ctx); mine.err != nil {
			k.lru.Remove(key)
		}
		return mine.value, mine.err
	}
	k.lru.Get(key) // asked again, so kept longer
	select {
	case <-theirs.ready:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if theirs.value == nil {
		// Whoever began it may have gone away; that is no reason here.
		return work(ctx)
	}
	return theirs.value, nil
}
