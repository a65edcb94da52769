package reportfile

import (
	"archive/zip"
	"bytes"
	"context"

	"samsyn/internal/exchange"
)

// workbook is all tables as a workbook.
func workbook(ctx context.Context, w *work) ([]byte, error) {
	w.progress(Writing, 0, 0)
	sheets, err := w.sheets(ctx)
	if err != nil {
		return nil, err
	}
	book := exchange.Book{Title: w.doc.Title, Author: w.doc.Group, At: w.doc.AsOf}
	for _, s := range sheets {
		book.Sheets = append(book.Sheets, s.Stream)
	}
	var out bytes.Buffer
	err = book.WriteXLSX(&out)
	return out.Bytes(), err
}

// tables is the same tables as text files, as Excel on a Swedish computer opens them, in
// one zip file: one text file cannot hold tables with different columns.
func tables(ctx context.Context, w *work) ([]byte, error) {
	w.progress(Writing, 0, 0)
	sheets, err := w.sheets(ctx)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, s := range sheets {
		file, err := z.CreateHeader(&zip.FileHeader{Name: s.file + ".csv", Method: zip.Deflate, Modified: w.doc.AsOf})
		if err != nil {
			return nil, err
		}
		if err := s.WriteCSV(file); err != nil {
			return nil, err
		}
	}
	err = z.Close()
	return out.Bytes(), err
}
