package page

import (
	"context"
	"net/http"
)

type encryptedKey struct{}

// WithEncrypted notes that people reach the site over TLS, here or in a proxy before it.
func WithEncrypted(ctx context.Context) context.Context {
	return context.WithValue(ctx, encryptedKey{}, true)
}

// Encrypted reports whether people reach the site over TLS.
func Encrypted(ctx context.Context) bool {
	encrypted, _ := ctx.Value(encryptedKey{}).(bool)
	return encrypted
}

// CookieName is what the cookie is called. Over TLS its prefix makes browsers refuse one
// that another site of the same domain has set, or that was set without TLS (__Host-,
// RFC 6265bis section 4.1.3.2).
func CookieName(name string, encrypted bool) string {
	if encrypted {
		return "__Host-" + name
	}
	return name
}

// NewCookie is a cookie that scripts cannot read and other sites' forms do not send, for
// so many seconds; a negative number removes it.
func NewCookie(r *http.Request, name, value string, seconds int) *http.Cookie {
	encrypted := Encrypted(r.Context())
	return &http.Cookie{
		Name: CookieName(name, encrypted), Value: value, Path: "/", MaxAge: seconds,
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: encrypted,
	}
}

// ReadCookie is the value of the cookie that NewCookie made; false when there is none.
func ReadCookie(r *http.Request, name string) (string, bool) {
	c, err := r.Cookie(CookieName(name, Encrypted(r.Context())))
	if err != nil {
		return "", false
	}
	return c.Value, true
}
