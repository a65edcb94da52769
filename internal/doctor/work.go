package doctor

import (
	"fmt"
	"time"

	"samsyn/internal/postgres"
)

// When something has waited or run for too long.
const (
	jobWaits   = 15 * time.Minute
	jobRuns    = time.Hour
	mailWaits  = 5 * time.Hour // after some four hours a letter is given up
	backupDays = 7
	fewMinutes = 5 * time.Minute
)

// work says how the work in the database goes, and who and what is in it.
func (f *findings) work(w postgres.WorkCheck, p Patient) {
	before := len(*f)
	if w.Waiting > jobWaits {
		f.wrong(fmt.Sprintf("Ett jobb har väntat i %s. Är Samsyn igång?", since(w.Waiting)))
	}
	if w.Running > jobRuns {
		f.wrong(fmt.Sprintf("Ett jobb har hållit på i %s. Starta om Samsyn, så tas det om.", since(w.Running)))
	}
	if w.Failed > 0 {
		f.note(fmt.Sprintf("%d jobb har getts upp den senaste veckan. Varför står i programmets logg.", w.Failed))
	}
	if w.MailWaiting > mailWaits {
		f.wrong(fmt.Sprintf("Ett mejl har väntat i %s på att skickas.", since(w.MailWaiting)))
	}
	if w.MailFailed+w.MailUnsure > 0 {
		f.note(fmt.Sprintf("Den senaste veckan gick %d mejl inte att skicka, och för %d är det oklart om de kom fram.", w.MailFailed, w.MailUnsure))
	}
	if len(*f) == before {
		f.fine("Inga jobb eller mejl har fastnat.")
	}
	f.people(w)
	now := p.Now()
	if w.LastChange.After(now.Add(fewMinutes)) {
		f.wrong(fmt.Sprintf("Ändringsloggen har en rad från framtiden (%s): en klocka går eller har gått fel.", w.LastChange.In(now.Location()).Format("2006-01-02 15:04")))
	}
	switch days := int(now.Sub(w.LastBackup).Hours() / 24); {
	case w.LastBackup.IsZero():
		f.note("Ingen säkerhetskopia har gjorts med samsyn backup.")
	case days > backupDays:
		f.note(fmt.Sprintf("Den senaste säkerhetskopian med samsyn backup är %d dagar gammal.", days))
	default:
		f.fine("Den senaste säkerhetskopian gjordes " + w.LastBackup.In(now.Location()).Format("2006-01-02 15:04") + ".")
	}
}

// people says who cares for the accounts, and whether example data has got among real.
func (f *findings) people(w postgres.WorkCheck) {
	switch {
	case w.People == 0:
		f.note("Det finns inga konton ännu. Öppna Samsyn i webbläsaren och gör det första, eller använd samsyn user.")
	case w.Administrators == 0:
		f.wrong("Ingen som kan logga in är systemförvaltare. Ge någon rollen: samsyn user role E-POST --give administrator.")
	case w.Administrators == 1:
		f.note("Bara en person är systemförvaltare. Ge en till rollen, så att någon kan hjälpa den första.")
	}
	switch {
	case w.Examples > 0 && w.Groups > 0:
		f.wrong(fmt.Sprintf("Här finns både %d grupper med exempeldata och %d utan. Exempelkontona delar ett lösenord: kör exemplet i en egen installation.", w.Examples, w.Groups))
	case w.Examples > 0:
		f.note("Allt här är exempeldata. Använd en egen databas för riktiga siffror.")
	}
}

// since is a time that has passed, in words.
func since(d time.Duration) string {
	switch {
	case d < 2*time.Hour:
		return fmt.Sprintf("%d minuter", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d timmar", int(d.Hours()))
	}
	return fmt.Sprintf("%d dagar", int(d.Hours()/24))
}
