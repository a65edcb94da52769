package collect

import (
	"net/http"
	"strconv"

	"samsyn/internal/app/collect"
	"samsyn/internal/server/page"
	view "samsyn/templates/collect"
)

// ShowEntry is the form for one unit's period.
func (h *Handlers) ShowEntry(w http.ResponseWriter, r *http.Request) error {
	form, err := h.room.Form(r.Context(), page.VisitorOf(r).Actor, where(r))
	if err != nil {
		return err
	}
	return h.showEntry(w, r, http.StatusOK, form, returned{})
}

// showEntry answers with the form, as it opens or as it came back.
func (h *Handlers) showEntry(w http.ResponseWriter, r *http.Request, status int, form collect.Form, back returned) error {
	readings, err := h.readings(r)
	if err != nil {
		return err
	}
	readings.own = form.CanRecord
	v := newEntryView(r.Context(), form, back, readings)
	if v.Seen, err = h.acknowledged(r, form, back); err != nil {
		return err
	}
	v.Person = strconv.FormatInt(int64(page.VisitorOf(r).Actor.Person.ID), 10)
	return page.Show(w, r, status, page.Page{
		Title: v.Head.Heading.Title, Content: view.Entry(v), Scripts: []string{
			"js/entry-form.js", "js/entry-keys.js", "js/entry-send.js", "js/entry-save.js", "js/entry-paste.js"}})
}
