package results_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/app/results"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// lines is a database to write about lines in, with people of the example.
type lines struct {
	*testing.T
	db       *postgres.DB
	room     *results.Room
	group    org.GroupID
	about    results.AboutMeasure
	kalmar   org.UnitID
	convener org.Actor
	member   org.Actor // reports for kalmar
	reader   org.Actor
}

func newLines(t *testing.T) lines {
	db, group := example(t)
	l := lines{T: t, db: db, room: results.New(db, now), group: group,
		about: results.AboutMeasure{GroupID: group, Code: "OMV01"}, convener: named(org.Convener, group), reader: named(org.ProgramAreaMember, group)}
	if err := db.Read(t.Context(), func(tx *postgres.Tx) error {
		units, err := tx.Units(t.Context(), group)
		for _, u := range units {
			if u.Code == "KAL" {
				l.kalmar = u.ID
			}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	l.member = named(org.MedicalLead, group)
	l.member.Memberships[0].UnitID = l.kalmar
	return l
}

// named is somebody whom the log can name.
func named(role org.Role, group org.GroupID) org.Actor {
	actor := as(role, group)
	actor.Person.Name = "Provperson"
	return actor
}

func (l lines) page(actor org.Actor) results.Indicator {
	l.Helper()
	i, err := l.room.Indicator(l.Context(), actor, l.group, results.IndicatorFilter{Code: "OMV01"})
	if err != nil {
		l.Fatal(err)
	}
	return i
}

// logged counts the log's rows about the action.
func (l lines) logged(action string) int {
	l.Helper()
	n := 0
	if err := l.db.Read(l.Context(), func(tx *postgres.Tx) error {
		rows, err := tx.Audit(l.Context(), postgres.AuditPage{GroupID: l.group, Limit: 1000})
		for _, r := range rows {
			if r.Action == action {
				n++
			}
		}
		return err
	}); err != nil {
		l.Fatal(err)
	}
	return n
}

// at are the fields that err has problems with, "" for another error or none.
func at(err error) string {
	var invalid *fault.ValidationError
	if !errors.As(err, &invalid) {
		return ""
	}
	var fields []string
	for _, p := range invalid.Problems {
		fields = append(fields, p.Field)
	}
	return strings.Join(fields, " ")
}

func TestNotesOnATimeLine(t *testing.T) {
	l := newLines(t)
	before := len(l.page(l.convener).Dataset.Notes)
	n := quality.TimeNote{UnitID: l.kalmar, Kind: quality.Intervention, On: time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC), Text: "Ny rutin"}
	all := n
	all.UnitID, all.Text = 0, "Ny riktlinje"

	for who, try := range map[string]struct {
		actor org.Actor
		note  quality.TimeNote
	}{"a member about all": {l.member, all}, "a reader about a unit": {l.reader, n}, "a reader about all": {l.reader, all}} {
		if err := l.room.AddNote(t.Context(), try.actor, l.about, try.note); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("%s: %v", who, err)
		}
	}
	if got := at(l.room.AddNote(t.Context(), l.member, l.about, quality.TimeNote{UnitID: l.kalmar, Kind: "nonsense"})); got != "on kind text" {
		t.Errorf("problems at %q", got)
	}
	if got := at(l.room.AddNote(t.Context(), l.convener, l.about, quality.TimeNote{UnitID: 9999, Kind: n.Kind, On: n.On, Text: n.Text})); got != "unit" {
		t.Errorf("a unit without a line: problems at %q", got)
	}
	for _, try := range []error{l.room.AddNote(t.Context(), l.member, l.about, n), l.room.AddNote(t.Context(), l.convener, l.about, all)} {
		if try != nil {
			t.Fatal(try)
		}
	}
	notes := l.page(l.convener).Dataset.Notes
	if len(notes) != before+2 || l.logged("results.add_note") != 2 {
		t.Fatalf("%d notes, %d rows in the log", len(notes), l.logged("results.add_note"))
	}
	seen := l.page(l.reader).Dataset.Notes
	for _, note := range seen {
		if note.UnitID != 0 || note.Writer != "" || note.WrittenBy != 0 {
			t.Errorf("a reader outside the group is told %+v", note)
		}
	}
	if len(seen) == 0 || len(l.page(l.reader).Dataset.Decisions) != 0 {
		t.Error("what is about all units is read outside the group, and no decisions are")
	}

	id := notes[slices.IndexFunc(notes, func(n analysis.Note) bool { return n.Text == "Ny rutin" })].ID
	n.ID, n.Version, n.Text = id, 1, "Ny rutin, rättad"
	if err := l.room.SaveNote(t.Context(), l.member, l.about, n); err != nil {
		t.Fatal(err)
	}
	if err := l.room.SaveNote(t.Context(), l.member, l.about, n); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("saved twice from the same version: %v", err)
	}
	moved := n
	moved.UnitID, moved.Version = 0, 2
	if err := l.room.SaveNote(t.Context(), l.member, l.about, moved); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("a member makes it about all: %v", err)
	}
	other := org.Actor{Memberships: []org.Membership{{Role: org.MedicalLead, GroupID: l.group, UnitID: l.kalmar - 1}}}
	if err := l.room.DeleteNote(t.Context(), other, l.about, quality.TimeNote{ID: id, Version: 2}); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("another unit's removes it: %v", err)
	}
	if err := l.room.DeleteNote(t.Context(), l.member, l.about, quality.TimeNote{ID: id, Version: 1}); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("removed as it was: %v", err)
	}
	if err := l.room.DeleteNote(t.Context(), l.member, l.about, quality.TimeNote{ID: id, Version: 2}); err != nil {
		t.Fatal(err)
	}
	if len(l.page(l.convener).Dataset.Notes) != before+1 || l.logged("results.save_note") != 1 || l.logged("results.delete_note") != 1 {
		t.Error("the note is there still, or the log lacks something")
	}
}

