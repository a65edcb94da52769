-- Where in the chain of care a measure belongs, in the group's own words: "före födelsen".

-- +goose Up
ALTER TABLE indicator ADD COLUMN care_step text NOT NULL DEFAULT '' CHECK (length(care_step) <= 100);

-- +goose Down
ALTER TABLE indicator DROP COLUMN care_step;
