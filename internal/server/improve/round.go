package improve

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"samsyn/internal/app/improve"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// ShowRound shows a round with what is nominated in it.
func (h *Handlers) ShowRound(w http.ResponseWriter, r *http.Request) error {
	return h.showRound(w, r, typedRound{form: page.NewForm(nil)})
}

// typedRound is what a round's page comes back with.
type typedRound struct {
	form      *page.Form
	overtaken bool
}

func (h *Handlers) showRound(w http.ResponseWriter, r *http.Request, typed typedRound) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	p, err := h.roundOf(r)
	if err != nil {
		return err
	}
	v, status := newRoundView(ctx, visitor, p), typed.form.Status()
	v.Problems, v.Errors = typed.form.Summary(ctx), typed.form.Errors(ctx)
	if typed.form.Has("extended_why") {
		v.NewLast, v.Why = typed.form.Value("new_closes_on"), typed.form.Value("extended_why")
	}
	if typed.overtaken {
		v.Conflict.Text, status = page.Overtaken(ctx, p.Last.ActorName, p.Last.At), http.StatusConflict
	}
	return page.Show(w, r, status, page.Page{Title: v.Title, Content: view.Round(v)})
}

func newRoundView(ctx context.Context, visitor page.Visitor, p improve.RoundPage) view.RoundView {
	round, address := p.Round, roundURL(p.Round.ID)
	v := view.RoundView{FormState: ui.FormState{Version: page.Digits(round.Version)}, Trail: roundTrail(ctx, nil), Title: roundTitle(ctx, round),
		State: roundBadge(ctx, p.State), Steps: roundSteps(ctx, p), Invitation: round.Invitation, Facts: roundHead(ctx, p)}
	if p.State == improvement.RoundOpen && improve.NominatesTopics(visitor.Actor, visitor.Group.ID) {
		v.NominateURL = address + "/nominera"
	}
	if visitor.May(org.Discuss, 0) && (p.State == improvement.RoundWeighing || p.State == improvement.RoundDecided) && len(p.Sent()) > 0 {
		v.WeighURL, v.WeighText = address+"/vagning", i18n.T(ctx, "Se hur klinikerna vägde")
		if p.State == improvement.RoundWeighing {
			v.WeighText = i18n.T(ctx, "Väg nomineringarna")
		}
	}
	if improve.DecidesRounds(visitor.Actor, visitor.Group.ID) && len(p.Sent()) > 0 {
		switch p.State {
		case improvement.RoundWeighing:
			v.DecideURL, v.DecideText = address+"/beslut", i18n.T(ctx, "Skriv in beslutet")
		case improvement.RoundDecided:
			v.DecideURL, v.DecideText = address+"/beslut", i18n.T(ctx, "Rätta beslutet")
		}
	}
	for _, n := range p.Nominations {
		v.Topics = append(v.Topics, newTopicCard(ctx, p, n))
	}
	if p.State == improvement.RoundOpen {
		for _, n := range p.Kept {
			if n.MayChange(visitor.Actor) {
				v.Kept = append(v.Kept, view.KeptTopic{Link: ui.Link{Text: n.Title, URL: topicURL(n.ID)}, Reason: n.OutcomeReason,
					BringURL: address + "/ta-med/" + page.Digits(n.ID)})
			}
		}
	}
	if !improve.CaresForRounds(visitor.Actor, visitor.Group.ID) || p.State == improvement.RoundDecided {
		return v
	}
	v.EditURL, v.ExtendURL = address+"/andra", address+"/forlang"
	switch p.State {
	case improvement.RoundComing:
		v.ExtendURL, v.DeleteURL = "", address+"/ta-bort" // its days are changed as they are
	case improvement.RoundOpen:
		v.CloseURL = address + "/stang"
		for _, u := range p.Silent() {
			v.Silent = append(v.Silent, u.ShortName)
		}
	}
	return v
}

