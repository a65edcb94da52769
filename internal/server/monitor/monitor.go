// Package monitor is what those who look after the program ask of it: whether it lives,
// whether it can take requests, how much it does, and where its time goes. It must not know
// pages, sessions or anything of what is stored.
package monitor

import (
	"context"
	"net/http"
	"net/http/pprof"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"samsyn/internal/postgres"
)

// Config is what the package needs from outside.
type Config struct {
	DB *postgres.DB
	// Now tells the time.
	Now func() time.Time
	// Version names the program, "" when it is not known.
	Version string
}

// Monitor knows how the program is. Any number of goroutines may use it.
type Monitor struct {
	config   Config
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
	stopping atomic.Bool

	mu    sync.Mutex
	asked time.Time // when the database was last asked
	unfit string    // what was wrong then
}

// New begins to count.
func New(c Config) *Monitor {
	m := &Monitor{config: c, registry: prometheus.NewRegistry()}
	m.register()
	return m
}

// Stopping makes the program not ready from now on, so that nobody sends it more.
func (m *Monitor) Stopping() { m.stopping.Store(true) }

const (
	// askWithin is how long the database may take to answer. When the pool has no
	// connection to give in that time, nobody else gets one either.
	askWithin = 3 * time.Second
	// askEvery keeps a stranger from asking the database as often as they like.
	askEvery = time.Second
)

// unready is why the program should not be sent requests now; "" when it should.
func (m *Monitor) unready(ctx context.Context) string {
	if m.stopping.Load() {
		return "stopping"
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if now := m.config.Now(); m.asked.IsZero() || now.Sub(m.asked).Abs() >= askEvery {
		m.unfit, m.asked = m.ask(ctx), now
	}
	return m.unfit
}

// ask asks the database, also for whoever asks next: not within the client's time.
func (m *Monitor) ask(ctx context.Context) string {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), askWithin)
	defer cancel()
	pending, err := m.config.DB.Pending(ctx)
	switch {
	case err != nil:
		return "the database does not answer"
	case len(pending) > 0:
		return "the database has an older schema"
	}
	return ""
}

// Probes answers /healthz and /readyz and leaves all else to next. It stands outside of
// everything that counts, limits or logs requests: who asks every few seconds shall not
// fill the log, and be answered also when there is no room for more.
func (m *Monitor) Probes(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/healthz":
			answer(w, r, "")
		case "/readyz":
			answer(w, r, m.unready(r.Context()))
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// answer says that all is well, or what is not.
func answer(w http.ResponseWriter, r *http.Request, wrong string) {
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
	case wrong != "":
		http.Error(w, wrong, http.StatusServiceUnavailable)
	default:
		_, _ = w.Write([]byte("ok\n")) // whoever asked may have gone
	}
}

// Handler is the second address: the probes, metrics for Prometheus at /metrics, and the
// profiles of the standard library at /debug/pprof/.
func (m *Monitor) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{Timeout: 10 * time.Second}))
	mux.HandleFunc("GET /debug/pprof/", pprof.Index)
	mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("GET /debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	return m.Probes(mux)
}
