package ui

import (
	"bytes"
	"context"
	"html"
	"io"
	"strconv"
	"strings"

	"github.com/a-h/templ"
)

// Labels are what stands at a page's fields, by id. A summary of what is wrong stands before
// the fields that it is about, so it leaves room for their labels, which Filled puts in.
// One for each rendering of a page.
type Labels struct {
	words map[string]string
	asked []string // ids, in the order of the rooms left
}

type labelsKey struct{}

// WithLabels is the context to render a page in whose summaries name their fields.
func WithLabels(ctx context.Context) (context.Context, *Labels) {
	l := &Labels{words: map[string]string{}}
	return context.WithValue(ctx, labelsKey{}, l), l
}

// note keeps a field's label; it is nothing to see.
func note(id, label string) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, _ io.Writer) error {
		if l, ok := ctx.Value(labelsKey{}).(*Labels); ok && l.words[id] == "" {
			l.words[id] = strings.TrimRight(label, " ?:.")
		}
		return nil
	})
}

// labelOf leaves room for a field's label and a colon.
func labelOf(id string) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		l, ok := ctx.Value(labelsKey{}).(*Labels)
		if !ok {
			return nil
		}
		l.asked = append(l.asked, id)
		_, err := io.WriteString(w, room(len(l.asked)-1))
		return err
	})
}

// room is what stands for the label that was asked for as the n:th.
func room(n int) string { return "<!--label " + strconv.Itoa(n) + "-->" }

// Filled is the page with the labels in the rooms that were left for them: a comment is never
// anything else, since all text is escaped. A field without a label leaves nothing.
func (l *Labels) Filled(page []byte) []byte {
	for n, id := range l.asked {
		label := ""
		if l.words[id] != "" {
			label = html.EscapeString(l.words[id]) + ": "
		}
		page = bytes.Replace(page, []byte(room(n)), []byte(label), 1)
	}
	return page
}
