// Package testmail is a mail server for tests: it speaks real SMTP on a port of
// its own, keeps what it gets, and refuses when told to. Only tests may import it.
package testmail

import (
	"errors"
	"io"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// The one account that may sign in.
const (
	Name     = "samsyn"
	Password = "hemligt/lösen@ord"
)

// Server is the mail server.
type Server struct {
	// Addr is "host:port".
	Addr string

	mu     sync.Mutex
	mails  []*mail.Message
	bodies []string
	answer func(to string) error
	signed int
}

// Answers of the server, for Refuse.
var (
	Later = &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "try again later"}
	Never = &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such mailbox"}
)

// New starts a server, which stops with the test.
func New(t testing.TB) *Server {
	t.Helper()
	return At(t, "127.0.0.1:0")
}

// Nowhere is an address that no server answers at, until At starts one there.
func Nowhere(t testing.TB) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	return listener.Addr().String()
}

// At is New at an address of the test's choice, "host:port".
func At(t testing.TB, addr string) *Server {
	t.Helper()
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{Addr: listener.Addr().String()}
	server := smtp.NewServer(s)
	server.Domain, server.AllowInsecureAuth = "mejl.exempel.se", true
	server.ErrorLog = quiet{}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
		<-ended
	})
	return s
}

// Refuse makes the server answer every receiver with what fn gives; nil is yes.
func (s *Server) Refuse(fn func(to string) error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer = fn
}

// Mails is what has come, in order, and the bodies of it.
func (s *Server) Mails() ([]*mail.Message, []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]*mail.Message(nil), s.mails...), append([]string(nil), s.bodies...)
}

// SignedIn is how many times somebody has signed in.
func (s *Server) SignedIn() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.signed
}

// NewSession begins a conversation.
func (s *Server) NewSession(*smtp.Conn) (smtp.Session, error) { return &session{server: s}, nil }

type session struct{ server *Server }

// AuthMechanisms are the ways to sign in.
func (*session) AuthMechanisms() []string { return []string{sasl.Plain} }

// Auth signs in.
func (c *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, name, password string) error {
		if name != Name || password != Password {
			return errors.New("wrong name or password")
		}
		c.server.mu.Lock()
		defer c.server.mu.Unlock()
		c.server.signed++
		return nil
	}), nil
}

// Mail takes the sender.
func (*session) Mail(string, *smtp.MailOptions) error { return nil }

// Rcpt takes a receiver.
func (c *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	if c.server.answer == nil {
		return nil
	}
	return c.server.answer(to)
}

// Data takes the mail.
func (c *session) Data(r io.Reader) error {
	message, err := mail.ReadMessage(r)
	if err != nil {
		return err
	}
	var body strings.Builder
	if _, err := io.Copy(&body, message.Body); err != nil {
		return err
	}
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	c.server.mails = append(c.server.mails, message)
	c.server.bodies = append(c.server.bodies, body.String())
	return nil
}

// Reset begins anew.
func (*session) Reset() {}

// Logout ends the conversation.
func (*session) Logout() error { return nil }

// quiet is a log that nobody reads.
type quiet struct{}

// Printf forgets the line.
func (quiet) Printf(string, ...any) {}

// Println forgets the line.
func (quiet) Println(...any) {}
