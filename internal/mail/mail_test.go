package mail_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/url"
	"strings"
	"testing"
	"time"

	"samsyn/internal/mail"
	"samsyn/internal/testdb/testmail"
)

const from = "Samsyn <samsyn@exempel.se>"

var sample = mail.Message{ID: "reminder-7", To: "lena@exempel.se", Name: "Lena Läkare",
	Subject: "Lämna in kvartal 3 för Åmål", At: time.Date(2026, time.October, 23, 7, 0, 0, 0, time.UTC),
	Text: "Hej Lena!\n\nSiffrorna ska lämnas in.\n.\nhttps://samsyn.exempel.se/inrapportering/AMAL/2026K3 " + strings.Repeat("långt ", 200)}

func sender(t *testing.T, address string) *mail.Sender {
	t.Helper()
	s, err := mail.New(address, from)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// received is the only mail's subject and body, decoded.
func received(t *testing.T, server *testmail.Server) (subject, body string) {
	t.Helper()
	mails, bodies := server.Mails()
	if len(mails) != 1 {
		t.Fatalf("%d mails came", len(mails))
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(mails[0].Header.Get("Subject"))
	if err != nil {
		t.Fatal(err)
	}
	decoded, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(bodies[0])))
	if err != nil {
		t.Fatal(err)
	}
	return subject, strings.ReplaceAll(string(decoded), "\r\n", "\n")
}

func TestAMailArrivesAsItWasWritten(t *testing.T) {
	server := testmail.New(t)
	if err := sender(t, "smtp://"+server.Addr).Send(t.Context(), sample); err != nil {
		t.Fatal(err)
	}
	subject, body := received(t, server)
	if subject != sample.Subject || strings.TrimRight(body, "\n") != strings.TrimRight(sample.Text, "\n") {
		t.Errorf("subject %q, body %q", subject, body)
	}
	mails, _ := server.Mails()
	for header, want := range map[string]string{"Message-Id": "<reminder-7@exempel.se>", "Auto-Submitted": "auto-generated",
		"From": `"Samsyn" <samsyn@exempel.se>`, "Content-Type": "text/plain; charset=UTF-8"} {
		if got := mails[0].Header.Get(header); got != want {
			t.Errorf("%s is %q, want %q", header, got, want)
		}
	}
	if date, err := mails[0].Header.Date(); err != nil || !date.Equal(sample.At) {
		t.Errorf("date %v, %v", date, err)
	}
}

func TestAnAppointmentGoesWithTheMail(t *testing.T) {
	for ask, want := range map[string]string{"REQUEST": "REQUEST", "CANCEL": "CANCEL", "X\r\nBcc: alla@exempel.se": "REQUEST"} {
		server := testmail.New(t)
		m := sample
		m.Appointment = "BEGIN:VCALENDAR\r\nMETHOD:" + ask + "\r\nEND:VCALENDAR\r\n"
		if err := sender(t, "smtp://"+server.Addr).Send(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		mails, bodies := server.Mails()
		_, parameters, err := mime.ParseMediaType(mails[0].Header.Get("Content-Type"))
		if err != nil {
			t.Fatal(err)
		}
		parts := multipart.NewReader(strings.NewReader(bodies[0]), parameters["boundary"])
		text, err := parts.NextPart()
		if err != nil || !strings.HasPrefix(text.Header.Get("Content-Type"), "text/plain") {
			t.Fatalf("%v, %v", text, err)
		}
		calendar, err := parts.NextPart()
		if err != nil {
			t.Fatal(err)
		}
		kind, asked, err := mime.ParseMediaType(calendar.Header.Get("Content-Type"))
		if err != nil || kind != "text/calendar" || asked["method"] != want || mails[0].Header.Get("Bcc") != "" {
			t.Errorf("%s: %s %v, %v", ask, kind, asked, err)
		}
	}
}

func TestTextCannotBecomeAHeader(t *testing.T) {
	server := testmail.New(t)
	m := sample
	m.Subject, m.Name, m.ID = "Hej\r\nBcc: alla@exempel.se\r\n\r\nfel", "Lena\r\nBcc: alla@exempel.se", "x\r\nBcc: y"
	if err := sender(t, "smtp://"+server.Addr).Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	mails, _ := server.Mails()
	if mails[0].Header.Get("Bcc") != "" {
		t.Errorf("headers %v", mails[0].Header)
	}
	if subject, _ := received(t, server); strings.ContainsAny(subject, "\r\n") {
		t.Errorf("subject %q", subject)
	}
	m.To = "lena@exempel.se>\r\nRCPT TO:<alla@exempel.se"
	var failed *mail.Error
	if err := sender(t, "smtp://"+server.Addr).Send(t.Context(), m); !errors.As(err, &failed) || failed.Temporary {
		t.Errorf("a broken address: %v", err)
	}
}

func TestSigningIn(t *testing.T) {
	server := testmail.New(t)
	account := url.UserPassword(testmail.Name, testmail.Password).String()
	if err := sender(t, "smtp://"+account+"@"+server.Addr).Send(t.Context(), sample); err != nil || server.SignedIn() != 1 {
		t.Errorf("signed in %d times, %v", server.SignedIn(), err)
	}
	err := sender(t, "smtp://samsyn:fel@"+server.Addr).Send(t.Context(), sample)
	if err == nil || strings.Contains(err.Error(), "fel@") {
		t.Errorf("a wrong password: %v", err)
	}
}

func TestWhatTheServerAnswersDecides(t *testing.T) {
	server := testmail.New(t)
	for _, c := range []struct {
		answer    error
		temporary bool
	}{{testmail.Later, true}, {testmail.Never, false}} {
		server.Refuse(func(string) error { return c.answer })
		var failed *mail.Error
		err := sender(t, "smtp://"+server.Addr).Send(t.Context(), sample)
		if !errors.As(err, &failed) || failed.Temporary != c.temporary || failed.Unsure {
			t.Errorf("%v: %+v", c.answer, err)
		}
	}
}

func TestNoServerIsTemporary(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	var failed *mail.Error
	if err := sender(t, "smtp://"+address).Send(t.Context(), sample); !errors.As(err, &failed) || !failed.Temporary {
		t.Errorf("%v", err)
	}
}

// A server that takes the whole mail and hangs up may have delivered it.
func TestAnAnswerThatNeverCameIsUnsure(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- hangUpAfterData(listener) }()
	var failed *mail.Error
	if err := sender(t, "smtp://"+listener.Addr().String()).Send(t.Context(), sample); !errors.As(err, &failed) || !failed.Unsure {
		t.Errorf("%+v", err)
	}
	if err := errors.Join(<-ended, listener.Close()); err != nil {
		t.Error(err)
	}
}

