package server

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/fault"
	"samsyn/internal/server/page"
	"samsyn/web"
)

// routes is every address of the site, in site-map order, grouped by who may.
// Who may do what with which unit is decided by the use cases; here stands only
// who must be signed in at all.
func (s *Server) routes() http.Handler {
	r := chi.NewRouter()
	handle := s.boundary.Handle
	// Pages that are made of the group's data alone are sent again when these have changed.
	revised := func(h page.Handler) page.Handler { return page.Revised(s.results.Revision, h) }
	r.Use(requestID, accessLog(s.log), page.Recover(s.boundary.Fail), secureHeaders)
	r.Handle("/static/*", web.Handler())

	// Other programs, by a person's key
	s.api.Routes(r)

	r.Group(func(r chi.Router) {
		r.Use(rememberSession, s.sessions.LoadAndSave, s.visitor,
			sameOrigin(handle(func(http.ResponseWriter, *http.Request) error { return fault.ErrForbidden })))
		r.NotFound(handle(page.NotFound))
		r.MethodNotAllowed(handle(page.NotFound))

		// Anybody
		r.Get("/logga-in", handle(s.account.ShowSignIn))
		r.Post("/logga-in", handle(s.account.SignIn))
		r.Post("/logga-ut", handle(s.account.SignOut))
		r.Post("/sprak", handle(s.account.SetLanguage))
		r.Get("/forsta-start", handle(s.account.ShowFirstStart))
		r.Post("/forsta-start", handle(s.account.CreateFirstAccount))

		// Whoever has a person's secret address
		r.Get("/kalender/{token}.ics", handle(s.account.ShowCalendar))

		// Everybody who is signed in
		r.Group(func(r chi.Router) {
			r.Use(s.signedIn)
			r.Get("/", handle(s.account.ShowStart))
			r.Get("/konto", handle(s.account.ShowProfile))
			r.Post("/konto/losenord", handle(s.account.SavePassword))
			r.Post("/konto/kalender", handle(s.account.CreateCalendar))
			r.Post("/konto/kalender/ta-bort", handle(s.account.RevokeCalendar))
			r.Get("/konto/nycklar", handle(s.account.ShowTokens))
			r.Post("/konto/nycklar", handle(s.account.CreateToken))
			r.Get("/konto/nycklar/hjalp", handle(s.account.ShowTokenHelp))
			r.Post("/konto/nycklar/{token}/ta-bort", handle(s.account.RevokeToken))
			r.Get("/gruppen/byt", handle(s.account.ShowGroups))
			r.Post("/gruppen/byt", handle(s.account.ChooseGroup))

			// The units' people and the coordinator
			r.Get("/inrapportering", handle(s.collect.ShowOverview))
			r.Get("/inrapportering/oversikt", handle(s.collect.ShowBoard))
			r.Get("/inrapportering/oversikt/laget.csv", handle(s.collect.ExportBoardCSV))
			r.Get("/inrapportering/oversikt/laget.xlsx", handle(s.collect.ExportBoardXLSX))
			r.Post("/inrapportering/oversikt/faststall", handle(s.collect.FinaliseYear))
			r.Get("/inrapportering/paminnelser", handle(s.collect.ShowReminders))
			r.Post("/inrapportering/paminnelser", handle(s.collect.SaveReminders))
			r.Post("/inrapportering/paminnelser/nu", handle(s.collect.RemindNow))
			r.Get("/inrapportering/regler", handle(s.collect.ShowRules))
			r.Get("/inrapportering/regler/ny", handle(s.collect.EditNewRule))
			r.Post("/inrapportering/regler/ny", handle(s.collect.CreateRule))
			r.Get("/inrapportering/regler/{rule}", handle(s.collect.EditRule))
			r.Post("/inrapportering/regler/{rule}", handle(s.collect.SaveRule))
			r.Post("/inrapportering/regler/{rule}/bruk", handle(s.collect.UseRule))
			r.Get("/inrapportering/granska/{unit}/{period}", handle(s.collect.ShowReview))
			r.Post("/inrapportering/granska/{unit}/{period}/godkann", handle(s.collect.ApproveEntry))
			r.Post("/inrapportering/granska/{unit}/{period}/aterlamna", handle(s.collect.ReturnEntry))
			r.Post("/inrapportering/granska/{unit}/{period}/oppna", handle(s.collect.ReopenEntry))
			r.Post("/inrapportering/granska/{unit}/{period}/uppgift/godkann", handle(s.collect.ApproveFigure))
			r.Post("/inrapportering/granska/{unit}/{period}/uppgift/aterlamna", handle(s.collect.ReturnFigure))
			r.Get("/inrapportering/{unit}/overlamning", handle(s.collect.ShowHandover))
			r.Get("/inrapportering/{unit}/tolkning/{code}", handle(s.collect.EditReading))
			r.Post("/inrapportering/{unit}/tolkning/{code}", handle(s.collect.SaveReading))
			r.Get("/inrapportering/{unit}/{period}", handle(s.collect.ShowEntry))
			r.Post("/inrapportering/{unit}/{period}", handle(s.collect.SaveEntry))
			r.Post("/inrapportering/{unit}/{period}/rad", handle(s.collect.SaveRow))
			r.Get("/inrapportering/{unit}/{period}/historik/{code}", handle(s.collect.ShowHistory))
			r.Get("/inrapportering/{unit}/{period}/lamna-in", handle(s.collect.ShowSubmit))
			r.Post("/inrapportering/{unit}/{period}/lamna-in", handle(s.collect.SubmitEntry))
			r.Get("/inrapportering/fil", handle(s.collect.EditUpload))
			r.Post("/inrapportering/fil", handle(s.collect.CreateUpload))
			r.Get("/inrapportering/fil/{file}", handle(s.collect.ShowUpload))
			r.Post("/inrapportering/fil/{file}", handle(s.collect.ApplyUpload))
			r.Post("/inrapportering/fil/{file}/avbryt", handle(s.collect.CancelUpload))
			r.Post("/inrapportering/fil/{file}/igen", handle(s.collect.RereadUpload))
			r.Get("/inrapportering/fil/{file}/att-ratta.xlsx", handle(s.collect.ShowWrongRows))
			r.Get("/inrapportering/siffror.csv", handle(s.collect.ExportYearsCSV))
			r.Get("/inrapportering/siffror.xlsx", handle(s.collect.ExportYearsXLSX))
			r.Get("/inrapportering/mall.xlsx", handle(s.collect.ShowUnitsWorkbook))
			r.Get("/inrapportering/{unit}/{period}/fil", handle(s.collect.EditUpload))
			r.Post("/inrapportering/{unit}/{period}/fil", handle(s.collect.CreateUpload))
			r.Get("/inrapportering/{unit}/{period}/mall.xlsx", handle(s.collect.ShowWorkbook))
			r.Get("/inrapportering/{unit}/{period}/siffror.csv", handle(s.collect.ExportCSV))
			r.Get("/inrapportering/{unit}/{period}/siffror.xlsx", handle(s.collect.ExportXLSX))

			// The group, and those who receive its results
			r.Get("/resultat", handle(revised(s.results.ShowGoals)))
			r.Get("/resultat/matris", handle(revised(s.results.ShowComparison)))
			r.Get("/resultat/variation", handle(revised(s.results.ShowVariation)))
			r.Get("/resultat/variation/diagram/{name}", handle(revised(s.results.ShowVariationChart)))
			r.Get("/resultat/signaler", handle(revised(s.results.ShowSignals)))
			r.Get("/resultat/signaler.csv", handle(s.results.ExportSignals))
			r.Get("/resultat/siffror.csv", handle(s.results.ExportCSV))
			r.Get("/resultat/siffror.xlsx", handle(s.results.ExportXLSX))
			r.Get("/resultat/alla.csv", handle(s.results.ExportYearsCSV))
			r.Get("/resultat/alla.xlsx", handle(s.results.ExportYearsXLSX))
			r.Get("/resultat/matt/{code}", handle(revised(s.results.ShowIndicator)))
			r.Get("/resultat/matt/{code}/diagram/{name}", handle(revised(s.results.ShowChart)))
			r.Post("/resultat/matt/{code}/anteckningar", handle(s.results.CreateNote))
			r.Get("/resultat/matt/{code}/anteckningar/{note}", handle(s.results.EditNote))
			r.Post("/resultat/matt/{code}/anteckningar/{note}", handle(s.results.SaveNote))
			r.Post("/resultat/matt/{code}/anteckningar/{note}/ta-bort", handle(s.results.DeleteNote))
			r.Post("/resultat/matt/{code}/linjer", handle(s.results.DecideLine))
			r.Post("/resultat/matt/{code}/linjer/{decision}/ta-tillbaka", handle(s.results.UndoDecision))
			r.Get("/resultat/enhet/{code}", handle(revised(s.results.ShowUnit)))
			r.Get("/mal", handle(s.goals.ShowGoals))
			r.Get("/mal/nytt", handle(s.goals.EditNewGoal))
			r.Post("/mal/nytt", handle(s.goals.CreateGoal))
			r.Post("/mal/kopiera", handle(s.goals.CopyYear))
			r.Get("/mal/langsiktiga", handle(s.goals.ShowLongTermGoals))
			r.Get("/mal/langsiktiga/nytt", handle(s.goals.EditNewLongTermGoal))
			r.Post("/mal/langsiktiga/nytt", handle(s.goals.CreateLongTermGoal))
			r.Get("/mal/langsiktiga/{goal}", handle(s.goals.EditLongTermGoal))
			r.Post("/mal/langsiktiga/{goal}", handle(s.goals.SaveLongTermGoal))
			r.Get("/mal/loften", handle(s.goals.ShowPromises))
			r.Get("/mal/processmatt", handle(s.goals.EditProcessMeasures))
			r.Post("/mal/processmatt", handle(s.goals.SaveProcessMeasures))
			r.Get("/mal/matt", handle(s.goals.ShowIndicators))
			r.Get("/mal/nytt-matt", handle(s.goals.EditNewIndicator))
			r.Post("/mal/nytt-matt", handle(s.goals.CreateIndicator))
			r.Get("/mal/matt/{code}", handle(s.goals.ShowIndicator))
			r.Get("/mal/matt/{code}/ratta", handle(s.goals.EditIndicator))
			r.Post("/mal/matt/{code}/ratta", handle(s.goals.SaveIndicator))
			r.Get("/mal/matt/{code}/ny-definition", handle(s.goals.EditNewVersion))
			r.Post("/mal/matt/{code}/ny-definition", handle(s.goals.CreateVersion))
			r.Get("/mal/{goal}", handle(s.goals.ShowGoal))
			r.Get("/mal/{goal}/trad", handle(s.goals.ShowThread))
			r.Get("/mal/{goal}/andra", handle(s.goals.EditGoal))
			r.Post("/mal/{goal}/andra", handle(s.goals.SaveGoal))
			r.Post("/mal/{goal}/ta-bort", handle(s.goals.DeleteGoal))
			r.Get("/mal/{goal}/malvarden", handle(s.goals.EditTargets))
			r.Post("/mal/{goal}/malvarden", handle(s.goals.SaveTargets))
			// What is done to get better
			r.Get("/forbattring", handle(s.improve.ShowActions))

			r.Get("/arsrapport", handle(s.report.ShowYears))
			r.Get("/arsrapport/{year}", handle(s.report.ShowReport))

			r.Get("/gruppen", handle(s.group.ShowGroup))
			r.Get("/gruppen/logg", handle(s.group.ShowLog))
			r.Get("/gruppen/ersattare", handle(s.group.ShowDeputies))
			r.Post("/gruppen/ersattare", handle(s.group.AppointDeputy))
			r.Post("/gruppen/ersattare/{membership}", handle(s.group.SaveDeputy))
			r.Get("/gruppen/installningar", handle(s.group.ShowSettings))
			r.Post("/gruppen/installningar", handle(s.group.SaveDays))
			r.Post("/gruppen/installningar/sma-tal", handle(s.group.SaveSmallNumbers))
			r.Post("/gruppen/installningar/orsaker", handle(s.group.CreateReason))
			r.Post("/gruppen/installningar/orsaker/{reason}", handle(s.group.SaveReason))

			// Those who care for the accounts
			r.Get("/konton", handle(s.account.ShowAccounts))
			r.Get("/konton/nytt", handle(s.account.EditNewAccount))
			r.Post("/konton/nytt", handle(s.account.CreateAccount))
			r.Get("/konton/{person}", handle(s.account.ShowAccount))
			r.Post("/konton/{person}", handle(s.account.SaveAccount))
			r.Post("/konton/{person}/roll", handle(s.account.GiveRole))
			r.Post("/konton/{person}/roll/{membership}/avsluta", handle(s.account.EndRole))
			r.Post("/konton/{person}/slutat", handle(s.account.Leave))
			r.Post("/konton/{person}/tillbaka", handle(s.account.Return))
			r.Post("/konton/{person}/losenord", handle(s.account.SaveNewPassword))

			// Those who write the report
			r.Get("/arsrapport/{year}/avsnitt/{heading}", handle(s.report.EditSection))
			r.Post("/arsrapport/{year}/avsnitt/{heading}", handle(s.report.SaveSection))
		})
	})
	return r
}
