// Package goals is the pages about what the group wants to reach. It turns
// requests into calls of the use cases and their answers into views; it must not
// know SQL or any rule about goals.
package goals

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"samsyn/internal/app/goals"
	"samsyn/internal/chart"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/templates/ui"
)

// Handlers are the goals room's handlers.
type Handlers struct {
	room   *goals.Room
	charts *chart.Renderer
}

// New gives the handlers of the use cases.
func New(room *goals.Room) *Handlers { return &Handlers{room: room} }

// WithCharts gives the handlers with what draws charts for pages without JavaScript.
func (h *Handlers) WithCharts(charts *chart.Renderer) *Handlers {
	with := *h
	with.charts = charts
	return &with
}

// The names of the choices in an address.
const (
	yearName     = "ar"
	categoryName = "omrade"
	markName     = "marke"
	scopeName    = "galler"
	useName      = "anvands"
	stepName     = "steg"
)

// maxTyped bounds what is read from a field; the use case has the real limits.
const maxTyped = 20_000

// yearIn is the year in the address, zero when none is chosen; what is not a year
// leads nowhere.
func yearIn(r *http.Request) (int, error) {
	text := r.URL.Query().Get(yearName)
	if text == "" {
		return 0, nil
	}
	year, err := strconv.Atoi(text)
	if err != nil || year < 1 {
		return 0, fault.ErrNotFound
	}
	return year, nil
}

func tabs(ctx context.Context, current string) []ui.Link {
	links := []ui.Link{
		{Text: i18n.T(ctx, "Årets mål"), URL: "/mal"},
	}
	if mayWeigh(ctx) {
		links = append(links, ui.Link{Text: i18n.T(ctx, "Förslag"), URL: proposalsURL})
	}
	links = append(links, []ui.Link{
		{Text: i18n.T(ctx, "Enheternas mål"), URL: "/mal/enheter"},
		{Text: i18n.T(ctx, "Långsiktiga mål"), URL: "/mal/langsiktiga"},
		{Text: i18n.T(ctx, "Överordnade mål"), URL: "/mal/overordnade"},
		{Text: i18n.T(ctx, "Patientlöften"), URL: "/mal/loften"},
		{Text: i18n.T(ctx, "Mått"), URL: "/mal/matt"},
	}...)
	for n := range links {
		links[n].Current = links[n].URL == current
	}
	return links
}

// mayWeigh says whether the visitor reads what is proposed.
func mayWeigh(ctx context.Context) bool { return page.VisitorIn(ctx).May(org.Discuss, 0) }

func mayDecide(ctx context.Context) bool { return page.VisitorIn(ctx).May(org.DecideGoals, 0) }

func canEdit(r *http.Request) bool { return page.VisitorOf(r).May(org.EditIndicators, 0) }

func yearSelect(ctx context.Context, o goals.Overview) ui.SelectProps {
	s := ui.SelectProps{Name: yearName, Label: i18n.T(ctx, "År"), Value: strconv.Itoa(o.Year)}
	for _, year := range o.Years {
		s.Options = append(s.Options, ui.Option{Value: strconv.Itoa(year), Label: strconv.Itoa(year)})
	}
	return s
}

func yearURL(path string, year int) string { return path + "?" + yearName + "=" + strconv.Itoa(year) }

func measureURL(code string) string { return "/mal/matt/" + url.PathEscape(code) }

func resultURL(code string, year int) string {
	return yearURL("/resultat/matt/"+url.PathEscape(code), year)
}

// number writes an id or a version for an address or a field.
func number[T ~int | ~int64](n T) string { return strconv.FormatInt(int64(n), 10) }

// changed says who changed something last, "" when nobody has.
func changed(ctx context.Context, last goals.LastChange) string {
	if last.ActorName == "" {
		return ""
	}
	return i18n.T(ctx, "Senast ändrat av %s %s kl. %s.", last.ActorName, i18n.LongDate(ctx, last.At), i18n.Clock(ctx, last.At))
}
