// Package logging makes the program's log: lines of text for somebody who watches a
// terminal, JSON for programs that gather logs, each with the number of the request that it
// belongs to. It must not know what is logged.
package logging

import (
	"context"
	"io"
	"log/slog"
	"os"
)

// The forms of a log.
const (
	Text = "text"
	JSON = "json"
)

// Of gives what every line that is written with the context shall carry; an attribute
// without a value is left out.
type Of func(ctx context.Context) slog.Attr

// New makes a log that is written to w in the form, or when that is "" in the one that
// suits w. What is gathered elsewhere is JSON, since its fields are found again there.
func New(w io.Writer, form string, of ...Of) *slog.Logger {
	if form == "" {
		form = suiting(w)
	}
	if form == JSON {
		return slog.New(handler{slog.NewJSONHandler(w, nil), of})
	}
	return slog.New(handler{slog.NewTextHandler(w, nil), of})
}

// suiting is text for a terminal, JSON for a file, a pipe or a journal.
func suiting(w io.Writer) string {
	if file, ok := w.(*os.File); ok {
		if info, err := file.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			return Text
		}
	}
	return JSON
}

// handler adds to each line what its context knows.
type handler struct {
	slog.Handler
	of []Of
}

// Handle writes the line.
func (h handler) Handle(ctx context.Context, record slog.Record) error {
	for _, of := range h.of {
		if attr := of(ctx); attr.Value.String() != "" {
			record.AddAttrs(attr)
		}
	}
	return h.Handler.Handle(ctx, record)
}

// WithAttrs is the handler for lines that all have the attributes.
func (h handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return handler{h.Handler.WithAttrs(attrs), h.of}
}

// WithGroup is the handler for lines whose attributes stand in a group.
func (h handler) WithGroup(name string) slog.Handler {
	return handler{h.Handler.WithGroup(name), h.of}
}
