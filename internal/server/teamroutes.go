package server

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/org"
	"samsyn/internal/server/page"
)

// teamRoutes are the learning teams' addresses, and where it is said that a goal is not
// measurable in a year. Those who are asked into a team reach its pages too.
func (s *Server) teamRoutes(r chi.Router) {
	handle := s.boundary.Handle
	// Only those who see the group's results may ask whether a page of it has changed.
	revised := func(h page.Handler) page.Handler {
		kept := page.Revised(s.results.Revision, h)
		return func(w http.ResponseWriter, r *http.Request) error {
			if page.VisitorOf(r).May(org.ViewResults, 0) {
				return kept(w, r)
			}
			return h(w, r)
		}
	}
	r.Get("/mal/overordnade/{higher}/inte-matbart", handle(s.goals.EditUnmeasured))
	r.Post("/mal/overordnade/{higher}/inte-matbart", handle(s.goals.SaveUnmeasured))
	r.Get("/mal/{goal}/inte-matbart", handle(s.goals.EditUnmeasured))
	r.Post("/mal/{goal}/inte-matbart", handle(s.goals.SaveUnmeasured))
	r.Get("/forbattring/team", handle(s.improve.ShowTeams))
	r.Get("/forbattring/team/nytt", handle(s.improve.EditNewTeam))
	r.Post("/forbattring/team/nytt", handle(s.improve.CreateTeam))
	r.Get("/forbattring/team/{team}", handle(s.reads("read.team", "", revised(s.improve.ShowTeam))))
	r.Get("/forbattring/team/{team}/siffror.csv", handle(s.handsOut(s.improve.ExportTeamCSV)))
	r.Get("/forbattring/team/{team}/siffror.xlsx", handle(s.handsOut(s.improve.ExportTeamXLSX)))
	r.Get("/forbattring/team/{team}/andra", handle(s.reads("read.team", "", s.improve.EditTeam)))
	r.Post("/forbattring/team/{team}/andra", handle(s.improve.SaveTeam))
	r.Post("/forbattring/team/{team}/starta", handle(s.improve.StartTeam))
	r.Get("/forbattring/team/{team}/avsluta", handle(s.improve.EditTeamEnd))
	r.Post("/forbattring/team/{team}/avsluta", handle(s.improve.EndTeam))
	r.Get("/forbattring/team/{team}/enheter", handle(s.improve.EditTeamUnits))
	r.Post("/forbattring/team/{team}/enheter", handle(s.improve.SaveTeamUnits))
	r.Post("/forbattring/team/{team}/oppenhet", handle(s.improve.SaveTeamOpening))
	r.Get("/forbattring/team/{team}/personer/ny", handle(s.improve.EditTeamMember))
	r.Post("/forbattring/team/{team}/personer/ny", handle(s.improve.SaveTeamMember))
	r.Get("/forbattring/team/{team}/personer/{member}", handle(s.improve.EditTeamMember))
	r.Post("/forbattring/team/{team}/personer/{member}", handle(s.improve.SaveTeamMember))
	r.Post("/forbattring/team/{team}/personer/{member}/ta-bort", handle(s.improve.RemoveTeamMember))
	r.Get("/forbattring/team/{team}/mal/nytt", handle(s.improve.EditTeamGoal))
	r.Post("/forbattring/team/{team}/mal/nytt", handle(s.improve.SaveTeamGoal))
	r.Get("/forbattring/team/{team}/mal/{teamgoal}", handle(s.improve.EditTeamGoal))
	r.Post("/forbattring/team/{team}/mal/{teamgoal}", handle(s.improve.SaveTeamGoal))
	r.Post("/forbattring/team/{team}/mal/{teamgoal}/ta-bort", handle(s.improve.DeleteTeamGoal))
	r.Get("/forbattring/team/{team}/matt/nytt", handle(s.improve.EditTeamMeasure))
	r.Post("/forbattring/team/{team}/matt/nytt", handle(s.improve.SaveTeamMeasure))
	r.Get("/forbattring/team/{team}/matt/{teammeasure}", handle(s.reads("read.team", "", revised(s.improve.ShowTeamMeasure))))
	r.Get("/forbattring/team/{team}/matt/{teammeasure}/diagram/{name}", handle(s.handsOut(revised(s.improve.ShowTeamChart))))
	r.Get("/forbattring/team/{team}/matt/{teammeasure}/andra", handle(s.improve.EditTeamMeasure))
	r.Post("/forbattring/team/{team}/matt/{teammeasure}/andra", handle(s.improve.SaveTeamMeasure))
	r.Post("/forbattring/team/{team}/matt/{teammeasure}/ta-bort", handle(s.improve.DeleteTeamMeasure))
	r.Get("/forbattring/team/{team}/siffror/{unit}", handle(s.reads("read.form", "unit", s.improve.EditTeamSheet)))
	r.Post("/forbattring/team/{team}/siffror/{unit}", handle(s.improve.SaveTeamSheet))
	r.Post("/forbattring/team/{team}/siffror/{unit}/rad", handle(s.improve.SaveTeamRow))
}
