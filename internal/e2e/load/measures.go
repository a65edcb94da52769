package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"
	"time"
)

// measures is how long requests took, by kind.
type measures struct {
	mu    sync.Mutex
	from  time.Time // zero until everybody is there
	until time.Time
	kinds []*kind
}

// kind is one kind of request.
type kind struct {
	name   string
	took   []time.Duration
	failed map[string]int // by what was wrong
}

// begin forgets what has been measured but the signing in, which happens before.
func (m *measures) begin() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.from = time.Now()
	m.kinds = slices.DeleteFunc(m.kinds, func(k *kind) bool { return k.name != signingIn })
}

// add notes a request; wrong is "" for one that went well.
func (m *measures) add(name string, took time.Duration, wrong string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	n := slices.IndexFunc(m.kinds, func(k *kind) bool { return k.name == name })
	if n < 0 {
		n = len(m.kinds)
		m.kinds = append(m.kinds, &kind{name: name, failed: map[string]int{}})
	}
	m.kinds[n].took = append(m.kinds[n].took, took)
	if wrong != "" {
		m.kinds[n].failed[wrong]++
	}
	m.until = time.Now()
}

// print writes the table, and gives the part of all requests that failed.
func (m *measures) print(w io.Writer) (rate float64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	slices.SortFunc(m.kinds, func(a, b *kind) int { return len(b.took) - len(a.took) })
	fmt.Fprintf(w, "%-28s %8s %7s %9s %9s %9s\n", "request", "number", "failed", "median ms", "95 % ms", "most ms")
	all := &kind{name: "all", failed: map[string]int{}}
	for _, k := range m.kinds {
		k.print(w)
		all.took = append(all.took, k.took...)
		for wrong, n := range k.failed {
			all.failed[wrong] += n
		}
	}
	all.print(w)
	if len(all.took) == 0 {
		return 1
	}
	failed := 0
	for _, wrong := range slices.Sorted(maps.Keys(all.failed)) {
		n := all.failed[wrong]
		failed += n
		fmt.Fprintf(w, "  %d times: %s\n", n, wrong)
	}
	rate = float64(failed) / float64(len(all.took))
	fmt.Fprintf(w, "%.1f requests a second; %.3f %% failed\n", float64(len(all.took))/m.until.Sub(m.from).Seconds(), 100*rate)
	return rate
}

func (k *kind) print(w io.Writer) {
	slices.Sort(k.took)
	failed := 0
	for _, n := range k.failed {
		failed += n
	}
	fmt.Fprintf(w, "%-28s %8d %7d %9.0f %9.0f %9.0f\n", k.name, len(k.took), failed, ms(quantile(k.took, 0.5)), ms(quantile(k.took, 0.95)), ms(quantile(k.took, 1)))
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// quantile is the smallest value that the part of the sorted values do not exceed.
func quantile(sorted []time.Duration, part float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	n := int(part*float64(len(sorted)) + 0.999999)
	return sorted[min(max(n, 1), len(sorted))-1]
}
