// Package collect is the collect room's pages: handlers, the parsing of the
// form, and the builders that turn what the use cases give into finished words.
// It must not know SQL, nor any rule about who may do what.
package collect

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/collect"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
)

// Handlers answers the room's requests.
type Handlers struct {
	room    *collect.Room
	mailing Mailing
}

// New makes the handlers for the use cases.
func New(room *collect.Room) *Handlers { return &Handlers{room: room} }

// where is the unit's period that the address names, in the visitor's group.
func where(r *http.Request) collect.Where {
	return collect.Where{GroupID: page.VisitorOf(r).Group.ID,
		UnitCode: chi.URLParam(r, "unit"), PeriodCode: chi.URLParam(r, "period")}
}

// The addresses of the room.
const (
	overviewURL = "/inrapportering"
	boardURL    = "/inrapportering/oversikt"
)

func entryURL(unit org.Unit, p quality.Period) string {
	return overviewURL + "/" + unit.Code + "/" + p.Code()
}

func submitURL(unit org.Unit, p quality.Period) string { return entryURL(unit, p) + "/lamna-in" }

func reviewURL(unit org.Unit, p quality.Period) string {
	return overviewURL + "/granska/" + unit.Code + "/" + p.Code()
}
