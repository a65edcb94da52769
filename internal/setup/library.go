package setup

import (
	"context"
	"fmt"
	"time"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// library is what a group's data files refer to by code.
type library struct {
	group      org.GroupID
	indicators map[string]quality.Indicator
	promises   map[string]quality.PromiseID
	longTerm   map[string]quality.LongTermGoal // by the key in goals.json
}

// readLibrary reads what the group has, with the definitions that hold on the day.
func readLibrary(ctx context.Context, tx *postgres.Tx, group org.GroupID, day time.Time) (library, error) {
	lib := library{group: group, indicators: map[string]quality.Indicator{},
		promises: map[string]quality.PromiseID{}, longTerm: map[string]quality.LongTermGoal{}}
	indicators, err := tx.Indicators(ctx, group, day)
	if err != nil {
		return lib, err
	}
	for _, i := range indicators {
		lib.indicators[i.Code] = i
	}
	promises, err := tx.Promises(ctx, group)
	if err != nil {
		return lib, err
	}
	for _, p := range promises {
		lib.promises[p.Code] = p.ID
	}
	return lib, lib.readLongTerm(ctx, tx)
}

// readLongTerm finds the long-term goals that goals.json refers to by key. One
// whose title has been changed since is no longer the file's.
func (l library) readLongTerm(ctx context.Context, tx *postgres.Tx) error {
	stored, err := tx.LongTermGoals(ctx, l.group)
	if err != nil {
		return err
	}
	file, err := readJSON[goalsFile]("goals.json")
	if err != nil {
		return err
	}
	for _, wanted := range file.LongTerm {
		for _, g := range stored {
			if g.Title == wanted.Title {
				l.longTerm[wanted.Key] = g
			}
		}
	}
	return nil
}

// promisesOf gives the ids of the promises with the codes.
func (l library) promisesOf(codes []string) ([]quality.PromiseID, error) {
	var ids []quality.PromiseID
	for _, code := range codes {
		id, known := l.promises[code]
		if !known {
			return nil, fmt.Errorf("no promise %s", code)
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// indicator gives the measure with the code.
func (l library) indicator(code string) (quality.Indicator, error) {
	i, known := l.indicators[code]
	if !known {
		return i, fmt.Errorf("no measure %s", code)
	}
	return i, nil
}
