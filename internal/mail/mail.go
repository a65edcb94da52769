// Package mail sends plain text mail through an SMTP server. It must not know
// what the mails are about, nor who is to have them.
package mail

import (
	"context"
	"errors"
	"fmt"
	"net/mail"
	"strings"
	"time"
	"unicode"

	gomail "github.com/wneessen/go-mail"

	"samsyn/internal/nearby"
)

// timeout is how long one conversation with the server may take.
const timeout = time.Minute

// Message is one mail to one person.
type Message struct {
	// ID makes the mail's Message-ID, the same at every attempt, so that a server
	// that gets it twice can tell.
	ID string
	// To is the receiver's address, Name their name ("" when it is not known).
	To, Name string
	Subject  string
	// Text is the body: plain text, lines of any length.
	Text string
	// Appointment goes with the mail so that calendars take it up: iCalendar with its
	// METHOD (RFC 6047); "" for none.
	Appointment string
	// At is the mail's date.
	At time.Time
}

// Sender sends mail through one server. Any number of goroutines may use it.
type Sender struct {
	server server
	from   *mail.Address
}

// New makes a sender for the server at the address, which mail comes from. The
// address is smtp://name:password@host:port, or smtps:// for a server that speaks
// TLS from the start. The error repeats no secret.
func New(address, from string) (*Sender, error) {
	s, err := parseServer(address)
	if err != nil {
		return nil, err
	}
	sender, err := mail.ParseAddress(from)
	if err != nil {
		return nil, fmt.Errorf("avsändaren %q är ingen e-postadress. Skriv den som Samsyn <samsyn@exempel.se>", from)
	}
	return &Sender{server: s, from: sender}, nil
}

// Error is a mail that was not sent.
type Error struct {
	// Temporary: it may go well another time.
	Temporary bool
	// Unsure: the server had the whole mail but never answered, so nobody knows.
	// Sending it again could make it come twice.
	Unsure bool
	Err    error
}

// Error is the server's answer, or what went wrong on the way to it.
func (e *Error) Error() string { return "mejlet gick inte att skicka: " + e.Err.Error() }

// Unwrap gives the library's error.
func (e *Error) Unwrap() error { return e.Err }

// Send sends the mail. Every error is an *Error.
func (s *Sender) Send(ctx context.Context, m Message) error {
	message, err := s.compose(m)
	if err != nil {
		return &Error{Err: err}
	}
	client, err := s.server.client()
	if err != nil {
		return &Error{Err: err}
	}
	err = client.DialAndSendWithContext(ctx, message)
	if err == nil || message.IsDelivered() { // the goodbye after it may fail
		return nil
	}
	return newError(err)
}

// Check opens a conversation with the server, signs in if there is a name, and ends it: no
// mail is sent.
func (s *Sender) Check(ctx context.Context) error {
	client, err := s.server.client()
	if err != nil {
		return err
	}
	if err := client.DialWithContext(ctx); err != nil {
		return err
	}
	return client.Close()
}

// MustEncrypt reports whether nothing is sent unless the server takes TLS.
func (s *Sender) MustEncrypt() bool { return s.server.tlsFromStart || s.server.mustEncrypt() }

// MayGoInTheClear reports whether the address lets mail go unencrypted to a computer
// outside of the own network.
func (s *Sender) MayGoInTheClear() bool { return s.server.tlsOptional && !nearby.Host(s.server.host) }

func newError(err error) *Error {
	var refused *gomail.SendError
	if !errors.As(err, &refused) {
		return &Error{Temporary: true, Err: err} // no conversation at all
	}
	answered := refused.ErrorCode() != 0
	switch {
	case refused.Reason == gomail.ErrSMTPDataClose && !answered:
		return &Error{Unsure: true, Err: err}
	case !answered:
		return &Error{Temporary: true, Err: err}
	}
	return &Error{Temporary: refused.IsTemp(), Err: err}
}

// compose makes the mail. Nothing that a user has written can end a header line.
func (s *Sender) compose(m Message) (*gomail.Msg, error) {
	to, err := mail.ParseAddress(m.To)
	if err != nil {
		return nil, fmt.Errorf("mottagarens adress går inte att tolka: %w", err)
	}
	message := gomail.NewMsg(gomail.WithEncoding(gomail.EncodingQP))
	message.FromMailAddress(s.from)
	message.ToMailAddress(&mail.Address{Name: oneLine(m.Name), Address: to.Address})
	message.Subject(oneLine(m.Subject))
	message.SetDateWithValue(m.At)
	_, domain, _ := strings.Cut(s.from.Address, "@")
	message.SetMessageIDWithValue(oneLine(m.ID) + "@" + domain)
	// Tells out-of-office robots to keep quiet (RFC 3834).
	message.SetGenHeader("Auto-Submitted", "auto-generated")
	message.SetBodyString(gomail.TypeTextPlain, m.Text)
	if m.Appointment != "" {
		message.AddAlternativeString(gomail.ContentType("text/calendar; method="+method(m.Appointment)), m.Appointment)
	}
	return message, nil
}

// oneLine is the text without control characters, line breaks above all.
func oneLine(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text))
}

// method is what the appointment asks for, which the part's type must say too.
func method(appointment string) string {
	for line := range strings.Lines(appointment) {
		if value, ok := strings.CutPrefix(strings.TrimSpace(line), "METHOD:"); ok && value == "CANCEL" {
			return value
		}
	}
	return "REQUEST"
}
