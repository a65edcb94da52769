package group

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// LogPageSize is how many changes one page of the log has.
const LogPageSize = 50

// Change is one line of the log.
type Change = postgres.AuditRow

// The choices of what kind of lines to see; the zero value is all.
const (
	OnlyChanges  = postgres.OnlyChanges
	OnlyReadings = postgres.OnlyReadings
)

// LogAsked is which part of the log somebody asks for. What is zero asks for all.
type LogAsked struct {
	GroupID  org.GroupID
	Below    int64 // Log.Older of the page before; zero for the newest
	PersonID org.PersonID
	Commands bool // what was done by the program's commands, by nobody with an account
	UnitCode string
	Rooms    []string // what actions begin with: "figure", "goals"
	Only     postgres.AuditOnly
	// Subject and SubjectID are one thing that the log tells of: a table's name and its id.
	Subject   string
	SubjectID int64
	// From and To are days where the clinics are, both counted.
	From, To *time.Time
}

// Log is one page of the log, newest first.
type Log struct {
	Changes []Change
	// Older is what to ask for the next page with; zero when this is the last.
	Older int64
	// Whole reports whether the log is the whole installation's.
	Whole bool
	// People and Units can be chosen among.
	People []postgres.AuditPerson
	Units  []org.Unit
	// Receipt is the end of the log's chain: whoever keeps it can tell later whether what
	// was written before has been touched.
	Receipt postgres.AuditReceipt
}

// ReadingActions are the actions that change nothing: somebody signs in, a file is handed
// out. Those that begin with "read." are pages that were opened.
func ReadingActions() []string {
	return []string{"account.sign_in", "account.use_token", "audit.export", "board.export", "figure.export",
		"improve.export_actions", "page.export", "report.fetch_file", "results.export"}
}

// Log reads what has been changed and read: in the group for its convener, everywhere for
// those who care for accounts, who see that something was changed and by whom but
// not the content. fault.ErrNotFound for a unit that the group does not have.
func (room *Room) Log(ctx context.Context, actor org.Actor, asked LogAsked) (Log, error) {
	var log Log
	if err := log.reach(actor, &asked); err != nil {
		return log, err
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		page, err := log.page(ctx, tx, room.moments(asked))
		if err != nil {
			return err
		}
		page.Limit = LogPageSize + 1
		if log.Changes, err = tx.Audit(ctx, page); err != nil {
			return err
		}
		if log.People, err = tx.AuditPeople(ctx, asked.GroupID); err != nil {
			return err
		}
		log.Receipt, err = tx.AuditReceipt(ctx)
		return err
	})
	if len(log.Changes) > LogPageSize {
		log.Changes = log.Changes[:LogPageSize]
		log.Older = log.Changes[LogPageSize-1].ID
	}
	log.withoutContent()
	return log, err
}

// reach is how much of the log the actor may see.
func (log *Log) reach(actor org.Actor, asked *LogAsked) error {
	switch {
	case asked.GroupID != 0 && actor.May(org.ApproveFigures, asked.GroupID, 0):
	case actor.May(org.ManageAccounts, 0, 0):
		asked.GroupID, log.Whole = 0, true
	default:
		return fault.ErrForbidden
	}
	return nil
}

// moments gives the days as the moments that the first of them begins at where the clinics
// are, and the last.
func (room *Room) moments(asked LogAsked) LogAsked {
	for _, day := range []**time.Time{&asked.From, &asked.To} {
		if *day != nil {
			begins := time.Date((*day).Year(), (*day).Month(), (*day).Day(), 0, 0, 0, 0, room.now().Location())
			*day = &begins
		}
	}
	return asked
}

// page is what is asked for as it is put to the database.
func (log *Log) page(ctx context.Context, tx *postgres.Tx, asked LogAsked) (postgres.AuditPage, error) {
	page := postgres.AuditPage{GroupID: asked.GroupID, Below: asked.Below, PersonID: asked.PersonID, Nobody: asked.Commands,
		Rooms: asked.Rooms, Only: asked.Only, Readings: ReadingActions(), Subject: asked.Subject, SubjectID: asked.SubjectID, From: asked.From}
	if asked.To != nil {
		until := asked.To.AddDate(0, 0, 1)
		page.Until = &until
	}
	if log.Whole {
		if asked.UnitCode != "" {
			return page, fault.ErrNotFound
		}
		return page, nil
	}
	var err error
	if log.Units, err = tx.Units(ctx, asked.GroupID); err != nil || asked.UnitCode == "" {
		return page, err
	}
	n := slices.IndexFunc(log.Units, func(u org.Unit) bool { return u.Code == asked.UnitCode })
	if n < 0 {
		return page, fault.ErrNotFound
	}
	page.UnitID = log.Units[n].ID
	return page, nil
}

// withoutContent empties what was changed in everything but accounts and the log itself,
// for those who see the whole installation's.
func (log *Log) withoutContent() {
	for n := range log.Changes {
		if log.Whole && !slices.Contains([]string{"person", "membership", "audit"}, log.Changes[n].Subject) {
			log.Changes[n].Before, log.Changes[n].After = nil, nil
		}
	}
}
