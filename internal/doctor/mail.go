package doctor

import (
	"context"
	"time"

	"samsyn/internal/mail"
)

// mailWithin is how long the mail server may take to answer.
const mailWithin = 15 * time.Second

// mailServer says whether mail can be sent.
func mailServer(ctx context.Context, p Patient) []Finding {
	var f findings
	if p.Config.SMTPURL == "" {
		f.note("Ingen e-postserver är angiven (SAMSYN_SMTP_URL), så inga mejl skickas.")
		return f
	}
	sender, err := mail.New(p.Config.SMTPURL, p.Config.MailFrom)
	if err == nil {
		within, cancel := context.WithTimeout(ctx, mailWithin)
		defer cancel()
		err = sender.Check(within)
	}
	if err != nil {
		f.wrong("E-postservern svarar inte som den ska: " + err.Error())
		return f
	}
	f.fine("E-postservern svarar och tar emot inloggningen.")
	return f
}
