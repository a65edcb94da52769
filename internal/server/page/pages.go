package page

import (
	"strconv"

	"samsyn/templates/ui"
)

// Pages leads to the other pages of a long list: those around the one that is shown,
// the first and the last; at gives a page's address. nil when the list has one page.
func Pages(label string, now, last int, at func(page int) string) *ui.PaginationProps {
	if last < 2 {
		return nil
	}
	p := &ui.PaginationProps{Label: label}
	if now > 1 {
		p.PreviousURL = at(now - 1)
	}
	if now < last {
		p.NextURL = at(now + 1)
	}
	before := 0
	for n := 1; n <= last; n++ {
		if n != 1 && n != last && (n < now-2 || n > now+2) {
			continue
		}
		if n > before+1 {
			p.Pages = append(p.Pages, ui.Link{})
		}
		p.Pages = append(p.Pages, ui.Link{Text: strconv.Itoa(n), URL: at(n), Current: n == now})
		before = n
	}
	return p
}
