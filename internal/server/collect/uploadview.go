package collect

import (
	"context"
	"strconv"
	"time"

	"samsyn/internal/app/collect"
	"samsyn/internal/exchange"
	"samsyn/internal/i18n"
	"samsyn/internal/server/words"
	view "samsyn/templates/collect"
	"samsyn/templates/ui"
)

// shownRows is how many rows of a kind the page shows; those to be mended can be
// had as a file.
const shownRows = 300

// newFileView is what is in the file, row by row: what is to be mended first.
func newFileView(ctx context.Context, u uploaded, plan collect.FilePlan, today time.Time) view.FileView {
	v := view.FileView{
		Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Det här står i filen"), Lead: u.file.Name,
			Trail: []ui.Link{{Text: i18n.T(ctx, "Inrapportering"), URL: overviewURL}, {Text: i18n.T(ctx, "Lämna siffror i en fil"), URL: uploadURL(u.file.Where)}}},
		SeenField: seenField, Seen: plan.Seen, AgainURL: uploadURL(u.file.Where),
	}
	f := fileViewer{ctx: ctx, reasons: reasons{}, today: today}
	for _, r := range plan.Reasons {
		f.reasons[r.ID] = r.Text
	}
	switch {
	case plan.Wrong > 0:
		v.WrongURL = fileURL(u.file.ID) + "/att-ratta.xlsx"
	case plan.New+plan.Changed > 0:
		v.ApplyURL = fileURL(u.file.ID)
		v.ApplyText = i18n.N(ctx, "Spara uppgiften", "Spara %d uppgifter", plan.New+plan.Changed)
	}
	for _, part := range []struct {
		outcome collect.Outcome
		count   int
		group   view.FileGroup
	}{
		{collect.WrongRow, plan.Wrong, view.FileGroup{ID: "ratta", Title: i18n.T(ctx, "Att rätta: %d", plan.Wrong), Wrong: true}},
		{collect.NewFigure, plan.New, view.FileGroup{ID: "nya", Title: i18n.T(ctx, "Nya: %d", plan.New)}},
		{collect.ChangedFigure, plan.Changed, view.FileGroup{ID: "andrade", Title: i18n.T(ctx, "Ändrade: %d", plan.Changed)}},
		{collect.SameFigure, plan.Same, view.FileGroup{ID: "samma", Title: i18n.T(ctx, "Oförändrade: %d", plan.Same), Folded: true}},
	} {
		if part.count == 0 {
			continue
		}
		for n, r := range plan.Rows {
			if r.Outcome == part.outcome && len(part.group.Rows) < shownRows {
				part.group.Rows = append(part.group.Rows, f.row(u.upload.Rows[n], r))
			}
		}
		if left := part.count - len(part.group.Rows); left > 0 {
			part.group.More = i18n.N(ctx, "En rad till visas inte här.", "%d rader till visas inte här.", left)
		}
		v.Groups = append(v.Groups, part.group)
	}
	return v
}

// uploadURL is where a file for the same place is uploaded.
func uploadURL(at collect.Where) string {
	if at.UnitCode == "" {
		return filesURL
	}
	return overviewURL + "/" + at.UnitCode + "/" + at.PeriodCode + "/fil"
}

// fileViewer puts rows of a file into words.
type fileViewer struct {
	ctx     context.Context
	reasons reasons
	today   time.Time
}

func (f fileViewer) row(up exchange.UploadRow, r collect.PlannedRow) view.FileRow {
	v := view.FileRow{Line: strconv.Itoa(up.Line), Unit: r.Place.ShortName, Measure: f.measure(up, r), Problems: f.problems(up, r)}
	if v.Unit == "" {
		v.Unit = up.Unit
	}
	known := r.Row.Indicator.ID != 0
	if known {
		v.Now = f.figure(r, r.Row.Figure.State != "", false)
	}
	switch {
	case known && r.Outcome != collect.WrongRow:
		v.File = f.figure(r, r.After.State != "", true)
	default:
		v.File = rawText(up)
	}
	return v
}

// figure is the stored figure, or the one that would be, in one line.
func (f fileViewer) figure(r collect.PlannedRow, entered, after bool) string {
	figure := r.Row.Figure
	if after {
		figure = r.After
	}
	if !entered {
		return i18n.T(f.ctx, "Tomt")
	}
	return f.reasons.line(f.ctx, r.Row.Indicator, figure)
}

// measure names what the row is about, by its codes when it is about nothing known.
func (f fileViewer) measure(up exchange.UploadRow, r collect.PlannedRow) string {
	if r.Row.Indicator.ID == 0 {
		return joined(", ", up.Indicator, up.Stratum, up.Period)
	}
	return joined(", ", r.Row.Indicator.Definition.Name, r.Row.Stratum.Name, words.Period(f.ctx, r.Row.Period))
}

// problems are the sentences about the row, each after its place.
func (f fileViewer) problems(up exchange.UploadRow, r collect.PlannedRow) []string {
	var list []string
	for _, p := range rowProblems(up, r) {
		list = append(list, located(f.ctx, p))
	}
	if c := r.Theirs; c != nil {
		theirs := i18n.T(f.ctx, "Någon har tömt siffran sedan filen gjordes.")
		if c.Theirs.State != "" {
			theirs = i18n.T(f.ctx, "Siffran har ändrats sedan filen gjordes: %s, sparad %s.",
				f.reasons.line(f.ctx, r.Row.Indicator, c.Theirs), moment(f.ctx, c.Theirs.EnteredAt, f.today, c.By))
		}
		list = append(list, theirs+" "+i18n.T(f.ctx, "I filen står: %s.", rawText(up)))
	}
	return list
}

// rawText is what is filled in in a row, as it stands in the file.
func rawText(up exchange.UploadRow) string {
	var parts []string
	for _, column := range []exchange.Column{exchange.Numerator, exchange.Denominator, exchange.Mean, exchange.SD, exchange.N,
		exchange.Yes, exchange.Text, exchange.State, exchange.MissingReason, exchange.Comment} {
		parts = append(parts, up.Raw(column))
	}
	if text := joined(" | ", parts...); text != "" {
		return text
	}
	return i18n.NoValue
}
