package collect

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"samsyn/internal/app/collect"
	"samsyn/internal/exchange"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/collect"
	"samsyn/templates/ui"
)

// fileKinds are the kinds of rows in the order they are shown, with the names they
// have in addresses.
var fileKinds = []struct {
	kind collect.Outcome
	name string
}{{collect.WrongRow, "ratta"}, {collect.NewFigure, "nya"}, {collect.ChangedFigure, "andrade"}, {collect.SameFigure, "samma"}}

// shownRows is which rows of a file the page shows: the first of each kind, or a page
// of one kind.
type shownRows struct {
	kind collect.Outcome // "" for all
	page int             // counted from 1
}

// askedRows reads it from the address; what the file does not have is
// fault.ErrNotFound.
func askedRows(r *http.Request, s collect.FileStatus) (shownRows, error) {
	q := page.Query(r)
	shown := shownRows{page: 1}
	for _, k := range fileKinds {
		if q.Value(kindName) == k.name {
			shown.kind = k.kind
		}
	}
	if text := q.Value(pageName); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > pagesOf(s.Count(shown.kind)) {
			return shown, fault.ErrNotFound
		}
		shown.page = n
	}
	if q.Value(kindName) != "" && shown.kind == "" {
		return shown, fault.ErrNotFound
	}
	return shown, nil
}

// asked is what is asked of the use case.
func (s shownRows) asked(id int64) collect.LinesAsked {
	return collect.LinesAsked{ID: id, Kind: s.kind, First: s.page, Last: s.page}
}

func pagesOf(rows int) int { return (rows + collect.LinesOnPage - 1) / collect.LinesOnPage }

func overtaken(ctx context.Context) string {
	return i18n.T(ctx, "Inget är sparat. Något har ändrats sedan du såg det som står här. Titta igen innan du sparar.")
}

// newFileView is what is in the file, row by row: what is to be mended first.
func newFileView(ctx context.Context, lines collect.FileLines, shown shownRows, today time.Time) view.FileView {
	s := lines.Status
	v := view.FileView{Heading: fileHeading(ctx, s, i18n.T(ctx, "Det här står i filen")),
		SeenField: seenField, Seen: s.Seen, AgainURL: uploadURL(s.Where)}
	if s.Overtaken {
		v.Overtaken = overtaken(ctx)
	}
	for _, n := range s.Notes {
		v.Notes = append(v.Notes, words.FileProblem(ctx, spoken(n)))
	}
	changes := s.New + s.Changed
	switch {
	case s.Wrong > 0:
		v.WrongURL = fileURL(s.ID) + "/att-ratta.xlsx"
		if s.Wrong > mostWrongRows {
			v.WrongNote = i18n.T(ctx, "Hämtningen har de första %s raderna.", i18n.Integer(ctx, mostWrongRows))
		}
	case changes > 0:
		v.ApplyURL, v.ApplyText = fileURL(s.ID), i18n.T(ctx, "Spara uppgiften")
		if changes > 1 {
			v.ApplyText = i18n.T(ctx, "Spara %s uppgifter", i18n.Integer(ctx, int64(changes)))
		}
	}
	f := newFileViewer(ctx, lines, today)
	for _, k := range fileKinds {
		if count := s.Count(k.kind); count > 0 && (shown.kind == "" || shown.kind == k.kind) {
			v.Groups = append(v.Groups, f.group(k.name, k.kind, shown))
		}
	}
	if shown.kind != "" {
		v.AllURL = fileURL(s.ID)
	}
	return v
}

// fileViewer puts rows of a file into words.
type fileViewer struct {
	ctx     context.Context
	lines   collect.FileLines
	reasons reasons
	today   time.Time
}

func newFileViewer(ctx context.Context, lines collect.FileLines, today time.Time) fileViewer {
	f := fileViewer{ctx: ctx, lines: lines, reasons: reasons{}, today: today}
	for _, r := range lines.Reasons {
		f.reasons[r.ID] = r.Text
	}
	return f
}

