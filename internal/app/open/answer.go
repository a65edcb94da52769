package open

import (
	"context"
	"fmt"
	"slices"

	"samsyn/internal/app/letter"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Heard is what those who speak for patients have said, and what they have said nothing of.
type Heard struct {
	Comments []improvement.PatientComment // those that wait first
	// Representatives is how many speak for patients today.
	Representatives int
	// Silent are the goals and proposals, open to them, that nobody has commented on.
	SilentGoals     []quality.Goal
	SilentProposals []quality.GoalProposal
	CanAnswer       bool
}

// Heard reads it, for the group's members.
func (room *Room) Heard(ctx context.Context, actor org.Actor, group org.GroupID) (Heard, error) {
	h := Heard{CanAnswer: actor.May(org.AnswerPatients, group, 0)}
	if !actor.May(org.Discuss, group, 0) {
		return h, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var p PatientPage
		if err := p.load(ctx, tx, group); err != nil {
			return err
		}
		speak, err := tx.Holders(ctx, group, []org.Role{org.PatientRepresentative}, room.today())
		if err != nil {
			return err
		}
		h.Comments, h.Representatives = p.Comments, len(speak)
		h.SilentGoals = slices.DeleteFunc(p.Goals, func(g quality.Goal) bool { return len(p.About(improvement.OnGoal, int64(g.ID))) > 0 })
		h.SilentProposals = slices.DeleteFunc(p.Proposals, func(g quality.GoalProposal) bool { return len(p.About(improvement.OnProposal, int64(g.ID))) > 0 })
		return nil
	})
	return h, err
}

// Answering is the group's word about a comment that was read in the version.
type Answering struct {
	Group   org.GroupID
	ID      improvement.CommentID
	Version int
	Answer  string // "" says that it is read, unless Answers
	// Answers says that it is to be answered: then "" is a problem at "answer".
	Answers bool
}

// AnswerComment stores that the comment is read, or what the group answers; the writer gets a
// letter about an answer. fault.ErrConflict when somebody else was first.
func (room *Room) AnswerComment(ctx context.Context, actor org.Actor, a Answering) error {
	if !actor.May(org.AnswerPatients, a.Group, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := tx.LockPatientComment(ctx, a.Group, a.ID)
		if err != nil {
			return err
		}
		if a.Answers && a.Answer == "" {
			return &fault.ValidationError{Problems: []fault.Problem{{Field: "answer", Code: "required"}}}
		}
		if before.Version != a.Version {
			return fault.ErrConflict
		}
		after, action := before.Read(room.now()), "patient.read"
		if a.Answer != "" {
			action = "patient.answer"
			if after, err = before.Answered(a.Answer, room.now()); err != nil {
				return err
			}
		}
		if err := tx.SavePatientComment(ctx, after, actor.Person.ID); err != nil {
			return err
		}
		entry := postgres.AuditEntry{At: room.now(), Action: action, GroupID: a.Group, Subject: "patient_comment", SubjectID: int64(a.ID),
			After: auditedComment{About: after.About, Answer: after.Answer}}
		if before.Answer != "" {
			entry.Before = auditedComment{Answer: before.Answer}
		}
		if err := tx.AppendAudit(ctx, actor, entry); err != nil || a.Answer == "" {
			return err
		}
		writer, err := tx.Person(ctx, after.WrittenBy)
		if err != nil || writer.HasLeft(room.today()) {
			return err
		}
		_, err = letter.Queue(ctx, tx, letter.Queued{At: room.now(), By: actor}, letter.Letter{GroupID: a.Group, To: writer, About: fmt.Sprintf("patient answer %d", a.ID),
			Subject: "Gruppen har svarat på din synpunkt", Body: "Hej " + writer.Name + "!\n\nGruppen har svarat på det du skrev om " + after.About + ". Läs svaret här:\n" +
				letter.URL(room.base, "/patient") + "\n"})
		return err
	})
}

// tellOfComment queues letters to those who answer for the group, one a day at most.
func (room *Room) tellOfComment(ctx context.Context, tx *postgres.Tx, actor org.Actor, c improvement.PatientComment) error {
	readers, err := tx.Holders(ctx, c.GroupID, []org.Role{org.Convener, org.ProcessSupport}, room.today())
	if err != nil {
		return err
	}
	for _, p := range readers {
		if _, err := letter.Queue(ctx, tx, letter.Queued{At: room.now(), By: actor}, letter.Letter{GroupID: c.GroupID, To: p, About: "patient comments",
			Subject: "En synpunkt från en patientföreträdare", Body: "Hej " + p.Name + "!\n\n" + actor.Person.Name + " har lämnat en synpunkt om " + c.About +
				". Läs den och svara här:\n" + letter.URL(room.base, "/gruppen/patienter") + "\n\nDu får högst ett sådant brev om dagen, även om det kommer fler.\n"}); err != nil {
			return err
		}
	}
	return nil
}
