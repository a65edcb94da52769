package group

import (
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/quality"
	"samsyn/internal/server/page"
	"samsyn/templates/ui"
)

const reasonsURL = settingsURL + "/orsaker"

// maxTyped bounds what is read from a field; the use case has the real limits.
const maxTyped = 1000

// CreateReason adds a reason for missing figures.
func (h *Handlers) CreateReason(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	err = h.room.AddReason(ctx, visitor.Actor, seen(form, visitor), form.Text("text", maxTyped))
	return h.settingsSaved(w, r, form, err, saved{settingsURL + "#orsaker", []ui.FlashProps{page.Done(i18n.T(ctx, "Orsaken är tillagd."))}})
}

// SaveReason changes the reason that the address names: its words, its place, or
// whether it is in use.
func (h *Handlers) SaveReason(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	number, err := strconv.ParseInt(chi.URLParam(r, "reason"), 10, 64)
	if err != nil {
		return fault.ErrNotFound
	}
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	id, actor, at := quality.ReasonID(number), visitor.Actor, seen(form, visitor)
	done, url := "", settingsURL+"#orsak-"+strconv.FormatInt(number, 10)
	switch do := form.Value("do"); do {
	case "up", "down":
		done = i18n.T(ctx, "Orsaken är flyttad.")
		err = h.room.MoveReason(ctx, actor, at, group.ReasonMove{ID: id, Up: do == "up"})
	case "retire":
		done = i18n.T(ctx, "Orsaken är tagen ur bruk.")
		err = h.room.UseReason(ctx, actor, at, quality.Reason{ID: id})
	case "restore":
		done = i18n.T(ctx, "Orsaken är i bruk igen.")
		err = h.room.UseReason(ctx, actor, at, quality.Reason{ID: id, Active: true})
	case "reword":
		done = i18n.T(ctx, "Orsakens ord är sparade.")
		field := reasonField(id)
		err = page.AtField(h.room.RewordReason(ctx, actor, at, quality.Reason{ID: id, Text: form.Text(field, maxTyped)}), field)
	default:
		return fault.ErrNotFound
	}
	return h.settingsSaved(w, r, form, err, saved{url, []ui.FlashProps{page.Done(done)}})
}

// reasonField names the field for a reason's words: there is one for each reason.
func reasonField(id quality.ReasonID) string { return "text." + strconv.FormatInt(int64(id), 10) }
