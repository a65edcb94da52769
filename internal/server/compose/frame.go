package compose

import (
	"strings"

	"samsyn/internal/edition"
	"samsyn/internal/quality"
)

// units are those that the year is about, in the group's fixed order.
func (c composer) units() (list []edition.Unit) {
	year := quality.WholeYear(c.Year)
	for _, u := range c.Data.Units {
		if u.ActiveDuring(year.Start(), year.End()) {
			list = append(list, edition.Unit{ID: int64(u.ID), Code: u.Code, Name: u.Name, Short: u.ShortName})
		}
	}
	return list
}

// purpose is what the group is asked to reach: the mandate's paragraph that says so, else
// its first.
func (c composer) purpose() string {
	paragraphs := strings.Split(strings.TrimSpace(c.Work.Mandate.Body), "\n\n")
	for _, p := range paragraphs {
		for _, word := range []string{"Mål:", "Syfte:", "Uppdrag:"} {
			if text, ok := strings.CutPrefix(p, word); ok {
				return strings.Join(strings.Fields(text), " ")
			}
		}
	}
	return strings.Join(strings.Fields(paragraphs[0]), " ")
}
