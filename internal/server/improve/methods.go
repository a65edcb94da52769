package improve

import (
	"context"
	"net/http"
	"time"

	"samsyn/internal/app/improve"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// methodsURL is the register of methods, and ownMethodsURL where a unit says how it is.
const (
	methodsURL    = "/forbattring/metoder"
	ownMethodsURL = methodsURL + "/hos-oss"
)

// shownName chooses whether methods that are not followed any longer are shown too.
const shownName = "visa"

func methodURL(id improvement.MethodID) string { return methodsURL + "/" + page.Digits(id) }

// ShowMethods is the matrix of methods and units.
func (h *Handlers) ShowMethods(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	all := page.Query(r).Value(shownName) == anyState
	m, err := h.room.Methods(ctx, visitor.Actor, visitor.Group.ID, all)
	if err != nil {
		return err
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Metoder på väg in och ut"), Content: view.Methods(newMethodsView(ctx, visitor, m, all))})
}

func newMethodsView(ctx context.Context, visitor page.Visitor, m improve.Methods, all bool) view.MethodsView {
	v := view.MethodsView{Frame: view.Frame{Tabs: tabs(ctx, visitor, methodsURL)}, CSVURL: methodsURL + "/matris.csv", HistoryURL: methodsURL + "/historik.csv",
		Empty: ui.EmptyStateProps{Title: i18n.T(ctx, "Ingen metod följs än"), Text: i18n.T(ctx, "När gruppen har skrivit in vad som införs eller fasas ut står det här.")}}
	if m.CanEdit {
		v.NewURL = methodsURL + "/ny"
		v.Empty.Text = i18n.T(ctx, "Skriv in vad som införs eller fasas ut, så säger varje enhet hur långt den har kommit.")
	}
	if len(m.Own) > 0 && len(m.Lines) > 0 {
		v.OwnURL = ownMethodsURL
	} else if m.CanEdit && len(m.Lines) > 0 {
		v.OwnURL = ownMethodsURL // for any unit
	}
	switch {
	case all && m.Ended > 0:
		v.EndedURL, v.EndedText = methodsURL, i18n.T(ctx, "Visa bara dem som följs")
	case m.Ended > 0:
		v.EndedURL = methodsURL + "?" + shownName + "=" + anyState
		v.EndedText = i18n.N(ctx, "Visa också en metod som inte följs längre", "Visa också %d metoder som inte följs längre", m.Ended, m.Ended)
	}
	for _, d := range improvement.MethodDirections() {
		if part := methodPart(ctx, m, d); len(part.Rows) > 0 {
			v.Parts = append(v.Parts, part)
		}
	}
	for _, s := range append(improvement.MethodStates(), "") {
		mark := methodMark(ctx, improvement.MethodIn, s)
		mark.Words = words.MethodLegend(ctx, s)
		v.Legend = append(v.Legend, mark)
	}
	return v
}

// methodPart is the methods that go the same way.
func methodPart(ctx context.Context, m improve.Methods, d improvement.MethodDirection) view.MethodPart {
	part := view.MethodPart{ID: "infors", Title: i18n.T(ctx, "Införs"), Caption: i18n.T(ctx, "Hur långt enheterna har kommit med det som införs")}
	if d == improvement.MethodOut {
		part.ID, part.Title, part.Caption = "fasas-ut", i18n.T(ctx, "Fasas ut"), i18n.T(ctx, "Hur långt enheterna har kommit med det som fasas ut")
	}
	own := map[org.UnitID]bool{}
	for _, u := range m.Own {
		own[u.ID] = true
	}
	for _, u := range m.Units {
		part.Units = append(part.Units, view.MethodHead{Unit: u.ShortName, Own: own[u.ID]})
	}
	for _, line := range m.Lines {
		if line.Direction != d {
			continue
		}
		row := view.MethodRow{Title: line.Title, URL: methodURL(line.ID), About: methodAbout(ctx, line, m.Today)}
		for _, c := range line.Cells {
			row.Cells = append(row.Cells, methodCell(ctx, line.Method, c, m.Today))
		}
		part.Rows = append(part.Rows, row)
	}
	part.Lead = i18n.N(ctx, "En metod", "%d metoder", len(part.Rows), len(part.Rows))
	return part
}

// methodAbout is what there is to know of a method in the matrix.
func methodAbout(ctx context.Context, line improve.MethodLine, today time.Time) []string {
	list := []string{i18n.T(ctx, "Prioritet: %s", words.Priority(ctx, line.Priority))}
	if !line.Followed(today) {
		return append(list, i18n.T(ctx, "Följdes till %s", i18n.Date(ctx, *line.EndedOn)))
	}
	if line.TargetOn != nil {
		list = append(list, i18n.T(ctx, "Klart %s", i18n.Date(ctx, *line.TargetOn)))
	}
	return append(list, words.MethodTally(ctx, line.Direction, line.Tally))
}

// methodCell is how far one unit has come, with the words that are read aloud.
func methodCell(ctx context.Context, m improvement.Method, c improve.MethodCell, today time.Time) view.MethodMark {
	now := c.Now()
	mark := methodMark(ctx, m.Direction, now.State)
	mark.Own = c.Own
	mark.Words = c.Unit.ShortName + ": " + mark.Words
	if now.State != "" {
		mark.Since = i18n.Date(ctx, now.Since)[:len("2006-01")]
		mark.Words += ", " + i18n.T(ctx, "sedan %s", i18n.LongDate(ctx, now.Since))
	}
	if c.CanNote && m.Followed(today) {
		mark.URL = methodURL(m.ID) + "/lage/" + c.Unit.Code
	}
	if c.Due(today) && m.Followed(today) {
		mark.Due = i18n.T(ctx, "följ upp")
	}
	return mark
}

// methodMark is a state with its letter, symbol and words.
func methodMark(ctx context.Context, d improvement.MethodDirection, s improvement.MethodState) view.MethodMark {
	m := view.MethodMark{Letter: words.MethodLetter(ctx, s), Words: words.MethodState(ctx, d, s), Kind: string(s), Color: ui.Neutral}
	switch s {
	case improvement.MethodUntouched:
		m.Icon = ui.IconNobody
	case improvement.MethodPlanned:
		m.Icon = ui.IconClock
	case improvement.MethodPartly:
		m.Icon, m.Color = ui.IconHalf, ui.Info
	case improvement.MethodDone:
		m.Icon, m.Color = ui.IconCheckFilled, ui.Success
	case improvement.MethodNotApplicable:
		m.Icon = ui.IconDash
	default:
		m.Icon, m.Kind = ui.IconMissing, "silent"
	}
	return m
}
