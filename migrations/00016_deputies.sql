-- A deputy is a delegate whom the unit's own people, or the coordinator, have
-- appointed from one day to another.

-- +goose Up
ALTER TABLE membership
    -- Who appointed a deputy; none for the roles that the administrator gives.
    ADD COLUMN appointed_by bigint REFERENCES person,
    ADD CONSTRAINT membership_deputy CHECK (appointed_by IS NULL OR role = 'delegate' AND valid_to IS NOT NULL);

-- A deputy whose first day has not passed can be taken back: nobody has ever been
-- one. What was meant is in the audit.
GRANT DELETE ON membership TO samsyn_app;

-- +goose Down
REVOKE DELETE ON membership FROM samsyn_app;
ALTER TABLE membership DROP CONSTRAINT membership_deputy, DROP COLUMN appointed_by;
