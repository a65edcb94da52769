-- Rules across measures that a group's coordinator writes: one part of a unit's
-- figure held against a part of another, as home-care days against care days. A
-- figure that breaks one is warned about, never refused.

-- +goose Up
CREATE TABLE figure_rule (
    id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id           bigint NOT NULL REFERENCES programme_group,
    left_indicator_id  bigint NOT NULL,
    left_kind          text NOT NULL,
    left_part          text NOT NULL,
    relation           text NOT NULL CHECK (relation IN ('at_most', 'at_least', 'equals')),
    right_indicator_id bigint NOT NULL,
    right_kind         text NOT NULL,
    right_part         text NOT NULL,
    -- What the representative reads where the rule is broken.
    explanation        text NOT NULL CHECK (explanation <> '' AND length(explanation) <= 500),
    active             boolean NOT NULL DEFAULT true,
    version            integer NOT NULL DEFAULT 1,
    FOREIGN KEY (left_indicator_id, group_id) REFERENCES indicator (id, group_id),
    FOREIGN KEY (right_indicator_id, group_id) REFERENCES indicator (id, group_id),
    FOREIGN KEY (left_indicator_id, left_kind) REFERENCES indicator (id, kind),
    FOREIGN KEY (right_indicator_id, right_kind) REFERENCES indicator (id, kind),
    CONSTRAINT figure_rule_unique UNIQUE (group_id, left_indicator_id, left_part, relation, right_indicator_id, right_part),
    -- Only parts that a measure of the kind has.
    CONSTRAINT figure_rule_left CHECK (CASE left_part
        WHEN 'value' THEN left_kind IN ('proportion', 'rate', 'mean', 'score', 'count')
        WHEN 'numerator' THEN left_kind IN ('proportion', 'rate')
        WHEN 'denominator' THEN left_kind IN ('proportion', 'rate', 'mean', 'score')
        ELSE false END),
    CONSTRAINT figure_rule_right CHECK (CASE right_part
        WHEN 'value' THEN right_kind IN ('proportion', 'rate', 'mean', 'score', 'count')
        WHEN 'numerator' THEN right_kind IN ('proportion', 'rate')
        WHEN 'denominator' THEN right_kind IN ('proportion', 'rate', 'mean', 'score')
        ELSE false END),
    CHECK (left_indicator_id <> right_indicator_id OR left_part <> right_part)
);

GRANT SELECT, INSERT, UPDATE ON figure_rule TO samsyn_app;

-- +goose Down
DROP TABLE figure_rule;
