package report

import (
	"bytes"
	"cmp"
	"context"
	"encoding/hex"
	"slices"
	"strconv"

	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/report"
	"samsyn/templates/ui"
)

// newFilesView is every format with the files there are of it.
func newFilesView(ctx context.Context, visitor page.Visitor, p filesPage, files []report.File) view.FilesView {
	v := view.FilesView{Head: headOf(ctx, visitor, p.Year, filesTab, i18n.T(ctx, "Filer")), URL: p.url,
		Lead:          i18n.T(ctx, "En fil görs av rapporten som den är när du ber om den, och finns kvar i två veckor. Utgåvornas filer finns kvar för alltid."),
		AudienceField: ui.Hidden{Name: audienceName}}
	v.Head.Lead = ""
	if p.Number > 0 {
		v.Head = headOf(ctx, visitor, p.Year, editionsTab, i18n.T(ctx, "Filer av utgåva %s", edition.Name(p.Year, p.Number)))
		v.Head.Lead, v.Head.Trail = "", append(v.Head.Trail, ui.Link{Text: i18n.T(ctx, "Utgåvor"), URL: yearURL(p.Year) + editionsTab})
		v.Lead = i18n.T(ctx, "En utgåva ändras inte, och dess filer finns kvar för alltid.")
	}
	if p.may {
		v.Audiences = []ui.Link{{Text: i18n.T(ctx, "För gruppen och klinikerna"), URL: p.url, Current: p.Audience == edition.Internal},
			{Text: i18n.T(ctx, "För alla, små tal dolda"), URL: p.url + "?" + audienceName + "=" + forAll, Current: p.Audience == edition.Public}}
		if p.Audience == edition.Public {
			v.AudienceField.Value = forAll
		}
	}
	v.StillURL = p.url + "?" + stillName + "=1"
	if v.AudienceField.Value != "" {
		v.StillURL += "&" + audienceName + "=" + forAll
	}
	_, sum, err := p.doc.Encode()
	for _, format := range edition.FileFormats {
		if format == edition.UnitFile && !p.may {
			continue
		}
		f := view.FileView{ID: formatID(format), Format: string(format)}
		f.Name, f.About = formatWords(ctx, format)
		if format == edition.UnitFile {
			f.Units, f.Unit = unitOptions(visitor, p.doc)
			if len(f.Units) == 0 {
				continue
			}
		}
		for _, file := range files {
			if file.Format != string(format) {
				continue
			}
			old := err == nil && p.Number == 0 && !bytes.Equal(file.SHA256, sum[:])
			m := newMadeFile(ctx, file, old, visitor)
			if m.Unit != "" {
				m.About = p.doc.UnitName(int64(file.UnitID))
			}
			v.Working = v.Working || m.CancelURL != ""
			f.Made = append(f.Made, m)
		}
		slices.SortFunc(f.Made, func(a, b view.MadeFileView) int { return cmp.Compare(a.About, b.About) })
		v.Files = append(v.Files, f)
	}
	v.Said = saidOfFiles(ctx, v.Files)
	return v
}

// unitOptions are the units that the document is about; the visitor's own is chosen.
func unitOptions(visitor page.Visitor, d *edition.Document) (list []ui.Option, chosen string) {
	for _, u := range d.Units {
		id := strconv.FormatInt(u.ID, 10)
		list = append(list, ui.Option{Value: id, Label: u.Name})
		if chosen == "" && visitor.May(org.AnswerReport, org.UnitID(u.ID)) {
			chosen = id
		}
	}
	return list, chosen
}

// newMadeFile is one file; old says that the report is another now.
func newMadeFile(ctx context.Context, f report.File, old bool, visitor page.Visitor) view.MadeFileView {
	m := view.MadeFileView{ID: "fil-nr-" + strconv.FormatInt(f.ID, 10), State: string(f.State), Done: f.Done, Total: f.Total, Old: old}
	if f.UnitID != 0 {
		m.Unit = strconv.FormatInt(int64(f.UnitID), 10)
	}
	url := yearURL(f.Year) + filesTab + "/" + strconv.FormatInt(f.ID, 10)
	switch f.State {
	case report.FileMade:
		m.URL, m.Size, m.SHA256 = url, sizeWords(ctx, f.Size), hex.EncodeToString(f.ContentSHA256)
		m.Text = i18n.T(ctx, "Gjord %s kl. %s.", i18n.LongDate(ctx, *f.MadeAt), i18n.Clock(ctx, *f.MadeAt))
		if m.Again = old; old {
			m.Text += " " + i18n.T(ctx, "Rapporten har ändrats sedan dess.")
		}
	case report.FileWaiting, report.FileWorking:
		m.CancelURL, m.Text = url+"/avbryt", fileStage(ctx, f)
	case report.FileFailed:
		m.Text, m.Again = fileProblem(ctx, edition.FileFormat(f.Format), edition.FileProblem(f.Problem)), true
	case report.FileCancelled:
		m.Text, m.Again = i18n.T(ctx, "Avbruten. Ingen fil gjordes."), true
	}
	return m
}

// saidOfFiles tells those who hear the page how the work stands: a line that is another
// only when some file is ready, or is not to be.
func saidOfFiles(ctx context.Context, files []view.FileView) string {
	ready, failed, working := 0, 0, 0
	for _, f := range files {
		for _, m := range f.Made {
			switch m.State {
			case string(report.FileMade):
				ready++
			case string(report.FileFailed):
				failed++
			case string(report.FileWaiting), string(report.FileWorking):
				working++
			}
		}
	}
	text := i18n.N(ctx, "En fil är klar.", "%d filer är klara.", ready)
	if working > 0 {
		text += " " + i18n.N(ctx, "En fil görs.", "%d filer görs.", working)
	}
	if failed > 0 {
		text += " " + i18n.N(ctx, "En fil gick inte att göra.", "%d filer gick inte att göra.", failed)
	}
	return text
}

// sizeWords is a size in kilobytes or megabytes.
func sizeWords(ctx context.Context, size int64) string {
	const kilo, mega = 1000, 1000 * 1000
	if size < mega {
		return i18n.T(ctx, "%s kB", i18n.Integer(ctx, max(1, (size+kilo/2)/kilo)))
	}
	return i18n.T(ctx, "%s MB", i18n.Number(ctx, float64(size)/mega, 1))
}
