package account

import (
	"context"
	"fmt"
	"strings"

	"samsyn/internal/app/letter"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// notices are what the mails that tell of a change say: a subject, and a sentence with the
// day and the time.
var notices = map[MailKind][2]string{
	MailPasswordChanged: {"Ditt lösenord är bytt", "Lösenordet till ditt konto i Samsyn byttes %s."},
	MailFactorAdded:     {"Inloggning i två steg är påslagen", "Ditt konto i Samsyn skyddas sedan %s också av en kod från en app."},
	MailFactorRemoved:   {"Inloggning i två steg är avstängd", "Koden från appen behövs inte längre för ditt konto i Samsyn. Det ändrades %s."},
	MailRecoveryCodes:   {"Nya reservkoder", "Nya reservkoder gjordes till ditt konto i Samsyn %s. De gamla gäller inte längre."},
	MailRecoveryUsed:    {"En reservkod har använts", "En reservkod användes för att logga in på ditt konto i Samsyn %s."},
	MailPasskeyAdded:    {"En lösennyckel är tillagd", "En lösennyckel (passkey) lades till ditt konto i Samsyn %s."},
	MailPasskeyRemoved:  {"En lösennyckel är borttagen", "En lösennyckel (passkey) togs bort från ditt konto i Samsyn %s."},
	MailAddressChanged:  {"Din e-postadress i Samsyn är ändrad", "E-postadressen till ditt konto i Samsyn ändrades %s."},
}

// writeMail writes the mail to the person, with a new key for those that bring one.
func (room *Room) writeMail(ctx context.Context, tx *postgres.Tx, m postgres.AccountMail, p org.Person, head Letterhead) (Mail, error) {
	mail := Mail{AccountMail: m, To: p.Email}
	if m.Address != "" {
		mail.To = m.Address
	}
	by := ""
	if m.AskedBy != 0 {
		asker, err := tx.Person(ctx, m.AskedBy)
		if err != nil {
			return mail, err
		}
		by = oneLine(asker.Name)
	}
	greeting := "Hej " + oneLine(p.Name) + "!\n\n"
	var err error
	switch kind := MailKind(m.Kind); kind {
	case MailInvitation:
		mail.Subject = "Välkommen till Samsyn"
		mail.Text, err = room.invitationText(ctx, tx, m, p, invitationWords{by: by, role: head.Role})
	case MailReset:
		mail.Subject = "Nytt lösenord till Samsyn"
		mail.Text, err = room.resetText(ctx, tx, m, by)
	default:
		notice, known := notices[kind]
		if !known {
			return mail, fmt.Errorf("%w: %s", errNoWords, kind)
		}
		mail.Subject, mail.Text = notice[0], room.noticeText(notice[1], m, by)
	}
	mail.Text = greeting + mail.Text + "\n\nHälsningar\nSamsyn"
	return mail, err
}

// invitationWords is what an invitation needs beside the account.
type invitationWords struct {
	by   string // who invites, "" when the person has asked
	role func(context.Context, org.Role) string
}

func (room *Room) invitationText(ctx context.Context, tx *postgres.Tx, m postgres.AccountMail, p org.Person, w invitationWords) (string, error) {
	roles, err := tx.HeldRoles(ctx, p.ID, room.today())
	if err != nil {
		return "", err
	}
	path, until, err := room.makeKey(ctx, tx, newKey{Person: p.ID, Purpose: InvitationKey, By: m.AskedBy})
	if err != nil {
		return "", err
	}
	swedish := i18n.WithLanguage(context.Background(), i18n.Swedish)
	var text strings.Builder
	if w.by != "" {
		text.WriteString(w.by + " har gett dig ett konto i Samsyn, där klinikerna följer upp vårdens kvalitet tillsammans.\n\n")
	} else {
		text.WriteString("Här är en ny länk till ditt konto i Samsyn, där klinikerna följer upp vårdens kvalitet tillsammans.\n\n")
	}
	if len(roles) > 0 {
		text.WriteString("Din roll:\n")
	}
	for _, r := range roles {
		parts := []string{w.role(swedish, r.Role)}
		for _, place := range []string{r.UnitName, r.GroupName} {
			if place != "" {
				parts = append(parts, oneLine(place))
			}
		}
		text.WriteString("- " + strings.Join(parts, ", "))
		if r.From.After(room.today()) {
			text.WriteString(", från " + i18n.LongDate(swedish, r.From))
		}
		text.WriteString("\n")
		if r.ID == roles[len(roles)-1].ID {
			text.WriteString("\n")
		}
	}
	text.WriteString("Välj ditt lösenord här, det tar ett par minuter:\n" + letter.URL(room.base, path) + "\n\n" +
		"Länken går att använda en gång, senast " + i18n.LongDate(swedish, until) + ". Sedan loggar du in med " + p.Email + ".\n\n" +
		"Väntade du dig inte det här mejlet? Då behöver du inte göra något.")
	return text.String(), nil
}

func (room *Room) resetText(ctx context.Context, tx *postgres.Tx, m postgres.AccountMail, by string) (string, error) {
	path, until, err := room.makeKey(ctx, tx, newKey{Person: m.PersonID, Purpose: ResetKey, By: m.AskedBy})
	if err != nil {
		return "", err
	}
	swedish := i18n.WithLanguage(context.Background(), i18n.Swedish)
	why, otherwise := "Någon, förhoppningsvis du, har bett om ett nytt lösenord till ditt konto i Samsyn.",
		"Var det inte du? Då behöver du inte göra något. Lösenordet du har gäller som förut."
	if by != "" {
		why, otherwise = by+", som sköter kontona i Samsyn, skickar en länk så att du kan välja ett nytt lösenord.",
			"Väntade du dig inte det? Hör av dig till "+by+" på annat sätt än genom att svara på det här mejlet."
	}
	return why + "\n\nVälj det här:\n" + letter.URL(room.base, path) + "\n\n" +
		"Länken går att använda en gång, senast " + i18n.LongDate(swedish, until) + " klockan " + i18n.Clock(swedish, until) + ".\n\n" + otherwise, nil
}

func (room *Room) noticeText(sentence string, m postgres.AccountMail, by string) string {
	swedish := i18n.WithLanguage(context.Background(), i18n.Swedish)
	text := fmt.Sprintf(sentence, i18n.LongDate(swedish, m.QueuedAt)+" klockan "+i18n.Clock(swedish, m.QueuedAt))
	if by != "" {
		return text + " Det gjordes av " + by + ".\n\nStämmer det inte? Hör av dig till den som sköter kontona."
	}
	return text + "\n\nVar det inte du? Välj genast ett nytt lösenord och hör av dig till den som sköter kontona:\n" +
		letter.URL(room.base, "/logga-in/glomt")
}
