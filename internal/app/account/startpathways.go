package account

import (
	"context"
	"slices"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Somebody is told of a phase that ends in so many days, and of a check meeting.
const (
	phasesAhead = 14
	checksAhead = 30
)

// pathwayTasks are the phases of introductions that end soon or should have ended, for
// those who lead and the core teams, and the next check meeting of each core team that the
// actor is in. It notes the introductions that somebody from outside the group is in.
func (f *facts) pathwayTasks(ctx context.Context, tx *postgres.Tx) ([]Task, error) {
	rows, err := tx.Pathways(ctx, f.group.ID)
	if err != nil || !slices.ContainsFunc(rows, func(p postgres.PathwayRow) bool { return p.State == improvement.PathwayRunning }) {
		return nil, err
	}
	team, err := tx.CoreMembers(ctx, f.group.ID, 0)
	if err != nil {
		return nil, err
	}
	phases, err := tx.PathwayPhases(ctx, f.group.ID, 0)
	if err != nil {
		return nil, err
	}
	checks, err := tx.CheckMeetings(ctx, f.group.ID, 0)
	if err != nil {
		return nil, err
	}
	var tasks []Task
	for _, row := range rows {
		if row.State != improvement.PathwayRunning {
			continue
		}
		takes := slices.ContainsFunc(team, func(m improvement.CoreMember) bool { return m.PathwayID == row.ID && m.Is(f.actor.Person) })
		if takes && !f.actor.May(org.ViewWork, f.group.ID, 0) {
			f.invited = append(f.invited, row.PathwayIntroduction)
		}
		if leads := f.actor.May(org.LeadPathways, f.group.ID, 0) || row.LeadID != 0 && row.LeadID == f.actor.Person.ID; takes || leads {
			tasks = append(tasks, f.phaseTask(row, phases[row.ID])...)
		}
		if takes {
			tasks = append(tasks, f.checkTask(row, checks)...)
		}
	}
	return tasks, nil
}

// phaseTask is the phase that goes on, when it ends soon.
func (f *facts) phaseTask(row postgres.PathwayRow, phases improvement.Phases) []Task {
	now := phases.Current()
	if now == nil || now.End.After(f.today.AddDate(0, 0, phasesAhead)) {
		return nil
	}
	return []Task{{Kind: EndPhase, PathwayID: row.ID, Phase: now.Number, Title: row.Title, Reason: now.Name, Due: now.End, Count: now.Left()}}
}

// checkTask is the introduction's next check meeting, when it is soon.
func (f *facts) checkTask(row postgres.PathwayRow, checks []postgres.CheckMeeting) []Task {
	for _, m := range checks {
		day := org.DayOf(m.StartsAt.In(f.now.Location()))
		if m.ProgrammeID != int64(row.ID) || !m.Ahead() || day.Before(f.today) {
			continue
		}
		if day.After(f.today.AddDate(0, 0, checksAhead)) {
			return nil
		}
		return []Task{{Kind: MeetCoreTeam, PathwayID: row.ID, Title: m.Title, Due: day}}
	}
	return nil
}
