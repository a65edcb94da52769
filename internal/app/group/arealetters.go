package group

import (
	"context"
	"fmt"
	"time"

	"samsyn/internal/app/letter"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// areaLetterBefore is how many days before its day a letter tells of what waits in a
// programme area's duties; what needs more time has its own in areaLetterEarly.
const areaLetterBefore = 7

var areaLetterEarly = map[improvement.DutyKind]int{improvement.PlanChair: 120, improvement.EndWorkingGroup: 30, improvement.Declare: 30}

// areaLetter is what a letter about a duty says: with the thing's title, and the day.
var areaLetters = map[improvement.DutyKind]struct{ subject, body, path string }{
	improvement.GiveView: {"Synpunkter senast %[2]s: %[1]s",
		"Gruppen samlar synpunkter på en remiss: %[1]s. Din regions synpunkter behövs senast %[2]s. Har ni inga, säg det.", "/gruppen/remisser/%d"},
	improvement.WriteAnswer: {"Remissvar senast %[2]s: %[1]s",
		"Svaret på en remiss ska vara skickat senast %[2]s: %[1]s. Synpunkterna finns samlade där svaret skrivs.", "/gruppen/remisser/%d"},
	improvement.ApproveAnswer: {"Godkänn remissvaret: %[1]s",
		"Ett remissvar väntar på att du godkänner det: %[1]s. Det ska vara skickat senast %[2]s.", "/gruppen/remisser/%d"},
	improvement.SendAnswer: {"Skicka remissvaret senast %[2]s: %[1]s",
		"Ett remissvar är godkänt och ska skickas senast %[2]s: %[1]s.", "/gruppen/remisser/%d"},
	improvement.NameNominees: {"Nominera senast %[2]s: %[1]s",
		"Gruppen ska föreslå personer senast %[2]s: %[1]s.", "/gruppen/nomineringar/%d"},
	improvement.Declare: {"Lämna din jävsdeklaration",
		"Du är nominerad: %[1]s. Till det behövs en jävsdeklaration från dig, senast %[2]s. Bara de som handlägger den kan läsa den.", "/gruppen/jav/%d"},
	improvement.HandleDeclaration: {"En jävsdeklaration väntar",
		"En jävsdeklaration väntar på att läsas och bedömas: %[1]s.", "/gruppen/jav/%d"},
	improvement.EndWorkingGroup: {"En arbetsgrupps tid går ut %[2]s: %[1]s",
		"Arbetsgruppen %[1]s har uppdrag till och med %[2]s. Skriv vad det blev, eller förläng uppdraget.", "/gruppen/arbetsgrupper/%d"},
	improvement.PlanChair: {"Ordförandeskapet går vidare efter %[2]s",
		"Ordförandens period slutar %[2]s, och nästa är inte planerad. Den region som har väntat längst är %[1]s.", "/gruppen/programomradet/ordforande"},
}

// planAreaLetters tells those whom something waits for in a programme area's duties, each
// once for a thing and its day.
func (room *Room) planAreaLetters(ctx context.Context, tx *postgres.Tx, group org.Group) error {
	today := room.today()
	area, units, err := tx.Area(ctx, group.ID, today)
	if err != nil {
		return err
	}
	var near []improvement.Duty
	for _, d := range area.Duties(today) {
		before := areaLetterBefore
		if early, known := areaLetterEarly[d.Kind]; known {
			before = early
		}
		if !d.Due.IsZero() && !d.Due.After(today.AddDate(0, 0, before)) && !d.Due.Before(today.AddDate(0, 0, -lettersBack)) {
			near = append(near, d)
		}
	}
	if len(near) == 0 {
		return nil
	}
	persons, err := tx.Persons(ctx)
	if err != nil {
		return err
	}
	held, err := tx.Memberships(ctx, group.ID)
	if err != nil {
		return err
	}
	actors := map[org.PersonID]*org.Actor{}
	for _, m := range held {
		if m.ActiveOn(today) {
			if actors[m.PersonID] == nil {
				actors[m.PersonID] = &org.Actor{}
			}
			actors[m.PersonID].Memberships = append(actors[m.PersonID].Memberships, m)
		}
	}
	for _, p := range persons {
		actor := actors[p.ID]
		if actor == nil || p.HasLeft(today) {
			continue
		}
		actor.Person = p
		for _, d := range near {
			if !d.Of(*actor, group.ID, units) {
				continue
			}
			if err := room.tellDuty(ctx, tx, group, d, p); err != nil {
				return err
			}
		}
	}
	return nil
}

// tellDuty queues the letter about the duty, once for its day.
func (room *Room) tellDuty(ctx context.Context, tx *postgres.Tx, group org.Group, d improvement.Duty, to org.Person) error {
	words, path := areaLetters[d.Kind], areaLetters[d.Kind].path
	if d.Kind != improvement.PlanChair {
		path = fmt.Sprintf(path, d.ID)
	}
	day := i18n.LongDate(i18n.WithLanguage(context.Background(), i18n.Swedish), d.Due)
	_, err := letter.Queue(ctx, tx, letter.Queued{At: room.now()}, letter.Letter{GroupID: group.ID, To: to,
		About: fmt.Sprintf("%s %d %s", d.Kind, d.ID, d.Due.Format(time.DateOnly)), Day: d.Due,
		Subject: fmt.Sprintf(words.subject+"%.0[1]s%.0[2]s", d.Title, day),
		Body: fmt.Sprintf("Hej %s!\n\n", to.Name) + fmt.Sprintf(words.body+"%.0[1]s%.0[2]s", d.Title, day) +
			"\n\nHär finns det:\n" + letter.URL(room.base, path) + "\n\nHälsningar\n" + group.Name})
	return err
}
