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
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// phaseURL leads to a phase of an introduction.
func phaseURL(id improvement.PathwayID, number int) string {
	return pathwayURL(id) + "/faser/" + strconv.Itoa(number)
}

// phasePage is an introduction, and the phase of it that the address names.
type phasePage struct {
	improve.PathwayPage
	phase improvement.PathwayPhase
}

func (h *Handlers) phase(r *http.Request) (phasePage, error) {
	p, err := h.pathway(r)
	if err != nil {
		return phasePage{}, err
	}
	id, err := page.ID(r, "phase")
	if err != nil {
		return phasePage{}, err
	}
	phase := p.Phases.Numbered(int(id))
	if phase == nil {
		return phasePage{}, fault.ErrNotFound
	}
	return phasePage{p, *phase}, nil
}

// ShowPhase is one phase with what must be so for it to be done.
func (h *Handlers) ShowPhase(w http.ResponseWriter, r *http.Request) error {
	p, err := h.phase(r)
	if err != nil {
		return err
	}
	return showPhase(w, r, p, page.NewForm(url.Values{"version": {strconv.Itoa(p.Version)}, "what": {"end"}}), http.StatusOK)
}

func showPhase(w http.ResponseWriter, r *http.Request, p phasePage, form *page.Form, status int) error {
	ctx := r.Context()
	v := newPhaseView(ctx, page.VisitorOf(r), p, form)
	if status == http.StatusConflict {
		v.Version = strconv.Itoa(p.Version)
		v.Conflict.Text = page.Overtaken(ctx, p.Last.ActorName, p.Last.At)
	}
	return page.Show(w, r, status, page.Page{Title: i18n.T(ctx, "%s: %s", p.phase.Name, p.Title), Content: view.Phase(v)})
}

