package account

import (
	"context"
	"net/http"
	"strconv"

	"samsyn/internal/app/account"
	"samsyn/internal/i18n"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	"samsyn/templates/ui"
)

// awaitingTasks is what others wait for the visitor to say, as things to do.
func awaitingTasks(ctx context.Context, visitor page.Visitor, a account.Awaiting) []ui.TaskProps {
	var tasks []ui.TaskProps
	for _, m := range a.Mentions {
		tasks = append(tasks, ui.TaskProps{Title: i18n.T(ctx, "Läs och svara %s", m.AuthorName),
			Text: i18n.T(ctx, "Du är nämnd i samtalet om %s, %s.", m.Subject.Name, words.Day(ctx, m.WrittenAt, visitor.Now)),
			URL:  m.About.PostAddress(m.Subject.Code, m.PostID)})
	}
	for _, s := range a.ToAnswer {
		tasks = append(tasks, ui.TaskProps{Title: i18n.T(ctx, "Svara: %s", s.Title),
			Text: i18n.T(ctx, "%s ber om stöd, %s.", s.AskedByName, words.Day(ctx, s.AskedAt, visitor.Now)), URL: supportURL(int64(s.ID))})
	}
	for _, s := range a.Answered {
		tasks = append(tasks, ui.TaskProps{Title: i18n.T(ctx, "Läs svaret: %s", s.Title),
			Text: i18n.T(ctx, "%s har svarat. Avsluta frågan när ni har fått hjälp.", s.AnsweredByName), URL: supportURL(int64(s.ID))})
	}
	return tasks
}

func supportURL(id int64) string { return "/forbattring/stod/" + strconv.FormatInt(id, 10) }

// SaveTalkMail turns the visitor's mails about what is said on or off.
func (h *Handlers) SaveTalkMail(w http.ResponseWriter, r *http.Request) error {
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	wanted := form.Bool("wanted")
	if err := h.room.ChooseTalkMail(r.Context(), page.VisitorOf(r).Actor, wanted); err != nil {
		return err
	}
	done := i18n.T(r.Context(), "Du får inga brev om samtal.")
	if wanted {
		done = i18n.T(r.Context(), "Du får brev om samtal.")
	}
	return page.RedirectWith(w, r, "/konto", page.Done(done))
}
