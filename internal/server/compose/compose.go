// Package compose makes the yearly report's document out of what the report room reads:
// it chooses what stands under each heading, and says it in words. It must not know
// requests, pages, files or how anything is drawn, nor who is asking: what it is given may
// be shown to the document's audience.
package compose

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/app/report"
	"samsyn/internal/edition"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/words"
)

// Frame is what a document is, beside what it says.
type Frame struct {
	// Number is the edition's; zero for a draft.
	Number int
	// AsOf is the day whose figures and texts are read.
	AsOf time.Time
}

// The ids of tables that texts lead to.
const (
	overviewTable = "oversikt-tabell"
	processTable  = "process-tabell"
	qualityTable  = "datakvalitet-tabell"
)

// Document says in the context's language what the report says. A report with small
// numbers hidden becomes a public document, another an internal one. The error is a chart
// that cannot be drawn as it is put together: a programmer's.
func Document(ctx context.Context, r *report.Report, f Frame) (*edition.Document, error) {
	if r.Data.Masked {
		r = r.Public()
	}
	group := r.Data.Group
	d := &edition.Document{
		Format: edition.Format, Group: group.Name, GroupCode: group.Code, Body: group.BodyName, Year: r.Year, Number: f.Number,
		Audience: edition.Internal, Language: string(i18n.LanguageOf(ctx)), Example: group.ExampleData, AsOf: f.AsOf,
		Title: i18n.T(ctx, "Årsrapport %s", strconv.Itoa(r.Year)), Lead: group.Line(), About: about(ctx, r),
	}
	if r.Data.Masked {
		d.Audience = edition.Public
		d.Notices = append(d.Notices, i18n.T(ctx, "Siffror som bygger på mycket få barn är dolda, så att ingen kan kännas igen."))
	}
	c := newComposer(r)
	d.Units, d.Purpose = c.units(), c.purpose()
	for n, s := range r.Sections {
		section := edition.Section{ID: anchorOf(n, s), Heading: s.Heading, Content: s.Content}
		if text := c.prose(ctx, s.Body); text != nil {
			section.Blocks = append(section.Blocks, edition.Block{Prose: text})
		}
		if s.EditedBy != "" && s.EditedAt != nil && d.Audience == edition.Internal {
			section.Written = i18n.T(ctx, "Skrivet av %s, %s", s.EditedBy, i18n.LongDate(ctx, *s.EditedAt))
		}
		blocks, err := c.data(ctx, s.Content)
		if err != nil {
			return nil, err
		}
		section.Blocks = append(section.Blocks, blocks...)
		d.Sections = append(d.Sections, section)
	}
	d.Sections = c.withAnswers(ctx, d.Sections)
	return d, nil
}

// composer has what the sections are made of.
type composer struct {
	*report.Report
	blocks   []analysis.Block
	audience edition.Audience
	// timelines are those that have been made, since actions, examples and pictures ask
	// for the same.
	timelines map[part]analysis.Timeline
	// only are the units that are told of one by one; empty for all.
	only []org.UnitID
}

// tells reports whether the unit of the row is told of by itself.
func (c composer) tells(row analysis.Row, unit org.Unit) bool {
	return row.Includes(unit) && c.names(unit)
}

// names reports whether the unit is told of by itself.
func (c composer) names(unit org.Unit) bool {
	return len(c.only) == 0 || slices.Contains(c.only, unit.ID)
}

func newComposer(r *report.Report) composer {
	c := composer{Report: r, blocks: r.Data.Overview(r.Year), audience: edition.Internal, timelines: map[part]analysis.Timeline{}}
	if r.Data.Masked {
		c.audience = edition.Public
	}
	return c
}

// part names a measure's part.
type part struct {
	measure quality.IndicatorID
	stratum quality.StratumID
}

// timeline is all the years of a measure's part.
func (c composer) timeline(m *analysis.Measure, stratum quality.Stratum) analysis.Timeline {
	key := part{m.ID, stratum.ID}
	t, made := c.timelines[key]
	if !made {
		t = c.Data.Timeline(m, stratum)
		c.timelines[key] = t
	}
	return t
}

// mayName is whether people may be named: in the group's own report alone.
func (c composer) mayName() bool { return c.audience == edition.Internal }

// data is the part of the data that belongs under a heading of that content.
func (c composer) data(ctx context.Context, content string) ([]edition.Block, error) {
	switch content {
	case "group":
		return c.group(ctx), nil
	case "overview":
		return c.overview(ctx), nil
	case "medical", "nursing", "patient_satisfaction":
		return c.goals(ctx, quality.Category(content))
	case "process":
		return c.process(ctx), nil
	case "variation":
		return c.variation(ctx)
	case "promises":
		return c.promises(ctx), nil
	case "examples":
		return c.examples(ctx)
	case "actions":
		blocks, err := c.actions(ctx)
		return append(blocks, c.programmes(ctx)...), err
	case "methods":
		return c.careMethods(ctx)
	case "questions":
		return c.questions(ctx), nil
	case "long_term_goals":
		return c.longTerm(ctx)
	case "needs":
		return c.needs(ctx), nil
	case "next_goals":
		return c.nextGoals(ctx), nil
	case "data_quality":
		return c.dataQuality(ctx), nil
	case "appendix":
		return c.appendix(ctx), nil
	}
	return nil, nil
}

// anchorOf is where a section stands, the same for as long as it is there.
func anchorOf(n int, s report.Section) string {
	if s.ID == 0 {
		return fmt.Sprintf("plan-%d", n+1)
	}
	return fmt.Sprintf("avsnitt-%d", s.ID)
}

func about(ctx context.Context, r *report.Report) []edition.Term {
	group := r.Data.Group
	list := []edition.Term{{Term: i18n.T(ctx, "Materialet lämnas senast"), Text: i18n.LongDate(ctx, group.ReportDue(r.Year))}}
	if group.BodyName != "" {
		list = append(list, edition.Term{Term: i18n.T(ctx, "Mottagare"), Text: group.BodyName})
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
		list = append(list, edition.Term{Term: i18n.T(ctx, "Enheternas inlämningar"), Text: strings.Join(states, ", ")})
	}
	return list
}
