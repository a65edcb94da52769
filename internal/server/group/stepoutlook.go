package group

import (
	"net/http"

	"samsyn/internal/app/group"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
)

// StepOutlook does with a note what the pressed button says.
func (h *Handlers) StepOutlook(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	id, err := page.ID(r, "outlook")
	if err != nil {
		return err
	}
	seen := group.SeenOutlook{GroupID: visitor.Group.ID, ID: improvement.OutlookID(id), Version: versionIn(form)}
	said, to := "", outlookNoteURL(seen.ID)
	switch form.Value("do") {
	case "see":
		said, err = i18n.T(ctx, "Noterat."), h.room.MarkOutlookSeen(ctx, visitor.Actor, seen)
	case "matter":
		var matter improvement.MatterID
		if matter, err = h.room.OutlookToMatter(ctx, visitor.Actor, seen); err == nil {
			said, to = i18n.T(ctx, "Nu är det en fråga till gruppen."), mattersURL+"/"+page.Digits(matter)
		}
	case "agenda":
		meeting := org.MeetingID(form.ID("meeting"))
		if meeting == 0 {
			form.Problem("meeting", "required")
		}
		if err = form.Err(); err == nil {
			said, err = i18n.T(ctx, "Det står på mötets dagordning."), h.room.OutlookToAgenda(ctx, visitor.Actor, seen, meeting)
		}
	case "away":
		why := form.Text("reason", maxWritten)
		if err = form.Err(); err == nil {
			said, err = i18n.T(ctx, "Det är lagt åt sidan."), h.room.PutOutlookAway(ctx, visitor.Actor, seen, why)
		}
	default:
		return fault.ErrNotFound
	}
	return page.End(w, r, page.Ending{Form: form, Err: err, To: to, Said: said,
		Again: func(late bool) error { return h.showOutlookNote(w, r, form, late) }})
}
