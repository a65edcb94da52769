-- Whom to ask at home, what a new member has seen, a head of clinic's word for what
-- the clinic has handed in, and handing over the coordinator's role.

-- +goose Up
ALTER TABLE person
    -- Written by the person, for the group's members.
    ADD COLUMN phone   text NOT NULL DEFAULT '',
    ADD COLUMN contact text NOT NULL DEFAULT ''; -- when and how to be reached, what to ask about

-- For whom somebody outside the group reads: "Regionsjukvårdsledningen".
ALTER TABLE membership
    ADD COLUMN represents text NOT NULL DEFAULT '',
    ADD CONSTRAINT membership_represents
        CHECK (represents = '' OR role IN ('program_area_chair', 'program_area_member', 'observer'));

-- What of the introduction a member has ticked off; the list itself is the program's.
-- The step "put_away" says that the start page need not tell of it.
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

-- The coordinator's role going from one member to another, with a note for whoever takes it.
CREATE TABLE handover (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id      bigint NOT NULL REFERENCES programme_group,
    -- Who had the role; nobody when the group had no coordinator.
    from_person   bigint REFERENCES person,
    to_person     bigint NOT NULL REFERENCES person,
    first_day     date NOT NULL, -- of the one who takes over
    -- The last day that the former role had before, for taking it back.
    former_last   date,
    note          text NOT NULL DEFAULT '',
    made_by       bigint NOT NULL REFERENCES person,
    made_at       timestamptz NOT NULL,
    taken_back_at timestamptz,
    taken_back_by bigint REFERENCES person,
    CHECK ((taken_back_at IS NULL) = (taken_back_by IS NULL))
);
CREATE INDEX handover_by_group ON handover (group_id, id);

-- What the members of a group have agreed to expect of each other, version by version.
CREATE TABLE group_agreement (
    group_id   bigint NOT NULL REFERENCES programme_group,
    number     integer NOT NULL CHECK (number > 0),
    body       text NOT NULL CHECK (body <> ''),
    written_by bigint NOT NULL REFERENCES person,
    written_at timestamptz NOT NULL,
    PRIMARY KEY (group_id, number)
);

GRANT SELECT, INSERT, DELETE ON introduction_step TO samsyn_app;
GRANT SELECT, INSERT ON submission_acknowledgement, handover, group_agreement TO samsyn_app;
GRANT UPDATE (taken_back_at, taken_back_by) ON handover TO samsyn_app;

-- +goose Down
DROP TABLE group_agreement, handover, submission_acknowledgement, introduction_step;
ALTER TABLE membership DROP COLUMN represents;
ALTER TABLE person DROP COLUMN contact, DROP COLUMN phone;
