package goals

import (
	"context"
	"strconv"
	"strings"

	"samsyn/internal/app/goals"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/goals"
	"samsyn/templates/ui"
)

// actions is what is done, and what the figures say of it.
func (p thread) actions(ctx context.Context) view.Knot {
	k := view.Knot{ID: "atgarder", Title: i18n.T(ctx, "Åtgärderna och deras effekt"), Empty: i18n.T(ctx, "Ingen åtgärd är påbörjad.")}
	if p.visitor.MayAtAny(org.EditActions, p.Units) || p.visitor.May(org.EditActions, 0) {
		k.Way = ui.Link{Text: i18n.T(ctx, "Ny åtgärd"), URL: page.NewAction{Goal: int64(p.Goal.ID)}.URL()}
	}
	for _, a := range p.Ties.Actions {
		item := view.KnotItem{Title: a.Area, URL: page.ActionURL(a.ID), State: words.ActionState(ctx, a.State),
			Note: p.place(ctx, a.UnitID)}
		switch {
		case a.BeganOn != nil:
			item.Note += ", " + i18n.T(ctx, "började %s", i18n.LongDate(ctx, *a.BeganOn))
		case a.State.Open():
			item.Note += ", " + i18n.T(ctx, "ska vara klar %s", i18n.LongDate(ctx, a.DueOn))
		}
		item.Text = a.Result
		for _, e := range p.Effects[a.ID] {
			text := words.Effect(ctx, e)
			if part := e.Control.Stratum.Name; part != "" {
				text = part + ": " + text
			}
			item.Details = append(item.Details, i18n.T(ctx, "I siffrorna: %s", text))
		}
		k.Items = append(k.Items, item)
	}
	return k
}

// place is the unit's short name, or all of them.
func (p thread) place(ctx context.Context, id org.UnitID) string {
	if u := p.Unit(id); u.ID != 0 {
		return u.ShortName
	}
	return i18n.T(ctx, "Klinikerna tillsammans")
}

// programmes is the learning teams and the introductions that work with the goal.
func (p thread) programmes(ctx context.Context) view.Knot {
	k := view.Knot{ID: "program", Title: i18n.T(ctx, "Förbättringsteamen och införandena"), Empty: i18n.T(ctx, "Inget team och inget införande arbetar med målet.")}
	for _, t := range p.Ties.Teams {
		k.Items = append(k.Items, programme(ctx, t, view.KnotItem{URL: "/forbattring/team/" + number(t.ID), State: words.TeamState(ctx, improvement.TeamState(t.State))}))
	}
	for _, t := range p.Ties.Pathways {
		k.Items = append(k.Items, programme(ctx, t, view.KnotItem{URL: "/forbattring/inforanden/" + number(t.ID), State: words.PathwayState(ctx, improvement.PathwayState(t.State))}))
	}
	return k
}

// programme fills in what a team and an introduction have in common.
func programme(ctx context.Context, t goals.ThreadProgramme, item view.KnotItem) view.KnotItem {
	item.Title, item.Text = t.Title, strings.Join(t.Goals, "\n")
	item.Note = i18n.T(ctx, "Från %s.", i18n.LongDate(ctx, t.From))
	if t.To != nil {
		item.Note = i18n.T(ctx, "%s till %s.", words.Sentence(i18n.LongDate(ctx, t.From)), i18n.LongDate(ctx, *t.To))
	}
	if t.Measure {
		item.Note += " " + i18n.T(ctx, "Följer något av målets mått.")
	}
	return item
}

// examples is what others can learn, and how far it has spread.
func (p thread) examples(ctx context.Context) view.Knot {
	k := view.Knot{ID: "exempel", Title: i18n.T(ctx, "Goda exempel och spridning"), Empty: i18n.T(ctx, "Inget gott exempel är publicerat.")}
	if p.visitor.MayAtAny(org.EditActions, p.Units) || p.visitor.May(org.EditActions, 0) {
		k.Way = ui.Link{Text: i18n.T(ctx, "Dela ett exempel"), URL: "/forbattring/exempel/nytt"}
	}
	for _, e := range p.Ties.Examples {
		item := view.KnotItem{Title: e.Title, URL: "/forbattring/exempel/" + number(e.ID),
			Note: i18n.T(ctx, "%s. Ingen annan enhet prövar än.", p.place(ctx, e.UnitID))}
		if e.Trying+e.Introduced > 0 {
			item.Note = i18n.T(ctx, "%s. %s, %s.", p.place(ctx, e.UnitID), i18n.N(ctx, "Prövas av en enhet", "Prövas av %d enheter", e.Trying),
				i18n.N(ctx, "infört av en", "infört av %d", e.Introduced))
		}
		k.Items = append(k.Items, item)
	}
	return k
}

// report is where the year is told.
func (p thread) report(ctx context.Context) view.Knot {
	year := strconv.Itoa(p.Goal.Year)
	k := view.Knot{ID: "arsrapport", Title: i18n.T(ctx, "Årsrapporten"), Empty: i18n.T(ctx, "Årsrapporten har inget avsnitt om området.")}
	for _, s := range p.Ties.Sections {
		item := view.KnotItem{Title: i18n.T(ctx, "%s %s", s.Heading, year), URL: "/arsrapport/" + year + "#avsnitt-" + strconv.FormatInt(s.SectionID, 10)}
		if !s.Written {
			item.Note = i18n.T(ctx, "Siffrorna står där. Texten är inte skriven än.")
		}
		k.Items = append(k.Items, item)
	}
	return k
}

// next is what became of the goal the year after.
func (p thread) next(ctx context.Context) view.Knot {
	k := view.Knot{ID: "nasta", Title: i18n.T(ctx, "Nästa års mål"), Empty: i18n.T(ctx, "Det är inte bestämt om målet förs vidare.")}
	for _, g := range p.Ties.Next {
		item := view.KnotItem{Title: g.Title, URL: "/mal/" + number(g.ID) + "/trad", State: strconv.Itoa(g.Year)}
		if g.Raised {
			item.Note = i18n.T(ctx, "Målet höjdes.")
		}
		k.Items = append(k.Items, item)
	}
	return k
}
