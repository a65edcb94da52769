package report

import (
	"context"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// MoveSection moves a section of the year's report one step up, or down. The first stays
// first and the last last. Only GroupID, Year and SectionID of the plan are read.
func (room *Room) MoveSection(ctx context.Context, actor org.Actor, p Plan, up bool) error {
	return room.changeSections(ctx, actor, p, func(tx *postgres.Tx, sections []Section) (*postgres.AuditEntry, error) {
		moved, err := among(sections, p.SectionID)
		if err != nil {
			return nil, err
		}
		ids, at := make([]int64, len(sections)), 0
		for n, s := range sections {
			ids[n] = s.ID
			if s.ID == p.SectionID {
				at = n
			}
		}
		to := at + 1
		if up {
			to = at - 1
		}
		if to < 0 || to >= len(ids) {
			return nil, nil
		}
		ids[at], ids[to] = ids[to], ids[at]
		type place struct {
			Year    int    `json:"year"`
			Heading string `json:"heading"`
			Place   int    `json:"place"`
		}
		return &postgres.AuditEntry{Action: "report.move_section", SubjectID: p.SectionID,
				Before: place{p.Year, moved.Heading, at + 1}, After: place{p.Year, moved.Heading, to + 1}},
			tx.OrderReportSections(ctx, p.GroupID, p.Year, ids)
	})
}

// DeleteSection removes a section of the year's report with its text, which the log keeps;
// fault.ErrConflict when it has been changed since it was read. Only GroupID, Year,
// SectionID and Version of the plan are read.
func (room *Room) DeleteSection(ctx context.Context, actor org.Actor, p Plan) error {
	return room.changeSections(ctx, actor, p, func(tx *postgres.Tx, sections []Section) (*postgres.AuditEntry, error) {
		s, err := among(sections, p.SectionID)
		if err != nil {
			return nil, err
		}
		type removed struct {
			kept
			Body string `json:"body"`
		}
		plan := keptPlan(planOf(p, s), []org.Person{{ID: s.AuthorID, Name: s.Author}})
		return &postgres.AuditEntry{Action: "report.delete_section", SubjectID: s.ID, Before: removed{plan, s.Body}}, tx.DeleteReportSection(ctx, p)
	})
}
