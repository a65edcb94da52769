package setup

import (
	"time"

	"samsyn/internal/app/account"
	"samsyn/internal/app/goals"
	"samsyn/internal/app/importing"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// GroupTemplate is what a group that an import makes starts with: the same report
// headings and reasons as the default group's.
func GroupTemplate() (importing.Template, error) {
	start, err := GroupStart()
	return importing.Template{MissingReasons: start.MissingReasons, Headings: start.Headings}, err
}

// GroupStart is what a group that the administrator makes starts with: the same as
// GroupTemplate's.
func GroupStart() (account.GroupStart, error) {
	file, err := readJSON[groupFile]("group.json")
	s := account.GroupStart{MissingReasons: file.MissingReasons}
	for _, h := range file.ReportHeadings {
		s.Headings = append(s.Headings, postgres.ReportHeading{Heading: h.Heading, Content: h.Content})
	}
	return s, err
}

// libraryKey names the default group's library among the templates.
const libraryKey = "bibliotek"

// Libraries are the measures and goals that come with the program, for groups to begin
// with: the default group's, as the data files have them.
func Libraries() ([]goals.Template, error) {
	names, err := readJSON[groupFile]("group.json")
	if err != nil {
		return nil, err
	}
	indicators, err := readJSON[indicatorsFile]("indicators.json")
	if err != nil {
		return nil, err
	}
	chosen, err := readJSON[goalsFile]("goals.json")
	if err != nil {
		return nil, err
	}
	references, err := readCSV("benchmarks.csv")
	if err != nil {
		return nil, err
	}
	t := goals.Template{Key: libraryKey, Name: names.Group.Name, Library: true}
	for n, i := range indicators.Indicators {
		m := goals.TemplateMeasure{Indicator: indicators.indicator(n, 0, time.Time{}), ConditionCode: i.AppliesIf.Code, Promises: i.Promises}
		for _, r := range references {
			if r["indicator"] == i.Code {
				m.References = append(m.References, postgres.Reference{ValueText: r["value"], Population: r["population"],
					YearText: r["year"], Source: r["source"]})
			}
		}
		t.Measures = append(t.Measures, m)
	}
	for _, g := range chosen.Goals {
		t.Goals = append(t.Goals, g.template())
	}
	return []goals.Template{t}, nil
}

// template is the goal before it belongs to a group.
func (g goalPlan) template() goals.TemplateGoal {
	t := goals.TemplateGoal{Key: g.Key, Category: g.Category, Title: g.Title, Value: g.Value, Promises: g.Promises,
		Targets: map[string]quality.Target{}}
	for _, c := range g.Indicators {
		t.Indicators = append(t.Indicators, c.Code)
		if c.Target != nil {
			t.Targets[c.Code] = quality.Target{Kind: c.Target.Kind, Threshold: c.Target.Threshold, Second: c.Target.Second, Basis: c.Target.Basis}
		}
	}
	return t
}
