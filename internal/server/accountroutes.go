package server

import "github.com/go-chi/chi/v5"

// signInRoutes are open to anybody: signing in and out, and what is reached with a
// secret address.
func (s *Server) signInRoutes(r chi.Router) {
	handle := s.boundary.Handle
	r.Get("/logga-in", handle(s.account.ShowSignIn))
	r.Post("/logga-in", handle(s.account.SignIn))
	r.Post("/logga-ut", handle(s.account.SignOut))
	r.Post("/sprak", handle(s.account.SetLanguage))
	r.Get("/forsta-start", handle(s.account.ShowFirstStart))
	r.Post("/forsta-start", handle(s.account.CreateFirstAccount))

	// Whoever has a person's secret address
	r.Get("/kalender/{token}.ics", handle(s.account.ShowCalendar))
}

// ownAccountRoutes are what everybody who is signed in does with the own account.
func (s *Server) ownAccountRoutes(r chi.Router) {
	handle := s.boundary.Handle
	r.Get("/konto", handle(s.account.ShowProfile))
	r.Post("/konto/losenord", handle(s.account.SavePassword))
	r.Post("/konto/kontakt", handle(s.account.SaveContact))
	r.Post("/konto/samtal", handle(s.account.SaveTalkMail))
	r.Post("/konto/kalender", handle(s.account.CreateCalendar))
	r.Post("/konto/kalender/ta-bort", handle(s.account.RevokeCalendar))
	r.Get("/konto/nycklar", handle(s.account.ShowTokens))
	r.Post("/konto/nycklar", handle(s.account.CreateToken))
	r.Get("/konto/nycklar/hjalp", handle(s.account.ShowTokenHelp))
	r.Post("/konto/nycklar/{token}/ta-bort", handle(s.account.RevokeToken))
}

// accountsRoutes are for those who care for the accounts.
func (s *Server) accountsRoutes(r chi.Router) {
	handle := s.boundary.Handle
	r.Get("/konton/grupper", handle(s.account.ShowAdministered))
	r.Get("/konton/grupper/ny", handle(s.account.EditNewGroup))
	r.Post("/konton/grupper/ny", handle(s.account.CreateGroup))
	r.Get("/konton/grupper/{group}", handle(s.account.EditGroup))
	r.Post("/konton/grupper/{group}", handle(s.account.SaveGroup))
	r.Get("/konton/grupper/{group}/sammanstallande", handle(s.account.ShowNewCoordinator))
	r.Post("/konton/grupper/{group}/sammanstallande", handle(s.account.AppointCoordinator))
	r.Post("/konton/grupper/{group}/sammanstallande/{handover}/ta-tillbaka", handle(s.account.TakeBackCoordinator))
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
}
