package page_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"
	"github.com/google/go-cmp/cmp"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	"samsyn/templates/layout"
	"samsyn/templates/ui"
	"samsyn/web"
)

// bare is the smallest frame there is.
func bare(_ http.ResponseWriter, _ *http.Request, title string, content templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return layout.Page(layout.Meta{Title: title}).Render(templ.WithChildren(ctx, content), w)
	})
}

func TestEachErrorHasItsPage(t *testing.T) {
	invalid := &fault.ValidationError{}
	invalid.Add("n", "negative")
	for _, c := range []struct {
		err    error
		status int
		text   string
		logged bool
	}{
		{fault.ErrNotFound, 404, "Sidan finns inte", false},
		{fmt.Errorf("unit 7: %w", fault.ErrNotFound), 404, "Sidan finns inte", false},
		{fault.ErrForbidden, 403, "Det här får du inte göra", true},
		{fault.ErrConflict, 409, "Någon annan hann före", false},
		{fault.ErrWrongState, 409, "Det går inte i nuvarande läge", false},
		{invalid, 422, "Talet får inte vara mindre än noll.", false},
		{&http.MaxBytesError{Limit: 1}, 413, "Det du skickade är för stort", true},
		{fmt.Errorf("%w: %w", fault.ErrUnavailable, io.EOF), 503, "Samsyn kan inte svara just nu", true},
		{errors.New("secret column missing"), 500, "Nummer: R1", true},
	} {
		t.Run(c.err.Error(), func(t *testing.T) {
			var log bytes.Buffer
			logger := slog.New(slog.NewTextHandler(&log, nil))
			boundary := page.Errors(logger, bare)
			w := httptest.NewRecorder()
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r = r.WithContext(page.WithRefusalLog(page.WithRequestID(r.Context(), "R1"), logger))
			boundary.Handle(func(http.ResponseWriter, *http.Request) error { return c.err })(w, r)
			if w.Code != c.status || !strings.Contains(w.Body.String(), c.text) {
				t.Errorf("status %d, want %d with %q", w.Code, c.status, c.text)
			}
			if strings.Contains(w.Body.String(), "secret") || strings.Contains(w.Body.String(), "unit 7") {
				t.Error("the error's own text reached the reader")
			}
			if got := log.Len() > 0; got != c.logged { // the log itself puts the number into the line
				t.Errorf("logged: %v, want %v", got, c.logged)
			}
		})
	}
}

func TestNobodyIsAnsweredWhenTheBrowserHasGone(t *testing.T) {
	var log bytes.Buffer
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, "/", nil).WithContext(ctx)
	page.Errors(slog.New(slog.NewTextHandler(&log, nil)), bare).Fail(w, r, fmt.Errorf("query: %w", context.Canceled))
	if w.Body.Len() > 0 || log.Len() > 0 {
		t.Errorf("answered %q, logged %q", w.Body, &log)
	}
}

func TestHalfAPageIsNeverSent(t *testing.T) {
	broken := templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, _ = io.WriteString(w, "<h1>half")
		return errors.New("broken")
	})
	w := httptest.NewRecorder()
	err := page.Render(w, httptest.NewRequest(http.MethodGet, "/", nil), http.StatusOK, broken)
	if err == nil || w.Body.Len() > 0 || len(w.Header()) > 0 {
		t.Errorf("error %v, sent %q with %v", err, w.Body, w.Header())
	}
}

func TestHeadHasNoBody(t *testing.T) {
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodHead, "/", nil)
	if err := page.Render(w, r, http.StatusOK, layout.Page(layout.Meta{})); err != nil || w.Body.Len() > 0 {
		t.Errorf("%v, %d bytes", err, w.Body.Len())
	}
	if w.Header().Get("Content-Length") == "0" || w.Header().Get("Content-Type") != "text/html; charset=utf-8" {
		t.Errorf("headers %v", w.Header())
	}
}

func TestMessageSurvivesOneRedirect(t *testing.T) {
	w := httptest.NewRecorder()
	message := page.Done("Kvartal 1 är inskickat. <b>Åsa</b>")
	if err := page.RedirectWith(w, httptest.NewRequest(http.MethodPost, "/", nil), "/dit", message); err != nil {
		t.Fatal(err)
	}
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/dit" {
		t.Errorf("status %d to %q", w.Code, w.Header().Get("Location"))
	}
	left := w.Result().Cookies()
	if len(left) != 1 || !left[0].HttpOnly || left[0].SameSite != http.SameSiteLaxMode {
		t.Fatalf("cookies %v", left)
	}
	r := httptest.NewRequest(http.MethodGet, "/dit", nil)
	r.AddCookie(left[0])
	next := httptest.NewRecorder()
	if diff := cmp.Diff([]ui.FlashProps{message}, page.TakeFlashes(next, r)); diff != "" {
		t.Error(diff)
	}
	if gone := next.Result().Cookies(); len(gone) != 1 || gone[0].MaxAge >= 0 {
		t.Errorf("the message stays: %v", gone)
	}
}

func TestNonsenseInTheMessageCookieIsIgnored(t *testing.T) {
	for _, value := range []string{"", "!", "bnVsbA", "e30", strings.Repeat("A", 4000)} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.AddCookie(&http.Cookie{Name: "samsyn_flash", Value: value})
		if got := page.TakeFlashes(httptest.NewRecorder(), r); len(got) != 0 {
			t.Errorf("%q: %v", value, got)
		}
	}
	w := httptest.NewRecorder()
	long := page.Done(strings.Repeat("x", 5000))
	if err := page.RedirectWith(w, httptest.NewRequest(http.MethodPost, "/", nil), "/", long); err != nil || len(w.Result().Cookies()) != 0 {
		t.Error("a message too long for a cookie was sent")
	}
}

// The style sheet repeats the mark of example data for the margin of printed
// sheets; it must say what the page says, in both languages.
func TestPrintedMarkIsThePagesMark(t *testing.T) {
	sheet, err := web.Static.ReadFile("static/css/print.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []i18n.Language{i18n.Swedish, i18n.English} {
		var out bytes.Buffer
		ctx := i18n.WithLanguage(context.Background(), lang)
		if err := layout.Page(layout.Meta{ExampleData: true}).Render(ctx, &out); err != nil {
			t.Fatal(err)
		}
		doc, err := goquery.NewDocumentFromReader(&out)
		if err != nil {
			t.Fatal(err)
		}
		mark := doc.Find(".example-mark").Text()
		if !regexp.MustCompile(`content: "` + regexp.QuoteMeta(mark) + `"`).Match(sheet) {
			t.Errorf("%s: print.css lacks %q", lang, mark)
		}
	}
}
