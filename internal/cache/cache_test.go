package cache_test

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"entente/internal/cache"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func number(n int) func(context.Context) (int, error) {
	return func(context.Context) (int, error) { return n, nil }
}

func TestGet_BuildsOnceForAllWhoWait(t *testing.T) {
	c := cache.New[string, int](2)
	var builds atomic.Int32
	begin := make(chan struct{})
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			got, err := c.Get(t.Context(), "a", func(context.Context) (int, error) {
				<-begin
				return int(builds.Add(1)), nil
			})
			assert.NoError(t, err)
			assert.Equal(t, 1, got)
		})
	}
	close(begin)
	all.Wait()
	assert.EqualValues(t, 1, builds.Load())
	assert.Equal(t, map[string]int{"a": 1}, c.Ready())
}

func TestGet_KeepsWhatWasUsedLast(t *testing.T) {
	c := cache.New[string, int](2)
	for n, key := range []string{"a", "b", "a", "c"} {
		_, err := c.Get(t.Context(), key, number(n))
		require.NoError(t, err)
	}
	assert.Equal(t, map[string]int{"a": 0, "c": 3}, c.Ready())
}

func TestPut_IsWhatGetReturns(t *testing.T) {
	c := cache.New[string, int](2)
	c.Put("a", 4)
	got, err := c.Get(t.Context(), "a", number(7))
	require.NoError(t, err)
	assert.Equal(t, 4, got)
	assert.True(t, c.Has("a"))
	assert.False(t, c.Has("b"))
}

func TestGet_AnErrorIsNotKept(t *testing.T) {
	c := cache.New[string, int](2)
	broken := errors.New("broken")
	_, err := c.Get(t.Context(), "a", func(context.Context) (int, error) { return 0, broken })
	require.ErrorIs(t, err, broken)
	assert.Empty(t, c.Ready())
	got, err := c.Get(t.Context(), "a", number(7))
	require.NoError(t, err)
	assert.Equal(t, 7, got)
}

func TestGet_APanicIsAnError(t *testing.T) {
	c := cache.New[string, int](2)
	_, err := c.Get(t.Context(), "a", func(context.Context) (int, error) { panic("off the rails") })
	var p *cache.PanicError
	require.ErrorAs(t, err, &p)
	assert.Equal(t, "off the rails", p.Value)
	assert.ErrorContains(t, err, "cache_test.go", "it says where")
	got, err := c.Get(t.Context(), "a", number(7))
	require.NoError(t, err)
	assert.Equal(t, 7, got)
}

// A build goes on when the first who waits leaves, and ends when all have left.
func TestGet_ABuildThatIsAbandonedEndsWithTheLastWhoWaits(t *testing.T) {
	c := cache.NewAbandoning[string, int](2)
	began, ended := make(chan struct{}), make(chan error, 1)
	build := func(ctx context.Context) (int, error) {
		close(began)
		<-ctx.Done()
		ended <- ctx.Err()
		return 0, ctx.Err()
	}
	wait := func(ctx context.Context, result chan error) {
		_, err := c.Get(ctx, "a", build)
		result <- err
	}
	first, cancelFirst := context.WithCancel(t.Context())
	second, cancelSecond := context.WithCancel(t.Context())
	results := make(chan error, 1)
	go wait(first, results)
	<-began
	others := make(chan error, 1)
	go wait(second, others)
	cancelSecond()
	require.ErrorIs(t, <-others, context.Canceled)
	assert.Empty(t, ended)
	cancelFirst()
	require.ErrorIs(t, <-results, context.Canceled)
	require.ErrorIs(t, <-ended, context.Canceled)
	got, err := c.Get(t.Context(), "a", number(7))
	require.NoError(t, err, "who comes later does not get the cancelled build")
	assert.Equal(t, 7, got)
}

// A build that takes longer than anybody waits is found by who comes later, and runs once.
func TestGet_ABuildGoesOnWithoutCallers(t *testing.T) {
	c := cache.New[string, int](2)
	goOn := make(chan struct{})
	var builds atomic.Int32
	build := func(ctx context.Context) (int, error) {
		builds.Add(1)
		<-goOn
		return 7, ctx.Err()
	}
	for range 5 {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Millisecond, cancel)
		_, err := c.Get(ctx, "a", build)
		require.ErrorIs(t, err, context.Canceled)
	}
	close(goOn)
	got, err := c.Get(t.Context(), "a", build)
	require.NoError(t, err)
	assert.Equal(t, 7, got)
	assert.EqualValues(t, 1, builds.Load())
}

// Who comes to a build that was cancelled and has not ended yet waits for its end: two of one key never run at once.
func TestGet_AfterAnAbandonedBuild_BuildsAnew(t *testing.T) {
	c := cache.NewAbandoning[string, int](2)
	began, end := make(chan struct{}), make(chan struct{})
	var running atomic.Int32
	stubborn := func(ctx context.Context) (int, error) {
		defer running.Add(-1)
		assert.EqualValues(t, 1, running.Add(1))
		close(began)
		<-end
		return 0, ctx.Err()
	}
	ctx, cancel := context.WithCancel(t.Context())
	left := make(chan error)
	go func() {
		_, err := c.Get(ctx, "a", stubborn)
		left <- err
	}()
	<-began
	cancel()
	require.ErrorIs(t, <-left, context.Canceled)
	time.AfterFunc(5*time.Millisecond, func() { close(end) })
	got, err := c.Get(t.Context(), "a", func(context.Context) (int, error) {
		assert.EqualValues(t, 1, running.Add(1))
		return 8, nil
	})
	require.NoError(t, err)
	assert.Equal(t, 8, got)
}

// Callers that come and go at any moment get the value of their key or the end of their own context, and nothing else.
func TestGet_OfManyWhoLeave(t *testing.T) {
	c := cache.NewAbandoning[string, int](3)
	var all sync.WaitGroup
	for n := range 2000 {
		all.Go(func() {
			ctx, cancel := context.WithCancel(t.Context())
			if n%3 == 0 {
				go cancel()
			}
			defer cancel()
			key := n % 5
			got, err := c.Get(ctx, strconv.Itoa(key), func(ctx context.Context) (int, error) { return key, ctx.Err() })
			if err != nil {
				assert.ErrorIs(t, err, context.Canceled)
				assert.Error(t, ctx.Err(), "only who left is told that it ended")
				return
			}
			assert.Equal(t, key, got)
		})
	}
	all.Wait()
}

// tooMuch is an error that is about the caller that had a value built.
type tooMuch struct{}

func (tooMuch) Error() string   { return "too much" }
func (tooMuch) OfRequest() bool { return true }

func TestGet_AnErrorOfOneCaller_IsNotForOthers(t *testing.T) {
	c := cache.New[string, int](2)
	began, goOn := make(chan struct{}), make(chan struct{})
	first := make(chan error, 1)
	go func() {
		_, err := c.Get(t.Context(), "a", func(context.Context) (int, error) {
			close(began)
			<-goOn
			return 0, tooMuch{}
		})
		first <- err
	}()
	<-began
	time.AfterFunc(5*time.Millisecond, func() { close(goOn) })
	got, err := c.Get(t.Context(), "a", number(7))
	require.NoError(t, err)
	assert.Equal(t, 7, got)
	assert.Equal(t, tooMuch{}, <-first)
}
