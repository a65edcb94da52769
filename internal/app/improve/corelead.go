package improve

import (
	"context"

	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// coreLead is an introduction whose core team is to have one leader: whoever leads the
// introduction is the same as who leads its core team.
type coreLead struct {
	actor org.Actor
	in    improvement.PathwayIntroduction
}

// appoint lets whoever is said to lead the introduction lead its core team too, as a new
// member when they are not in it; whoever led it stays as a member. For nobody only
// somebody with an account steps back: who has none is not chosen there.
func (room *Room) appoint(ctx context.Context, tx *postgres.Tx, l coreLead, c Choices) error {
	team, err := tx.CoreMembers(ctx, l.in.GroupID, l.in.ID)
	if err != nil {
		return err
	}
	known, isKnown := first(c.Members, func(m Member) bool { return m.ID == l.in.LeadID })
	if l.in.LeadID != 0 && !isKnown { // who has left the group
		return nil
	}
	found := false
	for _, m := range team {
		kind := m.Kind
		switch {
		case isKnown && m.Is(known.Person):
			kind, found = improvement.CoreLead, true
		case m.Kind == improvement.CoreLead && (isKnown || m.PersonID != 0):
			kind = improvement.CoreOrdinary
		}
		if err := room.saveCoreKind(ctx, tx, l, m, kind); err != nil {
			return err
		}
	}
	if found || !isKnown {
		return nil
	}
	m, err := c.coreMember(improvement.CoreMember{GroupID: l.in.GroupID, PathwayID: l.in.ID, PersonID: known.ID, Kind: improvement.CoreLead, Competence: i18n.T(ctx, "Leder arbetet")})
	if err != nil {
		return err
	}
	if _, err := tx.AddCoreMember(ctx, m); err != nil {
		return err
	}
	return tx.AppendAudit(ctx, l.actor, postgres.AuditEntry{At: room.now(), Action: "improve.add_core_member", GroupID: l.in.GroupID, Subject: pathwaySubject,
		SubjectID: int64(l.in.ID), After: auditCoreMember(l.in.Title, m)})
}

// saveCoreKind changes what the member is in the core team.
func (room *Room) saveCoreKind(ctx context.Context, tx *postgres.Tx, l coreLead, m improvement.CoreMember, kind improvement.CoreKind) error {
	if kind == m.Kind {
		return nil
	}
	after := m
	after.Kind = kind
	if err := tx.SaveCoreMember(ctx, after); err != nil {
		return err
	}
	return tx.AppendAudit(ctx, l.actor, postgres.AuditEntry{At: room.now(), Action: "improve.save_core_member", GroupID: l.in.GroupID, Subject: pathwaySubject,
		SubjectID: int64(l.in.ID), Before: auditCoreMember(l.in.Title, m), After: auditCoreMember(l.in.Title, after)})
}

// follow lets the introduction be led by whoever leads its core team, now that the member
// has become what now says; "" for who has left it. Who led it before steps back.
func (room *Room) follow(ctx context.Context, tx *postgres.Tx, l coreLead, before, now improvement.CoreMember) error {
	if now.Kind != improvement.CoreLead {
		if before.Kind != improvement.CoreLead && (before.PersonID == 0 || before.PersonID != l.in.LeadID) {
			return nil
		}
		return tx.SetPathwayLead(ctx, l.in.GroupID, l.in.ID, 0)
	}
	team, err := tx.CoreMembers(ctx, l.in.GroupID, l.in.ID)
	if err != nil {
		return err
	}
	for _, m := range team {
		if m.Kind == improvement.CoreLead && m.ID != now.ID {
			if err := room.saveCoreKind(ctx, tx, l, m, improvement.CoreOrdinary); err != nil {
				return err
			}
		}
	}
	if now.PersonID == l.in.LeadID && now.PersonID != 0 {
		return nil
	}
	return tx.SetPathwayLead(ctx, l.in.GroupID, l.in.ID, now.PersonID)
}
