package report

import (
	"context"
	"slices"
	"strings"

	"samsyn/internal/analysis"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// The longest texts about a measure, in characters.
const (
	MaxMeasureText = 20000
	MaxMessage     = 300
)

// mostActions is how many of the measure's actions are shown beside.
const mostActions = 20

// MeasurePage is a measure of the year's report, to be written about.
type MeasurePage struct {
	*Report
	Measure *analysis.Measure
	Rows    []analysis.Row // one for each part
	Text    postgres.MeasureText
	// Actions are those about the measure that are planned or under way.
	Actions []postgres.ActionRow
}

// Measure reads what the group says of a measure, with its results. One that the year does
// not have, or a report that has not begun, is fault.ErrNotFound.
func (room *Room) Measure(ctx context.Context, actor org.Actor, group org.GroupID, year int, code string) (MeasurePage, error) {
	p := MeasurePage{Report: &Report{Year: year}}
	if !actor.May(org.WriteReport, group, 0) {
		return p, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		if err := p.load(ctx, tx, group); err != nil {
			return err
		}
		for _, b := range p.Data.Overview(year) {
			for _, row := range b.Rows {
				if row.Measure.Code == code && row.Measure.Category != quality.Process {
					p.Measure, p.Rows = row.Measure, append(p.Rows, row)
				}
			}
		}
		if p.Measure == nil || !p.Begun {
			return fault.ErrNotFound
		}
		p.Text = p.TextOf(p.Measure.ID)
		var err error
		p.Actions, err = tx.Actions(ctx, postgres.ActionFilter{GroupID: group, IndicatorID: p.Measure.ID, Limit: mostActions,
			States: []improvement.ActionState{improvement.ActionPlanned, improvement.ActionOngoing}})
		return err
	})
	return p, err
}

// MeasureText is what the group says of a measure.
type MeasureText = postgres.MeasureText

// MeasureEdit is what a writer has for a measure; Version is the one it was written from.
type MeasureEdit struct {
	Group org.GroupID
	Year  int
	postgres.MeasureText
}

// WriteMeasure stores what the group says of a measure. When somebody else has written
// since it was read it is fault.ErrConflict, and nothing is stored.
func (room *Room) WriteMeasure(ctx context.Context, actor org.Actor, e MeasureEdit) error {
	if !actor.May(org.WriteReport, e.Group, 0) {
		return fault.ErrForbidden
	}
	for _, text := range []*string{&e.Discussion, &e.Assessment, &e.NextSteps, &e.Message} {
		*text = strings.TrimSpace(*text)
	}
	if err := checkMeasure(e.MeasureText); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		if _, err := tx.Report(ctx, e.Group, e.Year); err != nil {
			return err
		}
		library, err := tx.Indicators(ctx, e.Group, quality.WholeYear(e.Year).End())
		if err != nil {
			return err
		}
		n := slices.IndexFunc(library, func(i quality.Indicator) bool { return i.ID == e.IndicatorID })
		if n < 0 {
			return fault.ErrNotFound
		}
		texts, err := tx.ReportMeasures(ctx, e.Group, e.Year)
		if err != nil {
			return err
		}
		before := (&Report{Texts: texts}).TextOf(e.IndicatorID)
		was, is := keptMeasure(e, before, library[n]), keptMeasure(e, e.MeasureText, library[n])
		if was == is {
			return nil
		}
		now := room.now()
		if err := tx.SaveReportMeasure(ctx, postgres.MeasureEdit{GroupID: e.Group, Year: e.Year, MeasureText: e.MeasureText,
			At: now, By: actor.Person.ID}); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: now, Action: "report.write_measure", GroupID: e.Group,
			Subject: "report_measure", SubjectID: int64(e.IndicatorID), Before: was, After: is})
	})
}

func checkMeasure(t postgres.MeasureText) error {
	var v fault.ValidationError
	quality.FreeText(&v, "discussion", t.Discussion, MaxMeasureText)
	quality.FreeText(&v, "assessment", t.Assessment, MaxMeasureText)
	quality.FreeText(&v, "next_steps", t.NextSteps, MaxMeasureText)
	quality.FreeText(&v, "message", t.Message, MaxMessage)
	return v.OrNil()
}

// keptText is what the log keeps of what is said of a measure.
type keptText struct {
	Year       int    `json:"year"`
	Indicator  string `json:"indicator"`
	Discussion string `json:"discussion"`
	Assessment string `json:"assessment"`
	NextSteps  string `json:"next_steps"`
	Message    string `json:"message"`
}

func keptMeasure(e MeasureEdit, t postgres.MeasureText, i quality.Indicator) keptText {
	return keptText{e.Year, i.Definition.Name, t.Discussion, t.Assessment, t.NextSteps, t.Message}
}
