package group

import (
	"errors"
	"net/http"
	"strconv"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	"samsyn/templates/ui"
)

// BeginYear fills a year that has no tasks with those of the year before, or with those of
// the template.
func (h *Handlers) BeginYear(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	year, err := strconv.Atoi(form.Value("year"))
	if err != nil {
		return fault.ErrNotFound
	}
	count := 0
	switch form.Value("do") {
	case "copy":
		count, err = h.room.CopyTasks(ctx, visitor.Actor, visitor.Group.ID, year)
	case "template":
		count, err = h.room.BeginYear(ctx, visitor.Actor, visitor.Group.ID, year)
	default:
		return fault.ErrNotFound
	}
	if errors.Is(err, fault.ErrWrongState) {
		return page.RedirectWith(w, r, wheelYearURL(year), ui.FlashProps{Kind: ui.Warning,
			Text: i18n.T(ctx, "Inget lades till: %d har redan uppgifter, eller så fanns inget att kopiera.", year)})
	}
	if err != nil {
		return err
	}
	return page.RedirectWith(w, r, wheelYearURL(year), page.Done(i18n.N(ctx, "En uppgift är tillagd. Ändra dag och ansvarig där det behövs.",
		"%d uppgifter är tillagda. Ändra dag och ansvarig där det behövs.", count)))
}
