package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"samsyn/internal/document"
	"samsyn/internal/server/reportfile"
)

// stageWords are what is being done to a report's file.
var stageWords = map[string]string{
	reportfile.Charts: "ritar diagrammen", reportfile.Writing: "skriver rapporten",
	string(document.Waiting): "väntar på sin tur", string(document.Reading): "läser rapporten",
	string(document.LayingOut): "delar upp i sidor", string(document.Drawing): "ritar sidorna",
	string(document.Picturing): "lägger in figurerna", string(document.Converting): "gör om till Word",
	string(document.Finishing): "gör klart filen",
}

// tellEvery is how often the same stage is told of.
const tellEvery = 2 * time.Second

// teller writes how far a file has come, a line for each stage and now and then within one.
type teller struct {
	out   io.Writer
	mu    sync.Mutex
	stage string
	told  time.Time
}

// progress is reportfile's.
func (t *teller) progress(stage string, done, total int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if stage == t.stage && time.Since(t.told) < tellEvery && (done < total || total == 0) || stage == string(document.Waiting) {
		return
	}
	t.stage, t.told = stage, time.Now()
	switch {
	case total > 0:
		fmt.Fprintf(t.out, "%s: %d av %d\n", stageWords[stage], done, total)
	case done > 0:
		fmt.Fprintf(t.out, "%s: %d\n", stageWords[stage], done)
	default:
		fmt.Fprintln(t.out, stageWords[stage])
	}
}
