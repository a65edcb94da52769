package server

import "github.com/go-chi/chi/v5"

// pathwayRoutes is how care pathways are introduced: everybody who sees what is done, and
// those who are in a core team.
func (s *Server) pathwayRoutes(r chi.Router) {
	const at = "/forbattring/inforanden"
	const one = at + "/{pathway}"
	handle := s.boundary.Handle
	r.Get(at, handle(s.improve.ShowPathways))
	r.Get(at+"/tidslinje", handle(s.improve.ShowTimeline))
	r.Get(at+"/nytt", handle(s.improve.EditNewPathway))
	r.Post(at+"/nytt", handle(s.improve.CreatePathway))
	r.Get(at+"/mallar", handle(s.improve.ShowPathwayTemplates))
	r.Get(at+"/mallar/ny", handle(s.improve.EditPathwayTemplate))
	r.Post(at+"/mallar/ny", handle(s.improve.SavePathwayTemplate))
	r.Get(at+"/mallar/{template}", handle(s.improve.EditPathwayTemplate))
	r.Post(at+"/mallar/{template}", handle(s.improve.SavePathwayTemplate))
	r.Get(one, handle(s.improve.ShowPathway))
	r.Get(one+"/sammanfattning", handle(s.reads("read.work", "", s.improve.ShowSummary)))
	r.Get(one+"/andra", handle(s.improve.EditPathway))
	r.Post(one+"/andra", handle(s.improve.SavePathway))
	r.Get(one+"/avsluta", handle(s.improve.EditEnd))
	r.Post(one+"/avsluta", handle(s.improve.EndPathway))
	r.Post(one+"/oppna", handle(s.improve.ReopenPathway))
	r.Get(one+"/faser/{phase}", handle(s.improve.ShowPhase))
	r.Post(one+"/faser/{phase}/kryss", handle(s.improve.TickPhase))
	r.Get(one+"/faser/{phase}/andra", handle(s.improve.EditPhase))
	r.Post(one+"/faser/{phase}/andra", handle(s.improve.SavePhase))
	r.Post(one+"/faser/{phase}/flytta", handle(s.improve.MovePhase))
	r.Post(one+"/faser/{phase}/stang", handle(s.improve.ClosePhase))
	r.Post(one+"/faser/{phase}/oppna", handle(s.improve.OpenPhase))
	r.Get(one+"/karntrupp", handle(s.improve.EditNewCoreMember))
	r.Post(one+"/karntrupp", handle(s.improve.CreateCoreMember))
	r.Get(one+"/karntrupp/{member}", handle(s.improve.EditCoreMember))
	r.Post(one+"/karntrupp/{member}", handle(s.improve.SaveCoreMember))
	r.Post(one+"/karntrupp/{member}/ta-bort", handle(s.improve.RemoveCoreMember))
	r.Get(one+"/malbilder/ny", handle(s.improve.EditVision))
	r.Post(one+"/malbilder/ny", handle(s.improve.SaveVision))
	r.Get(one+"/malbilder/{patients}", handle(s.improve.EditVision))
	r.Post(one+"/malbilder/{patients}", handle(s.improve.SaveVision))
	r.Post(one+"/malbilder/{patients}/ta-bort", handle(s.improve.RemoveVision))
	r.Get(one+"/nulage/{unit}/{measure}", handle(s.reads("read.work", "unit", s.improve.ShowPathwayGap)))
	r.Post(one+"/nulage/{unit}/{measure}", handle(s.improve.SavePathwayGap))
	r.Get(one+"/enheter/{unit}", handle(s.improve.EditPathwayUnit))
	r.Post(one+"/enheter/{unit}", handle(s.improve.SavePathwayUnit))
	r.Get(one+"/halsoekonomi", handle(s.improve.EditEconomics))
	r.Post(one+"/halsoekonomi", handle(s.improve.SaveEconomics))
	r.Get(one+"/aktiviteter/ny", handle(s.improve.EditNewActivity))
	r.Post(one+"/aktiviteter/ny", handle(s.improve.CreateActivity))
	r.Get(one+"/avstamningar/ny", handle(s.improve.EditNewCheck))
	r.Post(one+"/avstamningar/ny", handle(s.improve.CreateCheck))
	r.Get(one+"/utvardering", handle(s.reads("read.work", "", s.improve.ShowEvaluation)))
	r.Get(one+"/utvardering/diagram/{measure}", handle(s.handsOut(s.improve.ShowEvaluationChart)))
}
