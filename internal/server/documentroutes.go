package server

import "github.com/go-chi/chi/v5"

// documentRoutes is the addresses of documents, links and recipients.
func (s *Server) documentRoutes(r chi.Router) {
	handle := s.boundary.Handle
	r.Post("/forbattring/handlingsplan/spara", handle(s.improve.FilePlan))
	r.Get("/gruppen/dokument", handle(s.group.ShowDocuments))
	r.Get("/gruppen/dokument/nytt", handle(s.group.EditNewDocument))
	r.Post("/gruppen/dokument/nytt", handle(s.group.CreateDocument))
	r.Get("/gruppen/dokument/{document}", handle(s.group.ShowDocument))
	r.Get("/gruppen/dokument/{document}/andra", handle(s.group.EditDocument))
	r.Post("/gruppen/dokument/{document}/andra", handle(s.group.SaveDocument))
	r.Post("/gruppen/dokument/{document}/fil", handle(s.group.UploadDocument))
	r.Post("/gruppen/dokument/{document}/granskad", handle(s.group.ReviewDocument))
	r.Post("/gruppen/dokument/{document}/publicera", handle(s.group.PublishDocument))
	r.Post("/gruppen/dokument/{document}/dra-tillbaka", handle(s.group.WithdrawDocument))
	r.Get("/gruppen/dokument/{document}/version/{number}/fil", handle(s.handsOut(s.group.SendDocumentFile)))
	r.Get("/gruppen/lankar", handle(s.group.ShowLinks))
	r.Get("/gruppen/lankar/nationell-plan", handle(s.group.ShowNationalPlan))
	r.Get("/gruppen/lankar/ny", handle(s.group.EditNewLink))
	r.Post("/gruppen/lankar/ny", handle(s.group.SaveLink))
	r.Get("/gruppen/lankar/{link}", handle(s.group.EditLink))
	r.Post("/gruppen/lankar/{link}", handle(s.group.SaveLink))
	r.Post("/gruppen/lankar/{link}/kontrollerad", handle(s.group.CheckLink))
	r.Post("/gruppen/lankar/{link}/ta-bort", handle(s.group.EndLink))
	r.Get("/gruppen/mottagare", handle(s.group.ShowRecipients))
	r.Post("/gruppen/mottagare/fatt-veta", handle(s.group.TellRecipients))
	r.Get("/gruppen/mottagare/ny", handle(s.group.EditNewRecipient))
	r.Post("/gruppen/mottagare/ny", handle(s.group.SaveRecipient))
	r.Get("/gruppen/mottagare/{recipient}", handle(s.group.EditRecipient))
	r.Post("/gruppen/mottagare/{recipient}", handle(s.group.SaveRecipient))
	r.Post("/gruppen/mottagare/{recipient}/ta-bort", handle(s.group.EndRecipient))
}
