package page

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"samsyn/internal/i18n"
	"samsyn/internal/org"
)

// CacheControl is what answers with a mark say of themselves: their reader alone may
// keep them, and asks each time whether they still hold.
const CacheControl = "private, no-cache"

// Mark is the entity tag (RFC 9110) of what a request is answered with: a digest of all
// that the answer may depend on. That is the address, the visitor's person, roles,
// groups and language, how long the visitor stays signed in, the day, the program itself and the revision of the group's
// data. It is weak, since two answers with the same mark say the same but may differ in
// some byte.
func Mark(r *http.Request, revision string) (string, error) {
	v := VisitorOf(r)
	all, err := json.Marshal(struct {
		Program, Address, Revision, Day string
		Language                        i18n.Language
		Person                          org.Person
		Memberships                     []org.Membership
		Group                           org.Group
		Groups                          []org.Group
		Ends                            time.Time
	}{program(), r.URL.RequestURI(), revision, i18n.Date(r.Context(), v.Now), i18n.LanguageOf(r.Context()),
		v.Actor.Person, v.Actor.Memberships, v.Group, v.Groups, v.Session.Ends})
	if err != nil {
		return "", err
	}
	digest := sha256.Sum256(all)
	return `W/"` + base64.RawURLEncoding.EncodeToString(digest[:18]) + `"`, nil
}

// Holds reports whether the request says that its sender has the answer with the mark
// already.
func Holds(r *http.Request, mark string) bool {
	for _, tag := range strings.Split(strings.Join(r.Header.Values("If-None-Match"), ","), ",") {
		if tag = strings.TrimSpace(tag); tag == "*" || strings.TrimPrefix(tag, "W/") == strings.TrimPrefix(mark, "W/") {
			return true
		}
	}
	return false
}

// SendUnchanged answers that what the sender has still holds.
func SendUnchanged(w http.ResponseWriter, mark string) {
	w.Header().Set("ETag", mark)
	w.Header().Set("Cache-Control", CacheControl)
	w.WriteHeader(http.StatusNotModified)
}

// program is a digest of the running program's file, so that pages of an older one are
// not taken for the newer one's; made up when the file cannot be read.
var program = sync.OnceValue(func() string {
	digest := sha256.New()
	path, err := os.Executable()
	if err != nil {
		return rand.Text()
	}
	file, err := os.Open(path)
	if err != nil {
		return rand.Text()
	}
	defer file.Close() // it is only read
	if _, err := io.Copy(digest, file); err != nil {
		return rand.Text()
	}
	return Version + base64.RawURLEncoding.EncodeToString(digest.Sum(nil))
})

// Revised is a handler that answers with what h answers, with a mark, as long as it is
// asked by somebody who does not have it already; others are told that it still holds.
// revision is that of everything in the database that h's answer is made of, which must
// be all of the chosen group's. A page that shows a message left for it is sent as it
// is, and not to be kept.
func Revised(revision func(*http.Request) (string, error), h Handler) Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if _, found := ReadCookie(r, flashCookie); found {
			return h(w, r)
		}
		of, err := revision(r)
		if err != nil {
			return err
		}
		mark, err := Mark(r, of)
		if err != nil {
			return err
		}
		if Holds(r, mark) {
			SendUnchanged(w, mark)
			return nil
		}
		return h(&marking{ResponseWriter: w, mark: mark}, r)
	}
}

// marking puts the mark on an answer that is a whole one.
type marking struct {
	http.ResponseWriter
	mark string
	sent bool
}

// WriteHeader sends the head of the answer.
func (m *marking) WriteHeader(status int) {
	if status == http.StatusOK && !m.sent {
		m.Header().Set("ETag", m.mark)
	}
	m.sent = true
	m.ResponseWriter.WriteHeader(status)
}

// Write sends a part of the answer, after its head.
func (m *marking) Write(p []byte) (int, error) {
	if !m.sent {
		m.WriteHeader(http.StatusOK)
	}
	return m.ResponseWriter.Write(p)
}

// Unwrap is the writer below, for http.ResponseController.
func (m *marking) Unwrap() http.ResponseWriter { return m.ResponseWriter }
