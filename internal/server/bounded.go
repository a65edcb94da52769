package server

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"samsyn/internal/fault"
	"samsyn/internal/server/page"
)

// defaultAtOnce is how many requests are worked on at the same time, and waitForTurn how
// long one waits for its turn. A page takes tens of milliseconds, so that this is far more
// than there are people; beyond it everybody would only wait longer.
const (
	defaultAtOnce = 256
	waitForTurn   = 10 * time.Second
)

// bounded lets so many requests be worked on at once, and half as many from one address,
// so that one who sends many, or sends slowly, leaves room for others. Those who have
// waited too long are told to come back. The count is this process's own, as what it
// protects is: its memory and its connections to the database.
func bounded(atOnce int64, busy http.Handler) func(http.Handler) http.Handler {
	if atOnce <= 0 {
		atOnce = defaultAtOnce
	}
	all, each := semaphore.NewWeighted(atOnce), &turns{most: max(1, int(atOnce/2)), taken: map[string]int{}}
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasPrefix(r.URL.Path, "/static/") { // from memory, and kept by browsers
				next.ServeHTTP(w, r)
				return
			}
			address := page.ClientAddress(r)
			if !each.take(address) {
				busy.ServeHTTP(w, r)
				return
			}
			defer each.leave(address)
			if !all.TryAcquire(1) {
				ctx, stop := context.WithTimeout(r.Context(), waitForTurn)
				err := all.Acquire(ctx, 1)
				stop()
				if err != nil {
					busy.ServeHTTP(w, r)
					return
				}
			}
			defer all.Release(1)
			next.ServeHTTP(w, r)
		})
	}
}

// turns counts the requests from each address that are being worked on.
type turns struct {
	most  int
	mu    sync.Mutex
	taken map[string]int
}

func (t *turns) take(address string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.taken[address] >= t.most {
		return false
	}
	t.taken[address]++
	return true
}

func (t *turns) leave(address string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.taken[address]--; t.taken[address] == 0 {
		delete(t.taken, address)
	}
}

// busy is the answer to whoever has waited too long.
func busy(http.ResponseWriter, *http.Request) error { return fault.ErrBusy }