// group is the rows of one kind, with the way to the others of it.
func (f fileViewer) group(name string, kind collect.Outcome, shown shownRows) view.FileGroup {
	count := f.lines.Status.Count(kind)
	sum := i18n.Integer(f.ctx, int64(count))
	g := view.FileGroup{ID: name, Wrong: kind == collect.WrongRow, Folded: kind == collect.SameFigure && shown.kind == ""}
	switch kind {
	case collect.WrongRow:
		g.Title = i18n.T(f.ctx, "Att rätta: %s", sum)
	case collect.NewFigure:
		g.Title = i18n.T(f.ctx, "Nya: %s", sum)
	case collect.ChangedFigure:
		g.Title = i18n.T(f.ctx, "Ändrade: %s", sum)
	default:
		g.Title = i18n.T(f.ctx, "Oförändrade: %s", sum)
	}
	for _, l := range f.lines.Lines[kind] {
		g.Rows = append(g.Rows, f.row(l, kind))
	}
	pages := pagesOf(count)
	if pages > 1 && shown.kind == "" {
		g.AllURL, g.AllText = f.pageURL(name, 1), i18n.T(f.ctx, "Visa alla %s", sum)
		g.Lead = i18n.T(f.ctx, "Här är de första %s.", i18n.Integer(f.ctx, collect.LinesOnPage))
	}
	if pages > 1 && shown.kind != "" {
		g.Pages = f.pagination(name, shown.page, pages)
	}
	return g
}

func (f fileViewer) pageURL(name string, n int) string {
	q := url.Values{kindName: {name}}
	if n > 1 {
		q.Set(pageName, strconv.Itoa(n))
	}
	return fileURL(f.lines.Status.ID) + "?" + q.Encode()
}

// pagination leads to the pages around, the first and the last.
func (f fileViewer) pagination(name string, now, last int) *ui.PaginationProps {
	return page.Pages(i18n.T(f.ctx, "Fler rader"), now, last, func(n int) string { return f.pageURL(name, n) })
}

func (f fileViewer) row(l collect.FileLine, kind collect.Outcome) view.FileRow {
	v := view.FileRow{Line: strconv.Itoa(l.Line), Unit: l.Unit.ShortName, Measure: f.measure(l), Problems: f.problems(l)}
	if v.Unit == "" {
		v.Unit = l.Unit.Code
	}
	if l.Hidden {
		v.Line = i18n.T(f.ctx, "%d (dold i Excel)", l.Line)
	}
	known := l.Due.Indicator.ID != 0
	if known {
		v.Now = f.figure(l, false)
	}
	if known && kind != collect.WrongRow {
		v.File = f.figure(l, true)
	} else {
		v.File = rawText(l)
	}
	return v
}

// figure is the stored figure, or the one that would be, in one line.
func (f fileViewer) figure(l collect.FileLine, after bool) string {
	figure := l.Now
	if after {
		figure = l.After
	}
	if figure.State == "" {
		return i18n.T(f.ctx, "Tomt")
	}
	return f.reasons.line(f.ctx, l.Due.Indicator, figure)
}

// measure names what the row is about, by its codes when it is about nothing known.
func (f fileViewer) measure(l collect.FileLine) string {
	if l.Due.Indicator.ID == 0 {
		return joined(", ", l.Indicator, l.Stratum, l.Period)
	}
	return joined(", ", l.Due.Indicator.Definition.Name, l.Due.Stratum.Name, words.Period(f.ctx, l.Due.Period))
}

// problems are the sentences about the row, each after its place.
func (f fileViewer) problems(l collect.FileLine) []string {
	var list []string
	for _, p := range l.Problems {
		list = append(list, located(f.ctx, p))
	}
	if c := l.Theirs; c != nil {
		theirs := i18n.T(f.ctx, "Någon har tömt siffran sedan filen gjordes.")
		if c.Theirs.State != "" {
			theirs = i18n.T(f.ctx, "Siffran har ändrats sedan filen gjordes: %s, sparad %s.",
				f.reasons.line(f.ctx, l.Due.Indicator, c.Theirs), moment(f.ctx, c.Theirs.EnteredAt, f.today, c.By))
		}
		list = append(list, theirs+" "+i18n.T(f.ctx, "I filen står: %s.", rawText(l)))
	}
	return list
}

// filledColumns are the columns that somebody fills in, in their order.
var filledColumns = []exchange.Column{exchange.Numerator, exchange.Denominator, exchange.Mean, exchange.SD, exchange.N,
	exchange.Yes, exchange.Text, exchange.State, exchange.MissingReason, exchange.Comment}

// rawText is what is filled in in a row, as it stands in the file.
func rawText(l collect.FileLine) string {
	var parts []string
	for _, column := range filledColumns {
		parts = append(parts, l.Raw[column])
	}
	if text := joined(" | ", parts...); text != "" {
		return text
	}
	return i18n.NoValue
}