// hangUpAfterData takes one mail and never says what became of it.
func hangUpAfterData(listener net.Listener) error {
	conn, err := listener.Accept()
	if err != nil {
		return err
	}
	defer conn.Close()
	fmt.Fprint(conn, "220 prov\r\n")
	data := false
	for lines := bufio.NewScanner(conn); lines.Scan(); {
		switch line := lines.Text(); {
		case data && line == ".":
			return nil
		case data:
		case line == "DATA":
			data = true
			fmt.Fprint(conn, "354 go on\r\n")
		default:
			fmt.Fprint(conn, "250 ok\r\n")
		}
	}
	return errors.New("the mail was never whole")
}

func TestAddressesThatAreNone(t *testing.T) {
	for _, address := range []string{"", "mejl.exempel.se", "http://u:hemligt@h", "smtp://", "smtp://h:99999", "smtp://u:hemligt@h/mapp", "smtp://u:hem%ligt@h"} {
		if _, err := mail.New(address, from); err == nil || strings.Contains(err.Error(), "hemligt") {
			t.Errorf("%q: %v", address, err)
		}
	}
	if _, err := mail.New("smtp://localhost", "samsyn"); err == nil {
		t.Error("a sender without address was taken")
	}
}

func TestMailToOtherComputersIsEncrypted(t *testing.T) {
	for address, want := range map[string][2]bool{ // must be encrypted, may go in the clear to far away
		"smtp://127.0.0.1":                        {false, false},
		"smtp://relay":                            {false, false},
		"smtp://10.0.0.5:25":                      {false, false},
		"smtp://relay.exempel.se":                 {true, false},
		"smtp://relay.exempel.se:25?tls=optional": {false, true},
		"smtp://10.0.0.5?tls=optional":            {false, false},
		"smtp://samsyn:hemligt@relay":             {true, false},
		"smtp://samsyn:hemligt@localhost":         {false, false},
		"smtps://relay.exempel.se":                {true, false},
	} {
		s := sender(t, address)
		if got := [2]bool{s.MustEncrypt(), s.MayGoInTheClear()}; got != want {
			t.Errorf("%s: %v, want %v", address, got, want)
		}
	}
	for _, address := range []string{"smtp://samsyn:hemligt@relay.exempel.se?tls=optional", "smtps://relay.exempel.se?tls=optional", "smtp://relay.exempel.se?tls=nej"} {
		if _, err := mail.New(address, from); err == nil || strings.Contains(err.Error(), "hemligt") {
			t.Errorf("%s: %v", address, err)
		}
	}
}
