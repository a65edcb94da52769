package main

import (
	"os"
	"runtime/debug"
)

// growth is how much the program's memory may grow, in per cent of what it uses, before
// what is left over is collected. Go's own 100 is for programs that use much: a page
// makes and drops a few megabytes, and a quarter of its time went to collecting them.
const growth = 300

// tuneMemory sets that, unless whoever runs the program has set GOGC.
func tuneMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(growth)
	}
}
