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
		if sender != nil && sender.MustEncrypt() {
			f.note("Mejl till en annan dator skickas bara krypterade. Har servern ingen TLS, och skyddas nätet på annat sätt, lägg till ?tls=optional i SAMSYN_SMTP_URL.")
		}
		return f
	}
	if sender.MayGoInTheClear() {
		f.note("Mejl får gå okrypterade till e-postservern (tls=optional i SAMSYN_SMTP_URL). I dem finns länkar som öppnar konton.")
	}
	f.fine("E-postservern svarar och tar emot inloggningen.")
	return f
}
