-- When the group meets, what it takes up, and what it decides.

-- +goose Up
-- Meetings that come again: the place, the link and the agenda of the next one.
CREATE TABLE meeting_series (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id   bigint NOT NULL REFERENCES programme_group,
    title      text NOT NULL CHECK (title <> '' AND length(title) <= 200),
    place      text NOT NULL DEFAULT '' CHECK (length(place) <= 200),
    video_link text NOT NULL DEFAULT '' CHECK (length(video_link) <= 500),
    -- The usual agenda, one item on each line.
    agenda     text NOT NULL DEFAULT '' CHECK (length(agenda) <= 5000),
    active     boolean NOT NULL DEFAULT true,
    version    integer NOT NULL DEFAULT 1,
    UNIQUE (id, group_id)
);
CREATE INDEX meeting_series_by_group ON meeting_series (group_id);

CREATE TABLE meeting (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id      bigint NOT NULL REFERENCES programme_group,
    series_id     bigint,
    -- A joint meeting is the group's own, which there must be at least one of in a year.
    kind          text NOT NULL CHECK (kind IN ('joint', 'working', 'body', 'network')),
    title         text NOT NULL CHECK (title <> '' AND length(title) <= 200),
    starts_at     timestamptz NOT NULL,
    ends_at       timestamptz NOT NULL CHECK (ends_at > starts_at),
    place         text NOT NULL DEFAULT '' CHECK (length(place) <= 200),
    video_link    text NOT NULL DEFAULT '' CHECK (length(video_link) <= 500),
    -- Another meeting that it is held in connection with, in words.
    connected_to  text NOT NULL DEFAULT '' CHECK (length(connected_to) <= 200),
    state         text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'called', 'held', 'cancelled')),
    -- How often the invitation has been changed since it first went out (RFC 5545, SEQUENCE).
    call_sequence integer NOT NULL DEFAULT 0,
    called_at     timestamptz,
    -- Who first sent it, to whom answers go.
    called_by     bigint REFERENCES person,
    -- The minutes: numbered by year when the meeting is held, and published once.
    minutes_year   smallint,
    minutes_number integer,
    minutes_text  text NOT NULL DEFAULT '' CHECK (length(minutes_text) <= 50000),
    minutes_version integer NOT NULL DEFAULT 1,
    published_at  timestamptz,
    published_by  bigint REFERENCES person,
    version       integer NOT NULL DEFAULT 1,
    UNIQUE (id, group_id),
    FOREIGN KEY (series_id, group_id) REFERENCES meeting_series (id, group_id),
    CHECK (state <> 'called' OR called_at IS NOT NULL),
    CHECK (minutes_number IS NULL OR state = 'held'),
    CHECK ((minutes_year IS NULL) = (minutes_number IS NULL)),
    CHECK (published_at IS NULL OR minutes_number IS NOT NULL),
    CONSTRAINT minutes_number_unique UNIQUE (group_id, minutes_year, minutes_number)
);
CREATE INDEX meeting_by_group ON meeting (group_id, starts_at);

CREATE TABLE agenda_item (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id     bigint NOT NULL REFERENCES programme_group,
    meeting_id   bigint NOT NULL,
    position     integer NOT NULL DEFAULT 0,
    title        text NOT NULL CHECK (title <> '' AND length(title) <= 200),
    note         text NOT NULL DEFAULT '' CHECK (length(note) <= 5000),
    -- Where what the item is about can be read: an address within the site, or "".
    link         text NOT NULL DEFAULT '' CHECK (link = '' OR link ~ '^/[^/]'),
    presenter    text NOT NULL DEFAULT '' CHECK (length(presenter) <= 100),
    minutes      smallint CHECK (minutes BETWEEN 1 AND 600),
    -- What was said, for the minutes.
    discussed    text NOT NULL DEFAULT '' CHECK (length(discussed) <= 20000),
    version      integer NOT NULL DEFAULT 1,
    UNIQUE (id, group_id),
    FOREIGN KEY (meeting_id, group_id) REFERENCES meeting (id, group_id)
);
CREATE INDEX agenda_item_by_meeting ON agenda_item (meeting_id, position);

