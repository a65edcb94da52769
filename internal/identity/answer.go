package identity

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// Person is who the provider says that somebody is.
type Person struct {
	Issuer, Subject string
	// Known are the claims that say who it is here, in the settings' order, without those
	// that the provider did not send or has not verified.
	Known []Known
}

// Known is one thing that is known of a person.
type Known struct {
	As    string // "hsa_id" or "email"
	Value string
}

// Finish takes the provider's answer, the query of the address that the browser came back
// to, and gives who it is about. back is what Begin was given. A code can be used once,
// which the provider sees to. Errors: those of this package.
func (p *Provider) Finish(ctx context.Context, a Attempt, answer url.Values, back string) (Person, error) {
	if err := p.checkAnswer(a, answer); err != nil {
		p.log.WarnContext(ctx, "identity provider's answer was refused", "error", err)
		return Person{}, err
	}
	found, err := p.discover(ctx)
	if err != nil {
		return Person{}, err
	}
	ctx = p.with(ctx)
	token, err := p.config(found, back).Exchange(ctx, answer.Get("code"), oauth2.VerifierOption(a.Verifier))
	if err != nil {
		err = exchangeFault(err)
		p.log.WarnContext(ctx, "identity provider gave no token", "error", err)
		return Person{}, err
	}
	person, err := p.person(ctx, found, token, a.Nonce)
	if err != nil {
		p.log.WarnContext(ctx, "identity provider's token was refused", "error", err)
	}
	return person, err
}

// checkAnswer holds the answer against the question.
func (p *Provider) checkAnswer(a Attempt, answer url.Values) error {
	if a.State == "" || subtle.ConstantTimeCompare([]byte(answer.Get("state")), []byte(a.State)) != 1 {
		return fmt.Errorf("%w: another state", ErrInvalid)
	}
	if issuer := answer.Get("iss"); issuer != "" && issuer != p.settings.Issuer { // RFC 9207
		return fmt.Errorf("%w: another issuer", ErrInvalid)
	}
	switch answer.Get("error") {
	case "":
	case "temporarily_unavailable", "server_error":
		return fmt.Errorf("%w: it says so itself", ErrUnreachable)
	default:
		return ErrDenied
	}
	if answer.Get("code") == "" {
		return fmt.Errorf("%w: no code", ErrInvalid)
	}
	return nil
}

// exchangeFault says what it means that a code gave no token: the provider's own text is
// left out, except its code.
func exchangeFault(err error) error {
	var answer *oauth2.RetrieveError
	if !errors.As(err, &answer) || answer.Response == nil {
		return errors.Join(ErrUnreachable, err)
	}
	if answer.ErrorCode == "invalid_grant" {
		return fmt.Errorf("%w: the code is not good, or not any more", ErrInvalid)
	}
	if answer.Response.StatusCode == http.StatusUnauthorized || answer.ErrorCode == "invalid_client" || answer.ErrorCode == "unauthorized_client" {
		return fmt.Errorf("%w: it does not take client_id and client_secret", ErrUnreachable)
	}
	return fmt.Errorf("%w: status %d", ErrUnreachable, answer.Response.StatusCode)
}

// person reads who the token is about, when it is the provider's own, for us, still good
// and an answer to our question.
func (p *Provider) person(ctx context.Context, found *oidc.Provider, token *oauth2.Token, nonce string) (Person, error) {
	raw, _ := token.Extra("id_token").(string)
	id, err := found.VerifierContext(ctx, &oidc.Config{ClientID: p.settings.ClientID}).Verify(ctx, raw)
	if err != nil {
		return Person{}, errors.Join(ErrInvalid, err)
	}
	if subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(nonce)) != 1 {
		return Person{}, fmt.Errorf("%w: another nonce", ErrInvalid)
	}
	claims := map[string]any{}
	if err := id.Claims(&claims); err != nil || id.Subject == "" {
		return Person{}, errors.Join(ErrInvalid, err)
	}
	if acr, _ := claims["acr"].(string); len(p.settings.ACRValues) > 0 && !slices.Contains(p.settings.ACRValues, acr) {
		return Person{}, ErrTooWeak
	}
	if p.lacks(claims) && found.UserInfoEndpoint() != "" {
		if err := moreClaims(ctx, found, token, id.Subject, claims); err != nil {
			return Person{}, err
		}
	}
	return Person{Issuer: id.Issuer, Subject: id.Subject, Known: p.known(claims)}, nil
}

// lacks reports whether a claim to match on is not in the token itself.
func (p *Provider) lacks(claims map[string]any) bool {
	return slices.ContainsFunc(p.settings.Match, func(m Match) bool {
		_, sent := claims[m.Claim]
		_, verified := claims["email_verified"]
		return !sent || m.Verified && !verified
	})
}

// moreClaims adds what the provider tells when it is asked about the person. It must be
// about the same one (OpenID Connect Core 1.0, 5.3.2); what the token says stands.
func moreClaims(ctx context.Context, found *oidc.Provider, token *oauth2.Token, subject string, claims map[string]any) error {
	info, err := found.UserInfo(ctx, oauth2.StaticTokenSource(token))
	if err != nil {
		return errors.Join(ErrUnreachable, err)
	}
	if info.Subject != subject {
		return fmt.Errorf("%w: it tells of another person", ErrInvalid)
	}
	more := map[string]any{}
	if err := info.Claims(&more); err != nil {
		return errors.Join(ErrInvalid, err)
	}
	for name, value := range more {
		if _, there := claims[name]; !there {
			claims[name] = value
		}
	}
	return nil
}

// known is the claims that count. Some providers write true as a text.
func (p *Provider) known(claims map[string]any) (known []Known) {
	verified := claims["email_verified"] == true || claims["email_verified"] == "true"
	for _, m := range p.settings.Match {
		if value, _ := claims[m.Claim].(string); value != "" && (verified || !m.Verified) {
			known = append(known, Known{As: m.As, Value: value})
		}
	}
	return known
}
