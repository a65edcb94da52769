package setup_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"samsyn/internal/app/account"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
	"samsyn/internal/setup"
	"samsyn/internal/testdb"
)

const password = "ett lösenord för exemplet"

func demoAt(t *testing.T, now time.Time) (*postgres.DB, org.Group) {
	t.Helper()
	d := testdb.New(t)
	if err := setup.Default(t.Context(), d.DB, now); err != nil {
		t.Fatal(err)
	}
	if _, err := setup.Demo(t.Context(), d.DB, now, password); err != nil {
		t.Fatal(err)
	}
	return d.DB, group(t, d.DB)
}

// allFigures reads what every unit has entered since the year, drafts too.
func allFigures(t *testing.T, db *postgres.DB, g org.Group, year int) (figures []quality.Figure) {
	t.Helper()
	read(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		units, err := tx.Units(ctx, g.ID)
		if err != nil {
			return err
		}
		for _, u := range units {
			more, err := tx.UnitFigures(ctx, postgres.UnitFiguresOf{GroupID: g.ID, Units: []org.UnitID{u.ID}, From: time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC), To: now.AddDate(5, 0, 0)})
			if err != nil {
				return err
			}
			figures = append(figures, more...)
		}
		return nil
	})
	return figures
}

func TestDemoFiguresAreSound(t *testing.T) {
	db, g := demoAt(t, now)
	if !g.ExampleData {
		t.Error("the group is not marked as an example")
	}
	figures := allFigures(t, db, g, now.Year()-2)
	if len(figures) < 1000 {
		t.Errorf("only %d figures", len(figures))
	}
	states := map[quality.FigureState]int{}
	var emptyDenominators int
	read(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		byID := map[quality.IndicatorID]quality.Indicator{}
		library, err := tx.Indicators(ctx, g.ID, now)
		for _, i := range library {
			byID[i.ID] = i
		}
		for _, f := range figures {
			states[f.State]++
			if problems := byID[f.IndicatorID].Check(f); len(problems) > 0 {
				t.Errorf("%s %s: %v", byID[f.IndicatorID].Code, f.Period.Code(), problems)
			}
			if d := f.Value.Denominator; d != nil && *d == 0 {
				emptyDenominators++
			}
			if f.EnteredAt.After(now) {
				t.Errorf("a figure was entered in the future, %v", f.EnteredAt)
			}
		}
		return err
	})
	if states[quality.Missing] == 0 || states[quality.NotApplicable] == 0 || emptyDenominators == 0 {
		t.Errorf("%v with %d empty denominators: the example lacks what real data have", states, emptyDenominators)
	}
}

func TestDemoLatestQuarterIsOnItsWay(t *testing.T) {
	db, g := demoAt(t, now)
	read(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		got := map[string]int{}
		list, err := tx.Submissions(ctx, g.ID, time.Time{}, now)
		for _, s := range list {
			got[s.Period.Code()+" "+string(s.State)]++
		}
		for code, want := range map[string]int{
			"2024K1 final": 7, "2025K4 final": 7, "2026K2 approved": 7,
			"2026K3 approved": 1, "2026K3 submitted": 3, "2026K3 returned": 1, "2026K3 draft": 1,
		} {
			if got[code] != want {
				t.Errorf("%s: %d submissions, want %d", code, got[code], want)
			}
		}
		if len(list) != 7*10+6 {
			t.Errorf("%d submissions", len(list))
		}
		return err
	})
	returned, changed := 0, 0
	for _, f := range allFigures(t, db, g, now.Year()) {
		if f.Review.State == quality.ReviewedReturned {
			returned++
		}
		if f.ChangedSinceApproval() {
			changed++
		}
	}
	if returned != 1 || changed != 1 {
		t.Errorf("%d figures were sent back alone and %d changed after their approval", returned, changed)
	}
}

