package server

import "github.com/go-chi/chi/v5"

// nominationRoundRoutes is the addresses of the yearly rounds of nominations for learning
// teams: those of routes that begin with /forbattring/omgangar.
func (s *Server) nominationRoundRoutes(r chi.Router) {
	handle := s.boundary.Handle
	const round, nomination = "/forbattring/omgangar/{round}", "/forbattring/omgangar/nominering/{nomination}"

	r.Get("/forbattring/omgangar", handle(s.improve.ShowRounds))
	r.Get("/forbattring/omgangar/ny", handle(s.improve.EditNewRound))
	r.Post("/forbattring/omgangar/ny", handle(s.improve.CreateRound))
	r.Post("/forbattring/omgangar/som-forra", handle(s.improve.CreateNextRound))
	r.Get("/forbattring/omgangar/nominera", handle(s.improve.NominateMeasure))
	r.Get(round, handle(s.improve.ShowRound))
	r.Get(round+"/andra", handle(s.improve.EditRound))
	r.Post(round+"/andra", handle(s.improve.SaveRound))
	r.Post(round+"/ta-bort", handle(s.improve.DeleteRound))
	r.Post(round+"/stang", handle(s.improve.CloseRound))
	r.Post(round+"/forlang", handle(s.improve.ExtendRound))
	r.Get(round+"/vagning", handle(s.improve.ShowWeighing))
	r.Get(round+"/beslut", handle(s.improve.EditRoundDecision))
	r.Post(round+"/beslut", handle(s.improve.DecideRound))
	r.Get(round+"/nominera", handle(s.reads("read.work", "", s.improve.EditNewNomination)))
	r.Post(round+"/nominera", handle(s.improve.CreateNomination))
	r.Post(round+"/ta-med/{nomination}", handle(s.improve.BringAlong))

	r.Get(nomination, handle(s.reads("read.work", "", s.improve.ShowNomination)))
	r.Get(nomination+"/utskrift.pdf", handle(s.handsOut(s.improve.ShowNominationPDF)))
	r.Get(nomination+"/andra", handle(s.reads("read.work", "", s.improve.EditNomination)))
	r.Post(nomination+"/andra", handle(s.improve.SaveNomination))
	r.Post(nomination+"/dra-tillbaka", handle(s.improve.WithdrawNomination))
	r.Post(nomination+"/vagning", handle(s.improve.Weigh))
}
