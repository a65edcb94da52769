-- The ways that children are divided are set up by the group itself: a part may be added
-- from a period on, and retired. And data packages: what is known of a group of patients,
-- put together out of the measures and kept as it was.

-- +goose Up
-- What a division is by; a package tells of each.
ALTER TABLE stratification
    ADD COLUMN kind text NOT NULL DEFAULT 'other',
    ADD COLUMN version integer NOT NULL DEFAULT 1;
-- First day of the first period that the part is reported for, and of the first that it no
-- longer is; none for always and for still.
ALTER TABLE stratum
    ADD COLUMN valid_from date,
    ADD COLUMN valid_to date;
-- Only what nothing has been divided by is removed.
GRANT DELETE ON stratification, stratum TO samsyn_app;

-- What a package is to be made of, while it is put together.
CREATE TABLE data_package (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    group_id      bigint NOT NULL REFERENCES programme_group,
    title         text NOT NULL CHECK (title <> '' AND length(title) <= 200),
    -- Which patients it is about, and what it is to answer.
    question      text NOT NULL CHECK (length(question) <= 2000),
    -- The introduction or the team that it was made for.
    pathway_id    bigint,
    team_id       bigint,
    first_year    smallint NOT NULL CHECK (first_year BETWEEN 1990 AND 2200),
    last_year     smallint NOT NULL CHECK (last_year BETWEEN first_year AND first_year + 9),
    -- The measures it is made from, and the units that are told of one by one: none for all.
    indicator_ids bigint[] NOT NULL CHECK (cardinality(indicator_ids) > 0),
    unit_ids      bigint[] NOT NULL DEFAULT '{}',
    -- Which professions the patients meet, how, and where that is known from; and what is
    -- said under each heading. Typed by those who make it.
    professions   jsonb NOT NULL DEFAULT '[]',
    notes         jsonb NOT NULL DEFAULT '[]',
    written_at    timestamptz NOT NULL,
    written_by    bigint REFERENCES person,
    version       integer NOT NULL DEFAULT 1
);
CREATE INDEX data_package_of ON data_package (group_id, id);

-- A package as it was made, for each audience. Its documents are kept with the reports' own
-- and, like those, never changed.
CREATE TABLE data_package_edition (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    package_id      bigint NOT NULL REFERENCES data_package,
    number          smallint NOT NULL CHECK (number > 0),
    CONSTRAINT data_package_edition_once UNIQUE (package_id, number),
    internal_sha256 bytea NOT NULL REFERENCES report_document ON DELETE RESTRICT,
    public_sha256   bytea NOT NULL REFERENCES report_document ON DELETE RESTRICT,
    made_at         timestamptz NOT NULL,
    made_by         bigint REFERENCES person,
    -- What is new in it; none for the first.
    reason          text NOT NULL DEFAULT '' CHECK (length(reason) <= 2000),
    CONSTRAINT data_package_edition_reason CHECK (number = 1 OR reason <> '')
);
CREATE INDEX data_package_edition_internal ON data_package_edition (internal_sha256);
CREATE INDEX data_package_edition_public ON data_package_edition (public_sha256);

GRANT SELECT, INSERT, UPDATE ON data_package TO samsyn_app;
GRANT SELECT, INSERT ON data_package_edition TO samsyn_app;

-- +goose Down
DROP TABLE data_package_edition, data_package;
REVOKE DELETE ON stratification, stratum FROM samsyn_app;
ALTER TABLE stratum DROP COLUMN valid_from, DROP COLUMN valid_to;
ALTER TABLE stratification DROP COLUMN kind, DROP COLUMN version;
