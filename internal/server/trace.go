package server

import (
	"mime"
	"net/http"
	"sync"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/group"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
)

// reads is a handler whose page has figures that are masked for outside readers: that
// somebody who sees them unmasked opens it is noted in the log under the name, once a
// day. unit is the variable of the address that names the unit, "" for none. A page is
// not sent when it cannot be noted.
func (s *Server) reads(name, unit string, h page.Handler) page.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		visitor := page.VisitorOf(r)
		if !visitor.May(org.ViewUnmasked, 0) {
			return h(w, r)
		}
		reading := group.Reading{GroupID: visitor.Group.ID, Page: name}
		if unit != "" {
			reading.UnitCode = chi.URLParam(r, unit)
		}
		return traced(w, r, h, func() error {
			seen := seenToday{visitor.Actor.Person.ID, reading}
			if s.noted.has(visitor, seen) {
				return nil
			}
			if _, err := s.traces.NoteReading(r.Context(), visitor.Actor, reading); err != nil {
				return err
			}
			s.noted.add(visitor, seen)
			return nil
		})
	}
}

// handsOut is a handler that may answer with a file to save: each is noted in the log, of
// a handler whose use case does not note it itself.
func (s *Server) handsOut(h page.Handler) page.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		visitor := page.VisitorOf(r)
		return traced(w, r, h, func() error {
			disposition, names, err := mime.ParseMediaType(w.Header().Get("Content-Disposition"))
			if err != nil || disposition != "attachment" {
				return nil // a picture in a page
			}
			return s.traces.NoteFile(r.Context(), visitor.Actor, visitor.Group.ID, names["filename"])
		})
	}
}

// traced runs the handler, and note right before the first of a whole answer is sent. When
// that fails the answer is not sent.
func traced(w http.ResponseWriter, r *http.Request, h page.Handler, note func() error) error {
	t := &tracing{ResponseWriter: w, note: note}
	err := h(t, r)
	if t.err == nil {
		return err
	}
	for _, name := range []string{"Content-Disposition", "Content-Length", "Content-Type", "Etag"} {
		w.Header().Del(name)
	}
	return t.err
}

// tracing notes a whole answer before it lets it through.
type tracing struct {
	http.ResponseWriter
	note func() error
	sent bool
	err  error // why the answer is held back
}

// WriteHeader sends the head of the answer.
func (t *tracing) WriteHeader(status int) {
	if !t.sent {
		t.sent = true
		if status == http.StatusOK {
			t.err = t.note()
		}
	}
	if t.err == nil {
		t.ResponseWriter.WriteHeader(status)
	}
}

// Write sends a part of the answer, after its head.
func (t *tracing) Write(p []byte) (int, error) {
	if !t.sent {
		t.WriteHeader(http.StatusOK)
	}
	if t.err != nil {
		return 0, t.err
	}
	return t.ResponseWriter.Write(p)
}

// Unwrap is the writer below, for http.ResponseController.
func (t *tracing) Unwrap() http.ResponseWriter { return t.ResponseWriter }

// seenToday is a page that somebody has opened today.
type seenToday struct {
	person  org.PersonID
	reading group.Reading
}

// mostSeen bounds how much a process remembers of the day.
const mostSeen = 100_000

// dayNotes spares the question whether a reading is noted: the database knows it, and
// another process, or this one after a restart, asks it once more.
type dayNotes struct {
	mu   sync.Mutex
	day  string
	seen map[seenToday]bool
}

func (d *dayNotes) has(v page.Visitor, s seenToday) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.day == v.Today().String() && d.seen[s]
}

func (d *dayNotes) add(v page.Visitor, s seenToday) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if day := v.Today().String(); day != d.day || len(d.seen) >= mostSeen {
		d.day, d.seen = day, map[seenToday]bool{}
	}
	d.seen[s] = true
}
