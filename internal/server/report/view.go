package report

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"samsyn/internal/analysis"
	"samsyn/internal/app/report"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/looks"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/report"
	"samsyn/templates/ui"
)

// newView is the report's page without its pictures, which draw puts in.
func newView(ctx context.Context, visitor page.Visitor, r *report.Report, blocks []analysis.Block) view.View {
	group := visitor.Group
	v := view.View{
		Title:  i18n.T(ctx, "Årsrapport %s", strconv.Itoa(r.Year)),
		Lead:   page.GroupLine(group),
		Masked: r.Data.Masked,
		Facts:  facts(ctx, group, r),
	}
	for _, year := range r.Years {
		v.Years = append(v.Years, ui.Link{Text: strconv.Itoa(year), URL: yearURL(year), Current: year == r.Year})
	}
	writes := visitor.May(org.WriteReport, 0)
	for _, s := range r.Sections {
		section := newSection(ctx, s)
		if writes {
			section.EditURL = fmt.Sprintf("%s/avsnitt/%d", yearURL(r.Year), s.Heading.ID)
		}
		addData(ctx, &section, s.Heading.Content, r, blocks)
		section.WaitsForText = s.Heading.Content == "text" && len(section.Paragraphs) == 0
		v.Sections = append(v.Sections, section)
	}
	return v
}

func facts(ctx context.Context, group org.Group, r *report.Report) []ui.Definition {
	list := []ui.Definition{{Term: i18n.T(ctx, "Materialet lämnas senast"), Text: i18n.LongDate(ctx, group.ReportDue(r.Year))}}
	if group.BodyName != "" {
		list = append(list, ui.Definition{Term: i18n.T(ctx, "Mottagare"), Text: group.BodyName})
	}
	counts := map[quality.Standing]int{}
	for _, s := range r.Submissions {
		if s.State.Shown() { // a draft is not handed in
			counts[s.State.Standing()]++
		}
	}
	var states []string
	for _, s := range []quality.Standing{quality.FinalFigure, quality.ApprovedFigure, quality.Preliminary} {
		if counts[s] > 0 {
			states = append(states, i18n.T(ctx, "%s: %d", words.Standing(ctx, s), counts[s]))
		}
	}
	if len(states) > 0 {
		list = append(list, ui.Definition{Term: i18n.T(ctx, "Enheternas inlämningar"), Text: strings.Join(states, ", ")})
	}
	return list
}

func newSection(ctx context.Context, s report.Section) view.Section {
	section := view.Section{ID: fmt.Sprintf("avsnitt-%d", s.Heading.ID), Heading: s.Heading.Heading}
	for _, p := range strings.Split(s.Text.Body, "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			section.Paragraphs = append(section.Paragraphs, p)
		}
	}
	if s.Text.EditedBy != "" {
		section.Written = i18n.T(ctx, "Skrivet av %s, %s", s.Text.EditedBy, i18n.LongDate(ctx, s.Text.EditedAt))
	}
	return section
}

// addData puts under the heading the part of the data that belongs there.
func addData(ctx context.Context, section *view.Section, content string, r *report.Report, blocks []analysis.Block) {
	switch content {
	case "overview":
		section.Overview = newOverview(ctx, blocks)
	case "medical", "nursing", "patient_satisfaction":
		section.Goals = newGoals(ctx, r, blocks, quality.Category(content))
		section.NoGoals = len(section.Goals) == 0
	case "process":
		section.Process = newProcess(ctx, r, blocks)
	case "long_term_goals":
		for _, g := range r.LongTerm {
			section.LongTerm = append(section.LongTerm, view.LongTermGoal{Title: g.Title, Vision: g.Vision,
				Span: fmt.Sprintf("%d–%d", g.StartYear, g.EndYear)})
		}
	case "needs":
		section.NoNeeds = len(r.Needs) == 0
		for _, n := range r.Needs {
			need := view.Need{Unit: n.UnitName, Kind: words.NeedKind(ctx, n.Kind), Text: n.Text, State: words.NeedState(ctx, n.State), Outcome: n.Outcome}
			if need.Unit == "" {
				need.Unit = i18n.T(ctx, "Hela gruppen")
			}
			section.Needs = append(section.Needs, need)
		}
	case "next_goals":
		for _, g := range r.NextGoals {
			section.NextGoals = append(section.NextGoals, view.NextGoal{Title: g.Title,
				Category: words.Category(ctx, g.Category), Value: g.ValueForChildren})
		}
	case "data_quality":
		section.Quality = newDataQuality(ctx, r, blocks)
	case "appendix":
		section.Definitions = newDefinitions(ctx, blocks)
	}
}

// newOverview is one line per measure of the year's goals.
func newOverview(ctx context.Context, blocks []analysis.Block) []view.OverviewGoal {
	var goals []view.OverviewGoal
	for _, b := range blocks {
		goal := view.OverviewGoal{Title: b.Goal.Title}
		if b.Goal.ID == 0 {
			goal.Title = i18n.T(ctx, "Mått utan mål")
		}
		for _, row := range b.Rows {
			if row.Measure.Category == quality.Process {
				continue
			}
			m := view.OverviewMeasure{
				Name: rowTitle(row), Anchor: anchor(row), Value: words.Value(ctx, row.Total.Result),
				Detail: words.Basis(ctx, row.Total.Result), Status: looks.Status(row.Total),
			}
			if row.Total.Change != nil {
				m.Change = words.Difference(ctx, row.Total.Result, row.Total.Change.Difference)
			}
			goal.Measures = append(goal.Measures, m)
		}
		if len(goal.Measures) > 0 {
			goals = append(goals, goal)
		}
	}
	return goals
}

func rowTitle(row analysis.Row) string {
	if row.Stratum.Name == "" {
		return row.Definition.Name
	}
	return row.Definition.Name + ", " + row.Stratum.Name
}

// anchor is where a measure's part stands in the report.
func anchor(row analysis.Row) string {
	return fmt.Sprintf("matt-%d-%d", row.Measure.ID, row.Stratum.ID)
}