func roundTitle(ctx context.Context, r improvement.NominationRound) string {
	return i18n.T(ctx, "Förbättringsteam: omgången %s", strconv.Itoa(r.Year))
}

// roundTrail leads to the rounds, and to the round that a page belongs to.
func roundTrail(ctx context.Context, r *improvement.NominationRound) []ui.Link {
	trail := []ui.Link{{Text: i18n.T(ctx, "Nominera till förbättringsteam"), URL: roundsURL}}
	if r != nil {
		trail = append(trail, ui.Link{Text: i18n.T(ctx, "Omgången %s", strconv.Itoa(r.Year)), URL: roundURL(r.ID)})
	}
	return trail
}

// roundSteps is how far the round has come, with its days.
func roundSteps(ctx context.Context, p improve.RoundPage) []ui.Step {
	round := p.Round
	at := map[improvement.RoundState]int{improvement.RoundComing: -1, improvement.RoundOpen: 0, improvement.RoundWeighing: 1, improvement.RoundDecided: 3}[p.State]
	steps := []ui.Step{{Text: i18n.T(ctx, "Nominera"), Detail: roundDays(ctx, round)}, {Text: i18n.T(ctx, "Klinikerna väger")}, {Text: i18n.T(ctx, "Gruppen beslutar")}}
	steps[1].Detail = i18n.T(ctx, "Från %s", i18n.LongDate(ctx, round.ClosesOn.AddDate(0, 0, 1)))
	if round.ClosedAt != nil {
		closed := i18n.LongDate(ctx, round.ClosedAt.In(page.VisitorIn(ctx).Now.Location()))
		steps[0].Detail, steps[1].Detail = i18n.T(ctx, "Stängd %s", closed), i18n.T(ctx, "Från %s", closed)
	}
	switch {
	case round.DecidedOn != nil:
		steps[2].Detail = i18n.LongDate(ctx, *round.DecidedOn)
	case round.DecidesOn != nil:
		steps[2].Detail = i18n.T(ctx, "Omkring %s", i18n.LongDate(ctx, *round.DecidesOn))
	}
	for n := range steps {
		steps[n].State = ui.StepNext
		switch {
		case n < at:
			steps[n].State = ui.StepDone
		case n == at:
			steps[n].State = ui.StepCurrent
		}
	}
	return steps
}

// roundHead is what a round is about, in short.
func roundHead(ctx context.Context, p improve.RoundPage) []ui.Definition {
	facts := []ui.Definition{{Term: i18n.T(ctx, "Team att välja"), Text: number(p.Round.Wanted)},
		{Term: i18n.T(ctx, "Sista dag att nominera"), Text: i18n.LongDate(ctx, p.Round.ClosesOn)},
		{Term: i18n.T(ctx, "Förlängd"), Text: p.Round.ExtendedWhy}}
	if p.Round.DecidedOn != nil {
		facts = append(facts, ui.Definition{Term: i18n.T(ctx, "Beslutat"), Text: i18n.LongDate(ctx, *p.Round.DecidedOn)})
		if m := p.Meeting(); m.ID != 0 {
			facts = append(facts, ui.Definition{Term: i18n.T(ctx, "Möte"), Text: meetingText(ctx, m)})
		}
	}
	return facts
}

// newTopicCard is a nomination in its round.
func newTopicCard(ctx context.Context, p improve.RoundPage, n improve.FoundNomination) view.TopicCard {
	card := view.TopicCard{ID: "nominering-" + page.Digits(n.ID), Link: ui.Link{Text: n.Title, URL: topicURL(n.ID)}, State: topicBadge(ctx, n.Nomination),
		Problem: n.Problem, Facts: []ui.Definition{{Term: i18n.T(ctx, "Slag"), Text: words.TopicKind(ctx, n.Kind)},
			{Term: i18n.T(ctx, "Kriterier"), Text: criteriaWords(ctx, n.Nomination)}, {Term: i18n.T(ctx, "Nominerat"), Text: nominatedBy(ctx, p, n)}}}
	if len(p.Weighings) > 0 && n.State == improvement.NominationSent {
		card.Facts = append(card.Facts, ui.Definition{Term: i18n.T(ctx, "Klinikerna"), Text: words.Stands(ctx, p.StandsOn(n.ID))})
	}
	if n.OutcomeReason != "" {
		card.Facts = append(card.Facts, ui.Definition{Term: i18n.T(ctx, "Skäl till beslutet"), Text: n.OutcomeReason})
	}
	card.Team, card.TeamURL = teamOfTopic(ctx, n)
	return card
}

