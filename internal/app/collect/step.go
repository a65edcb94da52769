package collect

import (
	"context"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// stepping is one step on a submission's path.
type stepping struct {
	action     string     // in the audit
	permission org.Action // to know of the submission at all
	// seen is the version of the submission that the user decided upon, zero when
	// the decision does not rest on having read it.
	seen int
	take func(context.Context, *postgres.Tx, place, *quality.Submission) error
}

// step locks the submission, lets the domain take the step, stores it and logs it.
// fault.ErrConflict when the submission is not the one that was seen.
func (room *Room) step(ctx context.Context, actor org.Actor, where Where, st stepping) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		at, err := where.place(ctx, tx, actor, st.permission)
		if err != nil {
			return err
		}
		s, err := tx.LockSubmission(ctx, at.group.ID, at.unit.ID, at.period)
		if err != nil {
			return err
		}
		before := s
		if err := st.take(ctx, tx, at, &s); err != nil {
			return err
		}
		if st.seen != 0 && st.seen != before.Version {
			return fault.ErrConflict
		}
		return room.saveStep(ctx, tx, actor, st.action, [2]quality.Submission{before, s})
	})
}

// saveStep stores a submission that has taken a step, and writes it into the log.
func (room *Room) saveStep(ctx context.Context, tx *postgres.Tx, actor org.Actor, action string, change [2]quality.Submission) error {
	before, after := change[0], change[1]
	if err := tx.SaveSubmission(ctx, after); err != nil {
		return err
	}
	return tx.AppendAudit(ctx, actor, postgres.AuditEntry{
		At: room.now(), Action: action, GroupID: after.GroupID, UnitID: after.UnitID,
		Subject: "submission", SubjectID: int64(after.ID), Before: stateOf(before), After: stateOf(after),
	})
}

// submissionContent is what the audit keeps of a submission.
type submissionContent struct {
	Period        string                  `json:"period"`
	State         quality.SubmissionState `json:"state"`
	ReturnReason  string                  `json:"return_reason,omitempty"`
	ReopenReason  string                  `json:"reopen_reason,omitempty"`
	ReopenedUntil string                  `json:"reopened_until,omitempty"`
}

func stateOf(s quality.Submission) submissionContent {
	c := submissionContent{Period: s.Period.Code(), State: s.State}
	switch s.State {
	case quality.Returned:
		c.ReturnReason = s.ReturnReason
	case quality.Reopened:
		c.ReopenReason, c.ReopenedUntil = s.ReopenReason, s.ReopenedUntil.Format(time.DateOnly)
	}
	return c
}
