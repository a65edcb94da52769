-- What a goal is marked with, and which patients a measure's definition is about.

-- +goose Up
-- Codes of the dimensions of good care and of the watchwords; which there are is the
-- program's to check.
ALTER TABLE goal
    ADD COLUMN marks text[] NOT NULL DEFAULT '{}' CHECK (cardinality(marks) <= 20);
-- The diagnoses, as codes of ICD-10-SE, and the gestational ages that the figures are about.
ALTER TABLE indicator_version
    ADD COLUMN icd10 text NOT NULL DEFAULT '' CHECK (length(icd10) <= 500),
    ADD COLUMN gestation text NOT NULL DEFAULT '' CHECK (length(gestation) <= 200);

-- +goose Down
ALTER TABLE goal DROP COLUMN marks;
ALTER TABLE indicator_version DROP COLUMN icd10, DROP COLUMN gestation;
