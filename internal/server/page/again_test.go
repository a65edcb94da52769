package page_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"samsyn/internal/fault"
	"samsyn/internal/server/page"
)

// unsaved is the page that answers a form when nothing can be saved.
func unsaved(t *testing.T, path, contentType, body string) *goquery.Document {
	t.Helper()
	w, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.Header.Set("Content-Type", contentType)
	boundary := page.Errors(slog.New(slog.NewTextHandler(io.Discard, nil)), bare)
	boundary.Handle(func(http.ResponseWriter, *http.Request) error { return fault.ErrUnavailable })(w, r)
	if w.Header().Get("Retry-After") == "" {
		t.Error("it does not say when to try again")
	}
	document, err := goquery.NewDocumentFromReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return document
}

func TestWhatCouldNotBeSavedCanBeSentAgain(t *testing.T) {
	const form = "application/x-www-form-urlencoded"
	sent := unsaved(t, "/mal/nytt?year=2027", form, "title=%C3%85+%3Cb%3E&promise=1&promise=2&empty=")
	fields := ""
	sent.Find(`form[method="post"][action="/mal/nytt?year=2027"] input`).Each(func(_ int, f *goquery.Selection) {
		fields += f.AttrOr("name", "") + "=" + f.AttrOr("value", "") + ";"
	})
	if fields != "empty=;promise=1;promise=2;title=Å <b>;" {
		t.Errorf("the page holds %q", fields)
	}
	for _, c := range []struct{ path, contentType, body string }{
		{"/logga-in", form, "email=a%40b.se&password=hemligt"},
		{"/logga-in/kod", form, "code=hemligt"},
		{"/konto/losenord", form, "new=hemligt"},
		{"/konton/nytt", form, "name=Anna&password=hemligt"},
		{"/gruppen/personer", form, "name=Anna&password=hemligt"},
		{"/inrapportering/fil", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"fil\"\r\n\r\nhemligt\r\n--x--"},
	} {
		if text, err := unsaved(t, c.path, c.contentType, c.body).Html(); err != nil || strings.Contains(text, "hemligt") {
			t.Errorf("%s stands in the page, %v", c.path, err)
		}
	}
}
