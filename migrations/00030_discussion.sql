-- What people say to each other between the meetings, and ask of each other.

-- +goose Up
CREATE TABLE post (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id     bigint NOT NULL REFERENCES programme_group,
    -- What it is about: one of these.
    goal_id      bigint,
    proposal_id  bigint,
    indicator_id bigint,
    example_id   bigint,
    action_id    bigint,
    -- Which comparison of the measure, as the address of its span; "" for the measure itself.
    span         text NOT NULL DEFAULT '' CHECK (length(span) <= 20),
    author_id    bigint NOT NULL REFERENCES person,
    body         text NOT NULL CHECK (length(body) <= 5000),
    written_at   timestamptz NOT NULL,
    edited_at    timestamptz,
    -- Taken away: the place in the talk stays, the words do not.
    removed_at   timestamptz,
    removed_by   bigint REFERENCES person,
    version      integer NOT NULL DEFAULT 1,
    -- Which thing it is about, the same for all posts of one talk.
    kind         text NOT NULL GENERATED ALWAYS AS (CASE WHEN goal_id IS NOT NULL THEN 'goal' WHEN proposal_id IS NOT NULL THEN 'proposal'
        WHEN indicator_id IS NOT NULL THEN 'indicator' WHEN example_id IS NOT NULL THEN 'example' ELSE 'action' END) STORED,
    subject_id   bigint NOT NULL GENERATED ALWAYS AS (coalesce(goal_id, proposal_id, indicator_id, example_id, action_id)) STORED,
    FOREIGN KEY (goal_id, group_id) REFERENCES goal (id, group_id) ON DELETE CASCADE,
    FOREIGN KEY (proposal_id, group_id) REFERENCES goal_proposal (id, group_id),
    FOREIGN KEY (indicator_id, group_id) REFERENCES indicator (id, group_id),
    FOREIGN KEY (example_id, group_id) REFERENCES example (id, group_id),
    FOREIGN KEY (action_id, group_id) REFERENCES action (id, group_id),
    CHECK (num_nonnulls(goal_id, proposal_id, indicator_id, example_id, action_id) = 1),
    CHECK (span = '' OR indicator_id IS NOT NULL),
    CHECK ((removed_at IS NULL) = (body <> ''))
);
CREATE INDEX post_by_group ON post (group_id, written_at);
CREATE INDEX post_by_subject ON post (group_id, kind, subject_id, span, id);
CREATE INDEX post_by_goal ON post (goal_id) WHERE goal_id IS NOT NULL;

CREATE TABLE post_mention (
    post_id   bigint NOT NULL REFERENCES post ON DELETE CASCADE,
    person_id bigint NOT NULL REFERENCES person,
    PRIMARY KEY (post_id, person_id)
);
CREATE INDEX post_mention_by_person ON post_mention (person_id);

-- Which posts a person has been told of by mail, so that nobody is told twice.
CREATE TABLE post_told (
    post_id   bigint NOT NULL REFERENCES post ON DELETE CASCADE,
    person_id bigint NOT NULL REFERENCES person,
    told_at   timestamptz NOT NULL,
    PRIMARY KEY (post_id, person_id)
);

-- Whether the person wants mails about what is said.
ALTER TABLE person ADD COLUMN talk_digest boolean NOT NULL DEFAULT true;

-- A unit that asks for help: the process support, or another unit.
CREATE TABLE support_request (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id    bigint NOT NULL REFERENCES programme_group,
    unit_id     bigint NOT NULL,
    -- None asks the process support.
    asked_unit  bigint,
    title       text NOT NULL CHECK (title <> '' AND length(title) <= 200),
    body        text NOT NULL DEFAULT '' CHECK (length(body) <= 5000),
    -- What it is about: an address within the site, with its words; or neither.
    link        text NOT NULL DEFAULT '' CHECK (link = '' OR link ~ '^/[^/]'),
    link_text   text NOT NULL DEFAULT '' CHECK (length(link_text) <= 200),
    state       text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'taken', 'answered', 'closed', 'withdrawn')),
    asked_by    bigint NOT NULL REFERENCES person,
    asked_at    timestamptz NOT NULL,
    taken_by    bigint REFERENCES person,
    taken_at    timestamptz,
    answer      text NOT NULL DEFAULT '' CHECK (length(answer) <= 5000),
    answered_by bigint REFERENCES person,
    answered_at timestamptz,
    -- When it was closed, or withdrawn.
    ended_by    bigint REFERENCES person,
    ended_at    timestamptz,
    version     integer NOT NULL DEFAULT 1,
    UNIQUE (id, group_id),
    FOREIGN KEY (group_id, unit_id) REFERENCES group_unit (group_id, unit_id),
    FOREIGN KEY (group_id, asked_unit) REFERENCES group_unit (group_id, unit_id),
    CHECK (asked_unit <> unit_id),
    CHECK ((link = '') = (link_text = '')),
    CHECK (state <> 'taken' OR taken_at IS NOT NULL),
    CHECK (state <> 'answered' OR answered_at IS NOT NULL),
    CHECK ((answered_at IS NULL) = (answer = '')),
    CHECK ((state IN ('closed', 'withdrawn')) = (ended_at IS NOT NULL))
);
CREATE INDEX support_request_by_group ON support_request (group_id, state, asked_at);

GRANT SELECT, INSERT, UPDATE ON post, support_request TO samsyn_app;
GRANT SELECT, INSERT, DELETE ON post_mention TO samsyn_app;
GRANT SELECT, INSERT ON post_told TO samsyn_app;

-- +goose Down
ALTER TABLE person DROP COLUMN talk_digest;
DROP TABLE support_request, post_told, post_mention, post;
