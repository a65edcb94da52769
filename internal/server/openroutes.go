package server

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/server/page"
)

// publicRoutes are for anybody, and whatever keeps copies of pages for them: no session, no
// cookie. What may not be read is not there.
func (s *Server) publicRoutes(r chi.Router) {
	handle := s.boundary.Handle
	r.Get("/robots.txt", handle(page.Robots(s.baseURL)))
	r.Get("/sitemap.xml", handle(s.open.ShowSitemap))
	r = r.With(page.InLanguageAsked)
	for pattern, h := range map[string]page.Handler{
		"/publicerat":                                 s.open.ShowGroups,
		"/publicerat/{group}":                         s.open.ShowGroup,
		"/publicerat/{group}/mal":                     s.open.ShowGoals,
		"/publicerat/{group}/resultat":                s.open.ShowResults,
		"/publicerat/{group}/resultat/{code}":         s.open.ShowMeasure,
		"/publicerat/{group}/atgarder":                s.open.ShowActions,
		"/publicerat/{group}/exempel":                 s.open.ShowExamples,
		"/publicerat/{group}/exempel/{example}":       s.open.ShowExample,
		"/publicerat/{group}/dokument":                s.open.ShowDocuments,
		"/publicerat/{group}/dokument/{document}":     s.open.ShowDocument,
		"/publicerat/{group}/dokument/{document}/fil": s.open.SendDocument,
		"/publicerat/{group}/{year}/{number}":         s.open.ShowEdition,
		page.AccessibilityURL:                         s.open.ShowStatement,
		page.AccessibilityURL + "/synpunkt":           s.open.EditFeedback,
		page.AccessibilityURL + "/synpunkt/tack":      s.open.ShowThanks,
	} {
		r.Get(pattern, handle(h))
		r.Head(pattern, handle(h))
	}
	r.With(sameOrigin(handle(func(http.ResponseWriter, *http.Request) error { return page.ErrOtherSite }))).
		Post(page.AccessibilityURL+"/synpunkt", handle(s.open.SendFeedback))
}

// openRoutes are what a group lets others read, those who speak for patients, and what comes
// back from them.
func (s *Server) openRoutes(r chi.Router) {
	handle := s.boundary.Handle
	r.Get("/gruppen/oppet", handle(s.open.ShowChoice))
	r.Get("/gruppen/oppet/visa/{kind}", handle(s.open.Preview))
	r.Post("/gruppen/oppet/exempel/{example}", handle(s.open.ChooseExample))
	r.Get("/gruppen/oppet/synpunkter", handle(s.open.ShowGroupFeedback))
	r.Post("/gruppen/oppet/synpunkter/{feedback}", handle(s.open.HandleGroupFeedback))
	r.Post("/gruppen/oppet/{audience}/{kind}", handle(s.open.Choose))
	r.Post("/gruppen/installningar/enkat", handle(s.group.SaveSurvey))
	r.Get("/gruppen/patienter", handle(s.open.ShowHeard))
	r.Post("/gruppen/patienter/{comment}", handle(s.open.AnswerComment))

	r.Get("/patient", handle(s.open.ShowPatientStart))
	r.Get("/patient/resultat", handle(s.open.ShowPatientResults))
	r.Get("/patient/{subject}/{thing}", handle(s.open.ShowPatientThing))
	r.Post("/patient/{subject}/{thing}", handle(s.open.Comment))

	r.Get("/konton/synpunkter", handle(s.open.ShowSiteFeedback))
	r.Post("/konton/synpunkter/{feedback}", handle(s.open.HandleSiteFeedback))
	r.Get("/konton/tillganglighet", handle(s.open.EditStatement))
	r.Post("/konton/tillganglighet", handle(s.open.SaveStatement))
}
