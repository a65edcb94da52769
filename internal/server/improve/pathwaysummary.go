package improve

import (
	"context"
	"net/http"
	"strings"

	"samsyn/internal/app/improve"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// ShowSummary is an introduction on one page, to be printed.
func (h *Handlers) ShowSummary(w http.ResponseWriter, r *http.Request) error {
	e, err := h.evaluation(r)
	if err != nil {
		return err
	}
	v := newSummaryView(r.Context(), e)
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(r.Context(), "%s: sammanfattning", e.Title), Content: view.Summary(v)})
}

// mostSummed is how many characters of a text the summary has room for.
const mostSummed = 280

func newSummaryView(ctx context.Context, e improve.Evaluation) view.SummaryView {
	v := view.SummaryView{Heading: ui.PageHeadingProps{Title: e.Title, Lead: e.Aim, Trail: pathwayTrail(ctx, e.PathwayPage)},
		Printed: i18n.T(ctx, "Läget %s.", i18n.LongDate(ctx, e.Today))}
	var team []string
	for _, m := range e.Team {
		team = append(team, i18n.T(ctx, "%s (%s)", m.Name, m.Competence))
	}
	v.Facts = []ui.Definition{{Term: i18n.T(ctx, "Läge"), Text: pathwayBadge(ctx, e.PathwayIntroduction, e.Phases, e.Today).Text},
		{Term: i18n.T(ctx, "Tid"), Text: pathwaySpan(ctx, e.PathwayIntroduction, e.Phases)},
		{Term: i18n.T(ctx, "Leds av"), Text: e.LeadName}, {Term: i18n.T(ctx, "Kärntrupp"), Text: strings.Join(team, ", ")},
		{Term: i18n.T(ctx, "Enheter"), Text: words.Sentence(unitSummary(ctx, e.PathwayPage.Units))}}
	for _, p := range e.Phases {
		state := phaseState(e.PathwayIntroduction, e.Phases, p, e.Today)
		v.Phases = append(v.Phases, view.SummaryPhase{Name: p.Name, Dates: phaseSpan(ctx, e.PathwayIntroduction, p), State: phaseWords(ctx, p, state), Left: words.Sentence(criteriaLeft(ctx, p.Left()))})
	}
	for _, g := range e.PatientGroups {
		v.Visions = append(v.Visions, ui.Definition{Term: g.Name, Text: short(g.Vision)})
	}
	v.Work = summaryWork(ctx, e)
	for _, line := range e.Lines {
		for _, effect := range line.Joint {
			name := line.Name
			if part := effect.Control.Stratum.Name; part != "" {
				name += ", " + part
			}
			v.Effects = append(v.Effects, ui.Definition{Term: name, Text: words.Effect(ctx, effect)})
		}
	}
	for _, d := range endTexts(ctx, e.PathwayPage) {
		v.End = append(v.End, ui.Definition{Term: d.Term, Text: short(d.Text)})
	}
	return v
}

// short is the text as the summary has room for it, on one line.
func short(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > mostSummed {
		return string(r[:mostSummed-1]) + "…"
	}
	return text
}

// summaryWork is how much is done of what there is to do.
func summaryWork(ctx context.Context, e improve.Evaluation) []ui.Definition {
	settled := 0
	for _, a := range e.Actions {
		if !a.State.Open() {
			settled++
		}
	}
	list := []ui.Definition{{Term: i18n.T(ctx, "Aktiviteter"), Text: i18n.T(ctx, "%d av %d avslutade", settled, len(e.Actions))}}
	for _, m := range e.Meetings {
		if m.State == improvement.MeetingPlanned || m.State == improvement.MeetingCalled {
			list = append(list, ui.Definition{Term: i18n.T(ctx, "Nästa avstämning"), Text: words.MeetingTime(ctx, m.Meeting)})
			break
		}
	}
	return list
}
