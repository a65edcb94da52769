package improve

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// EditTeamEnd shows the form that ends a team.
func (h *Handlers) EditTeamEnd(w http.ResponseWriter, r *http.Request) error {
	p, err := h.teamEnd(r)
	if err != nil {
		return err
	}
	due := page.VisitorOf(r).Today().AddDate(0, 6, 0)
	values := url.Values{"version": {number(p.Version)}, "due_on": {dateValue(&due)}}
	if p.State == improvement.TeamRunning {
		values.Set("as", string(improvement.TeamHandedOver))
	}
	return showTeamEnd(w, r, p, page.NewForm(values), http.StatusOK)
}

// teamEnd reads the team that the address names, to end it.
func (h *Handlers) teamEnd(r *http.Request) (improve.TeamEndPage, error) {
	t, err := teamOf(r)
	if err != nil {
		return improve.TeamEndPage{}, err
	}
	return h.room.TeamEnd(r.Context(), page.VisitorOf(r).Actor, t.GroupID, t.ID)
}

// EndTeam hands a team over to ordinary work, or ends it without. When somebody else was
// first the form comes back with what was typed.
func (h *Handlers) EndTeam(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.teamEnd(r)
	e := readTeamEnding(form)
	of := improvement.Team{GroupID: visitor.Group.ID, ID: p.ID, Version: version(form)}
	if err == nil {
		err = form.Err()
	}
	if err == nil {
		err = h.room.EndTeam(ctx, visitor.Actor, of, e)
	}
	switch {
	case errors.Is(err, fault.ErrConflict), errors.Is(err, fault.ErrWrongState):
		if p, err = h.teamEnd(r); err != nil && !errors.Is(err, fault.ErrWrongState) { // as it has become
			return err
		}
		return showTeamEnd(w, r, p, form, http.StatusConflict)
	case form.Rejected(err):
		return showTeamEnd(w, r, p, form, form.Status())
	case err != nil:
		return err
	}
	done := i18n.T(ctx, "Teamet är avslutat.")
	if e.As == improvement.TeamHandedOver {
		done = i18n.T(ctx, "Teamet är överlämnat. Det som fortsätter är en gemensam åtgärd.")
	}
	return page.RedirectWith(w, r, teamURL(p.ID), page.Done(done))
}

// readTeamEnding reads how a team ends as it was typed.
func readTeamEnding(form *page.Form) improvement.TeamEnding {
	e := improvement.TeamEnding{As: improvement.TeamState(form.Value("as")), Note: form.Text("end_note", maxTyped), Continues: form.Text("continues", maxTyped),
		OwnerID: org.PersonID(form.ID("owner"))}
	if d := form.Date("due_on"); d != nil {
		e.DueOn = *d
	}
	for _, id := range form.IDs("goals") {
		e.CarriedOn = append(e.CarriedOn, improvement.TeamGoalID(id))
	}
	return e
}

func showTeamEnd(w http.ResponseWriter, r *http.Request, p improve.TeamEndPage, form *page.Form, status int) error {
	ctx := r.Context()
	v := newTeamEndView(ctx, p, form)
	switch {
	case status != http.StatusConflict:
	case p.State.Open():
		v.Version, v.Conflict.Text = number(p.Version), page.Overtaken(ctx, p.Last.ActorName, p.Last.At)
	default:
		v.Unsaved = ui.Conflict{Text: i18n.T(ctx, "Teamet avslutades medan du skrev."), Now: page.Differing(teamEndTexts(ctx, p.EndNote, p.Team.Continues), teamEndTexts(ctx, form.Value("end_note"), form.Value("continues")))}
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.TeamEnd(v)})
}

// teamEndTexts are what is said of a team's end.
func teamEndTexts(ctx context.Context, note, continues string) []ui.Definition {
	return []ui.Definition{{Term: i18n.T(ctx, "Slutanteckning"), Text: note}, {Term: i18n.T(ctx, "Vad som fortsätter"), Text: continues}}
}

func newTeamEndView(ctx context.Context, p improve.TeamEndPage, form *page.Form) view.TeamEndView {
	f := formFields{ctx, form}
	path := teamURL(p.ID)
	v := view.TeamEndView{
		FormState: ui.FormState{Action: path + "/avsluta", BackURL: path, Version: form.Value("version"), Problems: form.Summary(ctx)},
		Heading: ui.PageHeadingProps{Title: i18n.T(ctx, "Lämna över eller avsluta"), Lead: i18n.T(ctx, "Teamet låses. Siffror, mål och anteckningar går att läsa även efteråt."),
			Trail: []ui.Link{{Text: i18n.T(ctx, "Förbättringsteam"), URL: teamsURL}, {Text: p.Title, URL: path}}},
		As: ui.ChoiceGroupProps{Name: "as", Legend: i18n.T(ctx, "Hur slutar teamet?"), Chosen: form.Values("as"), Error: form.Error(ctx, "as")},
		Note: f.area(ui.TextAreaProps{Name: "end_note", Label: i18n.T(ctx, "Slutanteckning"), Description: i18n.T(ctx, "Vad ni har lärt er, eller varför teamet avslutas."),
			MaxLength: improvement.MaxLongText, Rows: 4, Required: true}),
		Continues: f.area(ui.TextAreaProps{Name: "continues", Label: i18n.T(ctx, "Vad som fortsätter"), Description: i18n.T(ctx, "Det som enheterna ska göra även utan teamet."),
			MaxLength: improvement.MaxLongText, Rows: 3}),
		Owner: f.pick(ui.SelectProps{Name: "owner", Label: i18n.T(ctx, "Ansvarig för att det fortsätter"), Empty: i18n.T(ctx, "Välj")}),
		DueOn: f.field(ui.FieldProps{Name: "due_on", Label: i18n.T(ctx, "Följs upp senast"), Type: "date"}),
		Goals: ui.ChoiceGroupProps{Name: "goals", Legend: i18n.T(ctx, "Mål som ska bli gruppens"), Chosen: form.Values("goals"), Error: form.Error(ctx, "goals"), Optional: true,
			Description: i18n.T(ctx, "De kan sedan föreslås för nästa år, med teamets ord ifyllda.")},
	}
	if p.State == improvement.TeamRunning {
		v.As.Options = append(v.As.Options, ui.Option{Value: string(improvement.TeamHandedOver), Label: i18n.T(ctx, "Arbetet lämnas över till den ordinarie verksamheten")})
	}
	v.As.Options = append(v.As.Options, ui.Option{Value: string(improvement.TeamEnded), Label: i18n.T(ctx, "Teamet avslutas utan överlämning")})
	for _, m := range p.Members {
		v.Owner.Options = append(v.Owner.Options, ui.Option{Value: number(m.ID), Label: m.Name})
	}
	for _, g := range p.Goals {
		v.Goals.Options = append(v.Goals.Options, ui.Option{Value: number(g.ID), Label: g.Title})
	}
	return v
}
