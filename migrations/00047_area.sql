-- What a programme area answers for: consultations, nominations of persons with their
-- declarations of interests, the chair's turn, working groups for a time, what happens
-- elsewhere, and the preparation of what is lifted.

-- +goose Up
-- What the group has chosen for these things; without a row the defaults hold.
CREATE TABLE area_setting (
    group_id            bigint PRIMARY KEY REFERENCES programme_group,
    -- How long a declaration holds, and how long after that its text is kept at most.
    declaration_months  integer NOT NULL DEFAULT 12 CHECK (declaration_months BETWEEN 1 AND 60),
    keep_months         integer NOT NULL DEFAULT 12 CHECK (keep_months BETWEEN 0 AND 60),
    -- How long a chair's turn is.
    term_months         integer NOT NULL DEFAULT 24 CHECK (term_months BETWEEN 1 AND 120),
    -- Who the healthcare region has in the corresponding national programme area.
    national_person_id  bigint REFERENCES person,
    national_name       text NOT NULL DEFAULT '' CHECK (length(national_name) <= 100),
    version             integer NOT NULL DEFAULT 1
);

-- Something that others ask the group's opinion of.
CREATE TABLE consultation (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id       bigint NOT NULL REFERENCES programme_group,
    title          text NOT NULL CHECK (title <> '' AND length(title) <= 200),
    sender         text NOT NULL CHECK (sender <> '' AND length(sender) <= 200),
    received_on    date NOT NULL,
    -- The sender's last day, and the group's own for the regions' views.
    due_on         date NOT NULL,
    views_due_on   date NOT NULL,
    link           text NOT NULL DEFAULT '' CHECK (length(link) <= 500),
    asked          text NOT NULL DEFAULT '' CHECK (length(asked) <= 5000),
    consequences   text NOT NULL DEFAULT '' CHECK (length(consequences) <= 5000),
    -- Who sees to the answer: a person, or whoever holds a role; with neither, nobody yet.
    owner_id       bigint REFERENCES person,
    owner_role     text NOT NULL DEFAULT '',
    state          text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'ready', 'approved', 'sent', 'declined')),
    answer         text NOT NULL DEFAULT '' CHECK (length(answer) <= 60000),
    -- Why it was given back by whoever approves.
    returned_note  text NOT NULL DEFAULT '' CHECK (length(returned_note) <= 2000),
    approved_at    timestamptz,
    approved_by    bigint REFERENCES person,
    sent_on        date,
    sent_to        text NOT NULL DEFAULT '' CHECK (length(sent_to) <= 200),
    sent_by        bigint REFERENCES person,
    decline_reason text NOT NULL DEFAULT '' CHECK (length(decline_reason) <= 2000),
    created_at     timestamptz NOT NULL,
    created_by     bigint REFERENCES person,
    version        integer NOT NULL DEFAULT 1,
    UNIQUE (id, group_id),
    CHECK (owner_id IS NULL OR owner_role = ''),
    CHECK ((state IN ('approved', 'sent')) = (approved_at IS NOT NULL)),
    CHECK ((state = 'sent') = (sent_on IS NOT NULL)),
    CHECK ((state = 'declined') = (decline_reason <> ''))
);
CREATE INDEX consultation_by_group ON consultation (group_id, due_on DESC);

-- One region's view; no row before anybody there has begun.
CREATE TABLE consultation_view (
    group_id        bigint NOT NULL REFERENCES programme_group,
    consultation_id bigint NOT NULL,
    region_id       bigint NOT NULL REFERENCES region,
    state           text NOT NULL CHECK (state IN ('working', 'given', 'refrains')),
    body            text NOT NULL DEFAULT '' CHECK (length(body) <= 20000),
    written_by      bigint REFERENCES person,
    written_at      timestamptz NOT NULL,
    -- When it was given, or the region said that it has none.
    given_at        timestamptz,
    version         integer NOT NULL DEFAULT 1,
    PRIMARY KEY (consultation_id, region_id),
    FOREIGN KEY (consultation_id, group_id) REFERENCES consultation (id, group_id),
    CHECK ((state = 'working') = (given_at IS NULL))
);

-- What was sent, as it was: the role that the program has can neither change it nor take
-- it away.
CREATE TABLE consultation_archive (
    consultation_id bigint PRIMARY KEY,
    group_id        bigint NOT NULL REFERENCES programme_group,
    content         bytea NOT NULL,
    sha256          bytea NOT NULL CHECK (sha256 = sha256(content)),
    made_at         timestamptz NOT NULL,
    made_by         bigint REFERENCES person,
    FOREIGN KEY (consultation_id, group_id) REFERENCES consultation (id, group_id)
);

