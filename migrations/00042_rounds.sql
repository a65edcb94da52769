-- The yearly round of nominations for learning and quality teams: what is nominated, how
-- the clinics weigh it, and what the group decides.

-- +goose Up
CREATE TABLE nomination_round (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id     bigint NOT NULL REFERENCES programme_group,
    year         smallint NOT NULL CHECK (year BETWEEN 1990 AND 2200),
    invitation   text NOT NULL CHECK (invitation <> '' AND length(invitation) <= 5000),
    opens_on     date NOT NULL,
    -- The last day that something can be nominated.
    closes_on    date NOT NULL,
    -- When the group means to decide.
    decides_on   date,
    -- How many teams are to be chosen.
    wanted       smallint NOT NULL CHECK (wanted BETWEEN 1 AND 20),
    -- Closed before its last day, and why its last day was moved.
    closed_at    timestamptz,
    closed_by    bigint REFERENCES person,
    extended_why text NOT NULL DEFAULT '' CHECK (length(extended_why) <= 2000),
    -- The decision: when, and at which meeting when one is recorded.
    decided_on   date,
    decided_by   bigint REFERENCES person,
    meeting_id   bigint,
    created_by   bigint REFERENCES person,
    created_at   timestamptz NOT NULL,
    version      integer NOT NULL DEFAULT 1,
    UNIQUE (id, group_id),
    CONSTRAINT nomination_round_year UNIQUE (group_id, year),
    FOREIGN KEY (meeting_id, group_id) REFERENCES meeting (id, group_id),
    CHECK (closes_on >= opens_on),
    CHECK (decides_on > closes_on)
);

CREATE TABLE nomination (
    id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id          bigint NOT NULL,
    round_id          bigint NOT NULL,
    -- The unit that nominates; none for those who nominate for no unit.
    unit_id           bigint,
    title             text NOT NULL CHECK (title <> '' AND length(title) <= 200),
    kind              text NOT NULL DEFAULT '' CHECK (kind IN ('', 'diagnosis', 'care', 'pathway', 'across_sectors')),
    problem           text NOT NULL DEFAULT '' CHECK (length(problem) <= 5000),
    -- The two criteria, each with why.
    poor_quality      boolean NOT NULL DEFAULT false,
    poor_quality_why  text NOT NULL DEFAULT '' CHECK (length(poor_quality_why) <= 5000),
    variation         boolean NOT NULL DEFAULT false,
    variation_why     text NOT NULL DEFAULT '' CHECK (length(variation_why) <= 5000),
    effect            text NOT NULL DEFAULT '' CHECK (length(effect) <= 5000),
    data_source       text NOT NULL DEFAULT '' CHECK (length(data_source) <= 2000),
    known             text NOT NULL DEFAULT '' CHECK (length(known) <= 5000),
    parties           text[] NOT NULL DEFAULT '{}',
    other_parties     text NOT NULL DEFAULT '' CHECK (length(other_parties) <= 500),
    resources         text NOT NULL DEFAULT '' CHECK (length(resources) <= 2000),
    begins_on         date,
    ends_on           date,
    state             text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'sent', 'withdrawn')),
    written_by        bigint REFERENCES person,
    written_at        timestamptz NOT NULL,
    -- When what is nominated was last changed.
    changed_at        timestamptz NOT NULL,
    sent_by           bigint REFERENCES person,
    sent_at           timestamptz,
    withdrawn_by      bigint REFERENCES person,
    withdrawn_at      timestamptz,
    -- The nomination of an earlier round that it goes on from.
    previous_id       bigint REFERENCES nomination ON DELETE SET NULL,
    outcome           text NOT NULL DEFAULT '' CHECK (outcome IN ('', 'chosen', 'kept', 'declined')),
    outcome_reason    text NOT NULL DEFAULT '' CHECK (length(outcome_reason) <= 2000),
    version           integer NOT NULL DEFAULT 1,
    UNIQUE (id, group_id),
    FOREIGN KEY (round_id, group_id) REFERENCES nomination_round (id, group_id),
    FOREIGN KEY (group_id, unit_id) REFERENCES group_unit (group_id, unit_id),
    CHECK (ends_on > begins_on),
    CHECK (state = 'draft' OR sent_at IS NOT NULL),
    CHECK ((state = 'withdrawn') = (withdrawn_at IS NOT NULL)),
    CHECK (outcome = '' OR state = 'sent' AND outcome_reason <> '')
);
CREATE INDEX nomination_by_round ON nomination (round_id);
-- What was kept comes along once.
CREATE UNIQUE INDEX nomination_brought_once ON nomination (previous_id) WHERE previous_id IS NOT NULL AND state <> 'withdrawn';

