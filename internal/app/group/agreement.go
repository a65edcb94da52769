package group

import (
	"context"
	"strings"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// AgreementPage is what a group's members expect of each other.
type AgreementPage struct {
	Group org.Group
	// Versions are the latest first; none until the group has written one.
	Versions []org.Agreement
	// Shown is the version asked for, and Difference what it changed in the one before it.
	Shown      org.Agreement
	Difference []org.Paragraph
	CanEdit    bool
}

// Agreement reads the version with the number, or for zero the latest; fault.ErrNotFound
// for a number that there is none of.
func (room *Room) Agreement(ctx context.Context, actor org.Actor, group org.GroupID, number int) (AgreementPage, error) {
	p := AgreementPage{CanEdit: actor.May(org.EditYear, group, 0)}
	if !actor.May(org.Discuss, group, 0) {
		return p, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if p.Group, err = tx.Group(ctx, group); err != nil {
			return err
		}
		if p.Versions, err = tx.Agreements(ctx, group); err != nil {
			return err
		}
		return p.choose(number)
	})
	return p, err
}

// choose shows the version with the number, the latest for zero.
func (p *AgreementPage) choose(number int) error {
	p.Shown, p.Difference = org.Agreement{}, nil
	for n, v := range p.Versions {
		if v.Number != number && (number != 0 || n != 0) {
			continue
		}
		if p.Shown = v; n+1 < len(p.Versions) {
			p.Difference = org.Difference(p.Versions[n+1].Body, v.Body)
		}
		return nil
	}
	if number != 0 {
		return fault.ErrNotFound
	}
	return nil
}

// auditedAgreement is what the log keeps.
type auditedAgreement struct {
	Number int    `json:"number"`
	Body   string `json:"agreement"`
}

// SaveAgreement writes the next version, after the one with the number that was seen, zero
// for none; nothing is written when nothing differs. Problems stand at "body";
// fault.ErrConflict when somebody else has written one since.
func (room *Room) SaveAgreement(ctx context.Context, actor org.Actor, group org.GroupID, seen int, body string) error {
	if !actor.May(org.EditYear, group, 0) {
		return fault.ErrForbidden
	}
	body = strings.TrimSpace(strings.ReplaceAll(body, "\r\n", "\n"))
	var v fault.ValidationError
	quality.NeededText(&v, "body", body, org.MaxAgreement)
	if err := v.OrNil(); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		versions, err := tx.Agreements(ctx, group)
		if err != nil {
			return err
		}
		var last org.Agreement
		if len(versions) > 0 {
			last = versions[0]
		}
		switch {
		case last.Number != seen:
			return fault.ErrConflict
		case last.Body == body:
			return nil
		}
		next := org.Agreement{GroupID: group, Number: last.Number + 1, Body: body, WrittenBy: actor.Person.ID, WrittenAt: room.now()}
		if err := tx.AddAgreement(ctx, next); err != nil {
			return err
		}
		entry := postgres.AuditEntry{At: room.now(), Action: "group.save_agreement", GroupID: group, Subject: "group_agreement",
			After: auditedAgreement{next.Number, next.Body}}
		if last.Number > 0 {
			entry.Before = auditedAgreement{last.Number, last.Body}
		}
		return tx.AppendAudit(ctx, actor, entry)
	})
}
