package mail

import (
	"errors"
	"net"
	"net/url"
	"strconv"

	gomail "github.com/wneessen/go-mail"

	"samsyn/internal/nearby"
)

// errServer: the address is not one. What was written is left out, since it may
// hold a password.
var errServer = errors.New("e-postserverns adress går inte att tolka. Skriv den som smtp://namn:lösenord@dator:587")

// errOptional: a password or smtps:// and TLS that is optional.
var errOptional = errors.New("tls=optional går inte ihop med ett lösenord eller med smtps:// i adressen. Ta bort det ena")

// server is where mail is handed in.
type server struct {
	host           string
	port           int
	name, password string
	tlsFromStart   bool
	// tlsOptional: the address says that mail may go in the clear (?tls=optional).
	tlsOptional bool
}

func parseServer(address string) (server, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" || u.Path != "" && u.Path != "/" {
		return server{}, errServer
	}
	s := server{host: u.Hostname(), tlsFromStart: u.Scheme == "smtps", port: 587}
	switch tls := u.Query().Get("tls"); {
	case tls == "optional" && u.User == nil && !s.tlsFromStart:
		s.tlsOptional = true
	case tls == "optional":
		return server{}, errOptional
	case tls != "":
		return server{}, errServer
	}
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

// client makes a client for one conversation. Nothing is sent in the clear to a computer
// outside of the own network unless the address says so, and a password to no other
// computer at all; else TLS is used where the server has it.
func (s server) client() (*gomail.Client, error) {
	options := []gomail.Option{gomail.WithPort(s.port), gomail.WithTimeout(timeout)}
	switch {
	case s.tlsFromStart:
		options = append(options, gomail.WithSSL())
	case s.mustEncrypt():
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

// mustEncrypt reports whether nothing is sent unless the server takes TLS.
func (s server) mustEncrypt() bool {
	if s.name != "" {
		return !s.local()
	}
	return !s.tlsOptional && !nearby.Host(s.host)
}

// local reports whether the server is on this computer.
func (s server) local() bool {
	ip := net.ParseIP(s.host)
	return s.host == "localhost" || ip != nil && ip.IsLoopback()
}
