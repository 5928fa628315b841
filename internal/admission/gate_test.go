package admission_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"entente/internal/admission"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func options() admission.Options {
	return admission.Options{Requests: 10, PerClient: 8, Slots: 1, Queue: 3, Wait: time.Second}
}

// reasonOf is the reason of a refusal; "" for another error or none.
func reasonOf(err error) admission.Reason {
	var r *admission.Refusal
	if errors.As(err, &r) {
		return r.Reason
	}
	return ""
}

func enter(t *testing.T, g *admission.Gate, client string) *admission.Ticket {
	t.Helper()
	ticket, err := g.Enter(client)
	require.NoError(t, err)
	return ticket
}

func TestEnter_BoundsRequestsOfAllAndOfOne(t *testing.T) {
	g := admission.New(options())
	var tickets []*admission.Ticket
	for range 8 {
		tickets = append(tickets, enter(t, g, "a"))
	}
	_, err := g.Enter("a")
	assert.Equal(t, admission.TooManyOfClient, reasonOf(err))
	tickets = append(tickets, enter(t, g, "b"), enter(t, g, "b"))
	_, err = g.Enter("c")
	assert.Equal(t, admission.TooManyRequests, reasonOf(err))
	for _, ticket := range tickets {
		ticket.Leave()
	}
	enter(t, g, "c").Leave()
	s := g.Stats()
	assert.Zero(t, s.Requests)
	assert.EqualValues(t, 1, s.Shed[admission.TooManyOfClient])
	assert.EqualValues(t, 1, s.Shed[admission.TooManyRequests])
}

// waiting has a ticket wait for a slot; the channel receives what it got.
func waiting(ctx context.Context, ticket *admission.Ticket, cost int) chan error {
	got := make(chan error, 1)
	go func() { got <- ticket.Admit(ctx, cost) }()
	synctest.Wait()
	return got
}

func TestAdmit_GivesSlotsToClientsInTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := admission.New(options())
		first := enter(t, g, "many")
		require.NoError(t, first.Admit(t.Context(), 1))
		second, third, other := enter(t, g, "many"), enter(t, g, "many"), enter(t, g, "one")
		a, b, c := waiting(t.Context(), second, 1), waiting(t.Context(), third, 1), waiting(t.Context(), other, 1)
		assert.Equal(t, 3, g.Stats().Waiting)
		first.Free()
		synctest.Wait()
		require.NoError(t, <-c, "who came last, and has had none")
		assert.Empty(t, a)
		other.Leave()
		require.NoError(t, <-a)
		second.Leave()
		require.NoError(t, <-b)
		third.Leave()
		first.Leave()
		assert.Zero(t, g.Stats().Running)
		assert.Zero(t, g.Stats().Requests)
	})
}

func TestAdmit_AFullQueueRefusesTheDearestOfWhoHasTheMost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := admission.New(options())
		running := enter(t, g, "many")
		require.NoError(t, running.Admit(t.Context(), 1))
		cheap := waiting(t.Context(), enter(t, g, "many"), 10)
		dear := waiting(t.Context(), enter(t, g, "many"), 1000)
		others := waiting(t.Context(), enter(t, g, "one"), 5000)
		more := waiting(t.Context(), enter(t, g, "many"), 20)
		assert.Equal(t, admission.QueueFull, reasonOf(<-dear))
		assert.Empty(t, cheap)
		assert.Empty(t, others, "dearer, but of one who has little")
		assert.Empty(t, more)
		time.Sleep(time.Second)
		synctest.Wait()
		for _, got := range []chan error{cheap, others, more} {
			assert.Equal(t, admission.TooLong, reasonOf(<-got))
		}
		running.Free()
		assert.Zero(t, g.Stats().Running)
		assert.Zero(t, g.Stats().Waiting)
	})
}

func TestAdmit_EndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := admission.New(options())
		running := enter(t, g, "a")
		require.NoError(t, running.Admit(t.Context(), 1))
		ctx, cancel := context.WithCancel(t.Context())
		got := waiting(ctx, enter(t, g, "b"), 1)
		cancel()
		require.ErrorIs(t, <-got, context.Canceled)
		assert.Zero(t, g.Stats().Waiting)
	})
}

func TestTicket_OfNobodyDoesNothing(t *testing.T) {
	ticket := admission.From(t.Context())
	assert.Nil(t, ticket)
	require.NoError(t, ticket.Admit(t.Context(), 1))
	ticket.Free()
	ticket.Leave()
}

func TestClientOf_IsAnAddressOrTheNetOfOne(t *testing.T) {
	for remote, want := range map[string]string{
		"192.0.2.7:41000":          "192.0.2.7",
		"[::ffff:192.0.2.7]:41000": "192.0.2.7",
		"[2001:db8:1:2:3:4:5:6]:1": "2001:db8:1:2::/64",
		"[2001:db8:1:2:ffff::1]:2": "2001:db8:1:2::/64",
		"[fe80::1%eth0]:2":         "fe80::/64",
		"@":                        "@",
	} {
		assert.Equal(t, want, admission.ClientOf(remote), remote)
	}
}

func TestDefaultOptions_LeaveMemoryForTheGraph(t *testing.T) {
	o := admission.DefaultOptions()
	assert.Positive(t, o.Slots)
	assert.Positive(t, o.Queue)
}
