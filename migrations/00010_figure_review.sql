-- The convener looks at one figure at a time: each can be approved or sent back
-- by itself. What a figure said when it was approved is kept, so that a change
-- after that can be told from it.

-- +goose Up
ALTER TABLE figure
    -- The unit's answer to what looked odd, "" while it has not answered.
    ADD COLUMN confirmation text NOT NULL DEFAULT '' CHECK (length(confirmation) <= 2000),
    -- None while nobody has looked, or since it was changed.
    ADD COLUMN review text CHECK (review IN ('approved', 'returned')),
    ADD COLUMN reviewed_at timestamptz,
    ADD COLUMN reviewed_by bigint REFERENCES person,
    -- Why it was sent back, and the version that was; kept until it is approved.
    ADD COLUMN returned_version integer,
    ADD COLUMN return_reason text NOT NULL DEFAULT '' CHECK (length(return_reason) <= 2000),
    -- Why an approved figure was changed; kept until it is approved again.
    ADD COLUMN change_reason text NOT NULL DEFAULT '' CHECK (length(change_reason) <= 2000),
    ADD CONSTRAINT figure_review_facts CHECK (CASE review
        WHEN 'approved' THEN reviewed_at IS NOT NULL AND return_reason = '' AND change_reason = ''
        WHEN 'returned' THEN reviewed_at IS NOT NULL AND return_reason <> '' AND returned_version IS NOT NULL
        ELSE true END);

-- What a figure said when it was last approved.
CREATE TABLE approved_figure (
    figure_id         bigint PRIMARY KEY REFERENCES figure,
    state             text NOT NULL,
    numerator         numeric,
    denominator       numeric,
    mean              numeric,
    sd                numeric,
    text_value        text,
    yes_value         boolean,
    valid_from        date,
    valid_to          date,
    missing_reason_id bigint REFERENCES missing_reason,
    comment           text NOT NULL,
    version           integer NOT NULL,
    approved_at       timestamptz NOT NULL,
    approved_by       bigint REFERENCES person
);

-- Those in submissions that were approved as a whole. A submission that is open
-- again was approved too, but nobody knows which figures have changed since.
UPDATE figure f SET review = 'approved', reviewed_at = s.approved_at, reviewed_by = s.approved_by
FROM submission s WHERE s.id = f.submission_id AND s.state IN ('approved', 'final') AND s.approved_at IS NOT NULL;

INSERT INTO approved_figure (figure_id, state, numerator, denominator, mean, sd, text_value, yes_value, valid_from,
    valid_to, missing_reason_id, comment, version, approved_at, approved_by)
SELECT f.id, f.state, f.numerator, f.denominator, f.mean, f.sd, f.text_value, f.yes_value, f.valid_from,
    f.valid_to, f.missing_reason_id, f.comment, f.version, f.reviewed_at, f.reviewed_by
FROM figure f WHERE f.review = 'approved';

-- The history of a figure is read from the log, also of one that was emptied.
CREATE INDEX audit_by_figure ON audit (group_id, unit_id, (coalesce(after, before)->>'indicator'))
    WHERE subject = 'figure';

GRANT SELECT, INSERT, UPDATE ON approved_figure TO samsyn_app;

-- +goose Down
DROP INDEX audit_by_figure;
DROP TABLE approved_figure;
ALTER TABLE figure DROP COLUMN confirmation, DROP COLUMN review, DROP COLUMN reviewed_at, DROP COLUMN reviewed_by,
    DROP COLUMN returned_version, DROP COLUMN return_reason, DROP COLUMN change_reason;
