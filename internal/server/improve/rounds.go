package improve

import (
	"context"
	"net/http"
	"strconv"

	"samsyn/internal/app/improve"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// The addresses of rounds of nominations.
const (
	roundsURL     = "/forbattring/omgangar"
	nominationURL = roundsURL + "/nominering/"
)

func roundURL(id improvement.RoundID) string { return roundsURL + "/" + page.Digits(id) }

func topicURL(id improvement.NominationID) string { return nominationURL + page.Digits(id) }

// ShowRounds lists the yearly rounds of nominations for learning teams.
func (h *Handlers) ShowRounds(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	rounds, err := h.room.Rounds(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	v := newRoundsView(ctx, visitor, rounds)
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Nominera till förbättringsteam"), Content: view.Rounds(v)})
}

func newRoundsView(ctx context.Context, visitor page.Visitor, rounds improve.Rounds) view.RoundsView {
	v := view.RoundsView{Frame: view.Frame{Tabs: tabs(ctx, visitor, teamsURL)}}
	if improve.CaresForRounds(visitor.Actor, visitor.Group.ID) {
		v.NewURL = roundsURL + "/ny"
		if latest, any := rounds.Latest(); any {
			v.NextURL, v.NextText = roundsURL+"/som-forra", i18n.T(ctx, "Ny omgång %s som den förra", strconv.Itoa(latest.Year+1))
		}
	}
	for _, r := range rounds.List {
		state := r.State(visitor.Today())
		v.Rounds = append(v.Rounds, view.RoundRow{Link: ui.Link{Text: i18n.T(ctx, "Omgången %s", strconv.Itoa(r.Year)), URL: roundURL(r.ID)},
			State: roundBadge(ctx, state), Days: roundDays(ctx, r.NominationRound), Count: roundCount(ctx, r, state)})
	}
	return v
}

// roundDays is when the round is open.
func roundDays(ctx context.Context, r improvement.NominationRound) string {
	return i18n.T(ctx, "%s–%s", i18n.LongDate(ctx, r.OpensOn), i18n.LongDate(ctx, r.ClosesOn))
}

// roundCount is what is nominated, and chosen when that is decided.
func roundCount(ctx context.Context, r improve.FoundRound, state improvement.RoundState) string {
	if state == improvement.RoundComing {
		return ""
	}
	text := i18n.N(ctx, "En nominering", "%d nomineringar", r.Sent, r.Sent)
	if state == improvement.RoundDecided {
		text += ", " + i18n.N(ctx, "en vald", "%d valda", r.Chosen, r.Chosen)
		if r.Kept > 0 {
			text += ", " + i18n.N(ctx, "en sparad", "%d sparade", r.Kept, r.Kept)
		}
	}
	return text
}

// roundBadge is how far a round has come.
func roundBadge(ctx context.Context, s improvement.RoundState) ui.WordBadgeProps {
	b := ui.WordBadgeProps{Kind: string(s), Text: words.RoundState(ctx, s), Color: ui.Neutral, Icon: ui.IconClock}
	switch s {
	case improvement.RoundOpen:
		b.Color, b.Icon = ui.Info, ui.IconOpen
	case improvement.RoundWeighing:
		b.Color, b.Icon = ui.Warning, ui.IconHalf
	case improvement.RoundDecided:
		b.Color, b.Icon = ui.Success, ui.IconCheck
	}
	return b
}

// topicBadge is whether a nomination is in, and what was decided about it.
func topicBadge(ctx context.Context, n improvement.Nomination) ui.WordBadgeProps {
	if n.Outcome != "" {
		b := ui.WordBadgeProps{Kind: string(n.Outcome), Text: words.TopicOutcome(ctx, n.Outcome), Color: ui.Neutral, Icon: ui.IconDash}
		switch n.Outcome {
		case improvement.TopicChosen:
			b.Color, b.Icon = ui.Success, ui.IconCheckFilled
		case improvement.TopicKept:
			b.Color, b.Icon = ui.Info, ui.IconReturn
		}
		return b
	}
	b := ui.WordBadgeProps{Kind: string(n.State), Text: words.NominationState(ctx, n.State), Color: ui.Neutral, Icon: ui.IconPencil}
	switch n.State {
	case improvement.NominationSent:
		b.Color, b.Icon = ui.Info, ui.IconSend
	case improvement.NominationWithdrawn:
		b.Icon = ui.IconReturn
	}
	return b
}
