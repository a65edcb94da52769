package postgres_test

import (
	"bytes"
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/testdb"
)

// begun is a year's report that has begun, with two documents: 1 for the group, 2 for all.
func (w *world) begunReport(year int) {
	w.t.Helper()
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.BeginReport(ctx, w.full, year, noon, 0) })
	for n, audience := range []string{"internal", "public"} {
		w.write(func(ctx context.Context, tx *postgres.Tx) error {
			return tx.AddReportDocument(ctx, postgres.ReportDocument{SHA256: sum(n + 1), GroupID: w.full, Year: year, Audience: audience, Content: []byte("{}"), MadeAt: noon})
		})
	}
}

func sum(n int) []byte { return bytes.Repeat([]byte{byte(n)}, 32) }

func TestEditions(t *testing.T) {
	w := newWorld(t)
	w.refused("a report that has not begun", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error { return tx.LockReport(ctx, w.full, 2025) })
	w.begunReport(2025)
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.LockReport(ctx, w.full, 2025) })
	edition := postgres.Edition{GroupID: w.full, Year: 2025, Number: 1, InternalSHA256: sum(1), PublicSHA256: sum(2), FixedAt: noon}
	add := func(e postgres.Edition, by org.PersonID) int64 {
		return made(w, func(ctx context.Context, tx *postgres.Tx) (int64, error) { return tx.AddEdition(ctx, e, by) })
	}
	edition.ID = add(edition, 0)
	second := edition
	second.Number, second.Reason = 2, "Rättade siffror"
	second.ID, second.FixedBy = add(second, w.anna), w.name(w.anna)
	w.refused("a number that is taken", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.AddEdition(ctx, second, w.anna)
		return err
	})
	if err := w.try(func(ctx context.Context, tx *postgres.Tx) error {
		third := second
		third.Number, third.Reason = 3, ""
		_, err := tx.AddEdition(ctx, third, w.anna)
		return err
	}); err == nil {
		t.Error("another one without a reason")
	}
	editions := func(group org.GroupID, year int) []postgres.Edition {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.Edition, error) { return tx.Editions(ctx, group, year) })
	}
	same(t, "the year's", editions(w.full, 2025), []postgres.Edition{second, edition})
	same(t, "all years'", len(editions(w.full, 0)), 2)
	same(t, "another year's", len(editions(w.full, 2024)), 0)
	same(t, "another group's", len(editions(w.bare, 0)), 0)

	code := fetch(w, func(ctx context.Context, tx *postgres.Tx) (string, error) {
		g, err := tx.Group(ctx, w.full)
		return g.Code, err
	})
	published := func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.PublishedEdition(ctx, code, 2025, 2)
		return err
	}
	w.refused("not published", fault.ErrNotFound, published)
	at := noon
	open := func(ctx context.Context, tx *postgres.Tx) error { return tx.PublishEdition(ctx, second.ID, &at, w.anna) }
	w.write(open)
	w.refused("published already", fault.ErrConflict, open)
	second.PublishedAt, second.PublishedBy = &at, second.FixedBy
	same(t, "published", fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.Edition, error) { return tx.PublishedEdition(ctx, code, 2025, 2) }), second)
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.PublishEdition(ctx, second.ID, nil, w.anna) })
	w.refused("closed again", fault.ErrNotFound, published)
}

