-- Learning and quality teams: a network of units with one aim, for about two years.

-- +goose Up
CREATE TABLE improvement_team (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id      bigint NOT NULL REFERENCES programme_group,
    title         text NOT NULL CHECK (title <> '' AND length(title) <= 200),
    -- What is to become better for children and families.
    aim           text NOT NULL CHECK (aim <> '' AND length(aim) <= 5000),
    -- Who else it takes: maternity care, primary care, the municipality.
    parties       text NOT NULL DEFAULT '' CHECK (length(parties) <= 2000),
    begins_on     date NOT NULL,
    ends_on       date NOT NULL CHECK (ends_on > begins_on),
    state         text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'running', 'handed_over', 'ended')),
    -- The nomination that it was begun from.
    nomination_id bigint UNIQUE,
    settled_on    date,
    -- What was learnt, and why a team ended without handing over.
    end_note      text NOT NULL DEFAULT '' CHECK (length(end_note) <= 5000),
    -- What goes on in ordinary work, and who sees to it: the action that was made of it.
    continues     text NOT NULL DEFAULT '' CHECK (length(continues) <= 5000),
    action_id     bigint,
    written_at    timestamptz NOT NULL,
    written_by    bigint REFERENCES person,
    version       integer NOT NULL DEFAULT 1,
    UNIQUE (id, group_id),
    FOREIGN KEY (action_id, group_id) REFERENCES action (id, group_id),
    CHECK ((state IN ('handed_over', 'ended')) = (settled_on IS NOT NULL)),
    CHECK (settled_on IS NULL OR end_note <> '')
);
CREATE INDEX improvement_team_by_group ON improvement_team (group_id, state);

-- The units that take part. A unit that opens its results does so to the others that do.
CREATE TABLE team_unit (
    team_id   bigint NOT NULL,
    group_id  bigint NOT NULL,
    unit_id   bigint NOT NULL,
    opened_at timestamptz,
    opened_by bigint REFERENCES person,
    PRIMARY KEY (team_id, unit_id),
    FOREIGN KEY (team_id, group_id) REFERENCES improvement_team (id, group_id),
    FOREIGN KEY (group_id, unit_id) REFERENCES group_unit (group_id, unit_id),
    CHECK ((opened_at IS NULL) = (opened_by IS NULL))
);
CREATE INDEX team_unit_by_unit ON team_unit (group_id, unit_id);

-- Who takes part: a unit's local improvement team, the expert group, people asked in.
CREATE TABLE team_member (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    team_id      bigint NOT NULL,
    group_id     bigint NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('local', 'expert', 'invited')),
    unit_id      bigint,
    -- Somebody with an account; none for somebody without.
    person_id    bigint REFERENCES person,
    name         text NOT NULL CHECK (name <> '' AND length(name) <= 200),
    email        text NOT NULL DEFAULT '' CHECK (length(email) <= 200),
    competence   text NOT NULL CHECK (competence IN ('clinical', 'improvement', 'data', 'patient', 'leadership', 'other')),
    profession   text NOT NULL DEFAULT '' CHECK (length(profession) <= 200),
    organisation text NOT NULL DEFAULT '' CHECK (length(organisation) <= 200),
    version      integer NOT NULL DEFAULT 1,
    FOREIGN KEY (team_id, group_id) REFERENCES improvement_team (id, group_id),
    FOREIGN KEY (team_id, unit_id) REFERENCES team_unit (team_id, unit_id) ON DELETE CASCADE,
    CHECK ((kind = 'local') = (unit_id IS NOT NULL))
);
CREATE INDEX team_member_by_team ON team_member (team_id);
CREATE INDEX team_member_by_person ON team_member (person_id) WHERE person_id IS NOT NULL;

