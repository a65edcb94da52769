package setup

import (
	"samsyn/internal/app/importing"
	"samsyn/internal/postgres"
)

// GroupTemplate is what a group that an import makes starts with: the same report
// headings and reasons as the default group's.
func GroupTemplate() (importing.Template, error) {
	file, err := readJSON[groupFile]("group.json")
	t := importing.Template{MissingReasons: file.MissingReasons}
	for _, h := range file.ReportHeadings {
		t.Headings = append(t.Headings, postgres.ReportHeading{Heading: h.Heading, Content: h.Content})
	}
	return t, err
}
