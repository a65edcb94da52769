package improve

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// readRound reads a round as it was typed.
func readRound(form *page.Form, group org.GroupID) improvement.NominationRound {
	r := improvement.NominationRound{GroupID: group, Invitation: form.Text("invitation", maxTyped), DecidesOn: form.Date("decides_on"), Version: version(form)}
	if year := form.Whole("year"); year != nil {
		r.Year = int(*year)
	}
	if wanted := form.Whole("wanted"); wanted != nil {
		r.Wanted = int(*wanted)
	}
	r.OpensOn, r.ClosesOn = readDay(form, "opens_on"), readDay(form, "closes_on")
	return r
}

// readDay reads a day; zero when there is none.
func readDay(form *page.Form, name string) time.Time {
	if day := form.Date(name); day != nil {
		return *day
	}
	return time.Time{}
}

// roundValues is a round as if it had been typed.
func roundValues(r improvement.NominationRound) url.Values {
	return url.Values{"year": {number(r.Year)}, "invitation": {r.Invitation}, "opens_on": {dateValue(&r.OpensOn)}, "closes_on": {dateValue(&r.ClosesOn)},
		"decides_on": {dateValue(r.DecidesOn)}, "wanted": {number(r.Wanted)}, "version": {number(r.Version)}}
}

// roundForm is what the form for a round is made from.
type roundForm struct {
	form   *page.Form
	stored improvement.NominationRound // with ID zero for a new one
	// settled says that the round has opened: its days are moved elsewhere, with a reason.
	settled bool
}

func (f roundForm) view(ctx context.Context) view.RoundFormView {
	fields := formFields{ctx, f.form}
	v := view.RoundFormView{
		FormState: ui.FormState{Action: roundsURL + "/ny", BackURL: roundsURL, Version: f.form.Value("version"), Problems: f.form.Summary(ctx), Errors: f.form.Errors(ctx)},
		Heading:   ui.PageHeadingProps{Title: i18n.T(ctx, "Ny omgång"), Trail: []ui.Link{{Text: i18n.T(ctx, "Nominera till förbättringsteam"), URL: roundsURL}}},
		Year:      fields.field(ui.FieldProps{Name: "year", Label: i18n.T(ctx, "År"), InputMode: "numeric", Width: 6, Required: true}),
		Wanted: fields.field(ui.FieldProps{Name: "wanted", Label: i18n.T(ctx, "Antal team som ska väljas"), InputMode: "numeric", Width: 4, Required: true,
			Description: i18n.T(ctx, "Det brukar vara två eller tre. Färre ämnen får mer gjort.")}),
		OpensOn: fields.field(ui.FieldProps{Name: "opens_on", Label: i18n.T(ctx, "Öppnar"), Type: "date", Required: true,
			Description: i18n.T(ctx, "Då går ett brev till alla som kan nominera.")}),
		ClosesOn: fields.field(ui.FieldProps{Name: "closes_on", Label: i18n.T(ctx, "Sista dag att nominera"), Type: "date", Required: true,
			Description: i18n.T(ctx, "Omgången stänger av sig själv när dagen är slut. En vecka före påminns de enheter som inte har nominerat.")}),
		DecidesOn: fields.field(ui.FieldProps{Name: "decides_on", Label: i18n.T(ctx, "Gruppen beslutar omkring"), Type: "date", Optional: true,
			Description: i18n.T(ctx, "Till dess behöver klinikerna ha vägt nomineringarna.")}),
		Invitation: fields.area(ui.TextAreaProps{Name: "invitation", Label: i18n.T(ctx, "Inbjudan"), Rows: 8, MaxLength: improvement.MostInvitation, Required: true,
			Description: i18n.T(ctx, "Varför ni söker ämnen i år och vad som vägs in. Texten står på omgångens sida och i brevet.")}),
		Settled: f.settled,
	}
	if f.stored.ID != 0 {
		name := i18n.T(ctx, "Omgången %s", strconv.Itoa(f.stored.Year))
		v.Action, v.BackURL = roundURL(f.stored.ID)+"/andra", roundURL(f.stored.ID)
		v.Heading = ui.PageHeadingProps{Title: i18n.T(ctx, "Ändra omgången"), Trail: append(v.Heading.Trail, ui.Link{Text: name, URL: v.BackURL})}
	}
	return v
}