CREATE TABLE team_goal (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    team_id    bigint NOT NULL,
    group_id   bigint NOT NULL,
    title      text NOT NULL CHECK (title <> '' AND length(title) <= 200),
    body       text NOT NULL DEFAULT '' CHECK (length(body) <= 2000),
    -- The group's goal that it is a step towards.
    goal_id    bigint,
    -- Handed over to become the group's.
    carried_on boolean NOT NULL DEFAULT false,
    version    integer NOT NULL DEFAULT 1,
    UNIQUE (id, team_id),
    FOREIGN KEY (team_id, group_id) REFERENCES improvement_team (id, group_id),
    FOREIGN KEY (goal_id, group_id) REFERENCES goal (id, group_id) ON DELETE SET NULL (goal_id)
);
CREATE INDEX team_goal_by_team ON team_goal (team_id);
CREATE INDEX team_goal_by_goal ON team_goal (goal_id) WHERE goal_id IS NOT NULL;

-- How a team sees whether it becomes better: a share, by week, month or quarter.
CREATE TABLE team_measure (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    team_id          bigint NOT NULL,
    group_id         bigint NOT NULL,
    team_goal_id     bigint,
    -- The group's measure that it follows more often, or as it is.
    indicator_id     bigint,
    name             text NOT NULL CHECK (name <> '' AND length(name) <= 200),
    numerator_text   text NOT NULL CHECK (numerator_text <> '' AND length(numerator_text) <= 500),
    denominator_text text NOT NULL CHECK (denominator_text <> '' AND length(denominator_text) <= 500),
    rhythm           text NOT NULL CHECK (rhythm IN ('week', 'month', 'quarter')),
    direction        text NOT NULL CHECK (direction IN ('higher', 'lower')),
    starts_on        date NOT NULL,
    -- In per cent.
    baseline         numeric CHECK (baseline BETWEEN 0 AND 100),
    target           numeric CHECK (target BETWEEN 0 AND 100),
    version          integer NOT NULL DEFAULT 1,
    UNIQUE (id, team_id),
    FOREIGN KEY (team_id, group_id) REFERENCES improvement_team (id, group_id),
    FOREIGN KEY (team_goal_id, team_id) REFERENCES team_goal (id, team_id) ON DELETE SET NULL (team_goal_id),
    FOREIGN KEY (indicator_id, group_id) REFERENCES indicator (id, group_id)
);
CREATE INDEX team_measure_by_team ON team_measure (team_id);

-- A unit's figures. Zero, missing with a reason and not applicable are three things.
CREATE TABLE team_figure (
    team_id     bigint NOT NULL,
    measure_id  bigint NOT NULL,
    unit_id     bigint NOT NULL,
    -- The first day of the week, the month or the quarter.
    period      date NOT NULL,
    state       text NOT NULL CHECK (state IN ('value', 'missing', 'not_applicable')),
    numerator   integer CHECK (numerator >= 0),
    denominator integer CHECK (denominator >= 0 AND denominator <= 1000000),
    reason      text NOT NULL DEFAULT '' CHECK (length(reason) <= 200),
    entered_at  timestamptz NOT NULL,
    entered_by  bigint REFERENCES person,
    version     integer NOT NULL DEFAULT 1,
    PRIMARY KEY (measure_id, unit_id, period),
    FOREIGN KEY (measure_id, team_id) REFERENCES team_measure (id, team_id),
    FOREIGN KEY (team_id, unit_id) REFERENCES team_unit (team_id, unit_id),
    CHECK ((state = 'value') = (numerator IS NOT NULL)),
    CHECK ((numerator IS NULL) = (denominator IS NULL)),
    CHECK (numerator <= denominator),
    CHECK ((state = 'missing') = (reason <> ''))
);
CREATE INDEX team_figure_by_team ON team_figure (team_id);

-- A goal, the group's or a higher one, that is said not to be measurable in a year.
CREATE TABLE unmeasured (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id       bigint NOT NULL REFERENCES programme_group,
    year           smallint NOT NULL CHECK (year BETWEEN 1990 AND 2200),
    goal_id        bigint,
    higher_goal_id bigint,
    why            text NOT NULL CHECK (why <> '' AND length(why) <= 1000),
    said_at        timestamptz NOT NULL,
    said_by        bigint REFERENCES person,
    CONSTRAINT unmeasured_unique UNIQUE NULLS NOT DISTINCT (group_id, year, goal_id, higher_goal_id),
    FOREIGN KEY (goal_id, group_id) REFERENCES goal (id, group_id) ON DELETE CASCADE,
    FOREIGN KEY (higher_goal_id, group_id) REFERENCES higher_goal (id, group_id) ON DELETE CASCADE,
    CHECK (num_nonnulls(goal_id, higher_goal_id) = 1)
);
CREATE INDEX unmeasured_by_group ON unmeasured (group_id, year);

