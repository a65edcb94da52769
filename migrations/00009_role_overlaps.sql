-- Two administrators who give the same role at the same moment must not both
-- succeed: the program's own check sees only what is stored when it looks.

-- +goose Up
-- What such a moment has left behind: the same role twice lasts as long as either.
DELETE FROM membership m USING membership o
WHERE o.id <> m.id AND o.person_id = m.person_id AND o.role = m.role
  AND o.group_id IS NOT DISTINCT FROM m.group_id AND o.unit_id IS NOT DISTINCT FROM m.unit_id
  AND daterange(o.valid_from, o.valid_to, '[]') @> daterange(m.valid_from, m.valid_to, '[]')
  AND (daterange(o.valid_from, o.valid_to, '[]') <> daterange(m.valid_from, m.valid_to, '[]') OR o.id < m.id);
UPDATE membership m SET valid_to = n.valid_from - 1
FROM (SELECT id, lead(valid_from) OVER (PARTITION BY person_id, group_id, unit_id, role ORDER BY valid_from) AS valid_from
      FROM membership) n
WHERE n.id = m.id AND (m.valid_to IS NULL OR m.valid_to >= n.valid_from);

ALTER TABLE membership ADD CONSTRAINT membership_held_once EXCLUDE USING gist (
    person_id WITH =, (coalesce(group_id, 0)) WITH =, (coalesce(unit_id, 0)) WITH =, role WITH =,
    daterange(valid_from, valid_to, '[]') WITH &&);

-- +goose Down
ALTER TABLE membership DROP CONSTRAINT membership_held_once;
