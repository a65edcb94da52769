package page_test

import (
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
)

// refused is the page that answers a form of the person's with the error.
func refused(t *testing.T, err error, path string, person org.PersonID, form url.Values) *goquery.Document {
	t.Helper()
	w, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r = r.WithContext(page.WithVisitor(page.WithRefusalLog(r.Context(), slog.New(slog.DiscardHandler)), page.Visitor{Actor: org.Actor{Person: org.Person{ID: person}}}))
	boundary := page.Errors(slog.New(slog.NewTextHandler(io.Discard, nil)), bare)
	boundary.Handle(func(http.ResponseWriter, *http.Request) error { return err })(w, r)
	document, err := goquery.NewDocumentFromReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return document
}

// copied are the texts that a page shows to be copied, by their labels.
func copied(d *goquery.Document) map[string]string {
	texts := map[string]string{}
	d.Find("#skrivet textarea[readonly]").Each(func(_ int, at *goquery.Selection) {
		texts[strings.TrimSpace(d.Find(`label[for="`+at.AttrOr("id", "")+`"]`).Text())] = at.Text()
	})
	return texts
}

func TestWhatWasTypedCanBeCopied(t *testing.T) {
	typed := url.Values{"year": {"2027"}, "on": {"2026-05-04"}, "version": {"3"}, "key": {"4Zb7MZ0qXr8s1Q2w3E4r5T6y7U8i9O0p"}, "short": {"tre korta ord"},
		"note": {" Personalen <b>byttes</b> i mars. "}, "plan": {"Värma\r\nMäta"}, "choice": {"a", "b"}}
	want := map[string]string{"Text 1 av 2": "Personalen <b>byttes</b> i mars.", "Text 2 av 2": "Värma\nMäta"}
	for err, says := range map[error]string{fault.ErrConflict: "sparades inte", fault.ErrWrongState: "sparades inte", fault.ErrNotFound: "sparades inte",
		fault.ErrForbidden: "sparades inte", errors.New("x"): "sparades kanske inte"} {
		d := refused(t, err, "/mal/nytt", 7, typed)
		if diff := cmp.Diff(want, copied(d)); diff != "" || !strings.Contains(d.Find("#skrivet").Text(), says) || d.Find("b, #skrivet form").Length() > 0 {
			t.Errorf("%v: %s", err, diff)
		}
	}
	if got := copied(refused(t, fault.ErrWrongState, "/konton/grupper/neonatologi/sammanstallande", 7, url.Values{"note": {"Ring mig om du undrar något."}})); got["Din text"] == "" {
		t.Errorf("among the accounts, where no passwords are: %v", got)
	}
	if got := copied(refused(t, fault.ErrConflict, "/mal/nytt", 7, url.Values{"note": {"En enda text som är lång nog"}})); got["Din text"] == "" {
		t.Errorf("one text: %v", got)
	}
}

func TestWhatMayNotStandInAPageIsNotCopied(t *testing.T) {
	long := url.Values{"note": {"Personalen byttes i mars."}}
	for name, d := range map[string]*goquery.Document{
		"nobody is signed in":   refused(t, fault.ErrConflict, "/mal/nytt", 0, long),
		"another site sent it":  refused(t, page.ErrOtherSite, "/mal/nytt", 7, long),
		"where passwords are":   refused(t, fault.ErrConflict, "/konto/losenord", 7, url.Values{"new": {"en mening som lösenord"}}),
		"with a password":       refused(t, fault.ErrConflict, "/gruppen/personer", 7, url.Values{"password": {"en mening som lösenord"}}),
		"nothing worth copying": refused(t, fault.ErrConflict, "/mal/nytt", 7, url.Values{"year": {"2027"}, "title": {"Kort"}}),
		"it can be sent again":  refused(t, fault.ErrBusy, "/mal/nytt", 7, long),
	} {
		if d.Find("#skrivet, textarea").Length() > 0 {
			t.Errorf("%s: %v", name, copied(d))
		}
	}
}
