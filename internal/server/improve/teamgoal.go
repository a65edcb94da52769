package improve

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// EditTeamGoal shows the form for a team's goal; a new one for the address that ends with
// "nytt".
func (h *Handlers) EditTeamGoal(w http.ResponseWriter, r *http.Request) error {
	p, err := h.teamGoal(r)
	if err != nil {
		return err
	}
	g := p.Goal
	values := url.Values{"title": {g.Title}, "body": {g.Body}, "goal": {number(g.GoalID)}, "version": {number(g.Version)}}
	return showTeamGoal(w, r, p, page.NewForm(values), http.StatusOK)
}

func (h *Handlers) teamGoal(r *http.Request) (improve.TeamGoalPage, error) {
	t, id, err := partOfTeam(r, "teamgoal")
	if err != nil {
		return improve.TeamGoalPage{}, err
	}
	return h.room.TeamGoal(r.Context(), page.VisitorOf(r).Actor, t, improvement.TeamGoalID(id))
}

// SaveTeamGoal stores a team's goal.
func (h *Handlers) SaveTeamGoal(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.teamGoal(r)
	if err != nil {
		return err
	}
	g := readTeamGoal(form)
	g.ID, g.TeamID = p.Goal.ID, p.Team.ID
	if err = form.Err(); err == nil {
		err = h.room.SaveTeamGoal(ctx, visitor.Actor, visitor.Group.ID, g)
	}
	switch {
	case errors.Is(err, fault.ErrConflict):
		if p, err = h.teamGoal(r); err != nil { // as it has become
			return err
		}
		return showTeamGoal(w, r, p, form, http.StatusConflict)
	case form.Rejected(err):
		return showTeamGoal(w, r, p, form, form.Status())
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, teamURL(p.Team.ID)+"#mal", page.Done(i18n.T(ctx, "Målet är sparat.")))
}

// DeleteTeamGoal removes a team's goal.
func (h *Handlers) DeleteTeamGoal(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.teamGoal(r)
	if err != nil {
		return err
	}
	g := improvement.TeamGoal{ID: p.Goal.ID, TeamID: p.Team.ID, Version: version(form)}
	if err := h.room.DeleteTeamGoal(ctx, visitor.Actor, visitor.Group.ID, g); err != nil {
		return err
	}
	return page.RedirectWith(w, r, teamURL(p.Team.ID)+"#mal", page.Done(i18n.T(ctx, "Målet är borttaget. Måtten är kvar.")))
}

// readTeamGoal reads a team's goal as it was typed.
func readTeamGoal(form *page.Form) improvement.TeamGoal {
	return improvement.TeamGoal{Title: form.Text("title", maxTyped), Body: form.Text("body", maxTyped), GoalID: quality.GoalID(form.ID("goal")), Version: version(form)}
}

// teamGoalTexts is a team's goal in words.
func teamGoalTexts(ctx context.Context, p improve.TeamGoalPage, g improvement.TeamGoal) []ui.Definition {
	goal, _ := p.Choices.Goal(g.GoalID)
	return []ui.Definition{{Term: i18n.T(ctx, "Målet"), Text: g.Title}, {Term: i18n.T(ctx, "Mer om målet"), Text: g.Body}, {Term: i18n.T(ctx, "Gruppens mål"), Text: goal.Title}}
}

func showTeamGoal(w http.ResponseWriter, r *http.Request, p improve.TeamGoalPage, form *page.Form, status int) error {
	ctx := r.Context()
	f := formFields{ctx, form}
	path := teamURL(p.Team.ID)
	v := view.TeamGoalFormView{
		FormState: ui.FormState{Action: path + "/mal/nytt", BackURL: path + "#mal", Version: form.Value("version"), Problems: form.Summary(ctx)},
		Heading:   ui.PageHeadingProps{Title: i18n.T(ctx, "Teamets mål"), Trail: []ui.Link{{Text: i18n.T(ctx, "Förbättringsteam"), URL: teamsURL}, {Text: p.Team.Title, URL: path}}},
		Title:     f.field(ui.FieldProps{Name: "title", Label: i18n.T(ctx, "Målet"), Description: i18n.T(ctx, "Vad som ska vara sant när teamet slutar, i en mening."), MaxLength: improvement.MaxLine, Required: true}),
		Body:      f.area(ui.TextAreaProps{Name: "body", Label: i18n.T(ctx, "Mer om målet"), MaxLength: improvement.MaxText, Rows: 2, Optional: true}),
	}
	v.Goal = f.pick(goalSelect(ctx, p.Choices.Goals))
	v.Goal.Name, v.Goal.Label, v.Goal.Value, v.Goal.Error = "goal", i18n.T(ctx, "Ett steg mot gruppens mål"), form.Value("goal"), form.Error(ctx, "goal")
	v.Goal.Empty, v.Goal.Optional, v.Goal.Description = i18n.T(ctx, "Inget"), true, i18n.T(ctx, "Då syns det också bland målen på alla nivåer.")
	if p.Goal.ID != 0 {
		v.Action = path + "/mal/" + number(p.Goal.ID)
		v.RemoveURL = v.Action + "/ta-bort"
	}
	if status == http.StatusConflict {
		v.Version = strconv.Itoa(p.Goal.Version)
		v.Conflict = ui.Conflict{Text: i18n.T(ctx, "Någon annan har ändrat målet medan du skrev."), Now: page.Differing(teamGoalTexts(ctx, p, p.Goal), teamGoalTexts(ctx, p, readTeamGoal(form)))}
	}
	return page.Show(w, r, status, page.Page{Title: v.Heading.Title, Content: view.TeamGoalForm(v)})
}
