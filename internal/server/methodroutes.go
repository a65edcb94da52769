package server

import "github.com/go-chi/chi/v5"

// methodRoutes is the addresses of what is introduced and phased out: those of routes that
// begin with /forbattring/metoder.
func (s *Server) methodRoutes(r chi.Router) {
	handle := s.boundary.Handle
	r.Get("/forbattring/metoder", handle(s.improve.ShowMethods))
	r.Get("/forbattring/metoder/matris.csv", handle(s.improve.ExportMethods))
	r.Get("/forbattring/metoder/historik.csv", handle(s.improve.ExportMethodHistory))
	r.Get("/forbattring/metoder/hos-oss", handle(s.improve.EditOwnMethods))
	r.Post("/forbattring/metoder/hos-oss", handle(s.improve.SaveOwnMethods))
	r.Get("/forbattring/metoder/ny", handle(s.improve.EditNewMethod))
	r.Post("/forbattring/metoder/ny", handle(s.improve.CreateMethod))
	r.Get("/forbattring/metoder/{method}", handle(s.reads("read.work", "", s.improve.ShowMethod)))
	r.Get("/forbattring/metoder/{method}/andra", handle(s.improve.EditMethod))
	r.Post("/forbattring/metoder/{method}/andra", handle(s.improve.SaveMethod))
	r.Get("/forbattring/metoder/{method}/lage/{unit}", handle(s.improve.EditMethodNote))
	r.Post("/forbattring/metoder/{method}/lage/{unit}", handle(s.improve.SaveMethodNote))
	r.Get("/forbattring/metoder/{method}/uppfoljning/{unit}", handle(s.reads("read.work", "unit", s.improve.EditMethodFollowUp)))
	r.Post("/forbattring/metoder/{method}/uppfoljning/{unit}", handle(s.improve.SaveMethodFollowUp))
}