func newPhaseView(ctx context.Context, visitor page.Visitor, p phasePage, form *page.Form) view.PhaseView {
	at := phaseURL(p.ID, p.phase.Number)
	state := phaseState(p.PathwayIntroduction, p.Phases, p.phase, p.Today)
	v := view.PhaseView{FormState: ui.FormState{Version: form.Value("version"), Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Heading: ui.PageHeadingProps{Title: p.phase.Name, Trail: pathwayTrail(ctx, p.PathwayPage)}, State: phaseBadge(ctx, p.phase, state),
		Facts: []ui.Definition{{Term: i18n.T(ctx, "Tid"), Text: phaseSpan(ctx, p.PathwayIntroduction, p.phase)}, {Term: i18n.T(ctx, "Planerad längd"), Text: words.Length(ctx, p.phase.Length)},
			{Term: i18n.T(ctx, "Stängdes ändå"), Text: p.phase.CloseReason}}}
	if state == phaseLate {
		v.Late = i18n.T(ctx, "Fasen skulle ha slutat %s. Stäng den, eller flytta slutet.", i18n.LongDate(ctx, p.phase.End))
	}
	for _, m := range p.Moves {
		if m.Phase == p.phase.Number || m.Phase == 0 && p.phase.Number == 1 {
			v.Moves = append(v.Moves, moveWords(ctx, p.PathwayPage, m))
		}
	}
	open := p.State == improvement.PathwayRunning && p.phase.ClosedOn == nil
	if open && p.Rights.Work {
		v.TickURL = at + "/kryss"
		v.Criteria, v.Checks = tickGroup(ctx, p.phase, improvement.DoneCriterion), tickGroup(ctx, p.phase, improvement.CheckItem)
		v.Were = append(append(v.Were, v.Criteria.Chosen...), v.Checks.Chosen...)
		v.Ways = phaseWays(ctx, visitor, p)
	} else {
		v.Lists = []view.PhaseList{phaseList(ctx, p.phase, improvement.DoneCriterion)}
		if checks := phaseList(ctx, p.phase, improvement.CheckItem); len(checks.Items) > 0 {
			v.Lists = append(v.Lists, checks)
		}
	}
	if p.Rights.Lead {
		addPhaseForms(formFields{ctx, form}, p, open, &v)
	}
	return v
}

// addPhaseForms are the forms of those who lead.
func addPhaseForms(f formFields, p phasePage, open bool, v *view.PhaseView) {
	ctx, at := f.ctx, phaseURL(p.ID, p.phase.Number)
	switch {
	case open:
		v.EditURL = at + "/andra"
		v.Move = moveForm(f, p)
		if now := p.Phases.Current(); now.Number == p.phase.Number {
			v.Close = closeForm(f, p)
		}
	case p.State == improvement.PathwayRunning && p.phase.ClosedOn != nil:
		next := p.Phases.Numbered(p.phase.Number + 1)
		if next == nil || next.ClosedOn == nil {
			v.Open = &view.RemoveForm{Text: i18n.T(ctx, "Öppna fasen igen"), URL: at + "/oppna", Version: strconv.Itoa(p.Version)}
		}
	}
}

// listTitle is what a list of a phase is called.
func listTitle(ctx context.Context, kind improvement.ItemKind) string {
	if kind == improvement.DoneCriterion {
		return i18n.T(ctx, "Klarkriterier")
	}
	return i18n.T(ctx, "Checklista")
}

func tickGroup(ctx context.Context, phase improvement.PathwayPhase, kind improvement.ItemKind) ui.ChoiceGroupProps {
	g := ui.ChoiceGroupProps{Name: "ticked", ID: "lista-" + string(kind), Legend: listTitle(ctx, kind)}
	for _, i := range phase.Of(kind) {
		o := ui.Option{Value: page.Digits(i.ID), Label: i.Text}
		if i.DoneOn != nil {
			o.Description = i18n.T(ctx, "avbockat %s", i18n.LongDate(ctx, *i.DoneOn))
			g.Chosen = append(g.Chosen, o.Value)
		}
		g.Options = append(g.Options, o)
	}
	return g
}

func phaseList(ctx context.Context, phase improvement.PathwayPhase, kind improvement.ItemKind) view.PhaseList {
	l := view.PhaseList{Title: listTitle(ctx, kind)}
	for _, i := range phase.Of(kind) {
		item := view.PhaseItem{Text: i.Text, State: i18n.T(ctx, "inte avbockat")}
		if i.DoneOn != nil {
			item.Done, item.State = true, i18n.T(ctx, "avbockat %s", i18n.LongDate(ctx, *i.DoneOn))
		}
		l.Items = append(l.Items, item)
	}
	return l
}

// phaseWays are what to do in the phase, by its number.
func phaseWays(ctx context.Context, _ page.Visitor, p phasePage) []ui.Way {
	at := pathwayURL(p.ID)
	way := func(text, url, about string) ui.Way { return ui.Way{Link: ui.Link{Text: text, URL: url}, Text: about} }
	switch p.phase.Number {
	case improvement.PreparationPhase:
		return []ui.Way{way(i18n.T(ctx, "Kärntruppen"), at+"#karntrupp", i18n.T(ctx, "vilka som är med, och vad som fattas")),
			way(i18n.T(ctx, "Målbild per patientgrupp"), at+"#malbild", i18n.T(ctx, "hur det ska vara för patienterna")),
			way(i18n.T(ctx, "Hälsoekonomi"), at+"/halsoekonomi", i18n.T(ctx, "kostnader, effekter och antaganden"))}
	case improvement.StartUpPhase:
		return []ui.Way{way(i18n.T(ctx, "Nuläge, gap och mål"), at+"#nulage", i18n.T(ctx, "per mått och enhet, bredvid siffrorna"))}
	}
	return []ui.Way{way(i18n.T(ctx, "Aktiviteter"), at+"#aktiviteter", i18n.T(ctx, "vad som görs, av vem och till när")),
		way(i18n.T(ctx, "Hur långt varje enhet har kommit"), at+"#enheter", i18n.T(ctx, "varje enhet säger själv")),
		way(i18n.T(ctx, "Måtten före och efter"), at+"/utvardering", i18n.T(ctx, "vad siffrorna visar"))}
}

// changePhase lets do change the phase that the address names, and comes back with the page
// and what was typed when it cannot be.
func (h *Handlers) changePhase(w http.ResponseWriter, r *http.Request, done string, do func(*page.Form, phasePage, improve.PathwayRef) error) error {
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.phase(r)
	if err != nil {
		return err
	}
	err = do(form, p, improve.PathwayRef{GroupID: p.GroupID, ID: p.ID, Version: version(form)})
	switch {
	case errors.Is(err, fault.ErrConflict):
		if p, err = h.phase(r); err != nil { // as it has become
			return err
		}
		return showPhase(w, r, p, form, http.StatusConflict)
	case form.Rejected(err):
		return showPhase(w, r, p, form, form.Status())
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, phaseURL(p.ID, p.phase.Number), page.Done(done))
}
