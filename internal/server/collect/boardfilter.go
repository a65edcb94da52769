package collect

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"samsyn/internal/app/collect"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/collect"
	"samsyn/templates/ui"
)

// The names of the choices in the board's address.
const (
	boardYear  = "ar"
	boardUnit  = "enhet"
	boardState = "lage"
	boardLate  = "sena"
)

// boardStates are the states that can be chosen, with the names they have in
// addresses, in the order of the path.
var boardStates = []struct {
	state ui.SubmissionState
	name  string
}{
	{ui.SubmissionNotStarted, "inte-paborjad"}, {ui.SubmissionLate, "forsenad"}, {ui.SubmissionDraft, "utkast"},
	{ui.SubmissionSubmitted, "inlamnad"}, {ui.SubmissionReturned, "aterlamnad"}, {ui.SubmissionApproved, "godkand"},
	{ui.SubmissionReopened, "oppnad-igen"}, {ui.SubmissionFinal, "faststalld"},
}

// boardChoice is what of the board is asked for.
type boardChoice struct {
	year  int    // zero when not chosen
	unit  string // a unit's code
	state ui.SubmissionState
	late  bool
}

// chosenOnBoard reads the choices in the address; what is no year or state leads
// nowhere.
func chosenOnBoard(r *http.Request) (c boardChoice, err error) {
	q := page.Query(r)
	c.unit, c.late = q.Value(boardUnit), q.Bool(boardLate)
	if text := q.Value(boardYear); text != "" {
		if c.year, err = strconv.Atoi(text); err != nil || c.year < 1990 || c.year > 2200 {
			return c, fault.ErrNotFound
		}
	}
	if name := q.Value(boardState); name != "" {
		for _, s := range boardStates {
			if s.name == name {
				c.state = s.state
			}
		}
		if c.state == "" {
			return c, fault.ErrNotFound
		}
	}
	return c, nil
}

// known reports whether the unit that is asked for is on the board. One that took no
// part in the year is not: then the choice leads nowhere.
func (c boardChoice) known(board collect.Board) bool {
	return c.unit == "" || slices.ContainsFunc(board.Units, func(u collect.BoardUnit) bool { return u.Unit.Code == c.unit })
}

// some reports whether anything but the year is chosen.
func (c boardChoice) some() bool { return c.unit != "" || c.state != "" || c.late }

// fits reports whether the unit's period is among what is asked for. Without choice
// everything is, also where nothing is to be handed in.
func (c boardChoice) fits(p collect.Progress) bool {
	if !c.some() {
		return true
	}
	return !nothingDue(p) && (c.unit == "" || p.Unit.Code == c.unit) && (c.state == "" || progressState(p) == c.state) &&
		(!c.late || p.DaysLate > 0)
}

// nothingDue reports whether there is nothing to hand in, and nothing was.
func nothingDue(p collect.Progress) bool { return p.Total == 0 && p.Submission.ID == 0 }

// query is the address with the choices.
func (c boardChoice) query(path string) string {
	q := url.Values{}
	if c.year != 0 {
		q.Set(boardYear, strconv.Itoa(c.year))
	}
	if c.unit != "" {
		q.Set(boardUnit, c.unit)
	}
	for _, s := range boardStates {
		if s.state == c.state {
			q.Set(boardState, s.name)
		}
	}
	if c.late {
		q.Set(boardLate, "1")
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// filter is the form with the choices.
func (c boardChoice) filter(ctx context.Context, board collect.Board) view.BoardFilter {
	f := view.BoardFilter{
		Props: ui.FilterProps{Action: boardURL, Label: i18n.T(ctx, "Välj vad som visas")},
		Late:  ui.CheckboxProps{Name: boardLate, Label: i18n.T(ctx, "Bara sena"), Checked: c.late},
	}
	if c.some() {
		f.Props.ResetURL = boardChoice{year: board.Year}.query(boardURL)
	}
	years := ui.SelectProps{Name: boardYear, Label: i18n.T(ctx, "År"), Value: strconv.Itoa(board.Year)}
	for _, year := range board.Years {
		years.Options = append(years.Options, ui.Option{Value: strconv.Itoa(year), Label: strconv.Itoa(year)})
	}
	units := ui.SelectProps{Name: boardUnit, Label: i18n.T(ctx, "Enhet"), Value: c.unit, Empty: i18n.T(ctx, "Alla enheter")}
	for _, u := range board.Units {
		units.Options = append(units.Options, ui.Option{Value: u.Unit.Code, Label: u.Unit.ShortName})
	}
	states := ui.SelectProps{Name: boardState, Label: i18n.T(ctx, "Läge"), Empty: i18n.T(ctx, "Alla lägen")}
	for _, s := range boardStates {
		states.Options = append(states.Options, ui.Option{Value: s.name, Label: boardStateWords(ctx, s.state)})
		if s.state == c.state {
			states.Value = s.name
		}
	}
	f.Selects = []ui.SelectProps{years, units, states}
	return f
}

// boardStateWords is the state as its badge says it.
func boardStateWords(ctx context.Context, s ui.SubmissionState) string {
	switch s {
	case ui.SubmissionNotStarted:
		return i18n.T(ctx, "Inte påbörjad")
	case ui.SubmissionLate:
		return i18n.T(ctx, "Försenad")
	}
	return words.SubmissionState(ctx, quality.SubmissionState(s))
}
