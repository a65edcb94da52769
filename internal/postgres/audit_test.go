package postgres_test

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"time"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// appendAudit writes the entry as somebody with an account, or as a command.
func appendAudit(actor org.Actor, e postgres.AuditEntry) func(context.Context, *postgres.Tx) error {
	return func(ctx context.Context, tx *postgres.Tx) error { return tx.AppendAudit(ctx, actor, e) }
}

func TestAudit(t *testing.T) {
	w := newWorld(t)
	anna := org.Actor{Person: org.Person{ID: w.anna, Name: "Anna"}, ClientAddress: "192.0.2.1", RequestID: "r1"}
	command := org.Actor{Person: org.Person{Name: "samsyn import"}}
	full := postgres.AuditEntry{At: noon, Action: "figure.save", GroupID: w.full, UnitID: w.ala, Subject: "figure", SubjectID: 7,
		Before: map[string]int{"numerator": 1}, After: quality.Value{Numerator: ptr(2.0)}}
	w.write(appendAudit(anna, full))
	w.write(appendAudit(command, postgres.AuditEntry{At: noon.Add(time.Hour), Action: "setup.default", Subject: "installation"}))
	w.write(appendAudit(command, postgres.AuditEntry{At: noon.Add(2 * time.Hour), Action: "figure.delete", GroupID: w.bare, Subject: "figure", SubjectID: 7}))
	page := func(p postgres.AuditPage) []postgres.AuditRow {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.AuditRow, error) { return tx.Audit(ctx, p) })
	}
	all := page(postgres.AuditPage{Limit: 10})
	want := []postgres.AuditRow{
		{ID: 3, At: noon.Add(2 * time.Hour), ActorName: "samsyn import", Action: "figure.delete", GroupName: "Andra gruppen", Subject: "figure", SubjectID: 7},
		{ID: 2, At: noon.Add(time.Hour), ActorName: "samsyn import", Action: "setup.default", Subject: "installation"},
		{ID: 1, At: noon, ActorName: "Anna", Action: "figure.save", GroupName: "Östra gruppen", UnitName: "Ala", Subject: "figure", SubjectID: 7,
			Before: json.RawMessage(`{"numerator": 1}`), After: all[2].After, ClientAddress: "192.0.2.1", RequestID: "r1"},
	}
	same(t, "newest first", all, want)
	var after quality.Value
	if err := json.Unmarshal(all[2].After, &after); err != nil || *after.Numerator != 2 {
		t.Errorf("after: %s, %v", all[2].After, err)
	}
	same(t, "the group's", page(postgres.AuditPage{GroupID: w.full, Limit: 10}), want[2:])
	same(t, "the next page", page(postgres.AuditPage{Below: 3, Limit: 1}), want[1:2])
	day := noon.Truncate(24 * time.Hour)
	for name, c := range map[string]struct {
		page postgres.AuditPage
		want string
	}{
		"who":                {postgres.AuditPage{PersonID: w.anna}, "1"},
		"a command":          {postgres.AuditPage{Nobody: true}, "3 2"},
		"the group's":        {postgres.AuditPage{GroupID: w.bare, Nobody: true}, "3"},
		"which unit":         {postgres.AuditPage{UnitID: w.ala}, "1"},
		"about what":         {postgres.AuditPage{Rooms: []string{"figure", "goals"}}, "3 1"},
		"one thing":          {postgres.AuditPage{Subject: "figure", SubjectID: 7, GroupID: w.full}, "1"},
		"another thing":      {postgres.AuditPage{Subject: "figure", SubjectID: 8}, ""},
		"from":               {postgres.AuditPage{From: ptr(noon.Add(time.Hour))}, "3 2"},
		"until":              {postgres.AuditPage{From: &day, Until: ptr(noon.Add(time.Hour))}, "1"},
		"changes":            {postgres.AuditPage{Only: postgres.OnlyChanges, Readings: []string{"setup.default"}}, "3 1"},
		"readings and files": {postgres.AuditPage{Only: postgres.OnlyReadings, Readings: []string{"setup.default"}}, "2"},
	} {
		c.page.Limit = 10
		var ids []string
		for _, r := range page(c.page) {
			ids = append(ids, strconv.FormatInt(r.ID, 10))
		}
		same(t, name, strings.Join(ids, " "), c.want)
	}
	people := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.AuditPerson, error) {
		return tx.AuditPeople(ctx, 0)
	})
	if len(people) < 2 || people[0].Name == "" {
		t.Errorf("people: %v", people)
	}
	same(t, "people of a group without any", len(fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.AuditPerson, error) {
		return tx.AuditPeople(ctx, w.bare)
	})), 0)
	same(t, "from where", text(t, w.db, `SELECT string_agg(client_address || '/' || request_id || '/' || coalesce(person_id::text, 'nobody'), ' ' ORDER BY id) FROM audit`),
		"192.0.2.1/r1/1 //nobody //nobody")

	last := func(subject string, id int64) postgres.LastChange {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.LastChange, error) {
			return tx.LastChange(ctx, subject, id)
		})
	}
	same(t, "last change", last("figure", 7), postgres.LastChange{ActorName: "samsyn import", At: noon.Add(2 * time.Hour)})
	same(t, "never changed", last("figure", 8), postgres.LastChange{})
	if err := w.try(appendAudit(anna, postgres.AuditEntry{At: noon, Action: "a", Subject: "s", After: func() {}})); err == nil {
		t.Error("what cannot be written down was taken")
	}
	if err := w.try(appendAudit(org.Actor{}, postgres.AuditEntry{At: noon, Action: "a", Subject: "s"})); err == nil {
		t.Error("nobody did it")
	}
}

