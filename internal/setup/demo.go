package setup

import (
	"context"
	"errors"
	"time"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// historyYears is how many years before this one the example data begin.
const historyYears = 2

// errInUse keeps example data out of a database that somebody works in.
var errInUse = errors.New("databasen används redan, och exempeldata läggs bara i en ny. " +
	"Starta utan --demo, eller välj en annan mapp med SAMSYN_DATA_DIR")

// Demo fills the group of the default set-up with three years of made-up figures,
// people to sign in as, and texts, and marks it as an example. It must come after
// Default. Where it has been done before, nothing is filled in again; a password
// that differs from the accounts' becomes theirs. Without a password the accounts
// keep theirs, or get one that is made up. Figures of a real group are never
// mixed with examples: that is an error that says what to do.
func Demo(ctx context.Context, db *postgres.DB, now time.Time, password string) (DemoAccounts, error) {
	file, err := readJSON[demoFile]("demo.json")
	if err != nil {
		return DemoAccounts{}, err
	}
	names, err := readJSON[groupFile]("group.json")
	if err != nil {
		return DemoAccounts{}, err
	}
	keys, err := newKeys(ctx, db, file, password)
	if err != nil {
		return DemoAccounts{}, err
	}
	accounts := DemoAccounts{accounts: file.logins()}
	var filled *demo
	err = db.Write(ctx, func(tx *postgres.Tx) error {
		filled = nil // the transaction may run again
		if err := tx.LockSetup(ctx); err != nil {
			return err
		}
		group, err := tx.GroupByCode(ctx, names.Group.Code)
		if err != nil {
			return err
		}
		if group.ExampleData {
			accounts.password = password
			return keys.replace(ctx, tx, file, now)
		}
		if err := unused(ctx, tx, group.ID); err != nil {
			return err
		}
		accounts.password = keys.password
		filled = newDemo(file, group, now)
		return filled.fill(ctx, tx, keys.hash)
	})
	if err != nil || filled == nil {
		return accounts, err
	}
	if err := filled.review(ctx, db); err != nil {
		return accounts, err
	}
	if err := filled.act(ctx, db); err != nil {
		return accounts, err
	}
	if err := filled.introduce(ctx, db); err != nil {
		return accounts, err
	}
	if err := filled.useMethods(ctx, db); err != nil {
		return accounts, err
	}
	if err := filled.keepDocuments(ctx, db); err != nil {
		return accounts, err
	}
	return accounts, filled.askUnits(ctx, db)
}

// unused is errInUse when there are accounts, or figures in the group.
func unused(ctx context.Context, tx *postgres.Tx, group org.GroupID) error {
	people, err := tx.PersonCount(ctx)
	if err != nil {
		return err
	}
	figures, err := tx.FigureCounts(ctx, group, 0)
	if err != nil {
		return err
	}
	if people > 0 || len(figures) > 0 {
		return errInUse
	}
	return nil
}

// demo is one filling of a group with examples.
type demo struct {
	file   demoFile
	group  org.Group
	now    time.Time
	year   int
	maker  maker
	people people
}

func newDemo(file demoFile, group org.Group, now time.Time) *demo {
	return &demo{file: file, group: group, now: now, year: now.Year(), maker: newMaker(file, now.Year())}
}

// fill stores everything and notes in the audit that it did.
func (d *demo) fill(ctx context.Context, tx *postgres.Tx, hash string) error {
	if err := tx.MarkExample(ctx, d.group.ID); err != nil {
		return err
	}
	for _, step := range []func(context.Context, *postgres.Tx) error{
		d.fillDefinitions, d.fillDivisions, d.fillLongTerm, d.fillGoals, d.fillUnitTargets,
	} {
		if err := step(ctx, tx); err != nil {
			return err
		}
	}
	if err := d.fillPeople(ctx, tx, hash); err != nil {
		return err
	}
	figures, err := d.fillFigures(ctx, tx)
	if err != nil {
		return err
	}
	if err := d.fillReadings(ctx, tx); err != nil {
		return err
	}
	if err := d.fillLines(ctx, tx); err != nil {
		return err
	}
	if err := d.fillTalk(ctx, tx); err != nil {
		return err
	}
	if err := d.fillLevels(ctx, tx); err != nil {
		return err
	}
	if err := d.fillReport(ctx, tx); err != nil {
		return err
	}
	if err := d.fillYear(ctx, tx); err != nil {
		return err
	}
	if err := d.fillRoles(ctx, tx); err != nil {
		return err
	}
	if err := d.fillExamples(ctx, tx); err != nil {
		return err
	}
	if err := d.fillGoalChoice(ctx, tx); err != nil {
		return err
	}
	if err := d.fillMeetings(ctx, tx); err != nil {
		return err
	}
	if err := d.fillNominationRounds(ctx, tx); err != nil {
		return err
	}
	if err := d.fillTeams(ctx, tx); err != nil {
		return err
	}
	if err := d.fillArea(ctx, tx); err != nil {
		return err
	}
	if err := d.fillOpen(ctx, tx); err != nil {
		return err
	}
	return tx.AppendAudit(ctx, command(), postgres.AuditEntry{At: d.now, Action: "setup.demo",
		GroupID: d.group.ID, Subject: "programme_group", SubjectID: int64(d.group.ID),
		After: map[string]int{"figures": figures, "people": len(d.file.Accounts)}})
}
