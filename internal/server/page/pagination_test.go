package page

import (
	"strconv"
	"strings"
	"testing"
)

func TestPagination(t *testing.T) {
	for at, want := range map[[2]int]string{
		{1, 2}:  "|[1] 2|2",
		{2, 2}:  "1|1 [2]|",
		{1, 9}:  "|[1] 2 3 … 9|2",
		{5, 9}:  "4|1 … 3 4 [5] 6 7 … 9|6",
		{4, 7}:  "3|1 2 3 [4] 5 6 7|5", // no gap where one page is left out of none
		{9, 20}: "8|1 … 7 8 [9] 10 11 … 20|10",
	} {
		p := Pagination("Rader", Paging{Now: at[0], Last: at[1], URL: strconv.Itoa})
		var pages []string
		for _, l := range p.Pages {
			switch {
			case l.Text == "":
				pages = append(pages, "…")
			case l.Current:
				pages = append(pages, "["+l.Text+"]")
			default:
				pages = append(pages, l.URL)
			}
		}
		if got := p.PreviousURL + "|" + strings.Join(pages, " ") + "|" + p.NextURL; got != want {
			t.Errorf("page %d of %d: %s, want %s", at[0], at[1], got, want)
		}
	}
	if Pagination("Rader", Paging{Now: 1, Last: 1}) != nil {
		t.Error("one page leads on")
	}
}
