package improve

import (
	"context"
	"fmt"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// PathwayTemplates reads how the group's introductions begin: its own templates, or the
// program's until it has any. fault.ErrForbidden for those who do not lead introductions.
func (room *Room) PathwayTemplates(ctx context.Context, actor org.Actor, group org.GroupID) ([]improvement.PathwayTemplate, error) {
	if !actor.May(org.LeadPathways, group, 0) {
		return nil, fault.ErrForbidden
	}
	var list []improvement.PathwayTemplate
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		list, err = tx.PathwayTemplates(ctx, group)
		return err
	})
	if err == nil && len(list) == 0 {
		list = append(list, improvement.StandardPathwayTemplate(group))
	}
	return list, err
}

// PathwayTemplate reads one of the group's templates; zero is the program's own, to write a
// new one from. fault.ErrNotFound when there is none.
func (room *Room) PathwayTemplate(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.PathwayTemplateID) (improvement.PathwayTemplate, error) {
	list, err := room.PathwayTemplates(ctx, actor, group)
	if err != nil {
		return improvement.PathwayTemplate{}, err
	}
	if id == 0 {
		return improvement.StandardPathwayTemplate(group), nil
	}
	t, ok := first(list, func(t improvement.PathwayTemplate) bool { return t.ID == id })
	if !ok {
		err = fault.ErrNotFound
	}
	return t, err
}

// auditedTemplate is what the audit keeps of a template.
type auditedTemplate struct {
	Title   string   `json:"pathway_template"`
	Phases  []string `json:"phases"`
	Lines   []string `json:"phase_lines"`
	Retired bool     `json:"template_retired,omitempty"`
}

func auditTemplate(t improvement.PathwayTemplate) auditedTemplate {
	kept := auditedTemplate{Title: t.Title, Retired: t.Retired}
	for _, p := range t.Phases {
		kept.Phases = append(kept.Phases, fmt.Sprintf("%s (%d %s)", p.Name, p.Count, p.Unit))
		kept.Lines = append(append(kept.Lines, p.Criteria...), p.Checks...)
	}
	return kept
}

// SavePathwayTemplate stores a template, a new one with ID zero; fault.ErrConflict when
// somebody else has changed it since its Version. Introductions that have begun stay as
// they are. Problems stand at the fields of improvement.PathwayTemplate.Check.
func (room *Room) SavePathwayTemplate(ctx context.Context, actor org.Actor, t improvement.PathwayTemplate) error {
	if !actor.May(org.LeadPathways, t.GroupID, 0) {
		return fault.ErrForbidden
	}
	if err := t.Check(); err != nil {
		return err
	}
	t.WrittenAt, t.WrittenBy = room.now(), actor.Person.ID
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		e := postgres.AuditEntry{At: room.now(), Action: "improve.save_pathway_template", GroupID: t.GroupID, Subject: "pathway_template",
			SubjectID: int64(t.ID), After: auditTemplate(t)}
		if t.ID == 0 {
			id, err := tx.AddPathwayTemplate(ctx, t)
			if err != nil {
				return err
			}
			e.SubjectID = int64(id)
			return tx.AppendAudit(ctx, actor, e)
		}
		stored, err := tx.PathwayTemplates(ctx, t.GroupID)
		if err != nil {
			return err
		}
		before, ok := first(stored, func(each improvement.PathwayTemplate) bool { return each.ID == t.ID })
		if !ok {
			return fault.ErrNotFound
		}
		e.Before = auditTemplate(before)
		if err := tx.SavePathwayTemplate(ctx, t); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, e)
	})
}