func TestFigureHistory(t *testing.T) {
	w := newWorld(t)
	anna := org.Actor{Person: org.Person{ID: w.anna, Name: "Anna"}}
	of := func(indicator, stratum, period string) map[string]string {
		m := map[string]string{"indicator": indicator, "period": period}
		if stratum != "" {
			m["stratum"] = stratum
		}
		return m
	}
	figure := postgres.AuditEntry{At: noon, Action: "figure.save", GroupID: w.full, UnitID: w.ala, Subject: "figure", SubjectID: 7}
	add := func(e postgres.AuditEntry, before, after any) {
		e.Before, e.After = before, after
		w.write(appendAudit(anna, e))
	}
	mine, step, other := of("FULL", "A", "2026K1"), figure, figure
	add(figure, nil, mine)
	add(figure, mine, nil) // emptied
	figure.SubjectID = 8   // and entered anew
	add(figure, nil, mine)
	step.Action, step.Subject, step.SubjectID = "submission.submit", "submission", 3
	add(step, nil, nil)
	step.Action = "figure.export"
	add(step, nil, nil)
	step.Action, step.SubjectID = "submission.submit", 4
	add(step, nil, nil)
	other.UnitID = w.bo
	add(other, nil, mine)
	add(figure, nil, of("FULL", "B", "2026K1"))
	add(figure, nil, of("FULL", "A", "2026K2"))
	add(figure, nil, of("BARE", "", "2026K1"))
	rows := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.AuditRow, error) {
		return tx.FigureHistory(ctx, postgres.FigureHistoryOf{GroupID: w.full, UnitID: w.ala, Indicator: "FULL", Stratum: "A",
			Period: "2026K1", SubmissionID: 3, Except: []string{"figure.export"}})
	})
	var ids []int64
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	same(t, "newest first", ids, []int64{4, 3, 2, 1})
}

func TestMuchIsLoggedAtOnceAsOneByOne(t *testing.T) {
	w := newWorld(t)
	anna := org.Actor{Person: org.Person{ID: w.anna, Name: "Anna"}, ClientAddress: "192.0.2.1", RequestID: "r1"}
	command := org.Actor{Person: org.Person{Name: "samsyn import"}}
	entries := []postgres.AuditEntry{
		{At: noon, Action: "figure.save", GroupID: w.full, UnitID: w.ala, Subject: "figure", SubjectID: 7,
			Before: map[string]int{"numerator": 1}, After: quality.Value{Numerator: ptr(2.0)}},
		{At: noon, Action: "setup.default", Subject: "installation"},
	}
	logged := func() string {
		return text(t, w.db, `SELECT json_agg(to_jsonb(a) - 'id' - 'link' ORDER BY id)::text FROM audit a WHERE id > (SELECT max(id) - 2 FROM audit)`)
	}
	for _, actor := range []org.Actor{anna, command} {
		for _, e := range entries {
			w.write(appendAudit(actor, e))
		}
		one := logged()
		w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.CopyAudit(ctx, actor, entries) })
		same(t, actor.Person.Name, logged(), one)
	}
	if err := w.try(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.CopyAudit(ctx, anna, []postgres.AuditEntry{{At: noon, Action: "a", Subject: "s", After: func() {}}})
	}); err == nil {
		t.Error("what cannot be written down was taken")
	}
}