-- The measures whose figures are the evidence for a criterion.
CREATE TABLE nomination_measure (
    nomination_id bigint NOT NULL REFERENCES nomination ON DELETE CASCADE,
    criterion     text NOT NULL CHECK (criterion IN ('poor_quality', 'variation')),
    indicator_id  bigint NOT NULL REFERENCES indicator,
    PRIMARY KEY (nomination_id, criterion, indicator_id)
);

CREATE TABLE nomination_promise (
    nomination_id bigint NOT NULL REFERENCES nomination ON DELETE CASCADE,
    promise_id    bigint NOT NULL REFERENCES patient_promise,
    PRIMARY KEY (nomination_id, promise_id)
);

-- The group's units that are to be in the team.
CREATE TABLE nomination_unit (
    nomination_id bigint NOT NULL,
    group_id      bigint NOT NULL,
    unit_id       bigint NOT NULL,
    PRIMARY KEY (nomination_id, unit_id),
    FOREIGN KEY (nomination_id, group_id) REFERENCES nomination (id, group_id) ON DELETE CASCADE,
    FOREIGN KEY (group_id, unit_id) REFERENCES group_unit (group_id, unit_id)
);

-- Whom the nomination proposes as experts.
CREATE TABLE nomination_expert (
    nomination_id bigint NOT NULL REFERENCES nomination ON DELETE CASCADE,
    position      integer NOT NULL,
    name          text NOT NULL CHECK (name <> '' AND length(name) <= 200),
    competence    text NOT NULL CHECK (competence <> '' AND length(competence) <= 200),
    PRIMARY KEY (nomination_id, position)
);

-- A clinic's word on a nomination: how strong each criterion is, and its stand.
CREATE TABLE nomination_weighing (
    nomination_id bigint NOT NULL,
    group_id      bigint NOT NULL,
    unit_id       bigint NOT NULL,
    poor_quality  text NOT NULL DEFAULT '' CHECK (poor_quality IN ('', 'weak', 'moderate', 'strong')),
    variation     text NOT NULL DEFAULT '' CHECK (variation IN ('', 'weak', 'moderate', 'strong')),
    stand         text NOT NULL CHECK (stand IN ('supports', 'with_remark', 'against')),
    remark        text NOT NULL DEFAULT '' CHECK (length(remark) <= 2000),
    person_id     bigint NOT NULL REFERENCES person,
    taken_at      timestamptz NOT NULL,
    PRIMARY KEY (nomination_id, unit_id),
    FOREIGN KEY (nomination_id, group_id) REFERENCES nomination (id, group_id) ON DELETE CASCADE,
    FOREIGN KEY (group_id, unit_id) REFERENCES group_unit (group_id, unit_id),
    CHECK (stand = 'supports' OR remark <> '')
);

GRANT SELECT, INSERT, UPDATE ON nomination_weighing TO samsyn_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON nomination_round, nomination, nomination_measure, nomination_promise, nomination_unit, nomination_expert TO samsyn_app;

-- +goose Down
DROP TABLE nomination_weighing, nomination_expert, nomination_unit, nomination_promise, nomination_measure, nomination, nomination_round;
