package group

import (
	"context"
	"time"

	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// SavePreparation stores how a question was prepared before it is lifted, and what the group
// did with the answer; p.Version is the one that was read.
func (room *Room) SavePreparation(ctx context.Context, actor org.Actor, p improvement.Preparation) error {
	if !actor.May(org.ManageMeetings, p.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		m, err := tx.Matter(ctx, p.GroupID, p.MatterID)
		if err != nil {
			return err
		}
		before, err := tx.Preparation(ctx, p.GroupID, p.MatterID)
		if err != nil {
			return err
		}
		if before.Version != p.Version {
			return fault.ErrConflict
		}
		var v fault.ValidationError
		take(&v, p.Check())
		if p.AnsweredOn != nil && p.AnsweredOn.After(room.today()) {
			v.Add("answered_on", "date_future")
		}
		if err := v.OrNil(); err != nil {
			return err
		}
		if err := tx.SavePreparation(ctx, p); err != nil {
			return err
		}
		kept := func(p improvement.Preparation) auditedPreparation {
			k := auditedPreparation{m.Title, p.Tried, p.Alternatives, p.Asked, "", p.Followed}
			if p.AnsweredOn != nil {
				k.AnsweredOn = p.AnsweredOn.Format(time.DateOnly)
			}
			return k
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "matter.prepare", GroupID: p.GroupID, UnitID: m.UnitID,
			Subject: matterSubject, SubjectID: int64(p.MatterID), Before: kept(before), After: kept(p)})
	})
}

// auditedPreparation is what the log keeps of how a question was prepared.
type auditedPreparation struct {
	Matter       string `json:"matter"`
	Tried        string `json:"tried"`
	Alternatives string `json:"alternatives"`
	Asked        string `json:"asked"`
	AnsweredOn   string `json:"answered_on,omitempty"`
	Followed     string `json:"followed"`
}

// CouncilPage is a page for the body above: what the group has lifted, needs and has come to.
type CouncilPage struct {
	Group org.Group
	Names org.GroupNames
	Year  int
	// Summary is of the latest edition of an earlier year's report, as it is read outside the
	// group; both nil when there is none.
	Edition *postgres.Edition
	Summary *edition.Summary
	Needs   []postgres.NeedRow // that are open, of any year
	Lifted  []postgres.LiftedMatter
	Today   time.Time
}

// Council reads the page for the body above about a year, for those who may read the group's
// work inside it.
func (room *Room) Council(ctx context.Context, actor org.Actor, group org.GroupID, year int) (CouncilPage, error) {
	p := CouncilPage{Year: year, Today: room.today()}
	if !actor.May(org.Discuss, group, 0) {
		return p, fault.ErrForbidden
	}
	if year == 0 {
		p.Year = p.Today.Year()
	}
	if p.Year < improvement.FirstTaskYear || p.Year > improvement.LastTaskYear {
		return p, fault.ErrNotFound
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if p.Group, err = tx.Group(ctx, group); err != nil {
			return err
		}
		if p.Names, err = tx.GroupNames(ctx, group); err != nil {
			return err
		}
		if p.Lifted, err = tx.LiftedMatters(ctx, group, yearBegins(p.Year), yearBegins(p.Year+1), p.Year == p.Today.Year()); err != nil {
			return err
		}
		return p.readReport(ctx, tx)
	})
	return p, err
}

// mostNeeds is how many needs the page for the body above lists.
const mostNeeds = 50

// readReport reads what the latest edition of the yearly report says, as it is read outside
// the group, and what the group still needs.
func (p *CouncilPage) readReport(ctx context.Context, tx *postgres.Tx) error {
	editions, err := tx.Editions(ctx, p.Group.ID, 0)
	if err != nil {
		return err
	}
	for _, e := range editions {
		if e.Year >= p.Year {
			continue
		}
		stored, err := tx.ReportDocument(ctx, e.PublicSHA256)
		if err != nil {
			return err
		}
		doc, err := edition.Decode(stored.Content)
		if err != nil {
			return err
		}
		summary := doc.Summary()
		p.Edition, p.Summary = &e, &summary
		break
	}
	p.Needs, err = tx.Needs(ctx, postgres.NeedFilter{GroupID: p.Group.ID, States: []improvement.NeedState{improvement.NeedOpen}, Limit: mostNeeds})
	return err
}