// criteriaWords names the criteria that a nomination claims.
func criteriaWords(ctx context.Context, n improvement.Nomination) string {
	var claimed []string
	if n.PoorQuality.Met {
		claimed = append(claimed, i18n.T(ctx, "bristande kvalitet"))
	}
	if n.Variation.Met {
		claimed = append(claimed, i18n.T(ctx, "orimlig variation"))
	}
	return words.Sentence(strings.Join(claimed, i18n.T(ctx, " och ")))
}

// nominatedBy says who nominated, for which unit and when.
func nominatedBy(ctx context.Context, p improve.RoundPage, n improve.FoundNomination) string {
	at, who := n.WrittenAt, n.WrittenByName
	if n.SentAt != nil {
		at, who = *n.SentAt, n.SentByName
	}
	return joined(", ", who, p.Unit(n.UnitID).ShortName, i18n.LongDate(ctx, at.In(page.VisitorIn(ctx).Now.Location())))
}

// CloseRound closes a round before its last day.
func (h *Handlers) CloseRound(w http.ResponseWriter, r *http.Request) error {
	return h.moveRound(w, r, i18n.T(r.Context(), "Omgången är stängd. Nu väger klinikerna nomineringarna."),
		func(ctx context.Context, round improvement.NominationRound, _ *page.Form) error {
			return h.room.CloseRound(ctx, page.VisitorOf(r).Actor, round)
		})
}

// DeleteRound removes a round that has not opened.
func (h *Handlers) DeleteRound(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	id, err := page.ID(r, "round")
	if err != nil {
		return err
	}
	err = h.room.DeleteRound(ctx, visitor.Actor, improvement.NominationRound{ID: improvement.RoundID(id), GroupID: visitor.Group.ID, Version: version(form)})
	if errors.Is(err, fault.ErrConflict) {
		return h.showRound(w, r, typedRound{form, true})
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, roundsURL, page.Done(i18n.T(ctx, "Omgången är borttagen.")))
}

// ExtendRound moves a round's last day.
func (h *Handlers) ExtendRound(w http.ResponseWriter, r *http.Request) error {
	return h.moveRound(w, r, i18n.T(r.Context(), "Omgången är förlängd."),
		func(ctx context.Context, round improvement.NominationRound, form *page.Form) error {
			e := improve.Extension{GroupID: round.GroupID, ID: round.ID, Version: round.Version, ClosesOn: readDay(form, "new_closes_on"), Why: form.Text("extended_why", maxTyped)}
			if err := form.Err(); err != nil {
				return err
			}
			return h.room.ExtendRound(ctx, page.VisitorOf(r).Actor, e)
		})
}

// moveRound does it, and shows the round again: with what was typed when that cannot be
// stored, or when somebody else was first.
func (h *Handlers) moveRound(w http.ResponseWriter, r *http.Request, done string, do func(context.Context, improvement.NominationRound, *page.Form) error) error {
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	id, err := page.ID(r, "round")
	if err != nil {
		return err
	}
	seen := improvement.NominationRound{ID: improvement.RoundID(id), GroupID: page.VisitorOf(r).Group.ID, Version: version(form)}
	err = do(r.Context(), seen, form)
	switch {
	case form.Rejected(err):
		return h.showRound(w, r, typedRound{form: form})
	case errors.Is(err, fault.ErrConflict):
		return h.showRound(w, r, typedRound{form, true})
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, roundURL(seen.ID), page.Done(done))
}
