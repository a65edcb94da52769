package reportfile

import (
	"bytes"
	"context"

	"github.com/a-h/templ"

	"samsyn/internal/document"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	view "samsyn/templates/report"
	"samsyn/web"
)

// pdf is the report on paper, tagged so that it can also be read aloud (PDF/UA-1).
func pdf(ctx context.Context, w *work) ([]byte, error) {
	paper, err := w.paper(ctx)
	if err != nil {
		return nil, err
	}
	return w.press.PDF(ctx, paper, document.Accessible)
}

// archive is the report for those who keep it (PDF/A-3b), with what it was made of
// attached: the tables, and the document itself.
func archive(ctx context.Context, w *work) ([]byte, error) {
	paper, err := w.paper(ctx)
	if err != nil {
		return nil, err
	}
	if paper.Attachments, err = w.attachments(ctx); err != nil {
		return nil, err
	}
	return w.press.PDF(ctx, paper, document.Archive)
}

// word is the same report to copy out of, with tables that are tables and headings that
// are headings.
func word(ctx context.Context, w *work) ([]byte, error) {
	paper, err := w.paper(ctx)
	if err != nil {
		return nil, err
	}
	return w.press.Word(ctx, paper)
}

// paper is the whole report, with its charts as files beside it.
func (w *work) paper(ctx context.Context) (document.Paper, error) {
	drawn, err := w.drawn(ctx, w.doc)
	if err != nil {
		return document.Paper{}, err
	}
	sheet, err := web.Static.ReadFile("static/css/" + view.PaperSheet)
	if err != nil {
		return document.Paper{}, err
	}
	files, pictures := map[string][]byte{view.PaperSheet: sheet}, view.Pictures{}
	for id, svg := range drawn {
		pictures[id] = id + ".svg"
		files[pictures[id]] = svg
	}
	return w.set(ctx, view.Paper(view.View{Document: w.doc, Pictures: pictures}), files)
}

// set is the page as a paper, with the files that it mentions.
func (w *work) set(ctx context.Context, page templ.Component, files map[string][]byte) (document.Paper, error) {
	var html bytes.Buffer
	err := page.Render(ctx, &html)
	return document.Paper{HTML: html.Bytes(), Files: files, At: w.doc.AsOf, Author: w.doc.Group, Lang: w.doc.Language,
		Within: w.within, Progress: func(stage document.Stage, done, of int) { w.progress(string(stage), done, of) }}, err
}

// attachments are the data of the report as files.
func (w *work) attachments(ctx context.Context) ([]document.Attachment, error) {
	book, err := workbook(ctx, w)
	if err != nil {
		return nil, err
	}
	list := []document.Attachment{{Name: "tabeller.xlsx", Type: edition.WorkbookFile.MediaType(),
		Description: i18n.T(ctx, "Alla tabeller och resultat som Excelfil"), Content: book}}
	sheets, err := w.sheets(ctx)
	if err != nil {
		return nil, err
	}
	for _, s := range sheets {
		var csv bytes.Buffer
		if err := s.WriteCSV(&csv); err != nil {
			return nil, err
		}
		list = append(list, document.Attachment{Name: s.file + ".csv", Type: "text/csv", Description: s.title, Content: csv.Bytes()})
	}
	whole, _, err := w.doc.Encode()
	return append(list, document.Attachment{Name: "rapport.json", Type: "application/json",
		Description: i18n.T(ctx, "Hela rapporten som data"), Content: whole}), err
}
