package server

// walkedThings adds to the demo what its addresses lack: another group with the same
// unit, and things of Kalmar and of its medical lead that the demo has none of.
const walkedThings = `
INSERT INTO programme_group (healthcare_region_id, code, name, short_name, set_up_at) SELECT healthcare_region_id, 'annan', 'Andra gruppen', 'Andra', now() FROM programme_group;
INSERT INTO group_unit (group_id, unit_id, participation, position) SELECT g.id, u.id, 'full', 1 FROM programme_group g, unit u WHERE g.code = 'annan' AND u.code = 'KAL';
INSERT INTO indicator (group_id, code, category, scope, reported_by, kind, certainty, position) SELECT id, 'ANN1', 'medical', 'all_units', '{general}', 'proportion', 'sourced', 1
FROM programme_group WHERE code = 'annan';
INSERT INTO indicator_version (indicator_id, valid_from, name, numerator_text, denominator_text, unit_label, direction, decimals, reporting_months)
SELECT id, '2020-01-01', 'Andra gruppens mått', 'Barn', 'Alla barn', '%', 'higher', 0, 3 FROM indicator WHERE code = 'ANN1';

CREATE TEMP TABLE at AS SELECT g.id AS g, u.id AS u, p.id AS p, i.id AS i FROM programme_group g, unit u, person p, indicator i
WHERE g.code = 'neonatologi' AND u.code = 'KAL' AND p.email = 'kalmar@exempel.se' AND i.group_id = g.id AND i.code = 'MED03';

INSERT INTO person (email, name) VALUES ('vikarie@exempel.se', 'Exempelvikarie Kalmar');
INSERT INTO membership (person_id, group_id, unit_id, role, valid_from, valid_to, appointed_by)
SELECT v.id, at.g, at.u, 'delegate', '2026-01-01', '2026-06-30', at.p FROM at, person v WHERE v.email = 'vikarie@exempel.se';
INSERT INTO support_request (group_id, unit_id, title, body, asked_by, asked_at) SELECT g, u, 'Fråga', 'Text', p, now() FROM at;
INSERT INTO support_request (group_id, unit_id, asked_unit, title, body, asked_by, asked_at) SELECT at.g, v.id, at.u, 'Till Kalmar', 'Text', p.id, now()
FROM at, unit v, person p WHERE v.code = 'VAR' AND p.email = 'varnamo@exempel.se';
INSERT INTO matter (group_id, unit_id, title, body, asked_by, asked_at) SELECT g, u, 'Fråga till gruppen', 'Text', p, now() FROM at;
INSERT INTO group_former_name (group_id, name) SELECT g, 'Tidigare namn' FROM at;
INSERT INTO mandate (group_id, number, title, body, given_by) SELECT g, 99, 'Utkast', 'Text', 'Någon' FROM at;
INSERT INTO example (group_id, unit_id, title, problem, done, written_at, written_by) SELECT g, u, 'Utkast från Kalmar', 'Text', 'Text', now(), p FROM at;
INSERT INTO goal_proposal (group_id, year, category, title, value_for_children, scope, proposed_by, proposed_at, changed_at)
SELECT g, 2027, 'medical', 'Förslag från Kalmar', 'Värde', 'all_units', p, now(), now() FROM at;
INSERT INTO report_document (sha256, group_id, year, audience, content, made_at) SELECT sha256('x'), g, 2025, 'internal', 'x', '2026-02-10' FROM at;
INSERT INTO report_file (sha256, format, maker, state, content, content_sha256, asked_at, asked_by, made_at, name) SELECT sha256('x'), 'pdf', '1', 'made', 'x', sha256('x'), '2026-02-10', p, '2026-02-10', 'x.pdf' FROM at;
INSERT INTO report_document (sha256, group_id, year, audience, content, made_at) SELECT sha256(k.c), g, 2025, 'public', k.c, '2026-02-10'
FROM at, (SELECT convert_to('{"format":1,"kind":"package","language":"sv","sections":[]}', 'UTF8') AS c) k;
INSERT INTO report_file (sha256, format, maker, state, content, content_sha256, asked_at, asked_by, made_at, name)
SELECT d.sha256, 'pdf', '1', 'made', 'x', sha256('x'), '2026-02-10', p, '2026-02-10', 'x.pdf' FROM at, report_document d WHERE d.content = convert_to('{"format":1,"kind":"package","language":"sv","sections":[]}', 'UTF8');
INSERT INTO data_package (group_id, title, question, first_year, last_year, indicator_ids, written_at) SELECT g, 'Paket Bara för Neonatologis ögon', 'Fråga', 2025, 2025, ARRAY[i], now() FROM at;
INSERT INTO data_package_edition (package_id, number, internal_sha256, public_sha256, made_at)
SELECT max(k.id), 1, min(d.sha256::text)::bytea, min(d.sha256::text)::bytea, now() FROM data_package k, report_document d WHERE d.content = convert_to('{"format":1,"kind":"package","language":"sv","sections":[]}', 'UTF8');
INSERT INTO report_edition_event (edition_id, kind, direction, happened_on, with_whom, noted_at, noted_by) SELECT e.id, 'delivered', 'up', '2026-02-01', 'Någon', now(), at.p FROM at, report_edition e WHERE e.year = 2024;
INSERT INTO task (group_id, year, kind, title, due_on, owner_id, decision_id) SELECT at.g, 2026, 'decision', 'Uppgift', '2026-05-01', at.p, d.id FROM at, decision d LIMIT 1;

INSERT INTO improvement_team (group_id, title, aim, begins_on, ends_on, written_at) SELECT g, 'Planerat team', 'Text', '2026-01-01', '2027-12-31', now() FROM at;

UPDATE improvement_team SET aim = aim || ' Bara för Neonatologis ögon';
INSERT INTO consultation (group_id, title, sender, received_on, due_on, views_due_on, state, answer, approved_at, sent_on, sent_to, created_at)
SELECT g, 'Skickad', 'Någon', '2026-01-01', '2026-02-01', '2026-01-20', 'sent', 'Svar', now(), '2026-01-30', 'Någon', now() FROM at;
INSERT INTO consultation_archive (consultation_id, group_id, content, sha256, made_at) SELECT max(c.id), at.g, 'Svar', sha256('Svar'), now() FROM consultation c, at GROUP BY at.g;

UPDATE consultation SET title = title || ' Bara för Neonatologis ögon', answer = answer || ' Bara för Neonatologis ögon';
UPDATE person_nomination SET title = title || ' Bara för Neonatologis ögon';
UPDATE working_group SET title = title || ' Bara för Neonatologis ögon';
UPDATE outlook_note SET title = title || ' Bara för Neonatologis ögon';
UPDATE chair_term SET note = note || ' Bara för Neonatologis ögon';
INSERT INTO public_feedback (kind, body, sent_at) VALUES ('other', 'Om webbplatsen', now());
UPDATE goal SET value_for_children = value_for_children || ' Bara för Neonatologis ögon';
UPDATE method SET title = title || ' Bara för Neonatologis ögon';
UPDATE action SET reason = reason || ' Bara för Neonatologis ögon';
UPDATE example SET problem = problem || ' Bara för Neonatologis ögon';
UPDATE post SET body = body || ' Bara för Neonatologis ögon' WHERE body <> '';
UPDATE support_request SET body = body || ' Bara för Neonatologis ögon';
UPDATE matter SET title = title || ' Bara för Neonatologis ögon';
UPDATE meeting SET title = title || ' Bara för Neonatologis ögon';
UPDATE decision SET text = text || ' Bara för Neonatologis ögon';
UPDATE task SET title = title || ' Bara för Neonatologis ögon';
UPDATE local_goal SET title = title || ' Bara för Neonatologis ögon';
UPDATE need SET text = text || ' Bara för Neonatologis ögon';
UPDATE goal_proposal SET title = title || ' Bara för Neonatologis ögon';
UPDATE report_section SET heading = heading || ' Bara för Neonatologis ögon';
UPDATE nomination_round SET invitation = invitation || ' Bara för Neonatologis ögon';
UPDATE nomination SET title = title || ' Bara för Neonatologis ögon';
UPDATE missing_reason SET text = text || ' Bara för Neonatologis ögon';
UPDATE figure_rule SET explanation = explanation || ' Bara för Neonatologis ögon';
UPDATE time_note SET text = text || ' Bara för Neonatologis ögon';
UPDATE pathway_introduction SET title = title || ' Bara för Neonatologis ögon', aim = aim || ' Bara för Neonatologis ögon';
UPDATE mandate SET title = title || ' Bara för Neonatologis ögon'`

