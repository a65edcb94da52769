package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

const selectPathwayTemplates = `-- name: pathway templates
SELECT t.id, t.group_id, t.title, t.retired, t.written_at, coalesce(t.written_by, 0) AS written_by, t.version,
       p.number::int AS number, p.name, p.count, p.unit, p.criteria, p.checks
FROM pathway_template t
JOIN pathway_template_phase p ON p.template_id = t.id
WHERE t.group_id = @group
ORDER BY t.retired, t.title, t.id, p.number`

// PathwayTemplates reads the group's templates: those that are offered first, by title.
func (tx *Tx) PathwayTemplates(ctx context.Context, group org.GroupID) ([]improvement.PathwayTemplate, error) {
	type row struct {
		ID        improvement.PathwayTemplateID
		GroupID   org.GroupID
		Title     string
		Retired   bool
		WrittenAt time.Time
		WrittenBy org.PersonID
		Version   int
		improvement.TemplatePhase
	}
	rows, err := collect[row](ctx, tx, selectPathwayTemplates, pgx.StrictNamedArgs{"group": group})
	var list []improvement.PathwayTemplate
	for _, r := range rows {
		if len(list) == 0 || list[len(list)-1].ID != r.ID {
			list = append(list, improvement.PathwayTemplate{ID: r.ID, GroupID: r.GroupID, Title: r.Title, Retired: r.Retired,
				WrittenAt: r.WrittenAt, WrittenBy: r.WrittenBy, Version: r.Version})
		}
		t := &list[len(list)-1]
		t.Phases = append(t.Phases, r.TemplatePhase)
	}
	return list, err
}

const insertPathwayTemplate = `-- name: insert pathway template
INSERT INTO pathway_template (group_id, title, retired, written_at, written_by)
VALUES (@group, @title, @retired, @at, nullif(@by::bigint, 0))
RETURNING id`

// AddPathwayTemplate stores a new template and gives its id.
func (tx *Tx) AddPathwayTemplate(ctx context.Context, t improvement.PathwayTemplate) (improvement.PathwayTemplateID, error) {
	id, err := value[improvement.PathwayTemplateID](ctx, tx, insertPathwayTemplate, pathwayTemplateArgs(t))
	if err != nil {
		return 0, err
	}
	t.ID = id
	return id, tx.setTemplatePhases(ctx, t)
}

const updatePathwayTemplate = `-- name: update pathway template
UPDATE pathway_template SET title = @title, retired = @retired, written_at = @at, written_by = nullif(@by::bigint, 0), version = version + 1
WHERE id = @id AND group_id = @group AND version = @version`

// SavePathwayTemplate stores a changed template; fault.ErrConflict when somebody else
// changed it since it was read. Introductions that have begun by it stay as they are.
func (tx *Tx) SavePathwayTemplate(ctx context.Context, t improvement.PathwayTemplate) error {
	args := pathwayTemplateArgs(t)
	args["id"], args["version"] = t.ID, t.Version
	if err := exec(ctx, tx, updatePathwayTemplate, args, 1, fault.ErrConflict); err != nil {
		return err
	}
	return tx.setTemplatePhases(ctx, t)
}

func pathwayTemplateArgs(t improvement.PathwayTemplate) pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{"group": t.GroupID, "title": t.Title, "retired": t.Retired, "at": t.WrittenAt, "by": t.WrittenBy}
}

const clearTemplatePhases = `-- name: clear pathway template phases
DELETE FROM pathway_template_phase WHERE template_id = @id`

const insertTemplatePhase = `-- name: insert pathway template phase
INSERT INTO pathway_template_phase (template_id, number, name, count, unit, criteria, checks)
VALUES (@id, @number, @name, @count, @unit, @criteria, @checks)`

func (tx *Tx) setTemplatePhases(ctx context.Context, t improvement.PathwayTemplate) error {
	if err := exec(ctx, tx, clearTemplatePhases, pgx.StrictNamedArgs{"id": t.ID}, -1, nil); err != nil {
		return err
	}
	for _, p := range t.Phases {
		if err := exec(ctx, tx, insertTemplatePhase, pgx.StrictNamedArgs{"id": t.ID, "number": p.Number, "name": p.Name, "count": p.Count,
			"unit": p.Unit, "criteria": nonNil(p.Criteria), "checks": nonNil(p.Checks)}, 1, fault.ErrConflict); err != nil {
			return err
		}
	}
	return nil
}