func TestDecisionsAboutLines(t *testing.T) {
	l := newLines(t)
	before := l.page(l.convener).Dataset.Decisions
	d := quality.LineDecision{Kind: quality.LeftOut, Period: quality.Quarter(2025, 2), Reason: "Avdelningen var stängd"}
	for who, actor := range map[string]org.Actor{"a member": l.member, "a reader": l.reader} {
		if err := l.room.DecideLine(t.Context(), actor, l.about, d); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("%s decides: %v", who, err)
		}
		if err := l.room.UndoDecision(t.Context(), actor, l.about, before[0].ID); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("%s takes a decision back: %v", who, err)
		}
	}
	for want, wrong := range map[string]quality.LineDecision{
		"period": {Kind: quality.LeftOut, Period: quality.Quarter(1999, 1), Reason: "Varför"},
		"unit":   {Kind: quality.LeftOut, UnitID: 9999, Period: d.Period, Reason: "Varför"},
		"reason": {Kind: quality.LeftOut, Period: d.Period},
	} {
		if got := at(l.room.DecideLine(t.Context(), l.convener, l.about, wrong)); got != want {
			t.Errorf("problems at %q, want %q", got, want)
		}
	}
	if err := l.room.DecideLine(t.Context(), l.convener, l.about, d); err != nil {
		t.Fatal(err)
	}
	if got := at(l.room.DecideLine(t.Context(), l.convener, l.about, d)); got != "period" {
		t.Errorf("the same once more: problems at %q", got)
	}
	after := l.page(l.convener).Dataset.Decisions
	if len(after) != len(before)+1 || l.logged("results.decide_line") != 1 {
		t.Fatalf("%d decisions", len(after))
	}
	id := after[slices.IndexFunc(after, func(d quality.LineDecision) bool { return d.Kind == quality.LeftOut })].ID
	if err := l.room.UndoDecision(t.Context(), l.convener, l.about, id); err != nil {
		t.Fatal(err)
	}
	if err := l.room.UndoDecision(t.Context(), l.convener, l.about, id); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("taken back twice: %v", err)
	}
	if len(l.page(l.convener).Dataset.Decisions) != len(before) || l.logged("results.undo_decision") != 1 {
		t.Error("it holds still, or the log lacks something")
	}
}

// The coming page with signals reads every measure's lines at once: what they say is
// what each measure's own page says.
func TestSignalsOfEveryLine(t *testing.T) {
	l := newLines(t)
	i := l.page(l.convener)
	if err := l.db.Read(t.Context(), func(tx *postgres.Tx) error {
		ds, err := dataset.LoadLines(t.Context(), tx, l.group, i.Years.All[0], i.Years.All[len(i.Years.All)-1])
		if err != nil {
			return err
		}
		if len(ds.Decisions) != 1 || len(ds.Measures) < 10 {
			t.Errorf("%d decisions, %d measures", len(ds.Decisions), len(ds.Measures))
		}
		whole, err := ds.RunSignals()
		if err != nil {
			return err
		}
		for _, s := range whole.Signals {
			if s.Measure.Code == "OMV01" && s.Unit.Code == "KAL" {
				t.Error("a signal from before the phase")
			}
		}
		masked, err := ds.Mask().RunSignals()
		if len(masked.Signals) != 0 || masked.Judged != 0 || masked.TooFew == 0 {
			t.Errorf("%+v of two years", masked)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}
