package group

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// ShowHealth shows how the group's own work stands in a year.
func (h *Handlers) ShowHealth(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	year := 0
	if text := r.URL.Query().Get(yearName); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return fault.ErrNotFound
		}
		year = n
	}
	p, err := h.room.Health(ctx, visitor.Actor, visitor.Group.ID, year)
	if err != nil {
		return err
	}
	v := newHealthView(ctx, visitor, p)
	v.Tabs = tabs(ctx, visitor, healthURL)
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Gruppens läge"), Content: view.Health(v)})
}

func newHealthView(ctx context.Context, visitor page.Visitor, p group.HealthPage) view.HealthView {
	year := strconv.Itoa(p.Now.Year)
	v := view.HealthView{Year: year, Before: strconv.Itoa(p.Then.Year),
		Filter: ui.FilterProps{Action: healthURL, Label: i18n.T(ctx, "Välj år")},
		Years:  ui.SelectProps{Name: yearName, Label: i18n.T(ctx, "År"), Value: year}}
	for _, y := range p.Years {
		v.Years.Options = append(v.Years.Options, ui.Option{Value: strconv.Itoa(y), Label: strconv.Itoa(y)})
	}
	now, then := healthLines(ctx, p.Now), healthLines(ctx, p.Then)
	links := healthLinks(visitor, p)
	for n, line := range now {
		v.Rows = append(v.Rows, view.HealthRow{Name: line.name, Why: line.why, URL: links[n],
			Now: newStanding(ctx, line), Then: newStanding(ctx, then[n])})
	}
	return v
}

// healthLine is one part of a group's health, in words.
type healthLine struct {
	name, why string
	condition improvement.Condition
	text      string
}

// newStanding is how a part stands, by word, symbol and colour, with the counts.
func newStanding(ctx context.Context, l healthLine) view.StandingView {
	v := view.StandingView{Text: l.text, Badge: ui.WordBadgeProps{Kind: string(l.condition)}}
	switch l.condition {
	case improvement.Fine:
		v.Badge.Text, v.Badge.Color, v.Badge.Icon = i18n.T(ctx, "Bra"), ui.Success, ui.IconCheckFilled
	case improvement.OnTheWay:
		v.Badge.Text, v.Badge.Color, v.Badge.Icon = i18n.T(ctx, "På väg"), ui.Info, ui.IconClock
	case improvement.Attention:
		v.Badge.Text, v.Badge.Color, v.Badge.Icon = i18n.T(ctx, "Se över"), ui.Warning, ui.IconHalf
	case improvement.Lacking:
		v.Badge.Text, v.Badge.Color, v.Badge.Icon = i18n.T(ctx, "Brister"), ui.Danger, ui.IconCross
	default:
		v.Badge.Text, v.Badge.Color, v.Badge.Icon = i18n.T(ctx, "Inget att bedöma"), ui.Neutral, ui.IconDash
	}
	return v
}

