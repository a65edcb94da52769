-- Two groups to test with. Everything in them is made up.
INSERT INTO healthcare_region (code, name) VALUES ('prov', 'Provregionen');
INSERT INTO region (healthcare_region_id, code, name, position) VALUES (1, 'norr', 'Region Norr', 1), (1, 'syd', 'Region Syd', 2);
INSERT INTO hospital (region_id, code, name, city) VALUES
    (1, 'ala', 'Ala sjukhus', 'Ala'), (2, 'bo', 'Bo sjukhus', 'Bo'), (2, 'ceda', 'Ceda sjukhus', 'Ceda');
INSERT INTO clinic (hospital_id, name) VALUES (1, 'Barnkliniken'), (2, 'Barnkliniken'), (3, 'Kvinnokliniken');
INSERT INTO unit (clinic_id, code, name, short_name, care_level, description, source) VALUES
    (1, 'ALA', 'Neonatalenheten i Ala', 'Ala', 'highly_specialised', 'Vårdar de tidigast födda.', 'Provkällan'),
    (2, 'BO', 'Neonatalenheten i Bo', 'Bo', 'general', '', ''),
    (3, 'CED', 'Förlossningen i Ceda', 'Ceda', 'birth_site', '', '');
INSERT INTO body (code, name, short_name) VALUES ('omrade', 'Provområdet barn', 'Provområdet');
INSERT INTO programme_group (healthcare_region_id, body_id, code, name, short_name) VALUES
    (1, 1, 'prov', 'Provgruppen', 'Prov'), (1, NULL, 'annan', 'Andra gruppen', 'Andra');
INSERT INTO group_unit (group_id, unit_id, participation, position) VALUES
    (1, 1, 'full', 1), (1, 2, 'full', 2), (1, 3, 'process_only', 3), (2, 2, 'full', 1);

INSERT INTO patient_promise (healthcare_region_id, code, text, position) VALUES
    (1, 'P1', 'lätt tillgänglig vård', 1), (1, 'P2', 'bästa kunskap i varje möte', 2), (1, 'P3', 'delaktig och välinformerad', 3);
INSERT INTO missing_reason (group_id, text, position, active) VALUES
    (1, 'Registret är inte ifyllt', 1, true), (1, 'Gammal orsak', 2, false);

INSERT INTO indicator (group_id, code, category, scope, reported_by, kind, certainty, position) VALUES
    (1, 'MED1', 'medical', 'highly_specialised', '{highly_specialised,general}', 'proportion', 'sourced', 1),
    (1, 'MED2', 'medical', 'all_units', '{highly_specialised,general}', 'rate', 'partly_sourced', 2),
    (1, 'OMV1', 'nursing', 'all_units', '{highly_specialised,general}', 'proportion', 'proposal', 3),
    (1, 'NOJ1', 'patient_satisfaction', 'all_units', '{highly_specialised,general}', 'score', 'proposal', 4),
    (1, 'PRO1', 'process', 'all_units', '{highly_specialised,general,birth_site}', 'count', 'sourced', 5),
    (1, 'PRO2', 'process', 'all_units', '{highly_specialised,general}', 'yes_no', 'sourced', 6),
    (2, 'ANN1', 'medical', 'all_units', '{general}', 'proportion', 'sourced', 1);
INSERT INTO indicator_version (indicator_id, valid_from, name, numerator_text, denominator_text, unit_label, rate_per,
                               direction, decimals, reporting_months, scale_min, scale_max) VALUES
    (1, '2020-01-01', 'Temperatur vid inskrivning', 'Barn med rätt temperatur', 'Inskrivna barn', '%', NULL, 'higher', 0, 3, NULL, NULL),
    (2, '2020-01-01', 'Sen infektion', 'Infektioner', 'Vårddygn', 'per 1 000 vårddygn', 1000, 'lower', 1, 3, NULL, NULL),
    (3, '2020-01-01', 'Hud mot hud', 'Barn hud mot hud första dygnet', 'Inskrivna barn', '%', NULL, 'higher', 0, 3, NULL, NULL),
    (4, '2020-01-01', 'Föräldrarnas omdöme', '', '', 'poäng', NULL, 'higher', 1, 12, 1, 5),
    (5, '2020-01-01', 'Förlossningar', '', '', 'förlossningar', NULL, 'none', 0, 12, NULL, NULL),
    (6, '2020-01-01', 'Hemsjukvård', '', '', '', NULL, 'none', 0, 12, NULL, NULL),
    (7, '2020-01-01', 'Den andra gruppens mått', 'Barn', 'Alla barn', '%', NULL, 'higher', 0, 3, NULL, NULL);
INSERT INTO reference_value (indicator_id, value_text, population, year_text, source) VALUES
    (1, '50 %', 'Ett annat land', '2020', 'Provkällan');
INSERT INTO indicator_promise (indicator_id, promise_id) VALUES (1, 2), (3, 3);

INSERT INTO person (email, name, profession) VALUES
    ('lead@exempel.se', 'Lena Läkare', 'physician'),
    ('manager@exempel.se', 'Viktor Vård', 'nurse'),
    ('convener@exempel.se', 'Sara Samman', 'physician'),
    ('chair@exempel.se', 'Olle Ordförande', 'physician'),
    ('member@exempel.se', 'Lars Ledamot', 'other'),
    ('observer@exempel.se', 'Lisa Läsare', 'other'),
    ('admin@exempel.se', 'Amir Admin', 'other'),
    ('other@exempel.se', 'Anna Annan', 'nurse');
INSERT INTO membership (person_id, group_id, unit_id, role, valid_from) VALUES
    (1, 1, 1, 'medical_lead', '2020-01-01'), (2, 1, 2, 'unit_manager', '2020-01-01'),
    (3, 1, NULL, 'convener', '2020-01-01'), (4, 1, NULL, 'chair', '2020-01-01'),
    (5, 1, NULL, 'program_area_member', '2020-01-01'), (6, 1, NULL, 'observer', '2020-01-01'),
    (7, NULL, NULL, 'administrator', '2020-01-01'), (8, 2, NULL, 'convener', '2020-01-01');
