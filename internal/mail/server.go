package mail

import (
	"errors"
	"net"
	"net/url"
	"strconv"

	gomail "github.com/wneessen/go-mail"
)

// errServer: the address is not one. What was written is left out, since it may
// hold a password.
var errServer = errors.New("e-postserverns adress går inte att tolka. Skriv den som smtp://namn:lösenord@dator:587")

// server is where mail is handed in.
type server struct {
	host           string
	port           int
	name, password string
	tlsFromStart   bool
}

func parseServer(address string) (server, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" || u.Path != "" && u.Path != "/" {
		return server{}, errServer
	}
	s := server{host: u.Hostname(), tlsFromStart: u.Scheme == "smtps", port: 587}
	switch {
	case u.Port() != "":
		if s.port, err = strconv.Atoi(u.Port()); err != nil || s.port < 1 || s.port > 65535 {
			return server{}, errServer
		}
	case s.tlsFromStart:
		s.port = 465
	}
	s.name = u.User.Username()
	s.password, _ = u.User.Password()
	return s, nil
}

// client makes a client for one conversation. A password is never sent in the
// clear to another computer; without one TLS is used where the server has it.
func (s server) client() (*gomail.Client, error) {
	options := []gomail.Option{gomail.WithPort(s.port), gomail.WithTimeout(timeout)}
	switch {
	case s.tlsFromStart:
		options = append(options, gomail.WithSSL())
	case s.name != "" && !s.local():
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	default:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSOpportunistic))
	}
	if s.name != "" {
		how := gomail.SMTPAuthAutoDiscover
		if s.local() && !s.tlsFromStart {
			how = gomail.SMTPAuthPlainNoEnc // on the same computer nobody listens in between
		}
		options = append(options, gomail.WithSMTPAuth(how),
			gomail.WithUsername(s.name), gomail.WithPassword(s.password))
	}
	return gomail.NewClient(s.host, options...)
}

// local reports whether the server is on this computer.
func (s server) local() bool {
	ip := net.ParseIP(s.host)
	return s.host == "localhost" || ip != nil && ip.IsLoopback()
}
