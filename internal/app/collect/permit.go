package collect

import (
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// permit notes what the actor may do with the form now.
func (form *Form) permit(actor org.Actor) {
	s := form.Submission
	begun := !form.Period.Start().After(form.Today)
	form.CanRecord = begun && s.CanRecord(actor, form.Today)
	form.CanSubmit = s.Can(actor, quality.Submitted) && form.Period.End().Before(form.Today)
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

// Empty lists the rows that nothing is entered for.
func (form *Form) Empty() []Row {
	var empty []Row
	for _, row := range form.Rows {
		if row.Figure.Version == 0 {
			empty = append(empty, row)
		}
	}
	return empty
}
