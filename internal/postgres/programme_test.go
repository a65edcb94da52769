package postgres_test

import (
	"context"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// TestProgrammes are named by kind and id, to their own group alone, and follow measures:
// those that go on first.
func TestProgrammes(t *testing.T) {
	w := newWorld(t)
	ended, running := w.addPathway(w.wholePathway()), w.wholePathway()
	running.Title, running.State, running.EndedOn = "Pågår", improvement.PathwayRunning, nil
	id := w.addPathway(running)
	team := improvement.Team{GroupID: w.full, Title: "Team", Aim: "Syfte", BeginsOn: date(2026, 1, 1), EndsOn: date(2026, 12, 31), State: improvement.TeamPlanned, WrittenAt: noon}
	team.ID = made(w, func(ctx context.Context, tx *postgres.Tx) (improvement.TeamID, error) { return tx.AddTeam(ctx, team) })
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.AddTeamMeasure(ctx, w.full, improvement.TeamMeasure{TeamID: team.ID, IndicatorID: w.plain.ID, Name: "M", NumeratorText: "T", DenominatorText: "N",
			Rhythm: improvement.Monthly, Direction: quality.Higher, StartsOn: team.BeginsOn})
		return err
	})
	of := postgres.ProgrammeRow{Kind: improvement.TeamProgramme, ID: int64(team.ID), Title: "Team"}
	same(t, "a team", fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.ProgrammeRow, error) {
		return tx.Programme(ctx, w.full, improvement.TeamProgramme, int64(team.ID))
	}), of)
	same(t, "what follows a measure", fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.ProgrammeRow, error) {
		return tx.MeasureProgrammes(ctx, w.full, w.plain.ID)
	}), []postgres.ProgrammeRow{of, {Kind: improvement.PathwayProgramme, ID: int64(id), Title: "Pågår"}, {Kind: improvement.PathwayProgramme, ID: int64(ended), Title: "Vårdförlopp"}})
	w.refused("another group's", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.Programme(ctx, w.bare, improvement.PathwayProgramme, int64(id))
		return err
	})
}
