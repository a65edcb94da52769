package server

import "github.com/go-chi/chi/v5"

// packageRoutes is the data packages' addresses, and those of how children are divided.
func (s *Server) packageRoutes(r chi.Router) {
	handle := s.boundary.Handle

	r.Get("/mal/uppdelningar", handle(s.goals.ShowDivisions))
	r.Get("/mal/uppdelningar/ny", handle(s.goals.EditNewDivision))
	r.Post("/mal/uppdelningar/ny", handle(s.goals.CreateDivision))
	r.Get("/mal/uppdelningar/{division}", handle(s.goals.EditDivision))
	r.Post("/mal/uppdelningar/{division}", handle(s.goals.SaveDivision))
	r.Post("/mal/uppdelningar/{division}/ta-bort", handle(s.goals.DeleteDivision))
	r.Get("/mal/matt/{code}/uppdelning", handle(s.goals.EditMeasureDivision))
	r.Post("/mal/matt/{code}/uppdelning", handle(s.goals.SaveMeasureDivision))

	r.Get("/forbattring/datapaket", handle(s.report.ShowPackages))
	r.Get("/forbattring/datapaket/nytt", handle(s.report.EditNewPackage))
	r.Post("/forbattring/datapaket/nytt", handle(s.report.CreatePackage))
	r.Get("/forbattring/datapaket/{package}", handle(s.reads("read.work", "", s.report.ShowPackage)))
	r.Get("/forbattring/datapaket/{package}/andra", handle(s.report.EditPackage))
	r.Post("/forbattring/datapaket/{package}/andra", handle(s.report.SavePackage))
	r.Get("/forbattring/datapaket/{package}/ny-version", handle(s.reads("read.work", "", s.report.ConfirmPackage)))
	r.Post("/forbattring/datapaket/{package}/ny-version", handle(s.report.FixPackage))
	r.Get("/forbattring/datapaket/{package}/{number}/dokument.json", handle(s.handsOut(s.report.SendPackageDocument)))
	r.Post("/forbattring/datapaket/{package}/{number}/filer", handle(s.report.CreatePackageFile))
	r.Get("/forbattring/datapaket/{package}/{number}/filer/{format}", handle(s.report.SendPackageFile))
}
