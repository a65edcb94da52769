package server

import "github.com/go-chi/chi/v5"

// areaRoutes are a programme area's duties, for those inside the group. Somebody who is
// nominated from outside it reaches the own declaration.
func (s *Server) areaRoutes(r chi.Router) {
	handle := s.boundary.Handle
	r.Get("/gruppen/programomradet", handle(s.group.ShowArea))
	r.Get("/gruppen/programomradet/installningar", handle(s.group.EditAreaSettings))
	r.Post("/gruppen/programomradet/installningar", handle(s.group.SaveAreaSettings))
	r.Get("/gruppen/programomradet/ordforande", handle(s.group.ShowChairTerms))
	r.Post("/gruppen/programomradet/ordforande", handle(s.group.CreateChairTerm))
	r.Get("/gruppen/programomradet/ordforande/{term}", handle(s.group.EditChairTerm))
	r.Post("/gruppen/programomradet/ordforande/{term}", handle(s.group.SaveChairTerm))
	r.Get("/gruppen/programomradet/till-kunskapsradet", handle(s.reads("read.work", "", s.group.ShowCouncil)))
	r.Get("/gruppen/programomradet/till-kunskapsradet.pdf", handle(s.handsOut(s.group.ShowCouncilPDF)))
	r.Get("/gruppen/programomradet/metodstod", handle(s.group.ShowMethodHelp))

	// Consultations: the regions' views and the group's answer
	r.Get("/gruppen/remisser", handle(s.group.ShowConsultations))
	r.Get("/gruppen/remisser/ny", handle(s.group.EditNewConsultation))
	r.Post("/gruppen/remisser/ny", handle(s.group.CreateConsultation))
	r.Get("/gruppen/remisser/{consultation}", handle(s.group.ShowConsultation))
	r.Post("/gruppen/remisser/{consultation}", handle(s.group.StepConsultation))
	r.Get("/gruppen/remisser/{consultation}/andra", handle(s.group.EditConsultation))
	r.Post("/gruppen/remisser/{consultation}/andra", handle(s.group.SaveConsultation))
	r.Post("/gruppen/remisser/{consultation}/synpunkter/{region}", handle(s.group.SaveRegionView))
	r.Post("/gruppen/remisser/{consultation}/fil", handle(s.group.AddConsultationFile))
	r.Get("/gruppen/remisser/{consultation}/fil/{consultationfile}", handle(s.handsOut(s.group.SendConsultationFile)))
	r.Post("/gruppen/remisser/{consultation}/fil/{consultationfile}/ta-bort", handle(s.group.RemoveConsultationFile))
	r.Get("/gruppen/remisser/{consultation}/svar", handle(s.group.EditAnswer))
	r.Post("/gruppen/remisser/{consultation}/svar", handle(s.group.SaveAnswer))
	r.Get("/gruppen/remisser/{consultation}/svar.pdf", handle(s.handsOut(s.group.ShowConsultationPDF)))
	r.Get("/gruppen/remisser/{consultation}/arkiv.md", handle(s.handsOut(s.group.ShowConsultationCopy)))

	// Nominations of persons
	r.Get("/gruppen/nomineringar", handle(s.group.ShowPersonNominations))
	r.Get("/gruppen/nomineringar/ny", handle(s.group.EditNewPersonNomination))
	r.Post("/gruppen/nomineringar/ny", handle(s.group.CreatePersonNomination))
	r.Get("/gruppen/nomineringar/{personnomination}", handle(s.group.ShowPersonNomination))
	r.Post("/gruppen/nomineringar/{personnomination}", handle(s.group.ClosePersonNomination))
	r.Get("/gruppen/nomineringar/{personnomination}/andra", handle(s.group.EditPersonNomination))
	r.Post("/gruppen/nomineringar/{personnomination}/andra", handle(s.group.SavePersonNomination))
	r.Get("/gruppen/nomineringar/{personnomination}/personer/ny", handle(s.group.EditNewNominee))
	r.Post("/gruppen/nomineringar/{personnomination}/personer/ny", handle(s.group.SaveNominee))
	r.Get("/gruppen/nomineringar/{personnomination}/personer/{nominee}", handle(s.group.EditNominee))
	r.Post("/gruppen/nomineringar/{personnomination}/personer/{nominee}", handle(s.group.SaveNominee))

	// Declarations of interests: whoever wrote one, and those who handle them
	r.Get("/gruppen/jav", handle(s.group.ShowDeclarations))
	r.Post("/gruppen/jav", handle(s.group.ThinDeclarations))
	r.Get("/gruppen/jav/{nominee}", handle(s.group.ShowDeclaration))
	r.Post("/gruppen/jav/{nominee}", handle(s.group.GiveDeclaration))
	r.Post("/gruppen/jav/{nominee}/bedom", handle(s.group.HandleDeclaration))

	r.Get("/gruppen/arbetsgrupper", handle(s.group.ShowWorkingGroups))
	r.Get("/gruppen/arbetsgrupper/ny", handle(s.group.EditNewWorkingGroup))
	r.Post("/gruppen/arbetsgrupper/ny", handle(s.group.CreateWorkingGroup))
	r.Get("/gruppen/arbetsgrupper/{workgroup}", handle(s.group.ShowWorkingGroup))
	r.Post("/gruppen/arbetsgrupper/{workgroup}", handle(s.group.StepWorkingGroup))
	r.Get("/gruppen/arbetsgrupper/{workgroup}/andra", handle(s.group.EditWorkingGroup))
	r.Post("/gruppen/arbetsgrupper/{workgroup}/andra", handle(s.group.SaveWorkingGroup))

	// What happens elsewhere
	r.Get("/gruppen/omvarld", handle(s.group.ShowOutlook))
	r.Get("/gruppen/omvarld/ny", handle(s.group.EditNewOutlook))
	r.Post("/gruppen/omvarld/ny", handle(s.group.CreateOutlook))
	r.Get("/gruppen/omvarld/{outlook}", handle(s.group.ShowOutlookNote))
	r.Post("/gruppen/omvarld/{outlook}", handle(s.group.StepOutlook))
	r.Get("/gruppen/omvarld/{outlook}/andra", handle(s.group.EditOutlook))
	r.Post("/gruppen/omvarld/{outlook}/andra", handle(s.group.SaveOutlook))
}