// healthLines are the parts of the group's health in the year, in the order they are shown.
func healthLines(ctx context.Context, h improvement.Health) []healthLine {
	c := h.Judge()
	return []healthLine{
		{i18n.T(ctx, "Möten"), i18n.T(ctx, "Gruppens egna möten som inte är inställda."), c.Meetings, meetingWords(ctx, h)},
		{i18n.T(ctx, "Gemensamt möte"), i18n.T(ctx, "Uppdraget kräver minst ett om året."), c.Joint, jointWords(ctx, h)},
		{i18n.T(ctx, "Siffror inne"), i18n.T(ctx, "Enheternas perioder vars sista dag har varit."), c.Periods, shareWords(ctx, h.PeriodsIn, h.PeriodsDue)},
		{i18n.T(ctx, "Siffror i tid"), i18n.T(ctx, "Inlämnade första gången senast sista dagen."), c.InTime, shareWords(ctx, h.PeriodsInTime, h.PeriodsDue)},
		{i18n.T(ctx, "Årsrapporten om året före"), i18n.T(ctx, "Rubriker som har text. Om materialet är överlämnat syns inte här."), c.Report, reportWords(ctx, h)},
		{i18n.T(ctx, "Mål med åtgärder"), i18n.T(ctx, "Årets mål som minst en åtgärd hör till."), c.Actions, shareWords(ctx, h.GoalsWithAction, h.Goals)},
		{i18n.T(ctx, "Mål i alla områden"), i18n.T(ctx, "Medicinska resultat, omvårdnad och patientnöjdhet."), c.Categories, shareWords(ctx, h.Categories-h.CategoriesLack, h.Categories)},
		{i18n.T(ctx, "Årets uppgifter"), i18n.T(ctx, "Uppgifterna i årshjulet och det som följer av beslut."), c.Tasks, taskWords(ctx, h)},
		{i18n.T(ctx, "Uppdraget bekräftat"), i18n.T(ctx, "Kliniker vars verksamhetschef har tagit del av den version som gäller."), c.Mandate, mandateWords(ctx, h)},
		{i18n.T(ctx, "Gruppens medlemmar"), i18n.T(ctx, "Enheter med så många medlemmar som gruppen vill ha, och båda yrkena."), c.Members, shareWords(ctx, h.UnitsFull, h.Units)},
	}
}

func shareWords(ctx context.Context, have, of int) string {
	if of == 0 {
		return i18n.T(ctx, "Inget än")
	}
	return i18n.T(ctx, "%d av %d", have, of)
}

func meetingWords(ctx context.Context, h improvement.Health) string {
	switch {
	case h.Meetings == 0:
		return i18n.T(ctx, "Inget möte är noterat")
	case h.PastUnheld > 0:
		return i18n.T(ctx, "%d hållna av %d, %d har passerat utan att vara noterade som hållna", h.Held, h.Meetings, h.PastUnheld)
	}
	return i18n.T(ctx, "%d hållna av %d", h.Held, h.Meetings)
}

func jointWords(ctx context.Context, h improvement.Health) string {
	switch {
	case h.JointHeld > 0:
		return i18n.N(ctx, "Ett är hållet", "%d är hållna", h.JointHeld)
	case h.JointMeetings > 0:
		return i18n.T(ctx, "Planerat, inte hållet")
	}
	return i18n.T(ctx, "Inget är planerat")
}

func reportWords(ctx context.Context, h improvement.Health) string {
	if !h.ReportExpected {
		return i18n.T(ctx, "Ingen rapport att skriva")
	}
	return i18n.T(ctx, "%d av %d rubriker", h.HeadingsWritten, h.Headings)
}

func taskWords(ctx context.Context, h improvement.Health) string {
	if h.Tasks == 0 {
		return i18n.T(ctx, "Inga uppgifter är inlagda")
	}
	return i18n.T(ctx, "%d av %d klara, %d försenade", h.TasksDone, h.Tasks, h.TasksOverdue)
}

func mandateWords(ctx context.Context, h improvement.Health) string {
	if !h.Mandate {
		return i18n.T(ctx, "Inget uppdrag gällde")
	}
	return i18n.T(ctx, "%d av %d kliniker", h.Signed, h.Clinics)
}

// healthLinks lead to where each part is seen to, as far as the visitor may go there; ""
// where not.
func healthLinks(visitor page.Visitor, p group.HealthPage) []string {
	year := p.Now.Year
	board, wheel := "", ""
	if visitor.May(org.ViewBoard, 0) {
		board = fmt.Sprintf("/inrapportering/oversikt?ar=%d", year)
	}
	if visitor.May(org.Discuss, 0) {
		wheel = wheelYearURL(year)
	}
	goals := fmt.Sprintf("/mal?ar=%d", year)
	return []string{wheel, wheel, board, board, fmt.Sprintf("/arsrapport/%d", year-1), "/forbattring", goals, wheel, mandateURL, groupURL + "#sammansattning"}
}
