package setup

import (
	"context"
	"time"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// mandateFile is mandate.json.
type mandateFile struct {
	Source     string // where the text is from
	Title      string
	GivenBy    string `json:"given_by"`
	ChangeNote string `json:"change_note"`
	Body       string
}

// installMandate gives the group its mandate's first version, adopted and not yet
// acknowledged by anybody.
func installMandate(ctx context.Context, tx *postgres.Tx, group org.GroupID, at time.Time) error {
	file, err := readJSON[mandateFile]("mandate.json")
	if err != nil {
		return err
	}
	return adopt(ctx, tx, org.Mandate{GroupID: group, Title: file.Title, Body: file.Body, GivenBy: file.GivenBy, ChangeNote: file.ChangeNote},
		adoption{at: at})
}

// adoption is when a version is adopted, and by whom; zero for a command.
type adoption struct {
	at time.Time
	by org.PersonID
}

// adopt stores the version and adopts it.
func adopt(ctx context.Context, tx *postgres.Tx, m org.Mandate, a adoption) error {
	var err error
	if m.ID, err = tx.AddMandate(ctx, m); err != nil {
		return err
	}
	m.Version = 1
	return tx.AdoptMandate(ctx, m, a.at, a.by)
}