-- An action and a meeting may belong to a programme: a team, a pathway, a method.
ALTER TABLE action ADD COLUMN IF NOT EXISTS programme_kind text NOT NULL DEFAULT '', ADD COLUMN IF NOT EXISTS programme_id bigint;
ALTER TABLE meeting ADD COLUMN IF NOT EXISTS programme_kind text NOT NULL DEFAULT '', ADD COLUMN IF NOT EXISTS programme_id bigint;
CREATE INDEX IF NOT EXISTS action_by_programme ON action (programme_kind, programme_id) WHERE programme_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS meeting_by_programme ON meeting (programme_kind, programme_id) WHERE programme_id IS NOT NULL;

-- People talk about a team. What a post is about is worked out when it is written, so that
-- there can be more kinds of things without the table being written anew.
ALTER TABLE post
    ADD COLUMN team_id bigint,
    ADD FOREIGN KEY (team_id, group_id) REFERENCES improvement_team (id, group_id),
    ALTER COLUMN kind DROP EXPRESSION,
    ALTER COLUMN subject_id DROP EXPRESSION,
    DROP CONSTRAINT post_check,
    ADD CONSTRAINT post_check CHECK (num_nonnulls(goal_id, proposal_id, indicator_id, example_id, action_id, team_id) = 1);
-- +goose StatementBegin
CREATE FUNCTION post_subject() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.kind := CASE WHEN NEW.goal_id IS NOT NULL THEN 'goal' WHEN NEW.proposal_id IS NOT NULL THEN 'proposal'
        WHEN NEW.indicator_id IS NOT NULL THEN 'indicator' WHEN NEW.example_id IS NOT NULL THEN 'example'
        WHEN NEW.team_id IS NOT NULL THEN 'team' ELSE 'action' END;
    NEW.subject_id := coalesce(NEW.goal_id, NEW.proposal_id, NEW.indicator_id, NEW.example_id, NEW.action_id, NEW.team_id);
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER post_subject BEFORE INSERT OR UPDATE ON post FOR EACH ROW EXECUTE FUNCTION post_subject();

GRANT SELECT, INSERT, UPDATE ON improvement_team, team_unit, team_member, team_goal, team_measure, team_figure, unmeasured TO samsyn_app;
GRANT DELETE ON team_unit, team_member, team_goal, team_measure, unmeasured TO samsyn_app;

-- +goose Down
DELETE FROM post WHERE team_id IS NOT NULL;
DROP TRIGGER post_subject ON post;
DROP FUNCTION post_subject;
DROP INDEX post_by_subject;
ALTER TABLE post
    DROP CONSTRAINT post_check,
    DROP COLUMN kind, DROP COLUMN subject_id, DROP COLUMN team_id,
    ADD CONSTRAINT post_check CHECK (num_nonnulls(goal_id, proposal_id, indicator_id, example_id, action_id) = 1),
    ADD COLUMN kind text NOT NULL GENERATED ALWAYS AS (CASE WHEN goal_id IS NOT NULL THEN 'goal' WHEN proposal_id IS NOT NULL THEN 'proposal'
        WHEN indicator_id IS NOT NULL THEN 'indicator' WHEN example_id IS NOT NULL THEN 'example' ELSE 'action' END) STORED,
    ADD COLUMN subject_id bigint NOT NULL GENERATED ALWAYS AS (coalesce(goal_id, proposal_id, indicator_id, example_id, action_id)) STORED;
CREATE INDEX post_by_subject ON post (group_id, kind, subject_id, span, id);
DROP INDEX IF EXISTS action_by_programme, meeting_by_programme;
ALTER TABLE action DROP COLUMN IF EXISTS programme_kind, DROP COLUMN IF EXISTS programme_id;
ALTER TABLE meeting DROP COLUMN IF EXISTS programme_kind, DROP COLUMN IF EXISTS programme_id;
DROP TABLE unmeasured, team_figure, team_measure, team_goal, team_member, team_unit, improvement_team;
