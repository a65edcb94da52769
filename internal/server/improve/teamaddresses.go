package improve

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/improve"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
)

// teamsURL is where the learning teams are.
const teamsURL = "/forbattring/team"

// teamURL leads to a team.
func teamURL(id improvement.TeamID) string { return teamsURL + "/" + number(id) }

// teamMeasureURL leads to a measure of a team's.
func teamMeasureURL(team improvement.TeamID, id improvement.TeamMeasureID) string {
	return teamURL(team) + "/matt/" + number(id)
}

// teamOf is the team that the address names, with nothing but its group and id.
func teamOf(r *http.Request) (improvement.Team, error) {
	id, err := page.ID(r, "team")
	return improvement.Team{GroupID: page.VisitorOf(r).Group.ID, ID: improvement.TeamID(id)}, err
}

// partOfTeam is the team that the address names, and the id of the part of it that the
// address names so; zero for a new one.
func partOfTeam(r *http.Request, name string) (t improvement.Team, id int64, err error) {
	if t, err = teamOf(r); err != nil || chi.URLParam(r, name) == "" {
		return t, 0, err
	}
	id, err = page.ID(r, name)
	return t, id, err
}

// team reads the team that the address names.
func (h *Handlers) team(r *http.Request) (improve.TeamPage, error) {
	t, err := teamOf(r)
	if err != nil {
		return improve.TeamPage{}, err
	}
	return h.room.Team(r.Context(), page.VisitorOf(r).Actor, t.GroupID, t.ID)
}

// mayWriteUnit reports whether the visitor writes the unit's local team.
func mayWriteUnit(visitor page.Visitor, unit org.UnitID) bool {
	return visitor.May(org.EditActions, unit)
}
