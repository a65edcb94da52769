package improve

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"samsyn/internal/app/improve"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/improve"
	"samsyn/templates/ui"
)

// timelineURL is where all introductions stand on one time line.
const timelineURL = pathwaysURL + "/tidslinje"

// ShowTimeline draws all introductions on one time line.
func (h *Handlers) ShowTimeline(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	list, err := h.room.Pathways(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	v := newTimelineView(ctx, list)
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Tidslinje över införanden"), Content: view.Timeline(v)})
}

// timelineSpan is the months that the line is about: from the one where the first of them
// begins to the one where the last ends, and the one that is today.
func timelineSpan(list improve.Pathways) improvement.Dates {
	span := improvement.Dates{Start: list.Today, End: list.Today}
	for _, s := range list.Rows {
		if s.StartsOn.Before(span.Start) {
			span.Start = s.StartsOn
		}
		if lasted, _ := s.Lasted(s.Phases); lasted.End.After(span.End) {
			span.End = lasted.End
		}
	}
	span.Start = time.Date(span.Start.Year(), span.Start.Month(), 1, 0, 0, 0, 0, time.UTC)
	span.End = time.Date(span.End.Year(), span.End.Month()+1, 0, 0, 0, 0, 0, time.UTC)
	return span
}

// percent is how far into the span something is, of a hundred, as an address on the line.
func percent(days, of int) string {
	return strconv.FormatFloat(100*float64(days)/float64(of), 'f', 2, 64) + "%"
}

func newTimelineView(ctx context.Context, list improve.Pathways) view.TimelineView {
	span := timelineSpan(list)
	all := span.Days()
	into := func(day time.Time) int { return improvement.Dates{Start: span.Start, End: day}.Days() - 1 }
	v := view.TimelineView{Trail: []ui.Link{{Text: i18n.T(ctx, "Införanden"), URL: pathwaysURL}}, Today: percent(into(list.Today), all),
		TodayText: i18n.T(ctx, "I dag är det %s.", i18n.LongDate(ctx, list.Today)),
		Empty:     ui.EmptyStateProps{Title: i18n.T(ctx, "Inget införande är påbörjat"), Text: i18n.T(ctx, "När ett vårdförlopp ska införas börjar den som leder arbetet här.")}}
	months := 0
	for m := span.Start; m.Before(span.End); m = m.AddDate(0, 1, 0) {
		months++
	}
	// The years that have been written, and those of narrow screens, where the first label
	// of a year may be another.
	year, narrow := 0, 0
	every := 1 + months/13 // so that the words do not run into each other
	for n, m := 0, span.Start; m.Before(span.End); n, m = n+1, m.AddDate(0, 1, 0) {
		if n%every != 0 {
			continue
		}
		mark := view.TimelineMark{X: percent(into(m), all), Text: words.ShortMonth(ctx, m.Month()), Seldom: n/every%3 != 0}
		if m.Year() != year {
			year, mark.Year = m.Year(), strconv.Itoa(m.Year())
		}
		if !mark.Seldom && m.Year() != narrow {
			if narrow = m.Year(); mark.Year == "" {
				mark.NarrowYear = strconv.Itoa(m.Year())
			}
		}
		v.Marks = append(v.Marks, mark)
	}
	for _, s := range list.Rows {
		row := view.TimelineRow{Title: s.Title, URL: pathwayURL(s.ID), State: pathwayBadge(ctx, s.PathwayIntroduction, s.Phases, list.Today).Text}
		for _, p := range s.Phases {
			state := phaseState(s.PathwayIntroduction, s.Phases, p, list.Today)
			bar := view.TimelineBar{State: string(state), Name: p.Name, Dates: phaseSpan(ctx, s.PathwayIntroduction, p), StateText: phaseWords(ctx, p, state)}
			if lasted, began := s.PhaseLasted(p); began {
				bar.X, bar.Width = percent(into(lasted.Start), all), percent(lasted.Days(), all)
			}
			if state == phaseNow || state == phaseLate {
				bar.Left = criteriaLeft(ctx, p.Left())
				row.State = i18n.T(ctx, "%s, %s", p.Name, phaseEnds(ctx, p, state == phaseLate))
			}
			row.Bars = append(row.Bars, bar)
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

// phaseStanding is where a phase stands on a day.
type phaseStanding string

// The standings, by their names in style sheets.
const (
	phasePast phaseStanding = "past" // closed
	phaseNow  phaseStanding = "now"
	phaseLate phaseStanding = "late"
	phaseNext phaseStanding = "next"
	// phaseCut went on when the introduction was stopped, and phaseNever had not begun then.
	phaseCut   phaseStanding = "cut"
	phaseNever phaseStanding = "never"
)

// phaseState is where the phase stands. The first that is not closed goes on, once the
// introduction has begun; what had not begun when it was stopped never comes.
func phaseState(in improvement.PathwayIntroduction, phases improvement.Phases, p improvement.PathwayPhase, today time.Time) phaseStanding {
	now := phases.Current()
	switch {
	case p.ClosedOn != nil:
		return phasePast
	case in.State != improvement.PathwayRunning:
		if _, began := in.PhaseLasted(p); began {
			return phaseCut
		}
		return phaseNever
	case now.Number != p.Number, p.Start.After(today) && p.Number == 1:
		return phaseNext
	case p.Late(today):
		return phaseLate
	}
	return phaseNow
}

// phaseWords is where a phase stands, in words.
func phaseWords(ctx context.Context, p improvement.PathwayPhase, s phaseStanding) string {
	switch s {
	case phasePast:
		return i18n.T(ctx, "Stängd %s", i18n.LongDate(ctx, *p.ClosedOn))
	case phaseLate:
		return i18n.T(ctx, "Skulle ha varit stängd")
	case phaseNow:
		return i18n.T(ctx, "Pågår nu")
	case phaseCut:
		return i18n.T(ctx, "Avbröts")
	case phaseNever:
		return i18n.T(ctx, "Började aldrig")
	}
	return i18n.T(ctx, "Kommer")
}

// phaseBadge is where a phase stands, as a badge.
func phaseBadge(ctx context.Context, p improvement.PathwayPhase, s phaseStanding) ui.WordBadgeProps {
	b := ui.WordBadgeProps{Kind: string(s), Text: phaseWords(ctx, p, s)}
	switch s {
	case phasePast:
		b.Color, b.Icon = ui.Success, ui.IconCheck
	case phaseLate:
		b.Color, b.Icon = ui.Warning, ui.IconWarning
	case phaseNow:
		b.Color, b.Icon = ui.Info, ui.IconHalf
	case phaseCut, phaseNever:
		b.Color, b.Icon = ui.Neutral, ui.IconCross
	case phaseNext:
		b.Color, b.Icon = ui.Neutral, ui.IconClock
	}
	return b
}
