package group

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// ChairTermsPage is whose turn it has been, is and is to be to lead the group.
type ChairTermsPage struct {
	List []postgres.ChairTermRow // by their days
	Choices
	Regions  []improvement.Region
	Rotation improvement.Rotation
	Settings improvement.AreaSettings
	Manages  bool
	Today    time.Time
}

// ChairTerms reads the chairs' turns, for those inside the group.
func (room *Room) ChairTerms(ctx context.Context, actor org.Actor, group org.GroupID) (ChairTermsPage, error) {
	p := ChairTermsPage{Today: room.today(), Manages: actor.May(org.ManageArea, group, 0)}
	if !actor.May(org.Discuss, group, 0) {
		return p, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if p.List, err = tx.ChairTerms(ctx, group); err != nil {
			return err
		}
		if p.Settings, err = tx.AreaSettings(ctx, group); err != nil {
			return err
		}
		p.Choices, err = room.readChoices(ctx, tx, group, []org.PersonID{p.Settings.NationalPersonID})
		return err
	})
	p.Regions = improvement.RegionsOf(p.Units)
	p.Rotation = improvement.RotationOn(terms(p.List), p.Regions, p.Settings, p.Today)
	return p, err
}

func terms(rows []postgres.ChairTermRow) []improvement.ChairTerm {
	var list []improvement.ChairTerm
	for _, r := range rows {
		list = append(list, r.ChairTerm)
	}
	return list
}

// SaveChairTerm plans a turn, or with an ID changes one; t.Version is the one that was read.
func (room *Room) SaveChairTerm(ctx context.Context, actor org.Actor, t improvement.ChairTerm) error {
	return room.changeTerm(ctx, actor, t, func(tx *postgres.Tx, c Choices, others []postgres.ChairTermRow, before *postgres.ChairTermRow) (changedTerm, error) {
		var v fault.ValidationError
		take(&v, t.Check(terms(others)))
		stood := before != nil && before.PersonID == t.PersonID
		if t.PersonID != 0 && !stood && c.Names[t.PersonID] == "" {
			v.Add("person", "unknown_choice")
		}
		if t.PersonID != 0 && t.Name != "" {
			v.Add("name", "person_and_name")
		}
		known := slices.ContainsFunc(c.Units, func(u org.Unit) bool { return u.RegionID == t.RegionID })
		if t.RegionID != 0 && !known && (before == nil || before.RegionID != t.RegionID) {
			v.Add("region", "unknown_choice")
		}
		if err := v.OrNil(); err != nil {
			return changedTerm{}, err
		}
		if before != nil {
			return changedTerm{"chair.save_term", t.ID}, tx.SaveChairTerm(ctx, t)
		}
		id, err := tx.AddChairTerm(ctx, t)
		return changedTerm{"chair.plan_term", id}, err
	})
}

// DeleteChairTerm takes a turn away that has not begun.
func (room *Room) DeleteChairTerm(ctx context.Context, actor org.Actor, t improvement.ChairTerm) error {
	return room.changeTerm(ctx, actor, t, func(tx *postgres.Tx, _ Choices, _ []postgres.ChairTermRow, before *postgres.ChairTermRow) (changedTerm, error) {
		if before == nil {
			return changedTerm{}, fault.ErrNotFound
		}
		if !before.From.After(room.today()) {
			return changedTerm{}, fault.ErrWrongState // what has been stays to be seen
		}
		return changedTerm{"chair.delete_term", t.ID}, tx.RemoveChairTerm(ctx, t)
	})
}

// changedTerm is what was done, as the log calls it, with which turn.
type changedTerm struct {
	action string
	id     improvement.ChairTermID
}

// changeTerm makes a change of the group's turns while nobody else makes one: two that are
// planned at once would not see each other, and overlap.
func (room *Room) changeTerm(ctx context.Context, actor org.Actor, t improvement.ChairTerm, do func(*postgres.Tx, Choices, []postgres.ChairTermRow, *postgres.ChairTermRow) (changedTerm, error)) error {
	if !actor.May(org.ManageArea, t.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.LockChairTerms(ctx, t.GroupID); err != nil {
			return err
		}
		all, err := tx.ChairTerms(ctx, t.GroupID)
		if err != nil {
			return err
		}
		c, err := room.readChoices(ctx, tx, t.GroupID, nil)
		if err != nil {
			return err
		}
		var before *postgres.ChairTermRow
		if t.ID != 0 {
			n := slices.IndexFunc(all, func(o postgres.ChairTermRow) bool { return o.ID == t.ID })
			if n < 0 {
				return fault.ErrNotFound
			}
			if before = &all[n]; before.Version != t.Version {
				return fault.ErrConflict
			}
		}
		did, err := do(tx, c, all, before)
		if err != nil {
			return err
		}
		kept := func(t improvement.ChairTerm) auditedTerm {
			k := auditedTerm{Person: c.Names[t.PersonID] + t.Name, From: t.From.Format(time.DateOnly), To: t.To.Format(time.DateOnly)}
			for _, u := range c.Units {
				if u.RegionID == t.RegionID {
					k.Region = u.RegionName
				}
			}
			return k
		}
		entry := postgres.AuditEntry{At: room.now(), Action: did.action, GroupID: t.GroupID, Subject: "chair_term", SubjectID: int64(did.id)}
		if before != nil {
			entry.Before = kept(before.ChairTerm)
		}
		if did.action != "chair.delete_term" {
			entry.After = kept(t)
		}
		return tx.AppendAudit(ctx, actor, entry)
	})
}

// auditedTerm is what the log keeps of a chair's turn.
type auditedTerm struct {
	Region string `json:"region"`
	Person string `json:"person"`
	From   string `json:"from"`
	To     string `json:"to"`
}
