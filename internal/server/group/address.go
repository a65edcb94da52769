package group

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/templates/ui"
)

// The names of the choices in an address.
const (
	yearName  = "ar"
	kindName  = "slag"
	stateName = "lage"
	wordsName = "sok"
	pageName  = "sida"
)

// addressNumber is the number that is chosen in the address, none when nothing is
// chosen; what is no number in the limits leads nowhere.
func addressNumber(r *http.Request, name string, none, least, most int) (int, error) {
	text := r.URL.Query().Get(name)
	if text == "" {
		return none, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most {
		return 0, fault.ErrNotFound
	}
	return n, nil
}

// maxWritten bounds what is read from a field of many lines; the use case has the real
// limits.
const maxWritten = 60_000

// mostPages bounds the pages of a list, far beyond what any holds.
const mostPages = 1_000_000

func meetingURL(id org.MeetingID) string { return meetingsURL + "/" + page.Digits(id) }

// listPages leads to the other pages of a list; nil when it has one alone. The address
// without the page is path?query.
func listPages(ctx context.Context, path string, query url.Values, now, count, size int) *ui.PaginationProps {
	return page.Pagination(i18n.T(ctx, "Fler sidor"), page.Paging{Now: now, Last: (count + size - 1) / size, URL: func(n int) string {
		q := url.Values{}
		for name, values := range query {
			q[name] = values
		}
		if q.Del(pageName); n > 1 {
			q.Set(pageName, strconv.Itoa(n))
		}
		return strings.TrimSuffix(path+"?"+q.Encode(), "?")
	}})
}

// yearOptions are years to choose among.
func yearOptions(years []int) []ui.Option {
	var options []ui.Option
	for _, year := range years {
		options = append(options, ui.Option{Value: strconv.Itoa(year), Label: strconv.Itoa(year)})
	}
	return options
}
