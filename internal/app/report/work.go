package report

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// What those who compose the report name without knowing the database: each with the names
// of what it points at.
type (
	Action   = postgres.ActionRow
	Example  = postgres.ListedExample
	Decision = postgres.DecisionRow
	Matter   = postgres.MatterRow
	Support  = postgres.Support

	Method         = postgres.MethodRow
	MethodFollowUp = postgres.MethodFollowUp
)

// Work is what a group has been and done in a year, up to the day its report is due.
type Work struct {
	// Mandate is the version that held at the end of the year; zero for none.
	Mandate org.Mandate
	// Members are those with a role in the group at the end of the year, by role and then
	// by unit. They have names, so they are for the group alone.
	Members []Member
	// Meetings are those held in the year, by day, and Decisions theirs.
	Meetings  []improvement.Meeting
	Decisions []Decision
	// Actions are those that were open at some time of the year, and those that were
	// planned before the report was due.
	Actions []Action
	// Examples are published before the report was due, the latest first.
	Examples []Example
	// Methods are those that were followed in the year, in the group's order, with what the
	// units have said and seen of them until the report is due.
	Methods     []Method
	MethodSaid  map[improvement.MethodUnit][]improvement.MethodNote
	MethodsSeen []MethodFollowUp
	// Teams and Introductions went on in the year, as they stood when the report was due.
	Teams         []Team
	Introductions []Introduction
	// Research is publications of the year, and research projects that had begun.
	Research []improvement.LibraryLink
	// Matters are the questions that were lifted to the bodies above, and Supports what
	// units asked for, which only the group reads; the latest first.
	Matters    []Matter
	Supports   []Support
	Milestones []quality.Milestone
	// NextTargets are the year to come's, and Library its measures.
	NextTargets []quality.Target
	Library     []quality.Indicator
	// Promises are those the group works with in the year; none means all of them.
	Promises []quality.PromiseID
}

// Member is somebody's role in the group.
type Member struct {
	org.Membership
	Name string
}

// most is how many of each kind of work a report tells of.
const most = 2000

// public is the work that readers outside the group may read: without names, and without
// what is not published.
func (w Work) public() Work {
	w.Members, w.Supports = nil, nil
	w.Meetings = slices.DeleteFunc(slices.Clone(w.Meetings), func(m improvement.Meeting) bool { return !m.Published() })
	w.Decisions = slices.DeleteFunc(slices.Clone(w.Decisions), func(d Decision) bool { return d.PublishedAt == nil })
	return w
}

// load reads the work, in a number of queries that does not depend on how much there is.
func (w *Work) load(ctx context.Context, tx *postgres.Tx, group org.Group, year int) error {
	during := days{quality.WholeYear(year).Start(), quality.WholeYear(year).End(), org.DayOf(group.ReportDue(year))}
	for _, read := range []func(context.Context, *postgres.Tx, org.Group, days) error{w.loadPeople, w.loadMeetings, w.loadActions,
		w.loadMethods, w.loadResearch, w.loadProgrammes, w.loadQuestions} {
		if err := read(ctx, tx, group, during); err != nil {
			return err
		}
	}
	var err error
	if w.Milestones, err = tx.Milestones(ctx, group.ID); err != nil {
		return err
	}
	if w.NextTargets, err = tx.Targets(ctx, group.ID, year+1, year+1); err != nil {
		return err
	}
	if w.Library, err = tx.Indicators(ctx, group.ID, quality.WholeYear(year+1).End()); err != nil {
		return err
	}
	w.Promises, err = tx.YearPromises(ctx, group.ID, year)
	return err
}

// days are the year's first and last, and the one its report is due.
type days struct{ first, last, due time.Time }

// holds reports whether the moment lies in the year, or before its report was due.
func (s days) holds(at time.Time) bool {
	day := org.DayOf(at)
	return !day.Before(s.first) && !day.After(s.due)
}

func (w *Work) loadPeople(ctx context.Context, tx *postgres.Tx, group org.Group, s days) error {
	mandates, err := tx.Mandates(ctx, group.ID)
	if err != nil {
		return err
	}
	w.Mandate = org.Current(mandates, s.due.AddDate(0, 0, 1))
	held, err := tx.Memberships(ctx, group.ID)
	if err != nil {
		return err
	}
	persons, err := tx.Persons(ctx)
	if err != nil {
		return err
	}
	names := map[org.PersonID]string{}
	for _, p := range persons {
		names[p.ID] = p.Name
	}
	for _, role := range org.Roles() {
		for _, m := range held {
			if m.Role == role && m.ActiveOn(s.last) && role != org.ProgramAreaMember && !role.Guest() {
				w.Members = append(w.Members, Member{m, names[m.PersonID]})
			}
		}
	}
	return nil
}

func (w *Work) loadMeetings(ctx context.Context, tx *postgres.Tx, group org.Group, s days) (err error) {
	if w.Meetings, err = tx.Meetings(ctx, postgres.MeetingsAsked{GroupID: group.ID, From: s.first, To: s.last.AddDate(0, 0, 1), Most: most}); err != nil {
		return err
	}
	w.Meetings = slices.DeleteFunc(w.Meetings, func(m improvement.Meeting) bool { return m.State != improvement.MeetingHeld })
	w.Decisions, err = tx.Decisions(ctx, postgres.DecisionsAsked{GroupID: group.ID, Year: s.first.Year(), Today: s.due, Most: most})
	return err
}

func (w *Work) loadActions(ctx context.Context, tx *postgres.Tx, group org.Group, s days) (err error) {
	if w.Actions, err = tx.Actions(ctx, postgres.ActionFilter{GroupID: group.ID, Limit: most}); err != nil {
		return err
	}
	w.Actions = slices.DeleteFunc(w.Actions, func(a Action) bool {
		from := a.WrittenAt
		if a.BeganOn != nil {
			from = *a.BeganOn
		}
		return org.DayOf(from).After(s.due) || a.SettledOn != nil && a.SettledOn.Before(s.first)
	})
	if w.Examples, err = tx.Examples(ctx, postgres.ExampleFilter{GroupID: group.ID, Published: true, Limit: most}); err != nil {
		return err
	}
	w.Examples = slices.DeleteFunc(w.Examples, func(e Example) bool {
		return e.PublishedAt == nil || org.DayOf(*e.PublishedAt).After(s.due)
	})
	return nil
}

func (w *Work) loadQuestions(ctx context.Context, tx *postgres.Tx, group org.Group, s days) (err error) {
	if w.Matters, err = tx.Matters(ctx, postgres.MattersAsked{GroupID: group.ID, Most: most}); err != nil {
		return err
	}
	w.Matters = slices.DeleteFunc(w.Matters, func(m Matter) bool { return m.LiftedAt == nil || !s.holds(*m.LiftedAt) })
	if w.Supports, err = tx.Supports(ctx, group.ID, postgres.SupportFilter{Window: postgres.Window{Most: most}}); err != nil {
		return err
	}
	w.Supports = slices.DeleteFunc(w.Supports, func(r Support) bool {
		return !s.holds(r.AskedAt) || r.State == improvement.SupportWithdrawn
	})
	return nil
}