-- Somebody asks for names: to a national programme area, a working group, a
-- collaboration group.
CREATE TABLE person_nomination (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id    bigint NOT NULL REFERENCES programme_group,
    title       text NOT NULL CHECK (title <> '' AND length(title) <= 200),
    kind        text NOT NULL CHECK (kind IN ('national_area', 'working_group', 'collaboration_group', 'other')),
    asked_by    text NOT NULL CHECK (asked_by <> '' AND length(asked_by) <= 200),
    received_on date NOT NULL,
    due_on      date NOT NULL,
    competence  text NOT NULL DEFAULT '' CHECK (length(competence) <= 2000),
    link        text NOT NULL DEFAULT '' CHECK (length(link) <= 500),
    note        text NOT NULL DEFAULT '' CHECK (length(note) <= 5000),
    closed_at   timestamptz,
    closed_by   bigint REFERENCES person,
    version     integer NOT NULL DEFAULT 1,
    UNIQUE (id, group_id)
);
CREATE INDEX person_nomination_by_group ON person_nomination (group_id, due_on DESC);

CREATE TABLE nominee (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id      bigint NOT NULL REFERENCES programme_group,
    nomination_id bigint NOT NULL,
    -- With an account, or without.
    person_id     bigint REFERENCES person,
    name          text NOT NULL CHECK (name <> '' AND length(name) <= 100),
    email         text NOT NULL DEFAULT '' CHECK (length(email) <= 200),
    competence    text NOT NULL DEFAULT '' CHECK (length(competence) <= 200),
    profession    text NOT NULL DEFAULT '' CHECK (length(profession) <= 100),
    organisation  text NOT NULL DEFAULT '' CHECK (length(organisation) <= 200),
    region_id     bigint REFERENCES region,
    state         text NOT NULL DEFAULT 'asked'
        CHECK (state IN ('asked', 'proposed', 'nominated', 'appointed', 'not_appointed', 'declined')),
    term_from     date,
    term_to       date CHECK (term_to >= term_from),
    note          text NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
    version       integer NOT NULL DEFAULT 1,
    UNIQUE (id, group_id),
    UNIQUE NULLS DISTINCT (nomination_id, person_id),
    FOREIGN KEY (nomination_id, group_id) REFERENCES person_nomination (id, group_id),
    CHECK (state <> 'appointed' OR term_from IS NOT NULL)
);
CREATE INDEX nominee_by_nomination ON nominee (nomination_id);
CREATE INDEX nominee_by_person ON nominee (person_id) WHERE person_id IS NOT NULL;

-- What somebody who is nominated has declared of interests. Only the use cases of those
-- who handle declarations, and of whoever wrote it, read content and assessment. Nothing
-- of them stands in the log. When the time is out they are thinned: both become NULL.
CREATE TABLE interest_declaration (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id    bigint NOT NULL REFERENCES programme_group,
    nominee_id  bigint NOT NULL,
    content     jsonb,
    given_at    timestamptz NOT NULL,
    -- Who wrote it down: the nominee, or who handles it for somebody without an account.
    given_by    bigint NOT NULL REFERENCES person,
    valid_until date NOT NULL,
    assessment  jsonb,
    handled_at  timestamptz,
    handled_by  bigint REFERENCES person,
    thinned_at  timestamptz,
    thinned_by  bigint REFERENCES person,
    version     integer NOT NULL DEFAULT 1,
    FOREIGN KEY (nominee_id, group_id) REFERENCES nominee (id, group_id),
    CHECK ((thinned_at IS NULL) = (content IS NOT NULL)),
    CHECK (assessment IS NULL OR handled_at IS NOT NULL),
    CHECK (thinned_at IS NULL OR assessment IS NULL)
);
CREATE INDEX interest_declaration_by_nominee ON interest_declaration (nominee_id, id DESC);

-- Whose turn it is to lead.
CREATE TABLE chair_term (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id  bigint NOT NULL REFERENCES programme_group,
    region_id bigint NOT NULL REFERENCES region,
    person_id bigint REFERENCES person,
    name      text NOT NULL DEFAULT '' CHECK (length(name) <= 100),
    from_on   date NOT NULL,
    to_on     date NOT NULL CHECK (to_on >= from_on),
    note      text NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
    version   integer NOT NULL DEFAULT 1
);
CREATE INDEX chair_term_by_group ON chair_term (group_id, from_on);

-- A task for a time under the area.
CREATE TABLE working_group (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id    bigint NOT NULL REFERENCES programme_group,
    title       text NOT NULL CHECK (title <> '' AND length(title) <= 200),
    mandate     text NOT NULL CHECK (mandate <> '' AND length(mandate) <= 10000),
    decided_by  text NOT NULL CHECK (decided_by <> '' AND length(decided_by) <= 200),
    link        text NOT NULL DEFAULT '' CHECK (length(link) <= 500),
    from_on     date NOT NULL,
    to_on       date NOT NULL CHECK (to_on >= from_on),
    ended_on    date,
    outcome     text NOT NULL DEFAULT '' CHECK (length(outcome) <= 5000),
    version     integer NOT NULL DEFAULT 1,
    UNIQUE (id, group_id),
    CHECK (ended_on IS NULL OR outcome <> '')
);
CREATE INDEX working_group_by_group ON working_group (group_id, to_on);

