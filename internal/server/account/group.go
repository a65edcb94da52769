package account

import (
	"net/http"
	"strconv"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	view "samsyn/templates/account"
)

// ShowGroups lists the groups the visitor can work in.
func (h *Handlers) ShowGroups(w http.ResponseWriter, r *http.Request) error {
	v := page.VisitorOf(r)
	choices := make([]view.GroupChoice, len(v.Groups))
	for n, g := range v.Groups {
		choices[n] = view.GroupChoice{ID: strconv.FormatInt(int64(g.ID), 10), Name: g.Name,
			Region: g.HealthcareRegionName, Current: g.ID == v.Group.ID}
	}
	return page.Show(w, r, http.StatusOK, page.Page{
		Title: i18n.T(r.Context(), "Byt grupp"), Content: view.Groups(choices)})
}

// ChooseGroup makes one of the visitor's groups the one the pages are about.
func (h *Handlers) ChooseGroup(w http.ResponseWriter, r *http.Request) error {
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	id := form.ID("group")
	for _, g := range page.VisitorOf(r).Groups {
		if int64(g.ID) == id {
			h.sessions.Put(r.Context(), GroupKey, id)
			return page.RedirectWith(w, r, "/", page.Done(i18n.T(r.Context(), "Nu arbetar du i %s.", g.Name)))
		}
	}
	return fault.ErrNotFound
}
