package group

import (
	"context"
	"strconv"

	"samsyn/internal/app/group"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	view "samsyn/templates/group"
	"samsyn/templates/ui"
)

func newDeputiesView(ctx context.Context, form *page.Form, g org.Group, d group.Deputies) view.DeputiesView {
	v := view.DeputiesView{
		Heading: ui.PageHeadingProps{Trail: []ui.Link{{Text: g.Name, URL: groupURL}}, Title: i18n.T(ctx, "Ersättare"),
			Lead: i18n.T(ctx, "När den som rapporterar för en enhet är borta en tid.")},
		Form:             ui.FormState{Action: deputiesURL, Problems: form.Summary(ctx)},
		WhatDeputiesMay:  i18n.T(ctx, "Ersättaren fyller i och lämnar in för enheten och får påminnelserna, från första till sista dagen. De ordinarie behåller sina roller."),
		WhenTheyCanStart: i18n.T(ctx, "Den som inte har någon annan roll i Samsyn kan logga in från och med första dagen till och med den sista."),
		Email: ui.FieldProps{Name: "email", Label: i18n.T(ctx, "Ersättarens e-postadress"), Type: "email", Value: form.Value("email"), Error: form.Error(ctx, "email"),
			Description: i18n.T(ctx, "Personen ska redan ha ett konto."), Autocomplete: "off", Required: true},
		From: ui.FieldProps{Name: "from", Label: i18n.T(ctx, "Från och med"), Type: "date", Value: form.Value("from"), Error: form.Error(ctx, "from"), Required: true},
		To:   ui.FieldProps{Name: "to", Label: i18n.T(ctx, "Till och med"), Type: "date", Value: form.Value("to"), Error: form.Error(ctx, "to"), Required: true},
	}
	if !form.Has("from") {
		v.From.Value = i18n.Date(ctx, d.Today)
	}
	if len(d.Units) == 1 {
		v.UnitID = strconv.FormatInt(int64(d.Units[0].ID), 10)
		v.Heading.Lead = i18n.T(ctx, "När den som rapporterar för %s är borta en tid.", d.Units[0].ShortName)
	} else {
		v.Unit = &ui.SelectProps{Name: "unit", Label: i18n.T(ctx, "Enhet"), Value: form.Value("unit"), Error: form.Error(ctx, "unit"), Empty: i18n.T(ctx, "Välj enhet")}
		for _, unit := range d.Units {
			v.Unit.Options = append(v.Unit.Options, ui.Option{Value: strconv.FormatInt(int64(unit.ID), 10), Label: unit.ShortName})
		}
	}
	for _, deputy := range d.List {
		v.Deputies = append(v.Deputies, newDeputyRow(ctx, form, d, deputy))
	}
	return v
}

func newDeputyRow(ctx context.Context, form *page.Form, all group.Deputies, d group.UnitDeputy) view.DeputyRow {
	id := strconv.FormatInt(int64(d.ID), 10)
	row := view.DeputyRow{ID: "ersattare-" + id, Title: i18n.T(ctx, "%s, %s", d.Person.Name, d.Unit.ShortName), Text: deputyDays(ctx, d)}
	row.About = row.Title
	if !d.CanChange {
		return row
	}
	row.URL, row.Seen = deputiesURL+"/"+id, i18n.Date(ctx, *d.To)
	field := untilField(d.ID)
	row.Until = ui.FieldProps{Name: field, Label: i18n.T(ctx, "Sista dag"), Type: "date", Value: row.Seen, Error: form.Error(ctx, field)}
	if form.Has(field) {
		row.Until.Value = form.Value(field)
	}
	row.EndText = i18n.T(ctx, "Avsluta nu")
	if d.From.After(all.Today) {
		row.EndText = i18n.T(ctx, "Ta tillbaka")
	}
	return row
}

// deputyDays says from when to when, and who decided so.
func deputyDays(ctx context.Context, d group.UnitDeputy) string {
	switch {
	case d.To == nil:
		return i18n.T(ctx, "Delegerad sedan %s, tills vidare. Rollen är given av systemförvaltaren och ändras där.", i18n.LongDate(ctx, d.From))
	case !d.CanChange:
		return i18n.T(ctx, "Delegerad %s till och med %s. Rollen är given av systemförvaltaren och ändras där.", i18n.LongDate(ctx, d.From), i18n.LongDate(ctx, *d.To))
	}
	return i18n.T(ctx, "%s till och med %s. Utsedd av %s.", i18n.LongDate(ctx, d.From), i18n.LongDate(ctx, *d.To), d.AppointedBy)
}
