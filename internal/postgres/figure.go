package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

type figureRow struct {
	ID              quality.FigureID
	SubmissionID    quality.SubmissionID
	UnitID          org.UnitID
	IndicatorID     quality.IndicatorID
	Kind            quality.Kind
	StratumID       quality.StratumID
	PeriodStart     time.Time
	PeriodMonths    int
	State           quality.FigureState
	Numerator       *float64
	Denominator     *float64
	Mean            *float64
	SD              *float64
	TextValue       string
	YesValue        *bool
	ValidFrom       *time.Time
	ValidTo         *time.Time
	MissingReasonID quality.ReasonID
	Comment         string
	Version         int
	EnteredAt       time.Time
	EnteredBy       org.PersonID
	Confirmation    string
	Review          quality.ReviewState
	ReviewedAt      *time.Time
	ReviewedBy      org.PersonID
	ReturnReason    string
	ReturnedVersion int
	ChangeReason    string
	approvedRow
}

// approvedRow is what the figure said when it was approved; ApprovedAt is nil
// when it never was.
type approvedRow struct {
	ApprovedState     quality.FigureState
	ApprovedNumerator *float64
	ApprovedOf        *float64
	ApprovedMean      *float64
	ApprovedSD        *float64
	ApprovedText      string
	ApprovedYes       *bool
	ApprovedFrom      *time.Time
	ApprovedTo        *time.Time
	ApprovedReason    quality.ReasonID
	ApprovedComment   string
	ApprovedVersion   int
	ApprovedAt        *time.Time
	ApprovedBy        org.PersonID
}

func (r approvedRow) approved() *quality.Settled {
	if r.ApprovedAt == nil {
		return nil
	}
	return &quality.Settled{State: r.ApprovedState, MissingReasonID: r.ApprovedReason, Comment: r.ApprovedComment,
		Value: quality.Value{Numerator: r.ApprovedNumerator, Denominator: r.ApprovedOf, Mean: r.ApprovedMean, SD: r.ApprovedSD,
			Text: r.ApprovedText, Yes: r.ApprovedYes, ValidFrom: r.ApprovedFrom, ValidTo: r.ApprovedTo},
		Version: r.ApprovedVersion, At: *r.ApprovedAt, By: r.ApprovedBy}
}

func (r figureRow) figure() quality.Figure {
	return quality.Figure{
		ID: r.ID, SubmissionID: r.SubmissionID, UnitID: r.UnitID, IndicatorID: r.IndicatorID, Kind: r.Kind,
		StratumID: r.StratumID, Period: quality.PeriodFrom(r.PeriodStart, r.PeriodMonths), State: r.State,
		Value: quality.Value{Numerator: r.Numerator, Denominator: r.Denominator, Mean: r.Mean, SD: r.SD,
			Text: r.TextValue, Yes: r.YesValue, ValidFrom: r.ValidFrom, ValidTo: r.ValidTo},
		MissingReasonID: r.MissingReasonID, Comment: r.Comment, Version: r.Version,
		EnteredAt: r.EnteredAt, EnteredBy: r.EnteredBy, Confirmation: r.Confirmation,
		Review: quality.Review{State: r.Review, At: r.ReviewedAt, By: r.ReviewedBy,
			ReturnReason: r.ReturnReason, ReturnedVersion: r.ReturnedVersion, ChangeReason: r.ChangeReason, Approved: r.approved()},
	}
}

