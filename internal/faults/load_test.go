package faults

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// question asks for several levels of the graph, so that an answer takes several trips.
const question = `{"query": "{ country(ref: \"GE\") { name programs(first: 20) { edges { node { id name } link { held statements { nodes { id polarity evidence { quote } } } } } } } }"}`

// answer is what became of one request.
type answer struct {
	at     time.Duration
	took   time.Duration
	status int
	body   string
}

// good says whether it is the whole answer, and not an error.
func (a answer) good(want string) bool { return a.status == http.StatusOK && a.body == want }

// ask asks once. A connection that breaks has status 0.
func (s *served) ask(client *http.Client) (status int, body string) {
	response, err := client.Post(s.url, "application/json", strings.NewReader(question))
	if err != nil {
		return 0, err.Error()
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return 0, err.Error()
	}
	return response.StatusCode, string(text)
}

// askers are how many ask at once, and rest is how long each rests after an answer: where a fault is short, other tests run beside it.
const askers = 6

func rest() time.Duration { return length(5*time.Millisecond, 20*time.Millisecond) }

// under asks all the time while work runs, and gives all answers.
func (s *served) under(work func()) []answer {
	var all []answer
	var lock sync.Mutex
	var asking sync.WaitGroup
	end, began := make(chan struct{}), time.Now()
	for range askers {
		asking.Go(func() {
			client := &http.Client{Timeout: 30 * time.Second}
			for {
				select {
				case <-end:
					return
				case <-time.After(rest()):
				}
				at := time.Now()
				status, body := s.ask(client)
				lock.Lock()
				all = append(all, answer{at.Sub(began), time.Since(at), status, body})
				lock.Unlock()
			}
		})
	}
	work()
	close(end)
	asking.Wait()
	return all
}

// figures prints what came of a fault, and holds that no answer was wrong: an error has no data.
func figures(t *testing.T, all []answer, want string) (good int, slowest time.Duration) {
	t.Helper()
	var times []time.Duration
	for _, a := range all {
		times = append(times, a.took)
		switch {
		case a.good(want):
			good++
		case a.status == http.StatusOK:
			assert.Contains(t, a.body, `"errors"`, "a wrong answer")
		default:
			assert.NotZero(t, a.status, a.body)
			assert.Contains(t, a.body, `"errors"`)
		}
	}
	slices.Sort(times)
	slowest = times[len(times)-1]
	t.Logf("%d requests, %d answered (%.2f %%), median %s, slowest %s", len(all), good, 100*float64(good)/float64(len(all)),
		times[len(times)/2].Round(time.Millisecond), slowest.Round(time.Millisecond))
	return good, slowest
}