-- Who is invited, and who came. A guest has no account.
CREATE TABLE meeting_participant (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id     bigint NOT NULL REFERENCES programme_group,
    meeting_id   bigint NOT NULL,
    person_id    bigint REFERENCES person,
    -- As they are to stand in the minutes, whatever happens to them later.
    name         text NOT NULL CHECK (name <> '' AND length(name) <= 100),
    email        text NOT NULL DEFAULT '' CHECK (length(email) <= 200),
    organisation text NOT NULL DEFAULT '' CHECK (length(organisation) <= 200),
    region_id    bigint REFERENCES region,
    -- What they speak for: "mandat för hela länet".
    mandate      text NOT NULL DEFAULT '' CHECK (length(mandate) <= 200),
    attended     text NOT NULL DEFAULT 'unknown' CHECK (attended IN ('unknown', 'present', 'remote', 'absent')),
    -- The call_sequence of the invitation they last got; NULL before any.
    called_sequence integer,
    UNIQUE NULLS DISTINCT (meeting_id, person_id),
    FOREIGN KEY (meeting_id, group_id) REFERENCES meeting (id, group_id)
);
CREATE INDEX meeting_participant_by_meeting ON meeting_participant (meeting_id);

CREATE TABLE decision (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id       bigint NOT NULL REFERENCES programme_group,
    meeting_id     bigint NOT NULL,
    agenda_item_id bigint,
    -- Counted within the meeting.
    number         integer NOT NULL,
    text           text NOT NULL CHECK (text <> '' AND length(text) <= 2000),
    version        integer NOT NULL DEFAULT 1,
    UNIQUE (id, group_id),
    CONSTRAINT decision_number_unique UNIQUE (meeting_id, number),
    FOREIGN KEY (meeting_id, group_id) REFERENCES meeting (id, group_id),
    FOREIGN KEY (agenda_item_id, group_id) REFERENCES agenda_item (id, group_id)
);

-- A question between meetings: it is answered, becomes an item on an agenda, or is
-- lifted to the body above, which answers.
CREATE TABLE matter (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id       bigint NOT NULL REFERENCES programme_group,
    title          text NOT NULL CHECK (title <> '' AND length(title) <= 200),
    body           text NOT NULL DEFAULT '' CHECK (length(body) <= 5000),
    -- What it is about: an address within the site, or "".
    link           text NOT NULL DEFAULT '' CHECK (link = '' OR link ~ '^/[^/]'),
    state          text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'on_agenda', 'lifted', 'answered', 'withdrawn')),
    asked_by       bigint REFERENCES person,
    asked_at       timestamptz NOT NULL,
    unit_id        bigint,
    agenda_item_id bigint,
    lifted_to      bigint REFERENCES body,
    lifted_at      timestamptz,
    lifted_by      bigint REFERENCES person,
    -- What the body needs to know, written by whoever lifts.
    lifted_note    text NOT NULL DEFAULT '' CHECK (length(lifted_note) <= 5000),
    answer         text NOT NULL DEFAULT '' CHECK (length(answer) <= 5000),
    answered_at    timestamptz,
    answered_by    bigint REFERENCES person,
    version        integer NOT NULL DEFAULT 1,
    UNIQUE (id, group_id),
    FOREIGN KEY (group_id, unit_id) REFERENCES group_unit (group_id, unit_id),
    FOREIGN KEY (agenda_item_id, group_id) REFERENCES agenda_item (id, group_id),
    CHECK (state <> 'on_agenda' OR agenda_item_id IS NOT NULL),
    CHECK (state <> 'lifted' OR lifted_at IS NOT NULL),
    CHECK ((state = 'answered') = (answered_at IS NOT NULL))
);
CREATE INDEX matter_by_group ON matter (group_id, state, asked_at);

GRANT SELECT, INSERT, UPDATE ON meeting_series, meeting, agenda_item, meeting_participant, decision, matter TO samsyn_app;
GRANT DELETE ON agenda_item, meeting_participant, decision TO samsyn_app;

-- +goose Down
DROP TABLE matter, decision, meeting_participant, agenda_item, meeting, meeting_series;