const figureColumns = `f.id, f.submission_id, f.unit_id, f.indicator_id, f.kind,
       coalesce(f.stratum_id, 0) AS stratum_id, f.period_start, f.period_months, f.state,
       f.numerator, f.denominator, f.mean, f.sd, coalesce(f.text_value, '') AS text_value, f.yes_value,
       f.valid_from, f.valid_to, coalesce(f.missing_reason_id, 0) AS missing_reason_id, f.comment, f.version,
       f.entered_at, coalesce(f.entered_by, 0) AS entered_by, f.confirmation,
       coalesce(f.review, '') AS review, f.reviewed_at, coalesce(f.reviewed_by, 0) AS reviewed_by,
       f.return_reason, coalesce(f.returned_version, 0) AS returned_version, f.change_reason,
       coalesce(a.state, '') AS approved_state, a.numerator AS approved_numerator, a.denominator AS approved_of,
       a.mean AS approved_mean, a.sd AS approved_sd, coalesce(a.text_value, '') AS approved_text, a.yes_value AS approved_yes,
       a.valid_from AS approved_from, a.valid_to AS approved_to, coalesce(a.missing_reason_id, 0) AS approved_reason,
       coalesce(a.comment, '') AS approved_comment, coalesce(a.version, 0) AS approved_version,
       a.approved_at, coalesce(a.approved_by, 0) AS approved_by`

// figureTables are where figureColumns come from.
const figureTables = `
FROM figure f
JOIN submission s ON s.id = f.submission_id
LEFT JOIN approved_figure a ON a.figure_id = f.id`

const selectUnitFigures = `-- name: unit figures
SELECT ` + figureColumns + figureTables + `
WHERE s.group_id = @group AND f.unit_id = ANY(@units) AND f.period_start BETWEEN @from AND @to
  AND (@all OR f.indicator_id = ANY(@only)
       OR (f.period_start, f.period_months) IN (SELECT * FROM unnest(@starts::date[], @months::int[])))
ORDER BY f.unit_id, f.period_start, f.indicator_id, f.stratum_id`

// UnitFiguresOf is what units have entered for periods that start between the two
// days.
type UnitFiguresOf struct {
	GroupID  org.GroupID
	Units    []org.UnitID
	From, To time.Time
	// Only are the measures that are read, nil for all; those of other measures only
	// for the Periods.
	Only    []quality.IndicatorID
	Periods []quality.Period
}

// UnitFigures reads what the units have entered, drafts too: for their own forms.
func (tx *Tx) UnitFigures(ctx context.Context, of UnitFiguresOf) ([]quality.Figure, error) {
	starts, months := make([]time.Time, len(of.Periods)), make([]int, len(of.Periods))
	for n, p := range of.Periods {
		starts[n], months[n] = p.Start(), p.Months
	}
	rows, err := collect[figureRow](ctx, tx, selectUnitFigures, pgx.StrictNamedArgs{"group": of.GroupID, "units": nonNil(of.Units),
		"from": of.From, "to": of.To, "all": of.Only == nil, "only": nonNil(of.Only), "starts": starts, "months": months})
	return figures(rows), err
}

func figures(rows []figureRow) []quality.Figure {
	list := make([]quality.Figure, len(rows))
	for n, r := range rows {
		list[n] = r.figure()
	}
	return list
}

// ShownFigure is a figure that appears in results, with its submission's state.
type ShownFigure struct {
	quality.Figure
	SubmissionState quality.SubmissionState
}

const selectShownFigures = `-- name: shown figures
SELECT ` + figureColumns + `, s.state AS submission_state` + figureTables + `
WHERE s.group_id = @group AND s.state = ANY(@states) AND f.review IS DISTINCT FROM 'returned'
  AND f.indicator_id = ANY(@indicators) AND f.period_start BETWEEN @from AND @to
ORDER BY f.indicator_id, f.period_start, f.unit_id, f.stratum_id`

// ShownFigures reads the figures of the indicators, from all units, that may
// appear in results, for periods that start between the two days.
func (tx *Tx) ShownFigures(ctx context.Context, group org.GroupID, indicators []quality.IndicatorID, from, to time.Time) ([]ShownFigure, error) {
	type shownRow struct {
		figureRow
		SubmissionState quality.SubmissionState
	}
	rows, err := collect[shownRow](ctx, tx, selectShownFigures, pgx.StrictNamedArgs{
		"group": group, "states": quality.ShownStates(), "indicators": nonNil(indicators), "from": from, "to": to})
	if err != nil {
		return nil, err
	}
	figures := make([]ShownFigure, len(rows))
	for n, r := range rows {
		figures[n] = ShownFigure{Figure: r.figure(), SubmissionState: r.SubmissionState}
	}
	return figures, nil
}

