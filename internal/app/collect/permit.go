package collect

import (
	"time"

	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// permit notes what the actor may do with the form now, the clinics' own time.
func (form *Form) permit(actor org.Actor, now time.Time) {
	s := form.Submission
	may := func(f quality.Figure) bool { return s.RecordFigure(actor, now, f) == nil }
	form.CanRecord = may(quality.Figure{})
	for n := range form.Rows {
		row := &form.Rows[n]
		row.CanRecord = may(row.Figure)
		form.CanRecord = form.CanRecord || row.CanRecord
		for m := range row.Changes {
			row.Changes[m].CanRecord = may(row.Changes[m].Figure)
		}
		if row.Indicator.CarriesOver && may(quality.Figure{}) {
			row.Changes = append(row.Changes, Row{Due: row.Due, GoalID: row.GoalID, Since: NewAnswer, CanRecord: true})
		}
	}
	form.CanSubmit = s.CanSubmit(actor, len(form.SentBack())) && form.Period.End().Before(form.Today)
	form.CanApprove = s.Can(actor, quality.Approved)
	form.CanReturn = s.Can(actor, quality.Returned)
	form.CanReopen = s.Can(actor, quality.Reopened)
	form.OnBehalf = form.CanRecord
	for _, unit := range actor.Units(form.Group.ID) {
		if unit == form.Unit.ID {
			form.OnBehalf = false
		}
	}
}
