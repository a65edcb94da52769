package group

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

const seriesURL = "/gruppen/moten/serier"

// ShowSeries lists the group's series of meetings.
func (h *Handlers) ShowSeries(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	if !visitor.May(org.ManageMeetings, 0) {
		return fault.ErrForbidden
	}
	list, err := h.room.MeetingSeries(ctx, visitor.Actor, visitor.Group.ID)
	if err != nil {
		return err
	}
	v := view.SeriesView{Trail: meetingTrail(ctx, nil)}
	for _, s := range list {
		task := ui.TaskProps{Title: s.Title, URL: seriesURL + "/" + page.Digits(s.ID), Text: s.Place}
		if !s.Active {
			task.Due = i18n.T(ctx, "Ur bruk")
		}
		v.Series = append(v.Series, task)
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Mötesserier"), Content: view.SeriesList(v)})
}

// EditNewSeries shows the form for a new series.
func (h *Handlers) EditNewSeries(w http.ResponseWriter, r *http.Request) error {
	if !page.VisitorOf(r).May(org.ManageMeetings, 0) {
		return fault.ErrForbidden
	}
	form := page.NewForm(nil)
	return showSeriesForm(w, r, form.Status(), newSeriesFormView(r.Context(), form, 0))
}

// CreateSeries adds a series.
func (h *Handlers) CreateSeries(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	s := readSeries(form, visitor.Group.ID)
	if err = form.Err(); err == nil {
		_, err = h.room.CreateSeries(ctx, visitor.Actor, s)
	}
	if form.Rejected(err) {
		return showSeriesForm(w, r, form.Status(), newSeriesFormView(ctx, form, 0))
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, meetingsURL, page.Done(i18n.T(ctx, "Serien är sparad. Planera dess första möte.")))
}

// EditSeries shows the form for a stored series.
func (h *Handlers) EditSeries(w http.ResponseWriter, r *http.Request) error {
	visitor := page.VisitorOf(r)
	id, err := page.ID(r, "series")
	if err != nil {
		return err
	}
	s, _, err := h.room.Series(r.Context(), visitor.Actor, visitor.Group.ID, improvement.SeriesID(id))
	if err != nil {
		return err
	}
	values := url.Values{"title": {s.Title}, "place": {s.Place}, "video_link": {s.VideoLink}, "agenda": {s.Agenda}, "version": {strconv.Itoa(s.Version)}}
	if s.Active {
		values.Set("active", "1")
	}
	form := page.NewForm(values)
	return showSeriesForm(w, r, form.Status(), newSeriesFormView(r.Context(), form, s.ID))
}

// SaveSeries changes a series. When somebody else was first the form comes back with
// what was typed and what is stored now.
func (h *Handlers) SaveSeries(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	id, err := page.ID(r, "series")
	if err != nil {
		return err
	}
	s := readSeries(form, visitor.Group.ID)
	s.ID, s.Active = improvement.SeriesID(id), form.Bool("active")
	if err = form.Err(); err == nil {
		err = h.room.SaveSeries(ctx, visitor.Actor, s)
	}
	switch {
	case form.Rejected(err):
		return showSeriesForm(w, r, form.Status(), newSeriesFormView(ctx, form, s.ID))
	case errors.Is(err, fault.ErrConflict):
		now, last, err := h.room.Series(ctx, visitor.Actor, visitor.Group.ID, s.ID) // as it has become
		if err != nil {
			return err
		}
		v := newSeriesFormView(ctx, form, s.ID)
		v.Form.Version = strconv.Itoa(now.Version)
		v.Form.Conflict = ui.Conflict{Text: page.Overtaken(ctx, last.ActorName, last.At), Now: page.Differing(seriesFacts(ctx, now), seriesFacts(ctx, s))}
		return showSeriesForm(w, r, http.StatusConflict, v)
	case err != nil:
		return err
	}
	return page.RedirectWith(w, r, seriesURL, page.Done(i18n.T(ctx, "Serien är sparad.")))
}

func seriesFacts(ctx context.Context, s improvement.Series) []ui.Definition {
	return []ui.Definition{
		{Term: i18n.T(ctx, "Rubrik"), Text: s.Title}, {Term: i18n.T(ctx, "Plats"), Text: s.Place},
		{Term: i18n.T(ctx, "Videolänk"), Text: s.VideoLink}, {Term: i18n.T(ctx, "Dagordning"), Text: s.Agenda},
	}
}

func readSeries(form *page.Form, id org.GroupID) improvement.Series {
	s := improvement.Series{GroupID: id, Title: form.Text("title", maxTyped), Place: form.Text("place", maxTyped),
		VideoLink: form.Text("video_link", maxTyped), Agenda: form.Text("agenda", maxWritten)}
	s.Version, _ = strconv.Atoi(form.Value("version"))
	return s
}

func newSeriesFormView(ctx context.Context, form *page.Form, id improvement.SeriesID) view.SeriesFormView {
	v := view.SeriesFormView{
		Form: ui.FormState{Action: seriesURL + "/ny", BackURL: meetingsURL, Version: form.Value("version"),
			Problems: form.Summary(ctx), Errors: form.Errors(ctx)},
		Trail: meetingTrail(ctx, nil), Title: i18n.T(ctx, "Ny mötesserie"), SeriesTitle: form.Value("title"), Place: form.Value("place"),
		VideoLink: form.Value("video_link"), Agenda: form.Value("agenda"), Active: form.Bool("active"),
	}
	if id != 0 {
		v.Title, v.Form.Action, v.Form.BackURL, v.Stored = i18n.T(ctx, "Ändra mötesserien"), seriesURL+"/"+page.Digits(id), seriesURL, true
		v.Trail = append(v.Trail, ui.Link{Text: i18n.T(ctx, "Mötesserier"), URL: seriesURL})
	}
	return v
}

func showSeriesForm(w http.ResponseWriter, r *http.Request, status int, v view.SeriesFormView) error {
	return page.Show(w, r, status, page.Page{Title: v.Title, Content: view.SeriesForm(v)})
}
