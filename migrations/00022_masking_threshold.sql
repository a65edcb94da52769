-- Hiding 1 and 2 alone hides nothing from somebody who knows the rule: of two hidden
-- numbers with a known sum, both follow. From four on there is always another
-- possibility to hide behind.

-- +goose Up
UPDATE programme_group SET masking_threshold = 4 WHERE masking_threshold < 4;
ALTER TABLE programme_group DROP CONSTRAINT programme_group_masking_threshold_check;
ALTER TABLE programme_group ADD CONSTRAINT programme_group_masking_threshold_check CHECK (masking_threshold BETWEEN 4 AND 50);

-- +goose Down
ALTER TABLE programme_group DROP CONSTRAINT programme_group_masking_threshold_check;
ALTER TABLE programme_group ADD CONSTRAINT programme_group_masking_threshold_check CHECK (masking_threshold BETWEEN 2 AND 50);
