-- What a group opens to everybody and to those who speak for patients, what people answer,
-- and the installation's accessibility statement.

-- +goose Up
-- One row for each kind of thing that is open, and for whom.
CREATE TABLE group_opening (
    group_id  bigint NOT NULL REFERENCES programme_group,
    audience  text NOT NULL CHECK (audience IN ('everybody', 'patients')),
    kind      text NOT NULL CHECK (kind IN ('goals', 'results', 'examples', 'actions', 'documents', 'search', 'proposals', 'draft')),
    opened_at timestamptz NOT NULL,
    opened_by bigint REFERENCES person,
    PRIMARY KEY (group_id, audience, kind)
);
CREATE INDEX group_opening_by_person ON group_opening (opened_by) WHERE opened_by IS NOT NULL;
GRANT SELECT, INSERT, DELETE ON group_opening TO samsyn_app;

-- A good example that everybody may read: what its unit has agreed to, which is one version of
-- it, and that the group opened it.
CREATE TABLE example_opening (
    example_id        bigint PRIMARY KEY REFERENCES example ON DELETE CASCADE,
    consented_version integer NOT NULL,
    consented_at      timestamptz NOT NULL,
    consented_by      bigint REFERENCES person,
    opened_at         timestamptz,
    opened_by         bigint REFERENCES person,
    CHECK (opened_at IS NOT NULL OR opened_by IS NULL)
);
CREATE INDEX example_opening_by_consent ON example_opening (consented_by) WHERE consented_by IS NOT NULL;
CREATE INDEX example_opening_by_opener ON example_opening (opened_by) WHERE opened_by IS NOT NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON example_opening TO samsyn_app;

-- When the group's mark was set, for those who keep copies of its public pages.
ALTER TABLE group_revision ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now();

-- The facts of the installation that its accessibility statement is made of (Swedish law
-- 2018:1937 and the agency's regulations MDFFS 2019:2).
CREATE TABLE accessibility_statement (
    singleton   boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    owner       text NOT NULL CHECK (owner <> '' AND length(owner) <= 200),
    conformance text NOT NULL CHECK (conformance IN ('full', 'partial', 'none', 'untested')),
    shortcomings text NOT NULL DEFAULT '' CHECK (length(shortcomings) <= 5000),
    burdens     text NOT NULL DEFAULT '' CHECK (length(burdens) <= 5000),
    tested_how  text NOT NULL DEFAULT '' CHECK (length(tested_how) <= 2000),
    tested_on   date,
    email       text NOT NULL DEFAULT '' CHECK (length(email) <= 200),
    phone       text NOT NULL DEFAULT '' CHECK (length(phone) <= 100),
    address     text NOT NULL DEFAULT '' CHECK (length(address) <= 500),
    updated_at  timestamptz NOT NULL,
    updated_by  bigint REFERENCES person,
    version     integer NOT NULL DEFAULT 1
);
GRANT SELECT, INSERT, UPDATE ON accessibility_statement TO samsyn_app;

-- What somebody who need not be signed in has written. It has no name.
CREATE TABLE public_feedback (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id   bigint REFERENCES programme_group, -- none: about the site
    kind       text NOT NULL CHECK (kind IN ('accessibility', 'content', 'other')),
    page       text NOT NULL DEFAULT '' CHECK (length(page) <= 300),
    body       text NOT NULL CHECK (body <> '' AND length(body) <= 5000),
    reply_to   text NOT NULL DEFAULT '' CHECK (length(reply_to) <= 200), -- only if its writer wants an answer
    sent_at    timestamptz NOT NULL,
    state      text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'in_work', 'handled')),
    outcome    text NOT NULL DEFAULT '' CHECK (length(outcome) <= 2000),
    handled_at timestamptz,
    handled_by bigint REFERENCES person,
    version    integer NOT NULL DEFAULT 1
);
CREATE INDEX public_feedback_by_group ON public_feedback (group_id, state, sent_at);
CREATE INDEX public_feedback_by_person ON public_feedback (handled_by) WHERE handled_by IS NOT NULL;
GRANT SELECT, INSERT, UPDATE ON public_feedback TO samsyn_app;

-- What somebody who speaks for patients and relatives says of a goal, a proposal or a year's
-- report, and what the group answers.
CREATE TABLE patient_comment (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id    bigint NOT NULL REFERENCES programme_group,
    subject     text NOT NULL CHECK (subject IN ('goal', 'proposal', 'report')),
    goal_id     bigint REFERENCES goal ON DELETE SET NULL,
    proposal_id bigint REFERENCES goal_proposal,
    year        smallint NOT NULL,
    about       text NOT NULL CHECK (about <> '' AND length(about) <= 300), -- its title when it was written
    body        text NOT NULL CHECK (body <> '' AND length(body) <= 5000),
    written_at  timestamptz NOT NULL,
    written_by  bigint NOT NULL REFERENCES person,
    read_at     timestamptz,
    read_by     bigint REFERENCES person,
    answer      text NOT NULL DEFAULT '' CHECK (length(answer) <= 5000),
    answered_at timestamptz,
    answered_by bigint REFERENCES person,
    version     integer NOT NULL DEFAULT 1,
    CHECK ((answer = '') = (answered_at IS NULL)),
    CHECK ((subject = 'proposal') = (proposal_id IS NOT NULL) AND (subject = 'goal' OR goal_id IS NULL))
);
CREATE INDEX patient_comment_by_group ON patient_comment (group_id, year);
CREATE INDEX patient_comment_by_goal ON patient_comment (goal_id) WHERE goal_id IS NOT NULL;
CREATE INDEX patient_comment_by_proposal ON patient_comment (proposal_id) WHERE proposal_id IS NOT NULL;
CREATE INDEX patient_comment_by_writer ON patient_comment (written_by);
CREATE INDEX patient_comment_by_reader ON patient_comment (read_by) WHERE read_by IS NOT NULL;
CREATE INDEX patient_comment_by_answer ON patient_comment (answered_by) WHERE answered_by IS NOT NULL;
GRANT SELECT, INSERT, UPDATE ON patient_comment TO samsyn_app;

-- How patients and relatives have been involved in the goal.
ALTER TABLE goal ADD COLUMN patient_view text NOT NULL DEFAULT '';
ALTER TABLE goal_proposal ADD COLUMN patient_view text NOT NULL DEFAULT '';

-- The measure that counts how many of those asked in the group's survey have answered, and the
-- share of answers, in per cent, below which the survey's other results are marked.
CREATE TABLE group_survey (
    group_id       bigint PRIMARY KEY REFERENCES programme_group,
    indicator_id   bigint NOT NULL,
    response_limit smallint NOT NULL CHECK (response_limit BETWEEN 1 AND 100),
    FOREIGN KEY (indicator_id, group_id) REFERENCES indicator (id, group_id)
);
CREATE INDEX group_survey_by_indicator ON group_survey (indicator_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON group_survey TO samsyn_app;

-- +goose Down
DROP TABLE group_survey;
ALTER TABLE goal_proposal DROP COLUMN patient_view;
ALTER TABLE goal DROP COLUMN patient_view;
DROP TABLE patient_comment, public_feedback, accessibility_statement, example_opening, group_opening;
ALTER TABLE group_revision DROP COLUMN changed_at;
