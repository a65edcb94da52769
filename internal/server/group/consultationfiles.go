package group

import (
	"context"
	"net/http"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

// proposalID is where the proposal stands on a consultation's page.
const proposalID = "forslag"

// consultationFiles are the files of a consultation as its page shows them.
func consultationFiles(ctx context.Context, visitor page.Visitor, form *page.Form, p group.ConsultationPage) view.ConsultationFiles {
	address := consultationURL(p.ID) + "/fil"
	v := view.ConsultationFiles{ID: proposalID, Link: linkTo(p.Link, i18n.T(ctx, "Läs förslaget")), Error: form.Error(ctx, page.FileField)}
	changes := visitor.May(org.ManageArea, 0) && p.Waits()
	if changes {
		v.AddURL = address
	}
	for _, f := range p.Files {
		row := view.ConsultationFile{Name: f.Name, URL: address + "/" + page.Digits(f.ID), Size: words.FileSize(ctx, f.Size)}
		if changes {
			row.RemoveURL = row.URL + "/ta-bort"
		}
		v.List = append(v.List, row)
	}
	return v
}

// proposal is the files to read beside, for whoever writes about them.
func proposal(ctx context.Context, p group.ConsultationPage) (links []ui.Link) {
	if p.Link != "" {
		links = append(links, linkTo(p.Link, i18n.T(ctx, "Läs förslaget")))
	}
	for _, f := range p.Files {
		links = append(links, ui.Link{Text: f.Name, URL: consultationURL(p.ID) + "/fil/" + page.Digits(f.ID)})
	}
	return links
}

// AddConsultationFile keeps a file with a consultation.
func (h *Handlers) AddConsultationFile(w http.ResponseWriter, r *http.Request) error {
	visitor := page.VisitorOf(r)
	p, err := h.consultationIn(r)
	switch {
	case err != nil:
		return err
	case !visitor.May(org.ManageArea, 0):
		return fault.ErrForbidden // before a large file is read
	}
	sent, err := page.ReceiveFile(w, r)
	if err == nil {
		err = h.room.AddConsultationFile(r.Context(), visitor.Actor, group.SeenConsultation{GroupID: p.GroupID, ID: p.ID}, sent.Name, sent.Content)
	}
	if form := page.NewForm(nil); form.Rejected(err) {
		page.FileRefused(r, sent)
		return h.showConsultation(w, r, form, false)
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, consultationURL(p.ID)+"#"+proposalID, page.Done(i18n.T(r.Context(), "Filen finns nu vid remissen.")))
}

// RemoveConsultationFile takes a file away from a consultation.
func (h *Handlers) RemoveConsultationFile(w http.ResponseWriter, r *http.Request) error {
	in, id, err := consultationFileIn(r)
	if err != nil {
		return err
	}
	if err := h.room.RemoveConsultationFile(r.Context(), page.VisitorOf(r).Actor, in, id); err != nil {
		return err
	}
	return page.RedirectWith(w, r, consultationURL(in.ID)+"#"+proposalID, page.Done(i18n.T(r.Context(), "Filen är borttagen.")))
}

// SendConsultationFile hands out a file of a consultation.
func (h *Handlers) SendConsultationFile(w http.ResponseWriter, r *http.Request) error {
	in, id, err := consultationFileIn(r)
	if err != nil {
		return err
	}
	f, content, err := h.room.ConsultationFile(r.Context(), page.VisitorOf(r).Actor, in, id)
	if err != nil {
		return err
	}
	return page.Send(w, r, page.Download{Name: f.Name, Type: f.MediaType, Content: content})
}

// consultationFileIn is the file that the address names.
func consultationFileIn(r *http.Request) (in group.SeenConsultation, id improvement.ConsultationFileID, err error) {
	of, err := page.ID(r, "consultation")
	if err != nil {
		return in, 0, err
	}
	n, err := page.ID(r, "consultationfile")
	return group.SeenConsultation{GroupID: page.VisitorOf(r).Group.ID, ID: improvement.ConsultationID(of)}, improvement.ConsultationFileID(n), err
}
