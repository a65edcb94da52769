package setup

import (
	"context"
	"time"

	"samsyn/internal/improvement"
)

// fillHeld is last autumn's joint meeting, with published minutes.
func (m meetings) fillHeld(ctx context.Context) error {
	day := weekday(time.Date(m.year-1, time.October, 15, 0, 0, 0, 0, time.UTC))
	meeting, items, err := m.add(ctx, improvement.Meeting{SeriesID: m.series, Kind: improvement.JointMeeting, Title: "Neonatalgruppens gemensamma möte",
		StartsAt: at(day, "09:30"), EndsAt: at(day, "15:00"), Place: "Linköping", VideoLink: "https://video.exempel.se/neonatalgruppen",
		ConnectedTo: "Programområdets höstmöte dagen efter"}, improvement.UsualAgenda(usualAgenda))
	if err != nil {
		return err
	}
	if _, err := m.tx.AddParticipant(ctx, improvement.Participant{GroupID: m.group.ID, MeetingID: meeting.ID, Name: "Exempelgäst Nationell",
		Email: "gast@exempel.se", Organisation: "Nationellt programområde", Attended: improvement.AttendanceUnknown}); err != nil {
		return err
	}
	if meeting, err = m.hold(ctx, meeting, map[string]bool{"varnamo@exempel.se": true}); err != nil {
		return err
	}
	if err := m.say(ctx, meeting.ID, "Gicks igenom utan anmärkning.",
		"Gruppen gick igenom årets kvartal mått för mått. Temperatur vid inskrivning skiljer sig mest mellan enheterna. De som har lägst andel kalla barn berättade hur de förbereder värmen före förlossningen.",
		"Frågan om hur barn som flyttas räknas är besvarad. Frågan om gemensam registerkostnad lyfts.",
		"Enheterna berättade om det som pågår. Ingen ny åtgärd beslutades utöver den om värme.",
		"Nästa gemensamma möte hålls efter sommaren. Dessemellan korta digitala möten."); err != nil {
		return err
	}
	if err := m.decide(ctx, meeting, items); err != nil {
		return err
	}
	if meeting, err = m.tx.Meeting(ctx, m.group.ID, meeting.ID); err != nil {
		return err
	}
	if err := meeting.Publish(at(weekday(day.AddDate(0, 0, 12)), "13:10"), m.demo.people.convener); err != nil {
		return err
	}
	return m.tx.SaveMeeting(ctx, meeting)
}

// decide stores the meeting's decisions and the tasks that they gave, the most of which
// are done.
func (m meetings) decide(ctx context.Context, meeting improvement.Meeting, items []improvement.AgendaItemID) error {
	due := weekday(time.Date(m.year-1, time.December, 10, 0, 0, 0, 0, time.UTC))
	for _, d := range []struct {
		item   int
		text   string
		task   string
		anchor bool
		done   int // of its tasks
	}{
		{1, "Alla enheter går igenom hur värmen förbereds före förlossningen, och berättar på nästa möte.", "Gå igenom rutinen för värme med förlossningen", true, 2},
		{1, "Siffrorna gås igenom på varje möte, måtten med störst skillnad först.", "", false, 0},
		{4, "Nästa gemensamma möte planeras till hösten, med programområdets ordförande inbjuden.", "Bjud in programområdets ordförande", false, 1},
	} {
		decision, err := m.tx.AddDecision(ctx, improvement.Decision{GroupID: m.group.ID, MeetingID: meeting.ID, AgendaItemID: items[d.item], Text: d.text})
		if err != nil {
			return err
		}
		if d.task == "" {
			continue
		}
		task := improvement.Assignment{GroupID: m.group.ID, DecisionID: decision.ID, Kind: improvement.DecisionTask, Title: d.task, DueOn: due}
		tasks := []improvement.Assignment{task}
		if d.anchor {
			tasks = improvement.Anchorings(task, m.units)
		} else {
			tasks[0].OwnerID = m.demo.people.convener
		}
		for n, t := range tasks {
			if err := m.addTask(ctx, t, n < d.done, due.AddDate(0, 0, -7)); err != nil {
				return err
			}
		}
	}
	return nil
}

// addTask stores a task, and when it is done that it became so on the day.
func (m meetings) addTask(ctx context.Context, t improvement.Assignment, done bool, on time.Time) error {
	id, err := m.tx.AddAssignment(ctx, t)
	if err != nil || !done {
		return err
	}
	stored, err := m.tx.LockAssignment(ctx, m.group.ID, id)
	if err != nil {
		return err
	}
	by := t.OwnerID
	for _, u := range m.units {
		if by == 0 && u.RegionID == t.RegionID {
			by = m.demo.people.reporter[u.ID]
		}
	}
	outcome := "Genomgånget på arbetsplatsträff."
	if t.Kind == improvement.DecisionTask {
		outcome = "Inbjudan är skickad."
	}
	if err := stored.Settle(improvement.TaskDone, outcome, at(on, "14:00"), by); err != nil {
		return err
	}
	return m.tx.SaveAssignment(ctx, stored.Assignment)
}

// fillDraft is a short meeting three weeks ago, whose minutes are being written.
func (m meetings) fillDraft(ctx context.Context) error {
	day := weekday(m.now.UTC().Truncate(24*time.Hour).AddDate(0, 0, -21))
	meeting, _, err := m.add(ctx, improvement.Meeting{Kind: improvement.WorkingMeeting, Title: "Arbetsmöte om kvartalets siffror",
		StartsAt: at(day, "13:00"), EndsAt: at(day, "14:30"), VideoLink: "https://video.exempel.se/neonatalgruppen"},
		improvement.Agenda{{Title: "Kvartalets siffror", Minutes: 40, Presenter: "Exempelsammanställande", Link: "/resultat/signaler"},
			{Title: "Vad som saknas i inrapporteringen", Minutes: 30}})
	if err != nil {
		return err
	}
	if meeting, err = m.hold(ctx, meeting, map[string]bool{"eksjo@exempel.se": true, "varnamo@exempel.se": true}); err != nil {
		return err
	}
	return m.say(ctx, meeting.ID, "Signalerna gicks igenom. Två enheter tittar närmare på sina egna siffror till nästa möte.")
}

// fillComing is the joint meeting to come, in three weeks.
func (m meetings) fillComing(ctx context.Context) error {
	day := weekday(m.now.UTC().Truncate(24*time.Hour).AddDate(0, 0, 20))
	agenda := improvement.UsualAgenda(usualAgenda)
	agenda[1].Presenter, agenda[1].Link = "Exempelsammanställande", "/resultat/signaler"
	_, _, err := m.add(ctx, improvement.Meeting{SeriesID: m.series, Kind: improvement.JointMeeting, Title: "Neonatalgruppens gemensamma möte",
		StartsAt: at(day, "09:30"), EndsAt: at(day, "15:00"), Place: "Linköping", VideoLink: "https://video.exempel.se/neonatalgruppen"}, agenda)
	return err
}
