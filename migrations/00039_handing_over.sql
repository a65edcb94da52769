-- Whom to ask at home, what a new member has seen, and a head of clinic's word for what
-- the clinic has handed in.

-- +goose Up
ALTER TABLE person
    -- Written by the person, for the group's members.
    ADD COLUMN phone   text NOT NULL DEFAULT '',
    ADD COLUMN contact text NOT NULL DEFAULT ''; -- when and how to be reached, what to ask about

-- What of the introduction a member has ticked off; the list itself is the program's.
CREATE TABLE introduction_step (
    person_id bigint NOT NULL REFERENCES person,
    group_id  bigint NOT NULL REFERENCES programme_group,
    step      text NOT NULL CHECK (step <> ''),
    done_at   timestamptz NOT NULL,
    PRIMARY KEY (person_id, group_id, step)
);

-- A head of clinic has seen what a unit handed in for a period. What is handed in anew
-- has another version and is to be seen again.
CREATE TABLE submission_acknowledgement (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    submission_id bigint NOT NULL REFERENCES submission,
    submitted_at  timestamptz NOT NULL, -- which handing in it is about
    person_id     bigint NOT NULL REFERENCES person,
    comment       text NOT NULL DEFAULT '',
    at            timestamptz NOT NULL,
    CONSTRAINT submission_acknowledgement_once UNIQUE (submission_id, submitted_at, person_id)
);

-- Notes from whoever leaves a role in the group to whoever takes it.
CREATE TABLE handover (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id    bigint NOT NULL REFERENCES programme_group,
    role        text NOT NULL,
    from_person bigint NOT NULL REFERENCES person,
    to_person   bigint NOT NULL REFERENCES person,
    first_day   date NOT NULL, -- of the one who takes over
    note        text NOT NULL DEFAULT '',
    made_by     bigint NOT NULL REFERENCES person,
    made_at     timestamptz NOT NULL
);
CREATE INDEX handover_by_group ON handover (group_id);

GRANT SELECT, INSERT, DELETE ON introduction_step TO samsyn_app;
GRANT SELECT, INSERT ON submission_acknowledgement, handover TO samsyn_app;

-- +goose Down
DROP TABLE handover, submission_acknowledgement, introduction_step;
ALTER TABLE person DROP COLUMN contact, DROP COLUMN phone;
