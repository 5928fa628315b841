package storewrap_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"entente/internal/knowledge"
	"entente/internal/store"
	"entente/internal/store/memstore"
	"entente/internal/store/storetest"
	"entente/internal/store/storewrap"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var quiet = slog.New(slog.DiscardHandler)

func answers(context.Context) error { return nil }

// TestWrapped_PassesTheSuite holds a store with everything around it to the contract, and that each method goes through it.
func TestWrapped_PassesTheSuite(t *testing.T) {
	var lock sync.Mutex
	seen := map[string]bool{}
	storetest.Run(t, func(t *testing.T) store.Store {
		s := storewrap.Wrap(memstore.New(),
			storewrap.Measure(func(method string, _ time.Duration, _ error) {
				lock.Lock()
				defer lock.Unlock()
				seen[method] = true
			}),
			storewrap.NewBreaker(answers, quiet).Around,
			storewrap.Timeout(time.Minute))
		t.Cleanup(func() { _ = s.Close() })
		return s
	})
	contract := reflect.TypeFor[store.Store]()
	for i := range contract.NumMethod() {
		if name := contract.Method(i).Name; name != "Close" {
			assert.True(t, seen[name], "%s goes past what is around the store", name)
		}
	}
}

// failing is an around that fails calls with the error that err points to.
func failing(err *error) storewrap.Around {
	return func(ctx context.Context, _ storewrap.Call, next func(context.Context) error) error {
		if *err != nil {
			return *err
		}
		return next(ctx)
	}
}

func TestAround_ThatFails_GivesItsErrorAndNothingElse(t *testing.T) {
	fault := errors.New("cut")
	s := storewrap.Wrap(memstore.New(), failing(&fault))
	revision, err := s.Revision(t.Context(), 0)
	assert.Nil(t, revision)
	require.ErrorIs(t, err, fault)
	for row, err := range s.Scan(t.Context(), 0, knowledge.TableEntity, "") {
		assert.Nil(t, row)
		require.ErrorIs(t, err, fault)
	}
}

func TestTimeout_BoundsShortCallsAlone(t *testing.T) {
	around := storewrap.Timeout(time.Second)
	for _, long := range []bool{false, true} {
		require.NoError(t, around(t.Context(), storewrap.Call{Long: long}, func(ctx context.Context) error {
			_, bounded := ctx.Deadline()
			assert.Equal(t, !long, bounded)
			return nil
		}))
	}
}

func TestMeasure_TellsOfEachCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fault := errors.New("cut")
		var method string
		var took time.Duration
		var got error
		around := storewrap.Measure(func(m string, d time.Duration, err error) { method, took, got = m, d, err })
		err := around(t.Context(), storewrap.Call{Method: "Links"}, func(context.Context) error {
			time.Sleep(time.Second)
			return fault
		})
		assert.Equal(t, fault, err)
		assert.Equal(t, "Links", method)
		assert.Equal(t, time.Second, took)
		assert.Equal(t, fault, got)
	})
}

func TestBreaker_LostCalls_DoNotOpenIt(t *testing.T) {
	var fault error = knowledge.Errorf(knowledge.Unavailable, "no connection")
	b := storewrap.NewBreaker(answers, quiet)
	s := storewrap.Wrap(memstore.New(), b.Around, failing(&fault))
	for range 5 {
		_, err := s.Revision(t.Context(), 0)
		require.ErrorIs(t, err, fault)
	}
	assert.True(t, b.Closed(), "one lost connection fails many calls")
}

// TestWatch_OpensForASilentDatabaseAndClosesOnceItIsBack runs on a clock of its own.
func TestWatch_OpensForASilentDatabaseAndClosesOnceItIsBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var silent atomic.Bool
		var log strings.Builder
		b := storewrap.NewBreaker(func(ctx context.Context) error {
			if silent.Load() {
				<-ctx.Done()
				return ctx.Err()
			}
			return nil
		}, slog.New(slog.NewTextHandler(io.Writer(&log), nil)))
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() { defer close(ended); b.Watch(ctx) }()

		time.Sleep(10*time.Second + time.Millisecond)
		assert.True(t, b.Closed())
		silent.Store(true)
		time.Sleep(4500 * time.Millisecond)
		assert.False(t, b.Closed(), "found out within 4.5 s")
		_, err := storewrap.Wrap(memstore.New(), b.Around, func(context.Context, storewrap.Call, func(context.Context) error) error {
			return errors.New("asked")
		}).Revision(t.Context(), 0)
		assert.Equal(t, knowledge.Unavailable, knowledge.CodeOf(err), "refused, and not asked")
		time.Sleep(time.Minute)
		assert.False(t, b.Closed())
		silent.Store(false)
		time.Sleep(3 * time.Second)
		assert.True(t, b.Closed(), "closed within a question's bound and an interval")

		stop()
		<-ended
		assert.Equal(t, 1, strings.Count(log.String(), "does not answer"))
		assert.Equal(t, 1, strings.Count(log.String(), "answers again"))
	})
}
