package setup

import (
	"context"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// demoAgreement is what the example's group has agreed upon.
const demoAgreement = `Exempel: Vi lämnar siffrorna senast på sista dagen. Den som inte hinner säger till den som är sammanställande dagen före.

Varje enhet har två som kan lämna in. Är båda borta utser de en ersättare i god tid.

Till mötena läser vi underlaget i förväg. Den som har ordet om ett mått börjar med vad enheten själv tänker göra.

Resultat som sticker ut tar vi först upp med enheten, sedan i gruppen. Vi frågar hur det gick till innan vi säger vad som bör göras.`

// fillRoles stores what the members have agreed upon, and that the heads of clinics have
// seen what was handed in, but for each unit's last.
func (d *demo) fillRoles(ctx context.Context, tx *postgres.Tx) error {
	if err := tx.AddAgreement(ctx, org.Agreement{GroupID: d.group.ID, Number: 1, Body: demoAgreement, WrittenBy: d.people.convener,
		WrittenAt: d.after(firstDay(d.year-1), 20)}); err != nil {
		return err
	}
	memberships, err := tx.Memberships(ctx, d.group.ID)
	if err != nil {
		return err
	}
	stored, err := tx.Submissions(ctx, d.group.ID, firstDay(d.year-historyYears), d.latestQuarter().Start())
	if err != nil {
		return err
	}
	last := map[org.UnitID]quality.SubmissionID{}
	for _, s := range stored {
		if s.SubmittedAt != nil && s.State.Shown() {
			last[s.UnitID] = s.ID
		}
	}
	for _, m := range memberships {
		if m.Role != org.HeadOfDepartment {
			continue
		}
		for _, s := range stored {
			if s.UnitID != m.UnitID || s.SubmittedAt == nil || !s.State.Shown() || last[s.UnitID] == s.ID {
				continue
			}
			seen := quality.FiguresSeen{SubmissionID: s.ID, SubmittedAt: *s.SubmittedAt, PersonID: m.PersonID, At: d.after(org.DayOf(*s.SubmittedAt), seenAfter)}
			if err := tx.AddFiguresSeen(ctx, seen); err != nil {
				return err
			}
		}
	}
	return nil
}

// seenAfter is how many days after it was handed in that a head of clinic sees it.
const seenAfter = 4
