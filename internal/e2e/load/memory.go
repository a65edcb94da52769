package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// memory is what the program had each minute, in megabytes.
type memory struct{ resident, heap []int64 }

// watch prints the memory each minute until the context ends.
func (p *program) watch(ctx context.Context) memory {
	var m memory
	minute := time.NewTicker(time.Minute)
	defer minute.Stop()
	for {
		select {
		case <-ctx.Done():
			return m
		case <-minute.C:
		}
		resident, err := p.resident()
		if err != nil {
			fmt.Fprintln(os.Stderr, "load: the program's memory:", err)
			continue
		}
		m.resident, m.heap = append(m.resident, resident), append(m.heap, p.heap.Load())
		fmt.Printf("minute %d: %d MB resident, %d MB of the heap in use after the last collection\n", len(m.heap), resident, p.heap.Load())
	}
}

var residentLine = regexp.MustCompile(`(?m)^VmRSS:\s+(\d+) kB$`)

// resident is the memory that the program holds, as the kernel counts it (proc(5)).
func (p *program) resident() (int64, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.command.Process.Pid))
	if err != nil {
		return 0, err
	}
	found := residentLine.FindSubmatch(status)
	if found == nil {
		return 0, fmt.Errorf("no VmRSS in %s", status)
	}
	kilobytes, err := strconv.ParseInt(string(found[1]), 10, 64)
	return kilobytes / 1024, err
}

// print says how the last third was against the third before it, when it lasted so long
// that this tells something: six minutes.
func (m memory) print(w io.Writer) {
	if len(m.heap) < 6 {
		return
	}
	third := len(m.heap) / 3
	for _, of := range []struct {
		what   string
		values []int64
	}{{"resident", m.resident}, {"heap", m.heap}} {
		middle, last := median(of.values[third:2*third]), median(of.values[len(of.values)-third:])
		fmt.Fprintf(w, "%s: median %d MB in the middle third and %d MB in the last (%+.1f %%)\n", of.what, middle, last, 100*(float64(last)/float64(max(middle, 1))-1))
	}
}

func median(values []int64) int64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}
