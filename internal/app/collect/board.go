package collect

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Board is who has handed in what for a year.
type Board struct {
	Group   org.Group
	Year    int
	Years   []int // those with something to collect, newest first
	Periods []quality.Period
	Units   []BoardUnit
	// Approved, Final and Unsettled count the year's submissions: those that could
	// be made final, those that are, and what is due but neither.
	Approved, Final, Unsettled int
	CanFinalise                bool
}

// BoardUnit is one unit's row: a Progress for each of the board's periods.
type BoardUnit struct {
	Unit    org.Unit
	Periods []Progress
}

// Board reads how far each unit has come with each collection period of the
// year; year zero is the one that the last ended period belongs to.
func (room *Room) Board(ctx context.Context, actor org.Actor, group org.GroupID, year int) (Board, error) {
	var board Board
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		board, err = room.readBoard(ctx, tx, actor, group, year)
		return err
	})
	return board, err
}

// readBoard reads the board in the transaction given.
func (room *Room) readBoard(ctx context.Context, tx *postgres.Tx, actor org.Actor, group org.GroupID, year int) (Board, error) {
	if !actor.May(org.ViewBoard, group, 0) {
		return Board{}, fault.ErrForbidden
	}
	g, err := tx.Group(ctx, group)
	if err != nil {
		return Board{}, err
	}
	if year == 0 {
		year = quality.LastEnded(room.today(), g.CollectionMonths).LastYear()
	}
	board := Board{Group: g, Year: year, Periods: periodsEnding(g, year)}
	if err := board.readYears(ctx, tx); err != nil {
		return board, err
	}
	units, err := tx.UnitsDuring(ctx, group, board.Periods[0].Start(), board.Periods[len(board.Periods)-1].End())
	if err != nil {
		return board, err
	}
	p, err := room.readProgress(ctx, tx, g, year, year)
	if err != nil {
		return board, err
	}
	seen, err := tx.FiguresSeen(ctx, group, board.Periods[0].Start(), board.Periods[len(board.Periods)-1].Start())
	if err != nil {
		return board, err
	}
	board.fill(p, units, seen)
	board.CanFinalise = board.Approved > 0 && actor.May(org.ApproveFigures, group, 0)
	return board, nil
}

func (board *Board) readYears(ctx context.Context, tx *postgres.Tx) error {
	years, err := tx.ResultYears(ctx, board.Group.ID)
	if err != nil {
		return err
	}
	for _, y := range years {
		board.Years = append(board.Years, y.Year)
	}
	if !slices.Contains(board.Years, board.Year) {
		board.Years = append(board.Years, board.Year)
	}
	slices.Sort(board.Years)
	slices.Reverse(board.Years)
	return nil
}

func (board *Board) fill(p progress, units []org.Unit, seen []quality.FiguresSeen) {
	for _, unit := range units {
		row := BoardUnit{Unit: unit}
		for _, period := range board.Periods {
			at := p.of(unit, period)
			at.Seen = quality.SeenOf(seen, at.Submission)
			row.Periods = append(row.Periods, at)
			switch {
			case at.Submission.State == quality.Approved:
				board.Approved++
			case at.Submission.State == quality.Final:
				board.Final++
			case at.Total > 0:
				board.Unsettled++
			}
		}
		board.Units = append(board.Units, row)
	}
}
