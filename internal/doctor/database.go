package doctor

import (
	"context"
	"fmt"
	"strings"
	"time"

	"samsyn/internal/postgres"
)

// oldestServer is the first version of PostgreSQL that the schema works in.
const oldestServer = 15

// database says what is wrong with the database and with the work in it.
func database(ctx context.Context, p Patient) []Finding {
	var f findings
	if p.Database == nil {
		f.note("Det finns ingen databas ännu i mappen. Den görs första gången Samsyn startas.")
		return f
	}
	i, err := p.Database(ctx)
	if err != nil {
		f.wrong("Databasen går inte att undersöka: " + err.Error())
		return f
	}
	f.server(i)
	f.schema(i)
	f.role(i.Role)
	if err := p.Open(ctx); err != nil {
		f.wrong("Programmet kommer inte in i databasen: " + err.Error())
	}
	if i.Work != nil {
		f.work(*i.Work, p)
	}
	if len(i.Pending) == 0 {
		f.log(p.Log(ctx))
	}
	return f
}

// log says whether the log is as it was written.
func (f *findings) log(check postgres.AuditCheck, err error) {
	switch {
	case err != nil:
		f.wrong("Loggen går inte att kontrollera: " + err.Error())
	case !check.Whole():
		f.wrong(fmt.Sprintf("Loggen är inte som den skrevs: %d fel. samsyn verify-audit säger vilka rader.", check.Found))
	default:
		f.fine(fmt.Sprintf("Loggen är som den skrevs: %d rader.", check.Rows))
	}
}

func (f *findings) server(i postgres.Inspection) {
	text := fmt.Sprintf("Databasen svarar: PostgreSQL %d.%d, %.1f MB", i.Server/10000, i.Server%10000, float64(i.Bytes)/1e6)
	if i.Server/10000 < oldestServer {
		f.wrong(fmt.Sprintf("%s. Samsyn behöver PostgreSQL %d eller senare.", text, oldestServer))
	} else {
		f.fine(text + ".")
	}
	if i.Encoding != "UTF8" {
		f.wrong("Databasen lagrar text som " + i.Encoding + ", och Samsyn behöver UTF8. Gör en ny databas och återställ en säkerhetskopia i den.")
	}
	if i.Damaged > 0 {
		f.wrong(fmt.Sprintf("PostgreSQL har hittat %d skadade block på disken. Ta en säkerhetskopia nu, och byt disk.", i.Damaged))
	}
	if ahead := i.Ahead.Round(100 * time.Millisecond); ahead.Abs() >= 2*time.Second {
		f.wrong(fmt.Sprintf("Databasens klocka och den här datorns skiljer sig %v. Ställ båda med NTP.", ahead.Abs()))
	}
}

func (f *findings) schema(i postgres.Inspection) {
	switch {
	case len(i.Pending) > 0:
		f.wrong(fmt.Sprintf("Databasen är inte uppdaterad till den här versionen: %d steg är kvar (%s). Ta en säkerhetskopia och starta med --migrate.",
			len(i.Pending), strings.Join(i.Pending, ", ")))
	case len(i.Newer) > 0:
		f.note(fmt.Sprintf("Databasen är uppdaterad av en nyare Samsyn (schema %d). Det går att arbeta med den här, men uppdatera snart.", i.Newer[len(i.Newer)-1]))
	default:
		f.fine("Databasens schema är den här versionens.")
	}
}

func (f *findings) role(r postgres.RoleCheck) {
	before := len(*f)
	if !r.Exists {
		f.wrong("Rollen " + postgres.AppRole + " finns inte i databasen. Starta med --migrate.")
		return
	}
	if len(r.Powers) > 0 {
		f.wrong(fmt.Sprintf("Rollen %s har fått rättigheter som den inte ska ha (%s). Ta bort dem: ALTER ROLE %s NO%s.",
			postgres.AppRole, strings.Join(r.Powers, ", "), postgres.AppRole, strings.Join(r.Powers, " NO")))
	}
	if len(r.Owns) > 0 {
		f.wrong(fmt.Sprintf("Rollen %s äger tabeller (%s) och kan då ändra allt i dem. Låt ägaren till de andra äga dem också.",
			postgres.AppRole, strings.Join(r.Owns, ", ")))
	}
	if r.AltersLog {
		f.wrong("Rollen " + postgres.AppRole + " kan ändra i ändringsloggen. Ta bort det: REVOKE UPDATE, DELETE, TRUNCATE ON audit FROM " + postgres.AppRole + ".")
	}
	if len(r.Closed) > 0 {
		f.wrong(fmt.Sprintf("Rollen %s kommer inte åt alla tabeller (%s). Starta med --migrate som tabellernas ägare.", postgres.AppRole, strings.Join(r.Closed, ", ")))
	}
	if len(*f) == before {
		f.fine("Programmets roll i databasen har de rättigheter den ska ha, och kan inte ändra i loggen.")
	}
}
