package setup

import (
	"context"
	"fmt"
	"time"

	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

// fillQuestions stores questions to the group: one answered, one lifted and answered by
// the body above, one on the agenda of the meeting to come, and one open.
func (m meetings) fillQuestions(ctx context.Context) error {
	summer := time.Date(m.year-1, time.August, 26, 0, 0, 0, 0, time.UTC)
	recent := m.now.UTC().Truncate(24 * time.Hour)
	answered := func(q *improvement.Matter) error {
		return q.Settle("Barnet räknas på den enhet där det skrevs in först. Det står nu också i måttets definition.", at(weekday(summer.AddDate(0, 0, 9)), "10:15"), m.demo.people.convener)
	}
	for _, q := range []struct {
		unit, title, body, link string
		asked                   time.Time
		then                    func(*improvement.Matter) error
	}{
		{"KAL", "Hur räknas barn som flyttas mellan enheterna?", "Vi får ibland barn ett par timmar efter födelsen. Räknas de hos oss eller där de föddes?", "/mal/matt", summer, answered},
		{"LIN", "Kan registerkostnaden delas i regionen?", "Enheterna betalar var för sig i dag, och det skiljer mycket.", "", summer.AddDate(0, 0, 7), func(q *improvement.Matter) error { return m.lift(ctx, q) }},
		{"JON", "Hur gör ni när registret ligger efter?", "Vi hinner inte alltid med registret före sista dagen. Vore bra att höra hur andra gör.", "/inrapportering", recent.AddDate(0, 0, -17), func(q *improvement.Matter) error { return m.takeUp(ctx, q) }},
		{"VAS", "Ska vi följa hud mot hud även vid kejsarsnitt?", "Det kom upp hos oss efter förra mötet.", "/mal", recent.AddDate(0, 0, -4), nil},
	} {
		unit := m.demo.people.units[q.unit]
		matter := improvement.Matter{GroupID: m.group.ID, Title: q.title, Body: q.body, Link: q.link, AskedBy: m.demo.people.reporter[unit.ID],
			AskedAt: at(weekday(q.asked), "09:20"), UnitID: unit.ID}
		if err := matter.Check(); err != nil {
			return err
		}
		id, err := m.tx.AddMatter(ctx, matter)
		if err != nil {
			return err
		}
		if q.then == nil {
			continue
		}
		stored, err := m.tx.Matter(ctx, m.group.ID, id)
		if err != nil {
			return err
		}
		if err := q.then(&stored.Matter); err != nil {
			return err
		}
		if err := m.tx.SaveMatter(ctx, stored.Matter); err != nil {
			return err
		}
	}
	return nil
}

// lift asks the nearest body above the group, and notes its answer.
func (m meetings) lift(ctx context.Context, q *improvement.Matter) error {
	above, err := m.tx.BodiesAbove(ctx, m.group.ID)
	if err != nil || len(above) == 0 {
		return err
	}
	lifted := weekday(time.Date(m.year-1, time.October, 20, 0, 0, 0, 0, time.UTC))
	if err := q.Lift(above[0].ID, "Gruppen föreslår att kostnaden delas efter antal födda barn. Beslutet ligger hos verksamhetscheferna, men gruppen vill ha programområdets syn.",
		at(lifted, "11:00"), m.demo.people.convener); err != nil {
		return err
	}
	return q.Settle("Programområdet tar upp det i budgetarbetet. Tills vidare betalar var och en.", at(weekday(lifted.AddDate(0, 0, 30)), "15:30"), m.demo.people.convener)
}

// takeUp puts the question on the agenda of the meeting to come.
func (m meetings) takeUp(ctx context.Context, q *improvement.Matter) error {
	meetings, err := m.tx.LatestOfSeries(ctx, m.group.ID, m.series)
	if err != nil {
		return err
	}
	var coming org.MeetingID
	for _, meeting := range meetings {
		coming = meeting.ID // the latest
	}
	item, err := m.tx.AddAgendaItem(ctx, improvement.AgendaItem{GroupID: m.group.ID, MeetingID: coming, Title: q.Title, Link: fmt.Sprintf("/gruppen/fragor/%d", q.ID)})
	if err != nil {
		return err
	}
	return q.TakeUp(item)
}