// walkedNumbers are the values of the variables: the beginning of a pattern (after its
// method, where that matters), the variable, and what stands there.
const walkedNumbers = `
WITH at AS (SELECT g.id AS g, u.id AS u, p.id AS p FROM programme_group g, unit u, person p
	WHERE g.code = 'neonatologi' AND u.code = 'KAL' AND p.email = 'kalmar@exempel.se')
SELECT '', 'group', 'neonatologi' UNION ALL SELECT '', 'groupid', at.g::text FROM at UNION ALL SELECT '', 'unitid', at.u::text FROM at
UNION ALL SELECT '', 'mandateid', max(id)::text FROM mandate WHERE adopted_at IS NOT NULL UNION ALL SELECT '', 'figure', 'figure.' || i.id || '.0.2025K4.' FROM indicator i WHERE i.code = 'MED03'
UNION ALL SELECT '', 'otherid', id::text FROM programme_group WHERE code = 'annan'
UNION ALL SELECT '', 'validfrom', max(v.valid_from)::text FROM indicator_version v JOIN indicator i ON i.id = v.indicator_id WHERE i.code = 'MED03' UNION ALL SELECT '', 'unit', 'KAL' UNION ALL SELECT '', 'period', '2025K4' UNION ALL SELECT '', 'year', '2025'
UNION ALL SELECT '/publicerat/', 'year', '2024' UNION ALL SELECT '/publicerat/', 'number', '1'
UNION ALL SELECT '/arsrapport/{year}/utgavor/{number}', 'year', '2024' UNION ALL SELECT '/arsrapport/{year}/utgavor/{number}', 'number', '1'
UNION ALL SELECT '', 'code', 'MED03' UNION ALL SELECT '', 'measure', 'MED03' UNION ALL SELECT '', 'indicator', 'MED03' UNION ALL SELECT '/resultat/enhet/', 'code', 'KAL'
UNION ALL SELECT '/resultat/matt/', 'name', 'enheter.svg' UNION ALL SELECT '/resultat/variation/', 'name', 'variation.svg'
UNION ALL SELECT '/forbattring/exempel/', 'name', 'over-tid.svg'
UNION ALL SELECT '/mal/langsiktiga/', 'name', 'MED13.svg'
UNION ALL SELECT '/forbattring/samtal/', 'kind', 'matt' UNION ALL SELECT '/forbattring/samtal/', 'id', 'MED03'
UNION ALL SELECT '/konton/', 'person', id::text FROM person WHERE email = 'vikarie@exempel.se'
UNION ALL SELECT '', 'membership', m.id::text FROM membership m JOIN person p ON p.id = m.person_id WHERE p.email = 'vikarie@exempel.se'
UNION ALL SELECT '/konto/nycklar/', 'token', t.id::text FROM api_token t, at WHERE t.person_id = at.p
UNION ALL SELECT '/konto/losennycklar/', 'passkey', '1' UNION ALL SELECT '/kalender/', 'token', 'X' UNION ALL SELECT '', 'key', 'X' UNION ALL SELECT '', 'provider', 'saknas' UNION ALL SELECT '/konto/inloggningar/', 'session', 'walked'
UNION ALL SELECT '', 'handover', coalesce(max(id), 1)::text FROM handover
UNION ALL SELECT '/inrapportering/regler/', 'rule', min(id)::text FROM figure_rule
UNION ALL SELECT '/inrapportering/fil/', 'file', max(id)::text FROM import_file
UNION ALL SELECT '/arsrapport/', 'file', min(f.id)::text FROM report_file f WHERE f.sha256 = sha256('x')
UNION ALL SELECT '/resultat/matt/{code}/anteckningar/', 'note', n.id::text FROM time_note n, at WHERE n.unit_id = at.u
UNION ALL SELECT '/resultat/matt/{code}/anteckningar/', 'code', i.code FROM time_note n JOIN indicator i ON i.id = n.indicator_id, at WHERE n.unit_id = at.u
UNION ALL SELECT '/resultat/matt/{code}/linjer/', 'decision', l.id::text FROM line_decision l
UNION ALL SELECT '/resultat/matt/{code}/linjer/', 'code', i.code FROM line_decision l JOIN indicator i ON i.id = l.indicator_id
UNION ALL SELECT '/forbattring/datapaket/', 'package', max(id)::text FROM data_package
UNION ALL SELECT '/forbattring/datapaket/', 'number', '1' UNION ALL SELECT '/forbattring/datapaket/', 'format', 'pdf'
UNION ALL SELECT '/mal/uppdelningar/', 'division', min(id)::text FROM stratification
UNION ALL SELECT '/mal/', 'goal', min(id)::text FROM goal WHERE year = 2026
UNION ALL SELECT '/mal/langsiktiga/', 'goal', m.long_term_goal_id::text FROM milestone m JOIN indicator i ON i.id = m.indicator_id WHERE i.code = 'MED13'
UNION ALL SELECT '/mal/langsiktiga/', 'milestone', m.id::text FROM milestone m JOIN indicator i ON i.id = m.indicator_id WHERE i.code = 'MED13'
UNION ALL SELECT '/mal/forslag/', 'proposal', max(id)::text FROM goal_proposal
UNION ALL SELECT '/mal/enheter/', 'local', min(l.id)::text FROM local_goal l, at WHERE l.unit_id = at.u
UNION ALL SELECT '/mal/overordnade/', 'higher', min(id)::text FROM higher_goal
UNION ALL SELECT '/forbattring/samtal/inlagg/', 'post', max(id)::text FROM post, at WHERE author_id = at.p
UNION ALL SELECT '/forbattring/omgangar/', 'round', max(id)::text FROM nomination_round WHERE decided_on IS NULL
UNION ALL SELECT '/forbattring/omgangar/{round}/' || more, 'round', max(r.id)::text FROM nomination_round r, unnest('{vagning,beslut}'::text[]) more WHERE r.decided_on IS NOT NULL GROUP BY more
UNION ALL SELECT '/forbattring/omgangar/{round}/ta-med/', 'nomination', max(id)::text FROM nomination, at WHERE outcome = 'kept' AND unit_id = at.u
UNION ALL SELECT '/forbattring/omgangar/nominering/', 'nomination', min(id)::text FROM nomination WHERE outcome = 'chosen'
UNION ALL SELECT '/forbattring/omgangar/nominering/{nomination}/' || more, 'nomination', max(n.id)::text FROM nomination n, at, unnest('{andra,dra-tillbaka}'::text[]) more WHERE n.state = 'draft' AND n.unit_id = at.u GROUP BY more
UNION ALL SELECT '/forbattring/stod/', 'request', max(r.id)::text FROM support_request r, at WHERE r.unit_id = at.u
UNION ALL SELECT '/forbattring/exempel/{example}' || more, 'example', max(e.id)::text FROM example e, at, unnest('{/andra,/publicera,/ta-bort}'::text[]) more WHERE e.unit_id = at.u GROUP BY more
UNION ALL SELECT '/forbattring/exempel/{example}' || more, 'example', min(e.id)::text FROM example e, at, unnest('{/lage,/vi-provar}'::text[]) more WHERE e.unit_id <> at.u AND e.state = 'published' GROUP BY more
UNION ALL SELECT '/forbattring/exempel/', 'example', min(e.id)::text FROM example e, at WHERE e.unit_id = at.u
UNION ALL SELECT '/forbattring/exempel/', 'attachment', min(id)::text FROM example_attachment
UNION ALL SELECT '', 'documentid', min(id)::text FROM document WHERE readers = 'all' UNION ALL SELECT '/gruppen/dokument/', 'document', min(id)::text FROM document WHERE readers = 'all'
UNION ALL SELECT '/gruppen/dokument/', 'number', '1' UNION ALL SELECT '/gruppen/lankar/', 'link', min(id)::text FROM library_link UNION ALL SELECT '/gruppen/mottagare/', 'recipient', min(id)::text FROM recipient
UNION ALL SELECT '/forbattring/metoder/', 'method', min(id)::text FROM method
UNION ALL SELECT '/forbattring/atgarder/', 'action', min(c.action_id)::text FROM pdsa_cycle c JOIN action a ON a.id = c.action_id, at WHERE a.unit_id = at.u
UNION ALL SELECT '/forbattring/atgarder/', 'cycle', min(c.id)::text FROM pdsa_cycle c JOIN action a ON a.id = c.action_id, at WHERE a.unit_id = at.u
UNION ALL SELECT '/forbattring/gap/', 'goal', s.goal_id::text FROM gap_sheet s, at WHERE s.unit_id = at.u
UNION ALL SELECT '/forbattring/team/', 'team', min(t.id)::text FROM improvement_team t WHERE t.state = 'running'
UNION ALL SELECT '/forbattring/team/{team}/starta', 'team', min(t.id)::text FROM improvement_team t WHERE t.state = 'planned'
UNION ALL SELECT '/forbattring/team/', 'teamgoal', min(id)::text FROM team_goal
UNION ALL SELECT '/forbattring/team/', 'teammeasure', min(id)::text FROM team_measure
UNION ALL SELECT '/forbattring/team/', 'teamperiod', max(period)::text FROM team_figure, at WHERE unit_id = at.u AND measure_id = (SELECT min(id) FROM team_measure)
UNION ALL SELECT '/forbattring/team/', 'name', 'tillsammans.svg'
UNION ALL SELECT '/forbattring/team/', 'member', min(m.id)::text FROM team_member m, at WHERE m.unit_id = at.u
UNION ALL SELECT '/forbattring/behov/', 'need', min(n.id)::text FROM need n, at WHERE n.unit_id = at.u
UNION ALL SELECT '/forbattring/inforanden/', 'pathway', max(id)::text FROM pathway_introduction UNION ALL SELECT '/forbattring/inforanden/', 'phase', '2'
UNION ALL SELECT '/forbattring/inforanden/', 'member', max(id)::text FROM pathway_member UNION ALL SELECT '/forbattring/inforanden/', 'patients', max(id)::text FROM pathway_patient_group
UNION ALL SELECT '/forbattring/inforanden/', 'template', max(id)::text FROM pathway_template UNION ALL SELECT '/forbattring/inforanden/', 'measure', 'OMV01'
UNION ALL SELECT '/forbattring/inforanden/{pathway}/utvardering/diagram/', 'pathway', min(id)::text FROM pathway_introduction
UNION ALL SELECT '/arsrapport/', 'section', min(id)::text FROM report_section WHERE year = 2025 AND content = 'text'
UNION ALL SELECT '/arsrapport/', 'event', max(id)::text FROM report_edition_event
UNION ALL SELECT '/gruppen/uppdrag/', 'mandate', '99'
UNION ALL SELECT '/gruppen/uppdrag/{mandate}/bekrafta', 'mandate', max(number)::text FROM mandate WHERE adopted_at IS NOT NULL
UNION ALL SELECT '/gruppen/arshjul/', 'task', min(t.id)::text FROM task t, at WHERE t.owner_id = at.p AND t.year = 2026 AND kind = 'wheel'
UNION ALL SELECT '/gruppen/moten/serier/', 'series', min(id)::text FROM meeting_series
UNION ALL SELECT '/gruppen/moten/', 'meeting', min(id)::text FROM meeting WHERE state = 'planned'
UNION ALL SELECT '/gruppen/moten/{meeting}/protokoll', 'meeting', min(id)::text FROM meeting WHERE published_at IS NOT NULL
UNION ALL SELECT '/gruppen/moten/', 'item', min(i.id)::text FROM agenda_item i JOIN meeting m ON m.id = i.meeting_id WHERE m.state = 'planned'
UNION ALL SELECT '/gruppen/beslut/', 'decision', min(decision_id)::text FROM task, at WHERE owner_id = at.p AND kind = 'decision'
UNION ALL SELECT '/gruppen/beslut/', 'task', max(id)::text FROM task, at WHERE owner_id = at.p AND kind = 'decision'
UNION ALL SELECT '/gruppen/fragor/', 'matter', max(m.id)::text FROM matter m, at WHERE m.asked_by = at.p
UNION ALL SELECT '/gruppen/remisser/', 'consultation', min(id)::text FROM consultation WHERE state = 'ready'
UNION ALL SELECT '/gruppen/remisser/{consultation}' || more, 'consultation', min(c.id)::text FROM consultation c, unnest('{/andra,/svar,/synpunkter}'::text[]) more WHERE c.state = 'open' GROUP BY more
UNION ALL SELECT '/gruppen/remisser/{consultation}/svar.pdf', 'consultation', min(id)::text FROM consultation WHERE state = 'ready'
UNION ALL SELECT '/gruppen/remisser/{consultation}/fil', 'consultation', min(id)::text FROM consultation WHERE state = 'ready'
UNION ALL SELECT '/gruppen/remisser/{consultation}/fil', 'consultationfile', min(f.id)::text FROM consultation_file f JOIN consultation c ON c.id = f.consultation_id AND c.state = 'ready'
UNION ALL SELECT '/gruppen/remisser/{consultation}/arkiv.md', 'consultation', max(id)::text FROM consultation WHERE state = 'sent'
UNION ALL SELECT '/gruppen/remisser/', 'region', h.region_id::text FROM at, unit u JOIN clinic c ON c.id = u.clinic_id JOIN hospital h ON h.id = c.hospital_id WHERE u.id = at.u
UNION ALL SELECT '/gruppen/nomineringar/', 'personnomination', min(id)::text FROM person_nomination
UNION ALL SELECT '/gruppen/', 'nominee', min(e.id)::text FROM nominee e, at WHERE e.person_id = at.p
UNION ALL SELECT '/gruppen/programomradet/', 'term', min(id)::text FROM chair_term
UNION ALL SELECT '/gruppen/arbetsgrupper/', 'workgroup', min(id)::text FROM working_group
UNION ALL SELECT '/gruppen/omvarld/', 'outlook', min(id)::text FROM outlook_note
UNION ALL SELECT '/gruppen/installningar/', 'reason', min(id)::text FROM missing_reason
UNION ALL SELECT '/gruppen/namn/', 'name', min(id)::text FROM group_former_name
UNION ALL SELECT '/gruppen/enheter/', 'unit', at.u::text FROM at
UNION ALL SELECT '/gruppen/oppet/', 'kind', 'goals' UNION ALL SELECT '/gruppen/oppet/', 'audience', 'patients'
UNION ALL SELECT '/gruppen/oppet/exempel/', 'example', min(e.id)::text FROM example e, at WHERE e.unit_id = at.u AND e.state = 'published'
UNION ALL SELECT '/gruppen/oppet/', 'feedback', min(id)::text FROM public_feedback WHERE group_id IS NOT NULL
UNION ALL SELECT '/konton/', 'feedback', min(id)::text FROM public_feedback WHERE group_id IS NULL
UNION ALL SELECT '/gruppen/patienter/', 'comment', min(id)::text FROM patient_comment
UNION ALL SELECT '/patient/', 'subject', 'mal' UNION ALL SELECT '/patient/', 'thing', min(id)::text FROM goal WHERE year = 2026
UNION ALL SELECT '/publicerat/', 'code', 'MED13'
UNION ALL SELECT '/publicerat/', 'document', max(d.id)::text FROM document d JOIN document_version v ON v.document_id = d.id WHERE d.readers = 'all' AND v.file_name <> ''
UNION ALL SELECT '/publicerat/', 'example', min(example_id)::text FROM example_opening WHERE opened_at IS NOT NULL`

// guardOfTheWalk lets every transaction that changes something run to its end, and fail
// there. Sessions may change, but for the one that is walked.
const guardOfTheWalk = `
CREATE FUNCTION guard_of_the_walk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the walk changes nothing'; END $$;
DO $$ DECLARE name text; BEGIN
	FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('session', 'goose_db_version', 'audit', 'audit_link', 'page_reading', 'sign_in_brake') LOOP
		EXECUTE format('CREATE CONSTRAINT TRIGGER guard_of_the_walk AFTER INSERT OR UPDATE OR DELETE ON %I DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_of_the_walk()', name);
	END LOOP;
	CREATE CONSTRAINT TRIGGER guard_of_the_walk AFTER UPDATE OR DELETE ON session DEFERRABLE INITIALLY DEFERRED
		FOR EACH ROW WHEN (OLD.public_id = 'walked') EXECUTE FUNCTION guard_of_the_walk();
END $$`