func showRoundForm(w http.ResponseWriter, r *http.Request, f roundForm) error {
	v := f.view(r.Context())
	return page.Show(w, r, f.form.Status(), page.Page{Title: v.Heading.Title, Content: view.RoundForm(v)})
}

// EditNewRound shows the form for a new round, with the latest one as its template.
func (h *Handlers) EditNewRound(w http.ResponseWriter, r *http.Request) error {
	visitor := page.VisitorOf(r)
	next, err := h.room.NextRound(r.Context(), visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	return showRoundForm(w, r, roundForm{form: page.NewForm(roundValues(next))})
}

// CreateRound begins a round.
func (h *Handlers) CreateRound(w http.ResponseWriter, r *http.Request) error {
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	return h.createRound(w, r, form)
}

// CreateNextRound begins the round after the latest one just as that was, a year later. A
// day that has been by then has to be chosen anew: the form says so.
func (h *Handlers) CreateNextRound(w http.ResponseWriter, r *http.Request) error {
	visitor := page.VisitorOf(r)
	next, err := h.room.NextRound(r.Context(), visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	return h.createRound(w, r, page.NewForm(roundValues(next)))
}

func (h *Handlers) createRound(w http.ResponseWriter, r *http.Request, form *page.Form) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	round := readRound(form, visitor.Group.ID)
	id, err := improvement.RoundID(0), form.Err()
	if err == nil {
		id, err = h.room.CreateRound(ctx, visitor.Actor, round)
	}
	if form.Rejected(err) {
		return showRoundForm(w, r, roundForm{form: form})
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, roundURL(id), page.Done(i18n.T(ctx, "Omgången är sparad. Den öppnar %s.", i18n.LongDate(ctx, round.OpensOn))))
}

// roundOf reads the round that the address names.
func (h *Handlers) roundOf(r *http.Request) (improve.RoundPage, error) {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "round")
	if err != nil {
		return improve.RoundPage{}, err
	}
	return h.room.Round(r.Context(), visitor.Actor, visitor.Group.ID, improvement.RoundID(id))
}

// EditRound shows the form for a stored round.
func (h *Handlers) EditRound(w http.ResponseWriter, r *http.Request) error {
	visitor := page.VisitorOf(r)
	p, err := h.roundOf(r)
	if err != nil {
		return err
	}
	if !improve.CaresForRounds(visitor.Actor, visitor.Group.ID) {
		return fault.ErrForbidden
	}
	if p.State == improvement.RoundDecided {
		return fault.ErrWrongState
	}
	return showRoundForm(w, r, roundForm{page.NewForm(roundValues(p.Round)), p.Round, p.State != improvement.RoundComing})
}

// SaveRound changes a round. When somebody else was first the form comes back with what
// was typed and what is stored now.
func (h *Handlers) SaveRound(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	p, err := h.roundOf(r)
	if err != nil {
		return err
	}
	typed := readRound(form, visitor.Group.ID)
	typed.ID = p.Round.ID
	if err = form.Err(); err == nil {
		err = h.room.SaveRound(ctx, visitor.Actor, typed)
	}
	f := roundForm{form, p.Round, p.State != improvement.RoundComing}
	switch {
	case form.Rejected(err):
		return showRoundForm(w, r, f)
	case errors.Is(err, fault.ErrConflict):
		v := f.view(ctx)
		v.Version = page.Digits(p.Round.Version)
		v.Conflict = ui.Conflict{Text: page.Overtaken(ctx, p.Last.ActorName, p.Last.At),
			Now: page.Differing(roundFacts(ctx, p.Round), roundFacts(ctx, typed))}
		return page.Show(w, r, http.StatusConflict, page.Page{Title: v.Heading.Title, Content: view.RoundForm(v)})
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, roundURL(typed.ID), page.Done(i18n.T(ctx, "Omgången är sparad.")))
}

// roundFacts is a round's parts in words, to hold two against each other.
func roundFacts(ctx context.Context, r improvement.NominationRound) []ui.Definition {
	return []ui.Definition{{Term: i18n.T(ctx, "Inbjudan"), Text: r.Invitation}, {Term: i18n.T(ctx, "Antal team som ska väljas"), Text: number(r.Wanted)},
		{Term: i18n.T(ctx, "Öppnar"), Text: dateValue(&r.OpensOn)}, {Term: i18n.T(ctx, "Sista dag att nominera"), Text: dateValue(&r.ClosesOn)},
		{Term: i18n.T(ctx, "Gruppen beslutar omkring"), Text: dateValue(r.DecidesOn)}}
}
