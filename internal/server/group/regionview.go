package group

import (
	"context"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"samsyn/internal/app/group"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

func regionID(id org.RegionID) string { return "region-" + page.Digits(id) }

// regionCard is what one region says, in words.
func regionCard(ctx context.Context, v group.RegionsView) view.RegionViewCard {
	c := view.RegionViewCard{ID: regionID(v.Region.ID), Region: v.Region.Name, Body: v.Body, Late: v.Late}
	if c.Region == "" {
		c.Region = i18n.T(ctx, "Region som inte längre är med")
	}
	state := words.RegionViewState(ctx, v.State)
	switch {
	case v.Late && v.Done():
		c.Badge = stateBadge("late", i18n.T(ctx, "%s, sent", state), ui.Warning, ui.IconClock)
	case v.Late:
		c.Badge = stateBadge("late", i18n.T(ctx, "%s, försenat", state), ui.Danger, ui.IconClock)
	case v.State == improvement.ViewGiven:
		c.Badge = stateBadge(string(v.State), state, ui.Success, ui.IconCheck)
	case v.State == improvement.ViewRefrains:
		c.Badge = stateBadge(string(v.State), state, ui.Neutral, ui.IconDash)
	default:
		c.Badge = stateBadge("waiting", state, ui.Neutral, ui.IconPencil)
	}
	if v.Version != 0 {
		c.By = i18n.T(ctx, "%s, %s", v.WrittenByName, i18n.LongDate(ctx, v.WrittenAt))
	}
	return c
}

// viewStep is where a region's view is written.
func viewStep(ctx context.Context, form *page.Form, p group.ConsultationPage, v group.RegionsView) *view.AreaStep {
	mine := form.Value("region") == page.Digits(v.Region.ID)
	body := ui.TextAreaProps{Name: "body", Label: i18n.T(ctx, "Vad %s tycker", v.Region.Name), Value: v.Body, Rows: 7, Description: i18n.T(ctx, "Skriv det gemensamma för regionen. Den som ändrar sist står som avsändare.")}
	s := &view.AreaStep{ID: "synpunkt-" + page.Digits(v.Region.ID), Title: i18n.T(ctx, "Skriv regionens synpunkter"),
		Action: consultationURL(p.ID) + "/synpunkter/" + page.Digits(v.Region.ID), Version: strconv.Itoa(v.Version)}
	if v.Version != 0 {
		s.Title = i18n.T(ctx, "Ändra regionens synpunkter")
	}
	if mine {
		body.Value, body.Error, s.Open = form.Value("body"), form.Error(ctx, "body"), true
		if form.Err() != nil {
			s.Version = form.Value("version") // nobody has seen yet what may have been written since
		}
	}
	hidden := ui.Hidden{Name: "region", Value: page.Digits(v.Region.ID)}
	s.Fields = []templ.Component{view.HiddenField(hidden), ui.TextArea(body)}
	s.Buttons = []ui.ButtonProps{{Text: i18n.T(ctx, "Lämna synpunkterna"), Name: "state", Value: string(improvement.ViewGiven)},
		{Text: i18n.T(ctx, "Spara, vi arbetar vidare"), Name: "state", Value: string(improvement.ViewWorking), Variant: ui.Secondary},
		{Text: i18n.T(ctx, "Vi avstår"), Name: "state", Value: string(improvement.ViewRefrains), Variant: ui.Tertiary}}
	return s
}

// SaveRegionView stores what a region thinks.
func (h *Handlers) SaveRegionView(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	id, err := page.ID(r, "consultation")
	if err != nil {
		return err
	}
	region, err := page.ID(r, "region")
	if err != nil {
		return err
	}
	form.All().Set("region", page.Digits(region))
	e := group.ViewEdit{GroupID: visitor.Group.ID, ConsultationID: improvement.ConsultationID(id), RegionID: org.RegionID(region),
		State: improvement.RegionViewState(form.Value("state")), Body: form.Text("body", maxWritten), Version: versionIn(form)}
	if err = form.Err(); err == nil {
		err = h.room.WriteRegionView(ctx, visitor.Actor, e)
	}
	done := map[improvement.RegionViewState]string{improvement.ViewGiven: i18n.T(ctx, "Synpunkterna är lämnade."),
		improvement.ViewWorking: i18n.T(ctx, "Utkastet är sparat."), improvement.ViewRefrains: i18n.T(ctx, "Regionen avstår.")}[e.State]
	return page.End(w, r, page.Ending{Form: form, Err: err, To: consultationURL(e.ConsultationID) + "#" + regionID(e.RegionID), Said: done,
		Again:  func(late bool) error { return h.showConsultation(w, r, form, late) },
		Passed: i18n.T(ctx, "Remissen har gått vidare medan du skrev: svaret är lämnat till ordföranden, eller så är remissen avslutad."),
		Typed:  []page.Typed{{Name: "body", Label: i18n.T(ctx, "Regionens synpunkter")}}})
}
