package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

const selectAgenda = `-- name: agenda
SELECT a.id, a.group_id, a.meeting_id, a.position, a.title, a.note, a.link, a.presenter, coalesce(a.minutes, 0) AS minutes,
       a.discussed, a.version
FROM agenda_item a
WHERE a.meeting_id = @meeting AND a.group_id = @group
ORDER BY a.position, a.id`

// Agenda reads a meeting's agenda, in its order.
func (tx *Tx) Agenda(ctx context.Context, group org.GroupID, meeting org.MeetingID) (improvement.Agenda, error) {
	return collect[improvement.AgendaItem](ctx, tx, selectAgenda, pgx.StrictNamedArgs{"group": group, "meeting": meeting})
}

const insertAgendaItem = `-- name: insert agenda item
INSERT INTO agenda_item (group_id, meeting_id, position, title, note, link, presenter, minutes)
SELECT @group, @meeting, (SELECT coalesce(max(a.position), 0) + 1 FROM agenda_item a WHERE a.meeting_id = @meeting),
       @title, @note, @link, @presenter, nullif(@minutes::smallint, 0)
RETURNING id`

// AddAgendaItem stores an item last on its meeting's agenda and gives its id.
func (tx *Tx) AddAgendaItem(ctx context.Context, i improvement.AgendaItem) (improvement.AgendaItemID, error) {
	return value[improvement.AgendaItemID](ctx, tx, insertAgendaItem, pgx.StrictNamedArgs{"group": i.GroupID, "meeting": i.MeetingID,
		"title": i.Title, "note": i.Note, "link": i.Link, "presenter": i.Presenter, "minutes": i.Minutes})
}

const updateAgendaItem = `-- name: update agenda item
UPDATE agenda_item SET title = @title, note = @note, link = @link, presenter = @presenter,
    minutes = nullif(@minutes::smallint, 0), discussed = @discussed, version = version + 1
WHERE id = @id AND group_id = @group AND meeting_id = @meeting AND version = @version`

// SaveAgendaItem stores a changed item, whose place is kept; fault.ErrConflict when
// somebody else changed it since it was read.
func (tx *Tx) SaveAgendaItem(ctx context.Context, i improvement.AgendaItem) error {
	return exec(ctx, tx, updateAgendaItem, pgx.StrictNamedArgs{"id": i.ID, "group": i.GroupID, "meeting": i.MeetingID,
		"version": i.Version, "title": i.Title, "note": i.Note, "link": i.Link, "presenter": i.Presenter, "minutes": i.Minutes,
		"discussed": i.Discussed}, 1, fault.ErrConflict)
}

const orderAgenda = `-- name: order agenda
UPDATE agenda_item a SET position = o.position
FROM unnest(@ids::bigint[], @positions::int[]) AS o(id, position)
WHERE a.id = o.id AND a.meeting_id = @meeting AND a.group_id = @group`

// OrderAgenda stores the items' positions.
func (tx *Tx) OrderAgenda(ctx context.Context, group org.GroupID, meeting org.MeetingID, agenda improvement.Agenda) error {
	ids, positions := make([]improvement.AgendaItemID, len(agenda)), make([]int, len(agenda))
	for n, i := range agenda {
		ids[n], positions[n] = i.ID, i.Position
	}
	return exec(ctx, tx, orderAgenda, pgx.StrictNamedArgs{"group": group, "meeting": meeting, "ids": ids, "positions": positions}, -1, nil)
}

const deleteAgendaItem = `-- name: delete agenda item
DELETE FROM agenda_item WHERE id = @id AND group_id = @group AND meeting_id = @meeting AND version = @version`

// DeleteAgendaItem removes an item. Whatever refers to it must be changed first;
// fault.ErrConflict when somebody else changed it since it was read.
func (tx *Tx) DeleteAgendaItem(ctx context.Context, i improvement.AgendaItem) error {
	return exec(ctx, tx, deleteAgendaItem, pgx.StrictNamedArgs{"id": i.ID, "group": i.GroupID, "meeting": i.MeetingID,
		"version": i.Version}, 1, fault.ErrConflict)
}