// TestAFixedEditionCannotBeChanged: what the running program's role is allowed, and what the
// tables themselves refuse.
func TestAFixedEditionCannotBeChanged(t *testing.T) {
	d := testdb.New(t)
	connect := func(url string) *pgx.Conn {
		conn, err := pgx.Connect(t.Context(), url)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = conn.Close(context.Background()) })
		return conn
	}
	program, owner := connect(d.AppURL), connect(d.OwnerURL)
	if _, err := owner.Exec(t.Context(), `INSERT INTO healthcare_region (code, name) VALUES ('prov', 'Prov');
		INSERT INTO programme_group (healthcare_region_id, code, name, short_name) VALUES (1, 'prov', 'Prov', 'Prov');
		INSERT INTO report (group_id, year, begun_at) VALUES (1, 2025, now());
		INSERT INTO report_document (sha256, group_id, year, audience, content, made_at)
		SELECT decode(repeat(n, 64), 'hex'), 1, 2025, CASE n WHEN '1' THEN 'internal' WHEN '2' THEN 'public' ELSE 'internal' END, '{}', now() FROM unnest('{1,2,3}'::text[]) n;
		INSERT INTO report_edition (group_id, year, number, internal_sha256, public_sha256, fixed_at) VALUES (1, 2025, 1, decode(repeat('1', 64), 'hex'), decode(repeat('2', 64), 'hex'), now());
		INSERT INTO report_edition_event (edition_id, kind, direction, happened_on, with_whom, noted_at) VALUES (1, 'delivered', 'up', now(), 'Dit', now())`); err != nil {
		t.Fatal(err)
	}
	for name, statement := range map[string]string{
		"another content":      `UPDATE report_document SET content = 'x'`,
		"the group's document": `DELETE FROM report_document WHERE audience = 'internal'`,
		"everybody's":          `DELETE FROM report_document WHERE audience = 'public'`,
		"another document":     `UPDATE report_edition SET internal_sha256 = public_sha256`,
		"another day":          `UPDATE report_edition SET fixed_at = now()`,
		"the edition":          `DELETE FROM report_edition`,
		"an event's day":       `UPDATE report_edition_event SET happened_on = now()`,
		"an event":             `DELETE FROM report_edition_event`,
	} {
		if _, err := program.Exec(t.Context(), statement); err == nil {
			t.Errorf("%s: %s is allowed", name, statement)
		}
	}
	for _, audience := range []string{"internal", "public"} {
		if _, err := owner.Exec(t.Context(), `DELETE FROM report_document WHERE audience = $1`, audience); err == nil {
			t.Errorf("the owner can remove the %s document of an edition", audience)
		}
	}
	if tag, err := program.Exec(t.Context(), `DELETE FROM report_document WHERE sha256 = decode(repeat('3', 64), 'hex')`); err != nil || tag.RowsAffected() != 1 {
		t.Errorf("a draft's document: %v", err)
	}
}

func TestEditionEvents(t *testing.T) {
	w := newWorld(t)
	w.begunReport(2025)
	edition := made(w, func(ctx context.Context, tx *postgres.Tx) (int64, error) {
		return tx.AddEdition(ctx, postgres.Edition{GroupID: w.full, Year: 2025, Number: 1, InternalSHA256: sum(1), PublicSHA256: sum(2), FixedAt: noon.Add(-time.Hour)}, 0)
	})
	day := date(2026, time.March, 3)
	add := func(v postgres.EditionEvent, by org.PersonID) postgres.EditionEvent {
		v.EditionID, v.HappenedOn, v.NotedAt = edition, day, noon
		v.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (int64, error) { return tx.AddEditionEvent(ctx, v, by) })
		if by != 0 {
			v.NotedBy = w.name(by)
		}
		return v
	}
	waiting := func() []postgres.WaitingEdition {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.WaitingEdition, error) { return tx.WaitingEditions(ctx, w.full) })
	}
	same(t, "nothing is delivered", len(waiting()), 0)
	delivered := add(postgres.EditionEvent{Kind: "delivered", Direction: "up", WithWhom: "Provområdet", Note: "Skickad"}, 0)
	same(t, "delivered", waiting(), []postgres.WaitingEdition{{Year: 2025, Number: 1, DeliveredOn: day}})
	presented := add(postgres.EditionEvent{Kind: "presented", WithWhom: "Mötet", MeetingID: w.meeting(1).ID}, w.anna)
	acknowledged := add(postgres.EditionEvent{Kind: "acknowledged", WithWhom: "Lars"}, w.anna)
	same(t, "acknowledged", len(waiting()), 0)
	w.refused("acknowledged already", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.AddEditionEvent(ctx, acknowledged, w.anna)
		return err
	})
	back := func(ctx context.Context, tx *postgres.Tx) error { return tx.TakeBackEditionEvent(ctx, acknowledged, noon, w.bert) }
	w.write(back)
	w.refused("taken back already", fault.ErrConflict, back)
	at := noon
	acknowledged.TakenBackAt, acknowledged.TakenBackBy = &at, w.name(w.bert)
	events := func(year int) []postgres.EditionEvent {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.EditionEvent, error) { return tx.EditionEvents(ctx, w.full, year) })
	}
	same(t, "the year's", events(2025), []postgres.EditionEvent{delivered, presented, acknowledged})
	same(t, "all years'", len(events(0)), 3)
	same(t, "another year's", len(events(2024)), 0)
	same(t, "it waits again", len(waiting()), 1)
}

func (w *world) name(id org.PersonID) string {
	w.t.Helper()
	return fetch(w, func(ctx context.Context, tx *postgres.Tx) (string, error) {
		p, err := tx.Person(ctx, id)
		return p.Name, err
	})
}
