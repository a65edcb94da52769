package reportfile

import (
	"bytes"
	"context"

	"samsyn/internal/document"
	"samsyn/internal/server/show"
)

// slides is the presentation as one page with its script, its style and its pictures in it.
func slides(ctx context.Context, w *work) ([]byte, error) {
	w.progress(Charts, 0, 0)
	page, err := show.SlidesFile(ctx, w.charts, w.doc)
	if err != nil {
		return nil, err
	}
	var html bytes.Buffer
	err = page.Render(ctx, &html)
	return html.Bytes(), err
}

// handout is the presentation on paper.
func handout(ctx context.Context, w *work) ([]byte, error) {
	w.progress(Charts, 0, 0)
	paper, err := show.Handout(ctx, w.charts, w.doc)
	return w.printed(ctx, paper, err)
}

// summary is the document on one page.
func summary(ctx context.Context, w *work) ([]byte, error) {
	return w.printed(ctx, show.Summary(w.doc), nil)
}

// unit is what the document says of one unit.
func unit(ctx context.Context, w *work) ([]byte, error) {
	w.progress(Charts, 0, 0)
	paper, err := show.UnitPaper(ctx, w.charts, w.doc, w.order.UnitID)
	return w.printed(ctx, paper, err)
}

// printed is the paper as PDF, unless it could not be made.
func (w *work) printed(ctx context.Context, shown show.Paper, err error) ([]byte, error) {
	if err != nil {
		return nil, err
	}
	paper, err := w.set(ctx, shown.Page, shown.Files)
	if err != nil {
		return nil, err
	}
	return w.press.PDF(ctx, paper, document.Accessible)
}
