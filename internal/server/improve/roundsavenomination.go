package improve

import (
	"context"
	"errors"
	"net/http"
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
// the form comes back with what was typed and what is stored now, and when the round has
// closed meanwhile with what was typed.
func (h *Handlers) SaveNomination(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	f, err := h.storedNomination(r)
	typed := readNomination(form, visitor.Group.ID)
	typed.ID = f.Stored.ID
	do := form.Value("do")
	if err == nil {
		err = form.Err()
	}
	if err == nil && do != showFigures {
		err = h.room.SaveNomination(ctx, visitor.Actor, typed, do != saveDraft)
	}
	switch {
	case errors.Is(err, fault.ErrWrongState):
		if f, err = h.storedNomination(r); err != nil && !errors.Is(err, fault.ErrWrongState) { // as it has become
			return err
		}
		return h.showLateNomination(w, r, nominationForm{form: form, of: f})
	case form.Rejected(err) || err == nil && do == showFigures:
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
