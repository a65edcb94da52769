package server

import "github.com/go-chi/chi/v5"

// signInRoutes are open to anybody: signing in and out, and what is reached with a
// secret address.
func (s *Server) signInRoutes(r chi.Router) {
	r, handle := r.With(keptNowhere), s.boundary.Handle
	r.Get("/logga-in", handle(s.account.ShowSignIn))
	r.Post("/logga-in", handle(s.account.SignIn))
	r.Get("/logga-in/kod", handle(s.account.ShowCode))
	r.Post("/logga-in/kod", handle(s.account.EnterCode))
	r.Post("/logga-in/nyckel/fraga", handle(s.account.AskPasskey))
	r.Get("/logga-in/nyckel", handle(s.account.ShowPasskey))
	r.Post("/logga-in/nyckel", handle(s.account.SignInByPasskey))
	r.Post("/logga-ut", handle(s.account.SignOut))
	r.Post("/sprak", handle(s.account.SetLanguage))
	r.Get("/forsta-start", handle(s.account.ShowFirstStart))
	r.Post("/forsta-start", handle(s.account.CreateFirstAccount))

	// Through an identity provider
	r.Get("/logga-in/via/{provider}", handle(s.account.BeginExternal))
	r.Get("/logga-in/via/{provider}/svar", handle(s.account.FinishExternal))
	r.Get("/logga-ut/hos/{provider}", handle(s.account.SignOutExternal))

	// Whoever has a key from a mail, or has forgotten the password
	r.Get("/logga-in/glomt", handle(s.account.ShowForgot))
	r.Post("/logga-in/glomt", handle(s.account.ForgotPassword))
	r.Get("/valkommen/{key}", handle(s.account.ShowWelcome))
	r.Post("/valkommen/{key}", handle(s.account.Welcome))
	r.Post("/valkommen/{key}/ny", handle(s.account.AskAgain))
	r.Get("/nytt-losenord/{key}", handle(s.account.ShowReset))
	r.Post("/nytt-losenord/{key}", handle(s.account.Reset))

	// Whoever has a person's secret address
	r.Get("/kalender/{token}.ics", handle(s.account.ShowCalendar))
}

// ownAccountRoutes are what everybody who is signed in does with the own account.
func (s *Server) ownAccountRoutes(r chi.Router) {
	r, handle := r.With(keptNowhere), s.boundary.Handle
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
	r.Get("/konto/losennycklar", handle(s.account.ShowPasskeys))
	r.Post("/konto/losennycklar", handle(s.account.BeginPasskey))
	r.Get("/konto/losennycklar/ny", handle(s.account.ShowNewPasskey))
	r.Post("/konto/losennycklar/ny", handle(s.account.AddPasskey))
	r.Post("/konto/losennycklar/{passkey}/ta-bort", handle(s.account.RemovePasskey))
	r.Get("/konto/inloggningar", handle(s.account.ShowSessions))
	r.Post("/konto/inloggningar/avsluta-andra", handle(s.account.EndOtherSessions))
	r.Post("/konto/inloggningar/{session}/avsluta", handle(s.account.EndSession))
	r.Get("/konto/inloggningar/kvar", handle(s.showSessionLeft))
	r.Post("/konto/inloggningar/fortsatt", handle(s.goOn))
}

// factorRoutes are what everybody who is signed in does with the own second factor. Whoever
// must set one up reaches nothing else.
func (s *Server) factorRoutes(r chi.Router) {
	r, handle := r.With(keptNowhere), s.boundary.Handle
	r.Get("/konto/tvasteg", handle(s.account.ShowFactor))
	r.Post("/konto/tvasteg/borja", handle(s.account.BeginFactor))
	r.Get("/konto/tvasteg/ny", handle(s.account.ShowNewFactor))
	r.Post("/konto/tvasteg/ny", handle(s.account.ConfirmFactor))
	r.Get("/konto/tvasteg/ny/kod.png", handle(s.account.ShowFactorImage))
	r.Post("/konto/tvasteg/reservkoder", handle(s.account.NewRecoveryCodes))
	r.Post("/konto/tvasteg/ta-bort", handle(s.account.RemoveFactor))
}

// accountsRoutes are for those who care for the accounts.
func (s *Server) accountsRoutes(r chi.Router) {
	r, handle := r.With(keptNowhere), s.boundary.Handle
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
	r.Post("/konton/{person}/losenord", handle(s.account.SendKey))
	r.Post("/konton/{person}/tvasteg", handle(s.account.ResetFactor))
	r.Post("/konton/{person}/logga-ut", handle(s.account.EndPersonsSessions))
	r.Post("/konton/{person}/hsa-id", handle(s.account.SaveHSAID))
	r.Post("/konton/{person}/glom-leverantor", handle(s.account.ForgetIdentities))
}
