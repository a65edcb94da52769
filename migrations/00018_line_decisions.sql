-- What a group has decided about how lines over time are judged: from which period
-- centre line and limits are computed anew, on how many periods they rest, and
-- which periods are left out of them. Each with its reason.

-- +goose Up
CREATE TABLE line_decision (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id      bigint NOT NULL REFERENCES programme_group,
    indicator_id  bigint NOT NULL,
    stratum_id    bigint REFERENCES stratum,
    -- The unit whose line it is about; without a unit every line of the measure.
    unit_id       bigint,
    kind          text NOT NULL CHECK (kind IN ('phase', 'exclusion')),
    -- The phase's first period, or the one that is left out.
    period_start  date NOT NULL CHECK (extract(day FROM period_start) = 1),
    period_months smallint NOT NULL CHECK (period_months IN (1, 3, 4, 12, 24, 36, 48, 60)),
    -- How many of the phase's first periods its lines rest on; 0 for all.
    baseline      smallint NOT NULL DEFAULT 0,
    reason        text NOT NULL CHECK (reason <> '' AND length(reason) <= 500),
    FOREIGN KEY (indicator_id, group_id) REFERENCES indicator (id, group_id),
    FOREIGN KEY (group_id, unit_id) REFERENCES group_unit (group_id, unit_id),
    CONSTRAINT line_decision_unique UNIQUE NULLS NOT DISTINCT (indicator_id, stratum_id, unit_id, kind, period_start),
    CONSTRAINT line_decision_baseline CHECK (baseline = 0 OR kind = 'phase' AND baseline BETWEEN 10 AND 40)
);
CREATE INDEX line_decision_by_group ON line_decision (group_id, indicator_id);

GRANT SELECT, INSERT, DELETE ON line_decision TO samsyn_app;

-- +goose Down
DROP TABLE line_decision;
