package group

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

const collectionURL = "/gruppen/insamling"

// ShowCollection shows how often the group collects, and by which days.
func (h *Handlers) ShowCollection(w http.ResponseWriter, r *http.Request) error {
	return h.showCollection(w, r, settingsPage{form: page.NewForm(nil)})
}

func (h *Handlers) showCollection(w http.ResponseWriter, r *http.Request, p settingsPage) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	s, err := h.room.Settings(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	g, err := h.room.Guide(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	v, status := newCollectionView(ctx, s, g, p), p.form.Status()
	if p.overtaken {
		status = http.StatusConflict
		v.Form.Conflict.Text = page.Overtaken(ctx, s.Last.ActorName, s.Last.At)
		v.Form.Conflict.Now = page.Differing(dayFacts(ctx, s.Group.Days()), typedDays(ctx, p.form))
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.Collection(v)})
}

// SaveCollection stores how often the group collects and by which days, or shows what
// they would mean.
func (h *Handlers) SaveCollection(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	c := group.Collection{Months: visitor.Group.CollectionMonths, Days: readDays(form)}
	if form.Has("collection_months") {
		c.Months, _ = strconv.Atoi(form.Value("collection_months")) // what is no number is no length
	}
	var tried *group.Effect
	if err = form.Err(); err == nil {
		if form.Value("do") == "try" {
			var effect group.Effect
			effect, err = h.room.TryCollection(ctx, visitor.Actor, visitor.Group.ID, c)
			tried = &effect
		} else {
			err = h.room.SaveCollection(ctx, visitor.Actor, seen(form, visitor), c)
		}
	}
	switch {
	case form.Rejected(err):
		return h.showCollection(w, r, settingsPage{form: form})
	case errors.Is(err, fault.ErrConflict):
		return h.showCollection(w, r, settingsPage{form: form, overtaken: true})
	case err != nil:
		return err
	case tried != nil:
		return h.showCollection(w, r, settingsPage{form: form, tried: tried})
	}
	return page.RedirectWith(w, r, guideURL, page.Done(i18n.T(ctx, "Sparat: hur ofta och när.")))
}

func newCollectionView(ctx context.Context, s group.Settings, g group.Guide, p settingsPage) view.CollectionView {
	form, months := p.form, p.form
	if !form.Has("collection_months") {
		months = page.NewForm(url.Values{"collection_months": {strconv.Itoa(s.Group.CollectionMonths)}})
	}
	v := view.CollectionView{
		Heading: ui.PageHeadingProps{Trail: guideTrail(ctx, s.Group), Title: i18n.T(ctx, "Hur ofta och när"),
			Lead: i18n.T(ctx, "Hur ofta enheterna lämnar siffror, och vilken dag som är den sista.")},
		Form: ui.FormState{Action: collectionURL, Version: strconv.Itoa(s.Version), Problems: form.Summary(ctx)},
		Length: ui.ChoiceGroupProps{Name: "collection_months", Legend: i18n.T(ctx, "Siffror samlas in"), Chosen: months.Values("collection_months"),
			Error: form.Error(ctx, "collection_months"), Description: i18n.T(ctx, "Går inte att ändra när de första siffrorna finns.")},
		Effect: newEffectView(ctx, s, p.tried),
		Others: []ui.TaskProps{
			{Title: i18n.T(ctx, "När barnen är få"), URL: settingsURL + "#sma-tal", Text: i18n.T(ctx, "Färre än %d döljs för läsare utanför gruppen. Färre än %d märks ut som få.",
				s.Group.MaskingThreshold, s.Group.ReliabilityLimit)},
			{Title: i18n.T(ctx, "Orsaker när en uppgift saknas"), URL: settingsURL + "#orsaker", Text: i18n.N(ctx, "En orsak att välja.", "%d orsaker att välja bland.", inUse(s))},
		},
	}
	if g.Figures > 0 {
		v.Settled = i18n.T(ctx, "Siffror samlas in: %s. Det går inte att ändra när det finns siffror.", words.ReportingLength(ctx, s.Group.CollectionMonths))
	}
	for _, length := range group.CollectionLengths() {
		v.Length.Options = append(v.Length.Options, ui.Option{Value: strconv.Itoa(length), Label: words.ReportingLength(ctx, length)})
	}
	var days view.SettingsView
	fillDays(ctx, &days, form, s.Group)
	v.DueDays, v.Day, v.Month = days.DueDays, days.Day, days.Month
	return v
}

func inUse(s group.Settings) int {
	n := 0
	for _, r := range s.Reasons {
		if r.Active {
			n++
		}
	}
	return n
}
