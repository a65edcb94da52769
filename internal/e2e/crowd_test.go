package e2e

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/jackc/pgx/v5"

	"samsyn/internal/app/collect"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

// crowd is many people who each save a figure of their own over and over, one number
// higher each time, as the form's script does: what is not answered is sent again.
type crowd struct {
	t       *testing.T
	owner   string // the database's address
	savers  []*saver
	stopped context.Context
	stop    context.CancelFunc
	all     sync.WaitGroup
}

// saver is one of them.
type saver struct {
	client *client
	unit   string
	form   string
	field  string // the beginning of the figure's fields' names
	read   string // the mark of the figure that was seen last
	// acknowledged is the last number that was answered as saved. The next is sent until
	// it is.
	acknowledged atomic.Int64
	unanswered   atomic.Int64 // how often there was no answer, or one that it is not saved
}

// sessions is how many sessions a crowd shares, since each costs a core a while to begin.
const sessions = 8

// newCrowd gives so many people a unit each in the example's group, and signs them in.
func newCrowd(t *testing.T, s *site, owner string, people int) *crowd {
	t.Helper()
	now := time.Now().In(i18n.Location())
	query(t, owner, testgroup.Many{Units: people, FirstYear: now.Year() - 1, Last: now.Year()}.SQL())
	period := fmt.Sprintf("%dK%d", now.Year(), (int(now.Month())+2)/3)
	measure := query(t, owner, `SELECT id::text FROM indicator WHERE code = 'MATT1'`)
	stopped, stop := context.WithCancel(t.Context())
	c := &crowd{t: t, owner: owner, stopped: stopped, stop: stop}
	connections := &http.Transport{MaxIdleConnsPerHost: people}
	var clients []*client
	for range min(sessions, people) {
		one := newClient(t, s, "sammanstallande@exempel.se")
		one.http.Transport = connections
		clients = append(clients, one)
	}
	for n := range people {
		unit := "MANGA" + strconv.Itoa(n+1)
		c.savers = append(c.savers, &saver{client: clients[n%len(clients)], unit: unit, form: "/inrapportering/" + unit + "/" + period,
			field: fmt.Sprintf("figure.%s.0.%s.", measure, period), read: collect.Mark(quality.Figure{})})
	}
	t.Cleanup(c.end)
	return c
}

// begin lets them save until they are told to stop.
func (c *crowd) begin() {
	for _, s := range c.savers {
		c.all.Go(func() {
			again := time.NewTicker(20 * time.Millisecond)
			defer again.Stop()
			for c.stopped.Err() == nil {
				saved, err := s.save()
				switch {
				case err != nil:
					c.t.Errorf("%s: %v", s.unit, err)
					return
				case saved:
					s.acknowledged.Add(1)
					continue
				}
				s.unanswered.Add(1)
				select {
				case <-again.C:
				case <-c.stopped.Done():
				}
			}
		})
	}
}

// each waits until everybody has saved so many times more, and tells how long that took.
func (c *crowd) each(what string, more int64) time.Duration {
	c.t.Helper()
	began, given := time.Now(), time.After(2*patience)
	look := time.NewTicker(10 * time.Millisecond)
	defer look.Stop()
	goals := make([]int64, len(c.savers))
	for n, s := range c.savers {
		goals[n] = s.acknowledged.Load() + more
	}
	for n, s := range c.savers {
		for s.acknowledged.Load() < goals[n] {
			select {
			case <-look.C:
			case <-given:
				c.t.Fatalf("%s: %s has saved %d times, and then no more", what, s.unit, s.acknowledged.Load())
			}
			if c.t.Failed() {
				c.t.FailNow()
			}
		}
	}
	return time.Since(began)
}

// end stops them and waits until none has anything under way.
func (c *crowd) end() {
	c.stop()
	c.all.Wait()
}

// save sends the next number. An error is something that must not happen; that there is no
// answer, or that the program says that it cannot save now, is not.
func (s *saver) save() (saved bool, err error) {
	values := url.Values{s.field + "numerator": {strconv.FormatInt(s.acknowledged.Load()+1, 10)}, s.field + "denominator": {"1000000"}, s.field + "read": {s.read}}
	answer, err := s.client.http.PostForm(s.client.site.URL+s.form+"/rad", values)
	if err != nil {
		return false, nil
	}
	defer answer.Body.Close()
	if answer.StatusCode >= http.StatusInternalServerError {
		return false, nil
	}
	page, err := goquery.NewDocumentFromReader(answer.Body)
	if err != nil {
		return false, nil // broken off
	}
	if answer.StatusCode != http.StatusOK {
		return false, fmt.Errorf("number %d is answered with %d: %.300s", s.acknowledged.Load()+1, answer.StatusCode, strings.Join(strings.Fields(page.Text()), " "))
	}
	mark, there := page.Find(fmt.Sprintf("input[name=%q]", s.field+"read")).Attr("value")
	if !there {
		return false, nil // broken off in the middle
	}
	s.read = mark
	return true, nil
}

const savedNumbers = `SELECT u.code, f.numerator::bigint, f.version::bigint, array_agg((a.after ->> 'numerator')::bigint ORDER BY a.id)
	FROM figure f JOIN unit u ON u.id = f.unit_id JOIN indicator i ON i.id = f.indicator_id
	JOIN audit a ON a.action = 'figure.save' AND a.unit_id = f.unit_id AND a.after ->> 'indicator' = i.code
	WHERE i.code = 'MATT1' AND u.code LIKE 'MANGA%' GROUP BY u.code, f.numerator, f.version`

// check holds the database against what was answered, when all have stopped: each number
// that was acknowledged is in the log once, in its order, and no other but the one that
// may have been under way; and the figure is the last of them.
func (c *crowd) check() {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	conn, err := pgx.Connect(ctx, c.owner)
	if err != nil {
		c.t.Fatal(err)
	}
	defer conn.Close(ctx)
	type row struct {
		Unit             string
		Numerator, Times int64
		Logged           []int64
	}
	rows, err := conn.Query(ctx, savedNumbers)
	if err != nil {
		c.t.Fatal(err)
	}
	found, err := pgx.CollectRows(rows, pgx.RowToStructByPos[row])
	if err != nil {
		c.t.Fatal(err)
	}
	var saved, unanswered int64
	for _, s := range c.savers {
		n := slices.IndexFunc(found, func(r row) bool { return r.Unit == s.unit })
		acknowledged := s.acknowledged.Load()
		saved, unanswered = saved+acknowledged, unanswered+s.unanswered.Load()
		if n < 0 {
			if acknowledged > 0 {
				c.t.Errorf("%s: %d saves are acknowledged and none is found", s.unit, acknowledged)
			}
			continue
		}
		r := found[n]
		last := int64(len(r.Logged))
		for n, number := range r.Logged {
			if number != int64(n+1) {
				c.t.Errorf("%s: the log has %v", s.unit, r.Logged)
				break
			}
		}
		if last != acknowledged && last != acknowledged+1 || r.Numerator != last || r.Times != last {
			c.t.Errorf("%s: %d acknowledged, %d in the log, the figure says %d and was stored %d times", s.unit, acknowledged, last, r.Numerator, r.Times)
		}
	}
	if unanswered == 0 {
		c.t.Error("everything was answered: nothing was in the way")
	}
	c.t.Logf("%d people: %d saves acknowledged, all found once; %d times there was no answer, or that it could not be saved", len(c.savers), saved, unanswered)
}
