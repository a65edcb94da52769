package e2e

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
)

// What was answered as saved is there after the program, or its PostgreSQL, is
// killed in the middle of several people's saving; and no form is half saved.
func TestNothingSavedIsLostInACrash(t *testing.T) {
	t.Parallel()
	folder, err := os.MkdirTemp("", "samsyn-crash-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	first := startSiteIn(t, folder, "--demo")
	writers := []*writer{newWriter(t, first, "linkoping@exempel.se"), newWriter(t, first, "norrkoping@exempel.se"),
		newWriter(t, first, "kalmar@exempel.se"), newWriter(t, first, "vastervik@exempel.se")}

	died := keepSaving(t, writers)
	if err := first.command.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	died.Wait()
	_ = first.command.Wait()

	second := startSiteIn(t, folder)
	for _, w := range writers {
		// The session is kept too: nobody has to sign in again.
		w.client.site, w.gone = second, false
		if status, page, err := w.client.get(w.form); err != nil || status != http.StatusOK {
			t.Fatalf("the form after the crash: %d, %v", status, err)
		} else if err := w.check(page); err != nil {
			t.Error(err)
		}
	}

	lived := keepSaving(t, writers)
	killed := postmaster(t, folder)
	if err := syscall.Kill(killed, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	for _, w := range writers {
		w.finishAfter(enough)
	}
	lived.Wait()
	if again := postmaster(t, folder); again == killed {
		t.Errorf("PostgreSQL is still process %d", again)
	}
}

// postmaster is the process of the private PostgreSQL.
func postmaster(t *testing.T, folder string) int {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*", "postmaster.pid"))
	if err != nil || len(files) != 1 {
		t.Fatalf("the data folder has the PostgreSQL of %v, %v", files, err)
	}
	text, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.SplitN(string(text), "\n", 2)[0])
	if err != nil {
		t.Fatal(err)
	}
	return pid
}

// enough is how many times each saves before and after something is killed.
const enough = 4

// keepSaving lets everybody save over and over, until they have reached their goal
// or the program has gone. It returns when each has saved enough times; the group
// waits for the end.
func keepSaving(t *testing.T, writers []*writer) *sync.WaitGroup {
	t.Helper()
	var warm, end sync.WaitGroup
	for _, w := range writers {
		warm.Add(1)
		w.goal = 0
		end.Go(func() {
			once := sync.OnceFunc(warm.Done)
			defer once()
			given := time.After(2 * patience)
			again := time.NewTicker(10 * time.Millisecond)
			defer again.Stop()
			for from := w.total; !w.finished(); {
				if err := w.save(); err != nil {
					t.Errorf("%s: %v", w.form, err)
					return
				}
				if w.total >= from+enough {
					once()
				}
				select {
				case <-again.C:
				case <-given:
					t.Errorf("%s: %d times saved, and then no more", w.form, w.total-from)
					return
				}
			}
		})
	}
	warm.Wait()
	return &end
}

// writer is one representative who saves the same number in two rows of the form,
// a higher one every time.
type writer struct {
	client *client
	form   string
	// acknowledged is the last number that was answered as saved, and tried the
	// last that was sent.
	acknowledged, tried int
	gone                bool // the program no longer answers

	mu    sync.Mutex
	total int // how many times something was saved; changed by the writer alone
	goal  int // how many times that is enough; 0 while nobody knows
}

func (w *writer) finishAfter(more int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.goal = w.total + more
}

func (w *writer) finished() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.gone || w.goal > 0 && w.total >= w.goal
}

// newWriter signs in and finds the form of the quarter that is going on.
func newWriter(t *testing.T, s *site, email string) *writer {
	t.Helper()
	w := &writer{client: newClient(t, s, email)}
	_, page, err := w.client.get("/inrapportering")
	if err != nil {
		t.Fatal(err)
	}
	w.form = page.Find("#pagar a").AttrOr("href", "")
	if !regexp.MustCompile(`^/inrapportering/[A-Z]+/\d{4}K\d$`).MatchString(w.form) {
		t.Fatalf("%s has no form to fill in: %q", email, w.form)
	}
	return w
}

// save sends the next number, and takes note if it is answered as saved. An error
// is something that must not happen; that there is no answer is not.
func (w *writer) save() error {
	status, page, err := w.client.get(w.form)
	if err != nil {
		w.gone = true
		return nil
	}
	if status >= http.StatusInternalServerError {
		return nil
	}
	if status != http.StatusOK {
		return fmt.Errorf("the form answers %d", status)
	}
	if err := w.check(page); err != nil {
		return err
	}
	values := form(page, w.form)
	w.tried++
	for _, field := range watched(page) {
		values.Set(field, strconv.Itoa(w.tried))
	}
	answer, err := w.client.post(w.form, values)
	if err != nil || answer.status >= http.StatusInternalServerError {
		return nil
	}
	if answer != (answered{http.StatusSeeOther, w.form}) {
		return fmt.Errorf("saving is answered with %+v", answer)
	}
	w.acknowledged = w.tried
	w.mu.Lock()
	defer w.mu.Unlock()
	w.total++
	return nil
}

// check reads the form: it holds what was acknowledged last, or something tried
// since, and the same in all its fields.
func (w *writer) check(page *goquery.Document) error {
	values, fields := form(page, w.form), watched(page)
	if len(fields) != 3 {
		return fmt.Errorf("%s has the fields %v", w.form, fields)
	}
	if w.tried == 0 {
		return nil // what the example has
	}
	seen := url.Values{}
	for _, field := range fields {
		seen.Add(values.Get(field), field)
	}
	for text := range seen {
		number, err := strconv.Atoi(text)
		if err != nil || len(seen) != 1 || number < w.acknowledged || number > w.tried {
			return fmt.Errorf("%s holds %v after %d was acknowledged and %d tried", w.form, seen, w.acknowledged, w.tried)
		}
	}
	return nil
}

// watched names the fields of two rows: both numbers of the one, and the number of
// the other.
func watched(page *goquery.Document) []string {
	var names []string
	page.Find("fieldset").Each(func(_ int, row *goquery.Selection) {
		legend := strings.TrimSpace(row.Find("legend").Text())
		if strings.HasPrefix(legend, temperature) || strings.HasPrefix(legend, "Antal förlossningar") {
			row.Find("input[name$='.numerator'], input[name$='.denominator']").Each(func(_ int, field *goquery.Selection) {
				names = append(names, field.AttrOr("name", ""))
			})
		}
	})
	return names
}
