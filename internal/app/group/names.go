package group

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Names is what the group is called and has been called.
type Names struct {
	org.GroupNames
	Version int // of the group's settings
	Code    string
	Region  string // the healthcare region's name
	Former  []org.FormerName
	Bodies  []org.Body // who can receive the yearly material
	// Last is who changed the group's settings last; zero when nobody has.
	Last postgres.LastChange
}

// Names reads them, for those who may change them.
func (room *Room) Names(ctx context.Context, actor org.Actor, group org.GroupID) (Names, error) {
	var n Names
	if !actor.May(org.EditGroup, group, 0) {
		return n, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		g, err := tx.Group(ctx, group)
		if err != nil {
			return err
		}
		n.Code, n.Region = g.Code, g.HealthcareRegionName
		if n.GroupNames, err = tx.GroupNames(ctx, group); err != nil {
			return err
		}
		if n.Version, err = tx.GroupVersion(ctx, group); err != nil {
			return err
		}
		if n.Former, err = tx.FormerNames(ctx, group); err != nil {
			return err
		}
		if n.Bodies, err = tx.Bodies(ctx); err != nil {
			return err
		}
		n.Last, err = tx.LastChange(ctx, settingsSubject, int64(group))
		return err
	})
	return n, err
}

// Renaming is what the group is to be called. KeepFormer puts a name that it had until
// now among its former ones.
type Renaming struct {
	Names      org.GroupNames
	KeepFormer bool
}

// SaveNames stores what the group is called, from now on everywhere. How long the group
// has its task is the administrator's to change, and stays. fault.ErrConflict when the
// settings have been changed since they were read.
func (room *Room) SaveNames(ctx context.Context, actor org.Actor, seen Seen, r Renaming) error {
	return room.changeSettings(ctx, actor, seen, func(tx *postgres.Tx) (*postgres.AuditEntry, error) {
		before, err := tx.GroupNames(ctx, seen.GroupID)
		if err != nil {
			return nil, err
		}
		after := r.Names
		after.From, after.To = before.From, before.To
		var v fault.ValidationError
		quality.CheckGroupNames(&v, after)
		bodies, err := tx.Bodies(ctx)
		if err != nil {
			return nil, err
		}
		if after.BodyID != 0 && !slices.ContainsFunc(bodies, func(b org.Body) bool { return b.ID == after.BodyID }) {
			v.Add("body", "unknown_choice")
		}
		if err := v.OrNil(); err != nil {
			return nil, err
		}
		if after == before {
			return nil, nil
		}
		if r.KeepFormer && after.Name != before.Name {
			if err := keepFormer(ctx, tx, seen.GroupID, org.FormerName{Name: before.Name, ToYear: room.today().Year()}); err != nil {
				return nil, err
			}
		}
		return &postgres.AuditEntry{Action: "group.save_names", EveryGroup: true,
			Before: keptNames(before, bodies), After: keptNames(after, bodies)}, tx.SaveGroupNames(ctx, seen.GroupID, after)
	})
}

// keepFormer adds the name to the former ones, unless it is there.
func keepFormer(ctx context.Context, tx *postgres.Tx, group org.GroupID, f org.FormerName) error {
	former, err := tx.FormerNames(ctx, group)
	if err != nil || slices.ContainsFunc(former, func(o org.FormerName) bool { return o.Name == f.Name }) {
		return err
	}
	return tx.AddFormerName(ctx, group, f)
}

// AddFormerName adds something that the group has been called.
func (room *Room) AddFormerName(ctx context.Context, actor org.Actor, seen Seen, f org.FormerName) error {
	return room.changeSettings(ctx, actor, seen, func(tx *postgres.Tx) (*postgres.AuditEntry, error) {
		var v fault.ValidationError
		quality.CheckFormerName(&v, f)
		if err := v.OrNil(); err != nil {
			return nil, err
		}
		return &postgres.AuditEntry{Action: "group.add_former_name", After: auditedFormer{f.Name, f.FromYear, f.ToYear}},
			tx.AddFormerName(ctx, seen.GroupID, f)
	})
}

// RemoveFormerName removes something that the group has been called; fault.ErrNotFound
// when it is not there.
func (room *Room) RemoveFormerName(ctx context.Context, actor org.Actor, seen Seen, id int64) error {
	return room.changeSettings(ctx, actor, seen, func(tx *postgres.Tx) (*postgres.AuditEntry, error) {
		former, err := tx.FormerNames(ctx, seen.GroupID)
		if err != nil {
			return nil, err
		}
		n := slices.IndexFunc(former, func(f org.FormerName) bool { return f.ID == id })
		if n < 0 {
			return nil, fault.ErrNotFound
		}
		return &postgres.AuditEntry{Action: "group.remove_former_name",
			Before: auditedFormer{former[n].Name, former[n].FromYear, former[n].ToYear}}, tx.DeleteFormerName(ctx, seen.GroupID, id)
	})
}

// auditedNames is what the log keeps of what a group is called.
type auditedNames struct {
	Name      string `json:"name"`
	ShortName string `json:"short_name"`
	Receiver  string `json:"receiver,omitempty"`
	Area      string `json:"national_area,omitempty"`
	From      string `json:"from"`
	To        string `json:"to,omitempty"`
}

func keptNames(n org.GroupNames, bodies []org.Body) auditedNames {
	kept := auditedNames{Name: n.Name, ShortName: n.ShortName, Area: n.NationalArea, From: n.From.Format(time.DateOnly)}
	if n.To != nil {
		kept.To = n.To.Format(time.DateOnly)
	}
	for _, b := range bodies {
		if b.ID == n.BodyID {
			kept.Receiver = b.Name
		}
	}
	return kept
}

// auditedFormer is what the log keeps of a former name.
type auditedFormer struct {
	Name string `json:"name"`
	From int    `json:"start_year,omitempty"`
	To   int    `json:"end_year,omitempty"`
}
