package importing

import (
	"context"

	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// imported is what the audit keeps of one submission's import: the file, the
// state of the submission, and each figure as it became and as it was.
type imported struct {
	File    string          `json:"file,omitempty"`
	State   string          `json:"state,omitempty"`
	Period  string          `json:"period"`
	Figures []auditedFigure `json:"figures"`
}

// auditedFigure is a figure that can be read by itself.
type auditedFigure struct {
	Indicator   string   `json:"indicator"`
	Stratum     string   `json:"stratum,omitempty"`
	Period      string   `json:"period"`
	State       string   `json:"state"`
	Numerator   *float64 `json:"numerator,omitempty"`
	Denominator *float64 `json:"denominator,omitempty"`
	Mean        *float64 `json:"mean,omitempty"`
	SD          *float64 `json:"sd,omitempty"`
	Text        string   `json:"text,omitempty"`
	Yes         *bool    `json:"yes,omitempty"`
	Comment     string   `json:"comment,omitempty"`
}

// audit notes what was done to the submission; nothing when nothing was.
func (j *job) audit(ctx context.Context, s quality.Submission, changes []change) error {
	if len(changes) == 0 {
		return nil
	}
	after := imported{File: j.request.File, State: string(s.State), Period: s.Period.Code()}
	before := imported{Period: s.Period.Code()}
	for _, c := range changes {
		after.Figures = append(after.Figures, named(c, c.figure))
		if c.before.Version > 0 {
			before.Figures = append(before.Figures, named(c, c.before))
		}
	}
	e := postgres.AuditEntry{At: j.now, Action: "import.figures", GroupID: j.group.ID, UnitID: s.UnitID,
		Subject: "submission", SubjectID: int64(s.ID), After: after}
	if len(before.Figures) > 0 {
		e.Before = before
	}
	return j.tx.AppendAudit(ctx, j.actor, e)
}

func named(c change, f quality.Figure) auditedFigure {
	v := f.Value
	return auditedFigure{Indicator: c.indicator.Code, Stratum: c.Stratum, Period: f.Period.Code(), State: string(f.State),
		Numerator: v.Numerator, Denominator: v.Denominator, Mean: v.Mean, SD: v.SD, Text: v.Text, Yes: v.Yes,
		Comment: f.Comment}
}

// auditCreated notes what the import made of what was missing.
func (j *job) auditCreated(ctx context.Context) error {
	if j.plan.Created == (Created{}) {
		return nil
	}
	return j.tx.AppendAudit(ctx, j.actor, postgres.AuditEntry{At: j.now, Action: "import.create", GroupID: j.group.ID,
		Subject: "programme_group", SubjectID: int64(j.group.ID),
		After: struct {
			File string `json:"file"`
			Created
		}{j.request.File, j.plan.Created}})
}
