-- Two roles for those who take part without being of a clinic: somebody who is asked into
-- a team or a core team, and somebody who speaks for patients and relatives.

-- +goose Up
ALTER TABLE membership
    DROP CONSTRAINT membership_role_check,
    ADD CONSTRAINT membership_role_check CHECK (role IN (
        'medical_lead', 'unit_manager', 'delegate', 'head_of_department', 'convener', 'chair', 'process_support',
        'program_area_chair', 'program_area_member', 'patient_representative', 'invited', 'observer', 'administrator')),
    -- They speak for an association, or come from elsewhere.
    DROP CONSTRAINT membership_represents,
    ADD CONSTRAINT membership_represents CHECK (represents = ''
        OR role IN ('program_area_chair', 'program_area_member', 'patient_representative', 'invited', 'observer'));

-- +goose Down
DELETE FROM membership WHERE role IN ('patient_representative', 'invited');
ALTER TABLE membership
    DROP CONSTRAINT membership_role_check,
    ADD CONSTRAINT membership_role_check CHECK (role IN (
        'medical_lead', 'unit_manager', 'delegate', 'head_of_department', 'convener', 'chair', 'process_support',
        'program_area_chair', 'program_area_member', 'observer', 'administrator')),
    DROP CONSTRAINT membership_represents,
    ADD CONSTRAINT membership_represents
        CHECK (represents = '' OR role IN ('program_area_chair', 'program_area_member', 'observer'));
