package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
)

// PackageRow is a data package with the name of who wrote it last, "" when a command did,
// and its latest edition; the zero PackageEdition when it has none.
type PackageRow struct {
	improvement.DataPackage
	Writer string
	Latest PackageEdition `db:"-"`
}

// PackageEdition is a package as it was made at a time.
type PackageEdition struct {
	ID        int64
	PackageID improvement.PackageID
	Number    int // counted from 1
	// InternalSHA256 and PublicSHA256 (32 bytes) name what it says to each audience.
	InternalSHA256, PublicSHA256 []byte
	MadeAt                       time.Time
	MadeBy                       string // "" when a command did
	Reason                       string // what is new in it; "" for the first
}

const packageColumns = `
SELECT k.id, k.group_id, k.title, k.question, coalesce(k.pathway_id, 0) AS pathway_id, coalesce(k.team_id, 0) AS team_id,
       k.first_year::int, k.last_year::int, k.indicator_ids AS indicators, k.unit_ids AS units, k.professions, k.notes,
       k.written_at, coalesce(k.written_by, 0) AS written_by, k.version, coalesce(p.name, '') AS writer
FROM data_package k
LEFT JOIN person p ON p.id = k.written_by`

const selectPackages = `-- name: data packages` + packageColumns + `
WHERE k.group_id = @group AND (@pathway::bigint = 0 OR k.pathway_id = @pathway) AND (@team::bigint = 0 OR k.team_id = @team)
ORDER BY k.id DESC`

const selectLatestPackageEditions = `-- name: latest editions of data packages
SELECT DISTINCT ON (e.package_id) ` + packageEditionColumns + `
JOIN data_package k ON k.id = e.package_id
WHERE k.group_id = @group
ORDER BY e.package_id, e.number DESC`

const packageEditionColumns = `e.id, e.package_id, e.number::int, e.internal_sha256, e.public_sha256, e.made_at, coalesce(m.name, '') AS made_by, e.reason
FROM data_package_edition e
LEFT JOIN person m ON m.id = e.made_by`

// PackagesFor says which of a group's packages to read; zero for all.
type PackagesFor struct {
	GroupID           org.GroupID
	PathwayID, TeamID int64
}

// DataPackages reads the group's packages with their latest editions, the newest first.
// Two queries.
func (tx *Tx) DataPackages(ctx context.Context, of PackagesFor) ([]PackageRow, error) {
	list, err := collect[PackageRow](ctx, tx, selectPackages, pgx.StrictNamedArgs{"group": of.GroupID, "pathway": of.PathwayID, "team": of.TeamID})
	if err != nil {
		return nil, err
	}
	editions, err := collect[PackageEdition](ctx, tx, selectLatestPackageEditions, pgx.StrictNamedArgs{"group": of.GroupID})
	for n := range list {
		for _, e := range editions {
			if e.PackageID == list[n].ID {
				list[n].Latest = e
			}
		}
	}
	return list, err
}

const selectPackage = `-- name: data package` + packageColumns + `
WHERE k.group_id = @group AND k.id = @id`

// DataPackage reads one of the group's packages, without its latest edition;
// fault.ErrNotFound when it is not the group's.
func (tx *Tx) DataPackage(ctx context.Context, group org.GroupID, id improvement.PackageID) (PackageRow, error) {
	return one[PackageRow](ctx, tx, selectPackage, pgx.StrictNamedArgs{"group": group, "id": id})
}

const insertPackage = `-- name: insert data package
INSERT INTO data_package (group_id, title, question, pathway_id, team_id, first_year, last_year, indicator_ids, unit_ids,
                          professions, notes, written_at, written_by)
VALUES (@group, @title, @question, nullif(@pathway::bigint, 0), nullif(@team::bigint, 0), @first, @last, @indicators, @units,
        @professions::jsonb, @notes::jsonb, @at, nullif(@by::bigint, 0))
RETURNING id`

// AddDataPackage stores a new package and gives its id.
func (tx *Tx) AddDataPackage(ctx context.Context, p improvement.DataPackage) (improvement.PackageID, error) {
	args := packageArgs(p)
	args["pathway"], args["team"] = p.PathwayID, p.TeamID
	return value[improvement.PackageID](ctx, tx, insertPackage, args)
}

const updatePackage = `-- name: update data package
UPDATE data_package SET title = @title, question = @question, first_year = @first, last_year = @last, indicator_ids = @indicators,
    unit_ids = @units, professions = @professions::jsonb, notes = @notes::jsonb, written_at = @at,
    written_by = nullif(@by::bigint, 0), version = version + 1
WHERE id = @id AND group_id = @group AND version = @version`

// SaveDataPackage stores what a package is to be made of; what it was made for never
// changes. fault.ErrConflict when somebody else changed it since it was read.
func (tx *Tx) SaveDataPackage(ctx context.Context, p improvement.DataPackage) error {
	args := packageArgs(p)
	args["id"], args["version"] = p.ID, p.Version
	return exec(ctx, tx, updatePackage, args, 1, fault.ErrConflict)
}

func packageArgs(p improvement.DataPackage) pgx.StrictNamedArgs {
	return pgx.StrictNamedArgs{"group": p.GroupID, "title": p.Title, "question": p.Question, "first": p.FirstYear, "last": p.LastYear,
		"indicators": p.Indicators, "units": nonNil(p.Units), "professions": nonNil(p.Professions), "notes": nonNil(p.Notes),
		"at": p.WrittenAt, "by": p.WrittenBy}
}

const selectPackageEditions = `-- name: editions of data package
SELECT ` + packageEditionColumns + `
WHERE e.package_id = @package
ORDER BY e.number DESC`

// PackageEditions reads the package's editions, the latest first.
func (tx *Tx) PackageEditions(ctx context.Context, id improvement.PackageID) ([]PackageEdition, error) {
	return collect[PackageEdition](ctx, tx, selectPackageEditions, pgx.StrictNamedArgs{"package": id})
}

const lockPackage = `-- name: lock data package
SELECT k.id FROM data_package k WHERE k.id = @id AND k.group_id = @group FOR UPDATE`

// LockDataPackage keeps others from making an edition of the package until the transaction
// ends; fault.ErrNotFound when it is not the group's.
func (tx *Tx) LockDataPackage(ctx context.Context, group org.GroupID, id improvement.PackageID) error {
	_, err := value[int64](ctx, tx, lockPackage, pgx.StrictNamedArgs{"id": id, "group": group})
	return err
}

const insertPackageEdition = `-- name: insert edition of data package
INSERT INTO data_package_edition (package_id, number, internal_sha256, public_sha256, made_at, made_by, reason)
VALUES (@package, @number, @internal, @public, @at, nullif(@by::bigint, 0), @reason)
RETURNING id`

// AddPackageEdition stores an edition, whose documents are stored, and gives its id.
func (tx *Tx) AddPackageEdition(ctx context.Context, e PackageEdition, by org.PersonID) (int64, error) {
	return value[int64](ctx, tx, insertPackageEdition, pgx.StrictNamedArgs{"package": e.PackageID, "number": e.Number,
		"internal": e.InternalSHA256, "public": e.PublicSHA256, "at": e.MadeAt, "by": by, "reason": e.Reason})
}
