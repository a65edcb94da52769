package server

import "github.com/go-chi/chi/v5"

// reportRoutes is the yearly report's addresses: those of routes that begin with /arsrapport.
func (s *Server) reportRoutes(r chi.Router) {
	handle := s.boundary.Handle

	// Whoever reads it
	r.Get("/arsrapport", handle(s.report.ShowYears))
	r.Get("/arsrapport/{year}", handle(s.reads("read.report", "", s.report.ShowReport)))

	// Those who write it
	r.Post("/arsrapport/{year}/borja", handle(s.report.BeginReport))
	r.Get("/arsrapport/{year}/avsnitt", handle(s.report.ShowSections))
	r.Post("/arsrapport/{year}/avsnitt/flytta", handle(s.report.MoveSection))
	r.Get("/arsrapport/{year}/avsnitt/nytt", handle(s.report.EditNewSection))
	r.Post("/arsrapport/{year}/avsnitt/nytt", handle(s.report.CreateSection))
	r.Get("/arsrapport/{year}/avsnitt/mall", handle(s.report.EditTemplate))
	r.Post("/arsrapport/{year}/avsnitt/mall", handle(s.report.SaveTemplate))
	r.Post("/arsrapport/{year}/avsnitt/mall/fran-aret", handle(s.report.UseAsTemplate))
	r.Get("/arsrapport/{year}/avsnitt/{section}", handle(s.reads("read.report", "", s.report.EditSection)))
	r.Post("/arsrapport/{year}/avsnitt/{section}", handle(s.report.SaveSection))
	r.Get("/arsrapport/{year}/avsnitt/{section}/plan", handle(s.report.EditSectionPlan))
	r.Post("/arsrapport/{year}/avsnitt/{section}/plan", handle(s.report.SaveSectionPlan))
	r.Get("/arsrapport/{year}/avsnitt/{section}/ta-bort", handle(s.report.ConfirmDeleteSection))
	r.Post("/arsrapport/{year}/avsnitt/{section}/ta-bort", handle(s.report.DeleteSection))
	r.Get("/arsrapport/{year}/matt/{measure}", handle(s.reads("read.report", "", s.report.EditMeasure)))
	r.Post("/arsrapport/{year}/matt/{measure}", handle(s.report.SaveMeasure))

	// What is left of it, and the units' word
	r.Get("/arsrapport/{year}/lage", handle(s.reads("read.report", "", s.report.ShowReadiness)))
	r.Get("/arsrapport/{year}/synpunkter", handle(s.reads("read.report", "", s.report.ShowRound)))
	r.Post("/arsrapport/{year}/synpunkter", handle(s.report.AskUnits))
	r.Post("/arsrapport/{year}/synpunkter/stang", handle(s.report.CloseRound))
	r.Post("/arsrapport/{year}/synpunkter/paminn", handle(s.report.RemindUnits))
	r.Get("/arsrapport/{year}/synpunkter/{unit}", handle(s.reads("read.report", "unit", s.report.EditAnswer)))
	r.Post("/arsrapport/{year}/synpunkter/{unit}", handle(s.report.SaveAnswer))

	// What is fixed of it, and where that went
	r.Get("/arsrapport/{year}/utgavor", handle(s.report.ShowEditions))
	r.Get("/arsrapport/{year}/utgavor/ny", handle(s.reads("read.report", "", s.report.ConfirmFix)))
	r.Post("/arsrapport/{year}/utgavor/ny", handle(s.report.FixEdition))
	r.Get("/arsrapport/{year}/utgavor/{number}", handle(s.reads("read.report", "", s.report.ShowEdition)))
	r.Get("/arsrapport/{year}/utgavor/{number}/las", handle(s.reads("read.report", "", s.report.ReadEdition)))
	r.Get("/arsrapport/{year}/utgavor/{number}/dokument.json", handle(s.handsOut(s.report.SendDocument)))
	r.Get("/arsrapport/{year}/utgavor/{number}/lamnad", handle(s.report.EditDelivery))
	r.Post("/arsrapport/{year}/utgavor/{number}/lamnad", handle(s.report.SaveDelivery))
	r.Get("/arsrapport/{year}/utgavor/{number}/redovisad", handle(s.report.EditPresentation))
	r.Post("/arsrapport/{year}/utgavor/{number}/redovisad", handle(s.report.SavePresentation))
	r.Post("/arsrapport/{year}/utgavor/{number}/mottagen", handle(s.report.AcknowledgeEdition))
	r.Post("/arsrapport/{year}/utgavor/{number}/handelser/{event}/aterta", handle(s.report.TakeBackEvent))
	r.Post("/arsrapport/{year}/utgavor/{number}/publicera", handle(s.report.PublishEdition))
	r.Post("/arsrapport/{year}/utgavor/{number}/avpublicera", handle(s.report.UnpublishEdition))

	// To show, and to take along
	r.Get("/arsrapport/{year}/bildspel", handle(s.report.ChooseSlides))
	r.Get("/arsrapport/{year}/bildspel/visa", handle(s.reads("read.report", "", s.report.ShowSlides)))
	r.Get("/arsrapport/{year}/sammanfattning", handle(s.reads("read.report", "", s.report.ShowSummary)))
	r.Get("/arsrapport/{year}/enhet/{unit}", handle(s.reads("read.report", "unit", s.report.ShowUnitReport)))
	r.Get("/arsrapport/{year}/utgavor/{number}/bildspel", handle(s.report.ChooseSlides))
	r.Get("/arsrapport/{year}/utgavor/{number}/bildspel/visa", handle(s.reads("read.report", "", s.report.ShowSlides)))
	r.Get("/arsrapport/{year}/utgavor/{number}/sammanfattning", handle(s.reads("read.report", "", s.report.ShowSummary)))
	r.Get("/arsrapport/{year}/utgavor/{number}/enhet/{unit}", handle(s.reads("read.report", "unit", s.report.ShowUnitReport)))
	r.Get("/arsrapport/{year}/filer", handle(s.report.ShowFiles))
	r.Post("/arsrapport/{year}/filer", handle(s.report.CreateFile))
	r.Get("/arsrapport/{year}/filer/{file}", handle(s.report.SendFile))
	r.Post("/arsrapport/{year}/filer/{file}/avbryt", handle(s.report.CancelFile))
	r.Get("/arsrapport/{year}/utgavor/{number}/filer", handle(s.report.ShowEditionFiles))
	r.Post("/arsrapport/{year}/utgavor/{number}/filer", handle(s.report.CreateEditionFile))
}
