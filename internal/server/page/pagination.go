package page

import (
	"strconv"

	"samsyn/templates/ui"
)

// Pagination leads to the other pages of a long list: the first, the last and those near
// the one shown. nil when there is but one.
func Pagination(label string, now, last int, url func(page int) string) *ui.PaginationProps {
	if last < 2 {
		return nil
	}
	p := &ui.PaginationProps{Label: label}
	if now > 1 {
		p.PreviousURL = url(now - 1)
	}
	if now < last {
		p.NextURL = url(now + 1)
	}
	const near = 2
	before := 0
	for n := 1; n <= last; n++ {
		if n != 1 && n != last && (n < now-near || n > now+near) {
			continue
		}
		if n > before+1 {
			p.Pages = append(p.Pages, ui.Link{})
		}
		p.Pages = append(p.Pages, ui.Link{Text: strconv.Itoa(n), URL: url(n), Current: n == now})
		before = n
	}
	return p
}
