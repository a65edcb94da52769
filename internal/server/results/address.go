package results

import (
	"context"
	"net/url"
	"slices"
	"strconv"

	"samsyn/internal/analysis"
	"samsyn/internal/app/results"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/results"
	"samsyn/templates/ui"
)

// The room's addresses.
const (
	roomPath      = "/resultat"
	matrixPath    = "/resultat/matris"
	variationPath = "/resultat/variation"
	signalsPath   = "/resultat/signaler"
	indicatorPath = "/resultat/matt/"
	unitPath      = "/resultat/enhet/"
)

// query is the address with the choices that are made.
func (c choices) query(path string) string {
	q := url.Values{}
	for name, value := range map[string]string{timeName: c.Time, stratumName: c.Stratum, categoryName: c.Category, lineName: c.Line, methodName: c.Method} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if c.Year != 0 && c.Time == "" { // the time says which year it is
		q.Set(yearName, strconv.Itoa(c.Year))
	}
	if c.Narrow {
		q.Set(widthName, narrow)
	}
	if c.Widened {
		q.Set(limitsName, wide)
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// files lead to what the choices are about, as files.
func (c choices) files() view.Files {
	return view.Files{XLSX: c.query(roomPath + "/siffror.xlsx"), CSV: c.query(roomPath + "/siffror.csv")}
}

// indicatorURL leads to a measure's page.
func indicatorURL(code string, c choices) string {
	return c.query(indicatorPath + url.PathEscape(code))
}

// unitURL leads to a unit's page.
func unitURL(code string, year int) string {
	return choices{Year: year}.query(unitPath + url.PathEscape(code))
}

// yearSelect chooses the year, the newest first.
func yearSelect(ctx context.Context, years []int, chosen int) ui.SelectProps {
	s := ui.SelectProps{Name: yearName, Label: i18n.T(ctx, "År"), Value: strconv.Itoa(chosen)}
	for _, y := range slices.Backward(years) {
		s.Options = append(s.Options, ui.Option{Value: strconv.Itoa(y), Label: strconv.Itoa(y)})
	}
	return s
}

// categorySelect chooses the area; the process measures are one where they are shown.
func categorySelect(ctx context.Context, chosen string, process bool) ui.SelectProps {
	s := ui.SelectProps{Name: categoryName, Label: i18n.T(ctx, "Område"), Value: chosen, Empty: i18n.T(ctx, "Alla områden")}
	for _, category := range quality.Categories() {
		if process || category != quality.Process {
			s.Options = append(s.Options, ui.Option{Value: string(category), Label: words.Category(ctx, category)})
		}
	}
	return s
}

// times are the spans that can be chosen, and the one that is.
type times struct {
	spans  []analysis.Span
	chosen analysis.Span
	months int // of the group's collection periods
}

func timesOf(c results.Comparison) times {
	return times{c.Spans, c.Span, c.Dataset.Group.CollectionMonths}
}

// timeSelect chooses the span of time, the newest first of each kind.
func timeSelect(ctx context.Context, t times) ui.SelectProps {
	s := ui.SelectProps{Name: timeName, Label: i18n.T(ctx, "Tid"), Value: results.SpanCode(t.chosen, t.months)}
	headings := map[analysis.SpanKind]string{analysis.OneYear: i18n.T(ctx, "Helår"), analysis.Rolling: i18n.T(ctx, "Tolv månader till och med"),
		analysis.ThreeYears: i18n.T(ctx, "Tre år"), analysis.OnePeriod: i18n.T(ctx, "En period")}
	for _, span := range t.spans {
		heading := headings[span.Kind]
		if n := len(s.Groups); n == 0 || s.Groups[n-1].Label != heading {
			s.Groups = append(s.Groups, ui.OptionGroup{Label: heading})
		}
		group := &s.Groups[len(s.Groups)-1]
		label := words.Period(ctx, span.Period)
		if span.Kind == analysis.Rolling {
			label = words.Period(ctx, quality.PeriodOf(span.Period.End(), t.months))
		}
		group.Options = append(group.Options, ui.Option{Value: results.SpanCode(span, t.months), Label: label})
	}
	return s
}

// reader is what a page's words depend on besides what it shows.
type reader struct {
	group  org.Group
	own    []org.UnitID
	masked bool
	actor  org.Actor // for what the page leads to
}

func readerOf(v page.Visitor, masked bool) reader {
	return reader{group: v.Group, own: v.Actor.Units(v.Group.ID), masked: masked, actor: v.Actor}
}

// isOwn reports whether the unit is the reader's own.
func (r reader) isOwn(unit org.UnitID) bool { return unit != 0 && slices.Contains(r.own, unit) }

func (r reader) legend(ctx context.Context) view.Legend {
	return view.Legend{Masked: r.masked,
		Threshold: i18n.Integer(ctx, int64(r.group.MaskingThreshold)),
		Most:      i18n.Integer(ctx, int64(r.group.MaskingThreshold-1)),
		Limit:     i18n.Integer(ctx, int64(r.group.ReliabilityLimit))}
}

// title is the measure's name as it is defined in the row's year.
func title(ctx context.Context, def quality.Version) string {
	if i18n.LanguageOf(ctx) == i18n.English && def.NameEnglish != "" {
		return def.NameEnglish
	}
	return def.Name
}

// unitLabel is the measure's unit beside its name; none for a percentage, which
// stands with every value.
func unitLabel(m *analysis.Measure, def quality.Version) string {
	if m.Kind == quality.Proportion || !m.Kind.Numeric() {
		return ""
	}
	return def.UnitLabel
}