CREATE TABLE working_group_member (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id         bigint NOT NULL REFERENCES programme_group,
    working_group_id bigint NOT NULL,
    person_id        bigint REFERENCES person,
    name             text NOT NULL CHECK (name <> '' AND length(name) <= 100),
    email            text NOT NULL DEFAULT '' CHECK (length(email) <= 200),
    competence       text NOT NULL DEFAULT '' CHECK (length(competence) <= 200),
    profession       text NOT NULL DEFAULT '' CHECK (length(profession) <= 100),
    organisation     text NOT NULL DEFAULT '' CHECK (length(organisation) <= 200),
    region_id        bigint REFERENCES region,
    kind             text NOT NULL DEFAULT 'member' CHECK (kind IN ('leader', 'member')),
    UNIQUE NULLS DISTINCT (working_group_id, person_id),
    FOREIGN KEY (working_group_id, group_id) REFERENCES working_group (id, group_id)
);
CREATE INDEX working_group_member_by_group ON working_group_member (working_group_id);

-- What it has told of: a note or a document by its day; and each time it got longer.
CREATE TABLE working_group_event (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id         bigint NOT NULL REFERENCES programme_group,
    working_group_id bigint NOT NULL,
    kind             text NOT NULL CHECK (kind IN ('report', 'extension')),
    happened_on      date NOT NULL,
    body             text NOT NULL CHECK (body <> '' AND length(body) <= 5000),
    link             text NOT NULL DEFAULT '' CHECK (length(link) <= 500),
    -- An extension's last day before it and after it.
    before_on        date,
    after_on         date CHECK (after_on > before_on),
    written_by       bigint REFERENCES person,
    written_at       timestamptz NOT NULL,
    FOREIGN KEY (working_group_id, group_id) REFERENCES working_group (id, group_id),
    CHECK ((kind = 'extension') = (after_on IS NOT NULL AND before_on IS NOT NULL))
);
CREATE INDEX working_group_event_by_group ON working_group_event (working_group_id, happened_on);

-- What happens elsewhere that may concern the group.
CREATE TABLE outlook_note (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id    bigint NOT NULL REFERENCES programme_group,
    title       text NOT NULL CHECK (title <> '' AND length(title) <= 200),
    body        text NOT NULL DEFAULT '' CHECK (length(body) <= 5000),
    source      text NOT NULL DEFAULT '' CHECK (length(source) <= 200),
    link        text NOT NULL DEFAULT '' CHECK (length(link) <= 500),
    field       text NOT NULL DEFAULT '' CHECK (length(field) <= 100),
    noted_by    bigint REFERENCES person,
    noted_at    timestamptz NOT NULL,
    state       text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'used', 'put_away')),
    -- Where it went on, an address within the site; or why it was put away.
    became      text NOT NULL DEFAULT '' CHECK (length(became) <= 500),
    reason      text NOT NULL DEFAULT '' CHECK (length(reason) <= 2000),
    settled_at  timestamptz,
    settled_by  bigint REFERENCES person,
    version     integer NOT NULL DEFAULT 1,
    UNIQUE (id, group_id),
    CHECK ((state = 'new') = (settled_at IS NULL)),
    CHECK (state <> 'put_away' OR reason <> ''),
    CHECK (state <> 'used' OR became <> '')
);
CREATE INDEX outlook_note_by_group ON outlook_note (group_id, noted_at DESC);

CREATE TABLE outlook_seen (
    group_id  bigint NOT NULL REFERENCES programme_group,
    note_id   bigint NOT NULL,
    person_id bigint NOT NULL REFERENCES person,
    seen_at   timestamptz NOT NULL,
    PRIMARY KEY (note_id, person_id),
    FOREIGN KEY (note_id, group_id) REFERENCES outlook_note (id, group_id)
);

-- How a question was prepared before it is lifted, and what the group did with the answer.
CREATE TABLE matter_preparation (
    matter_id    bigint PRIMARY KEY REFERENCES matter,
    group_id     bigint NOT NULL REFERENCES programme_group,
    tried        text NOT NULL DEFAULT '' CHECK (length(tried) <= 5000),
    alternatives text NOT NULL DEFAULT '' CHECK (length(alternatives) <= 5000),
    asked        text NOT NULL DEFAULT '' CHECK (length(asked) <= 5000),
    -- The day that the answer came, when it is written in later; and what the group did.
    answered_on  date,
    followed     text NOT NULL DEFAULT '' CHECK (length(followed) <= 5000),
    version      integer NOT NULL DEFAULT 1
);

GRANT SELECT, INSERT, UPDATE ON area_setting, consultation, consultation_view, person_nomination, nominee,
    interest_declaration, chair_term, working_group, outlook_note, matter_preparation TO samsyn_app;
GRANT SELECT, INSERT ON consultation_archive, working_group_event, outlook_seen TO samsyn_app;
GRANT SELECT, INSERT, DELETE ON working_group_member TO samsyn_app;
GRANT DELETE ON chair_term TO samsyn_app;

-- +goose Down
DROP TABLE matter_preparation, outlook_seen, outlook_note, working_group_event, working_group_member, working_group,
    chair_term, interest_declaration, nominee, person_nomination, consultation_archive, consultation_view, consultation,
    area_setting;
