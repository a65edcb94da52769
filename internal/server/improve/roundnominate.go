package improve

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	view "samsyn/templates/improve"
)

// What the buttons of the form for a nomination do, beside sending it in.
const (
	saveDraft   = "draft"
	showFigures = "figures"
)

// EditNewNomination shows the form for a nomination; ?matt= is a measure that it begins
// with, by its code.
func (h *Handlers) EditNewNomination(w http.ResponseWriter, r *http.Request) error {
	f, err := h.newNomination(r)
	if err != nil {
		return err
	}
	n := improvement.Nomination{}
	begins, ends := f.Round.UsualTime()
	n.BeginsOn, n.EndsOn = &begins, &ends
	if len(f.Own) == 1 {
		n.UnitID = f.Own[0].ID
	}
	if code := r.URL.Query().Get("matt"); code != "" {
		at := slices.IndexFunc(f.Measures, func(i quality.Indicator) bool { return i.Code == code })
		if at < 0 {
			return fault.ErrNotFound
		}
		n.PoorQuality.Measures, n.Variation.Measures = []quality.IndicatorID{f.Measures[at].ID}, []quality.IndicatorID{f.Measures[at].ID}
	}
	return h.showNominationForm(w, r, nominationForm{form: page.NewForm(nominationValues(n)), of: f})
}

// NominateMeasure leads to the form in the round that is open, with the measure that ?matt=
// names; to the rounds when none is, and says so.
func (h *Handlers) NominateMeasure(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	if !improve.NominatesTopics(visitor.Actor, visitor.Group.ID) {
		return fault.ErrForbidden
	}
	rounds, err := h.room.Rounds(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	for _, round := range rounds.List {
		if round.State(visitor.Today()) == improvement.RoundOpen {
			return page.Redirect(w, r, address(roundURL(round.ID)+"/nominera", url.Values{"matt": {r.URL.Query().Get("matt")}}))
		}
	}
	return page.RedirectWith(w, r, roundsURL, page.Warn(i18n.T(ctx, "Ingen omgång är öppen för nomineringar just nu.")))
}

// newNomination reads what there is to choose among in the round that the address names.
func (h *Handlers) newNomination(r *http.Request) (improve.NominationForm, error) {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "round")
	if err != nil {
		return improve.NominationForm{}, err
	}
	return h.room.NominationForm(r.Context(), visitor.Actor, visitor.Group.ID, improvement.RoundID(id))
}

// showNominationForm shows the form with what the figures say of the measures chosen.
func (h *Handlers) showNominationForm(w http.ResponseWriter, r *http.Request, f nominationForm) error {
	v, err := h.nominationView(r, f)
	if err != nil {
		return err
	}
	return page.Show(w, r, f.form.Status(), page.Page{Title: v.Heading.Title, Content: view.NominationForm(v)})
}

// showLateNomination shows the form with what was typed when it cannot be stored any more, and
// says why. The buttons stay: a round that is extended takes it after all.
func (h *Handlers) showLateNomination(w http.ResponseWriter, r *http.Request, f nominationForm) error {
	v, err := h.nominationView(r, f)
	if err != nil {
		return err
	}
	v.Unsaved.Text = lateWords(r.Context(), f.of)
	return page.Show(w, r, http.StatusConflict, page.Page{Title: v.Heading.Title, Content: view.NominationForm(v)})
}

// lateWords says why a nomination cannot be stored.
func lateWords(ctx context.Context, f improve.NominationForm) string {
	switch {
	case f.Stored.State == improvement.NominationWithdrawn:
		return i18n.T(ctx, "Nomineringen togs tillbaka medan du skrev och kan inte ändras.")
	case f.State == improvement.RoundDecided:
		return i18n.T(ctx, "Omgången stängde medan du skrev, och gruppen har redan beslutat.")
	case f.State == improvement.RoundWeighing:
		return i18n.T(ctx, "Omgången stängde medan du skrev. Förlängs den kan du spara härifrån.")
	}
	return i18n.T(ctx, "Omgången är inte öppen för nomineringar just nu.")
}

func (h *Handlers) nominationView(r *http.Request, f nominationForm) (view.NominationFormView, error) {
	typed := readNomination(page.NewForm(f.form.All()), f.of.Round.GroupID)
	var err error
	f.figures, err = h.room.Figures(r.Context(), page.VisitorOf(r).Actor, f.of, slices.Concat(typed.PoorQuality.Measures, typed.Variation.Measures))
	return f.view(r.Context()), err
}

// CreateNomination stores a nomination: as a draft, sent in, or not at all when a button
// only shows the figures. When the round has closed meanwhile the form comes back with all
// that was typed.
func (h *Handlers) CreateNomination(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	f, err := h.newNomination(r)
	n := readNomination(form, visitor.Group.ID)
	n.RoundID = f.Round.ID
	do := form.Value("do")
	if err == nil {
		err = form.Err()
	}
	var id improvement.NominationID
	if err == nil && do != showFigures {
		id, err = h.room.Nominate(ctx, visitor.Actor, n, do != saveDraft)
	}
	switch {
	case errors.Is(err, fault.ErrWrongState):
		if f, err = h.newNomination(r); err != nil && !errors.Is(err, fault.ErrWrongState) { // as it has become
			return err
		}
		return h.showLateNomination(w, r, nominationForm{form: form, of: f})
	case form.Rejected(err) || err == nil && do == showFigures:
		return h.showNominationForm(w, r, nominationForm{form: form, of: f})
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, topicURL(id), page.Done(storedWords(ctx, do)))
}

func storedWords(ctx context.Context, do string) string {
	if do == saveDraft {
		return i18n.T(ctx, "Utkastet är sparat. Det är inte inskickat än.")
	}
	return i18n.T(ctx, "Nomineringen är inskickad.")
}