func TestDemoOnAnyDay(t *testing.T) {
	for _, day := range []string{"2027-01-02", "2027-02-28", "2027-03-15", "2026-06-30", "2026-12-31"} {
		t.Run(day, func(t *testing.T) {
			at, err := time.Parse(time.DateOnly, day)
			if err != nil {
				t.Fatal(err)
			}
			db, g := demoAt(t, at.Add(8*time.Hour))
			for _, f := range allFigures(t, db, g, at.Year()-2) {
				if f.Period.End().After(at) {
					t.Fatalf("a figure about %s on %s", f.Period.Code(), day)
				}
			}
		})
	}
}

func TestDemoIsTheSameEverywhere(t *testing.T) {
	// Ids follow the order of insertion, which is the same too.
	ignored := cmp.Transformer("value", func(f quality.Figure) quality.Value { return f.Value })
	first, g := demoAt(t, now)
	second, _ := demoAt(t, now.AddDate(0, 0, 3))
	if diff := cmp.Diff(allFigures(t, first, g, 2024), allFigures(t, second, g, 2024), ignored); diff != "" {
		t.Error(diff)
	}
}

func TestDemoShowsARedefinedMeasure(t *testing.T) {
	db, g := demoAt(t, now)
	read(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		library, err := tx.Indicators(ctx, g.ID, now)
		for _, i := range library {
			if i.Code != "MED11" {
				continue
			}
			versions, err := tx.Versions(ctx, i.ID)
			if err != nil {
				return err
			}
			if len(versions) != 2 || versions[1].Comparable || versions[1].ChangeNote == "" ||
				versions[1].ValidFrom.Year() != now.Year()-1 || versions[0].DenominatorText == versions[1].DenominatorText {
				t.Errorf("the versions are %+v", versions)
			}
		}
		return err
	})
}

func TestDemoGoalsFollowEachOther(t *testing.T) {
	db, g := demoAt(t, now)
	read(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		years, err := tx.GoalYears(ctx, g.ID)
		if diff := cmp.Diff([]int{2024, 2025, 2026}, years); diff != "" {
			t.Error(diff)
		}
		library, err := tx.Indicators(ctx, g.ID, now)
		if err != nil {
			return err
		}
		for _, year := range years {
			goals, err := tx.Goals(ctx, g.ID, year, year)
			if err != nil {
				return err
			}
			if gaps := quality.Gaps(goals, library, 0); len(gaps) > 0 || len(goals) != 7 {
				t.Errorf("%d: %d goals, gaps %v", year, len(goals), gaps)
			}
		}
		sections, err := tx.ReportSections(ctx, g.ID, now.Year()-1)
		for _, s := range sections {
			if s.Body != "" && !strings.HasPrefix(s.Body, "Exempeltext.") {
				t.Errorf("a text does not say that it is an example: %q", s.Body)
			}
		}
		return err
	})
}

func TestDemoAccountsGetANewPassword(t *testing.T) {
	db, _ := demoAt(t, now)
	accepts := func(email, password string) (ok bool) {
		t.Helper()
		read(t, db, func(ctx context.Context, tx *postgres.Tx) error {
			login, err := tx.Login(ctx, email)
			if err != nil {
				return err
			}
			ok, err = account.CheckPassword(ctx, login.PasswordHash, password)
			return err
		})
		return ok
	}
	again := func(password string) string {
		t.Helper()
		accounts, err := setup.Demo(t.Context(), db, now.AddDate(0, 6, 0), password)
		if err != nil {
			t.Fatal(err)
		}
		var printed strings.Builder
		accounts.Print(&printed)
		return printed.String()
	}
	if !accepts("linkoping@exempel.se", password) || !accepts("admin@exempel.se", password) {
		t.Error("the first password does not work")
	}
	if accepts("linkoping.2@exempel.se", password) {
		t.Error("somebody without an example login has one")
	}
	if out := again(""); strings.Contains(out, "Lösenord för alla") || !accepts("rmpo@exempel.se", password) {
		t.Errorf("without a password it said %q", out)
	}
	if out := again("ett annat lösenord"); !strings.Contains(out, "ett annat lösenord") || !strings.Contains(out, "sammanstallande@exempel.se") {
		t.Errorf("with a new password it said %q", out)
	}
	if accepts("linkoping@exempel.se", password) || !accepts("kalmar@exempel.se", "ett annat lösenord") {
		t.Error("the password was not changed")
	}
}

