package goals

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// ProposalsWanted is which of a group's proposals to list.
type ProposalsWanted struct {
	Year     int // zero: the coming year that something is proposed for, else next year
	State    quality.ProposalState
	Category quality.Category
	Page     int // from 1
}

// proposalsPerPage is how many proposals a page lists.
const proposalsPerPage = 25

// mostOpen is how many open proposals of a year are thought of together.
const mostOpen = 200

// ProposalList is a year's proposals.
type ProposalList struct {
	Overview
	Wanted    ProposalsWanted // with what was not said filled in
	Proposals []postgres.FoundProposal
	Stands    []postgres.TakenStand
	Asked     []org.Unit // the clinics that take a stand
	Count     int        // how many there are with the choices made
	Pages     int
	All       int // how many the year has
	// Open is how many of the year's are not settled, and IfChosen what its goals would
	// leave out if all of them were chosen.
	Open     int
	IfChosen []quality.Gap
	// LastYears are the goals of the year before.
	LastYears   []LastGoal
	LastTargets []quality.Target // of the year before
}

// LastGoal is a goal of the year before with what has become of it.
type LastGoal struct {
	quality.Goal
	Carried  quality.Goal         // the year's goal that goes on from it; zero for none
	Proposal quality.GoalProposal // else the open proposal that would; zero for none
}

// Proposals lists what is proposed for a year, for those who weigh it.
func (room *Room) Proposals(ctx context.Context, actor org.Actor, group org.GroupID, wanted ProposalsWanted) (ProposalList, error) {
	l := ProposalList{Wanted: wanted}
	if err := mayWeigh(actor, group); err != nil {
		return l, err
	}
	if wanted.Year != 0 && (wanted.Year < firstYear || wanted.Year > lastYear) || wanted.Page < 1 {
		return l, fault.ErrNotFound
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		l = ProposalList{Wanted: wanted}
		years, err := tx.ProposalYears(ctx, group)
		if err != nil {
			return err
		}
		next := room.now().Year() + 1
		if l.Wanted.Year == 0 {
			l.Wanted.Year = next
			if n := slices.IndexFunc(years, func(y int) bool { return y >= next }); n >= 0 {
				l.Wanted.Year = years[n]
			}
		}
		if l.Overview, err = room.overview(ctx, tx, group, l.Wanted.Year); err != nil {
			return err
		}
		l.Years = append(l.Years, years...)
		slices.Sort(l.Years)
		l.Years = slices.Compact(l.Years)
		l.Asked = room.asked(l.Units)
		if err := l.readPage(ctx, tx, group); err != nil {
			return err
		}
		return l.readOpen(ctx, tx, group)
	})
	return l, err
}

// asked are the units that take a stand today.
func (room *Room) asked(units []org.Unit) []org.Unit {
	today := org.DayOf(room.now())
	return keep(units, func(u org.Unit) bool { return quality.TakesStand(u, today) })
}

// readPage reads the page of proposals that is asked for.
func (l *ProposalList) readPage(ctx context.Context, tx *postgres.Tx, group org.GroupID) (err error) {
	filter := postgres.ProposalFilter{Year: l.Wanted.Year}
	if l.All, err = tx.CountProposals(ctx, group, filter); err != nil {
		return err
	}
	filter.State, filter.Category = l.Wanted.State, l.Wanted.Category
	if l.Count, err = tx.CountProposals(ctx, group, filter); err != nil {
		return err
	}
	l.Pages = max(1, (l.Count+proposalsPerPage-1)/proposalsPerPage)
	if l.Wanted.Page > l.Pages {
		return fault.ErrNotFound
	}
	filter.Limit, filter.Offset = proposalsPerPage, (l.Wanted.Page-1)*proposalsPerPage
	if l.Proposals, err = tx.Proposals(ctx, group, filter); err != nil {
		return err
	}
	ids := make([]quality.ProposalID, len(l.Proposals))
	for n, p := range l.Proposals {
		ids[n] = p.ID
	}
	l.Stands, err = tx.Stands(ctx, group, ids)
	return err
}

// readOpen reads what is not settled, and works out what follows from it.
func (l *ProposalList) readOpen(ctx context.Context, tx *postgres.Tx, group org.GroupID) error {
	filter := postgres.ProposalFilter{Year: l.Wanted.Year, State: quality.Proposed, Limit: mostOpen}
	open, err := tx.Proposals(ctx, group, filter)
	if err != nil {
		return err
	}
	if l.Open, err = tx.CountProposals(ctx, group, filter); err != nil {
		return err
	}
	goals := slices.Clone(l.Goals)
	for _, p := range open {
		goals = append(goals, p.Goal())
	}
	if l.LastTargets, err = tx.Targets(ctx, group, l.Wanted.Year-1, l.Wanted.Year-1); err != nil {
		return err
	}
	l.IfChosen = quality.Gaps(goals, l.Library, l.Ceiling)
	for _, g := range l.AllGoals {
		if g.Year != l.Wanted.Year-1 {
			continue
		}
		last := LastGoal{Goal: g}
		for _, later := range l.Goals {
			if later.PreviousGoalID == g.ID {
				last.Carried = later
			}
		}
		for _, p := range open {
			if p.PreviousGoalID == g.ID {
				last.Proposal = p.GoalProposal
			}
		}
		l.LastYears = append(l.LastYears, last)
	}
	return nil
}

// StandsOn is what the clinics say of the proposal.
func (l ProposalList) StandsOn(id quality.ProposalID) quality.StandCount {
	var stands []quality.Stand
	for _, s := range l.Stands {
		if s.ProposalID == id {
			stands = append(stands, s.Stand)
		}
	}
	return quality.CountStands(stands, l.Asked)
}
