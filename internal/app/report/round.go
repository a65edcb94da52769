package report

import (
	"context"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// RoundPage is the commentary round of a year's report.
type RoundPage struct {
	Group    org.Group
	Year     int
	Standing Standing
	Shut     Shut
	Today    time.Time
	Data     *analysis.Dataset
	Units    []RoundUnit // those with pages, in the group's order
	// Comments are what those who speak for patients and relatives say of the report.
	Comments []improvement.PatientComment
	// CanLead says that the actor opens, moves and closes the round, and reminds.
	CanLead bool
}

// mostHeard is how many comments from those who speak for patients a round shows.
const mostHeard = 100

// RoundUnit is how a unit's answer stands. Its words are those that were sent, and no
// draft is shown.
type RoundUnit struct {
	UnitPages
	State  AnswerState
	Answer Answer
	// Changes are the results that are others than when it answered.
	Changes []Change
	// LetterAt is when the unit last had a letter about the round; nil for never.
	LetterAt *time.Time
	// People are those who speak for the unit and get its letters.
	People []org.Person
}

// Answered counts the units that have answered.
func (p RoundPage) Answered() int {
	n := 0
	for _, u := range p.Units {
		if u.Answer.AnsweredAt != nil {
			n++
		}
	}
	return n
}

// Round reads the commentary round; fault.ErrNotFound for a year without a report.
func (room *Room) Round(ctx context.Context, actor org.Actor, group org.GroupID, year int) (RoundPage, error) {
	if !actor.May(org.ViewBoard, group, 0) {
		return RoundPage{}, fault.ErrForbidden
	}
	var page RoundPage
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		page = RoundPage{Year: year, Today: room.today(), CanLead: actor.May(org.WriteReport, group, 0)}
		if err := needYear(ctx, tx, group, year); err != nil {
			return err
		}
		var err error
		if page.Data, err = dataset.Load(ctx, tx, group, year, year); err != nil {
			return err
		}
		if page.Comments, err = tx.PatientComments(ctx, postgres.CommentFilter{GroupID: group, Subject: improvement.OnReport, Year: year, Limit: mostHeard}); err != nil {
			return err
		}
		return page.read(ctx, tx, page.Data.Overview(year))
	})
	return page, err
}

// read fills in what is about the round, when Year, Today and Data are there.
func (p *RoundPage) read(ctx context.Context, tx *postgres.Tx, blocks []analysis.Block) error {
	p.Group = p.Data.Group
	var err error
	if p.Standing, err = standing(ctx, tx, p.Group.ID, p.Year); err != nil {
		return err
	}
	p.Shut = ShutOf(p.Standing, p.Today)
	answers, err := tx.ReportAnswers(ctx, p.Group.ID, p.Year)
	if err != nil {
		return err
	}
	letters, err := tx.UnitLetters(ctx, p.Group.ID, aboutRound(p.Year))
	if err != nil {
		return err
	}
	receivers, err := tx.Receivers(ctx, p.Group.ID, p.Today)
	if err != nil {
		return err
	}
	for _, pages := range pagesOf(p.Data, blocks) {
		a, _ := answerOf(answers, pages.Unit.ID)
		u := RoundUnit{UnitPages: pages, State: AnswerStateOf(a), Answer: Sent(a), People: speakers(receivers, pages.Unit.ID)}
		if at, ok := letters[pages.Unit.ID]; ok {
			u.LetterAt = &at
		}
		if u.Changes, err = pages.changes(a.Seen); err != nil {
			return err
		}
		p.Units = append(p.Units, u)
	}
	return nil
}

// needYear is fault.ErrNotFound for a year that the group has no report for.
func needYear(ctx context.Context, tx *postgres.Tx, group org.GroupID, year int) error {
	years, err := tx.ReportYears(ctx, group)
	if err != nil {
		return err
	}
	for _, y := range years {
		if y == year {
			return nil
		}
	}
	return fault.ErrNotFound
}

// speakers are those who report for the unit, each once.
func speakers(receivers []postgres.Receiver, unit org.UnitID) []org.Person {
	var list []org.Person
	seen := map[org.PersonID]bool{}
	for _, r := range receivers {
		if r.UnitID == unit && r.Role.Reports() && !seen[r.Person.ID] {
			seen[r.Person.ID] = true
			list = append(list, r.Person)
		}
	}
	return list
}
