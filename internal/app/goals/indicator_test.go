package goals

import (
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

// newMeasure is a measure to add.
func newMeasure() postgres.NewIndicator {
	return postgres.NewIndicator{
		Indicator: quality.Indicator{
			GroupID: testgroup.Group, Code: "OMV2", Category: quality.Nursing, Scope: quality.ScopeAllUnits,
			ReportedBy: []org.CareLevel{org.HighlySpecialised, org.GeneralCare}, Kind: quality.Rate, CountsChildren: true,
			Certainty: quality.Proposal,
			Definition: quality.Version{
				ValidFrom: day(2026, time.January, 1), Name: "Oplanerad extubation", NumeratorText: "Händelser",
				DenominatorText: "Respiratordygn", RatePer: 100, Direction: quality.Lower, Decimals: 1, ReportingMonths: 3,
			},
		},
		Promises: []quality.PromiseID{2, 3},
	}
}

func TestCreateIndicator(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	n := newMeasure()
	n.Indicator.Code = "MED1"
	wantCodes(t, room.CreateIndicator(ctx, convener, n), "code: code_taken")
	n = newMeasure()
	n.StratificationID = 99
	wantCodes(t, room.CreateIndicator(ctx, convener, n), "stratification: unknown_choice")
	n = newMeasure()
	n.Promises = []quality.PromiseID{99}
	wantCodes(t, room.CreateIndicator(ctx, convener, n), "promises: unknown_choice")
	wantCodes(t, room.CreateIndicator(ctx, convener, postgres.NewIndicator{Indicator: quality.Indicator{
		GroupID: testgroup.Group, Code: "å ä ö", Kind: quality.Score,
		Definition: quality.Version{RatePer: 1, Decimals: 9, ReportingMonths: 7}}}),
		"code: code_letters", "category: unknown_choice", "scope: unknown_choice", "certainty: unknown_choice",
		"reported_by: required", "name: required", "direction: unknown_choice", "decimals: out_of_range",
		"rate_per: only_for_rate", "scale_min: required", "scale_max: required", "reporting_months: unknown_choice")

	f.Exec(`INSERT INTO stratification (group_id, code, name) VALUES (1, 'vecka', 'Graviditetslängd')`)
	n = newMeasure()
	n.StratificationID = 1
	if err := room.CreateIndicator(ctx, convener, n); err != nil {
		t.Fatal(err)
	}
	p, err := room.Indicator(ctx, convener, testgroup.Group, "OMV2")
	if err != nil {
		t.Fatal(err)
	}
	if d := p.Indicator.Definition; d.RatePer != 100 || !d.Comparable || d.Name != "Oplanerad extubation" || len(p.Serves) != 2 {
		t.Errorf("%+v", p)
	}
	if got := f.Text(`SELECT after->>'promises' FROM audit WHERE action = 'goals.create_indicator'`); got != `["P2", "P3"]` {
		t.Errorf("audit: %s", got)
	}
	choices, err := room.Choices(ctx, convener, testgroup.Group)
	if err != nil || len(choices.Divisions) != 1 || len(choices.Promises) != 3 || len(choices.Conditions) != 0 {
		t.Errorf("%v, %v", choices, err)
	}
}

// correction is the measure as it is, to change something in.
func correction(t *testing.T, p IndicatorPage) Correction {
	t.Helper()
	i := p.Indicator
	return Correction{GroupID: i.GroupID, Code: i.Code, Revision: p.Revision, Definition: p.Newest(),
		Use: postgres.IndicatorUse{Category: i.Category, Scope: i.Scope, ReportedBy: i.ReportedBy,
			CountsChildren: i.CountsChildren, Certainty: i.Certainty, Promises: p.Serves}}
}

func TestCorrectIndicator(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	read := func() IndicatorPage {
		p, err := room.Indicator(ctx, convener, testgroup.Group, "MED1")
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	c := correction(t, read())
	if err := room.CorrectIndicator(ctx, convener, c); err != nil {
		t.Fatal(err)
	}
	if n := f.Text(`SELECT count(*)::text FROM audit`); n != "0" {
		t.Error("nothing was corrected, and the audit says something was")
	}
	c.Definition.Name, c.Use.Certainty, c.Use.Promises = "Temperatur efter födelsen", quality.PartlySourced, nil
	c.Definition.Direction = quality.WithinRange // nobody has handed in anything yet
	if err := room.CorrectIndicator(ctx, convener, c); err != nil {
		t.Fatal(err)
	}
	wantError(t, "with the old revision", room.CorrectIndicator(ctx, convener, c), fault.ErrConflict)
	p := read()
	if p.Indicator.Definition.Name != "Temperatur efter födelsen" || p.Indicator.Certainty != quality.PartlySourced ||
		len(p.Serves) != 0 || p.Indicator.Definition.Direction != quality.WithinRange || len(p.Versions) != 1 {
		t.Errorf("%+v", p)
	}

	handIn(f, "MED1")
	c = correction(t, read())
	c.Definition.Direction = quality.Lower
	wantCodes(t, room.CorrectIndicator(ctx, convener, c), ": needs_new_definition")
	c = correction(t, read())
	c.Definition.Name, c.Use.Category = "", "annat"
	wantCodes(t, room.CorrectIndicator(ctx, convener, c), "category: unknown_choice", "name: required")
	c = correction(t, read())
	c.Definition.ValidFrom = day(2021, time.January, 1)
	wantError(t, "no definition from that day", room.CorrectIndicator(ctx, convener, c), fault.ErrNotFound)
	c.Code = "ANN1"
	wantError(t, "another group's", room.CorrectIndicator(ctx, convener, c), fault.ErrNotFound)
}

func TestAddVersion(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	p, err := room.Indicator(ctx, convener, testgroup.Group, "MED1")
	if err != nil {
		t.Fatal(err)
	}
	n := NewVersion{GroupID: testgroup.Group, Code: "MED1", Revision: p.Revision, Definition: p.Newest()}
	n.Definition.NumeratorText = "Barn med 36,5–37,5 grader"
	wantCodes(t, room.AddVersion(ctx, convener, n), "change_note: required", "valid_from: version_not_latest")
	n.Definition.ChangeNote, n.Definition.Comparable = "Gränsen flyttades.", false
	n.Definition.ValidFrom = day(2026, time.May, 1)
	wantCodes(t, room.AddVersion(ctx, convener, n), "valid_from: not_period_start")
	n.Definition.ValidFrom = day(2026, time.July, 1)
	if err := room.AddVersion(ctx, convener, n); err != nil {
		t.Fatal(err)
	}
	wantError(t, "with the old revision", room.AddVersion(ctx, convener, n), fault.ErrConflict)
	p, err = room.Indicator(ctx, convener, testgroup.Group, "MED1")
	if err != nil || len(p.Versions) != 2 || p.Revision != 2 {
		t.Fatalf("%+v, %v", p, err)
	}
	if now, next := p.Indicator.Definition, p.Newest(); now.NumeratorText != "Barn med rätt temperatur" || next.Comparable ||
		next.NumeratorText != "Barn med 36,5–37,5 grader" || !next.ValidFrom.Equal(day(2026, time.July, 1)) {
		t.Errorf("today %+v, next %+v", now, next)
	}
	if got := f.Text(`SELECT created_by::text FROM indicator_version WHERE valid_from = '2026-07-01'`); got != "3" {
		t.Errorf("made by %s", got)
	}
	if got := f.Text(`SELECT before->>'valid_from' || ' → ' || (after->>'valid_from') FROM audit`); got != "2020-01-01 → 2026-07-01" {
		t.Errorf("audit: %s", got)
	}
}