const insertFigure = `-- name: insert figure
INSERT INTO figure (submission_id, unit_id, indicator_id, kind, stratum_id, period_start, period_months, state,
    numerator, denominator, mean, sd, text_value, yes_value, valid_from, valid_to, missing_reason_id, comment,
    confirmation, entered_at, entered_by)
VALUES (@submission, @unit, @indicator, @kind, nullif(@stratum::bigint, 0), @start, @months, @state,
    @numerator, @denominator, @mean, @sd, nullif(@text, ''), @yes, @valid_from, @valid_to,
    nullif(@reason::bigint, 0), @comment, @confirmation, @entered_at, nullif(@entered_by::bigint, 0))
ON CONFLICT ON CONSTRAINT figure_unique DO NOTHING
RETURNING id`

const updateFigure = `-- name: update figure
UPDATE figure SET state = @state, numerator = @numerator, denominator = @denominator, mean = @mean, sd = @sd,
    text_value = nullif(@text, ''), yes_value = @yes, valid_from = @valid_from, valid_to = @valid_to,
    missing_reason_id = nullif(@reason::bigint, 0), comment = @comment, confirmation = @confirmation,
    version = version + 1, entered_at = @entered_at, entered_by = nullif(@entered_by::bigint, 0),
    review = nullif(@review, ''), reviewed_at = @reviewed_at, reviewed_by = nullif(@reviewed_by::bigint, 0),
    return_reason = @return_reason, returned_version = nullif(@returned_version::integer, 0), change_reason = @change_reason
WHERE id = @id AND version = @version`

// SaveFigure stores a figure: a new one when its Version is zero, else a change
// to the one with its ID, and how far its review has come; it gives the figure with
// the ID and version that it got. What it said when it was approved stays
// (SaveReview). fault.ErrConflict when somebody else entered or changed it since it
// was read.
func (tx *Tx) SaveFigure(ctx context.Context, f quality.Figure) (quality.Figure, error) {
	v := f.Value
	args := pgx.StrictNamedArgs{
		"state": f.State, "numerator": v.Numerator, "denominator": v.Denominator, "mean": v.Mean, "sd": v.SD,
		"text": v.Text, "yes": v.Yes, "valid_from": v.ValidFrom, "valid_to": v.ValidTo,
		"reason": f.MissingReasonID, "comment": f.Comment, "confirmation": f.Confirmation,
		"entered_at": f.EnteredAt, "entered_by": f.EnteredBy}
	if f.Version > 0 {
		args["id"], args["version"] = f.ID, f.Version
		args["review"], args["reviewed_at"], args["reviewed_by"] = f.Review.State, f.Review.At, f.Review.By
		args["return_reason"], args["returned_version"] = f.Review.ReturnReason, f.Review.ReturnedVersion
		args["change_reason"] = f.Review.ChangeReason
		err := exec(ctx, tx, updateFigure, args, 1, fault.ErrConflict)
		f.Version++
		return f, err
	}
	args["submission"], args["unit"], args["indicator"], args["kind"] = f.SubmissionID, f.UnitID, f.IndicatorID, f.Kind
	args["stratum"], args["start"], args["months"] = f.StratumID, f.Period.Start(), f.Period.Months
	type insertedRow struct{ ID quality.FigureID }
	rows, err := collect[insertedRow](ctx, tx, insertFigure, args)
	switch {
	case err != nil:
		return f, err
	case len(rows) == 0:
		return f, fault.ErrConflict
	}
	f.ID, f.Version = rows[0].ID, 1
	return f, nil
}

const deleteFigure = `-- name: delete figure
DELETE FROM figure WHERE id = @id AND version = @version`

// DeleteFigure empties a figure that was entered by mistake; what it was stands
// in the audit. fault.ErrConflict when somebody else changed it since it was read.
func (tx *Tx) DeleteFigure(ctx context.Context, f quality.Figure) error {
	return exec(ctx, tx, deleteFigure, pgx.StrictNamedArgs{"id": f.ID, "version": f.Version}, 1, fault.ErrConflict)
}
