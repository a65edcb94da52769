package improve

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
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

func (h *Handlers) nominationView(r *http.Request, f nominationForm) (view.NominationFormView, error) {
	typed := readNomination(page.NewForm(f.form.All()), f.of.Round.GroupID)
	var err error
	f.figures, err = h.room.Figures(r.Context(), page.VisitorOf(r).Actor, f.of, slices.Concat(typed.PoorQuality.Measures, typed.Variation.Measures))
	return f.view(r.Context()), err
}

// CreateNomination stores a nomination: as a draft, sent in, or not at all when a button
// only shows the figures.
func (h *Handlers) CreateNomination(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	f, err := h.newNomination(r)
	if err != nil {
		return err
	}
	n := readNomination(form, visitor.Group.ID)
	n.RoundID = f.Round.ID
	do := form.Value("do")
	id, err := improvement.NominationID(0), form.Err()
	if err == nil && do != showFigures {
		id, err = h.room.Nominate(ctx, visitor.Actor, n, do != saveDraft)
	}
	if form.Rejected(err) || do == showFigures {
		return h.showNominationForm(w, r, nominationForm{form: form, of: f})
	}
	if err != nil {
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

// storedNomination reads the form for the nomination that the address names.
func (h *Handlers) storedNomination(r *http.Request) (improve.NominationForm, error) {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "nomination")
	if err != nil {
		return improve.NominationForm{}, err
	}
	return h.room.StoredNominationForm(r.Context(), visitor.Actor, visitor.Group.ID, improvement.NominationID(id))
}

// EditNomination shows the form for a stored nomination.
func (h *Handlers) EditNomination(w http.ResponseWriter, r *http.Request) error {
	f, err := h.storedNomination(r)
	if err != nil {
		return err
	}
	return h.showNominationForm(w, r, nominationForm{form: page.NewForm(nominationValues(f.Stored.Nomination)), of: f})
}

// SaveNomination changes a nomination, and may send it in. When somebody else was first
// the form comes back with what was typed and what is stored now.
func (h *Handlers) SaveNomination(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	f, err := h.storedNomination(r)
	if err != nil {
		return err
	}
	typed := readNomination(form, visitor.Group.ID)
	typed.ID = f.Stored.ID
	do := form.Value("do")
	if err = form.Err(); err == nil && do != showFigures {
		err = h.room.SaveNomination(ctx, visitor.Actor, typed, do != saveDraft)
	}
	switch {
	case form.Rejected(err) || do == showFigures:
		return h.showNominationForm(w, r, nominationForm{form: form, of: f})
	case errors.Is(err, fault.ErrConflict):
		v, err := h.nominationView(r, nominationForm{form: form, of: f})
		if err != nil {
			return err
		}
		v.Version = page.Digits(f.Stored.Version)
		v.Conflict = ui.Conflict{Text: page.Overtaken(ctx, f.Last.ActorName, f.Last.At),
			Now: page.Differing(nominationFacts(ctx, f, f.Stored.Nomination), nominationFacts(ctx, f, typed))}
		return page.Show(w, r, http.StatusConflict, page.Page{Title: v.Heading.Title, Content: view.NominationForm(v)})
	case err != nil:
		return err
	}
	done := i18n.T(ctx, "Nomineringen är sparad.")
	if f.Stored.State == improvement.NominationDraft {
		done = storedWords(ctx, do)
	}
	return page.RedirectWith(w, r, topicURL(typed.ID), page.Done(done))
}

// nominationFacts is a nomination's parts in words, to hold two against each other.
func nominationFacts(ctx context.Context, f improve.NominationForm, n improvement.Nomination) []ui.Definition {
	facts := []ui.Definition{{Term: i18n.T(ctx, "Ämne"), Text: n.Title}, {Term: i18n.T(ctx, "Ämnet gäller"), Text: words.TopicKind(ctx, n.Kind)},
		{Term: i18n.T(ctx, "Problemet"), Text: n.Problem}, {Term: i18n.T(ctx, "Kriterier"), Text: criteriaWords(ctx, n)},
		{Term: i18n.T(ctx, "Varför kvaliteten inte är tillräcklig"), Text: joined(" ", n.PoorQuality.Why, measureNames(f, n.PoorQuality.Measures))},
		{Term: i18n.T(ctx, "Varför skillnaderna inte är rimliga"), Text: joined(" ", n.Variation.Why, measureNames(f, n.Variation.Measures))},
		{Term: i18n.T(ctx, "Väntad effekt för barn och familjer"), Text: n.Effect}, {Term: i18n.T(ctx, "Hur teamet kan följa det"), Text: n.DataSource},
		{Term: i18n.T(ctx, "Vad man vet fungerar"), Text: n.Known}, {Term: i18n.T(ctx, "Andra som berörs"), Text: partyWords(ctx, n)},
		{Term: i18n.T(ctx, "Resurser som behövs"), Text: n.Resources}, {Term: i18n.T(ctx, "Teamet börjar"), Text: dateValue(n.BeginsOn)},
		{Term: i18n.T(ctx, "Teamet slutar"), Text: dateValue(n.EndsOn)}}
	var experts []string
	for _, e := range n.Experts {
		experts = append(experts, e.Name+", "+e.Competence)
	}
	return append(facts, ui.Definition{Term: i18n.T(ctx, "Föreslagna experter"), Text: strings.Join(experts, "; ")})
}

func measureNames(f improve.NominationForm, ids []quality.IndicatorID) string {
	var names []string
	for _, i := range f.Measures {
		if slices.Contains(ids, i.ID) {
			names = append(names, i.Definition.Name)
		}
	}
	return strings.Join(names, ", ")
}

// partyWords names those outside the units whom a topic concerns.
func partyWords(ctx context.Context, n improvement.Nomination) string {
	var named []string
	for _, p := range n.Parties {
		named = append(named, words.Party(ctx, p))
	}
	if n.OtherParties != "" {
		named = append(named, n.OtherParties)
	}
	return strings.Join(named, ", ")
}

// WithdrawNomination takes a nomination back, and removes a draft.
func (h *Handlers) WithdrawNomination(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	id, err := page.ID(r, "nomination")
	if err != nil {
		return err
	}
	was, err := h.room.WithdrawNomination(ctx, visitor.Actor, improvement.Nomination{ID: improvement.NominationID(id), GroupID: visitor.Group.ID, Version: version(form)})
	if err != nil {
		return err
	}
	done := i18n.T(ctx, "Nomineringen är tillbakadragen.")
	if was.State == improvement.NominationDraft {
		done = i18n.T(ctx, "Utkastet är borttaget.")
	}
	return page.RedirectWith(w, r, roundURL(was.RoundID), page.Done(done))
}

// BringAlong lets a nomination that an earlier round has kept come along into this one.
func (h *Handlers) BringAlong(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	round, err := page.ID(r, "round")
	if err != nil {
		return err
	}
	kept, err := page.ID(r, "nomination")
	if err != nil {
		return err
	}
	id, err := h.room.BringAlong(ctx, visitor.Actor, improvement.Nomination{GroupID: visitor.Group.ID, RoundID: improvement.RoundID(round), PreviousID: improvement.NominationID(kept)})
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, topicURL(id), page.Done(i18n.T(ctx, "Nomineringen är med i årets omgång. Siffrorna är nya. Läs igenom texten och ändra det som inte stämmer längre.")))
}
