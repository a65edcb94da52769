package improve

import (
	"context"
	"fmt"
	"strconv"

	"samsyn/internal/app/letter"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// AskedAt are those that a unit may ask.
type AskedAt struct {
	// From are the actor's units, and Units those with somebody who can answer.
	From, Units []org.Unit
	// Supporting is whom a question to the process support reaches, by name.
	Supporting []org.Person
}

// SupportChoices reads whom the actor may ask, and for which units; fault.ErrForbidden
// for somebody who asks for no unit.
func (room *Room) SupportChoices(ctx context.Context, actor org.Actor, group org.GroupID) (AskedAt, error) {
	var c AskedAt
	own := AskingUnits(actor, group)
	if len(own) == 0 {
		return c, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		members, err := room.readMembers(ctx, tx, group)
		if err != nil {
			return err
		}
		c = AskedAt{Supporting: members.supporting()}
		for _, id := range own {
			c.From = append(c.From, members.Unit(id))
		}
		for _, u := range members.units {
			if len(members.reporting(u.ID)) > 0 && (len(own) > 1 || u.ID != own[0]) {
				c.Units = append(c.Units, u)
			}
		}
		return nil
	})
	return c, err
}

// AskSupport asks for the unit and tells those asked by letter: problems at "title",
// "body", "asked" and "link".
func (room *Room) AskSupport(ctx context.Context, actor org.Actor, s improvement.Support) (improvement.SupportID, error) {
	if !actor.May(org.AskSupport, s.GroupID, s.UnitID) {
		return 0, fault.ErrForbidden
	}
	if err := s.Check(); err != nil {
		return 0, err
	}
	s.State, s.AskedBy, s.AskedAt = improvement.SupportAsked, actor.Person.ID, room.now()
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		members, err := room.readMembers(ctx, tx, s.GroupID)
		if err != nil {
			return err
		}
		asked := members.supporting()
		if s.AskedUnit != 0 {
			asked = members.reporting(s.AskedUnit)
		}
		if len(asked) == 0 {
			return &fault.ValidationError{Problems: []fault.Problem{{Field: "asked", Code: "support_of_nobody"}}}
		}
		if s.ID, err = tx.AddSupport(ctx, s); err != nil {
			return err
		}
		from := members.Unit(s.UnitID).ShortName
		for _, person := range asked {
			if person.ID == actor.Person.ID {
				continue
			}
			if err := room.sendSupport(ctx, tx, actor, supportLetter{s, person, "asked",
				from + " ber om stöd: " + s.Title,
				fmt.Sprintf("%s, %s, ber om stöd: %s", actor.Person.Name, from, s.Title)}); err != nil {
				return err
			}
		}
		return room.auditSupport(ctx, tx, actor, supportChange{"support.ask", members, nil, s})
	})
	return s.ID, err
}

// supportLetter is a letter about a request.
type supportLetter struct {
	support       improvement.Support
	to            org.Person
	about         string // which letter about it
	subject, text string
}

// sendSupport queues the letter, which leads to the request and does not hold it.
func (room *Room) sendSupport(ctx context.Context, tx *postgres.Tx, by org.Actor, l supportLetter) error {
	id := strconv.FormatInt(int64(l.support.ID), 10)
	_, err := letter.Queue(ctx, tx, letter.Queued{At: room.now(), By: by}, letter.Letter{GroupID: l.support.GroupID, To: l.to,
		About: "support " + id + " " + l.about, Subject: l.subject,
		Body: fmt.Sprintf("Hej %s!\n\n%s\n\nLäs och svara här:\n%s", l.to.Name, l.text, letter.URL(room.base, "/forbattring/stod/"+id))})
	return err
}

// supportChange is what is done to a request; before is nil for a new one.
type supportChange struct {
	action  string
	members Members
	before  *improvement.Support
	after   improvement.Support
}

// auditedSupport is what the log keeps of a request.
type auditedSupport struct {
	Title  string `json:"support_title"`
	Asked  string `json:"support_asked,omitempty"`
	State  string `json:"support_state"`
	Answer string `json:"answer,omitempty"`
}

func (room *Room) auditSupport(ctx context.Context, tx *postgres.Tx, actor org.Actor, c supportChange) error {
	e := postgres.AuditEntry{At: room.now(), Action: c.action, GroupID: c.after.GroupID, UnitID: c.after.UnitID,
		Subject: "support_request", SubjectID: int64(c.after.ID)}
	keep := func(s *improvement.Support) any {
		if s == nil {
			return nil
		}
		return auditedSupport{s.Title, c.members.Unit(s.AskedUnit).ShortName, string(s.State), s.Answer}
	}
	e.Before, e.After = keep(c.before), keep(&c.after)
	return tx.AppendAudit(ctx, actor, e)
}
