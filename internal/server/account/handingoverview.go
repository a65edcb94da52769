package account

import (
	"context"
	"fmt"
	"strconv"

	"samsyn/internal/app/account"
	"samsyn/internal/i18n"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/account"
	"samsyn/templates/ui"
)

func newHandingOverView(ctx context.Context, form *page.Form, at handedOver, o account.HandingOver) view.HandingOverView {
	v := view.HandingOverView{
		Heading: ui.PageHeadingProps{Trail: at.trail, Title: i18n.T(ctx, "Lämna över som sammanställande"),
			Lead: i18n.T(ctx, "En grupp har en sammanställande åt gången, och det är någon av medlemmarna.")},
		Form: ui.FormState{Action: at.url, Problems: form.Summary(ctx)}, Left: leftRows(ctx, o.Left), Within: !at.outside,
	}
	if at.outside {
		v.Heading.Title = i18n.T(ctx, "Sammanställande")
	}
	v.Now = i18n.T(ctx, "Gruppen har ingen sammanställande.")
	if c := o.Coordinator; c.Person.ID != 0 {
		v.Now = i18n.T(ctx, "%s är sammanställande sedan %s.", c.Person.Name, i18n.LongDate(ctx, c.From))
		if c.To != nil {
			v.Now = i18n.T(ctx, "%s är sammanställande till och med %s.", c.Person.Name, i18n.LongDate(ctx, *c.To))
		}
	}
	for _, h := range o.History {
		v.History = append(v.History, handoverRow(ctx, h))
	}
	ahead := o.Ahead()
	switch {
	case ahead != nil:
		v.Ahead = i18n.T(ctx, "%s tar över %s", ahead.ToName, i18n.LongDate(ctx, ahead.First))
		if o.CanHandOver {
			v.TakeBackURL = fmt.Sprintf("%s/%d/ta-tillbaka", at.url, ahead.ID)
		}
	case o.CanHandOver && len(o.Members) == 0:
		v.Nobody = true
	case o.CanHandOver:
		v.New = newHandoverForm(ctx, form, o)
	}
	return v
}

func newHandoverForm(ctx context.Context, form *page.Form, o account.HandingOver) *view.NewHandover {
	f := &view.NewHandover{
		To: ui.SelectProps{Name: "to", Label: i18n.T(ctx, "Vem tar över?"), Value: form.Value("to"), Error: form.Error(ctx, "to"), Empty: i18n.T(ctx, "Välj en medlem"),
			Description: i18n.T(ctx, "De som lämnar in för en enhet, ordföranden och processtödet.")},
		First: ui.FieldProps{Name: "first", Label: i18n.T(ctx, "Första dag"), Type: "date", Value: form.Value("first"), Error: form.Error(ctx, "first"), Required: true,
			Description: i18n.T(ctx, "Den som lämnar över är sammanställande till och med dagen före.")},
		Note: ui.TextAreaProps{Name: "note", Label: i18n.T(ctx, "Till den som tar över"), Value: form.Value("note"), Error: form.Error(ctx, "note"), Rows: 6,
			MaxLength: org.MaxHandoverNote, Optional: true, Description: i18n.T(ctx, "Vad som är på gång, vad som är lovat, och vem som vet mer.")},
	}
	if !form.Has("first") {
		f.First.Value = i18n.Date(ctx, o.Today.AddDate(0, 0, 1))
	}
	for _, p := range o.Members {
		f.To.Options = append(f.To.Options, ui.Option{Value: strconv.FormatInt(int64(p.ID), 10), Label: p.Name})
	}
	return f
}

func handoverRow(ctx context.Context, h org.Handover) view.HandoverRow {
	row := view.HandoverRow{Title: i18n.T(ctx, "%s, från %s", h.ToName, i18n.LongDate(ctx, h.First)), Note: h.Note,
		Text: i18n.T(ctx, "Bestämt av %s %s.", h.MadeBy, i18n.LongDate(ctx, h.MadeAt.In(i18n.Location())))}
	if h.FromName != "" {
		row.Text = i18n.T(ctx, "Efter %s.", h.FromName) + " " + row.Text
	}
	if h.TakenBackAt != nil {
		row.TakenBack = i18n.T(ctx, "Tillbakatagen av %s %s.", h.TakenBackBy, i18n.LongDate(ctx, h.TakenBackAt.In(i18n.Location())))
	}
	return row
}

// leftRows is what those have left unfinished who are no longer in the group.
func leftRows(ctx context.Context, left []account.LeftOpen) []ui.TaskProps {
	var rows []ui.TaskProps
	for _, l := range left {
		row := ui.TaskProps{Title: l.Title}
		switch l.Kind {
		case account.LeftAction:
			row.URL, row.Text = page.ActionURL(improvement.ActionID(l.ID)), i18n.T(ctx, "Åtgärd som %s ansvarar för", l.Name)
		case account.LeftSection:
			row.URL = fmt.Sprintf("/arsrapport/%d/avsnitt/%d", l.Year, l.ID)
			row.Text = i18n.T(ctx, "Avsnitt i årsrapporten för %d som %s skriver", l.Year, l.Name)
		case account.LeftSupport:
			row.URL, row.Text = fmt.Sprintf("/forbattring/stod/%d", l.ID), i18n.T(ctx, "Fråga om stöd som %s har tagit", l.Name)
		case account.LeftTask:
			row.URL, row.Text = fmt.Sprintf("/gruppen/arshjul/%d", l.ID), i18n.T(ctx, "Uppgift som %s ansvarar för", l.Name)
			if l.DecisionID != 0 {
				row.URL = fmt.Sprintf("/gruppen/beslut/%d", l.DecisionID)
			}
		}
		if l.DueOn != nil {
			row.Due = i18n.T(ctx, "Senast %s", i18n.LongDate(ctx, *l.DueOn))
		}
		rows = append(rows, row)
	}
	return rows
}
