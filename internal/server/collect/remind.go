package collect

import (
	"context"
	"net/http"
	"strings"

	"samsyn/internal/app/collect"
	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/collect"
	"samsyn/templates/ui"
)

const remindersURL = overviewURL + "/paminnelser"

// Mailing is whether mail is sent, and where its links lead.
type Mailing struct {
	On      bool
	BaseURL string
}

// WithMail gives the handlers with the settings for mail; without, none is sent.
func (h *Handlers) WithMail(m Mailing) *Handlers {
	with := *h
	with.mailing = m
	return &with
}

// letterhead is what reminders need; without a setting the links lead to where
// the visitor found the page.
func (h *Handlers) letterhead(r *http.Request) collect.Letterhead {
	base := h.mailing.BaseURL
	if base == "" {
		base = "http://" + r.Host
		if r.TLS != nil {
			base = "https://" + r.Host
		}
	}
	return collect.Letterhead{BaseURL: base, Period: words.Period}
}

// silent says why no mail goes to the group's people, "" when it does.
func (h *Handlers) silent(ctx context.Context, group org.Group) string {
	switch {
	case !h.mailing.On:
		return i18n.T(ctx, "Samsyn är inte inställt för att skicka mejl. Kopiera texten och skicka den själv.")
	case group.ExampleData:
		return i18n.T(ctx, "Gruppen har exempeldata och påhittade adresser, så inga mejl skickas.")
	}
	return ""
}

// RemindNow sends a reminder to those who report for one unit's period, or for
// everything that is missing.
func (h *Handlers) RemindNow(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	form, err := page.ParseForm(w, r)
	if err != nil {
		return err
	}
	if !h.mailing.On {
		return fault.ErrWrongState
	}
	at := collect.Where{GroupID: visitor.Group.ID}
	if what := form.Value("what"); what != "all" {
		var ok bool
		if at.UnitCode, at.PeriodCode, ok = strings.Cut(what, "/"); !ok || at.UnitCode == "" {
			return fault.ErrNotFound
		}
	}
	count, err := h.room.RemindNow(ctx, visitor.Actor, at, h.letterhead(r))
	if err != nil {
		return err
	}
	done := page.Done(i18n.N(ctx, "En påminnelse skickas inom någon minut.", "%d påminnelser skickas inom någon minut.", count))
	if count == 0 {
		done = ui.FlashProps{Kind: ui.Info, Text: i18n.T(ctx, "Inget mejl skickades: alla är redan påminda i dag, eller så rapporterar ingen för enheten.")}
	}
	return page.RedirectWith(w, r, boardURL+"#paminn", done)
}

// newRemind is the part of the board about what is missing, for those who may
// remind; nil for others.
func (h *Handlers) newRemind(r *http.Request) (*view.Remind, error) {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	if !visitor.May(org.RemindUnits, 0) {
		return nil, nil
	}
	missing, err := h.room.Missing(ctx, visitor.Actor, visitor.Group.ID, h.letterhead(r))
	if err != nil {
		return nil, err
	}
	v := &view.Remind{Action: remindersURL + "/nu", Notice: h.silent(ctx, visitor.Group),
		Settings: ui.Link{Text: i18n.T(ctx, "När påminnelser går, i vilka ord, och vad som har skickats"), URL: remindersURL}}
	sends := v.Notice == ""
	for _, m := range missing {
		v.Missing = append(v.Missing, newMissing(ctx, visitor, m, sends))
	}
	if sends && len(missing) > 1 {
		v.All = &ui.ButtonProps{Name: "what", Value: "all", Text: i18n.T(ctx, "Påminn alla som saknas")}
	}
	return v, nil
}

func newMissing(ctx context.Context, visitor page.Visitor, m collect.Missing, sends bool) view.RemindMissing {
	v := view.RemindMissing{Title: title(ctx, m.Unit, m.Period), People: i18n.T(ctx, "Ingen"), Reminded: i18n.T(ctx, "Aldrig")}
	v.Deadline, _ = deadline(ctx, m.Due, visitor.Today())
	var names, addresses []string
	for _, p := range m.People {
		names, addresses = append(names, p.Name), append(addresses, p.Email)
	}
	if len(names) > 0 {
		v.People = strings.Join(names, ", ")
	}
	if len(m.Reminded) > 0 {
		last := m.Reminded[0]
		v.Reminded = joined(", ", moment(ctx, last.QueuedAt, visitor.Now, collect.Author{}), last.PersonName,
			words.ReminderState(ctx, string(last.State)))
	}
	switch what := m.Unit.Code + "/" + m.Period.Code(); {
	case len(names) == 0:
	case sends:
		v.Button = &ui.ButtonProps{Name: "what", Value: what, Text: i18n.T(ctx, "Påminn nu"), Variant: ui.Secondary, About: v.Title}
	default:
		v.To, v.Subject, v.Body = strings.Join(addresses, ", "), m.Subject, m.Body
		v.Field = ui.TextAreaProps{Name: "text." + m.Unit.Code + "." + m.Period.Code(), Label: i18n.T(ctx, "Text"), Value: m.Body, Rows: 10, ReadOnly: true}
	}
	return v
}
