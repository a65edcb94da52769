package page

import (
	"strconv"

	"samsyn/templates/ui"
)

// Paging is where in a long list one is: on the page Now of Last, from 1, with the
// address of each page.
type Paging struct {
	Now, Last int
	URL       func(page int) string
}

// Pagination leads to the pages around, the first and the last; nil when there is but
// one. label says what the list holds, for screen readers.
func Pagination(label string, p Paging) *ui.PaginationProps {
	if p.Last < 2 {
		return nil
	}
	v := &ui.PaginationProps{Label: label}
	if p.Now > 1 {
		v.PreviousURL = p.URL(p.Now - 1)
	}
	if p.Now < p.Last {
		v.NextURL = p.URL(p.Now + 1)
	}
	before := 0
	for n := 1; n <= p.Last; n++ {
		if n != 1 && n != p.Last && (n < p.Now-2 || n > p.Now+2) {
			continue
		}
		if n > before+1 {
			v.Pages = append(v.Pages, ui.Link{})
		}
		v.Pages = append(v.Pages, ui.Link{Text: strconv.Itoa(n), URL: p.URL(n), Current: n == p.Now})
		before = n
	}
	return v
}