func TestDemoKeepsOutOfRealData(t *testing.T) {
	db, g := defaults(t)
	err := db.Write(t.Context(), func(tx *postgres.Tx) error {
		_, err := tx.AddPerson(t.Context(), org.Person{Email: "a@exempel.se", Name: "A", Profession: org.Nurse}, "")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := setup.Demo(t.Context(), db, now, password); err == nil {
		t.Error("example data were mixed with somebody's work")
	}
	if figures := allFigures(t, db, g, 2000); len(figures) > 0 {
		t.Errorf("%d figures were left", len(figures))
	}
}

func TestEveryFillingIsAudited(t *testing.T) {
	db, _ := demoAt(t, now)
	if _, err := setup.Demo(t.Context(), db, now, "ett annat lösenord"); err != nil {
		t.Fatal(err)
	}
	read(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		got := map[string]int{}
		log, err := tx.Audit(ctx, postgres.AuditPage{Limit: 1000})
		for _, row := range log {
			got[row.Action]++
		}
		want := map[string]int{"setup.default": 1, "setup.demo": 1, "setup.demo_password": 16,
			// What the units say of their pages in the yearly report.
			"report.open_round": 1, "report.confirm_pages": 2, "report.draft_answer": 1, "report.send_comments": 3,
			// What has happened to single figures.
			"figure.return": 1, "figure.save": 1, "submission.reopen": 1, "submission.submit": 1,
			// What the units do to get better.
			"improve.create_action": 10, "improve.step_action": 6, "improve.add_cycle": 3, "improve.save_gap_sheet": 2, "improve.create_need": 4, "improve.save_need": 1,
			// Care pathways that are introduced.
			"improve.begin_pathway": 2, "improve.add_core_member": 11, "improve.close_phase": 4, "improve.end_pathway": 1, "improve.move_phase": 1,
			"improve.note_pathway_unit": 7, "improve.plan_check_meeting": 1, "improve.save_economics": 1, "improve.save_pathway_gap": 3,
			"improve.save_pathway_template": 1, "improve.save_patient_group": 3, "improve.tick_phase": 5,
			// Methods, documents, links and who was told.
			"method.create": 4, "method.note": 22, "method.follow_up": 2, "document.create": 6, "document.upload": 1, "document.review": 5, "document.publish": 5,
			"link.create": 7, "recipient.create": 3, "recipient.tell": 1}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		return err
	})
}

func TestDemoShowsAPhaseAndANote(t *testing.T) {
	db, g := demoAt(t, now)
	read(t, db, func(ctx context.Context, tx *postgres.Tx) error {
		library, err := tx.Indicators(ctx, g.ID, now)
		if err != nil {
			return err
		}
		var ids []quality.IndicatorID
		for _, i := range library {
			ids = append(ids, i.ID)
		}
		decisions, err := tx.LineDecisions(ctx, g.ID, ids)
		if err != nil {
			return err
		}
		notes, err := tx.TimeNotes(ctx, g.ID, ids)
		if len(decisions) != 1 || decisions[0].Period != quality.Quarter(now.Year()-1, 2) || !strings.HasPrefix(decisions[0].Reason, "Exempel") {
			t.Errorf("decisions %+v", decisions)
		}
		if len(notes) != 2 || notes[0].WriterName == "" {
			t.Errorf("notes %+v", notes)
		}
		for _, n := range notes {
			if !strings.HasPrefix(n.Text, "Exempel") {
				t.Errorf("%q does not say that it is an example", n.Text)
			}
		}
		return err
	})
}
