package report

import (
	"context"
	"slices"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Report is a year as the yearly report tells it, from one snapshot. For a
// reader who may not see small numbers the data are masked already.
type Report struct {
	Year int
	// Years are those that a report can be read for, newest first.
	Years    []int
	Sections []postgres.ReportSection
	// Texts are what the group says of the year's measures.
	Texts []postgres.MeasureText
	// Begun says that the work on it has begun: until then nothing is written.
	Begun bool
	// Data covers the year and the four before it, as long as a long-term goal lasts, with
	// what is decided about lines over time, written on them and done about them.
	Data      *analysis.Dataset
	LongTerm  []quality.LongTermGoal
	NextGoals []quality.Goal // next year's
	// Needs are the year's for development and training, those that are met too.
	Needs []postgres.NeedRow
	// Submissions are of the periods that end in the year, for telling what has
	// been handed in. Drafts, and those that came back, are only for readers of
	// the board.
	Submissions []quality.Submission
	// Work is what the group has been and done.
	Work Work
	// Answers are what the units say of their pages, as they were sent.
	Answers Answers
}

// yearsBefore is how many earlier years are read beside the report's own.
const yearsBefore = 4

// mostNeeds is how many needs are told of at most.
const mostNeeds = 500

// longestPeriod is how many years a round of collection may cover.
const longestPeriod = 5

// Read puts the year's report together. A year the group has chosen nothing for
// is fault.ErrNotFound.
func (room *Room) Read(ctx context.Context, actor org.Actor, group org.GroupID, year int) (*Report, error) {
	if !actor.May(org.ViewReport, group, 0) {
		return nil, fault.ErrForbidden
	}
	var report *Report
	if err := room.db.ReadGroup(ctx, group, func(tx *postgres.Tx) error {
		report = &Report{Year: year} // anew, when it is read again
		return report.load(ctx, tx, group)
	}); err != nil {
		return nil, err
	}
	if !slices.Contains(report.Years, year) {
		return nil, fault.ErrNotFound
	}
	return report.seenBy(actor, group), nil
}

// seenBy is the report with what the actor may see of it; r stays as it is.
func (r *Report) seenBy(actor org.Actor, group org.GroupID) *Report {
	seen := *r
	if !actor.May(org.ViewBoard, group, 0) {
		seen.Submissions = slices.DeleteFunc(slices.Clone(r.Submissions), func(s quality.Submission) bool { return !s.State.Shown() })
	}
	if !actor.May(org.ViewUnmasked, group, 0) {
		return seen.Public()
	}
	return &seen
}

// Public is the report as readers outside the group may read it: with small numbers
// hidden, and without what only the group reads. What is public already stays as it is.
func (r *Report) Public() *Report {
	public := *r
	public.Work, public.Answers = r.Work.public(), r.Answers.anonymous()
	if !r.Data.Masked {
		public.Data = r.Data.Mask()
	}
	public.Submissions = slices.DeleteFunc(slices.Clone(r.Submissions), func(s quality.Submission) bool { return !s.State.Shown() })
	return &public
}

// TextOf is what the group says of the measure; empty when it says nothing.
func (r *Report) TextOf(id quality.IndicatorID) postgres.MeasureText {
	for _, t := range r.Texts {
		if t.IndicatorID == id {
			return t
		}
	}
	return postgres.MeasureText{IndicatorID: id}
}

func (r *Report) load(ctx context.Context, tx *postgres.Tx, group org.GroupID) error {
	var err error
	if r.Years, err = tx.ReportYears(ctx, group); err != nil {
		return err
	}
	if r.Sections, err = tx.ReportSections(ctx, group, r.Year); err != nil {
		return err
	}
	if r.Texts, err = tx.ReportMeasures(ctx, group, r.Year); err != nil {
		return err
	}
	r.Begun = slices.ContainsFunc(r.Sections, func(s postgres.ReportSection) bool { return s.ID != 0 })
	if r.Data, err = dataset.LoadLines(ctx, tx, group, r.Year-yearsBefore, r.Year); err != nil {
		return err
	}
	if r.Answers, err = readAnswers(ctx, tx, r.Data, r.Year); err != nil {
		return err
	}
	if r.LongTerm, err = tx.LongTermGoals(ctx, group); err != nil {
		return err
	}
	if r.NextGoals, err = tx.Goals(ctx, group, r.Year+1, r.Year+1); err != nil {
		return err
	}
	needs := postgres.NeedFilter{GroupID: group, Year: r.Year, States: []improvement.NeedState{improvement.NeedOpen, improvement.NeedMet}, Limit: mostNeeds}
	if r.Needs, err = tx.Needs(ctx, needs); err != nil {
		return err
	}
	from, to := quality.Years(r.Year-longestPeriod+1, r.Year).Start(), quality.WholeYear(r.Year).End()
	if r.Submissions, err = tx.Submissions(ctx, group, from, to); err != nil {
		return err
	}
	r.Submissions = slices.DeleteFunc(r.Submissions, func(s quality.Submission) bool { return s.Period.LastYear() != r.Year })
	return r.Work.load(ctx, tx, r.Data.Group, r.Year)
}
