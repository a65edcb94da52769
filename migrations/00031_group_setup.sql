-- A group that is set up in the browser: what it is called and has been called, which
-- national area it answers to, and how far its coordinator has come.

-- +goose Up
ALTER TABLE programme_group
    -- The national programme area that the group's field belongs to, in words.
    ADD COLUMN national_area text NOT NULL DEFAULT '' CHECK (length(national_area) <= 200),
    -- When the set-up was done with. A group that a program sets up is; one that the
    -- administrator makes is not until its coordinator has been through it.
    ADD COLUMN set_up_at timestamptz DEFAULT now(),
    -- Whether somebody has decided how often the group collects and by which days: a
    -- new group only has those that every group starts with.
    ADD COLUMN days_decided boolean NOT NULL DEFAULT true;

-- What a group has been called: its name in old papers.
CREATE TABLE group_former_name (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id  bigint NOT NULL REFERENCES programme_group,
    name      text NOT NULL CHECK (name <> '' AND length(name) <= 200),
    from_year smallint CHECK (from_year BETWEEN 1900 AND 2200),
    to_year   smallint CHECK (to_year BETWEEN 1900 AND 2200),
    CONSTRAINT group_former_name_unique UNIQUE (group_id, name),
    CHECK (from_year IS NULL OR to_year IS NULL OR to_year >= from_year)
);

GRANT SELECT, INSERT, DELETE ON group_former_name TO samsyn_app;

-- +goose Down
DROP TABLE group_former_name;
ALTER TABLE programme_group DROP COLUMN national_area, DROP COLUMN set_up_at, DROP COLUMN days_decided;
