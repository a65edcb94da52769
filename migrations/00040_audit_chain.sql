-- The log is sealed by the database itself: each transaction that writes into it gets, right
-- before its commit, a link in one chain. The link holds a digest of each of the transaction's
-- rows and the hash of the link before, so that a row that is changed, removed or put in behind
-- the program's back breaks it. internal/postgres/auditverify.go works all of it out again
-- without the functions below, which whoever owns the database could have changed.

-- +goose Up
CREATE TABLE audit_link (
    -- The transaction's own number, which its rows have too: see audit_key().
    key      bigint PRIMARY KEY,
    -- The link's place in the chain: 1, 2, 3 … without a gap. What follows is empty until the
    -- transaction ends, and never in one that is committed.
    id       bigint CONSTRAINT audit_link_id_unique UNIQUE,
    made_at  timestamptz,
    rows     bigint,
    -- Of each row, by its number: the number, in eight bytes, and a SHA-256. Empty when the
    -- rows have been thinned out.
    leaves   bytea,
    digest   bytea, -- SHA-256 of leaves
    previous bytea, -- the hash of the link before; thirty-two zeros for the first
    hash     bytea, -- SHA-256 of previous, id, made_at (in microseconds since 1970), rows and digest
    CONSTRAINT audit_link_whole CHECK (
        num_nulls(id, made_at, rows, digest, previous, hash) IN (0, 6) AND (leaves IS NULL OR id IS NOT NULL)
    )
);
ALTER TABLE audit_link ALTER COLUMN leaves SET STORAGE EXTERNAL; -- digests cannot be pressed together
-- Nobody but the owner writes it, not even the program.
GRANT SELECT ON audit_link TO samsyn_app;

-- The transaction's number: when it began, in seconds since 2020, and what PostgreSQL calls it.
-- PostgreSQL's own number begins again in a restored database, and time has gone on by then.
CREATE FUNCTION audit_key() RETURNS bigint LANGUAGE sql STABLE
RETURN ((date_part('epoch', now())::bigint - 1577836800) << 32) | (pg_current_xact_id()::text::bigint & 4294967295);

-- Rows that were there before have the number nought, and become the first link.
ALTER TABLE audit ADD COLUMN link bigint NOT NULL DEFAULT 0;
ALTER TABLE audit ALTER COLUMN link SET DEFAULT audit_key();
CREATE INDEX audit_by_link ON audit (link);

-- The program says what was done, and not which transaction it says it in.
REVOKE INSERT ON audit FROM samsyn_app;
GRANT INSERT (happened_at, person_id, actor_name, action, group_id, unit_id, subject, subject_id,
              before, after, client_address, request_id) ON audit TO samsyn_app;

-- Both functions run as the owner, whatever the caller's search_path holds, and can be called
-- as these triggers alone.

-- +goose StatementBegin
CREATE FUNCTION audit_written() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO public.audit_link (key) VALUES (public.audit_key()) ON CONFLICT (key) DO NOTHING;
    IF NOT FOUND AND EXISTS (SELECT FROM public.audit_link l WHERE l.key = public.audit_key() AND l.id IS NOT NULL) THEN
        RAISE EXCEPTION 'the transaction has sealed its rows in the log already';
    END IF;
    RETURN NULL;
END $$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION audit_written() FROM PUBLIC;

-- +goose StatementBegin
CREATE FUNCTION audit_seal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
<<made>>
DECLARE
    leaves   bytea;
    digest   bytea;
    rows     bigint;
    number   bigint;
    previous bytea;
    made_at  timestamptz;
BEGIN
    -- Numbers and JSON say themselves where they end; the length of a text stands before it.
    SELECT string_agg(int8send(a.id) || sha256(convert_to(concat(
               a.id, ',', (extract(epoch FROM a.happened_at) * 1000000)::bigint, ',', a.person_id, ',', a.group_id, ',',
               a.unit_id, ',', a.subject_id, ',', length(a.actor_name), ':', a.actor_name, length(a.action), ':', a.action,
               length(a.subject), ':', a.subject, length(a.client_address), ':', a.client_address,
               length(a.request_id), ':', a.request_id, a.before, '|', a.after), 'UTF8')), ''::bytea ORDER BY a.id), count(*)
    INTO leaves, rows
    FROM public.audit a WHERE a.link = NEW.key;
    IF rows = 0 THEN
        DELETE FROM public.audit_link l WHERE l.key = NEW.key;
        RETURN NULL;
    END IF;
    digest := sha256(leaves);
    -- One at a time from here to the end of the commit, or the chain would fork.
    PERFORM pg_advisory_xact_lock(hashtextextended('samsyn audit chain', 0));
    SELECT l.id + 1, l.hash INTO number, previous FROM public.audit_link l WHERE l.id IS NOT NULL ORDER BY l.id DESC LIMIT 1;
    IF NOT FOUND THEN
        number := 1;
        previous := decode(repeat('00', 32), 'hex');
    END IF;
    made_at := clock_timestamp();
    UPDATE public.audit_link l
    SET id = number, made_at = made.made_at, rows = made.rows, leaves = made.leaves,
        digest = made.digest, previous = made.previous,
        hash = sha256(made.previous || int8send(number) || int8send((extract(epoch FROM made.made_at) * 1000000)::bigint)
                      || int8send(made.rows) || made.digest)
    WHERE l.key = NEW.key;
    RETURN NULL;
END $$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION audit_seal() FROM PUBLIC;

CREATE TRIGGER audit_written AFTER INSERT ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_written();
CREATE CONSTRAINT TRIGGER audit_seal AFTER INSERT ON audit_link DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION audit_seal();

-- Seals the rows that are there.
INSERT INTO audit_link (key) VALUES (0);
SET CONSTRAINTS audit_seal IMMEDIATE;

-- Which pages with unmasked figures somebody has opened on a day, so that the log gets one
-- row for them and not one for each time.
CREATE TABLE page_reading (
    person_id bigint NOT NULL REFERENCES person,
    group_id  bigint NOT NULL REFERENCES programme_group,
    unit_id   bigint REFERENCES unit,
    page      text NOT NULL CHECK (page <> ''),
    read_on   date NOT NULL,
    CONSTRAINT page_reading_once UNIQUE NULLS NOT DISTINCT (person_id, read_on, page, group_id, unit_id)
);
GRANT SELECT, INSERT, DELETE ON page_reading TO samsyn_app;

-- What the page of a group's log asks for.
CREATE INDEX audit_by_group ON audit (group_id, id);

-- +goose Down
DROP INDEX audit_by_group;
DROP TABLE page_reading;
DROP TRIGGER audit_seal ON audit_link;
DROP TRIGGER audit_written ON audit;
DROP FUNCTION audit_seal();
DROP FUNCTION audit_written();
REVOKE INSERT (happened_at, person_id, actor_name, action, group_id, unit_id, subject, subject_id,
               before, after, client_address, request_id) ON audit FROM samsyn_app;
GRANT INSERT ON audit TO samsyn_app;
DROP INDEX audit_by_link;
ALTER TABLE audit DROP COLUMN link;
DROP FUNCTION audit_key();
DROP TABLE audit_link;
